use std::io::{self, BufRead, BufReader, Read};
use std::marker::PhantomData;

use super::Stream;
use crate::parse::parse_clean;
use crate::rows::Row;
use crate::{Fault, LineError};

pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The rows of one file, each with its line number. Memory holds one line at a time.
///
/// A line that cannot be taken is an `Err`, and the next one follows. Blank lines are skipped;
/// a byte order mark and `\r\n` are taken. A file that breaks off (a damaged zip) ends with an `Err`.
/// Characters that no text holds are left out of a line: [`Lines::take_cleaned`] says of which.
pub struct Lines<R> {
    input: Option<BufReader<Stream>>,
    limit: usize,
    line: u64,
    bytes_read: u64,
    buffer: Vec<u8>,
    cleaned: Vec<LineError>,
    row: PhantomData<fn() -> R>,
}

enum Taken {
    End,
    Line,
    TooLong(u64),
}

impl<R: Row> Lines<R> {
    pub(super) fn new(stream: Option<Stream>, limit: usize) -> Self {
        Lines {
            input: stream.map(|stream| BufReader::with_capacity(1 << 16, stream)),
            limit,
            line: 0,
            bytes_read: 0,
            buffer: Vec::new(),
            cleaned: Vec::new(),
            row: PhantomData,
        }
    }

    /// How much of the file has been read, in bytes, unpacked.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// The lines, since this was last asked, that were taken without characters that no text holds.
    pub fn take_cleaned(&mut self) -> Vec<LineError> {
        std::mem::take(&mut self.cleaned)
    }

    fn take_line(&mut self) -> io::Result<Taken> {
        let Some(input) = &mut self.input else {
            return Ok(Taken::End);
        };
        self.buffer.clear();
        // Two bytes more than the limit, so that the line's own end does not count.
        let most = self.limit as u64 + 2;
        let size = input
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut self.buffer)? as u64;
        self.bytes_read += size;
        if size == 0 {
            return Ok(Taken::End);
        }
        self.line += 1;
        let mut whole = size;
        if !self.buffer.ends_with(b"\n") {
            whole += skip_line(input)?;
            self.bytes_read += whole - size;
        }
        trim_end(&mut self.buffer);
        if self.buffer.len() > self.limit || whole > size {
            return Ok(Taken::TooLong(whole));
        }
        Ok(Taken::Line)
    }

    fn whole_line(&self, reason: String) -> LineError {
        LineError::new(R::FILE, self.line, Fault::whole(reason))
    }
}

impl<R: Row> Iterator for Lines<R> {
    type Item = (u64, Result<R, LineError>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let taken = self.take_line();
            let row =
                match taken {
                    Ok(Taken::End) => return None,
                    Ok(Taken::TooLong(size)) => Err(self
                        .whole_line(format!("is {size} bytes long; the limit is {}", self.limit))),
                    Ok(Taken::Line) => {
                        let mut text = self.buffer.as_slice();
                        if self.line == 1 {
                            text = text.strip_prefix(BOM).unwrap_or(text);
                        }
                        if text.trim_ascii().is_empty() {
                            continue;
                        }
                        let (row, cleaned) = parse_clean(text, self.line);
                        self.cleaned.extend(cleaned);
                        row
                    }
                    Err(error) => {
                        self.input = None;
                        self.line += 1;
                        Err(self.whole_line(format!("cannot be read: {error}")))
                    }
                };
            return Some((self.line, row));
        }
    }
}

/// Passes over the rest of a line, of which nothing is kept. Gives its length with the line feed.
fn skip_line(input: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0;
    loop {
        let seen = input.fill_buf()?;
        if seen.is_empty() {
            return Ok(skipped);
        }
        let end = seen.iter().position(|byte| *byte == b'\n');
        let step = end.map_or(seen.len(), |end| end + 1);
        input.consume(step);
        skipped += step as u64;
        if end.is_some() {
            return Ok(skipped);
        }
    }
}

fn trim_end(line: &mut Vec<u8>) {
    if line.ends_with(b"\n") {
        line.pop();
    }
    if line.ends_with(b"\r") {
        line.pop();
    }
}
