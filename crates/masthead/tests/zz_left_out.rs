//! Says what the tests that ran before had to do without, which libtest
//! swallows where they pass. It tests nothing itself.

use std::env;
use std::process::Command;

fn main() {
    let has_openssl = Command::new("openssl").arg("version").output().is_ok();
    let lacks = [
        (
            env::var_os("MASTHEAD_TEST_POSTGRES").is_none(),
            "MASTHEAD_TEST_POSTGRES is not set: PostgreSQL is left out",
        ),
        (!has_openssl, "no openssl: TLS is left out"),
    ];
    for (_, what) in lacks.iter().filter(|(is_so, _)| *is_so) {
        println!("{what}");
    }
    println!("The browser was not asked; ./test runs everything (docs/testing.md).");
}
