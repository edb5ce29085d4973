//! Blanks of the source, collapsed as HTML does, and the ends of its lines between characters that take no blank.
//!
//! A line end in the source is a blank to the reader, but not between two Chinese lines: it is removed there as
//! CSS Text 4 (4.1.3, segment break transformation) has it, which browsers do not do yet.

use crate::script::takes_no_blank;

#[derive(Default)]
pub(super) struct Blanks {
    /// The character without blanks behind which a line end of the source made the blank that ends the line.
    soft: Option<char>,
}

impl Blanks {
    /// What `text` adds behind `before`, the run that ends the line; none at the start of a line. A blank at the end of
    /// `before` goes where it turns out to be a line end between two characters that take none.
    pub(super) fn collapse(&mut self, mut before: Option<&mut String>, text: &str) -> String {
        let mut blank = before.as_ref().is_none_or(|run| run.ends_with(' '));
        if before.as_ref().is_none_or(|run| !run.ends_with(' ')) {
            self.soft = None;
        }
        let mut run = String::with_capacity(text.len());
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                if !blank {
                    run.push(' ');
                }
                blank = true;
                if matches!(c, '\n' | '\r') {
                    let behind = last_of(&run).or_else(|| last_of(before.as_deref()?));
                    let alone = behind.filter(|behind| takes_no_blank(*behind, '一'));
                    self.soft = alone.or(self.soft);
                }
            } else if !c.is_control() {
                if self.soft.is_some_and(|behind| takes_no_blank(behind, c)) {
                    drop_blank(&mut run, before.as_deref_mut());
                }
                run.push(c);
                (blank, self.soft) = (false, None);
            }
        }
        run
    }
}

fn last_of(run: &str) -> Option<char> {
    run.trim_end_matches(' ').chars().next_back()
}

fn drop_blank(run: &mut String, before: Option<&mut String>) {
    if run.ends_with(' ') {
        run.pop();
    } else if let Some(before) = before
        && before.ends_with(' ')
    {
        before.pop();
    }
}
