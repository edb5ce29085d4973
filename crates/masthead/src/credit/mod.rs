//! Levels and credit: what a creator may do in a day, and whether the desk reads before or after publication. Points are
//! taken by people, for a reason that the creator sees and can appeal against; what they come to on a day is computed
//! when it is asked, by [`rules`].

pub mod acts;
mod appeal;
mod calendar;
pub mod events;
mod find;
mod letters;
mod make;
mod own;
pub mod pages;
mod rehearse;
mod routes;
pub mod rules;
mod samples;
pub mod store;
mod typed;
mod view;

pub use calendar::Calendar;
pub use letters::Desk;
pub use make::{read_article, read_deduction, written};
pub use routes::routes;
