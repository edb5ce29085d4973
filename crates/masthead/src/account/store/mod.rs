//! All SQL of the tables `user_account`, `login`, `email_link`, `session`,
//! `role`, `totp`, `recovery_code`, `halfway`, `passkey` and `passkey_challenge`.

pub mod export;
pub mod factor;
pub mod halfway;
pub mod login;
pub mod passkey;
pub mod put;
pub mod role;
pub mod session;
