//! All SQL of the tables `draft`, `submission`, `remark`, `reading`, `approval_link` and `preview_link`, and of revisions that are written here.

pub mod aside;
pub mod check;
pub mod draft;
pub mod piece;
pub mod preview;
pub mod reading;
pub mod remark;
pub mod revision;
pub mod state;
pub mod submission;
pub mod taken;
