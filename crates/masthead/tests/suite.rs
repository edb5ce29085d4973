//! All tests of the product through its front door and on both databases: one
//! binary, so that a changed test compiles alone.

#![allow(
    unreachable_pub,
    reason = "a test binary: everything is reached from here alone"
)]

mod support;

#[path = "../src/account/tests.rs"]
mod account;
#[path = "../src/portal/across_tests.rs"]
mod across;
#[path = "../src/application/tests.rs"]
mod application;
#[path = "../src/archive/tests.rs"]
mod archive;
#[path = "../src/article/tests.rs"]
mod article;
#[path = "../src/backup/tests.rs"]
mod backup;
#[path = "../src/check/tests.rs"]
mod check;
#[path = "../src/cli/tests.rs"]
mod cli;
#[path = "../src/credential/tests.rs"]
mod credential;
#[path = "../src/credit/tests.rs"]
mod credit;
#[path = "../src/curation/tests.rs"]
mod curation;
#[path = "../src/account/factor_tests.rs"]
mod factor;
#[path = "../src/following/tests.rs"]
mod following;
#[path = "../src/portal/form_tests.rs"]
mod forms;
#[path = "../src/portal/fresh_tests.rs"]
mod fresh;
#[path = "../src/account/guess_tests.rs"]
mod guess;
#[path = "../src/account/hold_tests.rs"]
mod hold;
#[path = "../src/mail/tests.rs"]
mod mail;
#[path = "../src/mail/tls_tests.rs"]
mod mail_tls;
#[path = "../src/media/tests.rs"]
mod media;
#[path = "../src/member/tests.rs"]
mod member;
#[path = "../src/node_tests.rs"]
mod node;
#[path = "../src/notification/tests.rs"]
mod notification;
#[path = "../src/account/openid_tests.rs"]
mod openid;
#[path = "../src/account/passkey_tests.rs"]
mod passkey;
#[path = "../src/article/plan_tests.rs"]
mod plans;
#[path = "../src/portal/tests.rs"]
mod portal;
#[path = "../src/cli/process_tests.rs"]
mod process;
#[path = "../src/publishing/tests.rs"]
mod publishing;
#[path = "../src/schema_tests.rs"]
mod schema;
#[path = "../src/search/tests.rs"]
mod search;
#[path = "../src/section/tests.rs"]
mod section;
#[path = "../src/article/seed_tests.rs"]
mod seed;
#[path = "../src/media/stray_tests.rs"]
mod strays;
#[path = "../src/portal/typed_tests.rs"]
mod typed;
#[path = "../src/upload/tests.rs"]
mod upload;
#[path = "../src/cli/user_tests.rs"]
mod user;
#[path = "../src/views/tests.rs"]
mod views;
#[path = "../src/portal/walk_tests.rs"]
mod walk;
