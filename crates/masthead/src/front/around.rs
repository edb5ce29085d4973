use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Front;
use crate::id::ChannelId;
use crate::web::Around;

type Kept = HashMap<(Option<ChannelId>, u8), Around>;

/// What stands around the pages of each channel: as many as there are in the
/// navigation, in four variants.
#[derive(Default)]
pub(super) struct AroundChannels(Mutex<Kept>);

impl Front {
    /// What stands around the pages of this channel of the navigation (or of
    /// none) in this variant (see [`crate::portal::variant`]); made by `make`
    /// at the first call.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn around<E>(
        &self,
        channel: Option<ChannelId>,
        variant: u8,
        make: impl FnOnce() -> Result<Around, E>,
    ) -> Result<Around, E> {
        let key = (channel, variant);
        if let Some(around) = self.around.lock().get(&key) {
            return Ok(around.clone());
        }
        let around = make()?;
        self.around.lock().insert(key, around.clone());
        Ok(around)
    }
}

impl AroundChannels {
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
