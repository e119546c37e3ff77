//! The word that was most likely meant by a misspelled one.

use strsim::osa_distance;

/// Returns the candidate closest to `word`: the same but for case, `_` and `-`, or at most two edits away, and fewer
/// for short words. Two swapped neighbours count as one edit.
pub(crate) fn closest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    // A text longer than this isn't a misspelled word, and the time grows with the length.
    if word.len() > 64 {
        return None;
    }
    let word = normalized(word);
    let (distance, candidate) = candidates
        .map(|candidate| (osa_distance(&word, &normalized(candidate)), candidate))
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= (word.chars().count() / 3).min(2)).then_some(candidate)
}

/// Returns a clause for a message: ``: did you mean `scope`?`` or nothing.
pub(crate) fn suggestion<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> String {
    closest(word, candidates).map_or_else(String::new, |near| format!(": did you mean `{near}`?"))
}

fn normalized(word: &str) -> String {
    word.chars()
        .filter(|letter| !matches!(letter, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::closest;

    fn near(word: &str) -> Option<&'static str> {
        let known = [
            "name",
            "provider",
            "settings",
            "scope",
            "client_id",
            "client_secret",
        ];
        closest(word, known.into_iter())
    }

    #[test]
    fn a_misspelled_word_is_found_and_another_word_is_not() {
        for (word, meant) in [
            ("scopes", "scope"),
            ("Scope", "scope"),
            ("clientId", "client_id"),
            ("client-secret", "client_secret"),
            ("setings", "settings"),
            ("sttings", "settings"),
            ("nmae", "name"),
            ("cleint_di", "client_id"),
        ] {
            assert_eq!(near(word), Some(meant), "{word}");
        }
        for word in ["", "x", "nmea", "tenant", "topic_name", &"scope".repeat(20)] {
            assert_eq!(near(word), None, "{word}");
        }
    }
}
