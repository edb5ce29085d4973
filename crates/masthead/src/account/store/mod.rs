//! All SQL of the tables `user_account`, `login`, `email_link` and `session`.

pub mod export;
pub mod login;
pub mod put;
pub mod session;
