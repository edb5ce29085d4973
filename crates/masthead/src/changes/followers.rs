//! How pages learn that something has changed.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use masthead_db::Tx;
use masthead_log::{Event, Failure, Follower, Keeping};

use super::changed;
use crate::counts::CountsFollower;
use crate::media::events::WithheldChanged;
use crate::portal::{News, Portal, Thing};

/// Tells every page that is made of what an event changes.
pub(crate) fn tell_of(portal: &Portal, event: &Event) {
    if event.read::<WithheldChanged>().is_some() {
        portal.withheld.doubt();
    }
    let front = portal.front.last();
    let mut things = changed(event, front.as_deref());
    // The front first: a page that is made between the two reads it.
    things.sort_by_key(|touch| touch.thing != Thing::Front);
    for touch in things {
        portal.tell_pages(touch, event.at);
    }
}

/// Events of this process that pages have been told of already, before their
/// writers were answered.
#[derive(Default)]
struct Heard(Mutex<HashSet<i64>>);

impl Heard {
    fn note(&self, seq: i64) {
        self.all().insert(seq);
    }

    fn forget(&self, seq: i64) -> bool {
        self.all().remove(&seq)
    }

    fn all(&self) -> std::sync::MutexGuard<'_, HashSet<i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells pages of the changes of this process before they are answered, and
/// gives the followers that tell them of the others'.
#[must_use]
pub fn followers(portal: &Arc<Portal>) -> Vec<Arc<dyn Follower>> {
    let heard = Arc::new(Heard::default());
    listen(Arc::downgrade(portal), Arc::clone(&heard));
    vec![
        Arc::new(PageFollower {
            portal: Arc::clone(portal),
            heard,
        }),
        Arc::new(CountedPageFollower(Arc::clone(portal))),
    ]
}

fn listen(portal: Weak<Portal>, heard: Arc<Heard>) {
    let Some(strong) = portal.upgrade() else {
        return;
    };
    strong.log.listen(move |event| {
        if let Some(portal) = portal.upgrade() {
            heard.note(event.seq);
            tell_of(&portal, event);
        }
    });
}

/// Touches pages by the events of other processes.
struct PageFollower {
    portal: Arc<Portal>,
    heard: Arc<Heard>,
}

impl Follower for PageFollower {
    fn name(&self) -> &'static str {
        "pages"
    }

    fn keeping(&self) -> Keeping {
        Keeping::Volatile
    }

    fn follow(&self, _: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        for event in events {
            if !self.heard.forget(event.seq) {
                tell_of(&self.portal, event);
            }
        }
        Ok(())
    }
}

/// Touches pages once more when the counts that an event moves have moved.
struct CountedPageFollower(Arc<Portal>);

impl Follower for CountedPageFollower {
    fn name(&self) -> &'static str {
        "counted pages"
    }

    fn keeping(&self) -> Keeping {
        Keeping::Volatile
    }

    fn after(&self) -> Option<&'static str> {
        Some(CountsFollower.name())
    }

    fn follow(&self, _: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        for event in events {
            for touch in changed(event, None) {
                let counted = touch.thing.has(touch.news.min(News::Counted));
                self.0.tell_pages(counted, event.at);
            }
        }
        Ok(())
    }
}
