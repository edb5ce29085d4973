//! All SQL of the tables `user_account`, `login`, `email_link`, `session`,
//! `role`, `totp`, `recovery_code`, `halfway`, `known_device`, `passkey`,
//! `passkey_challenge`, `openid_link` and `openid_pending`.

pub mod export;
pub mod factor;
pub mod halfway;
pub mod known;
pub mod language;
pub mod login;
pub mod member;
pub mod openid;
pub mod passkey;
pub mod put;
pub mod role;
pub mod session;
pub mod ways;
