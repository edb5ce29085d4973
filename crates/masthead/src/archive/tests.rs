//! Archives into both databases and out again.

#[path = "tests/desk.rs"]
mod desk;
#[path = "tests/export.rs"]
mod export;
#[path = "tests/facts.rs"]
mod facts;
#[path = "tests/forms.rs"]
mod forms;
#[path = "tests/house.rs"]
pub(crate) mod house;
#[path = "tests/names.rs"]
mod names;
#[path = "tests/pictures.rs"]
mod pictures;
#[path = "tests/refusals.rs"]
mod refusals;
#[path = "tests/strict.rs"]
mod strict;
