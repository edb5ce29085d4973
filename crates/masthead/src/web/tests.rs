#![allow(clippy::unwrap_used, reason = "tests")]

mod colours;
mod pages;
mod theme;
mod words;
