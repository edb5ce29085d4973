//! What the desk reads of channels and columns; [`channel::store`] and [`column::store`] write them.

use masthead_db::{Fault, Row, Tx};

use super::Kind;
use super::rules::Node;
use crate::channel::store::put::{self as channel, ChannelFields};
use crate::column::store::put::{self as column, ColumnFields};
use crate::id::{ChannelId, ColumnId};
use crate::pen::{Change, Pen};

/// A channel or a column.
#[derive(Clone, Debug)]
pub(super) struct SectionRow {
    pub(super) node: Node,
    pub(super) slug: String,
    /// JSON, as every localized name.
    pub(super) name: String,
    pub(super) headline_title: Option<String>,
    /// Of a channel: the field whose papers it asks for.
    pub(super) field: Option<String>,
}

const CHANNELS: &str = "SELECT id, parent, position, slug, name, headline_title, field
    FROM channel
    ORDER BY position, id";
const COLUMNS: &str = "SELECT id, parent, position, slug, name, headline_title, NULL
    FROM news_column
    ORDER BY position, id";

/// Nobody else arranges sections before this transaction ends: what is checked
/// against all the others stays so.
///
/// # Errors
/// What the database says.
pub(crate) fn take_turn(tx: &mut Tx<'_>) -> Result<(), Fault> {
    let sql = "UPDATE section_turn SET turns = turns + 1 WHERE id = 1";
    tx.execute(sql, &[]).map(drop)
}

/// All sections of a kind, in the site's order.
///
/// # Errors
/// What the database says.
pub(super) fn list(tx: &mut Tx<'_>, kind: Kind) -> Result<Vec<SectionRow>, Fault> {
    let sql = match kind {
        Kind::Channel => CHANNELS,
        Kind::Column => COLUMNS,
    };
    tx.query(sql, &[], section)
}

fn section(row: &Row<'_>) -> Result<SectionRow, Fault> {
    Ok(SectionRow {
        node: Node {
            id: row.get(0)?,
            parent: row.get(1)?,
            position: row.get(2)?,
        },
        slug: row.get(3)?,
        name: row.get(4)?,
        headline_title: row.get(5)?,
        field: row.get(6)?,
    })
}

/// Sets one up, or changes the one of this slug; its id does not matter.
///
/// # Errors
/// What the database says.
pub(super) fn put(
    tx: &mut Tx<'_>,
    pen: &Pen,
    kind: Kind,
    row: SectionRow,
) -> Result<Change, Fault> {
    let (parent, position) = (row.node.parent, row.node.position);
    match kind {
        Kind::Channel => {
            let fields = ChannelFields {
                name: row.name,
                headline_title: row.headline_title,
                parent: parent.map(|id| ChannelId(id.0)),
                position,
            };
            let change = channel::put(tx, pen, &row.slug, &fields)?;
            channel::put_field(tx, pen, &row.slug, row.field.as_deref())?;
            Ok(change)
        }
        Kind::Column => {
            let fields = ColumnFields {
                name: row.name,
                headline_title: row.headline_title,
                parent: parent.map(|id| ColumnId(id.0)),
                position,
            };
            column::put(tx, pen, &row.slug, &fields)
        }
    }
}

/// Takes one away that nothing stands in. Whether it is gone now.
///
/// # Errors
/// What the database says.
pub(super) fn remove(
    tx: &mut Tx<'_>,
    pen: &Pen,
    kind: Kind,
    row: &SectionRow,
) -> Result<bool, Fault> {
    let (id, slug) = (row.node.id, &row.slug);
    let place = format!("{}/{slug}/headline", kind.name());
    match kind {
        Kind::Channel => channel::remove(tx, pen, ChannelId(id.0), slug, &place),
        Kind::Column => column::remove(tx, pen, ColumnId(id.0), slug, &place),
    }
}
