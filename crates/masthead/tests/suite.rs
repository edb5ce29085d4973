//! All tests of the product through its front door and on both databases: one
//! binary, so that a changed test compiles alone.

#![allow(
    unreachable_pub,
    reason = "a test binary: everything is reached from here alone"
)]

mod support;

#[path = "../src/account/tests.rs"]
mod account;
#[path = "../src/archive/tests.rs"]
mod archive;
#[path = "../src/article/tests.rs"]
mod article;
#[path = "../src/check/tests.rs"]
mod check;
#[path = "../src/cli/tests.rs"]
mod cli;
#[path = "../src/account/factor_tests.rs"]
mod factor;
#[path = "../src/portal/fresh_tests.rs"]
mod fresh;
#[path = "../src/mail/tests.rs"]
mod mail;
#[path = "../src/media/tests.rs"]
mod media;
#[path = "../src/account/openid_tests.rs"]
mod openid;
#[path = "../src/account/passkey_tests.rs"]
mod passkey;
#[path = "../src/article/plan_tests.rs"]
mod plans;
#[path = "../src/portal/tests.rs"]
mod portal;
#[path = "../src/schema_tests.rs"]
mod schema;
#[path = "../src/article/seed_tests.rs"]
mod seed;
#[path = "../src/views/tests.rs"]
mod views;
