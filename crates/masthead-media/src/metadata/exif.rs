use exif::{In, Reader, Tag, Value};

use super::{fill, fill_label, generator};
use crate::{AiStatus, Marks};

/// Fills in the rights and gives the orientation, 1 to 8; 1 where it is missing or nonsense.
pub(super) fn read(block: &[u8], marks: &mut Marks) -> u8 {
    let mut reader = Reader::new();
    reader.continue_on_error(true);
    let read = reader.read_raw(block.to_vec());
    let Ok(exif) = read.or_else(|error| error.distill_partial_result(|_| ())) else {
        return 1;
    };
    let text = |tag| {
        exif.get_field(tag, In::PRIMARY)
            .map(|field| text(&field.value))
            .unwrap_or_default()
    };
    fill(
        &mut marks.copyright,
        &text(Tag::Copyright).replace('\0', "; "),
    );
    fill(&mut marks.creator, &text(Tag::Artist));
    fill(&mut marks.caption, &text(Tag::ImageDescription));
    comment(&text(Tag::UserComment), marks);
    if generator(&text(Tag::Software)) {
        marks.find(AiStatus::Suspected, "EXIF Software");
    }
    let orientation = exif
        .get_field(Tag::Orientation, In::PRIMARY)
        .and_then(|field| field.value.get_uint(0));
    orientation
        .and_then(|turn| u8::try_from(turn).ok())
        .filter(|turn| (1..=8).contains(turn))
        .unwrap_or(1)
}

/// Some programs put the AI label into the user comment, whose first 8 bytes name its encoding.
fn comment(comment: &str, marks: &mut Marks) {
    let json = comment.find('{').map_or("", |at| &comment[at..]);
    if json.contains("\"AIGC\"") || json.contains("\"ContentProducer\"") {
        fill_label(marks, json.trim_end_matches('\0'));
    }
}

fn text(value: &Value) -> String {
    let bytes = match value {
        Value::Ascii(lines) => lines.join(&0),
        Value::Undefined(bytes, _) | Value::Byte(bytes) => bytes.clone(),
        _ => Vec::new(),
    };
    String::from_utf8_lossy(&bytes)
        .trim_matches('\0')
        .to_owned()
}
