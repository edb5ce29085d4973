//! The parsed page: nodes in one vector that name each other by number. Dropping it needs no recursion.

use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

pub(super) type NodeId = usize;

#[derive(Debug)]
pub(super) struct Node {
    pub(super) parent: Option<NodeId>,
    pub(super) children: Vec<NodeId>,
    pub(super) depth: usize,
    pub(super) data: Data,
}

#[derive(Debug)]
pub(super) enum Data {
    Document,
    Text(StrTendril),
    /// A comment, a doctype, a processing instruction.
    Nothing,
    Element(Element),
}

#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: QualName,
    pub(super) attrs: Vec<Attribute>,
    /// Where the contents of a `template` go; never walked.
    pub(super) template: Option<NodeId>,
}

#[derive(Debug)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
}

impl Dom {
    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.nodes[id].data {
            Data::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The child elements, in order.
    pub(super) fn elements(&self, id: NodeId) -> impl Iterator<Item = (NodeId, &Element)> {
        let children = self.nodes[id].children.iter();
        children.filter_map(|&child| Some((child, self.element(child)?)))
    }
}

impl Element {
    /// The local name of an HTML element; other vocabularies (SVG, MathML) have none here.
    pub(super) fn tag(&self) -> &str {
        if self.name.ns == html5ever::ns!(html) {
            &self.name.local
        } else {
            "svg"
        }
    }

    pub(super) fn attr(&self, name: &str) -> Option<&str> {
        let found = self.attrs.iter().find(|attr| &*attr.name.local == name);
        found.map(|attr| &*attr.value)
    }

    /// The attribute's value where it is there and not blank.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        self.attr(name).filter(|value| !value.trim().is_empty())
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.attr("class")
            .is_some_and(|all| all.split_ascii_whitespace().any(|one| one == class))
    }
}
