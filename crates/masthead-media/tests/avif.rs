//! AVIF of other programs: four small files here (Pillow 13 and avifenc, both libavif), and the corpus where it is there.

mod unpacked;

use masthead_media::{AiStatus, Format, Limits, Refusal, read, renditions};

/// 32 × 16 in four quarters, 4:2:0, with a camera's name and a position in EXIF, and an AI label in XMP.
const SCENE: &[u8] = include_bytes!("files/scene.avif");
/// The same with nothing in its upper left quarter.
const ALPHA: &[u8] = include_bytes!("files/alpha.avif");
/// `SCENE`'s picture in 4:4:4 with 10 bits and `irot` 1: a quarter against the clock.
const TURNED: &[u8] = include_bytes!("files/turned.avif");
/// The four quarters in 128 × 128, as a grid of two tiles side by side.
const GRID: &[u8] = include_bytes!("files/grid.avif");

const RED: [u8; 3] = [200, 30, 30];
const GREEN: [u8; 3] = [30, 200, 30];
const BLUE: [u8; 3] = [30, 30, 200];
const WHITE: [u8; 3] = [220, 220, 220];

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn an_avif_becomes_a_jpeg_of_the_same_colours_without_place_and_camera() {
    assert!(holds(SCENE, b"CAM-4711"), "the test file has a camera");
    let picture = read(SCENE, "scene.avif", &Limits::default()).expect("taken");
    assert_eq!((picture.width, picture.height), (32, 16));
    assert_eq!(
        (picture.format, picture.master_format),
        (Format::Avif, Format::Jpeg)
    );
    assert_eq!(picture.marks.ai, AiStatus::Confirmed);
    assert_eq!(picture.marks.copyright.as_deref(), Some("DSK"));
    for gone in [b"CAM-4711".as_slice(), b"Exif\0", b"GPS"] {
        assert!(!holds(&picture.master, gone), "{}", gone.escape_ascii());
    }
    assert!(holds(&picture.master, b"AIGC") && holds(&picture.master, b"DSK"));
    shows(&picture.master, [RED, GREEN, BLUE, WHITE]);
}

/// The middles of the four quarters, in reading order.
fn shows(master: &[u8], should: [[u8; 3]; 4]) {
    let shown = image::load_from_memory(master).expect("a JPEG").to_rgb8();
    let (right, below) = (shown.width() * 7 / 8, shown.height() * 7 / 8);
    let (left, top) = (shown.width() / 8, shown.height() / 8);
    let places = [(left, top), (right, top), (left, below), (right, below)];
    for ((x, y), should) in places.into_iter().zip(should) {
        let is = shown.get_pixel(x, y).0;
        let mut both = is.iter().zip(should);
        let near = both.all(|(is, should)| is.abs_diff(should) < 12);
        assert!(near, "{is:?} for {should:?} at {x}, {y}");
    }
}

#[test]
fn a_turned_avif_of_ten_bits_without_subsampling_is_shown_upright() {
    let picture = read(TURNED, "turned.avif", &Limits::default()).expect("taken");
    assert_eq!((picture.width, picture.height), (16, 32));
    shows(&picture.master, [GREEN, WHITE, RED, BLUE]);
}

#[test]
fn the_tiles_of_a_grid_stand_side_by_side() {
    let picture = read(GRID, "grid.avif", &Limits::default()).expect("taken");
    assert_eq!((picture.width, picture.height), (128, 128));
    shows(&picture.master, [RED, GREEN, BLUE, WHITE]);
}

#[test]
fn an_avif_with_transparency_becomes_a_png_that_keeps_it() {
    let picture = read(ALPHA, "alpha.avif", &Limits::default()).expect("taken");
    assert!(picture.transparent);
    assert_eq!(picture.master_format, Format::Png);
    let shown = image::load_from_memory(&picture.master).expect("a PNG");
    let alpha = |x, y| shown.to_rgba8().get_pixel(x, y).0[3];
    assert!(alpha(4, 3) < 8 && alpha(27, 3) > 247 && alpha(4, 12) > 247);
    let made = renditions(&picture.master, Format::Png, &Limits::default()).expect("made");
    assert!(made.iter().all(|one| one.format != Format::Jpeg));
}

#[test]
fn an_avif_that_announces_too_many_pixels_is_refused_before_decoding() {
    let at = SCENE
        .windows(4)
        .position(|word| word == b"ispe")
        .expect("a size");
    let mut bomb = SCENE.to_vec();
    bomb[at + 8..at + 16].copy_from_slice(&[0, 0, 0x3e, 0x80, 0, 0, 0x3e, 0x80]);
    assert!(matches!(
        read(&bomb, "a.avif", &Limits::default()),
        Err(Refusal::TooManyPixels { .. })
    ));
    // Less than its AV1 data has: the decoder is told, and refuses.
    bomb[at + 8..at + 16].copy_from_slice(&[0, 0, 0, 4, 0, 0, 0, 4]);
    assert!(matches!(
        read(&bomb, "a.avif", &Limits::default()),
        Err(Refusal::Broken { .. })
    ));
}

proptest::proptest! {
    #[test]
    fn damaged_avif_never_panics(which in 0..4_usize, at in 0..900_usize, byte: u8, cut in 0..1_800_usize) {
        let mut bytes = [SCENE, ALPHA, TURNED, GRID][which].to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(cut.max(40));
        let _read = read(&bytes, "a.avif", &Limits::default());
    }
}

#[test]
fn avif_of_the_corpus_is_taken_or_refused_by_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let test = "avif_of_the_corpus_is_taken_or_refused_by_name";
    let Some(corpus) = unpacked::corpus(test, folder.path()) else {
        return;
    };
    let (mut taken, mut refused) = (0, Vec::new());
    for entry in std::fs::read_dir(corpus.join("avif")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "avif") {
            continue;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = std::fs::read(&path).expect("readable");
        match read(&bytes, &name, &Limits::default()) {
            Ok(picture) => {
                taken += 1;
                assert!(!holds(&picture.master, b"Exif\0\0"), "{name}");
            }
            Err(refusal) => {
                eprintln!("refused {name}: {refusal}");
                refused.push((name.into_owned(), refusal));
            }
        }
    }
    refused.sort_by(|one, other| one.0.cmp(&other.0));
    let names: Vec<_> = refused.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((taken, names), (10, vec!["colors_hdr_rec2020.avif"]));
}
