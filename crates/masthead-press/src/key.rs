use std::hash::Hash;
use std::sync::Arc;

use hashbrown::Equivalent;

/// What a page is kept under: its address, and which of the address's few
/// variants (language, edition) it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub address: Box<str>,
    pub variant: u8,
}

impl Key {
    #[must_use]
    pub fn new(address: impl Into<Box<str>>, variant: u8) -> Self {
        let address = address.into();
        Self { address, variant }
    }

    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked {
            address: &self.address,
            variant: self.variant,
        }
    }
}

/// A key as a request names it: looking a page up copies nothing. Its fields
/// stand in the order of [`Key`]'s, so that both hash alike.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Asked<'a> {
    pub(crate) address: &'a str,
    pub(crate) variant: u8,
}

impl Equivalent<Arc<Key>> for Asked<'_> {
    fn equivalent(&self, key: &Arc<Key>) -> bool {
        *self == key.asked()
    }
}
