//! The word that someone most likely meant.

/// The candidate that is nearest to the word: the same but for case, `_` and `-`, or at most two slips away, and
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

/// How many slips lead from one word to the other: a letter put in, taken out or changed, or two neighbours swapped
/// (the distance of optimal string alignment).
fn distance(from: &[char], to: &[char]) -> usize {
    // The last row and the one before it; at first, from nothing to each beginning of `to`.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for line in 0..from.len() {
        let mut row = vec![line + 1];
        for column in 0..to.len() {
            let change = last[column] + usize::from(from[line] != to[column]);
            let mut fewest = change.min(row[column] + 1).min(last[column + 1] + 1);
            if line > 0
                && column > 0
                && (from[line], from[line - 1]) == (to[column - 1], to[column])
            {
                fewest = fewest.min(before[column - 1] + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[to.len()]
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
