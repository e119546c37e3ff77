//! Whether every number of a value can be one in JSON, which has neither NaN nor infinity: `serde_json` writes `null` for
//! them.

use std::cell::RefCell;
use std::fmt;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::Value;

use crate::json_path::Step;

/// The paths of the numbers that aren't finite.
pub(crate) fn not_finite(value: &impl Serialize) -> Vec<Vec<Step>> {
    let search = RefCell::default();
    // It was written as JSON before, so it can be walked through.
    let _ = value.serialize(Finite(&search));
    search.into_inner().found
}

/// Where the search is, and what it found.
#[derive(Default)]
struct Search {
    path: Vec<Step>,
    found: Vec<Vec<Step>>,
}

/// Accepts everything.
#[derive(Clone, Copy)]
struct Finite<'a>(&'a RefCell<Search>);

/// The parts of a list or an object.
struct Parts<'a> {
    search: &'a RefCell<Search>,
    next_item: usize,
    key: Step,
    /// Whether the path has the name of a variant for it.
    in_variant: bool,
}

/// A type's own failure. It is reported where the value is written.
#[derive(Debug)]
struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the type can't be written")
    }
}

impl std::error::Error for Failed {}

impl serde::ser::Error for Failed {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'a> Finite<'a> {
    fn parts(self) -> Parts<'a> {
        Parts {
            search: self.0,
            next_item: 0,
            key: Step::Item(0),
            in_variant: false,
        }
    }

    fn parts_of_variant(self, name: &str) -> Parts<'a> {
        self.0.borrow_mut().path.push(Step::key(name));
        Parts {
            in_variant: true,
            ..self.parts()
        }
    }

    fn below(self, step: Step, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        self.0.borrow_mut().path.push(step);
        let done = value.serialize(self);
        self.0.borrow_mut().path.pop();
        done
    }
}

impl Parts<'_> {
    fn member(&self, step: Step, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        Finite(self.search).below(step, value)
    }

    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Failed> {
        self.next_item += 1;
        self.member(Step::Item(self.next_item - 1), value)
    }

    fn end(&self) {
        if self.in_variant {
            self.search.borrow_mut().path.pop();
        }
    }
}

macro_rules! accept {
    ($($method:ident($($argument:ty),*))*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<(), Failed> {
            Ok(())
        })*
    };
}

impl<'a> Serializer for Finite<'a> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    accept! {
        serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_none() serialize_unit() serialize_unit_struct(&'static str)
        serialize_unit_variant(&'static str, u32, &'static str)
    }

    fn serialize_f32(self, number: f32) -> Result<(), Failed> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<(), Failed> {
        if !number.is_finite() {
            let search = &mut *self.0.borrow_mut();
            search.found.push(search.path.clone());
        }
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        self.below(Step::key(variant), value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Failed> {
        Ok(self.parts())
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, Failed> {
        Ok(self.parts())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Failed> {
        Ok(self.parts())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Failed> {
        Ok(self.parts_of_variant(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a>, Failed> {
        Ok(self.parts())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Failed> {
        Ok(self.parts())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Failed> {
        Ok(self.parts_of_variant(variant))
    }
}

macro_rules! check_each {
    ($($Compound:ident::$method:ident($($key:ident)?);)*) => {
        $(impl $Compound for Parts<'_> {
            type Ok = ();
            type Error = Failed;

            check_each!(@method $method($($key)?));

            fn end(self) -> Result<(), Failed> {
                Parts::end(&self);
                Ok(())
            }
        })*
    };
    (@method $method:ident()) => {
        fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
            self.item(value)
        }
    };
    (@method $method:ident($key:ident)) => {
        fn $method<T: Serialize + ?Sized>(&mut self, $key: &'static str, value: &T) -> Result<(), Failed> {
            self.member(Step::key($key), value)
        }
    };
}

check_each! {
    SerializeSeq::serialize_element();
    SerializeTuple::serialize_element();
    SerializeTupleStruct::serialize_field();
    SerializeTupleVariant::serialize_field();
    SerializeStruct::serialize_field(key);
    SerializeStructVariant::serialize_field(key);
}

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Failed;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Failed> {
        self.key = match serde_json::to_value(key) {
            Ok(Value::String(key)) => Step::Key(key),
            Ok(key) => Step::Key(key.to_string()),
            Err(_) => return Err(Failed),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Failed> {
        self.member(self.key.clone(), value)
    }

    fn end(self) -> Result<(), Failed> {
        Ok(())
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
