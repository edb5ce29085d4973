//! Two texts side by side, paragraph by paragraph: pure.

use masthead_document::{Document, render};
use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};

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
    /// `same`, `gone` or `new`; `skipped` stands for many that are the same.
    pub kind: &'static str,
    pub runs: Vec<Run>,
}

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
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
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
            for change in diff.iter_inline_changes(op) {
                let run = |(marked, text): (bool, std::borrow::Cow<'_, str>)| Run {
                    marked,
                    text: text.trim_end_matches('\n').to_owned(),
                };
                let runs: Vec<Run> = change.iter_strings_lossy().map(run).collect();
                let kind = match change.tag() {
                    ChangeTag::Equal => "same",
                    ChangeTag::Delete => "gone",
                    ChangeTag::Insert => "new",
                };
                lines.push(DiffLine { kind, runs });
            }
        }
    }
    lines
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
}
