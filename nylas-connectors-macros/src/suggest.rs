//! "Did you mean": the known word that a misspelled one is nearest to.

use strsim::levenshtein;

/// `a`, `b` or `c`, each between backticks.
pub(crate) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// The known word that is one letter away, or two if both words are long.
pub(crate) fn closest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let near = known
        .iter()
        .map(|candidate| (levenshtein(word, candidate), *candidate))
        .filter(|(distance, candidate)| {
            let is_long = word.len().min(candidate.len()) >= 6;
            *distance <= 1 + usize::from(is_long)
        });
    near.min().map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::{closest, listed};

    #[test]
    fn a_near_miss_finds_its_word_and_a_stranger_finds_none() {
        let known = ["opt_out", "collect", "skip"];
        for (typed, meant) in [
            ("optout", Some("opt_out")),
            ("collects", Some("collect")),
            ("skipp", Some("skip")),
            ("skpi", None),
            ("opt_uot", Some("opt_out")),
            ("pattern", None),
            ("default", None),
            ("", None),
        ] {
            assert_eq!(closest(typed, &known), meant, "{typed}");
        }
    }

    #[test]
    fn words_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(listed(&["a"]), "`a`");
        assert_eq!(listed(&[]), "");
    }
}
