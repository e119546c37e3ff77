//! Medians with their spread: one slow round on a busy machine doesn't move them.

use std::fmt;

/// The middle of some measurements, and where the middle half of them lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Median {
    /// Half of the measurements are lower.
    pub(crate) middle: f64,
    /// A quarter of the measurements are lower.
    pub(crate) low: f64,
    /// A quarter of the measurements are higher.
    pub(crate) high: f64,
}

impl Median {
    /// The median of some measurements, or of their quotients.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        Self {
            middle: quantile(&values, 0.5),
            low: quantile(&values, 0.25),
            high: quantile(&values, 0.75),
        }
    }

    /// The median of `above[i] / below[i]`: both were measured in the same round, so that what disturbed one
    /// disturbed the other.
    pub(crate) fn of_ratios(above: &[f64], below: &[f64]) -> Self {
        Self::of(above.iter().zip(below).map(|(above, below)| above / below))
    }
}

/// `12.3 (12.1–12.9)`, with as many decimals as the precision asks for.
impl fmt::Display for Median {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = formatter.precision().unwrap_or(1);
        let Self { middle, low, high } = self;
        write!(
            formatter,
            "{middle:.decimals$} ({low:.decimals$}–{high:.decimals$})"
        )
    }
}

/// Between the two nearest values, as the line between them goes.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "an index of a short list"
)]
fn quantile(sorted: &[f64], part: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else {
        return f64::NAN;
    };
    let place = part * last as f64;
    let (below, above) = (place.floor() as usize, place.ceil() as usize);
    sorted[below] + (sorted[above] - sorted[below]) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_lies_between_the_middle_two() {
        let median = Median::of([4.0, 1.0, 3.0, 2.0]);
        assert_eq!(format!("{median:.2}"), "2.50 (1.75–3.25)");
    }

    #[test]
    fn ratios_are_made_round_by_round() {
        let median = Median::of_ratios(&[2.0, 20.0, 6.0], &[1.0, 10.0, 2.0]);
        assert!((median.middle - 2.0).abs() < f64::EPSILON);
    }
}
