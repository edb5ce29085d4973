//! As much of an HTTP client as the benchmark needs to look at pages: one
//! connection, kept alive, answers with a length. Load comes from wrk.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::Failed;

const TIMEOUT: Duration = Duration::from_secs(10);
const LINE_BYTES: u64 = 16 * 1024;
const HEADERS: usize = 100;
const BODY_BYTES: u64 = 64 * 1024 * 1024;

pub(crate) struct Client {
    address: String,
    open: Option<BufReader<TcpStream>>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) head: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.head.iter().find(|(one, _)| one == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Client {
    /// `url` as `http://host:port`.
    pub(crate) fn new(url: &str) -> Self {
        Self {
            address: url.trim_start_matches("http://").to_owned(),
            open: None,
        }
    }

    /// Gets a page; `head` are whole lines, as `accept-encoding: gzip`. Asks
    /// once more where the connection was closed meanwhile.
    pub(crate) fn get(&mut self, path: &str, head: &[&str]) -> Result<Answer, Failed> {
        self.ask(path, head)
            .or_else(|_| self.ask(path, head))
            .map_err(|error| format!("GET {path}: {error}"))
    }

    /// Gets a page that has to be there.
    pub(crate) fn page(&mut self, path: &str, head: &[&str]) -> Result<Answer, Failed> {
        let answer = self.get(path, head)?;
        match answer.status {
            200 => Ok(answer),
            status => Err(format!("GET {path}: status {status}")),
        }
    }

    fn ask(&mut self, path: &str, head: &[&str]) -> io::Result<Answer> {
        let mut connection = match self.open.take() {
            Some(open) => open,
            None => connect(&self.address)?,
        };
        let mut request = format!("GET {path} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for line in head {
            request.push_str(line);
            request.push_str("\r\n");
        }
        request.push_str("\r\n");
        connection.get_mut().write_all(request.as_bytes())?;
        let answer = read(&mut connection)?;
        if answer.header("connection") != Some("close") {
            self.open = Some(connection);
        }
        Ok(answer)
    }
}

fn connect(address: &str) -> io::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    Ok(BufReader::new(stream))
}

fn read(from: &mut impl BufRead) -> io::Result<Answer> {
    let mut answer = head(from)?;
    let length = length(&answer)?;
    from.take(length).read_to_end(&mut answer.body)?;
    if answer.body.len() as u64 != length {
        return Err(bad("cut off"));
    }
    Ok(answer)
}

/// An answer up to its empty line, its body still to be read.
pub(crate) fn head(from: &mut impl BufRead) -> io::Result<Answer> {
    let status = line(from)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| bad("no status"))?;
    let mut head = Vec::new();
    loop {
        let line = line(from)?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').ok_or_else(|| bad("no header"))?;
        head.push((name.to_lowercase(), value.trim().to_owned()));
        if head.len() > HEADERS {
            return Err(bad("too many headers"));
        }
    }
    Ok(Answer {
        status,
        head,
        body: Vec::new(),
    })
}

/// Of the body that follows this head.
pub(crate) fn length(answer: &Answer) -> io::Result<u64> {
    if matches!(answer.status, 204 | 304) {
        return Ok(0);
    }
    let length = answer.header("content-length");
    let length = length.and_then(|length| length.parse::<u64>().ok());
    let length = length.filter(|length| *length <= BODY_BYTES);
    length.ok_or_else(|| bad("no length, or too long"))
}

fn line(from: &mut impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    from.take(LINE_BYTES).read_line(&mut line)?;
    match line.strip_suffix("\r\n") {
        Some(line) => Ok(line.to_owned()),
        None => Err(bad("a line without end")),
    }
}

fn bad(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_to_its_length_and_no_further() {
        let mut from = &b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nETag: \"x\"\r\n\r\nabcHTTP"[..];
        let answer = read(&mut from).expect("an answer");
        assert_eq!((answer.status, &answer.body[..]), (200, &b"abc"[..]));
        assert_eq!(answer.header("etag"), Some("\"x\""));
        assert_eq!(from, b"HTTP");
    }

    #[test]
    fn an_answer_that_ends_early_is_an_error() {
        assert!(read(&mut &b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc"[..]).is_err());
        assert!(read(&mut &b"HTTP/1.1 200 OK\r\ncontent-le"[..]).is_err());
        assert!(read(&mut &b""[..]).is_err());
    }

    #[test]
    fn a_304_has_no_body() {
        let answer = read(&mut &b"HTTP/1.1 304 Not Modified\r\n\r\n"[..]).expect("an answer");
        assert_eq!(answer.status, 304);
    }
}
