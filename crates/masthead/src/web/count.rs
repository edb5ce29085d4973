use super::Locale;

/// A count in few characters, never more than there are: `9,999`, then `12K`
/// and `1.2M`; in Chinese `9999`, then `1.2万` and `1.2亿`.
pub(super) fn short(count: u64, locale: Locale) -> String {
    match (locale, count) {
        (Locale::ZhCn, ..10_000) => count.to_string(),
        (Locale::ZhCn, ..100_000_000) => scaled(count, 10_000, "万"),
        (Locale::ZhCn, _) => scaled(count, 100_000_000, "亿"),
        (Locale::En, ..1_000) => count.to_string(),
        (Locale::En, ..10_000) => format!("{},{:03}", count / 1_000, count % 1_000),
        (Locale::En, ..1_000_000) => format!("{}K", count / 1_000),
        (Locale::En, ..1_000_000_000) => scaled(count, 1_000_000, "M"),
        (Locale::En, _) => scaled(count, 1_000_000_000, "B"),
    }
}

/// With one digit behind the point, where that says anything.
fn scaled(count: u64, unit: u64, name: &str) -> String {
    match (count / unit, count % unit / (unit / 10)) {
        (whole, 0) => format!("{whole}{name}"),
        (whole, tenths) if whole < 1_000 => format!("{whole}.{tenths}{name}"),
        (whole, _) => format!("{whole}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_is_short_and_never_too_high() {
        for (count, zh, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_234, "1234", "1,234"),
            (9_999, "9999", "9,999"),
            (10_000, "1万", "10K"),
            (12_999, "1.2万", "12K"),
            (999_999, "99.9万", "999K"),
            (1_290_000, "129万", "1.2M"),
            (99_999_999, "9999万", "99.9M"),
            (120_000_000, "1.2亿", "120M"),
            (9_999_999_999, "99.9亿", "9.9B"),
        ] {
            assert_eq!(short(count, Locale::ZhCn), zh);
            assert_eq!(short(count, Locale::En), en);
        }
    }
}
