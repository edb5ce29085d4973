use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;

/// The plain form of a page, for as long as anybody is being sent it: however
/// many take it slowly, it is there once.
#[derive(Debug, Default)]
pub(crate) struct Unpacked(Mutex<Weak<Vec<u8>>>);

impl Unpacked {
    pub(crate) fn get(&self, unpack: impl FnOnce() -> Vec<u8>) -> Bytes {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let plain = last.upgrade().unwrap_or_else(|| {
            let plain = Arc::new(unpack());
            *last = Arc::downgrade(&plain);
            plain
        });
        Bytes::from_owner(Owner(plain))
    }
}

struct Owner(Arc<Vec<u8>>);

impl AsRef<[u8]> for Owner {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_of_the_plain_form_share_one_and_the_last_takes_it_along() {
        let unpacked = Unpacked::default();
        let first = unpacked.get(|| b"page".to_vec());
        let second = unpacked.get(|| unreachable!("it is there"));
        assert_eq!(first.as_ptr(), second.as_ptr());
        drop(first);
        assert_eq!(unpacked.get(|| unreachable!("it is there")), "page");
        drop(second);
        assert_eq!(unpacked.get(|| b"anew".to_vec()), "anew");
    }
}
