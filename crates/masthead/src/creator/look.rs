//! What a name looks like: two names of one look are taken for each other.

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

/// The skeleton of a name (Unicode UTS #39), with width and case folded and
/// what only parts its letters left out. Simplified and traditional
/// characters look different to it.
#[must_use]
pub fn look(name: &str) -> String {
    let folded: String = name.nfkc().flat_map(char::to_lowercase).collect();
    // Twice: what a capital looks like is not what its small letter does.
    let bare: String = skeleton(&folded).flat_map(char::to_lowercase).collect();
    let bare: String = skeleton(&bare).collect();
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::look;

    #[test]
    fn names_that_look_alike_have_one_look() {
        for (one, other) in [
            ("harbour", "hаrbour"), // a Cyrillic а
            ("Harbour", "ＨＡＲＢＯＵＲ"),
            ("lin-yue", "lin.yue"),
            ("pay1", "payl"),
        ] {
            assert_eq!(look(one), look(other), "{one} {other}");
        }
        assert_ne!(look("harbour"), look("harbor"));
        assert_ne!(look("林月"), look("林玥"));
    }
}
