//! A connector as a file holds it, whatever the format, and the decoding of a struct from it.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{
    Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::mistake::{Mistake, shown};
use crate::Secret;
use crate::json_path::{Step, render};

/// A part of a file. Any part of it may be a secret, a number too, so it has no `Debug`.
#[derive(Clone)]
pub enum Tree {
    Text(Secret),
    List(Vec<Tree>),
    /// In the order of the file, with every repeated key.
    Map(Vec<(String, Tree)>),
    Null,
    Boolean(bool),
    Integer(i128),
    Float(f64),
    /// Something that JSON doesn't have, by its kind alone.
    Other(&'static str),
}

impl Tree {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "a number",
            Self::Float(number) if number.is_nan() => "NaN",
            Self::Float(number) if number.is_infinite() => "infinity",
            Self::Float(_) => "a floating-point number",
            Self::Other(kind) => kind,
        }
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.expose()),
            _ => None,
        }
    }

    /// The member with this key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(members) = self else {
            return None;
        };
        let member = members.iter().find(|(held, _)| held == key)?;
        Some(&member.1)
    }

    /// The part at the end of the path.
    pub(super) fn at(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |tree, step| match (tree, step) {
            (Self::Map(members), Step::Key(key)) => {
                let member = members.iter_mut().find(|(held, _)| held == key)?;
                Some(&mut member.1)
            }
            (Self::List(items), Step::Item(index)) => items.get_mut(*index),
            _ => None,
        })
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

macro_rules! visit {
    ($($visit:ident($($value:tt: $Type:ty)?) = $tree:expr;)*) => {
        $(fn $visit<E>(self $(, $value: $Type)?) -> Result<Tree, E> {
            Ok($tree)
        })*
    };
}

/// Accepts everything, so that no format reports a value of the wrong type by showing it.
struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a connector")
    }

    visit! {
        visit_str(text: &str) = Tree::Text(text.into());
        visit_string(text: String) = Tree::Text(text.into());
        visit_bytes(_: &[u8]) = Tree::Other("binary data");
        visit_none() = Tree::Null;
        visit_unit() = Tree::Null;
        visit_bool(boolean: bool) = Tree::Boolean(boolean);
        visit_i64(number: i64) = Tree::Integer(number.into());
        visit_i128(number: i128) = Tree::Integer(number);
        visit_u64(number: u64) = Tree::Integer(number.into());
        visit_u128(number: u128) = number.try_into().map_or(Tree::Other("a number"), Tree::Integer);
        visit_f64(number: f64) = Tree::Float(number);
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some((key, member)) = members.next_entry::<Tree, Tree>()? {
            // YAML has keys of other types; no connector does.
            map.push((key.as_text().unwrap_or_default().to_owned(), member));
        }
        Ok(Tree::Map(map))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        Tree::deserialize(deserializer)
    }
}

impl<'de> IntoDeserializer<'de, Mistake> for &'de Tree {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Tree {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self {
            Tree::Text(text) => visitor.visit_str(text.expose()),
            Tree::List(items) => SeqDeserializer::new(items.iter()).deserialize_any(visitor),
            Tree::Map(members) => {
                let members = members.iter().map(|(key, member)| (key.as_str(), member));
                MapDeserializer::new(members).deserialize_any(visitor)
            }
            Tree::Boolean(boolean) => visitor.visit_bool(*boolean),
            Tree::Integer(number) => {
                if let Ok(number) = u64::try_from(*number) {
                    visitor.visit_u64(number)
                } else if let Ok(number) = i64::try_from(*number) {
                    visitor.visit_i64(number)
                } else {
                    visitor.visit_i128(*number)
                }
            }
            Tree::Float(number) if number.is_finite() => visitor.visit_f64(*number),
            Tree::Null => visitor.visit_unit(),
            Tree::Float(_) | Tree::Other(_) => Err(wrong_type(self, &visitor)),
        }
    }

    /// A derived struct would accept a list too, field by field.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self {
            Tree::Map(_) => self.deserialize_any(visitor),
            _ => Err(wrong_type(self, &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self {
            Tree::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// A variant is a text, or an object of its name and its content.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self {
            Tree::Text(text) => visitor.visit_enum(text.expose().into_deserializer()),
            Tree::Map(members) => {
                let members = members.iter().map(|(key, member)| (key.as_str(), member));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(members)))
            }
            _ => Err(wrong_type(self, &visitor)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map identifier ignored_any
    }
}

fn wrong_type<'de>(tree: &Tree, visitor: &impl Visitor<'de>) -> Mistake {
    Mistake::invalid_type(Unexpected::Other(tree.kind()), visitor)
}

/// A text that breaks no rule, and differs from the one at any other path.
pub(super) fn valid_text(path: &[Step]) -> Tree {
    Tree::Text(Secret::from(format!(
        "valid-text-at-{}",
        render(&shown(path))
    )))
}
