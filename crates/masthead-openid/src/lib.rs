#![doc = include_str!("../README.md")]

mod provider;
pub mod testing;
mod token;

pub use provider::{OpenId, Provider, Round};
pub use token::{Identity, OpenIdFault};
