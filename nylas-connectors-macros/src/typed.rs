//! What is typed inside the parentheses of `#[builder(…)]`, whether its words are known or not.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::token::{Brace, Paren};

use crate::ident::unraw;

/// One `word`, `word = value` or `word(inner, …)`.
pub(crate) struct Typed {
    pub(crate) word: Ident,
    /// What is in the parentheses, if there are parentheses.
    pub(crate) inner: Option<Vec<Typed>>,
    pub(crate) value: Option<TokenStream>,
}

impl Typed {
    /// The word, with the words in its parentheses.
    pub(crate) fn shown(&self) -> String {
        let inner = self.inner.iter().flatten();
        let inner: Vec<String> = inner.map(|inner| unraw(&inner.word)).collect();
        match inner[..] {
            [] => unraw(&self.word),
            _ => format!("{}({})", unraw(&self.word), inner.join(", ")),
        }
    }
}

/// Every entry.
pub(crate) fn parse(input: ParseStream) -> syn::Result<Vec<Typed>> {
    let mut entries = Vec::new();
    while !input.is_empty() {
        let word = input.call(Ident::parse_any)?;
        let (mut inner, mut value) = (None, None);
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            value = Some(until_comma(input)?);
        } else if input.peek(Paren) || input.peek(Brace) {
            let tokens = until_comma(input)?;
            inner = Some(entries_in(tokens.clone()));
            value = Some(tokens);
        }
        entries.push(Typed { word, inner, value });
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(entries)
}

/// The entries in a group, or none if it holds something else.
fn entries_in(group: TokenStream) -> Vec<Typed> {
    let group = syn::parse2::<Group>(group);
    let entries = group.and_then(|group| parse.parse2(group.stream()));
    entries.unwrap_or_default()
}

/// Everything up to a comma that isn't between angle brackets, as in `Vec::<(u8, u8)>::new()`, or between the bars of
/// a closure.
fn until_comma(input: ParseStream) -> syn::Result<TokenStream> {
    let (mut value, mut depth, mut opens) = (TokenStream::new(), 0_u32, true);
    if input.peek(Token![|]) {
        value.extend([input.parse::<TokenTree>()?]);
        while !input.is_empty() && !input.peek(Token![|]) {
            value.extend([input.parse::<TokenTree>()?]);
        }
    }
    while !input.is_empty() && (depth > 0 || !input.peek(Token![,])) {
        let arrow = input.peek(Token![->]) || input.peek(Token![=>]);
        let path = input.peek(Token![::]);
        if input.peek(Token![<]) && (opens || depth > 0) {
            depth += 1;
        } else if input.peek(Token![>]) {
            depth = depth.saturating_sub(1);
        }
        for _ in 0..=usize::from(arrow || path) {
            value.extend([input.parse::<TokenTree>()?]);
        }
        opens = path;
    }
    Ok(value)
}
