#![doc = include_str!("../README.md")]

mod address;
mod allowed;
mod block;
mod client;
mod error;
mod limits;
mod resolve;
mod wire;

pub use address::special;
pub use allowed::{Allowed, BadNetwork, BadOrigin};
pub use block::{AddressBlock, BadAddressBlock, PrefixLength};
pub use client::{Client, Fetched};
pub use error::{FetchError, Reason};
pub use limits::Limits;
pub use resolve::{Addresses, Resolve, System};
