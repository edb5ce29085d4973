//! Sharing: the addresses of the services readers use, and the QR code with
//! which an article moves from a desk to a phone. No script, and nothing is
//! requested from anybody before the reader clicks.

mod links;
pub mod percent;
mod qr;

pub use links::{Piece, Service};
pub use qr::{TooLongForQr, qr_svg};
