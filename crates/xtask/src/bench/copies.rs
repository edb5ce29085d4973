//! Portals to write to: what a row publishes there is gone with them, and the
//! next run finds as many articles as the table says.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Bench;
use crate::Failed;

/// Removed when dropped.
pub(crate) struct Copies(BTreeMap<u64, PathBuf>);

impl Copies {
    /// Of the portal with so many articles, one of `Bench::sizes`.
    pub(crate) fn of(&self, size: u64) -> &Path {
        &self.0[&size]
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        for folder in self.0.values() {
            // What cannot be removed is removed before the next copy.
            let _ = fs::remove_dir_all(folder);
        }
    }
}

impl Bench {
    /// One of each size, made when first needed and kept for the rows after.
    pub(crate) fn copies(&mut self) -> Result<Rc<Copies>, Failed> {
        if let Some(copies) = &self.copies {
            return Ok(Rc::clone(copies));
        }
        let mut copies = Copies(BTreeMap::new());
        for size in &self.sizes {
            let to = self.work().join(format!("copy-{size}"));
            if to.exists() {
                fs::remove_dir_all(&to).map_err(|error| format!("clearing: {error}"))?;
            }
            copies.0.insert(*size, to.clone());
            copy(&self.portal.data(*size)?, &to)
                .map_err(|error| format!("copying {size} articles: {error}"))?;
        }
        Ok(Rc::clone(self.copies.insert(Rc::new(copies))))
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
