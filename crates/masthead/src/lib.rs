//! Masthead: a self-hosted news portal with a creator platform.

pub mod article;
pub mod channel;
pub mod column;
pub mod comment;
pub mod creator;
pub mod media;
pub mod schema;
pub mod site;
pub mod slot;
