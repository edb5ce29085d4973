use std::collections::{BTreeMap, BTreeSet};

use masthead_db::{Db, Fault, Tx, params};
use masthead_media::{FilmKind, Format, Hash, Object, Shelf, Store};

use super::CheckError;
use super::finding::Finding;
use crate::media::store::private::{Named, list_named};

/// Compares rows and files: of pictures one of 256 parts at a time, so that only
/// that part's names are in memory, and of papers and private pictures all.
pub(super) fn compare(db: &Db, store: &Store) -> Result<Vec<Finding>, CheckError> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut findings = Vec::new();
    for bucket in 0..=u8::MAX {
        let rows = db.read_now(move |tx| rows(tx, bucket))?;
        findings.extend(runtime.block_on(compare_bucket(store, bucket, &rows))?);
    }
    let named = db.read_now(list_named)?;
    findings.extend(runtime.block_on(without_file(store, named))?);
    findings.extend(db.read_now(failures)?);
    findings.extend(db.read_now(waiting)?);
    Ok(findings)
}

/// What readers get, by the hash of what was uploaded.
type Rows = BTreeMap<Hash, Option<Object>>;

/// The master of a picture, or a film as it came.
fn shown(extension: &str) -> Option<Object> {
    let film = FilmKind::from_extension(extension).map(Object::Film);
    film.or_else(|| Format::from_extension(extension).map(Object::Master))
}

fn rows(tx: &mut Tx<'_>, bucket: u8) -> Result<Rows, Fault> {
    let first = format!("{bucket:02x}");
    // After `ff` comes what no hash begins with.
    let end = bucket
        .checked_add(1)
        .map_or_else(|| "g".to_owned(), |next| format!("{next:02x}"));
    let rows = tx.query(
        "SELECT hash, master_format FROM media WHERE hash >= $1 AND hash < $2 ORDER BY hash",
        params![&first, &end],
        |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)),
    )?;
    let known = |(hash, format): (String, String)| Some((hash.parse().ok()?, shown(&format)));
    Ok(rows.into_iter().filter_map(known).collect())
}

async fn compare_bucket(
    store: &Store,
    bucket: u8,
    rows: &Rows,
) -> Result<Vec<Finding>, CheckError> {
    let originals: BTreeSet<Hash> = store
        .list(Shelf::Original, bucket)
        .await?
        .into_iter()
        .collect();
    let public: BTreeSet<Hash> = store
        .list(Shelf::Public, bucket)
        .await?
        .into_iter()
        .collect();
    let mut findings = Vec::new();
    for (hash, master) in rows {
        let is_film = matches!(master, Some(Object::Film(_)));
        if !is_film && !originals.contains(hash) {
            findings.push(missing(*hash, "original"));
        }
        let master = match master {
            Some(object) => store.head(*hash, *object).await?,
            None => None,
        };
        if master.is_none() {
            findings.push(missing(*hash, "public master"));
        }
    }
    let strangers = originals
        .union(&public)
        .filter(|hash| !rows.contains_key(hash));
    findings.extend(strangers.map(|hash| orphan(*hash)));
    Ok(findings)
}

fn missing(hash: Hash, which: &str) -> Finding {
    Finding::new(
        format!("media {hash}"),
        format!("has no {which} in the media folder"),
        "bring the file back from a backup, or import the archive that it came with again",
    )
}

/// Papers and private pictures.
async fn without_file(store: &Store, named: Vec<Named>) -> Result<Vec<Finding>, CheckError> {
    let mut findings = Vec::new();
    for Named { stored_as, what } in named {
        if store.head_private(&stored_as).await?.is_none() {
            findings.push(Finding::new(
                what,
                "has no file in the media folder",
                format!("bring media/private/{stored_as} back from a backup, or ask for it again"),
            ));
        }
    }
    Ok(findings)
}

fn orphan(hash: Hash) -> Finding {
    Finding::new(
        format!("media {hash}"),
        "lies in the media folder and in no row",
        "it may be removed where no import is running",
    )
}

fn failures(tx: &mut Tx<'_>) -> Result<Vec<Finding>, Fault> {
    tx.query(
        "SELECT hash, failure FROM media WHERE failure IS NOT NULL ORDER BY hash LIMIT 100",
        &[],
        |row| {
            let what = format!("has no smaller copies: {}", row.get::<String>(1)?);
            let place = format!("media {}", row.get::<String>(0)?);
            Ok(Finding::new(
                place,
                what,
                "it is shown in full size; store another picture",
            )
            .note())
        },
    )
}

fn waiting(tx: &mut Tx<'_>) -> Result<Option<Finding>, Fault> {
    let waiting = tx.get(
        "SELECT COUNT(*) FROM media WHERE renditions_at IS NULL AND failure IS NULL",
        &[],
        |row| row.get::<i64>(0),
    )?;
    let note = || {
        let what = format!("{waiting} pictures wait for their smaller copies");
        Finding::new("media", what, "they are made while the portal is served").note()
    };
    Ok((waiting > 0).then(note))
}
