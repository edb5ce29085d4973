use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::error::quoted;

/// A moment, written as RFC 3339 with an offset; the offset may be any, and is written back as `Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub jiff::Timestamp);

impl FromStr for Timestamp {
    type Err = String;

    fn from_str(value: &str) -> Result<Self, String> {
        match shape(value) {
            Shape::Whole => value
                .parse()
                .map(Timestamp)
                .map_err(|_| format!("there is no such time as {}", quoted(value))),
            Shape::NoOffset => Err(format!(
                "the time {} has no offset (write it as \"2026-01-18T04:35:00+08:00\")",
                quoted(value)
            )),
            Shape::Other => Err(format!(
                "{} is no time (write it as \"2026-01-18T04:35:00+08:00\")",
                quoted(value)
            )),
        }
    }
}

enum Shape {
    Whole,
    NoOffset,
    Other,
}

/// The grammar of RFC 3339, section 5.6. jiff alone would take more of ISO 8601 than the contract does.
fn shape(value: &str) -> Shape {
    const DAY_AND_TIME: &[u8; 19] = b"0000-00-00T00:00:00";
    let bytes = value.as_bytes();
    let Some((head, tail)) = bytes.split_at_checked(DAY_AND_TIME.len()) else {
        return Shape::Other;
    };
    let fits = |(&byte, &like): (&u8, &u8)| match like {
        b'0' => byte.is_ascii_digit(),
        b'T' => matches!(byte, b'T' | b't' | b' '),
        other => byte == other,
    };
    if !head.iter().zip(DAY_AND_TIME).all(fits) {
        return Shape::Other;
    }
    offset(after_fraction(tail))
}

fn after_fraction(tail: &[u8]) -> &[u8] {
    let Some(digits) = tail.strip_prefix(b".") else {
        return tail;
    };
    let count = digits
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if (1..=9).contains(&count) {
        &digits[count..]
    } else {
        tail
    }
}

fn offset(tail: &[u8]) -> Shape {
    match tail {
        [] => Shape::NoOffset,
        [b'Z' | b'z'] => Shape::Whole,
        [b'+' | b'-', a, b, b':', c, d] if [a, b, c, d].iter().all(|d| d.is_ascii_digit()) => {
            Shape::Whole
        }
        _ => Shape::Other,
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Self {
        Timestamp(time)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Cow::<str>::deserialize(deserializer)?;
        value.parse().map_err(D::Error::custom)
    }
}

impl JsonSchema for Timestamp {
    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "format": "date-time",
            "description": "RFC 3339 with an offset, such as 2026-01-18T04:35:00+08:00."
        })
    }
}
