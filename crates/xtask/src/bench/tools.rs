//! The programs that the benchmark needs beside Rust.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{Failed, children};

/// The program and Debian's package of it.
const NEEDED: [(&str, &str); 2] = [("wrk", "wrk"), ("nginx", "nginx-light")];

/// nginx stands in a folder that is not on everybody's path.
pub(crate) fn nginx() -> PathBuf {
    find("nginx").unwrap_or_else(|| "nginx".into())
}

fn find(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let mut folders = std::env::split_paths(&paths).collect::<Vec<_>>();
    folders.push("/usr/sbin".into());
    let mut files = folders.iter().map(|folder| folder.join(program));
    files.find(|file| file.is_file())
}

/// Installs what is missing with apt-get, and says so.
pub(crate) fn ensure() -> Result<(), Failed> {
    let missing = NEEDED.iter().filter(|(program, _)| find(program).is_none());
    let missing: Vec<&str> = missing.map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages = missing.join(" ");
    if find("apt-get").is_none() {
        return Err(format!(
            "missing: {packages}; install them in your system's way"
        ));
    }
    println!("installing with apt-get: {packages}");
    apt_get(&["update", "-qq"])?;
    let mut install = vec!["install", "-qq", "-y", "--no-install-recommends"];
    install.extend(missing);
    apt_get(&install)
}

fn apt_get(args: &[&str]) -> Result<(), Failed> {
    let mut command = if rustix::process::getuid().is_root() {
        Command::new("apt-get")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.args(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    };
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    let (running, _) = children::start(command.stdout(Stdio::null()))?;
    match running.wait()? {
        status if status.success() => Ok(()),
        _ => Err(format!("apt-get {} failed", args.join(" "))),
    }
}

/// The first line that `program` prints about itself, on either output.
pub(crate) fn version(program: &Path, flag: &str) -> String {
    let Ok(output) = Command::new(program).arg(flag).output() else {
        return "unknown".to_owned();
    };
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    said.lines().next().unwrap_or("unknown").trim().to_owned()
}
