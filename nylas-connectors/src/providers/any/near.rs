//! The word that someone most likely meant.

use strsim::osa_distance;

/// The candidate that is nearest to the word: the same but for case, `_` and `-`, or at most two slips away, and
/// fewer for short words. Two neighbours swapped are one slip.
pub(super) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    // Whoever wrote more than this didn't mistype a key, and the time grows with the length.
    if word.len() > 64 {
        return None;
    }
    let word = plain(word);
    let (distance, candidate) = candidates
        .map(|candidate| (osa_distance(&word, &plain(candidate)), candidate))
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= (word.chars().count() / 3).min(2)).then_some(candidate)
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|letter| !matches!(letter, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn near(word: &str) -> Option<&'static str> {
        let known = [
            "name",
            "provider",
            "settings",
            "scope",
            "client_id",
            "client_secret",
        ];
        nearest(word, known.into_iter())
    }

    #[test]
    fn a_slip_finds_the_word_and_another_word_finds_none() {
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
