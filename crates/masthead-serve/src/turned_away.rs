//! Connections that found no room: told so at once, and seen off.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::mem;
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use tokio::time::Instant;

use crate::Refusals;

const HEAD: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    retry-after: 1\r\nconnection: close\r\n";

/// How long a request may take to arrive whose answer has gone out already.
const LINGER: Duration = Duration::from_millis(500);

const LOG_PAUSE: Duration = Duration::from_secs(1);

/// Sockets whose answer is sent but whose request may still be on its way.
/// Closing one with bytes unread would reset it and could take the answer
/// along, so it waits a moment and is emptied first. The oldest make room.
pub(crate) struct TurnedAway {
    answer: Vec<u8>,
    waiting: VecDeque<(Instant, TcpStream)>,
    room: usize,
    /// Not logged yet.
    untold: u64,
    told_at: Option<Instant>,
}

impl TurnedAway {
    pub(crate) fn new(room: usize, refusals: &Refusals) -> Self {
        Self {
            answer: answer(refusals),
            waiting: VecDeque::with_capacity(room),
            room,
            untold: 0,
            told_at: None,
        }
    }

    /// At most one line a second, however great the crowd.
    fn log(&mut self) {
        let now = Instant::now();
        self.untold += 1;
        if self.told_at.is_none_or(|at| now - at >= LOG_PAUSE) {
            let count = mem::take(&mut self.untold);
            tracing::warn!("no room: turned away {count} connections");
            self.told_at = Some(now);
        }
    }

    /// Never waits: `stream` does not block, and a fresh socket has room for
    /// the answer. One that has not, or is gone, is none of our business.
    pub(crate) fn add(&mut self, mut stream: TcpStream) {
        self.log();
        if stream.write(&self.answer).is_err() || stream.shutdown(Shutdown::Write).is_err() {
            return;
        }
        if self.waiting.len() >= self.room {
            self.close_oldest();
        }
        self.waiting.push_back((Instant::now() + LINGER, stream));
    }

    /// When the oldest is to be closed.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.waiting.front().map(|(due, _)| *due)
    }

    fn close_oldest(&mut self) {
        if let Some((_, oldest)) = self.waiting.pop_front() {
            close(oldest);
        }
    }

    pub(crate) fn close_due(&mut self) {
        let now = Instant::now();
        while self.due().is_some_and(|due| due <= now) {
            self.close_oldest();
        }
    }
}

fn answer(refusals: &Refusals) -> Vec<u8> {
    let body = &refusals.crowded;
    let length = format!("content-length: {}\r\n", body.len());
    let mut answer = [HEAD, length.as_bytes()].concat();
    for (name, value) in &refusals.headers {
        answer.extend([name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"].concat());
    }
    answer.extend(b"\r\n");
    answer.extend(body);
    answer
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
