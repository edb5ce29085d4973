#![doc = include_str!("../README.md")]

#[cfg(test)]
mod forged_tests;
mod keys;
mod provider;
pub mod testing;
mod token;

pub use keys::BadToken;
pub use provider::{OpenId, Provider, Round};
pub use token::{Identity, OpenIdFault};
