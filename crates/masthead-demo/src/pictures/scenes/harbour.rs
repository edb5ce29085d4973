//! The harbour: quay, cranes, a ferry, a lighthouse across the water.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::{land, sky, things, water};

const LINE: f32 = 560.0;

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(250.0, 1350.0), c.dice.range(180.0, 420.0));
    let r = c.dice.range(46.0, 100.0);
    sky::sky(c, LINE, sun, r);
    land::ranges(c, 2, (430.0, 520.0), 70.0);
    let (peak, tint) = (c.dice.range(100.0, 1500.0), c.pal.depth(0.34));
    things::skyline(c, (-20.0, WIDTH), LINE, 190.0, peak, tint);
    c.veil(LINE, 70.0, c.pal.sky[2].alpha(0.5));
    let left = c.dice.chance(0.5);
    if c.dice.chance(0.55) {
        cranes(c, left);
    } else {
        lighthouse(c, if left { 240.0 } else { 1340.0 });
    }
    water::water(c, LINE, 0.6);
    let glow = c.pal.sun.alpha(0.5);
    water::trail(c, sun.0, LINE, r * 1.6, glow);
    boats(c, left);
    if c.dice.chance(0.6) {
        quay(c);
    }
    sky::birds(c, (if left { 1100.0 } else { 500.0 }, 330.0), 8);
    sky::weather(c);
}

fn cranes(c: &mut Canvas, left: bool) {
    let start = if left { 60.0 } else { 940.0 };
    c.rect(start - 80.0, LINE - 22.0, 720.0, 30.0, c.pal.depth(0.7));
    for i in 0..3 {
        let x = start + i as f32 * 190.0;
        let tint = c
            .pal
            .lit(if i == 1 { c.pal.accent } else { c.pal.second })
            .mix(c.pal.depth(0.6), 0.35);
        let h = c.dice.range(250.0, 320.0);
        crane(c, x, h, tint);
    }
    for _ in 0..14 {
        let (x, row) = (start + c.dice.range(-60.0, 540.0), c.dice.below(3) as f32);
        let box_tint = c
            .dice
            .pick(&[c.pal.accent, c.pal.second, c.pal.leaf, c.pal.pale()]);
        let tint = c.pal.lit(box_tint).mix(c.pal.depth(0.5), 0.3);
        c.rect(
            x,
            LINE - 44.0 - row * 23.0,
            62.0,
            21.0,
            Fill::Down(tint, tint.darker(0.2)),
        );
    }
}

fn crane(c: &mut Canvas, x: f32, h: f32, tint: crate::pictures::tint::Tint) {
    let top = LINE - h;
    for leg in [0.0, 70.0] {
        c.line(
            &[(x + leg, LINE - 20.0), (x + 20.0 + leg * 0.5, top)],
            8.0,
            tint,
        );
    }
    c.line(
        &[(x + 5.0, LINE - 120.0), (x + 65.0, LINE - 120.0)],
        6.0,
        tint,
    );
    c.line(&[(x - 60.0, top), (x + 190.0, top)], 9.0, tint);
    c.line(&[(x + 38.0, top - 70.0), (x + 38.0, top)], 8.0, tint);
    c.line(
        &[
            (x - 55.0, top - 3.0),
            (x + 38.0, top - 70.0),
            (x + 185.0, top - 3.0),
        ],
        3.0,
        tint,
    );
    c.line(&[(x + 140.0, top), (x + 140.0, top + 90.0)], 2.0, tint);
    c.rect(x + 115.0, top + 88.0, 50.0, 20.0, tint.darker(0.2));
}

fn lighthouse(c: &mut Canvas, x: f32) {
    let rock = c.pal.depth(0.75);
    c.blob(
        &[
            (x - 260.0, LINE + 12.0),
            (x - 120.0, LINE - 34.0),
            (x, LINE - 62.0),
            (x + 130.0, LINE - 40.0),
            (x + 260.0, LINE + 12.0),
            (x, LINE + 20.0),
        ],
        Fill::Down(rock.lighter(0.12), rock),
    );
    let pale = c.pal.pale();
    let (top, foot) = (210.0, LINE - 50.0);
    let half = |y: f32| 24.0 + (y - top) / (foot - top) * 20.0;
    for i in 0..5 {
        let (a, b) = (
            top + (foot - top) * i as f32 / 5.0,
            top + (foot - top) * (i + 1) as f32 / 5.0,
        );
        let tint = if i % 2 == 0 {
            pale
        } else {
            c.pal.lit(c.pal.accent)
        };
        c.poly(
            &[
                (x - half(a), a),
                (x + half(a), a),
                (x + half(b), b + 1.0),
                (x - half(b), b + 1.0),
            ],
            Fill::Across(tint.lighter(0.12), tint.darker(0.28)),
        );
    }
    c.rect(x - 36.0, top - 8.0, 72.0, 9.0, c.pal.ink);
    c.rect(x - 18.0, top - 44.0, 36.0, 37.0, c.pal.light);
    c.poly(
        &[
            (x - 28.0, top - 43.0),
            (x, top - 76.0),
            (x + 28.0, top - 43.0),
        ],
        c.pal.ink,
    );
    c.glow(x, top - 26.0, 190.0, c.pal.light.alpha(0.75));
    if c.pal.dark {
        let side = if x < 800.0 { 1.0 } else { -1.0 };
        let beam = c.pal.light;
        let fill = if side > 0.0 {
            Fill::Across(beam.alpha(0.45), beam.alpha(0.0))
        } else {
            Fill::Across(beam.alpha(0.0), beam.alpha(0.45))
        };
        c.poly(
            &[
                (x, top - 30.0),
                (x + side * 900.0, top - 170.0),
                (x + side * 900.0, top + 40.0),
                (x, top - 20.0),
            ],
            fill,
        );
    }
}

fn boats(c: &mut Canvas, left: bool) {
    let x = if left {
        c.dice.range(900.0, 1150.0)
    } else {
        c.dice.range(420.0, 680.0)
    };
    let y = c.dice.range(650.0, 700.0);
    for i in 0..4 {
        let pale = c.pal.pale();
        let at = (c.dice.range(80.0, 1520.0), LINE + 24.0 + i as f32 * 12.0);
        things::sail(c, at, 60.0 + i as f32 * 18.0, pale);
    }
    for i in 0..5 {
        c.pill(
            x - 330.0 - i as f32 * 20.0,
            y + 18.0 + i as f32 * 7.0,
            640.0 + i as f32 * 14.0,
            3.5,
            2.0,
            c.pal.sky[2].alpha(0.35),
        );
    }
    things::ferry(c, (x, y), 470.0);
    c.rect(
        x - 215.0,
        y + 19.0,
        430.0,
        26.0,
        Fill::Down(c.pal.ink.alpha(0.4), c.pal.ink.alpha(0.0)),
    );
}

fn quay(c: &mut Canvas) {
    let ink = c.pal.ink;
    c.rect(
        0.0,
        915.0,
        WIDTH,
        HEIGHT - 915.0,
        Fill::Down(ink.lighter(0.1), ink),
    );
    c.rect(0.0, 908.0, WIDTH, 9.0, ink.lighter(0.3));
    for i in 0..9 {
        let x = 40.0 + i as f32 * 195.0;
        c.pill(x, 868.0, 30.0, 48.0, 9.0, ink);
        c.pill(x - 8.0, 862.0, 46.0, 15.0, 7.0, ink);
    }
    let x = c.dice.range(200.0, 1400.0);
    things::person(c, (x, 914.0), 135.0, ink);
    things::person(c, (x + 62.0, 914.0), 122.0, ink);
    things::lamp(c, (if x < 800.0 { 1380.0 } else { 180.0 }, 915.0), 340.0);
}
