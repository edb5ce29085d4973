//! Masthead: a self-hosted news portal with a creator platform.

// What everything rests on.
pub mod backup;
mod byte_order;
pub mod capability;
pub mod cli;
pub mod compose;
pub mod followers;
pub mod front;
pub mod id;
pub mod node;
pub mod pen;
pub mod portal;
pub mod regime;
pub mod routes;
pub mod schema;
pub mod urls;
pub mod visitor;
pub mod web;

// Features.
pub mod about;
pub mod account;
pub mod application;
pub mod archive;
pub mod article;
pub mod audit;
pub mod channel;
pub mod check;
pub mod column;
pub mod comment;
pub mod counts;
pub mod creator;
pub mod credential;
pub mod credit;
pub mod curation;
pub mod desk;
pub mod errors;
pub mod feed;
pub mod following;
pub mod home;
pub mod hot;
pub mod mail;
pub mod media;
pub mod member;
pub mod notification;
pub mod publishing;
pub mod review;
pub mod search;
pub mod section;
pub mod seo;
pub mod share;
pub mod site;
pub mod slot;
pub mod studio;
pub mod subscription;
pub mod upload;
pub mod views;
