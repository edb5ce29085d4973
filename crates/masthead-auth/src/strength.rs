use zxcvbn::{Score, zxcvbn};

/// Characters of a password. NIST SP 800-63B-4, 3.1.1.2, asks for 8 at least
/// beside a second factor and 15 without; between them stands what people will
/// bear, with the check against common ones.
pub const LEAST_CHARS: usize = 10;
/// More is no password: argon2 would read megabytes.
pub const MOST_CHARS: usize = 256;

/// Beyond these nothing gets safer, and the estimate takes longer.
const ESTIMATED_CHARS: usize = 72;
/// The estimate looks at every piece of what it gets, and at each as often as
/// there are ways to read its digits and signs as letters: 72 characters of all
/// of them took seconds. So it gets a part at a time, and of each part a few
/// such signs.
const PART_CHARS: usize = 24;
/// What is read as letters in a part: that makes 64 readings at most.
const STAND_INS: usize = 6;
/// Signs that the estimate reads as letters.
const AS_LETTERS: &str = "4@8({[<369!|1705$+7%2";
/// Stands for one sign too many: in no word, and on no keyboard.
const NO_LETTER: char = '\u{b6}';
/// So little of its own beside what others know makes no password.
const OWN_CHARS: usize = 4;

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
    let start: Vec<char> = password.chars().take(ESTIMATED_CHARS).collect();
    let words: Vec<&str> = known.iter().chain(&CHINESE).copied().collect();
    // One part that nobody guesses is enough.
    let is_safe = |part: &[char]| zxcvbn(&readable(part), &words).score() >= Score::Three;
    let is_known = own_chars(password, known) < OWN_CHARS;
    (is_known || !start.chunks(PART_CHARS).any(is_safe)).then_some(Weakness::Common)
}

/// A part with no more stand-ins for letters than the estimate has time for.
fn readable(part: &[char]) -> String {
    let mut met: Vec<char> = Vec::new();
    let read = |c: &char| {
        if !AS_LETTERS.contains(*c) || met.contains(c) {
            return *c;
        }
        if met.len() == STAND_INS {
            return NO_LETTER;
        }
        met.push(*c);
        *c
    };
    part.iter().map(read).collect()
}

/// What is left of a password without what others know of its holder.
fn own_chars(password: &str, known: &[&str]) -> usize {
    let mut left = password.to_lowercase();
    for word in known
        .iter()
        .filter(|word| word.chars().count() >= OWN_CHARS)
    {
        left = left.replace(&word.to_lowercase(), "");
    }
    left.chars().count()
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
    fn what_others_know_is_no_password_either_where_it_is_longer_than_one_part() {
        let email = "correspondent.of.the.northern.harbour@observer.wangchuan.example";
        let known = [email];
        assert_eq!(
            weakness(&format!("{email}1"), &known),
            Some(Weakness::Common)
        );
    }

    #[test]
    fn a_password_of_signs_for_letters_makes_the_estimate_read_it_a_few_times_only() {
        let all: Vec<char> = AS_LETTERS.chars().collect();
        let read = readable(&all);
        let mut left: Vec<char> = read.chars().filter(|c| AS_LETTERS.contains(*c)).collect();
        left.sort_unstable();
        left.dedup();
        assert_eq!(left.len(), STAND_INS, "{read}");
        assert_eq!(read.chars().count(), all.len());
        // What is usual is read as before.
        let usual: Vec<char> = "p4ssw0rd!1".chars().collect();
        assert_eq!(readable(&usual), "p4ssw0rd!1");
        assert_eq!(weakness("p4ssw0rd!1", &[]), Some(Weakness::Common));
    }

    #[test]
    fn a_long_password_is_weighed_by_its_best_part() {
        let weak = "1111111111".repeat(7);
        assert_eq!(weakness(&weak, &[]), Some(Weakness::Common));
        let strong = format!("{}vZ8-qpL2mKtR9", "1".repeat(30));
        assert_eq!(weakness(&strong, &[]), None);
    }

    #[test]
    fn length_counts_characters_and_has_an_end() {
        assert_eq!(weakness("渡口的灯", &[]), Some(Weakness::TooShort));
        let long = "a b".repeat(MOST_CHARS);
        assert_eq!(weakness(&long, &[]), Some(Weakness::TooLong));
    }
}
