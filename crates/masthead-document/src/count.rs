//! How long a document is to a reader.

use crate::document::Document;
use crate::marks::Inline;
use crate::node::Block;
use crate::render;
use crate::script::{is_ideograph, is_wide};

/// English words a minute in silent reading. Source: Brysbaert, "How many words do we read per minute?", 2019.
const WORDS_A_MINUTE: usize = 238;
/// Chinese characters a minute: about 1.6 characters a word at the same pace, rounded to a newsroom's figure.
const CHARACTERS_A_MINUTE: usize = 400;

/// CJK characters and words of other scripts together.
pub fn word_count(document: &Document) -> usize {
    let (characters, words) = count(&render::text(document));
    characters + words
}

/// Whole minutes of reading, at least one where there is text.
pub fn reading_minutes(document: &Document) -> usize {
    let (characters, words) = count(&render::text(document));
    let parts = characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE;
    parts.div_ceil(WORDS_A_MINUTE * CHARACTERS_A_MINUTE)
}

/// The opening of the running text in at most `max_chars` characters, on one line, with `…` where it was cut.
/// Headings, captions and computer text do not belong to it.
pub fn summary(document: &Document, max_chars: usize) -> String {
    let mut text = String::new();
    gather(document.blocks(), max_chars, &mut text);
    cut(text.trim(), max_chars)
}

fn gather(blocks: &[Block], max_chars: usize, text: &mut String) {
    for block in blocks {
        if text.chars().count() > max_chars {
            return;
        }
        match block {
            Block::Paragraph { content } => {
                push_spaced(text, content);
            }
            Block::Quote { blocks, .. } => gather(blocks, max_chars, text),
            Block::List { items, .. } => {
                for item in items {
                    gather(item, max_chars, text);
                }
            }
            _ => {}
        }
    }
}

/// Joins with a space, except between two CJK characters, where none is written.
fn push_spaced(text: &mut String, content: &[Inline]) {
    let mut space = true;
    for inline in content {
        match inline {
            Inline::Break {} => space = true,
            Inline::Text { text: run, .. } => {
                let wide = |c: Option<char>| c.is_none_or(is_wide);
                if space && !(wide(text.chars().last()) && wide(run.chars().next())) {
                    text.push(' ');
                }
                text.push_str(run);
                space = false;
            }
        }
    }
}

fn cut(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let room = max_chars.saturating_sub(1);
    let kept: String = text.chars().take(room).collect();
    // A Latin word is not cut in two where a space is near.
    let whole = match kept.rfind(' ') {
        Some(at)
            if kept.len() - at < 24
                && text.chars().nth(room).is_some_and(char::is_alphanumeric) =>
        {
            let tail_is_wide = kept[at..].chars().any(is_wide);
            if tail_is_wide {
                kept.as_str()
            } else {
                &kept[..at]
            }
        }
        _ => kept.as_str(),
    };
    let mut out = whole.trim_end().to_owned();
    if max_chars > 0 {
        out.push('…');
    }
    out
}

fn count(text: &str) -> (usize, usize) {
    let (mut characters, mut words, mut in_word) = (0, 0, false);
    for c in text.chars() {
        if is_ideograph(c) {
            characters += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!in_word);
            in_word = true;
        } else if !matches!(c, '\'' | '’' | '-' | '.' | ',') {
            in_word = false;
        }
    }
    (characters, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, Policy, parse};

    fn doc(text: &str) -> Document {
        parse::from_text(text, &Limits::default(), &Policy::default())
            .expect("small")
            .document
    }

    #[test]
    fn chinese_counts_by_character_and_english_by_word() {
        assert_eq!(word_count(&doc("大桥 opens, don't wait")), 5);
    }

    #[test]
    fn a_short_text_takes_one_minute_and_none_takes_none() {
        assert_eq!(reading_minutes(&doc("大桥")), 1);
        assert_eq!(reading_minutes(&doc("")), 0);
        assert_eq!(reading_minutes(&doc(&"字".repeat(801))), 3);
    }

    #[test]
    fn a_summary_ends_between_words_and_within_its_length() {
        assert_eq!(summary(&doc("The bridge reopens today"), 14), "The bridge…");
        assert_eq!(summary(&doc("大桥今天重新开放"), 5), "大桥今天…");
        assert_eq!(summary(&doc("大桥。\n\n开放。"), 50), "大桥。开放。");
        assert_eq!(summary(&doc("大桥"), 0), "");
    }
}
