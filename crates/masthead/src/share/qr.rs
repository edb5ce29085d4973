use std::fmt::Write;

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// Modules of white around the code, as ISO/IEC 18004 asks.
const QUIET_ZONE: i32 = 4;

/// No QR code holds so much: 2,331 bytes are the most at level M.
#[derive(Debug, thiserror::Error)]
#[error("a text of {size_bytes} bytes does not fit a QR code of level M")]
pub struct TooLongForQr {
    pub size_bytes: usize,
}

/// The QR code of `text` (level M) as an SVG picture: black on white in every
/// theme, one path.
///
/// # Errors
/// [`TooLongForQr`]; an address under 2,000 bytes always fits.
pub fn qr_svg(text: &str) -> Result<String, TooLongForQr> {
    let code = encode(text).ok_or(TooLongForQr {
        size_bytes: text.len(),
    })?;
    let side = code.size() + 2 * QUIET_ZONE;
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         width=\"180\" height=\"180\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\
         <path d=\"{}\" fill=\"#000\"/></svg>",
        path(&code)
    ))
}

fn encode(text: &str) -> Option<QrCode> {
    QrCode::encode_segments_advanced(
        &QrSegment::make_segments(text),
        QrCodeEcc::Medium,
        Version::MIN,
        Version::MAX,
        None::<Mask>,
        false,
    )
    .ok()
}

/// One sub-path for each run of dark modules in a row: a third of the bytes
/// that squares would take.
fn path(code: &QrCode) -> String {
    let mut d = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = run(code, x, y);
            if length > 0 {
                let (left, top) = (x + QUIET_ZONE, y + QUIET_ZONE);
                let _ = write!(d, "M{left} {top}h{length}v1h-{length}z");
            }
            x += length + 1;
        }
    }
    d
}

fn run(code: &QrCode, x: i32, y: i32) -> i32 {
    let mut length = 0;
    while code.get_module(x + length, y) {
        length += 1;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODULE_PIXELS: usize = 4;

    /// Paints the path of an SVG the way a browser does.
    fn dark_modules(svg: &str) -> (usize, Vec<bool>) {
        let side: usize = between(svg, "viewBox=\"0 0 ", " ").parse().expect("side");
        let mut dark = vec![false; side * side];
        for run in between(svg, "d=\"M", "\"").split('M') {
            let (left, rest) = run.split_once(' ').expect("x");
            let (top, rest) = rest.split_once('h').expect("y");
            let (length, _) = rest.split_once('v').expect("length");
            let number = |text: &str| text.parse::<usize>().expect("a number");
            let start = number(top) * side + number(left);
            dark[start..start + number(length)].fill(true);
        }
        (side, dark)
    }

    fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
        let (_, rest) = text.split_once(before).expect(before);
        rest.split_once(after).expect(after).0
    }

    fn read(svg: &str) -> (String, u16) {
        let (side, dark) = dark_modules(svg);
        let pixels = side * MODULE_PIXELS;
        let mut picture = rqrr::PreparedImage::prepare_from_greyscale(pixels, pixels, |x, y| {
            let module = (y / MODULE_PIXELS) * side + x / MODULE_PIXELS;
            if dark[module] { 0 } else { 255 }
        });
        let grids = picture.detect_grids();
        let (meta, text) = grids[0].decode().expect("a readable code");
        (text, meta.ecc_level)
    }

    #[test]
    fn a_phone_reads_the_address_back() {
        let long = format!("https://news.example/article/1?{}", "a=1&".repeat(200));
        for url in [
            "https://news.example/article/7305123456789",
            "https://news.example/channel/体育?from=扫码#top",
            &long,
        ] {
            let (text, level) = read(&qr_svg(url).expect("fits"));
            assert_eq!(text, url);
            assert_eq!(level, 0, "0 is how level M is written in a code");
        }
    }

    #[test]
    fn four_modules_around_the_code_stay_white() {
        let (side, dark) = dark_modules(&qr_svg("https://news.example/").expect("fits"));
        for (at, _) in dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (x, y) = (at % side, at / side);
            assert!((4..side - 4).contains(&x) && (4..side - 4).contains(&y));
        }
        assert!(dark[4 * side + 4], "the finder pattern starts right after");
    }

    #[test]
    fn the_picture_is_one_path_and_says_nothing_else() {
        let svg = qr_svg("https://news.example/").expect("fits");
        assert_eq!(svg.matches("<path").count(), 1);
        assert!(!svg.contains("news.example"));
    }

    #[test]
    fn a_text_that_no_code_holds_is_refused() {
        let refusal = qr_svg(&"文".repeat(1000)).expect_err("3,000 bytes");
        assert_eq!(refusal.size_bytes, 3000);
    }
}
