//! Papers that fields such as health or law ask for: creators send them, the
//! desk confirms them, pages show them, and the day after one ends nothing new
//! of its creator comes out in channels of that field. Asked for where the
//! regime `cn` holds (CN-05).

mod clock;
mod desk;
pub mod events;
mod own;
pub mod pages;
mod routes;
pub mod rules;
mod samples;
pub mod store;

pub use clock::turn;
pub use routes::routes;
