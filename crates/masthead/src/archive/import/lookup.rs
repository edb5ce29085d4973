use std::collections::HashMap;

use masthead_archive::unknown;
use masthead_db::{Fault, Tx, params};

use super::batch::{Unwritten, refuse};
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

/// Ids by external ids, kept for as long as a batch.
#[derive(Default)]
pub(super) struct Lookups(HashMap<(Kind, String), i64>);

impl Lookups {
    /// The id of a row that `key` names.
    pub(super) fn id(
        &mut self,
        tx: &mut Tx<'_>,
        kind: Kind,
        key: &str,
        external_id: &str,
    ) -> Result<i64, Unwritten> {
        let name = (kind, external_id.to_owned());
        if let Some(id) = self.0.get(&name) {
            return Ok(*id);
        }
        let Some(id) = kind.find(tx, external_id)? else {
            let near = kind.near(tx, external_id)?;
            let near = near.iter().map(String::as_str);
            return refuse(key, unknown(kind.name(), external_id, near));
        };
        self.0.insert(name, id);
        Ok(id)
    }

    pub(super) fn optional(
        &mut self,
        tx: &mut Tx<'_>,
        kind: Kind,
        key: &str,
        external_id: Option<&String>,
    ) -> Result<Option<i64>, Unwritten> {
        external_id
            .map(|external_id| self.id(tx, kind, key, external_id))
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

    pub(super) fn find(self, tx: &mut Tx<'_>, external_id: &str) -> Result<Option<i64>, Fault> {
        match self {
            Kind::Channel => channel::store::put::find_id(tx, external_id),
            Kind::Column => column::store::put::find_id(tx, external_id),
            Kind::User => account::store::put::find_id(tx, external_id),
            Kind::Creator => creator::store::put::find_id(tx, external_id),
            Kind::Article => article::store::put::find_id(tx, external_id),
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
