use std::time::Duration;

/// Where a request ends at the latest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of the body, as it comes over the wire.
    pub body_bytes: usize,
    /// Of the status line and all headers together; 8 KiB at least.
    pub header_bytes: usize,
    /// Resolving the name, TCP and TLS together.
    pub connect: Duration,
    /// From the call to the last byte, redirects included.
    pub total: Duration,
    pub redirects: usize,
}

impl Default for Limits {
    /// For a picture of 20 MiB at 1 MiB/s.
    fn default() -> Self {
        Self {
            body_bytes: 20 << 20,
            header_bytes: 32 << 10,
            connect: Duration::from_secs(5),
            total: Duration::from_secs(30),
            redirects: 5,
        }
    }
}
