mod support;
#[path = "../src/archive/tests.rs"]
mod archive;
#[path = "../src/check/tests.rs"]
mod check;
