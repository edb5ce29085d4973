use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::quiet::{Quiet, Trouble};

pub(super) struct ZipSink {
    part: PathBuf,
    zip: Option<ZipWriter<Quiet<BufWriter<File>>>>,
    trouble: Trouble,
    finished: bool,
}

impl ZipSink {
    pub(super) fn create(part: PathBuf) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 17, File::create(&part)?);
        let trouble = Trouble::default();
        Ok(ZipSink {
            part,
            zip: Some(ZipWriter::new(Quiet::over(file, trouble.clone()))),
            trouble,
            finished: false,
        })
    }

    /// A file of text, deflated. Its size is not known before, so it always has 64-bit fields.
    pub(super) fn open(&mut self, name: &str) -> io::Result<()> {
        let options = options(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .large_file(true);
        self.start(name, options)
    }

    /// A picture, which is packed already.
    pub(super) fn open_packed(&mut self, name: &str) -> io::Result<()> {
        self.start(name, options(CompressionMethod::Stored))
    }

    fn start(&mut self, name: &str, options: SimpleFileOptions) -> io::Result<()> {
        let Some(zip) = &mut self.zip else {
            return Ok(());
        };
        zip.start_file(name, options).map_err(io::Error::from)?;
        self.trouble.check()
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Some(zip) = &mut self.zip {
            zip.write_all(bytes)?;
        }
        self.trouble.check()
    }

    pub(super) fn finish(mut self, path: &Path) -> io::Result<()> {
        if let Some(zip) = self.zip.take() {
            let mut file = zip.finish().map_err(io::Error::from)?.into_inner();
            self.trouble.check()?;
            file.flush()?;
            file.get_ref().sync_all()?;
        }
        fs::rename(&self.part, path)?;
        self.finished = true;
        Ok(())
    }
}

/// The same for every entry and every run: 1 January 1980, the first day that a zip can say.
fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644)
}

impl Drop for ZipSink {
    fn drop(&mut self) {
        if !self.finished {
            self.zip = None;
            // Nobody is left to tell; the next run writes over it.
            let _ = fs::remove_file(&self.part);
        }
    }
}
