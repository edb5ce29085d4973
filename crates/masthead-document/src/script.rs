//! Which characters are written without blanks between them.

/// Han, kana, hangul.
pub(crate) fn is_ideograph(c: char) -> bool {
    is_han_or_kana(c) || matches!(c, '\u{ac00}'..='\u{d7af}')
}

/// Characters as wide as Han, and the punctuation that goes with them.
pub(crate) fn is_wide(c: char) -> bool {
    is_ideograph(c) || is_full_width(c) || is_shared(c)
}

/// Whether a line that ends in `before` and one that begins with `after` are joined without a blank. Korean parts
/// its words; quotation marks are those of English too, so that one of the two has to be Chinese or Japanese.
pub(crate) fn takes_no_blank(before: char, after: char) -> bool {
    let sure = |c| is_han_or_kana(c) || is_full_width(c);
    (sure(before) && (sure(after) || is_shared(after))) || (is_shared(before) && sure(after))
}

fn is_han_or_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn is_full_width(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
}

/// Punctuation that Chinese and Latin texts share.
fn is_shared(c: char) -> bool {
    matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_japanese_lines_join_and_others_keep_their_blank() {
        for (before, after) in [
            ('水', '一'),
            ('，', '渡'),
            ('を', '二'),
            ('说', '“'),
            ('”', '他'),
        ] {
            assert!(takes_no_blank(before, after), "{before}{after}");
        }
        for (before, after) in [
            ('h', '下'),
            ('文', 't'),
            ('은', '띄'),
            ('”', '“'),
            ('a', 'b'),
        ] {
            assert!(!takes_no_blank(before, after), "{before}{after}");
        }
    }
}
