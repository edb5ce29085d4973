//! IPTC-IIM 4.2 inside Photoshop's image resources.

use super::fill;
use crate::Marks;
use crate::container::Cursor;

const IIM: u16 = 0x0404;

pub(super) fn read(resources: &[u8], marks: &mut Marks) {
    let mut cursor = Cursor::new(resources);
    while let Some((id, data)) = resource(&mut cursor) {
        if id == IIM {
            records(data, marks);
        }
    }
}

/// `8BIM`, id, a name and data, both padded to even lengths.
fn resource<'a>(cursor: &mut Cursor<'a>) -> Option<(u16, &'a [u8])> {
    if cursor.take(4)? != b"8BIM" {
        return None;
    }
    let id = u16::from_be_bytes(cursor.array()?);
    let name = usize::from(cursor.byte()?);
    cursor.take(name | 1)?;
    let length = u32::from_be_bytes(cursor.array()?) as usize;
    let data = cursor.take(length)?;
    cursor.take(length % 2);
    Some((id, data))
}

fn records(data: &[u8], marks: &mut Marks) {
    let mut cursor = Cursor::new(data);
    while let Some([0x1c, record, set, high, low]) = cursor.array() {
        let Some(value) = cursor.take(usize::from(u16::from_be_bytes([high, low]))) else {
            return;
        };
        match (record, set) {
            (2, 80) => fill(&mut marks.creator, &text(value)),
            (2, 110) => fill(&mut marks.credit, &text(value)),
            (2, 116) => fill(&mut marks.copyright, &text(value)),
            (2, 120) => fill(&mut marks.caption, &text(value)),
            _ => {}
        }
    }
}

/// UTF-8 where it is, else Latin-1: the declared character set is seldom set and often wrong.
fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec())
        .unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect())
}
