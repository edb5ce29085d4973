use std::collections::HashMap;

use masthead_archive::rows::{Channel, Column, Comment};

/// A row, and the number of its line in the file.
pub(super) struct Numbered<R> {
    pub(super) line: u64,
    pub(super) row: R,
}

/// A row that may stand below another of its kind.
pub(super) trait Nested {
    fn id(&self) -> &str;
    fn parent(&self) -> Option<&str>;
}

macro_rules! nested {
    ($($row:ty),*) => {$(
        impl Nested for $row {
            fn id(&self) -> &str {
                &self.id
            }

            fn parent(&self) -> Option<&str> {
                self.parent.as_deref()
            }
        }
    )*};
}

nested!(Channel, Column, Comment);

/// Rows of one file: each behind its parent, else as they came.
pub(super) struct Ordered<R> {
    pub(super) rows: Vec<Numbered<R>>,
    /// Those whose parents go round in a circle.
    pub(super) circular: Vec<Numbered<R>>,
}

/// Puts rows that name a parent of the same file behind it.
pub(super) fn parents_first<R: Nested>(rows: Vec<Numbered<R>>) -> Ordered<R> {
    let place: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, numbered)| (numbered.row.id().to_owned(), at))
        .collect();
    let parent = |numbered: &Numbered<R>| {
        let parent = numbered.row.parent()?;
        place.get(parent).copied()
    };
    let above: Vec<Option<usize>> = rows.iter().map(parent).collect();
    let depths = depths(&above);
    let (mut ordered, mut circular) = (Vec::new(), Vec::new());
    for (row, depth) in rows.into_iter().zip(depths) {
        match depth {
            Some(depth) => ordered.push((depth, row)),
            None => circular.push(row),
        }
    }
    ordered.sort_by_key(|(depth, _)| *depth);
    Ordered {
        rows: ordered.into_iter().map(|(_, row)| row).collect(),
        circular,
    }
}

/// How many parents each row has above it in the file; none for a circle and
/// what hangs below one. Each row is walked once.
fn depths(above: &[Option<usize>]) -> Vec<Option<usize>> {
    #[derive(Clone, Copy)]
    enum Mark {
        New,
        Open,
        Known(Option<usize>),
    }
    let mut marks = vec![Mark::New; above.len()];
    for start in 0..above.len() {
        let (mut path, mut at) = (Vec::new(), start);
        let mut depth = loop {
            match marks[at] {
                Mark::Known(depth) => break depth.map(|depth| depth + 1),
                Mark::Open => break None,
                Mark::New => {}
            }
            marks[at] = Mark::Open;
            path.push(at);
            match above[at] {
                Some(parent) => at = parent,
                None => break Some(0),
            }
        };
        while let Some(at) = path.pop() {
            marks[at] = Mark::Known(depth);
            depth = depth.map(|depth| depth + 1);
        }
    }
    let known = |mark| match mark {
        Mark::Known(depth) => depth,
        Mark::New | Mark::Open => None,
    };
    marks.into_iter().map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    type Name = (&'static str, Option<&'static str>);

    impl Nested for Name {
        fn id(&self) -> &str {
            self.0
        }

        fn parent(&self) -> Option<&str> {
            self.1
        }
    }

    fn order(rows: &[Name]) -> (String, String) {
        let rows = rows.iter().copied().zip(1..);
        let rows = rows.map(|(row, line)| Numbered { line, row });
        let ordered = parents_first(rows.collect());
        let names = |rows: Vec<Numbered<Name>>| rows.iter().map(|one| one.row.0).collect();
        (names(ordered.rows), names(ordered.circular))
    }

    #[test]
    fn parents_come_before_their_children_however_deep() {
        let rows = [("c", Some("b")), ("x", None), ("b", Some("a")), ("a", None)];
        assert_eq!(order(&rows), ("xabc".into(), String::new()));
    }

    #[test]
    fn a_parent_that_is_elsewhere_is_no_parent_here() {
        assert_eq!(order(&[("a", Some("z")), ("b", None)]).0, "ab");
    }

    #[test]
    fn a_circle_and_what_hangs_below_it_are_set_apart() {
        let rows = [
            ("a", Some("b")),
            ("b", Some("a")),
            ("c", Some("a")),
            ("d", None),
        ];
        assert_eq!(order(&rows), ("d".into(), "abc".into()));
    }
}
