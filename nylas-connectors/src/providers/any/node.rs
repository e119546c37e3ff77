//! A part of a file, whatever its format, and how a struct is decoded from it.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};

use super::mistake::Mistake;
use crate::Secret;
use crate::path::Step;

/// A part of a file. Any text of it may be a secret, a key in the wrong place too, so it has no `Debug`.
#[derive(Clone)]
pub(super) enum Node {
    Text(Secret),
    List(Vec<Node>),
    /// In the order of the file, with every repeated key.
    Map(Vec<(String, Node)>),
    Null,
    /// Something that no connector has, by its name alone: it may be a secret without its quotes.
    Other(&'static str),
}

impl Node {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "an object",
            Self::Null => "null",
            Self::Other(kind) => kind,
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text.expose()),
            _ => None,
        }
    }

    /// The member of that key.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(members) = self else {
            return None;
        };
        let member = members.iter().find(|(held, _)| held == key)?;
        Some(&member.1)
    }

    /// The part at the end of the path.
    pub(super) fn at(&mut self, path: &[Step]) -> Option<&mut Self> {
        path.iter().try_fold(self, |node, step| match (node, step) {
            (Self::Map(members), Step::Key(key)) => {
                let member = members.iter_mut().find(|(held, _)| held == key)?;
                Some(&mut member.1)
            }
            (Self::List(items), Step::Item(index)) => items.get_mut(*index),
            _ => None,
        })
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// Takes everything, so that no format gets to complain about a value by showing it.
struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a connector")
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Node, A::Error> {
        let mut map = Vec::new();
        while let Some((key, member)) = members.next_entry::<Node, Node>()? {
            // YAML has keys of other types; none is a connector's.
            map.push((key.text().unwrap_or_default().to_owned(), member));
        }
        Ok(Node::Map(map))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other("a boolean"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_i128<E>(self, _: i128) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_u128<E>(self, _: u128) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other("a number"))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Node, E> {
        Ok(Node::Other("binary data"))
    }
}

/// Decodes what the node holds. A mistake knows where it was made.
impl<'de> Deserializer<'de> for &Node {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self {
            Node::Text(text) => visitor.visit_str(text.expose()),
            Node::List(items) => visitor.visit_seq(Items(items.iter().enumerate())),
            Node::Map(members) => visitor.visit_map(Members {
                rest: members.iter(),
                current: None,
            }),
            Node::Null | Node::Other(_) => {
                let found = Unexpected::Other(self.kind());
                Err(Mistake::invalid_type(found, &visitor))
            }
        }
    }

    /// A derived struct would take a list too, field by field.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self {
            Node::Map(_) => self.deserialize_any(visitor),
            _ => Err(Mistake::invalid_type(
                Unexpected::Other(self.kind()),
                &visitor,
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self {
            Node::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
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
        tuple tuple_struct map enum identifier ignored_any
    }
}

struct Items<'a>(std::iter::Enumerate<std::slice::Iter<'a, Node>>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Mistake;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mistake> {
        let Some((index, item)) = self.0.next() else {
            return Ok(None);
        };
        let item = seed.deserialize(item).map(Some);
        item.map_err(|mistake| mistake.within(Step::Item(index)))
    }
}

struct Members<'a> {
    rest: std::slice::Iter<'a, (String, Node)>,
    current: Option<&'a (String, Node)>,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Mistake;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Mistake> {
        self.current = self.rest.next();
        let key = self.current.map(|(key, _)| key.as_str());
        key.map(|key| seed.deserialize(key.into_deserializer()))
            .transpose()
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Mistake> {
        let Some((key, member)) = self.current.take() else {
            return Err(Mistake::custom("a value is asked for before its key"));
        };
        let value = seed.deserialize(member);
        value.map_err(|mistake| mistake.within(Step::Key(key.clone())))
    }
}
