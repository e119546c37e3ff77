//! Putting something that fits in the place of a mistake, so that the search for others can go on.

use super::mistake::{LocatedMistake, Mistake};
use super::tree::{Tree, valid_text};
use crate::json_path::Step;

/// Removes the mistake from the tree, unless too many `repairs` were of no use there.
pub(super) fn repair(tree: &mut Tree, located: &LocatedMistake, repairs: usize) -> Option<()> {
    let path = located.path.as_slice();
    if repairs > 2 * TEXTS.len() {
        return None;
    }
    match &located.mistake {
        Mistake::UnknownKey(key, _) => members(tree, path)?.retain(|(held, _)| held != key),
        Mistake::MissingKey(key) => {
            members(tree, path)?.push(((*key).to_owned(), valid_text(path)));
        }
        Mistake::RepeatedKey(key) => {
            let mut first = true;
            members(tree, path)?.retain(|(held, _)| held != key || std::mem::take(&mut first));
        }
        Mistake::WrongType { wanted } if wanted.contains("string") => {
            *tree.at(path)? = valid_text(path);
        }
        Mistake::WrongType { wanted } | Mistake::WrongValue { wanted, known: [] }
            if stand_in(wanted).is_some() =>
        {
            *tree.at(path)? = stand_in(wanted)?;
        }
        Mistake::WrongValue {
            known: [first, ..], ..
        } => *tree.at(path)? = Tree::Text((*first).into()),
        Mistake::WrongType { .. }
        | Mistake::WrongValue { .. }
        | Mistake::Inside { .. }
        | Mistake::Unreadable { .. } => match path.split_last()? {
            (Step::Key(key), outer) if repairs == 0 => {
                members(tree, outer)?.retain(|(held, _)| held != key);
            }
            _ => *tree.at(path)? = Tree::Text(TEXTS[repairs % TEXTS.len()].into()),
        },
    }
    Some(())
}

/// Texts that types with a form of their own take.
const TEXTS: [&str; 7] = [
    "::1",
    "127.0.0.1:80",
    "https://valid.example/",
    "00000000-0000-4000-8000-000000000001",
    "2000-01-01T00:00:00Z",
    "2000-01-01",
    "1.0.0",
];

/// A value of the type that is wanted.
fn stand_in(wanted: &str) -> Option<Tree> {
    Some(match wanted {
        "a list" => Tree::List(Vec::new()),
        "an object" => Tree::Map(Vec::new()),
        "a boolean" => Tree::Boolean(false),
        "a number" => Tree::Integer(1),
        integer if integer.starts_with("an integer") || integer.contains("nonzero") => {
            Tree::Integer(1)
        }
        "a character" => Tree::Text("a".into()),
        _ => return None,
    })
}

fn members<'a>(tree: &'a mut Tree, path: &[Step]) -> Option<&'a mut Vec<(String, Tree)>> {
    match tree.at(path)? {
        Tree::Map(members) => Some(members),
        _ => None,
    }
}
