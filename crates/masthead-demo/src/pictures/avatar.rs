//! Avatars: one emblem per handle, a shape and two colours.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

use super::canvas::{Canvas, Fill};
use super::dice::Dice;
use super::palette::ALL;
use super::tint::Tint;

const SIDE: f32 = 400.0;

/// Ground and mark.
const PAIRS: [(u32, u32); 12] = [
    (0x1f4e6b, 0xf4c95d),
    (0xc8553d, 0xfbe9d0),
    (0x2f6b57, 0xf2d8a7),
    (0x3b2f63, 0xf08a6b),
    (0xe9b44c, 0x24405c),
    (0x7aa6a1, 0xfdf3df),
    (0x8c2f39, 0xf3c98b),
    (0x234e70, 0xf7a072),
    (0xd9c7a3, 0x7a3b2e),
    (0x496a4a, 0xf6e27f),
    (0x5c6784, 0xffe0c2),
    (0xe07a5f, 0x2b2d42),
];

pub(super) fn draw(handle: &str) -> Option<Vec<u8>> {
    let dice = Dice::new(handle, 7);
    let (ground, mark) = PAIRS[dice.below(PAIRS.len())];
    let (ground, mark) = (Tint::hex(ground), Tint::hex(mark));
    let emblem = dice.below(8);
    let mut c = Canvas::new(SIDE as u32, SIDE as u32, dice, ALL[0])?;
    c.rect(
        0.0,
        0.0,
        SIDE,
        SIDE,
        Fill::Down(ground.lighter(0.1), ground.darker(0.08)),
    );
    EMBLEMS[emblem](&mut c, ground, mark);
    png(&c.sheet)
}

type Emblem = fn(&mut Canvas, Tint, Tint);
const EMBLEMS: [Emblem; 8] = [waves, petals, peaks, rings, leaf, arches, star, steps];

fn waves(c: &mut Canvas, ground: Tint, mark: Tint) {
    c.circle(c.dice.range(140.0, 260.0), 150.0, 70.0, mark);
    for i in 0..4 {
        let y = 205.0 + i as f32 * 48.0;
        let tint = mark.mix(ground, 0.2 + i as f32 * 0.2);
        let phase = c.dice.range(0.0, 6.3);
        let mut spots: Vec<_> = (0..=20)
            .map(|n| n as f32 * 20.0)
            .map(|x| (x, y + (x / 45.0 + phase).sin() * 14.0))
            .collect();
        spots.extend([(400.0, 400.0), (0.0, 400.0)]);
        c.poly(&spots, tint);
    }
}

fn petals(c: &mut Canvas, ground: Tint, mark: Tint) {
    let n = 5 + c.dice.below(4);
    for i in 0..n {
        let turn = i as f32 / n as f32 * std::f32::consts::TAU;
        c.circle(
            200.0 + turn.cos() * 78.0,
            200.0 + turn.sin() * 78.0,
            58.0,
            mark.alpha(0.72),
        );
    }
    c.circle(200.0, 200.0, 40.0, ground);
}

fn peaks(c: &mut Canvas, ground: Tint, mark: Tint) {
    c.circle(c.dice.range(110.0, 290.0), 130.0, 46.0, mark);
    for (x, top, t) in [
        (130.0, 170.0, 0.55),
        (270.0, 140.0, 0.35),
        (200.0, 220.0, 0.0),
    ] {
        let x = x + c.dice.range(-20.0, 20.0);
        c.poly(
            &[(x, top), (x + 190.0, 400.0), (x - 190.0, 400.0)],
            mark.mix(ground, t),
        );
    }
}

fn rings(c: &mut Canvas, ground: Tint, mark: Tint) {
    let off = c.dice.range(-40.0, 40.0);
    for (i, r) in [150.0_f32, 112.0, 74.0, 36.0].into_iter().enumerate() {
        let tint = if i % 2 == 0 { mark } else { ground };
        c.circle(
            200.0 + off * (1.0 - r / 150.0),
            200.0 + off.abs() * (1.0 - r / 150.0),
            r,
            tint,
        );
    }
}

fn leaf(c: &mut Canvas, ground: Tint, mark: Tint) {
    let lean = c.dice.pick(&[-1.0, 1.0]);
    for (side, t) in [(-1.0, 0.0), (1.0, 0.35)] {
        let (a, b) = ((200.0 - lean * 20.0, 340.0), (200.0 + lean * 60.0, 60.0));
        c.blob(
            &[
                a,
                (200.0 + side * 105.0 * 0.8, 240.0),
                (210.0 + side * 80.0, 150.0),
                b,
                ((a.0 + b.0) / 2.0, 200.0),
            ],
            mark.mix(ground, t),
        );
    }
    c.line(
        &[(200.0 - lean * 24.0, 365.0), (200.0 + lean * 50.0, 95.0)],
        7.0,
        ground,
    );
}

fn arches(c: &mut Canvas, ground: Tint, mark: Tint) {
    for (r, t) in [(150.0, 0.0), (112.0, 1.0), (76.0, 0.3), (40.0, 1.0)] {
        c.pill(
            200.0 - r,
            250.0 - r,
            r * 2.0,
            r + 200.0,
            r,
            mark.mix(ground, t),
        );
    }
    c.rect(0.0, 330.0, 400.0, 70.0, mark);
}

fn star(c: &mut Canvas, ground: Tint, mark: Tint) {
    let n = 4 + c.dice.below(5);
    let spots: Vec<_> = (0..n * 2)
        .map(|i| {
            (
                i as f32 / n as f32 * std::f32::consts::PI,
                if i % 2 == 0 { 155.0 } else { 62.0 },
            )
        })
        .map(|(turn, r): (f32, f32)| (200.0 + turn.sin() * r, 200.0 - turn.cos() * r))
        .collect();
    c.poly(&spots, mark);
    c.circle(200.0, 200.0, 30.0, ground);
}

fn steps(c: &mut Canvas, ground: Tint, mark: Tint) {
    for i in 0..5 {
        let h = [90.0, 150.0, 210.0, 130.0, 250.0][(i + c.dice.below(2)) % 5];
        c.pill(
            62.0 + i as f32 * 58.0,
            330.0 - h,
            42.0,
            h,
            21.0,
            mark.mix(ground, if i % 2 == 0 { 0.0 } else { 0.35 }),
        );
    }
}

fn png(sheet: &tiny_skia::Pixmap) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(
            sheet.data(),
            sheet.width(),
            sheet.height(),
            ExtendedColorType::Rgba8,
        )
        .ok()?;
    Some(bytes)
}
