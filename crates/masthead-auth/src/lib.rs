//! Proving who somebody is: passwords, secrets in links and cookies, and how
//! often one may try. Nothing here knows a database or a page.

mod password;
mod secret;
mod strength;
mod throttle;

pub use password::{BadHash, Cost, Passwords, Verdict};
pub use secret::{Digest, Purpose, Secret};
pub use strength::{LEAST_CHARS, MOST_CHARS, Weakness, weakness};
pub use throttle::{Rate, Throttle};
