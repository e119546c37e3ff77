//! Whether every number of a value can be one in JSON, which has neither NaN nor infinity: `serde_json` writes `null` for
//! them.

use std::fmt::Error;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Value;

use crate::json_path::Step;

/// Paths, from the value that was searched.
type Found = Vec<Vec<Step>>;

/// The paths of the numbers that aren't finite.
pub(crate) fn not_finite(value: &impl Serialize) -> Found {
    // It was written as JSON before, so it can be walked through.
    value.serialize(Finite).unwrap_or_default()
}

/// Accepts everything, and returns what it finds. A type's own failure is reported where the value is written.
struct Finite;

/// The parts of a list or an object so far.
#[derive(Default)]
struct Parts {
    found: Found,
    next_item: usize,
    key: String,
    /// The variant that they are the content of.
    variant: Option<&'static str>,
}

impl Parts {
    fn of_variant(variant: &'static str) -> Self {
        Self {
            variant: Some(variant),
            ..Self::default()
        }
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.next_item += 1;
        self.part(&Step::Item(self.next_item - 1), value)
    }

    fn part(&mut self, step: &Step, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.found.extend(below(step, value.serialize(Finite)?));
        Ok(())
    }
}

/// What was found in a part that is at this step.
fn below(step: &Step, mut found: Found) -> Found {
    for path in &mut found {
        path.insert(0, step.clone());
    }
    found
}

/// Methods that have nothing to look at yet.
macro_rules! begin {
    ($($Begun:ident { $($method:ident($($argument:ty),*))* })*) => {
        $($(fn $method(self, $(_: $argument),*) -> Result<$Begun, Error> {
            Ok($Begun::default())
        })*)*
    };
}

impl Serializer for Finite {
    type Ok = Found;
    type Error = Error;
    type SerializeSeq = Parts;
    type SerializeTuple = Parts;
    type SerializeTupleStruct = Parts;
    type SerializeTupleVariant = Parts;
    type SerializeMap = Parts;
    type SerializeStruct = Parts;
    type SerializeStructVariant = Parts;

    begin! {
        Found {
            serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
            serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
            serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
            serialize_none() serialize_unit() serialize_unit_struct(&'static str)
            serialize_unit_variant(&'static str, u32, &'static str)
        }
        Parts {
            serialize_seq(Option<usize>) serialize_tuple(usize) serialize_tuple_struct(&'static str, usize)
            serialize_map(Option<usize>) serialize_struct(&'static str, usize)
        }
    }

    fn serialize_f32(self, number: f32) -> Result<Found, Error> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<Found, Error> {
        let path_to_itself = Vec::new();
        let found = (!number.is_finite()).then_some(path_to_itself);
        Ok(Found::from_iter(found))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Found, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Found, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Found, Error> {
        Ok(below(&Step::key(variant), value.serialize(self)?))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Error> {
        Ok(Parts::of_variant(variant))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts, Error> {
        Ok(Parts::of_variant(variant))
    }
}

/// `Name::method(key)` is a trait whose parts have a key, and `Name::method()` one whose parts are items.
macro_rules! check_each_part {
    ($($Compound:ident::$method:ident($($key:ident)?);)*) => {
        $(impl $Compound for Parts {
            type Ok = Found;
            type Error = Error;

            check_each_part!(@method $method($($key)?));

            fn end(self) -> Result<Found, Error> {
                Ok(match self.variant {
                    Some(variant) => below(&Step::key(variant), self.found),
                    None => self.found,
                })
            }
        })*
    };
    (@method $method:ident()) => {
        fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
            self.item(value)
        }
    };
    (@method $method:ident($key:ident)) => {
        fn $method<T: Serialize + ?Sized>(&mut self, $key: &'static str, value: &T) -> Result<(), Error> {
            self.part(&Step::key($key), value)
        }
    };
}

check_each_part! {
    SerializeSeq::serialize_element();
    SerializeTuple::serialize_element();
    SerializeTupleStruct::serialize_field();
    SerializeTupleVariant::serialize_field();
    SerializeStruct::serialize_field(key);
    SerializeStructVariant::serialize_field(key);
}

impl SerializeMap for Parts {
    type Ok = Found;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = match serde_json::to_value(key).unwrap_or_default() {
            Value::String(key) => key,
            other => other.to_string(),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = std::mem::take(&mut self.key);
        self.part(&Step::Key(key), value)
    }

    fn end(self) -> Result<Found, Error> {
        Ok(self.found)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::json_path::render;

    #[derive(serde::Serialize)]
    enum Wall {
        Round { radius: f64 },
        Straight(f64),
        Bent(f64, f64),
    }

    #[derive(serde::Serialize)]
    struct Room {
        name: &'static str,
        size: Option<f64>,
        heights: Vec<f32>,
        walls: Vec<Wall>,
        #[serde(flatten)]
        others: BTreeMap<String, (u8, f64)>,
        doors: BTreeMap<u8, f64>,
    }

    #[test]
    fn every_number_that_json_does_not_have_is_found_at_its_path() {
        let room = |number: f64| Room {
            name: "NaN",
            size: Some(number),
            heights: vec![1.0, f32::INFINITY],
            walls: vec![
                Wall::Round { radius: number },
                Wall::Straight(number),
                Wall::Bent(1.0, number),
            ],
            others: BTreeMap::from([("a".to_owned(), (1, number))]),
            doors: BTreeMap::from([(3, number)]),
        };
        let paths = |room: &Room| -> Vec<String> {
            not_finite(room).iter().map(|path| render(path)).collect()
        };
        assert_eq!(paths(&room(-1.5)), ["heights[1]"]);
        assert_eq!(
            paths(&room(f64::NAN)),
            [
                "size",
                "heights[1]",
                "walls[0].Round.radius",
                "walls[1].Straight",
                "walls[2].Bent[1]",
                "a[1]",
                "doors.3",
            ]
        );
    }
}
