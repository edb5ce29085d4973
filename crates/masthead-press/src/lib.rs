//! Pages pressed once and served many times.
//!
//! A page is rendered, compressed and given its headers when it is first
//! asked for ([`Press::page`]); after that it is ready bytes ([`Press::ready`]).
//! Each page names what it is made of; [`Press::touch`] says that something
//! has changed, and how much haste there is: its pages are dropped before the
//! call returns, or stay for a moment while they are made anew.

mod compress;
mod encoding;
mod finish;
mod key;
mod limits;
mod press;
mod pressed;
mod queue;
mod sheet;
mod shelf;
mod touches;
mod turns;
mod unpacked;

pub use compress::gzip_quick;
pub use encoding::{Encoding, accepts_gzip};
pub use key::Key;
pub use limits::{Haste, Limits};
pub use press::Press;
pub use pressed::Pressed;
pub use sheet::Sheet;
