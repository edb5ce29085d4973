//! What is about accounts and changes pages.

use super::events::AccountChanged;
use crate::front::Front;
use crate::portal::{Changes, News, Thing, Touch};

impl Changes for AccountChanged {
    fn changes(&self, _: Option<&Front>) -> Vec<Touch> {
        vec![Thing::Account(self.account).has(News::Changed)]
    }
}
