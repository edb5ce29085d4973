//! Places on pages that an editor fills.

/// The `place` of the home page's lead stories.
pub const HOME_TOP: &str = "home/top";
/// The `place` of an editor's pins in the hot list.
pub const HOT: &str = "hot";

/// The `place` of a channel's headline.
#[must_use]
pub fn channel_headline(slug: &str) -> String {
    format!("channel/{slug}/headline")
}

/// The `place` of a column's headline.
#[must_use]
pub fn column_headline(slug: &str) -> String {
    format!("column/{slug}/headline")
}

/// A slot without an end.
pub const FOREVER: i64 = i64::MAX;
