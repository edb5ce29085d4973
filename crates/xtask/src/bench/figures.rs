//! Figures as people read them.

/// With commas between thousands: 12,345.
pub(crate) fn whole(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if value < 0.0 && digits != "0" {
        out.insert(0, '-');
    }
    out
}

/// With three digits that count: 0.0123, 1.23, 12.3, 1,234.
pub(crate) fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".to_owned();
    }
    match 2 - value.abs().log10().floor() as i32 {
        places @ 1.. => format!("{value:.*}", places.min(6) as usize),
        _ => whole(value),
    }
}

/// 1.05 ×
pub(crate) fn times(ratio: f64) -> String {
    format!("{ratio:.2} ×")
}

/// 3 %
pub(crate) fn percent(part: f64) -> String {
    format!("{:.0} %", part * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        assert_eq!(whole(1_234_567.4), "1,234,567");
        assert_eq!(whole(999.6), "1,000");
        assert_eq!(whole(-12.0), "-12");
    }

    #[test]
    fn three_digits_count() {
        assert_eq!(short(0.012_34), "0.0123");
        assert_eq!(short(1.234), "1.23");
        assert_eq!(short(12.34), "12.3");
        assert_eq!(short(12_345.0), "12,345");
        assert_eq!(short(0.0), "0");
    }
}
