//! Servers that stand in for one that hangs.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::TestDb;
use crate::Target;

/// Takes connections, and never says a word.
///
/// # Panics
/// Where no port is free.
#[must_use]
pub fn mute() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let kept: Vec<_> = listener.incoming().collect();
        drop(kept);
    });
    address
}

/// Passes everything on between its callers and a server, until it is told to
/// hold its tongue: then connections stay open, and nothing passes.
#[derive(Clone)]
pub struct Relay {
    pub address: SocketAddr,
    is_silent: Arc<AtomicBool>,
}

impl Relay {
    /// Stands before the server of `test`, and gives the way to it; nothing
    /// where there is no server.
    ///
    /// # Panics
    /// Where the server cannot be reached by an address and a port.
    #[must_use]
    pub fn before(test: &TestDb) -> Option<(Self, Target)> {
        let Target::Server(url) = &test.target else {
            return None;
        };
        let (front, name) = url.rsplit_once('/').expect("a database");
        let (account, server) = front.rsplit_once('@').expect("an account");
        let relay = Self::at(server.parse().expect("an address with a port"));
        let target = format!("{account}@{}/{name}", relay.address);
        Some((relay, Target::server(&target).expect("a URL")))
    }

    fn at(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let is_silent = Arc::new(AtomicBool::new(false));
        let heard = Arc::clone(&is_silent);
        thread::spawn(move || {
            for caller in listener.incoming().flatten() {
                let callee = TcpStream::connect(server).expect("the server");
                pass(&caller, &callee, &heard);
                pass(&callee, &caller, &heard);
            }
        });
        Self { address, is_silent }
    }

    pub fn hold_tongue(&self) {
        self.is_silent.store(true, Ordering::SeqCst);
    }

    pub fn speak(&self) {
        self.is_silent.store(false, Ordering::SeqCst);
    }
}

fn pass(from: &TcpStream, to: &TcpStream, is_silent: &Arc<AtomicBool>) {
    let mut from = from.try_clone().expect("a socket");
    let mut to = to.try_clone().expect("a socket");
    let is_silent = Arc::clone(is_silent);
    thread::spawn(move || {
        let mut piece = [0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut piece) {
            // What is said meanwhile is lost, as on a line that is cut.
            if !is_silent.load(Ordering::SeqCst) && to.write_all(&piece[..read]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Both);
    });
}
