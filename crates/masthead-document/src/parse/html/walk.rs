//! Visits the arena in reading order, with a stack of its own.

use super::builder::Builder;
use super::dom::{Data, Dom, NodeId};
use super::element::Leave;
use crate::limits::Refusal;

enum Step {
    Enter(NodeId),
    Leave(Leave),
}

pub(super) fn walk(dom: &Dom, builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut steps = vec![Step::Enter(0)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(leave) => builder.leave(leave),
            Step::Enter(id) => match &dom.nodes[id].data {
                Data::Nothing => {}
                Data::Text(text) => builder.text(text),
                Data::Document => descend(dom, id, &mut steps),
                Data::Element(element) => {
                    if let Some(leave) = builder.enter(dom, id, element)? {
                        steps.push(Step::Leave(leave));
                        descend(dom, id, &mut steps);
                    }
                }
            },
        }
    }
    Ok(())
}

fn descend(dom: &Dom, id: NodeId, steps: &mut Vec<Step>) {
    let children = dom.nodes[id].children.iter().rev();
    steps.extend(children.map(|&child| Step::Enter(child)));
}
