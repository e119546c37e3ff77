//! Texts that a file doesn't hold itself: it names an environment variable instead.

use std::env::VarError;

use super::decode::stand_in;
use super::mistake::shown;
use super::node::Node;
use crate::Secret;
use crate::path::Step;
use crate::validation::Found;

/// Looks a variable up, or says why it has no text: to be read after "which".
pub(super) type Lookup<'a> = dyn FnMut(&str) -> Result<String, &'static str> + 'a;

pub(super) const NOT_SET: &str = "isn't set";

/// What is said about a variable where a text is needed at once.
pub(super) const NOT_READ: &str = "names an environment variable, which is read only when the program asks for it: \
                                   see `ConnectorDraft::check_with_env`";

/// What is said in addition about a part that may be meant as a variable.
pub(super) const HOW_TO_NAME_ONE: &str =
    ": to name an environment variable, write `{ \"env\": \"NAME\" }`";

/// What the environment has of a variable.
pub(super) fn in_environment(found: Result<String, VarError>) -> Result<String, &'static str> {
    found.map_err(|error| match error {
        VarError::NotPresent => NOT_SET,
        VarError::NotUnicode(_) => "isn't Unicode text",
    })
}

/// Puts the values of environment variables where the node names them: `{ "env": "NAME" }`.
pub(super) fn fill_in(node: &mut Node, lookup: &mut Lookup<'_>) -> Vec<Found> {
    let mut problems = Vec::new();
    fill_in_below(node, &mut Vec::new(), lookup, &mut problems);
    problems
}

fn fill_in_below(
    node: &mut Node,
    way: &mut Vec<Step>,
    lookup: &mut Lookup<'_>,
    problems: &mut Vec<Found>,
) {
    if let Some(name) = variable(node) {
        let name = name.to_owned();
        *node = value_of(&name, lookup).map_or_else(
            |message| {
                problems.push(Found {
                    way: shown(way),
                    rule: "env".into(),
                    message: message.into(),
                });
                stand_in(way)
            },
            Node::Text,
        );
        return;
    }
    let mut deeper = |step: Step, part: &mut Node| {
        way.push(step);
        fill_in_below(part, way, lookup, problems);
        way.pop();
    };
    match node {
        Node::List(items) => items
            .iter_mut()
            .enumerate()
            .for_each(|(index, item)| deeper(Step::Item(index), item)),
        Node::Map(members) => members
            .iter_mut()
            .for_each(|(key, member)| deeper(Step::Key(key.clone()), member)),
        Node::Text(_) | Node::Null | Node::Other(_) => {}
    }
}

/// The name of the environment variable that stands there instead of a text.
pub(super) fn variable(node: &Node) -> Option<&str> {
    match node {
        Node::Map(members) if members.len() == 1 => node.get("env")?.text(),
        _ => None,
    }
}

/// Whether a part that isn't a text looks like a variable's name, wrongly put.
pub(super) fn may_be_meant_as_variable(node: &Node) -> bool {
    matches!(node, Node::Map(members) if members.len() == 1)
}

/// A name that can't be one isn't shown: it may be the secret itself.
fn value_of(name: &str, lookup: &mut Lookup<'_>) -> Result<Secret, String> {
    let of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let begins_well = !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit());
    if !begins_well || !name.bytes().all(of_a_name) {
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
    fn a_variable_without_a_text_is_told_by_what_it_lacks() {
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
