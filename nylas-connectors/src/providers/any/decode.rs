//! From a part of a file to a connector, with everything that is wrong in it.

use super::env::{self, HOW_TO_NAME_ONE, NOT_READ};
use super::mistake::{LocatedMistake, Mistake, misspelt_as};
use super::tree::{Tree, valid_text};
use crate::invalid::Violation;
use crate::json_path::Step;
use crate::provider::UnknownProvider;
use crate::{Invalid, Provider};

/// A connector, and the violations of its shape. With any of those it has been patched up, and is only good for finding
/// more violations in its content.
pub(super) struct Decoded<T> {
    pub(super) connector: Option<T>,
    pub(super) violations: Vec<Violation>,
}

impl<T> Decoded<T> {
    pub(super) fn into_result(self) -> Result<T, Invalid> {
        match self.connector {
            Some(connector) if self.violations.is_empty() => Ok(connector),
            _ => Err(Invalid::of(self.violations)),
        }
    }
}

/// Decodes, and after each mistake repairs the tree and decodes again, so that all mistakes are found. A second mistake at
/// one place is most likely due to the repair, and ends the search.
///
/// `from_tree` reads the connector of a provider. `environment` says whether the program lets a file name environment
/// variables.
pub(super) fn decode<T>(
    mut tree: Tree,
    environment: bool,
    from_tree: impl Fn(&Provider, &Tree) -> Result<T, LocatedMistake>,
) -> Decoded<T> {
    let mut violations = Vec::new();
    let mut places: Vec<Vec<Step>> = Vec::new();
    let provider = match provider_of(&tree) {
        Ok(provider) => provider,
        Err(violation) => {
            return Decoded {
                connector: None,
                violations: vec![violation],
            };
        }
    };
    loop {
        let mistake = match from_tree(&provider, &tree) {
            Ok(connector) => {
                return Decoded {
                    connector: Some(connector),
                    violations,
                };
            }
            Err(mistake) => mistake,
        };
        let part = tree.at(&mistake.path);
        let found = part.as_ref().map_or("this", |part| part.kind());
        let mut violation = mistake.violation(&provider, found);
        if let Some(part) = part {
            mention_environment(&mut violation, &mistake, part, environment);
        }
        let place = mistake.place();
        let repeated = places.contains(&place);
        if !repeated {
            violations.push(violation);
            places.push(place);
        }
        if repeated || repair(&mut tree, &mistake).is_none() {
            return Decoded {
                connector: None,
                violations,
            };
        }
    }
}

/// The provider that the tree names, or what is wrong with it.
pub(super) fn provider_of(tree: &Tree) -> Result<Provider, Violation> {
    let violation = |path: &[Step], rule: &'static str, message: String| Violation {
        path: path.to_vec(),
        rule: rule.into(),
        message: message.into(),
    };
    let Tree::Map(members) = tree else {
        let message = format!("must be an object with a `provider`, not {}", tree.kind());
        return Err(violation(&[], "wrong_type", message));
    };
    let path = [Step::key("provider")];
    let Some(named) = tree.get("provider") else {
        let near = misspelt_as("provider", members.iter().map(|(key, _)| key.as_str()));
        let known: Vec<&str> = Provider::ALL.iter().map(Provider::as_str).collect();
        let message = format!("is missing{near}: it is one of {}", known.join(", "));
        return Err(violation(&path, "missing_key", message));
    };
    let Some(name) = named.as_text() else {
        let message = format!("must be a string, not {}", named.kind());
        return Err(violation(&path, "wrong_type", message));
    };
    name.parse().map_err(|error: UnknownProvider| {
        violation(&path, "unknown_provider", error.message().to_owned())
    })
}

/// Adds what a file that names an environment variable, or tries to, needs.
fn mention_environment(
    violation: &mut Violation,
    mistake: &LocatedMistake,
    part: &Tree,
    environment: bool,
) {
    if env::variable(part).is_some() {
        violation.message = NOT_READ.into();
    } else if environment && mistake.wants_text() && env::may_be_meant_as_variable(part) {
        violation.message.to_mut().push_str(HOW_TO_NAME_ONE);
    }
}

/// Removes the mistake from the tree.
fn repair(tree: &mut Tree, located: &LocatedMistake) -> Option<()> {
    let path = located.path.as_slice();
    match &located.mistake {
        Mistake::UnknownKey(key, _) => members(tree, path)?.retain(|(held, _)| held != key),
        Mistake::MissingKey(key) => {
            members(tree, path)?.push(((*key).to_owned(), valid_text(path)));
        }
        Mistake::RepeatedKey(key) => {
            let mut first = true;
            members(tree, path)?.retain(|(held, _)| held != key || std::mem::take(&mut first));
        }
        Mistake::WrongType { .. } if located.wants_text() => *tree.at(path)? = valid_text(path),
        Mistake::WrongType { .. } => {
            let (Step::Key(key), outer) = path.split_last()? else {
                return None;
            };
            members(tree, outer)?.retain(|(held, _)| held != key);
        }
        Mistake::Unreadable => return None,
    }
    Some(())
}

fn members<'a>(tree: &'a mut Tree, path: &[Step]) -> Option<&'a mut Vec<(String, Tree)>> {
    match tree.at(path)? {
        Tree::Map(members) => Some(members),
        _ => None,
    }
}
