//! All SQL of the tables `user_account`, `login`, `email_link`, `session` and
//! `role`.

pub mod export;
pub mod login;
pub mod member;
pub mod put;
pub mod role;
pub mod session;
