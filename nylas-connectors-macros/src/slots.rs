//! Where the builder keeps its values.
//!
//! They are in tuples of up to eleven: `__0: (LabelState, SeatsState)`, then the optional fields' `__1: (Option<String>,)`.
//! A setter moves all values of a builder, and a tuple that stays as it is moves as one: of a wide struct, the compiler
//! then checks a few moves in each setter instead of one for each field. Tuples of more than twelve have no `Clone`.
//!
//! Cargo builds a macro without optimization, and a token stream inside another one costs three calls of the compiler. So
//! what every setter has in it pushes its tokens one by one.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::{Index, Token};

use crate::model::{Field, Kind, Model};

const WIDTH: usize = 11;

/// The tuples of a builder.
pub(crate) struct Slots(Vec<Group>);

/// The fields of one tuple.
pub(crate) struct Group {
    pub(crate) name: Ident,
    /// The positions of the fields in the struct.
    fields: Vec<usize>,
    /// Whether it holds states, rather than the values of optional fields.
    pub(crate) is_in_the_type: bool,
    /// Makes the tuples of optional fields different types, so that what is asked of one isn't taken for the other.
    number: Option<TokenStream>,
}

/// The slot of a field: `__0.1`.
pub(crate) struct Slot<'a>(&'a Ident, Index);

impl Slots {
    pub(crate) fn of(model: &Model) -> Self {
        let positions = |wanted: fn(&Field) -> bool| {
            let fields = model.fields.iter().filter(|field| wanted(field));
            fields.map(|field| field.position).collect::<Vec<_>>()
        };
        let states = positions(Field::is_in_the_type);
        let optional = positions(|field| matches!(field.kind, Kind::Optional));
        let states = states.chunks(WIDTH).map(|fields| (fields, true, None));
        let optional = optional.chunks(WIDTH).enumerate().map(|(number, fields)| {
            let index = Index::from(number);
            (fields, false, (number > 0).then(|| quote!([(); #index],)))
        });
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
            Some(Slot(&group.name, Index::from(index)))
        })
    }
}

impl Group {
    /// Whether it has the field at this position of the struct.
    pub(crate) fn has(&self, position: usize) -> bool {
        self.fields.contains(&position)
    }

    /// A tuple with something for each field: its type, or its value.
    pub(crate) fn tuple(&self, each: impl Fn(usize, &mut TokenStream)) -> TokenStream {
        let mut tokens = TokenStream::new();
        for field in &self.fields {
            each(*field, &mut tokens);
            <Token![,]>::default().to_tokens(&mut tokens);
        }
        let number = &self.number;
        quote!((#tokens #number))
    }
}

impl ToTokens for Slot<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self(group, index) = self;
        group.to_tokens(tokens);
        <Token![.]>::default().to_tokens(tokens);
        index.to_tokens(tokens);
    }
}
