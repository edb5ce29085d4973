//! What pictures take in memory, counted by the allocator: files that say more than they are, and good ones beside what
//! was told of them before. The tests of this file run one after another, since the count is the process's.

mod container;

use std::io::{Cursor, Write};
use std::sync::{Mutex, PoisonError};

use container::{avif_grid, chunk, png, webp_chunk};
use flate2::{Compression, write::ZlibEncoder};
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use masthead_media::{Limits, Refusal, memory_bytes, read, renditions};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const MIB: usize = 1 << 20;
/// Above what the pixels of a file need, which are none in most of these.
const MOST: usize = 64 * MIB;

static ALONE: Mutex<()> = Mutex::new(());

/// What `work` took at its peak beside what was there before.
fn peak(work: impl FnOnce()) -> usize {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    work();
    MEMORY.peak_usage().saturating_sub(before)
}

/// Refused, or taken for the few pixels that it has, within `MOST`.
fn costs_little(bytes: &[u8], name: &str) -> Result<(), Refusal> {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut result = Ok(());
    let peak = peak(|| result = read(bytes, name, &Limits::default()).map(drop));
    assert!(peak < MOST, "{name} took {} MiB", peak / MIB);
    result
}

fn zeros_packed(bytes: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
    let piece = vec![0; MIB];
    for _ in 0..bytes / MIB {
        packed.write_all(&piece).expect("into memory");
    }
    packed.finish().expect("into memory")
}

#[test]
fn a_grid_that_names_one_tile_two_thousand_times_is_refused_within_bounds() {
    let tile = vec![0; MIB];
    let avif = avif_grid((64 * 50, 64 * 40), (64, 64), (40, 50), &tile);
    let refusal = costs_little(&avif, "avatar.avif").expect_err("refused");
    assert!(
        refusal.to_string().contains("more bytes than the file"),
        "{refusal}"
    );
}

#[test]
fn a_picture_of_16_pixels_a_side_whose_tile_has_32768_is_refused_before_decoding() {
    let avif = avif_grid((16, 16), (32_768, 32_768), (1, 1), &[0; 400]);
    let refusal = costs_little(&avif, "avatar.avif").expect_err("refused");
    assert!(
        refusal.to_string().contains("far larger than the picture"),
        "{refusal}"
    );
}

#[test]
fn a_profile_that_unpacks_to_512_mib_is_not_unpacked() {
    let profile = [b"icc\0\0".as_slice(), &zeros_packed(512 * MIB)].concat();
    let bytes = png((1, 1), &[chunk(b"iCCP", &profile)]);
    assert!(bytes.len() < 4 * MIB, "it is packed");
    costs_little(&bytes, "a.png").expect("one pixel");
    let many: Vec<_> = (0..8).map(|_| chunk(b"iCCP", &profile)).collect();
    costs_little(&png((1, 1), &many), "a.png").expect("one pixel");
}

#[test]
fn texts_that_unpack_to_more_than_their_limit_are_read_to_it() {
    let packed = zeros_packed(2 * MIB);
    let note = [b"prompt\0\0".as_slice(), &packed].concat();
    let packet = [b"XML:com.adobe.xmp\0\x01\0\0\0".as_slice(), &packed].concat();
    let notes = (0..90).map(|_| chunk(b"zTXt", &note));
    let packets = (0..500).map(|_| chunk(b"iTXt", &packet));
    let all: Vec<_> = notes.chain(packets).collect();
    costs_little(&png((1, 1), &all), "a.png").expect("one pixel");
}

#[test]
fn an_exif_text_of_nothing_but_ends_is_no_list_of_millions() {
    let count = 8 * MIB;
    let mut exif = b"II\x2a\0\x08\0\0\0\x02\0".to_vec();
    for tag in [0x8298_u16, 0x013b] {
        exif.extend(tag.to_le_bytes());
        exif.extend(2_u16.to_le_bytes());
        exif.extend(u32::try_from(count).expect("small").to_le_bytes());
        exif.extend(38_u32.to_le_bytes());
    }
    exif.extend([0; 4]);
    exif.resize(exif.len() + count, 0);
    costs_little(&png((1, 1), &[chunk(b"eXIf", &exif)]), "a.png").expect("one pixel");
}

#[test]
fn a_webp_whose_data_is_larger_than_its_canvas_is_refused_before_decoding() {
    let canvas = webp_chunk(b"VP8X", &[0; 10]); // 1 × 1
    let lossy = [0x30, 0, 0, 0x9d, 1, 0x2a, 0xff, 0x3f, 0xff, 0x3f];
    let lossless = [0x2f, 0xff, 0xff, 0xff, 0x0f];
    for (kind, data) in [(b"VP8 ", lossy.as_slice()), (b"VP8L", &lossless)] {
        let body = [b"WEBP".as_slice(), &canvas, &webp_chunk(kind, data)].concat();
        let refusal = costs_little(&webp_chunk(b"RIFF", &body), "a.webp").expect_err("refused");
        assert!(refusal.to_string().contains("contradict"), "{refusal}");
    }
    let place = [0; 16]; // a frame of 1 × 1
    let frame = [place.as_slice(), &webp_chunk(b"VP8L", &lossless)].concat();
    let body = [b"WEBP".as_slice(), &canvas, &webp_chunk(b"ANMF", &frame)].concat();
    let refusal = costs_little(&webp_chunk(b"RIFF", &body), "a.webp").expect_err("refused");
    assert!(refusal.to_string().contains("does not fit"), "{refusal}");
}

#[test]
fn a_webp_that_holds_its_picture_twice_is_refused_before_its_tables_are_reckoned() {
    let lossless = webp_chunk(b"VP8L", &[0x2f, 0, 0, 0, 0]); // 1 × 1
    let opacity = webp_chunk(b"ALPH", &[1]);
    for twice in [lossless.repeat(2), opacity.repeat(2)] {
        let body = [b"WEBP".as_slice(), &twice].concat();
        let refusal = costs_little(&webp_chunk(b"RIFF", &body), "a.webp").expect_err("refused");
        assert!(
            refusal.to_string().contains("more than one picture"),
            "{refusal}"
        );
    }
}

#[test]
fn a_gif_of_one_pixel_with_a_frame_of_four_milliards_is_refused_before_decoding() {
    let mut gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    gif.extend(b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0\x3b");
    assert!(matches!(
        costs_little(&gif, "a.gif"),
        Err(Refusal::InnerTooLarge { .. })
    ));
}

/// What is told of a picture before it is decoded holds, for reading it and for making its copies.
#[test]
fn a_good_picture_takes_no_more_than_was_told_of_it() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let limits = Limits::default();
    let rgba = RgbaImage::from_fn(2_000, 1_500, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(40_503);
        let [r, g, b, _] = (noise & 0x3f3f_3f3f).to_le_bytes();
        Rgba([r, g, b, if x < 9 { 90 } else { 255 }])
    });
    let rgba = DynamicImage::from(rgba);
    let rgb = DynamicImage::from(rgba.to_rgb8());
    let wide = DynamicImage::from(rgba.to_rgba16());
    let files = [
        ("rgb.png", &rgb, ImageFormat::Png),
        ("rgba.png", &rgba, ImageFormat::Png),
        ("wide.png", &wide, ImageFormat::Png),
        ("rgb.jpg", &rgb, ImageFormat::Jpeg),
        ("rgb.webp", &rgb, ImageFormat::WebP),
        ("rgba.webp", &rgba, ImageFormat::WebP),
    ];
    for (name, image, format) in files {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, format).expect("into memory");
        let mut file = file.into_inner();
        if name == "rgb.jpg" {
            // Turned, so that it is written anew.
            let exif =
                b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
            file.splice(
                2..2,
                [&[0xff, 0xe1, 0, exif.len() as u8 + 2], &exif[..]].concat(),
            );
        }
        let told = memory_bytes(&file, name, &limits).expect("good");
        let mut picture = Err(Refusal::Empty);
        let took = peak(|| picture = read(&file, name, &limits)) + file.len();
        assert!(took as u64 <= told, "{name}: {took} read, {told} told");
        let picture = picture.unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let told = memory_bytes(&picture.master, "", &limits).expect("good");
        let copies = peak(|| {
            renditions(&picture.master, picture.master_format, &limits).expect("good");
        });
        let took = copies + picture.master.len();
        assert!(
            took as u64 <= told,
            "{name}: {took} for copies, {told} told"
        );
    }
}
