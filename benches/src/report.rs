//! The README's summary, goals and picture, made of the groups' results.

mod goals;
mod picture;
mod summary;

use std::fs;

use crate::table::Table;
use crate::{Error, result};

const GROUPS: [&str; 7] = [
    "build", "create", "threads", "size", "growth", "compile", "corpus",
];

/// What all groups found.
struct Results {
    texts: Vec<(&'static str, String)>,
}

/// Puts the summary and the goals into `README.md`, each between its mark and `<!-- end -->`, and draws `picture.svg`.
pub(crate) fn write() -> Result<(), Error> {
    let results = Results::read()?;
    let readme = result::home().join("README.md");
    let mut text = fs::read_to_string(&readme)?;
    text = put(&text, "summary", &summary::write(&results))?;
    text = put(&text, "goals", &goals::table(&results).to_string())?;
    fs::write(readme, text)?;
    fs::write(result::home().join("picture.svg"), picture::draw(&results)?)?;
    Ok(())
}

impl Results {
    fn read() -> Result<Self, Error> {
        let read = |group| {
            let text = fs::read_to_string(result::file_of(group)).map_err(|error| {
                format!("the result of `{group}`, which has to run first: {error}")
            })?;
            Ok((group, text))
        };
        let texts = GROUPS.into_iter().map(read).collect::<Result<_, Error>>()?;
        Ok(Self { texts })
    }

    /// A table of a group's result, the first being 0.
    fn table(&self, group: &str, index: usize) -> Option<Table> {
        let (_, text) = self.texts.iter().find(|(name, _)| *name == group)?;
        Table::read_all(text).into_iter().nth(index)
    }

    fn number(&self, group: &str, index: usize, row: &str, column: &str) -> Option<f64> {
        self.table(group, index)?.number(row, column)
    }
}

/// The text with the part between a mark and the next end replaced.
fn put(text: &str, mark: &str, new: &str) -> Result<String, Error> {
    let (begin, end) = (format!("<!-- {mark} -->\n"), "<!-- end -->");
    let missing = || format!("README.md has no part `{mark}`");
    let (before, rest) = text.split_once(&begin).ok_or_else(missing)?;
    let (_, after) = rest.split_once(end).ok_or_else(missing)?;
    Ok(format!("{before}{begin}\n{}\n\n{end}{after}", new.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_marked_part_is_replaced() {
        let text = "a\n<!-- x -->\nold\n<!-- end -->\nb\n<!-- y -->\n<!-- end -->\n";
        let expected = "a\n<!-- x -->\n\nnew\n\n<!-- end -->\nb\n<!-- y -->\n<!-- end -->\n";
        assert_eq!(put(text, "x", "new\n").unwrap(), expected);
        assert!(put(text, "z", "new").is_err());
    }
}
