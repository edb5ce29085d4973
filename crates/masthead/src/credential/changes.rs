//! A paper that counts or no longer does shows beside its creator.

use super::events::CredentialChanged;
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for CredentialChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Creator(self.creator).has(News::Changed)]
    }
}
