//! Files written by hand, as no program writes them.

use flate2::Crc;

/// A chunk of a PNG.
pub(crate) fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    [&length, kind.as_slice(), data, &crc.sum().to_be_bytes()].concat()
}

/// A grey PNG with more chunks behind its header.
pub(crate) fn png((width, height): (u32, u32), more: &[Vec<u8>]) -> Vec<u8> {
    use std::io::Write;
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 0, 0, 0, 0]);
    let mut rows = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..height {
        rows.write_all(&vec![0; width as usize + 1])
            .expect("into memory");
    }
    let rows = rows.finish().expect("into memory");
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &header));
    more.iter().for_each(|chunk| png.extend_from_slice(chunk));
    png.extend(chunk(b"IDAT", &rows));
    png.extend(chunk(b"IEND", &[]));
    png
}

/// A chunk of a WebP, or the whole of one (`RIFF`).
pub(crate) fn webp_chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).expect("short").to_le_bytes();
    let padding = &[0][..data.len() % 2];
    [kind.as_slice(), &length, data, padding].concat()
}

fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).expect("short").to_be_bytes();
    [&length, kind.as_slice(), body].concat()
}

fn ispe((width, height): (u32, u32)) -> Vec<u8> {
    let sides = [[0; 4], width.to_be_bytes(), height.to_be_bytes()].concat();
    boxed(b"ispe", &sides)
}

/// An AVIF whose item 1 is a grid of rows and columns, each of them item 2: the bytes `tile`.
pub(crate) fn avif_grid(
    size: (u32, u32),
    tile_size: (u32, u32),
    (rows, columns): (u8, u8),
    tile: &[u8],
) -> Vec<u8> {
    let mut grid = vec![0, 1, rows - 1, columns - 1];
    grid.extend(size.0.to_be_bytes());
    grid.extend(size.1.to_be_bytes());
    let info = |id: u8, kind: &[u8; 4]| {
        boxed(
            b"infe",
            &[&[2, 0, 0, 0, 0, id, 0, 0], kind.as_slice(), &[0]].concat(),
        )
    };
    let infos = [
        &[0, 0, 0, 0, 0, 2],
        &info(1, b"grid")[..],
        &info(2, b"av01"),
    ]
    .concat();
    let properties = boxed(b"ipco", &[ispe(size), ispe(tile_size)].concat());
    let associations = boxed(b"ipma", &[0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 1, 1, 0, 2, 1, 2]);
    let count = u16::from(rows) * u16::from(columns);
    let mut refers = [[0, 1], count.to_be_bytes()].concat();
    (0..count).for_each(|_| refers.extend([0, 2]));
    let references = [&[0; 4], &boxed(b"dimg", &refers)[..]].concat();
    let meta = |at: u32| {
        // Version 1, offsets and lengths of four bytes: the grid in `idat`, the tile in the file.
        let mut places = vec![1, 0, 0, 0, 0x44, 0, 0, 2];
        places.extend([0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
        places.extend(u32::try_from(grid.len()).expect("short").to_be_bytes());
        places.extend([0, 2, 0, 0, 0, 0, 0, 1]);
        places.extend(at.to_be_bytes());
        places.extend(u32::try_from(tile.len()).expect("short").to_be_bytes());
        let boxes = [
            boxed(b"pitm", &[0, 0, 0, 0, 0, 1]),
            boxed(b"iinf", &infos),
            boxed(b"iref", &references),
            boxed(
                b"iprp",
                &[properties.clone(), associations.clone()].concat(),
            ),
            boxed(b"idat", &grid),
            boxed(b"iloc", &places),
        ];
        boxed(b"meta", &[vec![0; 4], boxes.concat()].concat())
    };
    let head = boxed(b"ftyp", b"avif\0\0\0\0avifmif1");
    let at = head.len() + meta(0).len() + 8;
    let meta = meta(u32::try_from(at).expect("short"));
    [head, meta, boxed(b"mdat", tile)].concat()
}
