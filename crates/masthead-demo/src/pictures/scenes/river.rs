//! The river from above: bends between hills, fields on its banks, one boat.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use crate::pictures::land::{self, Ridge};
use crate::pictures::{sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let horizon = c.dice.range(330.0, 430.0);
    let sun = (
        c.dice.range(300.0, 1300.0),
        horizon - c.dice.range(60.0, 190.0),
    );
    let r = c.dice.range(44.0, 84.0);
    sky::sky(c, horizon, sun, r);
    land::ranges(c, 3, (horizon - 60.0, horizon + 10.0), 70.0);
    let plain = c.pal.green(0.25);
    c.rect(
        0.0,
        horizon + 20.0,
        WIDTH,
        HEIGHT,
        Fill::Down(plain.mix(c.pal.sky[2], 0.35), c.pal.green(0.8)),
    );
    banks(c, horizon);
    let bend = bends(c, sun.0);
    stream(c, horizon + 22.0, &bend);
    groves(c, horizon, &bend);
    let y = c.dice.range(700.0, 780.0);
    things::sampan(c, (bend(y), y), 130.0);
    c.veil(horizon + 40.0, 70.0, c.pal.sky[2].alpha(0.5));
    near_bank(c);
    sky::birds(c, (800.0, horizon - 120.0), 6);
    sky::weather(c);
}

/// Where the stream's middle lies at a height of the sheet.
fn bends(c: &mut Canvas, start: f32) -> impl Fn(f32) -> f32 + use<> {
    let (phase, swing) = (c.dice.range(0.0, 6.3), c.dice.range(170.0, 330.0));
    let end = c.dice.range(500.0, 1100.0);
    move |y| {
        let t = ((y - 350.0) / 650.0).clamp(0.0, 1.0);
        start + (end - start) * t + (phase + t.powf(0.55) * 9.5).sin() * swing * (0.12 + t)
    }
}

fn width(y: f32, horizon: f32) -> f32 {
    let t = ((y - horizon) / (HEIGHT - horizon)).max(0.0);
    5.0 + 210.0 * t.powf(1.35)
}

fn stream(c: &mut Canvas, horizon: f32, bend: &impl Fn(f32) -> f32) {
    let rows: Vec<f32> = (0..=90)
        .map(|i| horizon + (HEIGHT + 10.0 - horizon) * (i as f32 / 90.0).powf(1.6))
        .collect();
    let side = |s: f32, wide: f32| {
        rows.iter()
            .map(move |&y| (y, s, wide))
            .map(|(y, s, wide)| (bend(y) + s * width(y, horizon) * wide, y))
            .collect::<Vec<Spot>>()
    };
    for (wide, tints) in [
        (
            1.1,
            Fill::Down(
                c.pal.sky[2].lighter(0.4),
                c.pal.pale().mix(c.pal.leaf, 0.45),
            ),
        ),
        (
            1.0,
            Fill::Down(
                c.pal.sky[2].lighter(0.15),
                c.pal.sky[0].mix(c.pal.sky[1], 0.35),
            ),
        ),
    ] {
        let mut shape = side(-1.0, wide);
        shape.extend(side(1.0, wide).into_iter().rev());
        c.poly(&shape, tints);
    }
    for _ in 0..60 {
        let y = horizon + (HEIGHT - horizon) * c.dice.range(0.05, 1.0);
        let w = width(y, horizon);
        let (x, long) = (
            bend(y) + c.dice.range(-0.75, 0.45) * w,
            c.dice.range(0.1, 0.35) * w,
        );
        c.pill(
            x,
            y,
            long,
            1.5 + w * 0.012,
            2.0,
            c.pal.sky[2].lighter(0.3).alpha(0.35),
        );
    }
}

/// Strips of fields that run to the horizon.
fn banks(c: &mut Canvas, horizon: f32) {
    for i in 0..16 {
        let t = i as f32 / 16.0;
        let y = horizon + 34.0 + (HEIGHT - horizon) * t.powf(1.8);
        let h = 6.0 + t * 60.0;
        let crop = c
            .dice
            .pick(&[c.pal.second, c.pal.leaf, c.pal.sky[2], c.pal.leaf]);
        let tint = c.pal.green(0.2 + t * 0.6).mix(crop, 0.34);
        let tilt = c.dice.range(-40.0, 40.0) * t;
        let x = c.dice.range(-500.0, 900.0);
        let w = c.dice.range(400.0, 1000.0);
        c.poly(
            &[
                (x, y),
                (x + w, y + tilt),
                (x + w + 90.0, y + h + tilt),
                (x - 90.0, y + h),
            ],
            tint.alpha(0.75),
        );
    }
}

fn groves(c: &mut Canvas, horizon: f32, bend: &impl Fn(f32) -> f32) {
    let mut feet: Vec<f32> = (0..34)
        .map(|_| horizon + 45.0 + c.dice.range(0.0, 1.0).powf(1.5) * 480.0)
        .collect();
    feet.sort_by(f32::total_cmp);
    for y in feet {
        let t = (y - horizon) / (HEIGHT - horizon);
        let side = c.dice.pick(&[-1.0, 1.0]);
        let x = bend(y) + side * (width(y, horizon) * 1.25 + 20.0 + c.dice.range(0.0, 420.0));
        let (h, tint) = (26.0 + 190.0 * t, c.pal.green(0.35 + t * 0.65));
        match c.dice.below(3) {
            0 => land::poplar(c, (x, y), h * 1.25, tint),
            1 if t > 0.12 => things::old_house(c, (x, y), (h * 1.3, h * 0.55), 0.3 + t * 0.7),
            _ => land::tree(c, (x, y), h, tint),
        }
    }
}

fn near_bank(c: &mut Canvas) {
    let ink = c.pal.ink.mix(c.pal.leaf, 0.25);
    land::ridge(
        c,
        Ridge {
            crest: 955.0,
            swing: 60.0,
            waves: 2.5,
            rough: 0.4,
        },
        Fill::Down(ink.lighter(0.05), c.pal.ink),
    );
    land::reeds(c, (0.0, 420.0), 36, 210.0);
    land::reeds(c, (1250.0, 1600.0), 30, 170.0);
}
