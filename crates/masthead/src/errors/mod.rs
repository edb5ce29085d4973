//! Pages for when something went wrong.

mod answer;
mod bare;
mod busy;
mod carried;
mod kept;
pub mod pages;
mod place;
mod refused;
mod samples;

pub use answer::{rendered, too_long};
pub use busy::{busy, slow};
pub use carried::{Carried, CarryPage, Why};
pub use kept::give_back;
pub use place::place;
pub use refused::refusals;
