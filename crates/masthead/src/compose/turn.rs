use std::fmt;

use masthead_clock::Millis;
use serde::Deserialize;

use super::Room;
use crate::article::store::{Key, Listed};
use crate::id::ArticleId;
use crate::portal::AppError;
use crate::web::TurnPage;

/// Cards on one page of a list.
const PAGE: usize = 20;
/// Asked for to see whether the list goes on.
pub const PAGE_AND_ONE: i64 = PAGE as i64 + 1;

/// The `?before=` of a list: time and id of the last card of the page before,
/// as in `before=1768681203000-42`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String", bound = "I: From<i64>")]
pub struct Before<I = ArticleId>(Option<Key<I>>);

impl<I> Default for Before<I> {
    fn default() -> Self {
        Self(None)
    }
}

/// The parameters of a list's address.
#[derive(Deserialize)]
#[serde(bound = "I: From<i64>")]
pub struct ListQuery<I = ArticleId> {
    #[serde(default)]
    pub before: Before<I>,
}

impl<I: From<i64>> TryFrom<String> for Before<I> {
    type Error = AppError;

    fn try_from(text: String) -> Result<Self, AppError> {
        Self::parse(Some(&text))
    }
}

impl<I: From<i64>> Before<I> {
    /// # Errors
    /// [`AppError::BadAddress`] where it is there and no such key.
    pub fn parse(text: Option<&str>) -> Result<Self, AppError> {
        let Some(text) = text else {
            return Ok(Self(None));
        };
        let key = Key::parse(text).ok_or(AppError::BadAddress)?;
        Ok(Self(Some(key)))
    }
}

impl<I: From<i64> + Copy + fmt::Display> Before<I> {
    #[must_use]
    pub fn is_first(self) -> bool {
        self.0.is_none()
    }

    /// Where the list begins; never later than `now`.
    #[must_use]
    pub fn key(self, now: Millis) -> Key<I> {
        match self.0 {
            Some(key) if key.at <= now => key,
            _ => Key::start(now),
        }
    }

    /// The address of this page of the list at `path`.
    #[must_use]
    pub fn address(self, path: &str) -> String {
        match self.0 {
            Some(key) => format!("{path}?before={key}"),
            None => path.to_owned(),
        }
    }
}

impl Room<'_> {
    /// Cuts the one card too many off, and says where the list goes on.
    #[must_use]
    pub fn turn<L>(&self, path: &str, before: Before<L::Id>, rows: &mut Vec<L>) -> TurnPage
    where
        L: Listed,
        L::Id: From<i64> + Copy + fmt::Display,
    {
        let goes_on = rows.len() > PAGE;
        rows.truncate(PAGE);
        let last = rows.last().map(Listed::key);
        TurnPage {
            newer_url: (!before.is_first()).then(|| path.to_owned()),
            older_url: goes_on.then(|| Before(last).address(path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_its_address() {
        let before = Before::<ArticleId>::parse(Some("1768681203000-42")).expect("a key");
        assert_eq!(before.address("/x"), "/x?before=1768681203000-42");
        assert_eq!(before.key(Millis(i64::MAX)).id, ArticleId(42));
    }

    #[test]
    fn a_list_goes_on_behind_an_article_from_before_1970() {
        let before = Before::<ArticleId>::parse(Some("-63158400000-42")).expect("a key");
        assert_eq!(before.address("/x"), "/x?before=-63158400000-42");
        assert_eq!(before.key(Millis(0)).at, Millis(-63_158_400_000));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for bad in [
            "",
            "-",
            "5",
            "a-b",
            "-5",
            "--5-3",
            "5--3",
            "+5-3",
            "99999999999999999999-1",
        ] {
            assert!(Before::<ArticleId>::parse(Some(bad)).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_list_never_begins_in_the_future() {
        let before = Before::<ArticleId>::parse(Some("9000-1")).expect("a key");
        assert_eq!(before.key(Millis(5)), Key::start(Millis(5)));
    }
}
