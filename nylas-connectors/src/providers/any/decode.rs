//! From a part of a file to a connector, with everything that is wrong in it.

use serde::de::DeserializeOwned;
use validator::Validate;

use super::mistake::{LocatedMistake, Mistake, misspelled_as, shown};
use super::repair::repair;
use super::source::{HOW_TO_REFER, Meant, Sources, TextFile, Variable};
use super::tree::{Tree, valid_text};
use crate::invalid::Violation;
use crate::json_path::Step;
use crate::rule::Rule;
use crate::{ForProvider, Provider};

/// What a part of a file is decoded as.
pub trait Decode: Validate + Sized {
    /// The provider of that name, or what is wrong with the name. `more` are the program's own.
    fn provider(name: &str, more: &[Provider]) -> Result<Provider, String>;

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

/// The two levels of a connector's keys.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Level {
    Connector,
    Settings,
}

/// The keys of a provider's connectors, or of their settings, taken from the struct; none if it takes any.
pub(super) fn keys<T: Decode>(provider: &Provider, level: Level) -> &'static [&'static str] {
    // Serde lists the keys of a struct when it finds another one.
    let unknown = Tree::Map(vec![(String::new(), Tree::Null)]);
    let tree = match level {
        Level::Connector => unknown,
        Level::Settings => Tree::Map(vec![("settings".to_owned(), unknown)]),
    };
    match T::from_tree(provider, &tree) {
        Err(LocatedMistake {
            path,
            mistake: Mistake::UnknownKey(_, keys),
        }) if path.is_empty() == (level == Level::Connector) => keys,
        _ => &[],
    }
}

/// Where a key belongs that is on the wrong level, as it is easily in TOML.
fn right_level<T: Decode>(provider: &Provider, mistake: &LocatedMistake) -> Option<&'static str> {
    let Mistake::UnknownKey(key, _) = &mistake.mistake else {
        return None;
    };
    let is_of = |level| keys::<T>(provider, level).contains(&key.as_str());
    match mistake.path.as_slice() {
        [] if is_of(Level::Settings) => Some(": it belongs in `settings`"),
        [Step::Key(outer)] if outer == "settings" && is_of(Level::Connector) => {
            Some(": it belongs beside `settings`, not in it")
        }
        _ => None,
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
    more: &[Provider],
    sources: &mut Sources<'_>,
) -> Decoded<T> {
    let named = provider_of::<T>(&tree, more);
    let meant = match &named {
        Ok(provider) => Some(provider.clone()),
        Err(_) => spelled_otherwise(&mut tree, T::providers()),
    };
    let mut decoded = match meant {
        Some(provider) => {
            let from_tree = |tree: &mut Tree| T::from_tree(&provider, tree);
            search(&mut tree, from_tree, |tree, mistake| {
                if let Some(path) = reference_at(tree, mistake, from_tree) {
                    return resolve(tree, &path, mistake, &provider, sources).err();
                }
                let mut violation = violation(tree, mistake, &provider);
                let hint = right_level::<T>(&provider, mistake).unwrap_or_default();
                violation.message.to_mut().push_str(hint);
                Some(vec![violation])
            })
        }
        None => Decoded {
            value: None,
            violations: Vec::new(),
        },
    };
    decoded.violations.extend(named.err());
    decoded
}

/// The provider that is certainly meant, as by `Google`. The tree gets its right name, so that the search goes on.
fn spelled_otherwise(tree: &mut Tree, providers: &[Provider]) -> Option<Provider> {
    let named = tree.at(&[Step::key("provider")])?;
    let name = named.as_text()?.trim();
    let mut providers = providers.iter();
    let meant = providers.find(|known| known.as_str().eq_ignore_ascii_case(name))?;
    *named = Tree::Text(meant.as_str().into());
    Some(meant.clone())
}

/// Decodes, and after each mistake repairs the tree and decodes again, so that all mistakes are found. A second mistake at
/// one place, or inside it, is due to the repair: it isn't reported.
///
/// `report` says what is wrong, unless it puts the mistake right.
fn search<T>(
    tree: &mut Tree,
    decode: impl Fn(&mut Tree) -> Result<T, LocatedMistake>,
    mut report: impl FnMut(&mut Tree, &LocatedMistake) -> Option<Vec<Violation>>,
) -> Decoded<T> {
    let mut violations = Vec::new();
    let mut places: Vec<Vec<Step>> = Vec::new();
    loop {
        let mut mistake = match decode(tree) {
            Ok(value) => {
                return Decoded {
                    value: Some(value),
                    violations,
                };
            }
            Err(mistake) => mistake,
        };
        locate(tree, &mut mistake, &decode);
        let place = mistake.place();
        let is_inside = matches!(mistake.mistake, Mistake::Inside { .. });
        let is_known =
            |known: &&Vec<Step>| place.starts_with(known) || is_inside && known.starts_with(&place);
        let repairs = places.iter().filter(is_known).count();
        if repairs == 0 {
            match report(tree, &mistake) {
                Some(found) => violations.extend(found),
                None => continue,
            }
        }
        if repair(tree, &mistake, repairs).is_none() {
            return Decoded {
                value: None,
                violations,
            };
        }
        places.push(place);
    }
}

/// Finds out more about a mistake: what a type of its own wants, and whether the place is the right one.
fn locate<T>(
    tree: &mut Tree,
    mistake: &mut LocatedMistake,
    decode: impl Fn(&mut Tree) -> Result<T, LocatedMistake>,
) {
    let wanted_there = |tree: &mut Tree| wanted_at(tree, &mistake.path, &decode);
    match &mut mistake.mistake {
        Mistake::Unreadable { wanted } => {
            // A string is what it has got.
            let says_more = |there: &String| !there.starts_with("any ") && there != "a string";
            *wanted = wanted_there(tree).filter(says_more);
        }
        Mistake::WrongType { wanted } | Mistake::WrongValue { wanted, known: [] }
            if matches!(tree.at(&mistake.path), Some(Tree::Map(_) | Tree::List(_)))
                && wanted_there(tree).is_some_and(|there| there != *wanted) =>
        {
            let wanted = std::mem::take(wanted);
            mistake.mistake = Mistake::Inside { wanted };
        }
        _ => {}
    }
}

/// What a type of its own wants at the path, in its own words.
fn wanted_at<T>(
    tree: &mut Tree,
    path: &[Step],
    decode: impl Fn(&mut Tree) -> Result<T, LocatedMistake>,
) -> Option<String> {
    let held = std::mem::replace(tree.at(path)?, Tree::Other("nothing"));
    let answer = decode(tree).err();
    *tree.at(path)? = held;
    match answer? {
        LocatedMistake {
            path: at,
            mistake: Mistake::WrongType { wanted },
        } if at == path => Some(wanted),
        _ => None,
    }
}

/// The path of the reference to a text (`{ env = … }` or `{ file = … }`), or of what should be one, if that is the mistake.
/// It may be inside of the content of an enum, which serde decodes only as a whole.
fn reference_at<T>(
    tree: &mut Tree,
    mistake: &LocatedMistake,
    decode: impl Fn(&mut Tree) -> Result<T, LocatedMistake>,
) -> Option<Vec<Step>> {
    let path = &mistake.path;
    let itself = || mistake.wants_text().then(|| path.clone());
    let inner = tree.at(path).and_then(|part| first_reference_in(part));
    let Some(inner) = inner.filter(|_| mistake.may_want_text()) else {
        return itself();
    };
    if inner.is_empty() {
        return Some(path.clone());
    }
    let mut copy = tree.clone();
    while let Some(inner) = copy.at(path).and_then(|part| first_reference_in(part)) {
        let inner = [path.clone(), inner].concat();
        *copy.at(&inner)? = valid_text(&inner);
    }
    match decode(&mut copy) {
        // Texts don't help.
        Err(other) if other.path == *path => itself(),
        _ => Some([path.clone(), inner].concat()),
    }
}

/// The path from a part to the first reference in it.
fn first_reference_in(part: &Tree) -> Option<Vec<Step>> {
    let below = |step: Step, part: &Tree| {
        let rest = first_reference_in(part)?;
        Some([vec![step], rest].concat())
    };
    match part {
        Tree::Map(members) if !is_reference(part) => {
            let mut members = members.iter();
            members.find_map(|(key, member)| below(Step::key(key), member))
        }
        Tree::Map(_) => Some(Vec::new()),
        Tree::List(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| below(Step::Item(index), item))
        }
        _ => None,
    }
}

fn violation(tree: &mut Tree, mistake: &LocatedMistake, provider: &Provider) -> Violation {
    let part = tree.at(&mistake.path);
    let is_reference = part.as_ref().is_some_and(|part| self::is_reference(part));
    let mut violation = mistake.violation(provider, part.map_or("this", |part| part.kind()));
    let wants_other = matches!(mistake.mistake, Mistake::WrongType { .. }) && !mistake.wants_text();
    if is_reference && wants_other {
        let only = ": only a string can come from `env` or `file`";
        violation.message.to_mut().push_str(only);
    }
    violation
}

/// Whether an object says where a text is.
fn is_reference(part: &Tree) -> bool {
    part.get("env").is_some() || part.get("file").is_some()
}

/// Puts the text in the place of the reference to it.
fn resolve(
    tree: &mut Tree,
    path: &[Step],
    mistake: &LocatedMistake,
    provider: &Provider,
    sources: &mut Sources<'_>,
) -> Result<(), Vec<Violation>> {
    let place = shown(path);
    let text = match tree.at(path).and_then(|part| Meant::by(part)) {
        Some(Meant::Variable) => {
            decode_reference::<Variable>(tree, path, provider)?.read(&place, sources)
        }
        Some(Meant::File) => {
            decode_reference::<TextFile>(tree, path, provider)?.read(&place, sources)
        }
        Some(Meant::Both) => {
            let message = "names both an environment variable and a file: keep one";
            Err(Violation::new(&place, Rule::TWO_SOURCES, message))
        }
        None => {
            let mut violation = violation(tree, mistake, provider);
            if sources.any() && matches!(tree.at(path), Some(Tree::Map(_))) {
                violation.message.to_mut().push_str(HOW_TO_REFER);
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

/// Decodes a reference.
fn decode_reference<T: DeserializeOwned>(
    tree: &mut Tree,
    path: &[Step],
    provider: &Provider,
) -> Result<T, Vec<Violation>> {
    let from_part = |tree: &mut Tree| match tree.at(path) {
        Some(part) => serde_path_to_error::deserialize(&*part)
            .map_err(|error| LocatedMistake::from(error).below(path)),
        None => Err(LocatedMistake {
            path: path.to_vec(),
            mistake: Mistake::Unreadable { wanted: None },
        }),
    };
    let report =
        |tree: &mut Tree, mistake: &LocatedMistake| Some(vec![violation(tree, mistake, provider)]);
    search(tree, from_part, report).into_result()
}

/// The provider that the tree names, or what is wrong with it.
pub(super) fn provider_of<T: Decode>(
    tree: &Tree,
    more: &[Provider],
) -> Result<Provider, Violation> {
    let Tree::Map(members) = tree else {
        let message = format!("must be an object with a `provider`, not {}", tree.kind());
        return Err(Violation::new(&[], Rule::WRONG_TYPE, message));
    };
    let path = [Step::key("provider")];
    let Some(named) = tree.get("provider") else {
        let near = misspelled_as("provider", members.iter().map(|(key, _)| key.as_str()));
        let names = T::providers().iter().chain(more).map(Provider::as_str);
        let names = names.collect::<Vec<_>>().join(", ");
        let message = format!("is missing{near}: it is one of {names}");
        return Err(Violation::new(&path, Rule::MISSING_KEY, message));
    };
    let Some(name) = named.as_text() else {
        let message = format!("must be a string, not {}", named.kind());
        return Err(Violation::new(&path, Rule::WRONG_TYPE, message));
    };
    T::provider(name, more)
        .map_err(|message| Violation::new(&path, Rule::UNKNOWN_PROVIDER, message))
}
