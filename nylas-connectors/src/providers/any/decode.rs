//! From a part of a file to a connector, with everything that is wrong in it.

use serde::de::DeserializeOwned;
use validator::Validate;

use super::mistake::{LocatedMistake, Mistake, misspelled_as, shown};
use super::source::{HOW_TO_NAME_ONE, Meant, Sources, TextFile, Variable};
use super::tree::{Tree, valid_text};
use crate::invalid::Violation;
use crate::json_path::Step;
use crate::{ForProvider, Provider};

/// What a part of a file is decoded as.
pub trait Decode: Validate + Sized {
    /// The provider of that name, or what is wrong with the name. The program decodes those `beside` itself.
    fn provider(name: &str, beside: &[Provider]) -> Result<Provider, String>;

    /// The providers that are taken.
    fn providers() -> &'static [Provider];

    /// Decodes the connector of a provider.
    fn from_tree(provider: &Provider, tree: &Tree) -> Result<Self, LocatedMistake>;
}

impl<T: ForProvider + DeserializeOwned + Validate> Decode for T {
    fn provider(name: &str, _: &[Provider]) -> Result<Provider, String> {
        let written = T::PROVIDER;
        if written == *name {
            Ok(written)
        } else {
            Err(format!("must be `{written}` here"))
        }
    }

    fn providers() -> &'static [Provider] {
        const { &[T::PROVIDER] }
    }

    fn from_tree(_: &Provider, tree: &Tree) -> Result<Self, LocatedMistake> {
        Ok(serde_path_to_error::deserialize(tree)?)
    }
}

/// A value, and the violations of its shape. With any of those it has been patched up, and is only good for finding more
/// violations in its content.
pub(super) struct Decoded<T> {
    pub(super) value: Option<T>,
    pub(super) violations: Vec<Violation>,
}

impl<T> Decoded<T> {
    pub(super) fn into_result(self) -> Result<T, Vec<Violation>> {
        match self.value {
            Some(value) if self.violations.is_empty() => Ok(value),
            _ => Err(self.violations),
        }
    }
}

/// Decodes the connector, with the texts that it takes from elsewhere.
pub(super) fn decode<T: Decode>(
    mut tree: Tree,
    beside: &[Provider],
    sources: &mut Sources<'_>,
) -> Decoded<T> {
    match provider_of::<T>(&tree, beside) {
        Ok(provider) => search(&mut tree, &provider, Some(sources), |tree| {
            T::from_tree(&provider, tree)
        }),
        Err(violation) => Decoded {
            value: None,
            violations: vec![violation],
        },
    }
}

/// Decodes, and after each mistake repairs the tree and decodes again, so that all mistakes are found. A second mistake at
/// one place is most likely due to the repair, and ends the search.
///
/// Without `sources`, an object is never a text.
fn search<T>(
    tree: &mut Tree,
    provider: &Provider,
    mut sources: Option<&mut Sources<'_>>,
    decode: impl Fn(&mut Tree) -> Result<T, LocatedMistake>,
) -> Decoded<T> {
    let mut violations = Vec::new();
    let mut places = Vec::new();
    loop {
        let mistake = match decode(tree) {
            Ok(value) => {
                return Decoded {
                    value: Some(value),
                    violations,
                };
            }
            Err(mistake) => mistake,
        };
        let place = mistake.place();
        if places.contains(&place) {
            break;
        }
        match sources.as_deref_mut() {
            Some(sources) if mistake.wants_text() => {
                match text_from_elsewhere(tree, &mistake, provider, sources) {
                    Ok(()) => continue,
                    Err(found) => violations.extend(found),
                }
            }
            _ => violations.push(violation(tree, &mistake, provider)),
        }
        if repair(tree, &mistake).is_none() {
            break;
        }
        places.push(place);
    }
    Decoded {
        value: None,
        violations,
    }
}

fn violation(tree: &mut Tree, mistake: &LocatedMistake, provider: &Provider) -> Violation {
    let part = tree.at(&mistake.path);
    mistake.violation(provider, part.map_or("this", |part| part.kind()))
}

/// Puts a text from elsewhere where an object names one in the place of a text.
fn text_from_elsewhere(
    tree: &mut Tree,
    mistake: &LocatedMistake,
    provider: &Provider,
    sources: &mut Sources<'_>,
) -> Result<(), Vec<Violation>> {
    let path = mistake.path.as_slice();
    let place = shown(path);
    let text = match tree.at(path).and_then(|part| Meant::by(part)) {
        Some(Meant::Variable) => named::<Variable>(tree, path, provider)?.read(&place, sources),
        Some(Meant::File) => named::<TextFile>(tree, path, provider)?.read(&place, sources),
        Some(Meant::Both) => {
            let message = "names both an environment variable and a file: keep one";
            Err(Violation::new(&place, "two_sources", message))
        }
        None => {
            let mut violation = violation(tree, mistake, provider);
            if sources.any() && matches!(tree.at(path), Some(Tree::Map(_))) {
                violation.message.to_mut().push_str(HOW_TO_NAME_ONE);
            }
            Err(violation)
        }
    };
    let (text, from) = text.map_err(|violation| vec![violation])?;
    sources.taken.extend(from.map(|from| (path.to_vec(), from)));
    if let Some(part) = tree.at(path) {
        *part = Tree::Text(text);
    }
    Ok(())
}

/// Decodes the object that names a text.
fn named<T: DeserializeOwned>(
    tree: &mut Tree,
    path: &[Step],
    provider: &Provider,
) -> Result<T, Vec<Violation>> {
    search(tree, provider, None, |tree| match tree.at(path) {
        Some(part) => serde_path_to_error::deserialize(&*part)
            .map_err(|error| LocatedMistake::from(error).below(path)),
        None => Err(LocatedMistake {
            path: path.to_vec(),
            mistake: Mistake::Unreadable,
        }),
    })
    .into_result()
}

/// The provider that the tree names, or what is wrong with it.
pub(super) fn provider_of<T: Decode>(
    tree: &Tree,
    beside: &[Provider],
) -> Result<Provider, Violation> {
    let Tree::Map(members) = tree else {
        let message = format!("must be an object with a `provider`, not {}", tree.kind());
        return Err(Violation::new(&[], "wrong_type", message));
    };
    let path = [Step::key("provider")];
    let Some(named) = tree.get("provider") else {
        let near = misspelled_as("provider", members.iter().map(|(key, _)| key.as_str()));
        let names = T::providers().iter().chain(beside).map(Provider::as_str);
        let names = names.collect::<Vec<_>>().join(", ");
        let message = format!("is missing{near}: it is one of {names}");
        return Err(Violation::new(&path, "missing_key", message));
    };
    let Some(name) = named.as_text() else {
        let message = format!("must be a string, not {}", named.kind());
        return Err(Violation::new(&path, "wrong_type", message));
    };
    T::provider(name, beside).map_err(|message| Violation::new(&path, "unknown_provider", message))
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
        Mistake::WrongType { .. } | Mistake::WrongValue { .. } | Mistake::Unreadable => {
            let (Step::Key(key), outer) = path.split_last()? else {
                return None;
            };
            members(tree, outer)?.retain(|(held, _)| held != key);
        }
    }
    Some(())
}

fn members<'a>(tree: &'a mut Tree, path: &[Step]) -> Option<&'a mut Vec<(String, Tree)>> {
    match tree.at(path)? {
        Tree::Map(members) => Some(members),
        _ => None,
    }
}
