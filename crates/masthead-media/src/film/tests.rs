use bytes::Bytes;

use super::*;

impl FilmSource for Vec<u8> {
    fn size_bytes(&self) -> u64 {
        self.len() as u64
    }

    async fn read(&self, range: Range<u64>) -> Result<Bytes, StoreError> {
        let end = range.end.min(self.size_bytes());
        let range = range.start.min(end) as usize..end as usize;
        Ok(Bytes::copy_from_slice(&self[range]))
    }
}

fn look(bytes: Vec<u8>) -> Result<Film, FilmRefusal> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("a runtime");
    runtime
        .block_on(probe(&bytes))
        .map_err(|error| match error {
            ProbeError::Refused(refusal) => refusal,
            ProbeError::Store(error) => panic!("memory does not fail: {error}"),
        })
}

fn boxed(name: &str, body: &[u8]) -> Vec<u8> {
    let mut out = (body.len() as u32 + 8).to_be_bytes().to_vec();
    out.extend(name.bytes());
    out.extend(body);
    out
}

fn track(handler: &str, codec: &str, (width, height): (u16, u16), turned: bool) -> Vec<u8> {
    let mut header = vec![0; 84];
    let at = if turned { 44 } else { 40 };
    header[at..at + 4].copy_from_slice(&0x1_0000u32.to_be_bytes());
    let mut described = vec![0; 24];
    described.extend(width.to_be_bytes());
    described.extend(height.to_be_bytes());
    described.resize(78, 0);
    let mut table = vec![0, 0, 0, 0, 0, 0, 0, 1];
    table.extend(boxed(codec, &described));
    let mut said = vec![0; 8];
    said.extend(handler.bytes());
    let table = boxed("minf", &boxed("stbl", &boxed("stsd", &table)));
    let media = [boxed("hdlr", &said), table].concat();
    boxed(
        "trak",
        &[boxed("tkhd", &header), boxed("mdia", &media)].concat(),
    )
}

fn mp4(tracks: &[Vec<u8>]) -> Vec<u8> {
    let mut header = vec![0; 12];
    header.extend(1_000u32.to_be_bytes());
    header.extend(2_500u32.to_be_bytes());
    let moov = boxed("moov", &[boxed("mvhd", &header), tracks.concat()].concat());
    [
        boxed("ftyp", b"isom\0\0\0\0"),
        boxed("mdat", &[7; 100]),
        moov,
    ]
    .concat()
}

#[test]
fn a_film_says_its_size_and_length_and_an_upright_one_is_turned() {
    let film = |turned| {
        look(mp4(&[
            track("vide", "avc1", (1920, 1080), turned),
            track("soun", "mp4a", (0, 0), false),
        ]))
    };
    let wide = Film {
        kind: FilmKind::Mp4,
        width: 1920,
        height: 1080,
        duration_ms: Some(2_500),
    };
    assert_eq!(film(false), Ok(wide));
    assert_eq!(
        film(true),
        Ok(Film {
            width: 1080,
            height: 1920,
            ..wide
        })
    );
    let heard = look(mp4(&[track("soun", "mp4a", (0, 0), false)]));
    assert_eq!(heard, Ok(sound(FilmKind::M4a, Some(2_500))));
}

#[test]
fn what_browsers_do_not_play_is_refused_by_its_name() {
    let coded = |codec| look(mp4(&[track("vide", codec, (64, 64), false)]));
    assert_eq!(coded("hvc1"), Err(FilmRefusal::Codec("hvc1".into())));
    assert_eq!(coded("mp4v"), Err(FilmRefusal::Codec("mp4v".into())));
    let sounds = look(mp4(&[track("soun", "ac-3", (0, 0), false)]));
    assert_eq!(sounds, Err(FilmRefusal::Codec("ac-3".into())));
    assert_eq!(look(mp4(&[])), Err(FilmRefusal::Empty));
    let large = look(mp4(&[track("vide", "avc1", (9000, 64), false)]));
    assert_eq!(
        large,
        Err(FilmRefusal::Large {
            width: 9000,
            height: 64
        })
    );
}

#[test]
fn a_film_that_is_cut_off_or_lies_is_refused() {
    let whole = mp4(&[track("vide", "avc1", (64, 64), false)]);
    for end in 0..whole.len() {
        assert!(look(whole[..end].to_vec()).is_err(), "cut at {end}");
    }
    for other in [
        &b"<html><body>"[..],
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-1.7",
        b"PK\x03\x04",
        b"",
        b"\0\0\0\x08ftyp",
    ] {
        assert!(look(other.to_vec()).is_err(), "{other:?}");
    }
}

fn element(id: &[u8], body: &[u8]) -> Vec<u8> {
    let size = 0x1000_0000 | body.len() as u32;
    [id, &size.to_be_bytes(), body].concat()
}

fn webm(doc: &[u8], codec: &[u8]) -> Vec<u8> {
    let video = element(
        &[0xe0],
        &[element(&[0xb0], &[2, 128]), element(&[0xba], &[1, 104])].concat(),
    );
    let track = element(
        &[0xae],
        &[element(&[0x83], &[1]), element(&[0x86], codec), video].concat(),
    );
    let info = element(
        &[0x15, 0x49, 0xa9, 0x66],
        &element(&[0x44, 0x89], &4_200f64.to_be_bytes()),
    );
    let tracks = element(&[0x16, 0x54, 0xae, 0x6b], &track);
    let cluster = element(&[0x1f, 0x43, 0xb6, 0x75], &[0; 20]);
    let header = element(&[0x1a, 0x45, 0xdf, 0xa3], &element(&[0x42, 0x82], doc));
    [
        header,
        element(&[0x18, 0x53, 0x80, 0x67], &[info, tracks, cluster].concat()),
    ]
    .concat()
}

#[test]
fn a_webm_is_read_and_a_matroska_is_not_one() {
    let film = Film {
        kind: FilmKind::Webm,
        width: 640,
        height: 360,
        duration_ms: Some(4_200),
    };
    assert_eq!(look(webm(b"webm", b"V_VP9")), Ok(film));
    assert_eq!(
        look(webm(b"matroska", b"V_VP9")),
        Err(FilmRefusal::Codec("Matroska".into()))
    );
    assert_eq!(
        look(webm(b"webm", b"V_MPEG4/ISO/AVC")),
        Err(FilmRefusal::Codec("V_MPEG4/ISO/AVC".into()))
    );
}

#[test]
fn sounds_say_how_long_they_are() {
    // 128 kbit/s, 44.1 kHz: 417 bytes a frame.
    let frame = [&[0xff, 0xfb, 0x90, 0][..], &[0; 413]].concat();
    let mp3 = [b"ID3\x04\0\0\0\0\0\x05abcde".to_vec(), frame.repeat(100)].concat();
    assert_eq!(look(mp3), Ok(sound(FilmKind::Mp3, Some(2_606))));
    assert!(look(frame.repeat(2)).is_err(), "two frames are a chance");

    let mut wav =
        b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data"
            .to_vec();
    wav.extend(4_000u32.to_le_bytes());
    wav.extend([128; 4_000]);
    assert_eq!(look(wav.clone()), Ok(sound(FilmKind::Wav, Some(500))));
    wav.truncate(3_000);
    assert!(look(wav).is_err());

    let page = |position: u64, packet: &[u8]| {
        let mut page = b"OggS\0\0".to_vec();
        page.extend(position.to_le_bytes());
        page.extend([0; 12]);
        page.extend([1, packet.len() as u8]);
        [page, packet.to_vec()].concat()
    };
    let opus = [
        page(0, b"OpusHead\x01\x02\x38\x01\x80\xbb\0\0\0\0\0"),
        page(48_312, &[0; 30]),
    ]
    .concat();
    assert_eq!(look(opus), Ok(sound(FilmKind::Ogg, Some(1_000))));

    let mut flac = b"fLaC\x80\0\0\x22".to_vec();
    flac.extend([0; 10]);
    flac.extend((48_000u64 << 44 | 96_000).to_be_bytes());
    flac.extend([0; 16]);
    assert_eq!(look(flac), Ok(sound(FilmKind::Flac, Some(2_000))));
}

proptest::proptest! {
    /// Whatever stands in a file: an answer, never a panic, and no size that nobody said.
    #[test]
    fn any_bytes_get_an_answer(start in 0usize..6, mut rest in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let heads: [&[u8]; 6] = [b"\0\0\0\x10ftypisom\0\0\0\0", b"\x1a\x45\xdf\xa3", b"OggS", b"RIFF\0\0\0\0WAVE", b"fLaC\0\0\0\x22", b"\xff\xfb\x90\0"];
        let mut bytes = heads[start].to_vec();
        bytes.append(&mut rest);
        let _ = look(bytes);
    }

    /// A good film with a few bytes changed.
    #[test]
    fn a_changed_film_gets_an_answer(changes in proptest::collection::vec((0usize..600, proptest::num::u8::ANY), 1..8), is_webm: bool) {
        let mut bytes = match is_webm {
            true => webm(b"webm", b"V_VP8"),
            false => mp4(&[track("vide", "avc1", (640, 360), false)]),
        };
        for (at, byte) in changes {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        if let Ok(film) = look(bytes) {
            proptest::prop_assert!(film.width <= SIDE && film.height <= SIDE);
        }
    }
}
