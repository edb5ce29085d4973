//! Two texts side by side, paragraph by paragraph: pure but for the time that it
//! takes, which is bounded however long and however different they are.

use std::time::{Duration, Instant};

use masthead_document::{Document, render};
use serde::Serialize;
use similar::{Algorithm, ChangeTag, DiffOp, TextDiff};

/// A run of text in a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Whether it is what differs.
    pub marked: bool,
    pub text: String,
}

/// A paragraph in a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DiffLine {
    /// `same`, `gone` or `new`; `skipped` stands for many that are the same, and
    /// `cut`, at the end, for all that would follow.
    pub kind: &'static str,
    pub runs: Vec<Run>,
}

/// After this long what is left is shown as gone and new, without a look at what
/// both have in common.
const LONGEST: Duration = Duration::from_millis(500);

/// Paragraphs on a page: nobody reads more of a comparison.
const MOST_LINES: usize = 2_000;

/// Bytes of paragraphs that changed together, up to which words are compared.
const MOST_WORDS_BYTES: usize = 64 * 1024;

/// Paragraphs that are the same around what differs.
const AROUND: usize = 2;

/// What a text became: paragraphs that went, came or changed, with a little of
/// what stands around them.
#[must_use]
pub fn documents(before: &Document, after: &Document) -> Vec<DiffLine> {
    texts(&paragraphs(before), &paragraphs(after))
}

/// One paragraph to a line, as a reader would say it: pictures by what they show.
fn paragraphs(document: &Document) -> String {
    let mut lines = render::markdown(document);
    while lines.contains("\n\n") {
        lines = lines.replace("\n\n", "\n");
    }
    lines
}

#[must_use]
pub fn texts(before: &str, after: &str) -> Vec<DiffLine> {
    texts_until(before, after, Instant::now() + LONGEST)
}

fn texts_until(before: &str, after: &str, deadline: Instant) -> Vec<DiffLine> {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .deadline(deadline)
        .newline_terminated(false)
        .diff_lines(before, after);
    let mut lines = Vec::new();
    for (at, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        let begins = group.first().map_or(0, |op| op.old_range().start);
        if at > 0 || begins > 0 {
            lines.push(DiffLine {
                kind: "skipped",
                runs: Vec::new(),
            });
        }
        for op in group {
            let room = MOST_LINES - lines.len();
            lines.extend(changes(&diff, op, deadline).take(room));
            if lines.len() == MOST_LINES {
                lines.push(DiffLine {
                    kind: "cut",
                    runs: Vec::new(),
                });
                return lines;
            }
        }
    }
    lines
}

/// The paragraphs of a change: with what differs in them where that is soon
/// found, else as they are.
fn changes<'d>(
    diff: &'d TextDiff<'d, 'd, 'd, str>,
    op: &DiffOp,
    deadline: Instant,
) -> Box<dyn Iterator<Item = DiffLine> + 'd> {
    let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let size_bytes =
        bytes(&diff.old_slices()[op.old_range()]) + bytes(&diff.new_slices()[op.new_range()]);
    if size_bytes > MOST_WORDS_BYTES || Instant::now() >= deadline {
        let plain = diff.iter_changes(op);
        return Box::new(plain.map(|change| DiffLine {
            kind: kind(change.tag()),
            runs: vec![run(false, change.value())],
        }));
    }
    let inline = diff.iter_inline_changes_deadline(op, Some(deadline));
    Box::new(inline.map(|change| {
        DiffLine {
            kind: kind(change.tag()),
            runs: change
                .iter_strings_lossy()
                .map(|(marked, text)| run(marked, &text))
                .collect(),
        }
    }))
}

fn kind(tag: ChangeTag) -> &'static str {
    match tag {
        ChangeTag::Equal => "same",
        ChangeTag::Delete => "gone",
        ChangeTag::Insert => "new",
    }
}

fn run(marked: bool, text: &str) -> Run {
    Run {
        marked,
        text: text.trim_end_matches('\n').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(before: &str, after: &str) -> Vec<String> {
        let line = |line: DiffLine| {
            let runs = line.runs.iter().map(|run| match run.marked {
                true => format!("[{}]", run.text),
                false => run.text.clone(),
            });
            format!("{} {}", line.kind, runs.collect::<String>())
        };
        texts(before, after).into_iter().map(line).collect()
    }

    #[test]
    fn what_changed_in_a_sentence_is_marked() {
        let lines = said("大桥今天开放。\n不收费。", "大桥明天开放。\n不收费。");
        assert_eq!(
            lines,
            [
                "gone 大桥[今]天开放。",
                "new 大桥[明]天开放。",
                "same 不收费。"
            ]
        );
    }

    #[test]
    fn what_is_the_same_is_left_out_but_for_a_little() {
        let before: String = (0..20).map(|n| format!("第{n}段\n")).collect();
        let after = format!("{before}尾声\n");
        let lines = said(&before, &after);
        assert_eq!(
            lines,
            ["skipped ", "same 第18段", "same 第19段", "new 尾声"]
        );
        assert!(said(&before, &before).is_empty());
    }

    #[test]
    fn texts_of_sixty_thousand_different_paragraphs_are_shown_from_their_beginning() {
        let text = |of: usize| -> String {
            let line = |n: usize| format!("{} of {of}\n", n * 7_919 % 60_000 / of);
            (0..60_000).map(line).collect()
        };
        let lines = texts(&text(2), &text(3));
        assert_eq!(lines.len(), MOST_LINES + 1);
        assert_eq!(lines[MOST_LINES].kind, "cut");
    }

    #[test]
    fn what_there_is_no_time_to_compare_is_shown_as_gone_and_new() {
        let lines = texts_until("大桥今天开放。", "大桥明天开放。", Instant::now());
        let shown: Vec<_> = lines
            .iter()
            .map(|line| (line.kind, line.runs[0].text.as_str(), line.runs[0].marked))
            .collect();
        assert_eq!(
            shown,
            [
                ("gone", "大桥今天开放。", false),
                ("new", "大桥明天开放。", false)
            ]
        );
    }
}
