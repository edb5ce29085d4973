//! Measurements that need the portal's insides: programs of the product's own
//! package.

use std::io::Read;
use std::process::{Command, Stdio};

use super::root;
use crate::{Failed, children};

/// What `cargo` prints, run in the checkout.
pub(crate) fn output(args: &[&str]) -> Result<String, Failed> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(args).current_dir(root());
    // Cargo tells us and the program it runs whose package we are.
    command.env_remove("CARGO_MANIFEST_DIR");
    let (running, output) = children::start(command.stdout(Stdio::piped()))?;
    let mut text = String::new();
    output
        .ok_or("no output")?
        .read_to_string(&mut text)
        .map_err(|error| format!("reading what cargo prints: {error}"))?;
    match running.wait()? {
        status if status.success() => Ok(text),
        status => Err(format!("cargo {}: {status}", args.join(" "))),
    }
}
