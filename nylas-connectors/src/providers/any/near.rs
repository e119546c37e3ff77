//! The word that someone most likely meant.

/// The candidate that is nearest to the word: the same but for case, `_` and `-`, or at most two letters away, and
/// fewer for short words.
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
        .map(|candidate| (distance(&word, &plain(candidate)), candidate))
        .min_by_key(|(distance, _)| *distance)?;
    (distance <= (word.len() / 3).min(2)).then_some(candidate)
}

fn plain(word: &str) -> Vec<char> {
    word.chars()
        .filter(|letter| !matches!(letter, '_' | '-'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// How many letters must be put in, taken out or changed to get from one word to the other (Levenshtein).
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, letter) in from.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], line + 1);
        for (column, other) in to.iter().enumerate() {
            let change = diagonal + usize::from(letter != other);
            diagonal = row[column + 1];
            row[column + 1] = change.min(row[column] + 1).min(diagonal + 1);
        }
    }
    row[to.len()]
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
        ] {
            let expected = (word != "nmae").then_some(meant);
            assert_eq!(near(word), expected, "{word}");
        }
        for word in ["", "x", "tenant", "topic_name", &"scope".repeat(20)] {
            assert_eq!(near(word), None, "{word}");
        }
    }
}
