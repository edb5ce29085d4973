//! Masthead: a self-hosted news portal with a creator platform.

// What everything rests on.
pub mod backup;
mod byte_order;
pub mod capability;
pub mod changes;
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
pub mod tick;
pub mod urls;
pub mod visitor;
pub mod web;
mod xml;

#[cfg(suite)]
mod node_tests;
#[cfg(suite)]
mod plan_tests;
#[cfg(suite)]
mod schema_tests;

// Features.
pub mod about;
pub mod account;
pub mod application;
pub mod archive;
pub mod article;
pub mod assets;
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
pub mod well_known;

use portal::Feature;

/// Every feature. A new one has its line here, beside its module's above; all
/// that the portal asks of features it asks of each of these.
pub const FEATURES: &[&Feature] = &[
    &home::FEATURE,
    &hot::FEATURE,
    &channel::FEATURE,
    &column::FEATURE,
    &article::FEATURE,
    &creator::FEATURE,
    &search::FEATURE,
    &application::FEATURE,
    &about::FEATURE,
    &feed::FEATURE,
    &seo::FEATURE,
    &site::FEATURE,
    &comment::FEATURE,
    &slot::FEATURE,
    &publishing::FEATURE,
    &account::FEATURE,
    &member::FEATURE,
    &credit::FEATURE,
    &credential::FEATURE,
    &studio::FEATURE,
    &desk::FEATURE,
    &review::FEATURE,
    &curation::FEATURE,
    &section::FEATURE,
    &mail::FEATURE,
    &media::FEATURE,
    &upload::FEATURE,
    &assets::FEATURE,
    &subscription::FEATURE,
    &following::FEATURE,
    &views::FEATURE,
    &counts::FEATURE,
    &audit::FEATURE,
    &notification::FEATURE,
    &errors::FEATURE,
    &well_known::FEATURE,
];
