//! Pictures drawn by the test itself: what goes, what stays, what is refused.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use masthead_media::{AiStatus, Format, Limits, Part, Picture, Refusal, crop, read, renditions};

/// Four quarters of different colours: every turn shows.
fn scene(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        match (x < width / 2, y < height / 2) {
            (true, true) => Rgb([200, 30, 30]),
            (false, true) => Rgb([30, 200, 30]),
            (true, false) => Rgb([30, 30, 200]),
            (false, false) => Rgb([220, 220, 220]),
        }
    })
    .into()
}

fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).expect("written to memory");
    out.into_inner()
}

/// `jpeg` with one more segment behind its first two bytes.
fn with_segment(jpeg: &[u8], marker: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len() + 2)
        .expect("short")
        .to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, payload, &jpeg[2..]].concat()
}

/// EXIF with orientation, maker, a copyright and a GPS latitude reference, little-endian.
fn exif(orientation: u8) -> Vec<u8> {
    let mut out = b"Exif\0\0II\x2a\0\x08\0\0\0\x04\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value);
    };
    entry(0x010f, 2, 4, *b"CAM\0");
    entry(0x0112, 3, 1, [orientation, 0, 0, 0]);
    entry(0x8298, 2, 4, *b"DSK\0");
    entry(0x8825, 4, 1, 62_u32.to_le_bytes());
    out.extend([0; 4]);
    out.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    out
}

const XMP: &str = r#"http://ns.adobe.com/xap/1.0/|<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/"
 xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" exif:GPSLatitude="39,54.2N" aux:SerialNumber="SER-4711"
 TC260:AIGC="{&quot;Label&quot;:&quot;1&quot;,&quot;ContentProducer&quot;:&quot;001191&quot;,&quot;Own&quot;:7}">
 <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">Harbour Desk &amp; Co</rdf:li></rdf:Alt></dc:rights>
 </rdf:Description></rdf:RDF></x:xmpmeta>"#;

const LABEL: &str = r#"{"Label":"1","ContentProducer":"001191","Own":7}"#;

/// Enough of a header to be taken for an RGB profile.
fn profile() -> Vec<u8> {
    let mut icc = vec![7; 400];
    icc[16..20].copy_from_slice(b"RGB ");
    icc[36..40].copy_from_slice(b"acsp");
    icc
}

fn loaded_jpeg(orientation: u8) -> Vec<u8> {
    let icc = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile()].concat();
    let jpeg = file(&scene(700, 300), ImageFormat::Jpeg);
    let jpeg = with_segment(&jpeg, 0xe1, XMP.replacen('|', "\0", 1).as_bytes());
    let jpeg = with_segment(&jpeg, 0xe2, &icc);
    let jpeg = with_segment(&jpeg, 0xfe, b"comment of SER-4711");
    let jpeg = with_segment(&jpeg, 0xe1, &exif(orientation));
    [&jpeg, b"trailing SER-4711".as_slice()].concat()
}

fn taken(bytes: &[u8], name: &str) -> Picture {
    read(bytes, name, &Limits::default()).expect("a good picture")
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn place_and_serial_go_while_rights_profile_and_label_stay_in_master_and_renditions() {
    for orientation in [1, 6] {
        let picture = taken(&loaded_jpeg(orientation), "bridge.jpg");
        assert_eq!(picture.marks.ai, AiStatus::Confirmed);
        assert_eq!(picture.marks.aigc.as_deref(), Some(LABEL));
        assert_eq!(
            picture.marks.copyright.as_deref(),
            Some("Harbour Desk & Co")
        );
        let made =
            renditions(&picture.master, picture.master_format, &Limits::default()).expect("made");
        let all = made.iter().map(|one| (&one.bytes[..], one.format));
        for (bytes, format) in all.chain([(&picture.master[..], picture.master_format)]) {
            for gone in [
                b"SER-4711".as_slice(),
                b"GPS",
                b"39,54",
                b"CAM\0",
                b"Exif\0",
                b"trailing",
            ] {
                assert!(
                    !holds(bytes, gone),
                    "{format} of {orientation} holds {}",
                    gone.escape_ascii()
                );
            }
            assert!(
                holds(bytes, LABEL.as_bytes()),
                "{format} has lost the label"
            );
            assert!(holds(bytes, &profile()), "{format} has lost the profile");
            let again = taken(bytes, "again");
            assert_eq!(again.marks, picture.marks, "{format}");
        }
    }
}

#[test]
fn all_eight_orientations_look_the_same() {
    use image::metadata::Orientation;
    let upright = scene(80, 40);
    for turn in 1..=8 {
        let mut stored = upright.clone();
        // 6 and 8 undo each other, the others undo themselves.
        let undo = match turn {
            6 => 8,
            8 => 6,
            same => same,
        };
        stored.apply_orientation(Orientation::from_exif(undo).expect("1 to 8"));
        let bytes = with_segment(&file(&stored, ImageFormat::Jpeg), 0xe1, &exif(turn));
        let picture = taken(&bytes, "a.jpeg");
        assert_eq!((picture.width, picture.height), (80, 40), "turn {turn}");
        assert_eq!(picture.marks.copyright.as_deref(), Some("DSK"));
        let shown = image::load_from_memory(&picture.master)
            .expect("a picture")
            .to_rgb8();
        for (x, y) in [(15, 10), (65, 10), (15, 30), (65, 30)] {
            let (is, should) = (shown.get_pixel(x, y).0, upright.to_rgb8().get_pixel(x, y).0);
            assert!(
                is.iter()
                    .zip(should)
                    .all(|(is, should)| is.abs_diff(should) < 12),
                "turn {turn}: {is:?} for {should:?}"
            );
        }
    }
}

#[test]
fn an_upright_master_keeps_its_pixels_bit_for_bit_and_widths_are_never_above_it() {
    for (format, kind) in [
        (ImageFormat::Png, Format::Png),
        (ImageFormat::WebP, Format::Webp),
        (ImageFormat::Gif, Format::Gif),
    ] {
        let bytes = file(&DynamicImage::from(scene(700, 300).to_rgba8()), format);
        let picture = taken(&bytes, "a");
        assert_eq!(
            (picture.format, picture.master_format, picture.animated),
            (kind, kind, false)
        );
        let pixels = |bytes: &[u8]| {
            image::load_from_memory(bytes)
                .expect("a picture")
                .to_rgba8()
        };
        assert!(pixels(&bytes) == pixels(&picture.master), "{kind}");
        let made = renditions(&picture.master, kind, &Limits::default()).expect("made");
        let sizes: Vec<_> = made
            .iter()
            .map(|one| (one.width, one.height, one.format))
            .collect();
        let both = |width, height| [(width, height, Format::Webp), (width, height, Format::Jpeg)];
        assert_eq!(
            sizes,
            [both(700, 300), both(640, 274), both(320, 137)].concat()
        );
    }
}

#[test]
fn a_screenshot_longer_than_webp_can_be_is_taken_with_copies_that_can_be_read() {
    let bytes = file(&scene(300, 17_000), ImageFormat::Png);
    let picture = taken(&bytes, "a.png");
    assert_eq!((picture.width, picture.height), (300, 17_000));
    let made = renditions(&picture.master, Format::Png, &Limits::default()).expect("made");
    let sizes: Vec<_> = made
        .iter()
        .map(|one| (one.width, one.height, one.format))
        .collect();
    assert_eq!(sizes, [(300, 17_000, Format::Jpeg)]);
    for (width, height) in [(1, 9_000), (9_000, 1)] {
        let line = taken(&file(&scene(width, height), ImageFormat::Png), "a.png");
        let made = renditions(&line.master, Format::Png, &Limits::default()).expect("made");
        assert!(made.iter().all(|one| one.width >= 1 && one.height >= 1));
        assert!(!made.is_empty());
    }
}

#[test]
fn a_picture_with_transparency_falls_back_to_png() {
    let mut image = scene(400, 400).to_rgba8();
    image.get_pixel_mut(0, 0).0[3] = 0;
    let picture = taken(&file(&image.into(), ImageFormat::Png), "a.png");
    assert!(picture.transparent);
    let made = renditions(&picture.master, Format::Png, &Limits::default()).expect("made");
    assert!(made.iter().all(|one| one.format != Format::Jpeg) && made.len() == 4);
}

#[test]
fn a_broken_huge_or_lying_file_is_refused_with_its_reason() {
    let jpeg = loaded_jpeg(1);
    let limits = Limits::default();
    assert!(matches!(
        read(&jpeg, "a.zip", &limits),
        Err(Refusal::Lying { found: "JPEG", .. })
    ));
    assert!(matches!(
        read(&jpeg[..jpeg.len() - 200], "a.jpg", &limits),
        Err(Refusal::Broken { .. })
    ));
    assert_eq!(read(&[], "a.jpg", &limits), Err(Refusal::Empty));
    let small = Limits::small();
    assert!(matches!(
        read(&jpeg, "a.jpg", &small),
        Err(Refusal::SideTooLong { width: 700, .. })
    ));
    let noise = vec![1; 70_000];
    assert!(matches!(
        read(&noise, "a.jpg", &small),
        Err(Refusal::FileTooLarge { .. })
    ));
    // A bomb: a header of 16,000 × 16,000 over a few bytes of data.
    let mut bomb = file(&scene(8, 8), ImageFormat::Png);
    bomb[16..24].copy_from_slice(&[0, 0, 0x3e, 0x80, 0, 0, 0x3e, 0x80]);
    let mut crc = flate2::Crc::new();
    crc.update(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&crc.sum().to_be_bytes());
    assert!(matches!(
        read(&bomb, "a.png", &limits),
        Err(Refusal::TooManyPixels { .. })
    ));
}

proptest::proptest! {
    #[test]
    fn damaged_files_never_panic(kind in 0..4_usize, cut in 0..4_000_usize, at in 0..4_000_usize, byte: u8) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif][kind];
        let mut bytes = file(&DynamicImage::from(scene(20, 10).to_rgba8()).to_rgb8().into(), format);
        let at = at % bytes.len();
        bytes[at] = byte;
        if cut % 2 == 0 { bytes.truncate(cut); }
        let limits = Limits::default();
        if let Ok(picture) = read(&bytes, "a", &limits) {
            let _made = renditions(&picture.master, picture.master_format, &limits);
        }
    }
}

#[test]
fn a_part_of_a_picture_keeps_its_marks_and_ends_at_the_edge() {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\" Iptc4xmpExt:DigitalSourceType=\"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia\"/></rdf:RDF></x:xmpmeta>";
    let jpeg = with_segment(&file(&scene(80, 60), ImageFormat::Jpeg), 0xe1, xmp);
    let whole = read(&jpeg, "a.jpg", &Limits::small()).expect("a picture");
    assert_eq!(whole.marks.ai, AiStatus::Confirmed);
    let right_below = Part {
        x: 50,
        y: 40,
        width: 100,
        height: 100,
    };
    let cut = |part| crop(&whole.master, whole.master_format, part, &Limits::small());
    let part = cut(right_below).expect("a part");
    let part = read(&part, "", &Limits::small()).expect("a picture of its own");
    assert_eq!((part.width, part.height), (30, 20));
    assert_eq!(
        part.marks.ai,
        AiStatus::Confirmed,
        "the mark is not cut away"
    );
    let image = image::load_from_memory(&part.master).expect("pixels");
    let grey = image.to_rgb8().get_pixel(15, 10).0;
    assert!(
        grey.iter().all(|value| value.abs_diff(220) < 12),
        "{grey:?}"
    );
    let beyond = Part {
        x: 80,
        ..right_below
    };
    assert_eq!(cut(beyond), Err(Refusal::Empty));
}
