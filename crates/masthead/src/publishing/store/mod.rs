//! All SQL of the tables `draft`, `submission`, `remark`, `reading`, `approval_link` and `preview_link`. Articles and
//! revisions are read here, and written by the store of `article`.

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
