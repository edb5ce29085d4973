//! What each event changes: the one place where it is declared. It knows the
//! events of all features, and stands above them.

mod followers;

use masthead_log::Event;

use crate::account::events::AccountChanged;
use crate::article::events::{
    ArticleHidden, ArticleKept, ArticlePublished, ArticleRevised, Standing,
};
use crate::channel::events::{ChannelChanged, ChannelRemoved};
use crate::column::events::{ColumnChanged, ColumnRemoved};
use crate::comment::events::{CommentChanged, CommentPosted};
use crate::creator::events::{CreatorChanged, CreatorFollowed, CreatorUnfollowed};
use crate::credential::events::CredentialChanged;
use crate::front::Front;
use crate::portal::{News, Thing};
use crate::site::events::SiteChanged;
use crate::slot::events::{PlaceChanged, SlotEmptied, SlotFilled};
use crate::views::events::ViewsCounted;

pub use followers::followers;
#[cfg(test)]
pub(crate) use followers::tell_of;

/// The things that an event changes. An event that changes no page, or whose
/// kind is of a later version, gives none. `front` is what pages show now.
pub fn changed(event: &Event, front: Option<&Front>) -> Vec<(Thing, News)> {
    use News::{Changed, Counted, Grew, Viewed};
    if let Some(Ok(fact)) = event.read::<ArticlePublished>() {
        let mut things = lists(&fact.standing, Grew);
        things.extend([
            (Thing::Article(fact.article), Changed),
            (Thing::Front, Grew),
        ]);
        things
    } else if let Some(Ok(fact)) = event.read::<ArticleRevised>() {
        let mut things = lists(&fact.before, Changed);
        things.extend(lists(&fact.after, Changed));
        let shown = front.is_none_or(|front| front.shows_article(fact.article));
        things.extend([
            (Thing::Article(fact.article), Changed),
            (Thing::Front, if shown { Changed } else { Grew }),
        ]);
        things
    } else if let Some(Ok(fact)) = event.read::<ArticleHidden>() {
        // It may stand in any list of any page: all of them go.
        let mut things = lists(&fact.before, Changed);
        let gone = [Thing::Article(fact.article), Thing::Front];
        things.extend(gone.map(|thing| (thing, Changed)));
        things
    } else if let Some(Ok(fact)) = event.read::<ArticleKept>() {
        // The page that is left of a retracted one may come or go.
        vec![(Thing::Article(fact.article), Changed)]
    } else if let Some(Ok(fact)) = event.read::<CommentPosted>() {
        vec![
            (Thing::Article(fact.article), Grew),
            (Thing::Front, Counted),
        ]
    } else if let Some(Ok(fact)) = event.read::<CommentChanged>() {
        vec![
            (Thing::Article(fact.article), Changed),
            (Thing::Front, Counted),
        ]
    } else if let Some(Ok(fact)) = event.read::<CreatorChanged>() {
        let shown = front.is_none_or(|front| front.shows_creator(fact.creator));
        vec![
            (Thing::Creator(fact.creator), Changed),
            (Thing::Creators, Grew),
            (Thing::Front, if shown { Changed } else { Counted }),
        ]
    } else if let Some(Ok(fact)) = event.read::<CreatorFollowed>() {
        vec![(Thing::Creator(fact.creator), Counted)]
    } else if let Some(Ok(fact)) = event.read::<CreatorUnfollowed>() {
        vec![(Thing::Creator(fact.creator), Counted)]
    } else if let Some(Ok(fact)) = event.read::<CredentialChanged>() {
        vec![(Thing::Creator(fact.creator), Changed)]
    } else if let Some(Ok(fact)) = event.read::<AccountChanged>() {
        vec![(Thing::Account(fact.account), Changed)]
    } else if let Some(Ok(fact)) = event.read::<ViewsCounted>() {
        let articles = fact.articles.into_iter().map(Thing::Article);
        let mut things: Vec<_> = articles.map(|article| (article, Viewed)).collect();
        things.push((Thing::Front, Viewed));
        things
    } else if event.read::<SlotFilled>().is_some()
        || event.read::<SlotEmptied>().is_some()
        || event.read::<PlaceChanged>().is_some()
    {
        vec![(Thing::Front, Changed)]
    } else if event.read::<SiteChanged>().is_some()
        || event.read::<ChannelChanged>().is_some()
        || event.read::<ChannelRemoved>().is_some()
        || event.read::<ColumnChanged>().is_some()
        || event.read::<ColumnRemoved>().is_some()
    {
        vec![(Thing::Site, Changed), (Thing::Front, Changed)]
    } else {
        Vec::new()
    }
}

/// The lists that an article is part of.
pub fn lists(standing: &Standing, news: News) -> Vec<(Thing, News)> {
    let mut things = vec![Thing::Newest, Thing::Creator(standing.creator)];
    things.extend(standing.channel.map(Thing::Channel));
    things.extend(standing.columns.iter().copied().map(Thing::Column));
    things.into_iter().map(|thing| (thing, news)).collect()
}
