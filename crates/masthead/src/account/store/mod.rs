//! All SQL of the tables `user_account`, `login`, `email_link`, `session`,
//! `role`, `totp`, `recovery_code` and `halfway`.

pub mod export;
pub mod factor;
pub mod halfway;
pub mod login;
pub mod member;
pub mod put;
pub mod role;
pub mod session;
