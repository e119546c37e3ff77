//! From a part of a file to a connector, with everything that is wrong on the way.

use serde::de::DeserializeOwned;

use super::env::{HOW_TO_NAME_ONE, NOT_READ, may_be_meant_as_variable, variable};
use super::mistake::{Mistake, What, did_you_mean, mistaken_for, shown};
use super::node::Node;
use crate::path::{Step, render};
use crate::validation::Found;
use crate::{AnyConnector, Invalid, Provider, Secret};

/// A connector, complete or patched up, and the problems of its shape: with any of those it must not be used but to
/// look for more problems in it.
pub(super) struct Decoded {
    pub(super) connector: Option<AnyConnector>,
    pub(super) problems: Vec<Found>,
}

impl Decoded {
    pub(super) fn into_result(self) -> Result<AnyConnector, Invalid> {
        match self.connector {
            Some(connector) if self.problems.is_empty() => Ok(connector),
            _ => Err(Invalid::of(self.problems)),
        }
    }
}

/// `environment` says whether the program lets a file name environment variables.
pub(super) fn decode(node: Node, environment: bool) -> Decoded {
    let provider = match provider_of(&node) {
        Ok(provider) => provider,
        Err(problem) => {
            return Decoded {
                connector: None,
                problems: vec![problem],
            };
        }
    };
    let decode_as = match &provider {
        Provider::Google => decode_as::<crate::Google>,
        Provider::Microsoft => decode_as::<crate::Microsoft>,
        Provider::Zoom => decode_as::<crate::Zoom>,
        Provider::ICloud => decode_as::<crate::ICloud>,
        Provider::Imap => decode_as::<crate::Imap>,
        Provider::Ews => decode_as::<crate::Ews>,
        Provider::VirtualCalendar => decode_as::<crate::VirtualCalendar>,
        Provider::Yahoo => decode_as::<crate::Yahoo>,
        // No other name comes this far.
        Provider::Nylas | Provider::Other(_) => decode_as::<crate::Nylas>,
    };
    decode_as(node, &provider, environment)
}

/// The provider that the node names, or what is wrong with it.
pub(super) fn provider_of(node: &Node) -> Result<Provider, Found> {
    let problem = |key: Option<&str>, rule: &'static str, message: String| Found {
        way: key
            .map(|key| Step::Key(key.to_owned()))
            .into_iter()
            .collect(),
        rule: rule.into(),
        message: message.into(),
    };
    let Node::Map(members) = node else {
        let message = format!("must be an object with a `provider`, not {}", node.kind());
        return Err(problem(None, "wrong_type", message));
    };
    let known: Vec<&str> = Provider::ALL.iter().map(Provider::as_str).collect();
    let Some(named) = node.get("provider") else {
        let keys = members.iter().map(|(key, _)| key.as_str());
        let near = mistaken_for("provider", keys);
        let message = format!("is missing{near}: it is one of {}", known.join(", "));
        return Err(problem(Some("provider"), "missing_key", message));
    };
    let Some(name) = named.text() else {
        let message = format!("must be a string, not {}", named.kind());
        return Err(problem(Some("provider"), "wrong_type", message));
    };
    if known.contains(&name) {
        return Ok(name.into());
    }
    Err(problem(
        Some("provider"),
        "unknown_provider",
        unknown(name, &known),
    ))
}

/// What is said about a name that isn't one of those that are known.
fn unknown(name: &str, known: &[&str]) -> String {
    let mut all = known.iter();
    if let Some(same) = all.find(|known| known.eq_ignore_ascii_case(name.trim())) {
        return format!("must be written `{same}`: in lower case and without blanks around it");
    }
    // What doesn't even look like a provider's name may be a secret that slipped into its place.
    let of_a_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    let named = if (1..=32).contains(&name.len()) && name.bytes().all(of_a_name) {
        format!("names `{name}`, which")
    } else {
        "names a provider that".to_owned()
    };
    let near = did_you_mean(name, known.iter().copied());
    let known = known.join(", ");
    format!("{named} this version doesn't know{near} (known: {known})")
}

/// Decodes, and after each mistake mends it in the node and goes on, so that all of them are found. A second mistake
/// at one place is most likely of our own mending, and ends the search.
fn decode_as<T: DeserializeOwned + Into<AnyConnector>>(
    mut node: Node,
    provider: &Provider,
    environment: bool,
) -> Decoded {
    let mut problems = Vec::new();
    let mut places: Vec<Vec<Step>> = Vec::new();
    loop {
        let mistake = match T::deserialize(&node) {
            Ok(connector) => {
                return Decoded {
                    connector: Some(connector.into()),
                    problems,
                };
            }
            Err(mistake) => mistake,
        };
        let mut problem = mistake.problem(provider);
        if let Some(part) = node.at(&mistake.way()) {
            about_variables(&mut problem, &mistake, part, environment);
        }
        let place = mistake.place();
        let again = places.contains(&place);
        if !again {
            problems.push(problem);
            places.push(place);
        }
        if again || mend(&mut node, &mistake).is_none() {
            return Decoded {
                connector: None,
                problems,
            };
        }
    }
}

/// Says in addition what a file that names an environment variable, or tries to, needs.
fn about_variables(problem: &mut Found, mistake: &Mistake, part: &Node, environment: bool) {
    if variable(part).is_some() {
        problem.message = NOT_READ.into();
    } else if environment && mistake.wants_text() && may_be_meant_as_variable(part) {
        problem.message.to_mut().push_str(HOW_TO_NAME_ONE);
    }
}

/// Takes the mistake out of the node.
fn mend(node: &mut Node, mistake: &Mistake) -> Option<()> {
    let way = mistake.way();
    match &mistake.what {
        What::UnknownKey(key, _) => members(node, &way)?.retain(|(held, _)| held != key),
        What::MissingKey(key) => members(node, &way)?.push(((*key).to_owned(), stand_in(&way))),
        What::RepeatedKey(key) => {
            let mut first = true;
            members(node, &way)?.retain(|(held, _)| held != key || std::mem::take(&mut first));
        }
        What::WrongType { .. } if mistake.wants_text() => *node.at(&way)? = stand_in(&way),
        What::WrongType { .. } => {
            let (Step::Key(key), outer) = way.split_last()? else {
                return None;
            };
            members(node, outer)?.retain(|(held, _)| held != key);
        }
        What::Unclear => return None,
    }
    Some(())
}

fn members<'a>(node: &'a mut Node, way: &[Step]) -> Option<&'a mut Vec<(String, Node)>> {
    match node.at(way)? {
        Node::Map(members) => Some(members),
        _ => None,
    }
}

/// A text that breaks no rule, and that no other place of the connector has.
pub(super) fn stand_in(way: &[Step]) -> Node {
    Node::Text(Secret::from(format!(
        "stand-in-for-{}",
        render(&shown(way))
    )))
}
