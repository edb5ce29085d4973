//! Runs of text as Markdown.

use super::html::tag;
use crate::marks::{Inline, Mark};

/// Where a line of text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Paragraph,
    Heading,
    Cell,
}

pub(super) fn inlines(content: &[Inline], place: Place) -> String {
    let mut out = String::new();
    let mut starts = true;
    let mut open: Option<&str> = None;
    for (index, inline) in content.iter().enumerate() {
        let Inline::Text { text, marks } = inline else {
            close_link(&mut open, &mut out);
            out.push_str(if place == Place::Paragraph {
                "\\\n"
            } else {
                "<br>"
            });
            starts = true;
            continue;
        };
        let link = link_of(marks);
        if open != link {
            close_link(&mut open, &mut out);
            out.push_str(if link.is_some() { "[" } else { "" });
            open = link;
        }
        let alone =
            !is_marked(content, index.checked_sub(1)) && !is_marked(content, Some(index + 1));
        run(text, marks, alone, &mut out, starts && link.is_none());
        starts = false;
    }
    close_link(&mut open, &mut out);
    out
}

fn link_of(marks: &[Mark]) -> Option<&str> {
    marks.iter().find_map(|mark| match mark {
        Mark::Link { href } => Some(href.as_str()),
        _ => None,
    })
}

fn close_link(open: &mut Option<&str>, out: &mut String) {
    if let Some(href) = open.take() {
        out.extend(["](<", &href.replace('&', "&amp;"), ">)"]);
    }
}

fn is_marked(content: &[Inline], index: Option<usize>) -> bool {
    let inline = index.and_then(|index| content.get(index));
    matches!(inline, Some(Inline::Text { marks, .. }) if !marks.is_empty())
}

/// Delimiters where they cannot be misread: one mark, letters at both ends, no marked neighbour. Else tags.
fn run(text: &str, marks: &[Mark], alone: bool, out: &mut String, starts: bool) {
    let styles: Vec<&Mark> = marks
        .iter()
        .filter(|mark| !matches!(mark, Mark::Link { .. }))
        .collect();
    let letters = text.starts_with(char::is_alphanumeric) && text.ends_with(char::is_alphanumeric);
    let sign = match styles.as_slice() {
        [Mark::Strong] if alone && letters => "**",
        [Mark::Emphasis] if alone && letters => "*",
        [Mark::Strike] if alone && letters => "~~",
        [Mark::Code] if alone && letters && !text.contains(['`', '|']) && !text.contains("  ") => {
            out.extend(["`", text, "`"]);
            return;
        }
        _ => "",
    };
    if !sign.is_empty() {
        out.extend([sign, &escape_text(text), sign]);
        return;
    }
    styles
        .iter()
        .rev()
        .for_each(|mark| out.extend(["<", tag(mark), ">"]));
    let escaped = escape_text(text);
    if starts && styles.is_empty() {
        out.push_str(&escape_start(&escaped));
    } else {
        out.push_str(&escaped);
    }
    styles
        .iter()
        .for_each(|mark| out.extend(["</", tag(mark), ">"]));
}

/// Text that means nothing but itself anywhere in a line.
pub(super) fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    if out.ends_with('!') {
        out.insert(out.len() - 1, '\\');
    }
    out
}

/// Guards what would open a list, a rule or an underline at the start of a line.
fn escape_start(text: &str) -> String {
    if text.starts_with(['-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && text[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    text.to_owned()
}
