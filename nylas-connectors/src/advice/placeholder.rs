//! Placeholders that were never filled in.

use super::What;

const PLACEHOLDER: What = (
    "placeholder",
    "looks like a placeholder from documentation or a template: put the real value in its place",
);

/// The advice about a text that is a placeholder, or has one as a part between slashes, dots or at signs:
/// `projects/<project>/topics/<topic>`, `<ID>.apps.googleusercontent.com`.
pub(super) fn about(text: &str) -> Option<What> {
    text.split(['/', '.', '@'])
        .any(is_one)
        .then_some(PLACEHOLDER)
}

fn is_one(part: &str) -> bool {
    let within = |open, close| part.strip_prefix(open)?.strip_suffix(close);
    let name = within("<", ">").or_else(|| within("${", "}"));
    name.is_some_and(|name| {
        let of_a_name = |letter: char| letter.is_ascii_alphanumeric() || " _-".contains(letter);
        !name.is_empty() && name.chars().all(of_a_name)
    })
}

/// Whether the text is left to be filled in, so that nothing else can be known about it.
pub(super) fn is_placeholder(text: &str) -> bool {
    about(text).is_some()
}
