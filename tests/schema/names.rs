//! The names of all fields that a type can write, also those that a value of it leaves out.

use std::collections::BTreeSet;
use std::fmt;

use serde::ser::{Impossible, Serialize, SerializeStruct, Serializer};

/// The paths of the fields of a struct and of the structs in it.
pub(crate) fn names(value: &impl Serialize) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let names = Names {
        prefix: String::new(),
        found: &mut found,
    };
    // What isn't a struct has no fields.
    let _ = value.serialize(names);
    found
}

struct Names<'a> {
    prefix: String,
    found: &'a mut BTreeSet<String>,
}

impl SerializeStruct for Names<'_> {
    type Ok = ();
    type Error = fmt::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> fmt::Result {
        self.skip_field(name)?;
        let inner = Names {
            prefix: format!("{}{name}.", self.prefix),
            found: self.found,
        };
        let _ = value.serialize(inner);
        Ok(())
    }

    fn skip_field(&mut self, name: &'static str) -> fmt::Result {
        self.found.insert(format!("{}{name}", self.prefix));
        Ok(())
    }

    fn end(self) -> fmt::Result {
        Ok(())
    }
}

type No = Impossible<(), fmt::Error>;

/// What has no fields is an error.
macro_rules! without_fields {
    ($($method:ident($($argument:ty),*) -> $Output:ty;)*) => {$(
        fn $method(self, $(_: $argument),*) -> Result<$Output, fmt::Error> {
            Err(fmt::Error)
        }
    )*};
}

impl Serializer for Names<'_> {
    type Ok = ();
    type Error = fmt::Error;
    type SerializeStruct = Self;
    type SerializeSeq = No;
    type SerializeTuple = No;
    type SerializeTupleStruct = No;
    type SerializeTupleVariant = No;
    type SerializeMap = No;
    type SerializeStructVariant = No;

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, fmt::Error> {
        Ok(self)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> fmt::Result {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> fmt::Result {
        Err(fmt::Error)
    }

    without_fields! {
        serialize_bool(bool) -> ();
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_u8(u8) -> ();
        serialize_u16(u16) -> ();
        serialize_u32(u32) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_str(&str) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_unit_variant(&'static str, u32, &'static str) -> ();
        serialize_seq(Option<usize>) -> No;
        serialize_tuple(usize) -> No;
        serialize_tuple_struct(&'static str, usize) -> No;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> No;
        serialize_map(Option<usize>) -> No;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> No;
    }
}
