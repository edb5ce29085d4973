//! Lists as Word writes them: paragraphs that say `mso-list:l0 level2` in their style, with the sign before the
//! text in a span `mso-list:Ignore`. Here they become lists again, before the rest is read.

use super::dom::{Data, Dom, Element, NodeId};
use super::style::declared;
use crate::script::is_ideograph;
use html5ever::{LocalName, QualName, local_name, ns};

/// Word's lists have nine levels.
const LEVELS: usize = 9;
/// Nodes of a paragraph that are looked through for its sign, which stands at the front.
const LOOKED_AT: usize = 64;

/// Makes lists of the runs of list paragraphs that are in a page.
pub(super) fn mend_lists(dom: &mut Dom) {
    for parent in 0..dom.nodes.len() {
        let children = &dom.nodes[parent].children;
        if children.iter().any(|&id| level(dom, id).is_some()) {
            mend_children(dom, parent);
        }
    }
}

fn mend_children(dom: &mut Dom, parent: NodeId) {
    let children = std::mem::take(&mut dom.nodes[parent].children);
    let mut kept = Vec::with_capacity(children.len());
    let mut lists = Lists::default();
    for id in children {
        match level(dom, id) {
            Some(level) => lists.add(dom, id, level),
            None if is_blank(dom, id) && lists.is_open() => {}
            None => {
                kept.append(&mut lists.end());
                kept.push(id);
            }
        }
    }
    kept.append(&mut lists.end());
    dom.nodes[parent].children = kept;
}

/// The level that a paragraph of a list stands on, from one. A heading that Word numbers is none.
fn level(dom: &Dom, id: NodeId) -> Option<usize> {
    let element = dom.element(id)?;
    if !matches!(element.tag(), "p" | "div") {
        return None;
    }
    let mut words = declared(element.attr("style")?, "mso-list")?.split_ascii_whitespace();
    let level = words.find_map(|word| word.strip_prefix("level")?.parse().ok());
    level.map(|level: usize| level.clamp(1, LEVELS))
}

fn is_blank(dom: &Dom, id: NodeId) -> bool {
    match &dom.nodes[id].data {
        Data::Nothing => true,
        Data::Text(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// The lists of one run of paragraphs.
#[derive(Default)]
struct Lists {
    /// The outermost, in order.
    done: Vec<NodeId>,
    /// Those that the next paragraph may go on with, the innermost last.
    open: Vec<OpenList>,
}

struct OpenList {
    level: usize,
    ordered: bool,
    list: NodeId,
}

impl Lists {
    fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    fn end(&mut self) -> Vec<NodeId> {
        self.open.clear();
        std::mem::take(&mut self.done)
    }

    /// Moves what is in a paragraph into an item.
    fn add(&mut self, dom: &mut Dom, paragraph: NodeId, level: usize) {
        let sign = Sign::of(&take_sign(dom, paragraph));
        self.open.retain(|open| open.level <= level);
        let goes_on = self.open.last().is_some_and(|open| open.level == level);
        if goes_on
            && self
                .open
                .last()
                .is_some_and(|open| open.ordered != sign.ordered)
        {
            self.open.pop();
        }
        let list = match self.open.last() {
            Some(open) if open.level == level => open.list,
            _ => self.begin(dom, level, &sign),
        };
        let item = dom.add_element(local_name!("li"));
        let mut children = std::mem::take(&mut dom.nodes[paragraph].children);
        if let Some(said) = sign.said {
            children.insert(0, dom.add(Data::Text(format!("{said} ").into())));
        }
        dom.nodes[item].children = children;
        dom.nodes[list].children.push(item);
    }

    fn begin(&mut self, dom: &mut Dom, level: usize, sign: &Sign) -> NodeId {
        let name = match sign.ordered {
            true => local_name!("ol"),
            false => local_name!("ul"),
        };
        let list = dom.add_element(name);
        if let Some(start) = &sign.start {
            dom.set_attr(list, local_name!("start"), start);
        }
        let around = self.open.last();
        match around.and_then(|open| dom.nodes[open.list].children.last().copied()) {
            Some(item) => dom.nodes[item].children.push(list),
            None => self.done.push(list),
        }
        self.open.push(OpenList {
            level,
            ordered: sign.ordered,
            list,
        });
        list
    }
}

/// Takes the sign that Word wrote before the text out of a paragraph, and returns its text.
fn take_sign(dom: &mut Dom, paragraph: NodeId) -> String {
    let mut looked_at = vec![paragraph];
    let mut next = 0;
    while next < looked_at.len().min(LOOKED_AT) {
        let parent = looked_at[next];
        next += 1;
        let children = dom.nodes[parent].children.clone();
        if let Some(at) = children.iter().position(|&child| is_sign(dom, child)) {
            let sign = dom.nodes[parent].children.remove(at);
            return text_of(dom, sign);
        }
        looked_at.extend(children.into_iter().take(LOOKED_AT));
    }
    String::new()
}

fn is_sign(dom: &Dom, id: NodeId) -> bool {
    let style = dom.element(id).and_then(|element| element.attr("style"));
    style
        .and_then(|style| declared(style, "mso-list"))
        .is_some_and(|value| value.eq_ignore_ascii_case("ignore"))
}

fn text_of(dom: &Dom, id: NodeId) -> String {
    let mut text = String::new();
    let mut left = vec![id];
    while let Some(id) = left.pop() {
        if let Data::Text(part) = &dom.nodes[id].data {
            text.push_str(part);
        }
        left.extend(dom.nodes[id].children.iter().rev().take(LOOKED_AT));
        if text.len() > LOOKED_AT {
            break;
        }
    }
    text
}

/// What stands before an item.
struct Sign {
    ordered: bool,
    /// The number to begin with, where it is written in digits and is not one.
    start: Option<String>,
    /// What no list of ours says again, and stays before the text: `第一条`, `1.1`.
    said: Option<String>,
}

impl Sign {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let inner = text.trim_start_matches(['(', '（']);
        let name = inner.trim_end_matches(['.', ')', '、', '．', '）', '。']);
        let closed = name.len() < inner.len() && !name.is_empty();
        let digits = closed && name.len() <= 9 && name.bytes().all(|b| b.is_ascii_digit());
        let ordered = closed && (digits || is_letters(name) || is_han_number(name));
        Self {
            ordered,
            start: (digits && name != "1").then(|| name.to_owned()),
            said: (!ordered && is_said(text)).then(|| text.to_owned()),
        }
    }
}

/// Whether a sign is more than a bullet, which a font may draw in the place of one letter.
fn is_said(sign: &str) -> bool {
    let signs = || sign.chars().filter(|c| c.is_alphanumeric());
    signs().count() > 1 || signs().any(|c| c.is_numeric() || is_ideograph(c))
}

fn is_letters(name: &str) -> bool {
    name.len() <= 5 && name.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_han_number(name: &str) -> bool {
    name.chars()
        .all(|c| "〇零一二三四五六七八九十百".contains(c))
}

impl Dom {
    fn add_element(&mut self, name: LocalName) -> NodeId {
        self.add(Data::Element(Element {
            name: QualName::new(None, ns!(html), name),
            attrs: Vec::new(),
            template: None,
        }))
    }

    fn add(&mut self, data: Data) -> NodeId {
        self.nodes.push(super::dom::Node {
            parent: None,
            children: Vec::new(),
            depth: 0,
            data,
        });
        self.nodes.len() - 1
    }

    fn set_attr(&mut self, id: NodeId, name: LocalName, value: &str) {
        if let Data::Element(element) = &mut self.nodes[id].data {
            element.attrs.push(html5ever::Attribute {
                name: QualName::new(None, ns!(), name),
                value: value.into(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_tells_numbers_from_bullets() {
        for number in ["1.", "（一）", "2)", "十二、", "iv.", "(a)"] {
            assert!(Sign::of(number).ordered, "{number}");
        }
        for bullet in ["·", "o", "§", "", "1", "."] {
            assert!(!Sign::of(bullet).ordered, "{bullet}");
        }
        assert_eq!(Sign::of("3.").start.as_deref(), Some("3"));
        assert_eq!(Sign::of("1.").start, None);
        for said in ["第一条", "1.1", "1.1.", "Article 1", "①", "1"] {
            assert_eq!(Sign::of(said).said.as_deref(), Some(said));
        }
        for sign in ["1.", "（一）", "iv.", "·", "o", "§", "\u{f0b7}", ""] {
            assert_eq!(Sign::of(sign).said, None, "{sign}");
        }
    }
}
