//! What stands under the zip writer. That one ends its file when it is dropped,
//! and says on standard error what it cannot: so below it nothing fails.

use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::sync::{Arc, OnceLock};

/// Takes everything. After its first error it keeps that for [`Trouble`],
/// writes no more and goes on counting, so that the zip writer's sums hold.
pub(super) struct Quiet<W> {
    inner: W,
    trouble: Trouble,
    place: u64,
    end: u64,
}

/// The first error of a [`Quiet`], for those who do not hold it.
#[derive(Clone, Default)]
pub(super) struct Trouble(Arc<OnceLock<io::Error>>);

impl Trouble {
    /// That error, each time it is asked for.
    pub(super) fn check(&self) -> io::Result<()> {
        match self.0.get() {
            Some(error) => Err(io::Error::new(error.kind(), error.to_string())),
            None => Ok(()),
        }
    }
}

impl<W> Quiet<W> {
    /// Over a file that is new.
    pub(super) fn over(inner: W, trouble: Trouble) -> Self {
        Quiet {
            inner,
            trouble,
            place: 0,
            end: 0,
        }
    }

    pub(super) fn into_inner(self) -> W {
        self.inner
    }

    fn tries(&mut self, work: impl FnOnce(&mut W) -> io::Result<()>) {
        if self.trouble.0.get().is_none()
            && let Err(error) = work(&mut self.inner)
        {
            // It is the first, so there is room for it.
            let _ = self.trouble.0.set(error);
        }
    }
}

impl<W: Write> Write for Quiet<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tries(|inner| inner.write_all(bytes));
        self.place += bytes.len() as u64;
        self.end = self.end.max(self.place);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tries(|inner| inner.flush());
        Ok(())
    }
}

impl<W: Seek> Seek for Quiet<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::Current(by) => self.place.checked_add_signed(by),
            SeekFrom::End(by) => self.end.checked_add_signed(by),
        };
        let place = place.ok_or(ErrorKind::InvalidInput)?;
        if place != self.place {
            self.tries(|inner| inner.seek(SeekFrom::Start(place)).map(drop));
            self.place = place;
        }
        Ok(place)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    /// A disk that takes so many bytes of a file.
    struct Disk {
        room: u64,
        file: Cursor<Vec<u8>>,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let left = self.room.saturating_sub(self.file.position());
            let taken = bytes.len().min(left as usize);
            match taken {
                0 => Err(ErrorKind::StorageFull.into()),
                _ => self.file.write(&bytes[..taken]),
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl Seek for Disk {
        fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
            self.file.seek(to)
        }
    }

    fn zip_onto(room: u64, trouble: &Trouble) -> Vec<u8> {
        let disk = Disk {
            room,
            file: Cursor::new(Vec::new()),
        };
        let mut zip = ZipWriter::new(Quiet::over(disk, trouble.clone()));
        let noise = (0..3_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
        let noise: Vec<u8> = noise.collect();
        let packed = [CompressionMethod::Deflated, CompressionMethod::Stored];
        for (name, method) in ["text", "picture"].into_iter().zip(packed) {
            let options = SimpleFileOptions::default().compression_method(method);
            let options = options.large_file(method == CompressionMethod::Deflated);
            zip.start_file(name, options).expect("it never fails");
            zip.write_all(&noise).expect("it never fails");
        }
        // Exactly what happens when it is dropped.
        let ended = zip.finish().expect("nothing is said on standard error");
        ended.into_inner().file.into_inner()
    }

    #[test]
    fn a_full_disk_made_the_zip_writer_talk_on_standard_error() {
        let whole = zip_onto(u64::MAX, &Trouble::default());
        let size = whole.len() as u64;
        for room in (0..size).step_by(11).chain([size - 1]) {
            let trouble = Trouble::default();
            let written = zip_onto(room, &trouble);
            let kept = trouble.check().expect_err("there was no room");
            assert_eq!(kept.kind(), ErrorKind::StorageFull, "room for {room}");
            assert!(written.len() as u64 <= room);
        }
        let trouble = Trouble::default();
        assert_eq!(zip_onto(size, &trouble), whole);
        assert!(trouble.check().is_ok());
    }
}
