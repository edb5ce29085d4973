//! A bridge over the river: suspended, arched in stone, or hung from one pylon.

use crate::pictures::canvas::{Canvas, Fill, WIDTH};
use crate::pictures::{land, sky, things, water};

const LINE: f32 = 640.0;

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(300.0, 1300.0), c.dice.range(230.0, 470.0));
    let r = c.dice.range(44.0, 92.0);
    sky::sky(c, LINE, sun, r);
    land::ranges(c, 3, (470.0, 600.0), 80.0);
    if c.dice.chance(0.6) {
        let (peak, tint) = (c.dice.range(200.0, 1400.0), c.pal.depth(0.3));
        things::skyline(c, (0.0, WIDTH), LINE, 210.0, peak, tint);
    }
    c.veil(LINE, 90.0, c.pal.sky[2].alpha(0.55));
    match c.dice.below(3) {
        0 => suspension(c),
        1 => stone(c),
        _ => stays(c),
    }
    water::water(c, LINE, 0.75);
    let glow = c.pal.sun.alpha(0.55);
    water::trail(c, sun.0, LINE, r * 1.7, glow);
    let boat = (c.dice.range(250.0, 1350.0), c.dice.range(790.0, 860.0));
    things::sampan(c, boat, 190.0);
    if c.dice.chance(0.6) {
        let left = if c.dice.chance(0.5) { 0.0 } else { 1100.0 };
        land::reeds(c, (left, left + 500.0), 60, 260.0);
    }
    sky::birds(c, (sun.0, 260.0), 7);
    sky::weather(c);
}

fn suspension(c: &mut Canvas) {
    let (deck, ink) = (LINE - 95.0, c.pal.ink);
    let red = c.pal.lit(c.pal.accent).mix(ink, 0.15);
    let towers = [c.dice.range(330.0, 430.0), c.dice.range(1150.0, 1280.0)];
    let top = c.dice.range(190.0, 260.0);
    let sag = |x: f32, a: f32, b: f32| {
        let t = (x - a) / (b - a) * 2.0 - 1.0;
        deck - 30.0 - (deck - 30.0 - top) * t * t
    };
    for (a, b) in [
        (towers[0], towers[1]),
        (2.0 * towers[0] - towers[1], towers[0]),
        (towers[1], 2.0 * towers[1] - towers[0]),
    ] {
        let spots: Vec<_> = (0..=40)
            .map(|i| a + (b - a) * i as f32 / 40.0)
            .map(|x| (x, sag(x, a, b)))
            .collect();
        c.line(&spots, 6.0, red);
        for &(x, y) in spots
            .iter()
            .filter(|(x, _)| (-10.0..WIDTH + 10.0).contains(x))
        {
            c.line(&[(x, y), (x, deck)], 1.8, red.alpha(0.75));
        }
    }
    deck_with_lamps(c, deck);
    for x in towers {
        for side in [-20.0, 14.0] {
            c.rect(
                x + side,
                top - 14.0,
                13.0,
                LINE - top + 14.0,
                Fill::Down(red, red.darker(0.4)),
            );
        }
        for y in [top, top + 120.0, top + 240.0] {
            c.rect(x - 20.0, y, 47.0, 12.0, red);
        }
        c.pill(x - 48.0, LINE - 18.0, 100.0, 30.0, 8.0, ink);
    }
}

fn stays(c: &mut Canvas) {
    let (deck, ink) = (LINE - 80.0, c.pal.ink);
    let x = c.dice.range(480.0, 1120.0);
    let (top, pale) = (c.dice.range(100.0, 160.0), c.pal.pale());
    for i in 1..=15 {
        let reach = i as f32 * 52.0;
        let y = top + 30.0 + (15 - i) as f32 * 13.0;
        for side in [-1.0, 1.0] {
            c.line(
                &[(x, y), (x + side * reach, deck)],
                2.2,
                pale.mix(ink, 0.25).alpha(0.85),
            );
        }
    }
    deck_with_lamps(c, deck);
    c.poly(
        &[
            (x - 8.0, top),
            (x + 8.0, top),
            (x + 26.0, deck),
            (x + 50.0, LINE + 10.0),
            (x + 22.0, LINE + 10.0),
            (x, deck - 40.0),
            (x - 22.0, LINE + 10.0),
            (x - 50.0, LINE + 10.0),
            (x - 26.0, deck),
        ],
        Fill::Down(pale.lighter(0.2), pale.mix(ink, 0.6)),
    );
}

fn deck_with_lamps(c: &mut Canvas, deck: f32) {
    let ink = c.pal.ink;
    c.rect(
        -5.0,
        deck,
        WIDTH + 10.0,
        15.0,
        Fill::Down(ink.lighter(0.12), ink),
    );
    c.rect(-5.0, deck + 19.0, WIDTH + 10.0, 5.0, ink);
    for i in 0..26 {
        let x = i as f32 * 64.0 + 20.0;
        c.line(&[(x, deck), (x, deck - 26.0)], 2.2, ink);
        if c.pal.dark {
            c.glow(x, deck - 28.0, 36.0, c.pal.light.alpha(0.8));
        }
        c.circle(x, deck - 28.0, 3.2, c.pal.light);
    }
    bus(c, deck);
}

fn bus(c: &mut Canvas, deck: f32) {
    let x = c.dice.range(200.0, 1300.0);
    let body = c.pal.lit(c.pal.second);
    c.pill(x, deck - 36.0, 96.0, 34.0, 6.0, body);
    for i in 0..5 {
        c.rect(
            x + 7.0 + i as f32 * 17.5,
            deck - 30.0,
            13.0,
            12.0,
            if c.pal.dark {
                c.pal.light
            } else {
                c.pal.ink.alpha(0.75)
            },
        );
    }
    c.circle(x + 20.0, deck - 2.0, 6.0, c.pal.ink);
    c.circle(x + 76.0, deck - 2.0, 6.0, c.pal.ink);
}

/// Stone arches that swell towards the middle: cut from the block by what stands behind them.
fn stone(c: &mut Canvas) {
    let behind = c.sheet.clone();
    let (middle, n) = (c.dice.range(650.0, 950.0), [3_usize, 5][c.dice.below(2)]);
    let top = |x: f32| LINE - 130.0 - 120.0 * (1.0 - ((x - middle) / 900.0).powi(2));
    let stone = c.pal.pale().mix(c.pal.haze, 0.3).mix(c.pal.ink, 0.25);
    let mut spots: Vec<_> = (0..=80)
        .map(|i| i as f32 * 20.0)
        .map(|x| (x, top(x)))
        .collect();
    spots.extend([(WIDTH, LINE + 5.0), (0.0, LINE + 5.0)]);
    c.poly(&spots, Fill::Down(stone, stone.mix(c.pal.ink, 0.5)));
    let crest: Vec<_> = (0..=80)
        .map(|i| i as f32 * 20.0)
        .map(|x| (x, top(x)))
        .collect();
    c.line(&crest, 12.0, stone.lighter(0.25));
    for i in 0..n {
        let x = middle + (i as f32 - (n - 1) as f32 / 2.0) * 1350.0 / n as f32;
        let r = 560.0 / n as f32 * (1.0 - ((x - middle) / 1500.0).abs());
        c.ellipse(
            x,
            LINE,
            r + 14.0,
            (LINE - top(x)) * 0.76 + 14.0,
            stone.lighter(0.22),
        );
        c.ellipse(x, LINE, r, (LINE - top(x)) * 0.76, stone.darker(0.55));
        opening(c, &behind, x, r - 12.0, (LINE - top(x)) * 0.76 - 6.0);
    }
    for _ in 0..6 {
        let x = c.dice.range(80.0, 1520.0);
        let ink = c.pal.ink;
        things::person(c, (x, top(x) - 3.0), 54.0, ink);
    }
}

fn opening(c: &mut Canvas, behind: &tiny_skia::Pixmap, x: f32, rx: f32, ry: f32) {
    let Some(bounds) = tiny_skia::Rect::from_ltrb(x - rx, LINE - ry, x + rx, LINE + ry) else {
        return;
    };
    let Some(path) = tiny_skia::PathBuilder::from_oval(bounds) else {
        return;
    };
    let pattern = tiny_skia::Pattern::new(
        behind.as_ref(),
        tiny_skia::SpreadMode::Pad,
        tiny_skia::FilterQuality::Nearest,
        1.0,
        tiny_skia::Transform::identity(),
    );
    let paint = tiny_skia::Paint {
        shader: pattern,
        ..Default::default()
    };
    c.sheet.fill_path(
        &path,
        &paint,
        tiny_skia::FillRule::Winding,
        tiny_skia::Transform::identity(),
        None,
    );
}
