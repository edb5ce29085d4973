//! Masthead: a self-hosted news portal with a creator platform.

// What everything rests on.
pub mod capability;
pub mod compose;
pub mod front;
pub mod portal;
pub mod routes;
pub mod schema;
pub mod urls;
pub mod web;

// Features, in the order in which they may call each other: downwards.
pub mod about;
pub mod article;
pub mod channel;
pub mod column;
pub mod comment;
pub mod creator;
pub mod errors;
pub mod feed;
pub mod home;
pub mod hot;
pub mod media;
pub mod search;
pub mod seo;
pub mod share;
pub mod site;
pub mod slot;
