//! Dates of HTTP headers (RFC 9110, section 5.6.7) from and to UTC Unix
//! milliseconds. Feeds use the same form, which is valid RFC 822 too.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

/// `Sun, 06 Nov 1994 08:49:37 GMT`. Parts of a second are cut off; moments
/// outside the years 0 to 9999 are clamped to them, since the form has four
/// digits for a year.
#[must_use]
pub fn format(at_ms: i64) -> String {
    const YEAR_0_MS: i64 = -62_167_219_200_000;
    let at = Timestamp::from_millisecond(at_ms.max(YEAR_0_MS)).unwrap_or(Timestamp::MAX);
    // Not by httpdate, which panics before 1970: feeds date articles of an archive that are older.
    let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&at);
    text.expect("no year before 0 is left")
}

/// Reads any of the three forms that RFC 9110 asks a recipient to accept.
/// Two-digit years are those from 1970 to 2069. `None` for all else, and for
/// what is before 1970.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let at = httpdate::parse_http_date(text).ok()?;
    let since_1970 = at.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    i64::try_from(since_1970.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOVEMBER_1994: i64 = 784_111_777_000;

    #[test]
    fn all_three_forms_of_the_standard_mean_the_same_moment() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(text), Some(NOVEMBER_1994), "{text}");
        }
    }

    #[test]
    fn a_moment_comes_back_without_its_parts_of_a_second() {
        assert_eq!(format(NOVEMBER_1994 + 999), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(parse(&format(NOVEMBER_1994 + 999)), Some(NOVEMBER_1994));
    }

    #[test]
    fn what_is_no_http_date_is_none() {
        for text in [
            "",
            "yesterday",
            "Sun, 06 Nov 1994 08:49:37 +0800",
            "Sun, 31 Feb 1994 08:49:37 GMT",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
            &"9".repeat(5_000),
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn an_article_of_an_archive_keeps_its_day_from_before_1970() {
        assert_eq!(format(-1), "Wed, 31 Dec 1969 23:59:59 GMT");
    }

    #[test]
    fn moments_beyond_four_digit_years_are_clamped() {
        assert_eq!(format(i64::MAX), "Thu, 30 Dec 9999 22:00:00 GMT");
        assert_eq!(format(i64::MIN), "Sat, 01 Jan 0000 00:00:00 GMT");
    }
}
