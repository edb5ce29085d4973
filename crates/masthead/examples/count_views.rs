//! Measures the counting of views: `count_views [CALLS]`, in nanoseconds a call, with one thread and with two.

use std::env;
use std::error::Error;
use std::net::Ipv4Addr;
use std::thread;
use std::time::Instant;

use masthead::id::ArticleId;
use masthead::views::{Views, Visitor, from_machine};
use masthead_clock::Clock;

const BROWSER: &[u8] =
    b"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/130.0.0.0 Safari/537.36";
const ARTICLES: u32 = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let calls = match env::args().nth(1) {
        Some(calls) => calls.parse()?,
        None => 800_000,
    };
    for threads in [1, 2] {
        measure("a new visitor", threads, calls, |number| number);
        measure("one who comes again", threads, calls, |number| {
            number % 1_000
        });
    }
    Ok(())
}

/// `visitor` says who the n-th to come is; each reads one of 10,000 articles.
fn measure(what: &str, threads: u32, calls: u32, visitor: fn(u32) -> u32) {
    let views = Views::new(Clock::machine(), from_machine);
    let count = |first: u32| {
        for number in first..first + calls {
            let who = visitor(number);
            let address = Ipv4Addr::from_bits(who).into();
            let agent = BROWSER;
            views.saw(
                ArticleId(i64::from(who % ARTICLES)),
                &Visitor { address, agent },
            );
        }
    };
    let started = Instant::now();
    thread::scope(|scope| {
        for thread in 0..threads {
            let count = &count;
            scope.spawn(move || count(thread * calls));
        }
    });
    let took = started.elapsed();
    println!(
        "{what}, {threads} threads: {:.0} ns a call, {:.1} million a second",
        took.as_nanos() as f64 / f64::from(calls),
        f64::from(threads * calls) / took.as_secs_f64() / 1e6,
    );
}
