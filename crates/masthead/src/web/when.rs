use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use minijinja::{Error, ErrorKind, Value};

/// A time in the site's zone as readers see it, `2026-01-18 03:30:03`, in a `<time>` element.
pub(super) fn exact(at: i64, zone: &TimeZone) -> Result<Value, Error> {
    let seen = Seen::new(at, zone)?;
    Ok(element(&seen, |out| {
        seen.day(out);
        out.push(' ');
        seen.clock(out);
    }))
}

/// As [`exact`], with the zone: `2026-01-18 03:30:03 +08:00`.
pub(super) fn with_zone(at: i64, zone: &TimeZone) -> Result<Value, Error> {
    let seen = Seen::new(at, zone)?;
    Ok(element(&seen, |out| {
        seen.day(out);
        out.push(' ');
        seen.clock(out);
        out.push(' ');
        seen.zone(out);
    }))
}

/// The day alone: `2026-01-18`.
pub(super) fn day(at: i64, zone: &TimeZone) -> Result<Value, Error> {
    let seen = Seen::new(at, zone)?;
    Ok(element(&seen, |out| seen.day(out)))
}

/// RFC 3339 with offset, for attributes and meta elements.
pub(crate) fn machine(at: i64, zone: &TimeZone) -> Result<String, Error> {
    let mut out = String::with_capacity(25);
    Seen::new(at, zone)?.machine(&mut out);
    Ok(out)
}

fn element(seen: &Seen, text: impl FnOnce(&mut String)) -> Value {
    let mut out = String::with_capacity(80);
    out.push_str("<time datetime=\"");
    seen.machine(&mut out);
    out.push_str("\">");
    text(&mut out);
    out.push_str("</time>");
    Value::from_safe_string(out)
}

/// A moment as the zone's clocks show it. Written digit by digit: a page has
/// dozens of times, and reading a format for each costs more than all else in
/// a card.
struct Seen {
    at: DateTime,
    offset: Offset,
}

impl Seen {
    fn new(at: i64, zone: &TimeZone) -> Result<Self, Error> {
        let at = Timestamp::from_millisecond(at)
            .map_err(|e| Error::new(ErrorKind::InvalidOperation, format!("time {at} ms: {e}")))?;
        let offset = zone.to_offset(at);
        Ok(Self {
            at: offset.to_datetime(at),
            offset,
        })
    }

    fn machine(&self, out: &mut String) {
        self.day(out);
        out.push('T');
        self.clock(out);
        self.zone(out);
    }

    fn day(&self, out: &mut String) {
        let year = self.at.year();
        if year < 0 {
            out.push('-');
        }
        let year = year.unsigned_abs();
        two(out, year / 100);
        two(out, year % 100);
        for part in [self.at.month(), self.at.day()] {
            out.push('-');
            two(out, part.unsigned_abs().into());
        }
    }

    fn clock(&self, out: &mut String) {
        two(out, self.at.hour().unsigned_abs().into());
        for part in [self.at.minute(), self.at.second()] {
            out.push(':');
            two(out, part.unsigned_abs().into());
        }
    }

    /// Hours and minutes; zones that had seconds are of another century.
    fn zone(&self, out: &mut String) {
        let seconds = self.offset.seconds();
        out.push(if seconds < 0 { '-' } else { '+' });
        let minutes = seconds.unsigned_abs() / 60;
        two(out, (minutes / 60) as u16);
        out.push(':');
        two(out, (minutes % 60) as u16);
    }
}

/// Two digits of a number below 100.
fn two(out: &mut String, number: u16) {
    for digit in [number / 10, number % 10] {
        out.push(char::from(b'0' + (digit % 10) as u8));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_as_its_format_says_in_every_zone() {
        for (name, at) in [
            ("Asia/Shanghai", 1_768_681_803_999),
            ("America/St_Johns", 1_768_681_803_000),
            ("Asia/Kathmandu", -1),
            ("UTC", 253_402_207_200_000),
        ] {
            let zone = TimeZone::get(name).unwrap();
            let at_zone = Timestamp::from_millisecond(at)
                .unwrap()
                .to_zoned(zone.clone());
            let written = |form: &str| at_zone.strftime(form).to_string();
            let rfc3339 = written("%Y-%m-%dT%H:%M:%S%:z");
            assert_eq!(machine(at, &zone).unwrap(), rfc3339);
            for (element, form) in [
                (exact(at, &zone), "%Y-%m-%d %H:%M:%S"),
                (with_zone(at, &zone), "%Y-%m-%d %H:%M:%S %:z"),
                (day(at, &zone), "%Y-%m-%d"),
            ] {
                let text = written(form);
                let whole = format!("<time datetime=\"{rfc3339}\">{text}</time>");
                assert_eq!(element.unwrap().as_str(), Some(&*whole));
            }
        }
        assert!(exact(i64::MAX, &TimeZone::UTC).is_err());
    }
}
