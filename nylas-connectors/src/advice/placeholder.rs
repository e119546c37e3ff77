//! Placeholders that were never filled in, and `null` in the place of nothing.

use super::Finding;

const PLACEHOLDER: Finding = Finding::new(
    "placeholder",
    "looks like a placeholder from documentation or a template: put the real value in its place; a file takes it from \
     a variable as `{ env = \"NAME\" }`",
);

pub(super) const NULL: Finding = Finding::new(
    "null",
    "is `null`, which the service doesn't document: leave it out, with \
     `#[serde(skip_serializing_if = \"Option::is_none\")]`",
);

/// The advice about a text that is a placeholder, or has one as a part between slashes, dots or at signs:
/// `projects/<project>/topics/<topic>`, `<ID>.apps.googleusercontent.com`.
pub(super) fn about(text: &str) -> Option<Finding> {
    text.split(['/', '.', '@'])
        .any(is_one)
        .then_some(PLACEHOLDER)
}

fn is_one(part: &str) -> bool {
    let within = |open, close| part.strip_prefix(open)?.strip_suffix(close);
    let name = within("<", ">")
        .or_else(|| within("${", "}"))
        .or_else(|| within("{{", "}}"))
        .or_else(|| within("%", "%"))
        .or_else(|| part.strip_prefix('$').filter(|name| name.contains('_')))
        .or_else(|| part.strip_prefix("env:"));
    let of_a_name = |letter: char| letter.is_ascii_alphanumeric() || " _-".contains(letter);
    name.is_some_and(|name| !name.is_empty() && name.chars().all(of_a_name)) || is_to_do(part)
}

/// Whether the text says that it is to be replaced, or was masked: `changeme`, `YOUR_CLIENT_ID`, `***`.
fn is_to_do(text: &str) -> bool {
    let word = text.to_ascii_lowercase().replace(['-', ' '], "_");
    let all =
        |letters: &[char]| word.len() > 2 && word.chars().all(|letter| letters.contains(&letter));
    matches!(
        word.as_str(),
        "changeme" | "change_me" | "todo" | "fixme" | "redacted" | "placeholder"
    ) || word.starts_with("your_")
        || all(&['x'])
        || all(&['*', '•'])
}
