//! All SQL of the tables `draft`, `submission`, `remark` and `preview_link`, and of revisions that are written here.

pub mod aside;
pub mod check;
pub mod draft;
pub mod piece;
pub mod preview;
pub mod remark;
pub mod revision;
pub mod submission;
