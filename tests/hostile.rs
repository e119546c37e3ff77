//! Whatever a caller puts into a field, and whatever a server answers, the outcome is an `Ok` or an `Error`.
//!
//! The cases are the same in every run; `PROPTEST_RNG_SEED=…` makes others, and `PROPTEST_CASES=…` more of them.

#[path = "hostile/answers.rs"]
mod answers;
#[path = "hostile/fields.rs"]
mod fields;
#[path = "hostile/round_trips.rs"]
mod round_trips;
#[path = "hostile/wire.rs"]
mod wire;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// So many cases of a property, unless the environment asks for more or for others.
fn config(cases: u32) -> ProptestConfig {
    let asked = ProptestConfig::default();
    let asked_for_cases = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if asked_for_cases { asked.cases } else { cases },
        failure_persistence: None,
        rng_seed: match asked.rng_seed {
            RngSeed::Random => RngSeed::Fixed(2026),
            chosen @ RngSeed::Fixed(_) => chosen,
        },
        ..asked
    }
}

/// Any text, often one that has broken something before.
fn text() -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        "", " ", "\n", "\r\n", "\0", "\u{7f}", "\u{85}", "\u{2028}", "\u{feff}", "\u{200b}",
        "\u{202e}", "\"", "\\", "\\u0000", "null", "..", ".", "/", "%2e%2e", "%", "?a=b", "#", "&",
        "+", "é", "e\u{301}", "𝄞", "{}", "a b", "a,b", "Bearer x", "-", "0", "ﬀ", "İ",
    ]);
    prop_oneof![
        3 => any::<String>(),
        2 => "[ -~]{1,40}",
        2 => awkward.clone().prop_map(str::to_owned),
        1 => prop::collection::vec(awkward, 1..4).prop_map(|parts| parts.concat()),
    ]
}

/// A harmless text three times out of four, so that a value of several fields is often taken.
fn mostly_harmless() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[a-z0-9]([a-z0-9 ]{0,10}[a-z0-9])?", 1 => text()]
}
