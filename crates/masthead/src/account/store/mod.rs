//! All SQL of the table `user_account`.

pub mod export;
pub mod put;
