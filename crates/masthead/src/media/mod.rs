//! The portal's pictures and films: where they are found, how they travel, and who makes the smaller copies.
//!
//! A picture is served as soon as it is stored: until a smaller copy stands, its master answers in its place. What the
//! bytes mean, and which of them may be published, is the crate `masthead-media`'s matter.

pub mod events;
pub mod http_date;
pub mod keep;
pub mod pool;
pub mod private;
pub mod range;
mod routes;
pub mod serve;
pub mod store;
pub mod strays;
pub mod stream;
pub mod sweep;
pub mod urls;
pub mod withheld;
pub mod worker;

pub use routes::routes;
