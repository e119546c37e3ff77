//! The structs with named fields in a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Where a struct is declared.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Site {
    pub(super) file: PathBuf,
    /// From one. The derive is put on the same line, so it doesn't change.
    pub(super) line: usize,
}

/// The text with the attribute on every struct but these, and where it was put.
pub(super) fn derived(
    file: &Path,
    text: &str,
    attribute: &str,
    left_out: &BTreeSet<Site>,
) -> (String, Vec<Site>) {
    let (mut written, mut sites, mut offset) = (String::new(), Vec::new(), 0);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let site = Site {
            file: file.to_owned(),
            line: index + 1,
        };
        if declares_struct(&text[offset..]) && !left_out.contains(&site) {
            let indent = line.len() - line.trim_start().len();
            written.extend([&line[..indent], attribute, " ", &line[indent..]]);
            sites.push(site);
        } else {
            written.push_str(line);
        }
        offset += line.len();
    }
    (written, sites)
}

/// Whether the text begins with the declaration of a struct with named fields. One in a macro's pattern is none.
fn declares_struct(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    let text = match text.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or("", |(_, rest)| rest),
        Some(rest) => rest.trim_start(),
        None => text,
    };
    let Some(rest) = text.strip_prefix("struct ") else {
        return false;
    };
    let mut depth = 0_i32;
    let mut before = ' ';
    for letter in rest.chars() {
        match letter {
            '$' => return false,
            '<' | '[' => depth += 1,
            '>' if before == '-' => {}
            '>' | ']' => depth -= 1,
            '{' if depth == 0 => return true,
            '(' | ';' if depth == 0 => return false,
            _ => {}
        }
        before = letter;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::declares_struct;

    #[test]
    fn structs_with_named_fields_are_found() {
        for text in [
            "struct A { a: u8 }",
            "    pub struct A<T: Fn(u8) -> u8>\nwhere\n    T: B,\n{",
            "pub(in crate::a) struct A<const N: usize> {",
        ] {
            assert!(declares_struct(text), "{text}");
        }
        for text in [
            "struct A;",
            "struct A(u8);",
            "pub struct $name {",
            "let a = 1;",
            "structure {",
        ] {
            assert!(!declares_struct(text), "{text}");
        }
    }
}
