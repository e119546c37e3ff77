//! Reading the fields of an answer as far as they can be read.
//!
//! Only what a call is for is required. Another field of another type than documented counts as missing: losing a success
//! costs more than losing a detail.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::Provider;

pub(crate) type Fields = Map<String, Value>;

/// A required field that is missing, or of the wrong type.
#[derive(Debug)]
pub struct WrongField {
    pub(crate) key: &'static str,
    pub(crate) problem: &'static str,
}

impl fmt::Display for WrongField {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.key, self.problem)
    }
}

/// What an answer has under `data`, or in a list there.
pub trait Data: DeserializeOwned + Send + 'static {
    /// `raw` is the object as the service wrote it.
    fn from_fields(fields: &Fields, raw: Raw) -> Result<Self, WrongField>;

    /// The provider that it is about, if it names one: an answer about another one than asked is refused.
    fn provider(&self) -> Option<&Provider>;
}

/// The JSON text of an answer, which isn't compared and isn't shown.
#[derive(Clone, Default)]
pub struct Raw(Option<Arc<str>>);

impl Raw {
    pub(crate) fn new(text: &str) -> Self {
        Self(Some(text.into()))
    }

    pub(crate) fn get(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl PartialEq for Raw {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Raw {}

pub(crate) fn required_text(fields: &Fields, key: &'static str) -> Result<String, WrongField> {
    let problem = match fields.get(key) {
        Some(Value::String(text)) if text.trim().is_empty() => "is empty",
        Some(Value::String(text)) => return Ok(text.clone()),
        None | Some(Value::Null) => "is missing",
        Some(_) => "isn't a string",
    };
    Err(WrongField { key, problem })
}

/// A required truth value, which some clients of the service have seen as a string.
pub(crate) fn required_bool(fields: &Fields, key: &'static str) -> Result<bool, WrongField> {
    let problem = match fields.get(key) {
        Some(Value::Bool(value)) => return Ok(*value),
        Some(Value::String(text)) if text == "true" || text == "false" => return Ok(text == "true"),
        None | Some(Value::Null) => "is missing",
        Some(_) => "isn't true or false",
    };
    Err(WrongField { key, problem })
}

/// A text or an integer, as text.
pub(crate) fn text(fields: &Fields, key: &str) -> Option<String> {
    text_of(fields.get(key)?)
}

/// A text or an integer, as text. An empty one counts as missing.
pub(crate) fn not_empty(fields: &Fields, key: &str) -> Option<String> {
    text(fields, key).filter(|text| !text.is_empty())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        // Another number would be rounded.
        Value::Number(number) => (!number.is_f64()).then(|| number.to_string()),
        _ => None,
    }
}

/// A number that isn't negative and has no fraction, also as text.
pub(crate) fn count(fields: &Fields, key: &str) -> Option<u64> {
    match fields.get(key)? {
        Value::Number(number) => number
            .as_u64()
            .or_else(|| whole(number.as_f64()?)?.try_into().ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Texts, as a list or as one string with spaces or commas between them. What isn't a text is left out.
pub(crate) fn texts(fields: &Fields, key: &str) -> Option<Vec<String>> {
    match fields.get(key)? {
        Value::Array(items) => Some(items.iter().filter_map(text_of).collect()),
        Value::String(joined) => {
            let texts: Vec<String> = words(joined).map(str::to_owned).collect();
            (!texts.is_empty()).then_some(texts)
        }
        _ => None,
    }
}

/// The texts of a list that is written as one string.
pub(crate) fn words(joined: &str) -> impl Iterator<Item = &str> {
    joined.split([' ', ',']).filter(|word| !word.is_empty())
}

pub(crate) fn object(fields: &Fields, key: &str) -> Option<Fields> {
    fields.get(key)?.as_object().cloned()
}

/// A time in seconds since 1970: as a number, as one in a text, or as RFC 3339.
pub(crate) fn seconds(fields: &Fields, key: &str) -> Option<i64> {
    match fields.get(key)? {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?.trunc())),
        Value::String(text) => {
            let text = text.trim();
            let number = || whole(text.parse::<f64>().ok()?.trunc());
            text.parse().ok().or_else(number).or_else(|| rfc_3339(text))
        }
        _ => None,
    }
}

/// The integer that a float is.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an integer of this size is exact"
)]
fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

/// `2024-02-29T12:30:00.5+02:00` in seconds since 1970.
fn rfc_3339(text: &str) -> Option<i64> {
    let [year, month, day] = three_numbers(text.get(..10)?, '-')?;
    let [hour, minute, second] = three_numbers(text.get(11..19)?, ':')?;
    let of_a_fraction = |letter: char| letter == '.' || letter.is_ascii_digit();
    let zone = text.get(19..)?.trim_start_matches(of_a_fraction);
    let valid = matches!(text.get(10..11)?, "T" | "t" | " ")
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second <= 60;
    let time = hour * 3_600 + minute * 60 + second - offset(zone)?;
    valid.then(|| days_since_1970(year, month, day) * 86_400 + time)
}

/// The parts of a date or a time, of which all but the first have two digits.
fn three_numbers(text: &str, separator: char) -> Option<[i64; 3]> {
    let (rest, last) = text.rsplit_once(separator)?;
    let (first, middle) = rest.rsplit_once(separator)?;
    let numbers = [number(first)?, number(middle)?, number(last)?];
    (middle.len() == 2 && last.len() == 2).then_some(numbers)
}

fn number(digits: &str) -> Option<i64> {
    let valid = digits.bytes().all(|byte| byte.is_ascii_digit());
    valid.then(|| digits.parse().ok())?
}

/// The seconds that a time zone is before UTC: `Z`, `+02:00`, and `+0200` as some write it.
fn offset(zone: &str) -> Option<i64> {
    if matches!(zone.bytes().next(), None | Some(b'Z' | b'z')) {
        return Some(0);
    }
    let (sign, digits) = zone.split_at_checked(1)?;
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
    let seconds = (number(hours)? * 60 + number(minutes.get(..2)?)?) * 60;
    match sign {
        "+" => Some(seconds),
        "-" => Some(-seconds),
        _ => None,
    }
}

fn days_of(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Counted from the first of March, so that a leap day is the last of its year.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(value: Value) -> Fields {
        Fields::from_iter([("key".to_owned(), value)])
    }

    #[test]
    fn a_time_is_read_in_every_form() {
        for (value, expected) in [
            (json!(1_656_082_371), Some(1_656_082_371)),
            (json!(1_656_082_371.75), Some(1_656_082_371)),
            (json!("1656082371"), Some(1_656_082_371)),
            (json!("1656082371.5"), Some(1_656_082_371)),
            (json!("2022-06-24T14:52:51Z"), Some(1_656_082_371)),
            (
                json!("2022-06-24T16:52:51.123456+02:00"),
                Some(1_656_082_371),
            ),
            (json!("2022-06-24 09:22:51-05:30"), Some(1_656_082_371)),
            (json!("2022-06-24T16:52:51+0200"), Some(1_656_082_371)),
            (json!("2022-02-31T00:00:00Z"), None),
            (json!("2023-02-29T00:00:00Z"), None),
            (json!("2022-04-31T00:00:00Z"), None),
            (json!("2024-02-29T00:00:00Z"), Some(1_709_164_800)),
            (json!("1970-01-01T00:00:00Z"), Some(0)),
            (json!("1969-12-31T23:59:59Z"), Some(-1)),
            (json!("2000-03-01T00:00:00Z"), Some(951_868_800)),
            (json!("yesterday"), None),
            (json!("2022-13-24T14:52:51Z"), None),
            (json!("2022-06-24"), None),
            (json!("2022-6-024T14:52:51Z"), None),
            (json!("2022-06-24T14:052:1Z"), None),
            (json!("2022-06-24T14:52:51+02"), None),
            (json!("2022-06-24T14:52:51*02:00"), None),
            (json!("NaN"), None),
            (json!(1e300), None),
            (json!(""), None),
            (json!([1]), None),
            (json!(null), None),
        ] {
            assert_eq!(seconds(&fields(value.clone()), "key"), expected, "{value}");
        }
    }

    #[test]
    fn a_count_is_read_as_a_number_and_as_text() {
        for (value, expected) in [
            (json!(10), Some(10)),
            (json!("10"), Some(10)),
            (json!(10.0), Some(10)),
            (json!(10.5), None),
            (json!(-1), None),
            (json!("-1"), None),
            (json!(""), None),
            (json!(null), None),
            (json!(u64::MAX), Some(u64::MAX)),
        ] {
            assert_eq!(count(&fields(value.clone()), "key"), expected, "{value}");
        }
    }

    #[test]
    fn texts_are_read_from_a_list_and_from_one_string() {
        let list = |texts: &[&str]| Some(texts.iter().map(|text| (*text).to_owned()).collect());
        for (value, expected) in [
            (json!(["a", null, "b", 3, ""]), list(&["a", "b", "3", ""])),
            (json!([]), list(&[])),
            (json!("a b,c"), list(&["a", "b", "c"])),
            (json!(""), None),
            (json!({}), None),
        ] {
            assert_eq!(texts(&fields(value.clone()), "key"), expected, "{value}");
        }
    }

    #[test]
    fn a_required_field_says_what_is_wrong_with_it() {
        for (value, problem) in [
            (json!(null), "`key` is missing"),
            (json!(7), "`key` isn't a string"),
            (json!([]), "`key` isn't a string"),
        ] {
            assert_eq!(
                required_text(&fields(value), "key")
                    .unwrap_err()
                    .to_string(),
                problem
            );
        }
        assert!(required_bool(&fields(json!("true")), "key").unwrap());
        let wrong = required_bool(&fields(json!(1)), "key").unwrap_err();
        assert_eq!(wrong.to_string(), "`key` isn't true or false");
    }
}
