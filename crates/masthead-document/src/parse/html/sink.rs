//! Takes what html5ever's tree builder says into the arena.

use super::dom::{Data, Dom, Element, Node, NodeId};
use crate::limits::{Limits, Refusal};
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, LocalName, Namespace, QualName};
use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

/// Elements within elements. Real pages stay under a hundred; html5ever's cost grows with the square.
const MAX_DOM_DEPTH: usize = 1024;
/// Elements of the page for each node of the document that may come of it.
const DOM_NODES_PER_NODE: usize = 10;

pub(super) struct Sink {
    nodes: RefCell<Vec<Node>>,
    deepest: Cell<usize>,
}

impl Default for Sink {
    fn default() -> Self {
        let document = Node {
            parent: None,
            children: Vec::new(),
            depth: 0,
            data: Data::Document,
        };
        Self {
            nodes: RefCell::new(vec![document]),
            deepest: Cell::new(0),
        }
    }
}

impl Sink {
    /// Stops a page that would take too long.
    pub(super) fn check(&self, limits: &Limits) -> Result<(), Refusal> {
        if self.deepest.get() > MAX_DOM_DEPTH {
            return Err(Refusal::TooDeep {
                limit: MAX_DOM_DEPTH,
            });
        }
        if self.nodes.borrow().len() > limits.nodes.saturating_mul(DOM_NODES_PER_NODE) {
            return Err(Refusal::TooManyNodes {
                limit: limits.nodes,
            });
        }
        Ok(())
    }

    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: None,
            children: Vec::new(),
            depth: 0,
            data,
        });
        nodes.len() - 1
    }

    /// Puts a node among the children of `parent`, at `at` or at the end; text grows the text before it.
    fn insert(&self, parent: NodeId, at: Option<usize>, child: NodeOrText<NodeId>) {
        let id = match child {
            NodeOrText::AppendNode(id) => id,
            NodeOrText::AppendText(text) => {
                let Some(text) = self.grow_text(parent, at, text) else {
                    return;
                };
                self.add(Data::Text(text))
            }
        };
        self.remove_from_parent(&id);
        let mut nodes = self.nodes.borrow_mut();
        let depth = nodes[parent].depth + 1;
        self.deepest.set(self.deepest.get().max(depth));
        nodes[id].parent = Some(parent);
        nodes[id].depth = depth;
        let children = &mut nodes[parent].children;
        let at = at.unwrap_or(children.len()).min(children.len());
        children.insert(at, id);
    }

    fn grow_text(&self, parent: NodeId, at: Option<usize>, text: StrTendril) -> Option<StrTendril> {
        let mut nodes = self.nodes.borrow_mut();
        let children = &nodes[parent].children;
        let before = at
            .unwrap_or(children.len())
            .checked_sub(1)
            .map(|i| children[i]);
        if let Some(before) = before
            && let Data::Text(grown) = &mut nodes[before].data
        {
            grown.push_tendril(&text);
            return None;
        }
        Some(text)
    }

    fn place(&self, id: NodeId) -> Option<(NodeId, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[id].parent?;
        let at = nodes[parent]
            .children
            .iter()
            .rposition(|&child| child == id)?;
        Some((parent, at))
    }
}

/// The name of an element, held while the arena is read.
#[derive(Debug)]
pub(super) struct Name<'a>(Ref<'a, QualName>);

impl html5ever::interface::ElemName for Name<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Dom;
    type ElemName<'a> = Name<'a>;

    fn finish(self) -> Dom {
        Dom {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name<'a> {
        Name(Ref::map(self.nodes.borrow(), |nodes| {
            match &nodes[*target].data {
                Data::Element(element) => &element.name,
                _ => unreachable!("html5ever asks elements alone for their name"),
            }
        }))
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, flags: ElementFlags) -> NodeId {
        let template = flags.template.then(|| self.add(Data::Document));
        self.add(Data::Element(Element {
            name,
            attrs,
            template,
        }))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Nothing)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.insert(*parent, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev_element: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        if self.place(*element).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev_element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        match &self.nodes.borrow()[*target].data {
            Data::Element(element) => element.template.unwrap_or(*target),
            _ => *target,
        }
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        if let NodeOrText::AppendNode(id) = &new_node {
            self.remove_from_parent(id);
        }
        if let Some((parent, at)) = self.place(*sibling) {
            self.insert(parent, Some(at), new_node);
        }
    }

    fn add_attrs_if_missing(&self, target: &NodeId, attrs: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.nodes.borrow_mut()[*target].data {
            for attr in attrs {
                if !element.attrs.iter().any(|known| known.name == attr.name) {
                    element.attrs.push(attr);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        if let Some((parent, at)) = self.place(*target) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent].children.remove(at);
            nodes[*target].parent = None;
        }
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[*node].children);
        for &child in &children {
            nodes[child].parent = Some(*new_parent);
        }
        nodes[*new_parent].children.extend(children);
    }
}
