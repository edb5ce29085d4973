//! Days on the site's calendar.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use masthead_clock::Millis;

use super::rules::Day;

const FIRST: Date = date(1970, 1, 1);

/// The site's calendar.
#[derive(Clone, Debug)]
pub struct Calendar(pub TimeZone);

impl Calendar {
    #[must_use]
    pub fn day(&self, at: Millis) -> Day {
        let at = Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        let date = at.to_zoned(self.0.clone()).date();
        let days = FIRST.until(date).map_or(0, |span| span.get_days());
        Day(days.into())
    }

    /// When a day begins.
    #[must_use]
    pub fn begins(&self, day: Day) -> Millis {
        let days = i32::try_from(day.0).unwrap_or_default();
        let begins = FIRST
            .checked_add(jiff::Span::new().days(days))
            .and_then(|date| date.to_zoned(self.0.clone()));
        begins.map_or(Millis(0), |at| Millis(at.timestamp().as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_where_the_site_is() {
        for name in ["Asia/Shanghai", "America/St_Johns", "UTC"] {
            let calendar = Calendar(TimeZone::get(name).expect("a zone"));
            for at in [0, 1_768_681_803_999, 1_768_665_600_000, -86_400_001] {
                let day = calendar.day(Millis(at));
                assert!(calendar.begins(day).0 <= at, "{name} {at}");
                assert!(calendar.begins(Day(day.0 + 1)).0 > at, "{name} {at}");
                assert_eq!(calendar.day(calendar.begins(day)), day);
            }
        }
    }
}
