//! What an element's name and style say that our marks can say too.

use super::dom::Element;
use crate::link::bounded;
use crate::marks::Mark;

/// The least weight that is bold, as CSS Fonts 4 (2.2) has it.
const BOLD: u32 = 600;

/// The marks within `element`, given those around it; `None` where nothing changes. A style weighs more than a
/// name: Google Docs wraps all that is copied in a `b` of normal weight, and says in spans what is bold.
pub(super) fn marks_within(element: &Element, around: &[Mark]) -> Option<Vec<Mark>> {
    let mut marks = Marks {
        around,
        changed: None,
    };
    if let Some(mark) = named(element) {
        marks.set(&mark, true);
    }
    let style = element.attr("style").unwrap_or_default();
    if let Some(bold) = declared(style, "font-weight").and_then(is_bold) {
        marks.set(&Mark::Strong, bold);
    }
    if let Some(slanted) = declared(style, "font-style").and_then(is_slanted) {
        marks.set(&Mark::Emphasis, slanted);
    }
    let decorated =
        declared(style, "text-decoration").or_else(|| declared(style, "text-decoration-line"));
    if decorated.is_some_and(|lines| lines.split_ascii_whitespace().any(is_line_through)) {
        marks.set(&Mark::Strike, true);
    }
    marks.changed
}

/// The value of a declaration of a `style` attribute, the last where there are several, without `!important`.
pub(super) fn declared<'a>(style: &'a str, name: &str) -> Option<&'a str> {
    let pairs = style.split(';').filter_map(|part| part.split_once(':'));
    let mut values = pairs.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    let (_, value) = values.next_back()?;
    value.split('!').next().map(str::trim)
}

struct Marks<'a> {
    around: &'a [Mark],
    changed: Option<Vec<Mark>>,
}

impl Marks<'_> {
    fn set(&mut self, mark: &Mark, on: bool) {
        let now = self.changed.as_deref().unwrap_or(self.around);
        if now.contains(mark) == on {
            return;
        }
        let marks = self.changed.get_or_insert_with(|| self.around.to_vec());
        if on {
            // Of links within links the innermost is followed.
            if matches!(mark, Mark::Link { .. }) {
                marks.retain(|one| !matches!(one, Mark::Link { .. }));
            }
            marks.push(mark.clone());
        } else {
            marks.retain(|one| one != mark);
        }
    }
}

fn named(element: &Element) -> Option<Mark> {
    match element.tag() {
        "strong" | "b" => Some(Mark::Strong),
        "em" | "i" => Some(Mark::Emphasis),
        "s" | "del" | "strike" => Some(Mark::Strike),
        "code" | "kbd" | "samp" | "tt" => Some(Mark::Code),
        "a" => element.attr("href").map(|href| Mark::Link {
            href: bounded(href).to_owned(),
        }),
        _ => None,
    }
}

/// `None` where nothing is said: `inherit`, a variable.
fn is_bold(weight: &str) -> Option<bool> {
    if starts_with(weight, "bold") {
        return Some(true);
    }
    let light = ["normal", "lighter", "initial"];
    if light.iter().any(|word| starts_with(weight, word)) {
        return Some(false);
    }
    weight.parse().ok().map(|weight: u32| weight >= BOLD)
}

/// `None` where nothing is said, as in [`is_bold`].
fn is_slanted(slant: &str) -> Option<bool> {
    if starts_with(slant, "italic") || starts_with(slant, "oblique") {
        return Some(true);
    }
    (starts_with(slant, "normal") || starts_with(slant, "initial")).then_some(false)
}

fn is_line_through(line: &str) -> bool {
    line.eq_ignore_ascii_case("line-through")
}

fn starts_with(value: &str, word: &str) -> bool {
    value
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_is_read_by_name_whatever_its_case_and_blanks() {
        let style = "margin:0; Font-Weight : Bold ;font-weight:400;x";
        assert_eq!(declared(style, "font-weight"), Some("400"));
        assert_eq!(declared(style, "weight"), None);
        for (weight, bold) in [
            ("Bolder", Some(true)),
            ("600", Some(true)),
            ("500", Some(false)),
            ("normal", Some(false)),
            ("inherit", None),
            ("var(--weight)", None),
        ] {
            assert_eq!(is_bold(weight), bold, "{weight}");
        }
        assert!(!starts_with("粗", "bold"));
    }
}
