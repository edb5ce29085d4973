use crate::id::ColumnId;
use masthead_log::Fact;
use serde::{Deserialize, Serialize};

/// A column was set up, or its name, place in the tree or position changed.
#[derive(Debug, Serialize, Deserialize)]
pub struct ColumnChanged {
    pub column: ColumnId,
}

impl Fact for ColumnChanged {
    const KIND: &'static str = "column.changed";
    const VERSION: i64 = 1;
}

/// A column in which nothing stood is gone.
#[derive(Debug, Serialize, Deserialize)]
pub struct ColumnRemoved {
    pub column: ColumnId,
    pub slug: String,
}

impl Fact for ColumnRemoved {
    const KIND: &'static str = "column.removed";
    const VERSION: i64 = 1;
}
