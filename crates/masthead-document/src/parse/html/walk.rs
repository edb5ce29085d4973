//! Visits the arena in reading order, with a stack of its own.

use super::builder::Builder;
use super::dom::{Data, Dom, NodeId};
use super::element::Leave;
use super::style::marks_within;
use crate::limits::Refusal;
use crate::marks::Mark;

enum Step {
    Enter(NodeId),
    Leave(Leave),
    /// The marks that held before an element.
    Remark(Vec<Mark>),
}

pub(super) fn walk(dom: &Dom, builder: &mut Builder<'_>) -> Result<(), Refusal> {
    let mut steps = vec![Step::Enter(0)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(leave) => builder.leave(leave),
            Step::Remark(marks) => builder.marks = marks,
            Step::Enter(id) => match &dom.nodes[id].data {
                Data::Nothing => {}
                Data::Text(text) => builder.text(text)?,
                Data::Document => descend(dom, id, &mut steps),
                Data::Element(element) => {
                    if let Some(leave) = builder.enter(dom, id, element)? {
                        if let Some(marks) = marks_within(element, &builder.marks) {
                            let before = std::mem::replace(&mut builder.marks, marks);
                            steps.push(Step::Remark(before));
                        }
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
