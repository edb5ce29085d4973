//! What a connection may take, and how many there may be.

use std::fs;
use std::num::NonZero;
use std::thread;
use std::time::Duration;

use crate::{Refusals, Whose};

/// Limits of the server. Every default works; tests take shorter times.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Threads that serve, each with its own runtime. Default: one a core.
    pub workers: usize,
    /// Connections open at once; the next is answered 503. Lowered to what
    /// the process may open, less a quarter (at most 1,024) for other files.
    pub connections: usize,
    /// Connections of one address, of IPv6 of one /64: the next is answered
    /// 503. Lowered to a quarter of all, or to 64 where that is more.
    pub connections_of_one: usize,
    /// Bytes of answers that one address was given and has not taken: with
    /// more, its next request is answered 503.
    pub unsent_bytes_of_one: usize,
    /// The same of all together. With more, an address may have a sixty-fourth
    /// of the above, so that those who take what they are sent are served on.
    pub unsent_bytes: usize,
    /// To whom connections and bytes are counted.
    pub whose: Whose,
    /// What is said beyond these limits.
    pub refusals: Refusals,
    /// Bytes of a request's head, 8 KiB at least; a longer one is answered 431.
    pub head_bytes: usize,
    /// From the first byte of a head, or from the accept, to the head's end.
    pub head_timeout: Duration,
    /// Between two requests of a connection.
    pub idle_timeout: Duration,
    /// After this long without a request a connection gives its buffers back.
    pub park_after: Duration,
    /// Bytes of a request's body; a service that reads more gets an error.
    pub body_bytes: u64,
    /// A body the service waits for may send nothing for this long.
    pub body_timeout: Duration,
    /// Bytes a second that such a body has to bring: each second of waiting
    /// costs one of `body_timeout`, and this many bytes give it back.
    pub least_body_rate: u32,
    /// A reader with an answer under way may take nothing for this long.
    pub write_timeout: Duration,
    /// For what runs when told to stop; the rest is cut off.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            workers: thread::available_parallelism().map_or(1, NonZero::get),
            connections: 20_000,
            connections_of_one: 1_000,
            unsent_bytes_of_one: 64 * 1024 * 1024,
            unsent_bytes: 256 * 1024 * 1024,
            whose: Whose::default(),
            refusals: Refusals::default(),
            head_bytes: 16 * 1024,
            head_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(75),
            park_after: Duration::from_secs(1),
            body_bytes: 32 * 1024 * 1024,
            body_timeout: Duration::from_secs(20),
            least_body_rate: 1024,
            write_timeout: Duration::from_secs(30),
            grace: Duration::from_secs(10),
        }
    }
}

/// Sockets that the acceptor may hold: served, and turned away but not gone.
pub(crate) struct Room {
    pub(crate) connections: usize,
    pub(crate) turned_away: usize,
}

impl Room {
    pub(crate) fn within(wanted: usize) -> Self {
        Self::of(wanted, open_files())
    }

    fn of(wanted: usize, files: usize) -> Self {
        let reserve = (files / 4).min(1024);
        Self {
            connections: wanted.min(files - reserve),
            turned_away: (reserve / 2).min(256),
        }
    }
}

/// RLIMIT_NOFILE as Linux shows it; without one (another system), no bound.
fn open_files() -> usize {
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    soft_limit(&limits).unwrap_or(usize::MAX)
}

/// The line reads `Max open files   1024   524288   files`: soft, then hard.
fn soft_limit(limits: &str) -> Option<usize> {
    let line = limits
        .lines()
        .find_map(|l| l.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_room_for_other_files() {
        let room = Room::of(20_000, 1024);
        assert_eq!((room.connections, room.turned_away), (768, 128));
        let room = Room::of(20_000, 1_048_576);
        assert_eq!((room.connections, room.turned_away), (20_000, 256));
        assert_eq!(Room::of(20_000, usize::MAX).connections, 20_000);
    }

    #[test]
    fn the_soft_limit_is_read_and_unlimited_is_none() {
        let text = "Limit   Soft Limit   Hard Limit\nMax open files            1024                 524288               files\n";
        assert_eq!(soft_limit(text), Some(1024));
        assert_eq!(soft_limit("Max open files unlimited unlimited files"), None);
        assert_eq!(soft_limit(""), None);
    }
}
