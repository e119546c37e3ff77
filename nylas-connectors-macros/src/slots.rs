//! Where the builder keeps its values.
//!
//! They are in tuples of up to eleven: `__0: (LabelState, SeatsState)`, then the optional fields' `__1: (Option<String>,)`.
//! A setter moves all values of a builder, and a tuple that stays as it is moves as one: of a wide struct, the compiler
//! then checks a few moves in each setter instead of one for each field. Tuples of more than twelve have no `Clone`.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::token::Paren;
use syn::{Index, Token};

use crate::model::{Field, Kind, Model};

const WIDTH: usize = 11;

/// The tuples of a builder.
pub(crate) struct Slots(Vec<Group>);

/// The fields of one tuple.
pub(crate) struct Group {
    pub(crate) name: Ident,
    /// The positions of the fields in the struct.
    pub(crate) fields: Vec<usize>,
    /// Whether it holds states, rather than the values of optional fields.
    pub(crate) is_in_the_type: bool,
    /// Makes the tuples of optional fields different types, so that what is asked of one isn't taken for the other.
    number: Option<usize>,
}

/// The slot of a field: `__0.1`.
pub(crate) struct Slot<'a> {
    group: &'a Ident,
    index: Index,
}

impl Slots {
    pub(crate) fn of(model: &Model) -> Self {
        let which = |wanted: fn(&Field) -> bool| {
            let fields = model.fields.iter().filter(|field| wanted(field));
            fields.map(|field| field.position).collect::<Vec<_>>()
        };
        let states = which(Field::is_in_the_type);
        let optional = which(|field| matches!(field.kind, Kind::Optional));
        let states = states.chunks(WIDTH).map(|fields| (fields, true, None));
        let optional = optional.chunks(WIDTH).enumerate();
        let optional =
            optional.map(|(number, fields)| (fields, false, (number > 0).then_some(number)));
        let groups = states.chain(optional).enumerate();
        let groups = groups.map(|(position, (fields, is_in_the_type, number))| Group {
            name: format_ident!("__{position}"),
            fields: fields.to_vec(),
            is_in_the_type,
            number,
        });
        Self(groups.collect())
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.0
    }

    /// The slot of the field at this position of the struct, if it has one.
    pub(crate) fn slot(&self, position: usize) -> Option<Slot<'_>> {
        self.0.iter().find_map(|group| {
            let index = group.fields.iter().position(|field| *field == position)?;
            Some(Slot {
                group: &group.name,
                index: Index::from(index),
            })
        })
    }
}

impl Group {
    /// A tuple with something for each field: its type, or its value.
    pub(crate) fn tuple<T: ToTokens>(&self, each: impl Fn(usize) -> T) -> TokenStream {
        let mut tokens = TokenStream::new();
        self.tuple_to_tokens(&mut tokens, |position, tokens| {
            each(position).to_tokens(tokens);
        });
        tokens
    }

    pub(crate) fn tuple_to_tokens(
        &self,
        tokens: &mut TokenStream,
        each: impl Fn(usize, &mut TokenStream),
    ) {
        Paren::default().surround(tokens, |tokens| {
            for field in &self.fields {
                each(*field, tokens);
                <Token![,]>::default().to_tokens(tokens);
            }
            if let Some(number) = self.number {
                let number = Index::from(number);
                tokens.extend(quote!([(); #number],));
            }
        });
    }
}

impl ToTokens for Slot<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.group.to_tokens(tokens);
        <Token![.]>::default().to_tokens(tokens);
        self.index.to_tokens(tokens);
    }
}
