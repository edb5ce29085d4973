use zxcvbn::{Score, zxcvbn};

/// Characters of a password. NIST SP 800-63B-4, 3.1.1.2, asks for 8 at least
/// beside a second factor and 15 without; between them stands what people will
/// bear, with the check against common ones.
pub const LEAST_CHARS: usize = 10;
/// More is no password: argon2 would read megabytes.
pub const MOST_CHARS: usize = 256;

/// Beyond these nothing gets safer, and the estimate takes longer.
const ESTIMATED_CHARS: usize = 72;

/// What Chinese passwords are first guessed from, in pinyin and in numbers that
/// sound like words; the estimate knows English ones by itself.
const CHINESE: [&str; 32] = [
    "woaini",
    "wobuaini",
    "woaiwojia",
    "aini",
    "1314520",
    "5201314",
    "7758521",
    "520520",
    "1314",
    "nihao",
    "nihaoma",
    "woshishui",
    "woshi",
    "mima",
    "denglu",
    "guanliyuan",
    "yonghu",
    "ceshi",
    "zhongguo",
    "beijing",
    "shanghai",
    "baobao",
    "baobei",
    "laopo",
    "laogong",
    "mama",
    "baba",
    "qwerasdf",
    "zhangwei",
    "wangwei",
    "lilei",
    "xiaoming",
];

/// Why a password is refused. There are no rules on what it is composed of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    #[error("shorter than {LEAST_CHARS} characters")]
    TooShort,
    #[error("longer than {MOST_CHARS} characters")]
    TooLong,
    /// Among those that are tried first, or a pattern of them.
    #[error("among the first that are tried")]
    Common,
}

/// Whether `password` is refused. `known` is what others know of its holder:
/// name, e-mail address, the portal's name.
#[must_use]
pub fn weakness(password: &str, known: &[&str]) -> Option<Weakness> {
    let chars = password.chars().count();
    if chars < LEAST_CHARS {
        return Some(Weakness::TooShort);
    }
    if chars > MOST_CHARS {
        return Some(Weakness::TooLong);
    }
    let start: String = password.chars().take(ESTIMATED_CHARS).collect();
    let words: Vec<&str> = known.iter().chain(&CHINESE).copied().collect();
    let guess = zxcvbn(&start, &words);
    (guess.score() < Score::Three).then_some(Weakness::Common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_refused_and_a_phrase_is_not() {
        for common in [
            "password123",
            "qwertyuiop",
            "1111111111111",
            "woaini1314520",
        ] {
            assert_eq!(weakness(common, &[]), Some(Weakness::Common), "{common}");
        }
        for fine in [
            "lotus ferry eleven quiet",
            "渡口的灯又亮了一夜呢",
            "vZ8-qpL2mK",
        ] {
            assert_eq!(weakness(fine, &[]), None, "{fine}");
        }
    }

    #[test]
    fn what_others_know_of_somebody_is_no_password() {
        let known = ["harbour-observer", "lin@wangchuan.example"];
        assert_eq!(weakness("harbour-observer", &known), Some(Weakness::Common));
    }

    #[test]
    fn length_counts_characters_and_has_an_end() {
        assert_eq!(weakness("渡口的灯", &[]), Some(Weakness::TooShort));
        let long = "a b".repeat(MOST_CHARS);
        assert_eq!(weakness(&long, &[]), Some(Weakness::TooLong));
    }
}
