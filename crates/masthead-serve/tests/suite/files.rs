//! A process that has no file left to open. The limit belongs to a process,
//! so the test runs itself again in one that may open few.

use std::env;
use std::fs::File;
use std::process::Command;

use socket2::{Domain, Socket, Type};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::site::{Client, Site, limits, log_lines};

#[test]
fn accepting_survives_a_lack_of_files_and_does_not_spin() {
    let myself = env::current_exe().expect("a test binary");
    let run = Command::new("sh")
        .args(["-c", "ulimit -n 64; exec \"$0\" \"$@\""])
        .arg(myself)
        .args(["--exact", "files::with_few_files", "--ignored"])
        .output()
        .expect("a shell");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "run by the test above, in a process of its own"]
async fn with_few_files() {
    let mut lines = log_lines();
    let site = Site::with(limits()).await;
    assert!(site.client().await.get("/").await.ends_with("hello"));
    let late = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let hoard: Vec<_> = std::iter::from_fn(|| File::open("/dev/null").ok()).collect();
    assert!(hoard.len() < 64);
    late.connect(&site.address.into())
        .expect("queued by the kernel");
    let begun = Instant::now();
    for _ in 0..3 {
        let line = lines.recv().await.expect("a line");
        assert!(line.contains("accepting rests"), "{line}");
    }
    // Three failures take two rests at least.
    assert!(begun.elapsed().as_millis() >= 150, "{:?}", begun.elapsed());
    drop(hoard);
    late.set_nonblocking(true).expect("set");
    let mut late = Client(TcpStream::from_std(late.into()).expect("watched"));
    assert!(late.get("/").await.ends_with("hello"));
}
