//! What processes cost, from /proc (Linux): CPU time and memory.

use std::collections::BTreeMap;
use std::fs;

use crate::Failed;

/// CPU time of each thread of some processes so far, in nanoseconds.
pub(crate) struct CpuTime(BTreeMap<(u32, u32), u64>);

impl CpuTime {
    /// The first number of `/proc/PID/task/TID/schedstat` is the time that
    /// the thread has run (Linux, Documentation/scheduler/sched-stats.rst).
    pub(crate) fn of(pids: &[u32]) -> Result<Self, Failed> {
        let mut threads = BTreeMap::new();
        for pid in pids {
            let folder = format!("/proc/{pid}/task");
            let listed = fs::read_dir(&folder).map_err(|error| format!("{folder}: {error}"))?;
            for thread in listed.flatten() {
                let Ok(tid) = thread.file_name().to_string_lossy().parse() else {
                    continue;
                };
                // A thread may end while we look.
                let text = fs::read_to_string(thread.path().join("schedstat")).unwrap_or_default();
                if let Some(nanos) = first_number(&text) {
                    threads.insert((*pid, tid), nanos);
                }
            }
        }
        Ok(Self(threads))
    }

    /// Nanoseconds that those still running have spent since `before`.
    pub(crate) fn since(&self, before: &Self) -> u64 {
        let spent = |(thread, nanos): (&(u32, u32), &u64)| {
            nanos.saturating_sub(before.0.get(thread).copied().unwrap_or(0))
        };
        self.0.iter().map(spent).sum()
    }
}

fn first_number(text: &str) -> Option<u64> {
    text.split_whitespace().next()?.parse().ok()
}

/// A million bytes: the larger claim of the two units.
const MB: f64 = 1e6;

/// Memory of a process in bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Memory {
    /// `VmRSS`: what it has in memory now.
    pub(crate) resident: u64,
    /// `VmHWM`: the most that it ever had.
    pub(crate) peak: u64,
}

impl Memory {
    pub(crate) fn resident_mb(self) -> f64 {
        self.resident as f64 / MB
    }

    pub(crate) fn peak_mb(self) -> f64 {
        self.peak as f64 / MB
    }

    pub(crate) fn of(pid: u32) -> Result<Self, Failed> {
        let path = format!("/proc/{pid}/status");
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        Self::read(&text).ok_or_else(|| format!("{path}: no VmRSS"))
    }

    fn read(status: &str) -> Option<Self> {
        let line = |name: &str| {
            let mut lines = status.lines();
            let kib = first_number(lines.find_map(|line| line.strip_prefix(name))?)?;
            Some(kib * 1024)
        };
        Some(Self {
            resident: line("VmRSS:")?,
            peak: line("VmHWM:")?,
        })
    }
}

/// The processes that `parent` started.
pub(crate) fn children_of(parent: u32) -> Vec<u32> {
    let Ok(listed) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let pids = listed
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    pids.filter(|pid| {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        parent_in(&stat) == Some(parent)
    })
    .collect()
}

/// The second field after the name, which stands in brackets and may hold any.
fn parent_in(stat: &str) -> Option<u32> {
    let (_, after) = stat.rsplit_once(')')?;
    after.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_in_bytes() {
        let text = "Name:\tx\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\n";
        let memory = Memory::read(text).expect("memory");
        assert_eq!((memory.resident, memory.peak), (1_048_576, 2_097_152));
        assert_eq!(Memory::read("Name: x"), None);
    }

    #[test]
    fn the_parent_is_found_behind_any_name() {
        assert_eq!(parent_in("7 (a) b (c) S 42 7 7 0"), Some(42));
        assert_eq!(parent_in(""), None);
    }

    #[test]
    fn work_shows_in_the_cpu_time() {
        let us = [std::process::id()];
        let before = CpuTime::of(&us).expect("times");
        let mut sum = 0_u64;
        while CpuTime::of(&us).expect("times").since(&before) == 0 {
            sum = std::hint::black_box(sum.wrapping_add(1));
        }
    }

    #[test]
    fn a_thread_that_began_meanwhile_counts_from_zero() {
        let before = CpuTime(BTreeMap::from([((1, 1), 100)]));
        let after = CpuTime(BTreeMap::from([((1, 1), 150), ((1, 2), 7)]));
        assert_eq!(after.since(&before), 57);
    }
}
