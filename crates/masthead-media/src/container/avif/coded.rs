//! What of an AVIF is to be decoded: the primary item and its transparency, each one picture or a grid of them.

use super::super::boxes::small;
use super::super::heif::Items;
use super::super::{Cursor, obu};
use super::{ALPHA, broken, nclx, size, unsupported};
use crate::Refusal;

/// A grid whose tiles have up to so many pixels is no burden, whatever it is cut to.
const SMALL_GRID: u64 = 1 << 20;

/// One picture of AV1 tiles, in rows. A plain item is one tile.
#[derive(Debug, Clone)]
pub(crate) struct Coded {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) columns: u32,
    pub(crate) tile_width: u32,
    pub(crate) tile_height: u32,
    /// The items that hold them; one may be named more than once.
    pub(crate) tiles: Vec<u32>,
}

/// Colour and transparency of the primary item, and where their bytes lie.
pub(crate) struct Still<'a> {
    items: Items<'a>,
    file_bytes: usize,
    pub(crate) color: Coded,
    pub(crate) alpha: Option<Coded>,
    /// Matrix coefficients (ITU-T H.273) and whether the range is full, where the container says so.
    pub(crate) matrix: Option<(u8, bool)>,
}

impl<'a> Still<'a> {
    pub(super) fn of(items: Items<'a>, file_bytes: usize) -> Result<Self, Refusal> {
        let alpha = alpha(&items);
        if !items.referred(b"prem", items.primary).is_empty() {
            return Err(unsupported("with premultiplied transparency"));
        }
        let color = coded(&items, items.primary, None)?;
        let like = (color.width, color.height);
        let alpha = alpha.map(|item| coded(&items, item, Some(like)));
        let still = Self {
            alpha: alpha.transpose()?,
            matrix: nclx(&items).map(|(_, _, matrix, full)| (matrix, full)),
            color,
            items,
            file_bytes,
        };
        still.fits_the_file()?;
        Ok(still)
    }

    pub(super) fn items(&self) -> &Items<'a> {
        &self.items
    }

    fn each(&self) -> impl Iterator<Item = &Coded> {
        [&self.color].into_iter().chain(&self.alpha)
    }

    /// One tile's bytes; those of the others stay where they are.
    pub(crate) fn tile(&self, item: u32) -> Result<Vec<u8>, Refusal> {
        let payload = self.items.payload(item, self.file_bytes);
        let payload = payload.filter(|payload| !payload.is_empty());
        payload.ok_or_else(|| broken("its picture data is missing"))
    }

    /// An item that is named a thousand times costs a thousand times, so each time counts.
    fn fits_the_file(&self) -> Result<(), Refusal> {
        let mut left = self.file_bytes;
        for item in self.each().flat_map(|coded| &coded.tiles) {
            let bytes = self.items.payload_bytes(*item).filter(|bytes| *bytes > 0);
            let bytes = bytes.ok_or_else(|| broken("its picture data is missing"))?;
            left = left
                .checked_sub(bytes)
                .ok_or_else(|| broken("its tiles have more bytes than the file"))?;
        }
        Ok(())
    }

    /// The longest side and the most pixels that its parts say they have.
    pub(super) fn largest(&self) -> (u32, u64) {
        self.each().fold((0, 0), |(side, pixels), coded| {
            let tile = u64::from(coded.tile_width) * u64::from(coded.tile_height);
            let longer = coded.tile_width.max(coded.tile_height);
            (side.max(longer), pixels.max(tile))
        })
    }

    /// What decoding takes at its peak: the canvas, and one tile with what the decoder holds of it.
    pub(super) fn decode_bytes(&self) -> Result<u64, Refusal> {
        let channels = if self.alpha.is_some() { 4 } else { 3 };
        let canvas = u64::from(self.color.width) * u64::from(self.color.height) * channels;
        let mut most = 0;
        for coded in self.each() {
            let pixels = u64::from(coded.tile_width) * u64::from(coded.tile_height);
            for item in &coded.tiles {
                let each = obu::look(&self.tile(*item)?)?.bytes_of(pixels);
                most = most.max(each);
            }
        }
        Ok(canvas + most)
    }
}

fn coded(items: &Items, item: u32, like: Option<(u32, u32)>) -> Result<Coded, Refusal> {
    let (width, height) = match like {
        Some(like) => like,
        None => size(items, item)?,
    };
    match items.kind(item) {
        Some(b"av01") => Ok(Coded {
            width,
            height,
            columns: 1,
            tile_width: width,
            tile_height: height,
            tiles: vec![item],
        }),
        Some(b"grid") => of_grid(items, item, (width, height)),
        Some(kind) => Err(unsupported(&format!("item {}", kind.escape_ascii()))),
        None => Err(broken("its picture is missing")),
    }
}

fn of_grid(items: &Items, item: u32, (width, height): (u32, u32)) -> Result<Coded, Refusal> {
    let tiles = items.referred(b"dimg", item);
    let description = items.payload(item, 16);
    let description = description.ok_or_else(|| broken("its picture data is missing"))?;
    let (rows, columns) = grid(&description, (width, height), tiles.len())?;
    let (tile_width, tile_height) = size(items, tiles[0])?;
    let fits = |tile: u32, count: u32, whole: u32| {
        let (tile, count, whole) = (u64::from(tile), u64::from(count), u64::from(whole));
        tile * count >= whole && tile * (count - 1) < whole
    };
    if !fits(tile_width, columns, width) || !fits(tile_height, rows, height) {
        return Err(broken("its grid does not cover the picture"));
    }
    // Half a tile too many in each direction is usual, a picture of 16 × 16 in a tile of 32,768² is an attack.
    let area = |width: u32, height: u32| u128::from(width) * u128::from(height);
    let painted = area(tile_width, tile_height) * area(columns, rows);
    if painted > (4 * area(width, height)).max(SMALL_GRID.into()) {
        return Err(broken("its tiles are far larger than the picture"));
    }
    if tiles.iter().any(|tile| items.kind(*tile) != Some(b"av01")) {
        return Err(unsupported("with a grid of something else"));
    }
    Ok(Coded {
        width,
        height,
        columns,
        tile_width,
        tile_height,
        tiles,
    })
}

/// Rows and columns (ISO/IEC 23008-12, 6.6.2.3).
fn grid(payload: &[u8], size: (u32, u32), tiles: usize) -> Result<(u32, u32), Refusal> {
    let read = || {
        let mut cursor = Cursor::new(payload);
        let [_, flags, rows, columns] = cursor.array()?;
        let length = if flags & 1 == 1 { 4 } else { 2 };
        let written = (small(&mut cursor, length)?, small(&mut cursor, length)?);
        let (rows, columns) = (u32::from(rows) + 1, u32::from(columns) + 1);
        (written == size && (rows * columns) as usize == tiles).then_some((rows, columns))
    };
    read().ok_or_else(|| broken("its grid contradicts its size"))
}

fn alpha(items: &Items) -> Option<u32> {
    let referring = items.references.iter();
    let mut auxiliary = referring.filter(|(kind, _, to)| kind == b"auxl" && *to == items.primary);
    let is_alpha = |item| {
        let kind = items.property(item, b"auxC").and_then(|body| body.get(4..));
        kind.is_some_and(|kind| ALPHA.iter().any(|alpha| kind.starts_with(alpha)))
    };
    auxiliary.find_map(|(_, from, _)| is_alpha(*from).then_some(*from))
}
