//! Connections that found no room: told so at once, and seen off.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use tokio::time::Instant;

const ANSWER: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    retry-after: 1\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// How long a request may take to arrive whose answer has gone out already.
const LINGER: Duration = Duration::from_millis(500);

/// Sockets whose answer is sent but whose request may still be on its way.
/// Closing one with bytes unread would reset it and could take the answer
/// along, so it waits a moment and is emptied first. The oldest make room.
pub(crate) struct TurnedAway {
    waiting: VecDeque<(Instant, TcpStream)>,
    room: usize,
}

impl TurnedAway {
    pub(crate) fn new(room: usize) -> Self {
        Self {
            waiting: VecDeque::with_capacity(room),
            room,
        }
    }

    /// Never waits: `stream` does not block, and a fresh socket has room for
    /// the answer. One that has not, or is gone, is none of our business.
    pub(crate) fn add(&mut self, mut stream: TcpStream) {
        if stream.write(ANSWER).is_err() || stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        if self.waiting.len() >= self.room {
            self.waiting.pop_front().map(|(_, oldest)| close(oldest));
        }
        self.waiting.push_back((Instant::now() + LINGER, stream));
    }

    /// When the oldest is to be closed.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.waiting.front().map(|(due, _)| *due)
    }

    pub(crate) fn close_due(&mut self) {
        let now = Instant::now();
        while self.due().is_some_and(|due| due <= now) {
            self.waiting.pop_front().map(|(_, oldest)| close(oldest));
        }
    }
}

/// Reads what has come, 64 KiB at most, and closes.
fn close(mut stream: TcpStream) {
    let mut scrap = [0; 4096];
    for _ in 0..16 {
        match stream.read(&mut scrap) {
            Ok(size) if size == scrap.len() => {}
            _ => return,
        }
    }
}
