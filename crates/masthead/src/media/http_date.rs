//! Dates of HTTP headers (RFC 9110, section 5.6.7) from and to UTC Unix
//! milliseconds. Feeds use the same form, which is valid RFC 822 too.

use jiff::Timestamp;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

const IMF_FIXDATE: &str = "%a, %d %b %Y %H:%M:%S GMT";
const RFC_850: &str = "%A, %d-%b-%y %H:%M:%S GMT";
const ASCTIME: &str = "%a %b %e %H:%M:%S %Y";

/// The longest date a client can mean; anything longer is not read at all.
const LONGEST_DATE_BYTES: usize = 64;

/// `Sun, 06 Nov 1994 08:49:37 GMT`. Parts of a second are cut off; moments
/// outside the years 0 to 9999 are clamped to them, since the form has four
/// digits for a year.
#[must_use]
pub fn format(at_ms: i64) -> String {
    const YEAR_0_MS: i64 = -62_167_219_200_000;
    let at = Timestamp::from_millisecond(at_ms.max(YEAR_0_MS)).unwrap_or(Timestamp::MAX);
    at.to_zoned(TimeZone::UTC).strftime(IMF_FIXDATE).to_string()
}

/// Reads any of the three forms that RFC 9110 asks a recipient to accept.
/// Two-digit years follow POSIX: 69 to 99 are the 1900s. `None` for all else.
#[must_use]
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.len() > LONGEST_DATE_BYTES {
        return None;
    }
    [IMF_FIXDATE, RFC_850, ASCTIME]
        .iter()
        .find_map(|form| parse_form(form, text))
}

fn parse_form(form: &str, text: &str) -> Option<i64> {
    let local = BrokenDownTime::parse(form, text).ok()?.to_datetime().ok()?;
    let at = local.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(at.as_millisecond())
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
            "1994-11-06T08:49:37Z",
            &"9".repeat(5_000),
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn moments_beyond_four_digit_years_are_clamped() {
        assert_eq!(format(i64::MAX), "Thu, 30 Dec 9999 22:00:00 GMT");
        assert_eq!(format(i64::MIN), "Sat, 01 Jan 0000 00:00:00 GMT");
    }
}
