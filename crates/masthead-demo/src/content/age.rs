//! Ages such as `40m`, `3h`, `2d`.

use jiff::SignedDuration;
use masthead_archive::rows::Timestamp;

/// The time that lies `age` before `now`; `None` where it is no age.
/// An age is a whole number and one of m, h, d, w.
pub(super) fn before(now: Timestamp, age: &str) -> Option<Timestamp> {
    let unit = age.chars().next_back()?;
    let count: u32 = age.strip_suffix(unit)?.parse().ok()?;
    let minutes = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        _ => return None,
    };
    let length = SignedDuration::from_mins(i64::from(count) * minutes);
    now.0.checked_sub(length).ok().map(Timestamp)
}
