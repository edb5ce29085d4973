use jiff::Timestamp;
use jiff::tz::TimeZone;
use minijinja::{Error, ErrorKind, Value};

/// A time in the site's zone as readers see it, `2026-01-18 03:30:03`, in a `<time>` element.
pub(super) fn exact(at: i64, zone: &TimeZone) -> Result<Value, Error> {
    element(at, zone, "%Y-%m-%d %H:%M:%S")
}

/// As [`exact`], with the zone: `2026-01-18 03:30:03 +08:00`.
pub(super) fn with_zone(at: i64, zone: &TimeZone) -> Result<Value, Error> {
    element(at, zone, "%Y-%m-%d %H:%M:%S %:z")
}

/// The day alone: `2026-01-18`.
pub(super) fn day(at: i64, zone: &TimeZone) -> Result<Value, Error> {
    element(at, zone, "%Y-%m-%d")
}

/// RFC 3339 with offset, for attributes and meta elements.
pub(super) fn machine(at: i64, zone: &TimeZone) -> Result<String, Error> {
    Ok(zoned(at, zone)?
        .strftime("%Y-%m-%dT%H:%M:%S%:z")
        .to_string())
}

fn element(at: i64, zone: &TimeZone, form: &str) -> Result<Value, Error> {
    let machine = machine(at, zone)?;
    let text = zoned(at, zone)?.strftime(form).to_string();
    Ok(Value::from_safe_string(format!(
        "<time datetime=\"{machine}\">{text}</time>"
    )))
}

fn zoned(at: i64, zone: &TimeZone) -> Result<jiff::Zoned, Error> {
    let time = Timestamp::from_millisecond(at)
        .map_err(|e| Error::new(ErrorKind::InvalidOperation, format!("time {at} ms: {e}")))?;
    Ok(time.to_zoned(zone.clone()))
}
