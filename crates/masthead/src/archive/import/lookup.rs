use std::collections::HashMap;

use masthead_archive::unknown;
use masthead_db::{Fault, Tx, params};

use super::batch::{Unwritten, refuse};
use crate::id::{AccountId, ArticleId, ChannelId, ColumnId, CreatorId};
use crate::{account, article, channel, column, creator};

/// The ten names after, and the ten before.
macro_rules! neighbours {
    ($table:literal) => {
        (
            concat!(
                "SELECT external_id FROM ",
                $table,
                " WHERE external_id > $1 ORDER BY external_id LIMIT 10"
            ),
            concat!(
                "SELECT external_id FROM ",
                $table,
                " WHERE external_id < $1 ORDER BY external_id DESC LIMIT 10"
            ),
        )
    };
}
/// What a row may refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Channel,
    Column,
    User,
    Creator,
    Article,
}

/// The id of something that a row may refer to.
pub(super) trait Named: From<i64> + Into<i64> + Copy {
    const KIND: Kind;

    fn find(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<Self>, Fault>;
}

macro_rules! named {
    ($($id:ident is $kind:ident, found by $find:path;)*) => {$(
        impl Named for $id {
            const KIND: Kind = Kind::$kind;

            fn find(tx: &mut Tx<'_>, external_id: &str) -> Result<Option<Self>, Fault> {
                $find(tx, external_id)
            }
        }
    )*};
}

named! {
    ChannelId is Channel, found by channel::store::put::find_id;
    ColumnId is Column, found by column::store::put::find_id;
    AccountId is User, found by account::store::put::find_id;
    CreatorId is Creator, found by creator::store::put::find_id;
    ArticleId is Article, found by article::store::put::find_id;
}

/// Ids by external ids, kept for as long as a batch.
#[derive(Default)]
pub(super) struct Lookups(HashMap<(Kind, String), i64>);

impl Lookups {
    /// The id of a row that `key` names.
    pub(super) fn id<I: Named>(
        &mut self,
        tx: &mut Tx<'_>,
        key: &str,
        external_id: &str,
    ) -> Result<I, Unwritten> {
        let name = (I::KIND, external_id.to_owned());
        if let Some(id) = self.0.get(&name) {
            return Ok((*id).into());
        }
        let Some(id) = I::find(tx, external_id)? else {
            let near = I::KIND.near(tx, external_id)?;
            let near = near.iter().map(String::as_str);
            return refuse(key, unknown(I::KIND.name(), external_id, near));
        };
        self.0.insert(name, id.into());
        Ok(id)
    }

    pub(super) fn optional<I: Named>(
        &mut self,
        tx: &mut Tx<'_>,
        key: &str,
        external_id: Option<&String>,
    ) -> Result<Option<I>, Unwritten> {
        external_id
            .map(|external_id| self.id(tx, key, external_id))
            .transpose()
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Kind::Channel => "channel",
            Kind::Column => "column",
            Kind::User => "user",
            Kind::Creator => "creator",
            Kind::Article => "article",
        }
    }

    /// Names for "did you mean": all of the few sections; of the many others
    /// the neighbours in the order of names, which share a beginning.
    fn near(self, tx: &mut Tx<'_>, external_id: &str) -> Result<Vec<String>, Fault> {
        let (after, before) = match self {
            Kind::Channel => return all(tx, "SELECT slug FROM channel ORDER BY slug LIMIT 1000"),
            Kind::Column => {
                return all(tx, "SELECT slug FROM news_column ORDER BY slug LIMIT 1000");
            }
            Kind::User => neighbours!("user_account"),
            Kind::Creator => neighbours!("creator"),
            Kind::Article => neighbours!("article"),
        };
        let mut found = tx.query(after, params![external_id], |row| row.get(0))?;
        found.extend(tx.query(before, params![external_id], |row| row.get::<String>(0))?);
        Ok(found)
    }
}

fn all(tx: &mut Tx<'_>, sql: &'static str) -> Result<Vec<String>, Fault> {
    tx.query(sql, &[], |row| row.get(0))
}
