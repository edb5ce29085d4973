//! What the figures were measured on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use masthead_clock::Clock;

use super::results::{Machine, Source};
use super::tools::{self, version};

pub(crate) fn machine() -> Machine {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let kib = field(&read("/proc/meminfo"), "MemTotal");
    let kib = kib
        .split(' ')
        .next()
        .and_then(|kib| kib.parse::<u64>().ok());
    Machine {
        cpu: field(&read("/proc/cpuinfo"), "model name"),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        memory_gib: kib.unwrap_or(0).div_ceil(1024 * 1024),
        kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
    }
}

/// The first value of `name` in lines of `name : value`.
fn field(text: &str, name: &str) -> String {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    let found = lines.find(|(one, _)| one.trim() == name);
    found.map_or(String::new(), |(_, value)| value.trim().to_owned())
}

pub(crate) fn source() -> Source {
    let versions = [
        ("rustc", version(Path::new("rustc"), "--version")),
        ("nginx", version(&tools::nginx(), "-v")),
        ("wrk", version(Path::new("wrk"), "-v")),
    ];
    let versions = versions.map(|(name, version)| (name.to_owned(), bare_version(&version)));
    let args = std::env::args().skip(1).collect::<Vec<_>>();
    Source {
        at: Clock::machine().now().to_string(),
        commit: commit(),
        command: command(&args),
        versions: BTreeMap::from(versions),
    }
}

/// The first number with a dot: programs say much else beside it.
fn bare_version(said: &str) -> String {
    let starts = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
    let mut words = said.split([' ', '/']).filter(starts);
    words.next().unwrap_or(said).to_owned()
}

/// The command as others would type it: paths of this machine stay here.
fn command(args: &[String]) -> String {
    let mut shown = vec!["cargo xtask".to_owned()];
    shown.extend(args.iter().map(|arg| {
        if arg.starts_with('/') {
            "…".to_owned()
        } else {
            arg.clone()
        }
    }));
    shown.join(" ")
}

/// `abc1234`, or `abc1234+` where the checkout differs from it outside docs/.
fn commit() -> String {
    let git = |args: &[&str]| {
        let output = Command::new("git").args(args).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| text.trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let changed = git(&["status", "--porcelain", "--", ":/", ":(exclude,top)docs"]);
    match changed {
        Some(changed) if changed.is_empty() => commit,
        _ => format!("{commit}+"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_shown_without_the_words_around_them() {
        assert_eq!(bare_version("nginx version: nginx/1.22.1"), "1.22.1");
        assert_eq!(
            bare_version("rustc 1.95.0 (59807616e 2026-04-14)"),
            "1.95.0"
        );
        assert_eq!(bare_version("unknown"), "unknown");
    }

    #[test]
    fn the_command_is_shown_without_paths() {
        let args = ["bench", "--binary", "/srv/masthead"].map(str::to_owned);
        assert_eq!(command(&args), "cargo xtask bench --binary …");
    }

    #[test]
    fn a_field_is_found_by_its_whole_name() {
        let text = "model\t: 1\nmodel name\t: AMD EPYC\n";
        assert_eq!(field(text, "model name"), "AMD EPYC");
        assert_eq!(field(text, "cache"), "");
    }
}
