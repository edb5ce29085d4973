use serde::Serialize;

use super::{
    Around, Card, Edition, Feed, Language, Line, Link, Locale, NavLink, Originals, SlotBlock,
    Theme, ThemeFault,
};

/// A part that many pages show alike: a template of its own, rendered once and put into them as ready markup.
pub trait Piece: Serialize {
    /// The template's path, such as `web/pieces/headlines.html`.
    const TEMPLATE: &'static str;
}

/// `web/pieces/headlines.html`: the headline of each channel.
#[derive(Clone, Debug, Serialize)]
pub struct Headlines {
    pub blocks: Vec<SlotBlock>,
}

impl Piece for Headlines {
    const TEMPLATE: &'static str = "web/pieces/headlines.html";
}

/// `web/pieces/originals.html`: the original columns in tabs.
#[derive(Clone, Debug, Serialize)]
pub struct OriginalTabs {
    pub originals: Originals,
}

impl Piece for OriginalTabs {
    const TEMPLATE: &'static str = "web/pieces/originals.html";
}

/// `web/pieces/hot_row.html`: one article of the hot list.
#[derive(Clone, Debug, Serialize)]
pub struct HotRow {
    pub card: Card,
    /// How wide its picture stands, as CSS says it.
    pub sizes: &'static str,
}

impl Piece for HotRow {
    const TEMPLATE: &'static str = "web/pieces/hot_row.html";
}

/// `web/pieces/tile.html`: an article beside another.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    pub card: Card,
}

impl Piece for Tile {
    const TEMPLATE: &'static str = "web/pieces/tile.html";
}

/// `web/pieces/left_out.html`: what was left out of a text that somebody sent.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct LeftOutLine {
    /// Characters.
    pub count: usize,
}

impl Piece for LeftOutLine {
    const TEMPLATE: &'static str = "web/pieces/left_out.html";
}

/// `web/pieces/line.html`: an article's title in a dense list.
#[derive(Clone, Debug, Serialize)]
pub struct TitleLine {
    pub card: Line,
}

impl Piece for TitleLine {
    const TEMPLATE: &'static str = "web/pieces/line.html";
}

/// What [`Around`] is made of: the same for all pages of a channel.
#[derive(Clone, Debug, Serialize)]
pub struct Surroundings {
    pub edition: Edition,
    /// The page in the other edition: `?edition=care`, or `?edition=standard` where care is on.
    pub edition_url: String,
    pub languages: Vec<Language>,
    /// The channels of the main navigation, in the site's order.
    pub channels: Vec<NavLink>,
    /// The site's own links at the foot: about, licence numbers, contact.
    pub footer_links: Vec<Link>,
    /// The site's feeds.
    pub feeds: Vec<Feed>,
    /// Whom a page is for; of a page for everybody nothing is known.
    pub me: Option<Me>,
}

/// What stands at the head of somebody's own pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Me {
    /// Notifications.
    pub unread: i64,
    /// Whether the studio is theirs, too.
    pub writes: bool,
    pub sees_desk: bool,
}

/// Pieces of the layout: the name, and the template that gets the surroundings as `layout`.
macro_rules! pieces_of_layout {
    ($($name:ident: $template:literal),* $(,)?) => {$(
        #[derive(Serialize)]
        struct $name<'s> {
            layout: &'s Surroundings,
        }

        impl Piece for $name<'_> {
            const TEMPLATE: &'static str = $template;
        }
    )*};
}

pieces_of_layout! {
    Tools: "web/pieces/tools.html",
    Channels: "web/pieces/channels.html",
    Editions: "web/pieces/editions.html",
    FootLinks: "web/pieces/foot_links.html",
    FootFeeds: "web/pieces/foot_feeds.html",
    HeadFeeds: "web/pieces/head_feeds.html",
}

impl Surroundings {
    /// # Errors
    /// As [`Theme::render`].
    pub fn around(&self, theme: &Theme, locale: Locale) -> Result<Around, ThemeFault> {
        let layout = self;
        Ok(Around {
            tools: theme.piece(locale, &Tools { layout })?,
            channels: theme.piece(locale, &Channels { layout })?,
            editions: theme.piece(locale, &Editions { layout })?,
            foot_links: theme.piece(locale, &FootLinks { layout })?,
            foot_feeds: theme.piece(locale, &FootFeeds { layout })?,
            head_feeds: theme.piece(locale, &HeadFeeds { layout })?,
        })
    }
}
