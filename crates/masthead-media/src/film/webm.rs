//! WebM: Matroska's elements (RFC 9559) in EBML (RFC 8794), with the few codecs that browsers play.

use super::{Film, FilmKind, FilmRefusal, FilmSource, ProbeError, sound};

const HEADER: u32 = 0x1a45_dfa3;
const DOC_TYPE: u32 = 0x4282;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_a966;
const SCALE: u32 = 0x002a_d7b1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_ae6b;
const TRACK: u32 = 0xae;
const CODEC: u32 = 0x86;
const KIND: u32 = 0x83;
const VIDEO: u32 = 0xe0;
const WIDTH: u32 = 0xb0;
const HEIGHT: u32 = 0xba;
const CLUSTER: u32 = 0x1f43_b675;

/// What is read as a whole: header, facts, tracks.
const ELEMENT_BYTES: u64 = 1024 * 1024;
const ELEMENTS: usize = 1_000;
const PICTURES: [&[u8]; 3] = [b"V_VP8", b"V_VP9", b"V_AV1"];
const SOUNDS: [&[u8]; 2] = [b"A_OPUS", b"A_VORBIS"];
const BROKEN: FilmRefusal = FilmRefusal::Broken("a part of the WebM is missing");

pub(super) async fn read(source: &impl FilmSource) -> Result<Film, ProbeError> {
    let end = source.size_bytes();
    let header = element(source, 0).await?;
    if header.id != HEADER {
        return Err(BROKEN.into());
    }
    let said = body(source, &header).await?;
    if children(&said)
        .find(|child| child.0 == DOC_TYPE)
        .is_none_or(|child| text(child.1) != b"webm")
    {
        return Err(FilmRefusal::Codec("Matroska".to_owned()).into());
    }
    let segment = element(source, header.end.ok_or(BROKEN)?).await?;
    if segment.id != SEGMENT || segment.end.is_some_and(|segment| segment > end) {
        return Err(BROKEN.into());
    }
    let (mut at, mut facts, mut tracks) = (segment.body, None, None);
    for _ in 0..ELEMENTS {
        let next = element(source, at).await?;
        match next.id {
            INFO => facts = Some(body(source, &next).await?),
            TRACKS => tracks = Some(body(source, &next).await?),
            CLUSTER => {
                let tracks = tracks.ok_or(BROKEN)?;
                return Ok(film(&tracks, facts.as_deref().and_then(duration))?);
            }
            _ => {}
        }
        at = next.end.filter(|next| *next <= end).ok_or(BROKEN)?;
    }
    Err(BROKEN.into())
}

struct Element {
    id: u32,
    body: u64,
    /// None where it does not say: a live recording.
    end: Option<u64>,
}

async fn element(source: &impl FilmSource, at: u64) -> Result<Element, ProbeError> {
    let last = source.size_bytes().min(at.saturating_add(12));
    if at >= last {
        return Err(BROKEN.into());
    }
    let head = source.read(at..last).await?;
    let (id, size, head_bytes) = head_of(&head).ok_or(BROKEN)?;
    let body = at + head_bytes as u64;
    let end = match size {
        Some(size) => Some(body.checked_add(size).ok_or(BROKEN)?),
        None => None,
    };
    Ok(Element { id, body, end })
}

async fn body(source: &impl FilmSource, element: &Element) -> Result<bytes::Bytes, ProbeError> {
    let end = element.end.filter(|end| *end <= source.size_bytes());
    let end = end.ok_or(BROKEN)?;
    if end - element.body > ELEMENT_BYTES {
        return Err(FilmRefusal::Broken("a part of the WebM is too long").into());
    }
    Ok(source.read(element.body..end).await?)
}

/// Id, size (none: unknown) and length of an element's head.
fn head_of(bytes: &[u8]) -> Option<(u32, Option<u64>, usize)> {
    let id_bytes = bytes.first()?.leading_zeros() as usize + 1;
    if id_bytes > 4 {
        return None;
    }
    let fold = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0u64, |all, byte| all << 8 | u64::from(*byte))
    };
    let id = u32::try_from(fold(bytes.get(..id_bytes)?)).ok()?;
    let size_bytes = bytes.get(id_bytes)?.leading_zeros() as usize + 1;
    if size_bytes > 8 {
        return None;
    }
    let raw = fold(bytes.get(id_bytes..id_bytes + size_bytes)?);
    let mask = (1u64 << (7 * size_bytes)) - 1;
    let size = (raw & mask != mask).then_some(raw & mask);
    Some((id, size, id_bytes + size_bytes))
}

/// Id and body of each element in `bytes`. Ends where something does not fit.
fn children(mut bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    std::iter::from_fn(move || {
        let (id, size, head_bytes) = head_of(bytes)?;
        let end = head_bytes.checked_add(usize::try_from(size?).ok()?)?;
        let body = bytes.get(head_bytes..end)?;
        bytes = &bytes[end..];
        Some((id, body))
    })
}

fn film(tracks: &[u8], duration_ms: Option<u64>) -> Result<Film, FilmRefusal> {
    let (mut picture, mut sounds) = (None, 0);
    for (_, track) in children(tracks).filter(|child| child.0 == TRACK) {
        let field = |id| {
            children(track)
                .find(|child| child.0 == id)
                .map(|child| child.1)
        };
        let codec = text(field(CODEC).ok_or(BROKEN)?);
        match field(KIND).and_then(number) {
            Some(1) => {
                known(codec, &PICTURES)?;
                let side = |id| side(field(VIDEO)?, id);
                let pixels = side(WIDTH).zip(side(HEIGHT)).ok_or(BROKEN)?;
                picture = picture.or(Some(pixels));
            }
            Some(2) => {
                known(codec, &SOUNDS)?;
                sounds += 1;
            }
            _ => {}
        }
    }
    match picture {
        Some((width, height)) => Ok(Film {
            kind: FilmKind::Webm,
            width,
            height,
            duration_ms,
        }),
        None if sounds > 0 => Ok(sound(FilmKind::Weba, duration_ms)),
        None => Err(FilmRefusal::Empty),
    }
}

fn known(codec: &[u8], codecs: &[&[u8]]) -> Result<(), FilmRefusal> {
    if codecs.contains(&codec) {
        return Ok(());
    }
    let name = String::from_utf8_lossy(codec);
    let name = name
        .chars()
        .filter(char::is_ascii_graphic)
        .take(40)
        .collect();
    Err(FilmRefusal::Codec(name))
}

fn side(video: &[u8], id: u32) -> Option<u32> {
    let found = children(video).find(|child| child.0 == id)?;
    let side = u32::try_from(number(found.1)?).ok()?;
    (side > 0).then_some(side)
}

fn duration(facts: &[u8]) -> Option<u64> {
    let field = |id| {
        children(facts)
            .find(|child| child.0 == id)
            .map(|child| child.1)
    };
    let units = match field(DURATION)? {
        four if four.len() == 4 => f64::from(f32::from_be_bytes(four.try_into().ok()?)),
        eight => f64::from_be_bytes(eight.try_into().ok()?),
    };
    // Nanoseconds a unit.
    let scale = field(SCALE).and_then(number).unwrap_or(1_000_000);
    let ms = units * scale as f64 / 1_000_000.0;
    // Beyond a year nobody believes it.
    (1.0..3.2e10).contains(&ms).then_some(ms as u64)
}

fn number(bytes: &[u8]) -> Option<u64> {
    (bytes.len() <= 8).then(|| {
        bytes
            .iter()
            .fold(0, |all, byte| all << 8 | u64::from(*byte))
    })
}

/// Texts may be filled up with zeros.
fn text(bytes: &[u8]) -> &[u8] {
    let end = bytes
        .iter()
        .position(|byte| *byte == 0)
        .unwrap_or(bytes.len());
    &bytes[..end]
}
