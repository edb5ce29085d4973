use std::sync::Arc;

use masthead_db::Tx;
use masthead_log::{Event, Failure, Follower, Keeping};

use super::Portal;
use crate::article::events::{ArticleHidden, ArticlePublished, ArticleRevised, Standing};
use crate::channel::events::ChannelChanged;
use crate::column::events::ColumnChanged;
use crate::comment::events::{CommentChanged, CommentPosted};
use crate::creator::events::{CreatorChanged, CreatorFollowed};
use crate::site::events::SiteChanged;
use crate::slot::events::SlotFilled;

/// What pages are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// The site's name, sections and footer: part of every page.
    Site,
    /// Headlines, hot list and columns as many pages show them.
    Front,
    /// The newest articles of the whole site.
    Newest,
    Article(i64),
    Creator(i64),
    Channel(i64),
    Column(i64),
}

/// The things that an event changes. An event that changes no page, or whose
/// kind is of a later version, gives none.
fn changed(event: &Event) -> Vec<Thing> {
    let at = |standing: &Standing| {
        let mut things = vec![Thing::Newest, Thing::Creator(standing.creator)];
        things.extend(standing.channel.map(Thing::Channel));
        things.extend(standing.columns.iter().copied().map(Thing::Column));
        things
    };
    if let Some(Ok(fact)) = event.read::<ArticlePublished>() {
        let mut things = at(&fact.standing);
        things.push(Thing::Article(fact.article));
        things
    } else if let Some(Ok(fact)) = event.read::<ArticleRevised>() {
        let mut things = at(&fact.before);
        things.extend(at(&fact.after));
        things.extend([Thing::Article(fact.article), Thing::Front]);
        things
    } else if let Some(Ok(fact)) = event.read::<ArticleHidden>() {
        // It may stand in any list of any page: all of them go.
        let mut things = at(&fact.before);
        things.extend([Thing::Article(fact.article), Thing::Front]);
        things
    } else if let Some(Ok(fact)) = event.read::<CommentPosted>() {
        vec![Thing::Article(fact.article)]
    } else if let Some(Ok(fact)) = event.read::<CommentChanged>() {
        vec![Thing::Article(fact.article)]
    } else if let Some(Ok(fact)) = event.read::<CreatorChanged>() {
        vec![Thing::Creator(fact.creator), Thing::Front]
    } else if let Some(Ok(fact)) = event.read::<CreatorFollowed>() {
        vec![Thing::Creator(fact.creator)]
    } else if event.read::<SlotFilled>().is_some() {
        vec![Thing::Front]
    } else if event.read::<SiteChanged>().is_some()
        || event.read::<ChannelChanged>().is_some()
        || event.read::<ColumnChanged>().is_some()
    {
        vec![Thing::Site]
    } else {
        Vec::new()
    }
}

/// The follower that drops pages when what they are made of has changed.
pub struct PageFollower(pub Arc<Portal>);

impl Follower for PageFollower {
    fn name(&self) -> &'static str {
        "pages"
    }

    fn keeping(&self) -> Keeping {
        Keeping::Volatile
    }

    fn follow(&self, _: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        // The front first: a page that is made between the two reads it.
        self.0.forget_front();
        for event in events {
            for thing in changed(event) {
                self.0.press.touch(&thing);
            }
        }
        Ok(())
    }
}
