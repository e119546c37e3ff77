//! What a group's program is asked to do.

/// The arguments of the program, without its name.
pub(crate) fn all() -> Vec<String> {
    std::env::args().skip(1).collect()
}

/// Whether the short form is wanted: few repetitions, to see that everything still runs.
pub(crate) fn short() -> bool {
    all().iter().any(|argument| argument == "--short")
}

/// The first number in the short form, the second in the full one.
pub(crate) fn short_or<T>(few: T, many: T) -> T {
    if short() { few } else { many }
}
