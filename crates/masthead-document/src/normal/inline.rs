//! The normal form of text: canonical marks, merged runs, no blank edges.

use super::Pass;
use crate::finding::FindingKind;
use crate::limits::Refusal;
use crate::link::clean_href;
use crate::marks::{Inline, Mark};
use crate::text::{is_kept, is_plain_line};

impl Pass<'_> {
    /// The content in normal form; empty where there is nothing to read.
    pub(super) fn inlines(&mut self, content: Vec<Inline>) -> Result<Vec<Inline>, Refusal> {
        let mut out: Vec<Inline> = Vec::with_capacity(content.len());
        for inline in content {
            self.count_nodes(1)?;
            match inline {
                Inline::Break {} => out.push(Inline::Break {}),
                Inline::Text { text, marks } => {
                    let text = clean_text(text);
                    self.count_chars(&text)?;
                    let marks = self.marks(marks, &text);
                    push_run(&mut out, text, marks);
                }
            }
        }
        Ok(trim(out))
    }

    fn marks(&mut self, mut marks: Vec<Mark>, text: &str) -> Vec<Mark> {
        // A mark over blanks alone cannot be seen, and Markdown cannot say it.
        if text.chars().all(char::is_whitespace) {
            return Vec::new();
        }
        marks.retain_mut(|mark| match mark {
            Mark::Link { href } => self.mend(href),
            _ => true,
        });
        marks.sort();
        marks.dedup_by(|later, first| {
            later == first || matches!((later, first), (Mark::Link { .. }, Mark::Link { .. }))
        });
        marks
    }

    fn mend(&mut self, href: &mut String) -> bool {
        if let Some(clean) = clean_href(href) {
            *href = clean;
            return true;
        }
        self.findings.add(FindingKind::LinkRemoved, href);
        false
    }
}

fn push_run(out: &mut Vec<Inline>, text: String, marks: Vec<Mark>) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text {
        text: before,
        marks: same,
    }) = out.last_mut()
        && *same == marks
    {
        before.push_str(&text);
        return;
    }
    out.push(Inline::Text { text, marks });
}

/// Line feeds and tabs become spaces; what no text of ours holds goes. All else stays to the character.
fn clean_text(text: String) -> String {
    if is_plain_line(&text) || !text.contains(|c: char| matches!(c, '\n' | '\t') || !is_kept(c)) {
        return text;
    }
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{c}' => Some(' '),
            c => is_kept(c).then_some(c),
        })
        .collect()
}

/// One line without blanks at its ends and with single spaces in it.
pub(super) fn one_line(text: &str) -> String {
    let clean = clean_text(text.to_owned());
    let words: Vec<&str> = clean.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// Cuts spaces at the ends of each line, and breaks and blank runs at the ends of the whole.
fn trim(content: Vec<Inline>) -> Vec<Inline> {
    if !content.contains(&Inline::Break {}) {
        let line = trim_line(content);
        return if is_blank(&line) { Vec::new() } else { line };
    }
    let mut lines: Vec<Vec<Inline>> = content
        .split(|inline| matches!(inline, Inline::Break {}))
        .map(|line| trim_line(line.to_vec()))
        .collect();
    while lines.last().is_some_and(|line| is_blank(line)) {
        lines.pop();
    }
    let first = lines
        .iter()
        .position(|line| !is_blank(line))
        .unwrap_or(lines.len());
    let mut out = Vec::with_capacity(content.len());
    for (index, line) in lines.into_iter().skip(first).enumerate() {
        if index > 0 {
            out.push(Inline::Break {});
        }
        out.extend(line);
    }
    out
}

fn trim_line(mut line: Vec<Inline>) -> Vec<Inline> {
    while let Some(Inline::Text { text, .. }) = line.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() {
            break;
        }
        line.pop();
    }
    let mut blank = 0;
    for inline in &mut line {
        let Inline::Text { text, .. } = inline else {
            break;
        };
        text.drain(..text.len() - text.trim_start_matches(' ').len());
        if !text.is_empty() {
            break;
        }
        blank += 1;
    }
    line.drain(..blank);
    line
}

fn is_blank(line: &[Inline]) -> bool {
    line.iter().all(|inline| match inline {
        Inline::Text { text, .. } => text.chars().all(char::is_whitespace),
        Inline::Break {} => true,
    })
}
