//! Texts that a file names an environment variable for.

use std::env::VarError;

use super::mistake::shown;
use super::tree::{Tree, valid_text};
use crate::Secret;
use crate::invalid::Violation;
use crate::json_path::Step;

/// Looks up a variable, or says why it has no text, to be read after "which".
pub(super) type Lookup<'a> = dyn FnMut(&str) -> Result<String, &'static str> + 'a;

pub(super) const NOT_SET: &str = "isn't set";

/// About a variable where it isn't read.
pub(super) const NOT_READ: &str = "names an environment variable, which is read only when the program asks for it: \
                                   see `ConnectorDraft::check_with_env`";

/// Added to the message about a part that may be meant as a variable.
pub(super) const HOW_TO_NAME_ONE: &str =
    ": to name an environment variable, write `{ \"env\": \"NAME\" }`";

/// The outcome of reading the environment.
pub(super) fn in_environment(found: Result<String, VarError>) -> Result<String, &'static str> {
    found.map_err(|error| match error {
        VarError::NotPresent => NOT_SET,
        VarError::NotUnicode(_) => "isn't Unicode text",
    })
}

/// Puts the values of environment variables where the tree names them: `{ "env": "NAME" }`.
pub(super) fn fill_in(tree: &mut Tree, lookup: &mut Lookup<'_>) -> Vec<Violation> {
    let mut violations = Vec::new();
    fill_in_below(tree, &mut Vec::new(), lookup, &mut violations);
    violations
}

fn fill_in_below(
    tree: &mut Tree,
    path: &mut Vec<Step>,
    lookup: &mut Lookup<'_>,
    violations: &mut Vec<Violation>,
) {
    if let Some(name) = variable(tree) {
        let name = name.to_owned();
        *tree = value_of(&name, lookup).map_or_else(
            |message| {
                violations.push(Violation {
                    path: shown(path),
                    rule: "env".into(),
                    message: message.into(),
                });
                valid_text(path)
            },
            Tree::Text,
        );
        return;
    }
    let mut deeper = |step: Step, part: &mut Tree| {
        path.push(step);
        fill_in_below(part, path, lookup, violations);
        path.pop();
    };
    match tree {
        Tree::List(items) => items
            .iter_mut()
            .enumerate()
            .for_each(|(index, item)| deeper(Step::Item(index), item)),
        Tree::Map(members) => members
            .iter_mut()
            .for_each(|(key, member)| deeper(Step::Key(key.clone()), member)),
        Tree::Text(_) | Tree::Null | Tree::Other(_) => {}
    }
}

/// The name of the environment variable, if the part is one.
pub(super) fn variable(tree: &Tree) -> Option<&str> {
    match tree {
        Tree::Map(members) if members.len() == 1 => tree.get("env")?.as_text(),
        _ => None,
    }
}

/// Whether a part looks like a misspelt variable.
pub(super) fn may_be_meant_as_variable(tree: &Tree) -> bool {
    matches!(tree, Tree::Map(members) if members.len() == 1)
}

/// A name that can't be one isn't shown: it may be the secret itself.
fn value_of(name: &str, lookup: &mut Lookup<'_>) -> Result<Secret, String> {
    let of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let starts_well = !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit());
    if !starts_well || !name.bytes().all(of_a_name) {
        return Err(
            "names an environment variable whose name can't be one: letters, digits and `_`".into(),
        );
    }
    let value = lookup(name).and_then(|value| {
        let full = !value.is_empty();
        full.then(|| Secret::from(value)).ok_or("is empty")
    });
    value.map_err(|why| format!("names the environment variable `{name}`, which {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_without_a_text_is_reported_with_the_reason() {
        let not_unicode = VarError::NotUnicode("hush".into());
        for (found, why) in [
            (Ok(String::new()), "is empty"),
            (Err(VarError::NotPresent), "isn't set"),
            (Err(not_unicode), "isn't Unicode text"),
        ] {
            let said = value_of("A_1", &mut |_| in_environment(found.clone()));
            let expected = format!("names the environment variable `A_1`, which {why}");
            assert_eq!(said, Err(expected));
        }
    }
}
