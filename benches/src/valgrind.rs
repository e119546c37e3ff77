//! Counts instructions and allocations of a part of this program, which runs again under valgrind for it.
//!
//! A run of `n` and a run of `2 n` repetitions are counted; their difference is what `n` repetitions cost, without
//! the start of the program. Counts, unlike times, are the same on a busy machine.

use std::process::Command;

use crate::Error;

/// What one repetition costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// Instructions of the processor.
    pub(crate) instructions: f64,
    /// Allocations on the heap.
    pub(crate) allocations: f64,
    /// Bytes of these allocations.
    pub(crate) bytes: f64,
    /// The most bytes that are held at one time, beyond what the program holds without a repetition.
    pub(crate) peak: f64,
}

/// The cost of one repetition of `driver …arguments <n>`, which this program must understand.
pub(crate) fn cost(arguments: &[&str], n: u32) -> Result<Cost, Error> {
    let idle = held(&dhat(arguments, 0)?)?;
    let (once, twice) = (count(arguments, n)?, count(arguments, 2 * n)?);
    let per = |part: fn(&Counts) -> u64| as_f64(part(&twice) - part(&once)) / f64::from(n);
    Ok(Cost {
        instructions: per(|counts| counts.instructions),
        allocations: per(|counts| counts.allocations),
        bytes: per(|counts| counts.bytes),
        peak: as_f64(once.held.saturating_sub(idle)),
    })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn as_f64(count: u64) -> f64 {
    count as f64
}

struct Counts {
    instructions: u64,
    allocations: u64,
    bytes: u64,
    held: u64,
}

fn count(arguments: &[&str], n: u32) -> Result<Counts, Error> {
    let callgrind = run(
        "--tool=callgrind",
        "--callgrind-out-file=/dev/null",
        arguments,
        n,
    )?;
    let dhat = dhat(arguments, n)?;
    let total = numbers_behind(&dhat, "Total:")?;
    Ok(Counts {
        instructions: first(&numbers_behind(&callgrind, "Collected :")?)?,
        bytes: first(&total)?,
        allocations: first(total.get(1..).unwrap_or_default())?,
        held: held(&dhat)?,
    })
}

fn dhat(arguments: &[&str], n: u32) -> Result<String, Error> {
    run("--tool=dhat", "--dhat-out-file=/dev/null", arguments, n)
}

fn held(dhat: &str) -> Result<u64, Error> {
    first(&numbers_behind(dhat, "At t-gmax:")?)
}

/// What valgrind says about the run.
fn run(tool: &str, no_file: &str, arguments: &[&str], n: u32) -> Result<String, Error> {
    let output = Command::new("valgrind")
        .args([tool, no_file])
        .arg(std::env::current_exe()?)
        .arg("driver")
        .args(arguments)
        .arg(n.to_string())
        .output()
        .map_err(|error| format!("valgrind, which counts the instructions: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if output.status.success() {
        Ok(said)
    } else {
        Err(format!("`driver {}` under valgrind: {said}", arguments.join(" ")).into())
    }
}

/// The numbers on the line with this word, behind it.
fn numbers_behind(said: &str, word: &str) -> Result<Vec<u64>, Error> {
    let line = said
        .lines()
        .find_map(|line| line.split_once(word))
        .ok_or_else(|| format!("valgrind said nothing of `{word}`"))?
        .1;
    let numbers = line.split_whitespace().map(|word| word.replace(',', ""));
    Ok(numbers.filter_map(|word| word.parse().ok()).collect())
}

fn first(numbers: &[u64]) -> Result<u64, Error> {
    Ok(*numbers.first().ok_or("valgrind gave no number")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_allocations_are_read_from_what_valgrind_says() {
        let said = "==1== Dhat\n==1== Total:     1,234 bytes in 12 blocks\n";
        assert_eq!(numbers_behind(said, "Total:").unwrap(), [1234, 12]);
    }
}
