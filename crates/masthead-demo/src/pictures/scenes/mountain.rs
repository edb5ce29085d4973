//! Mountains in layers, mist between them, pines in front, sometimes a pavilion.

use crate::pictures::canvas::{Canvas, Fill, Spot};
use crate::pictures::land::{self, Ridge};
use crate::pictures::{sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(250.0, 1350.0), c.dice.range(170.0, 360.0));
    let r = c.dice.range(56.0, 130.0);
    sky::sky(c, 760.0, sun, r);
    if c.dice.chance(0.65) {
        summit(c, 1600.0 - sun.0);
    }
    let n = 4 + c.dice.below(3);
    let start = c.dice.range(400.0, 500.0);
    land::ranges(c, n, (start, 830.0), 150.0);
    let near = Ridge {
        crest: c.dice.range(810.0, 870.0),
        swing: 130.0,
        waves: 2.2,
        rough: 0.35,
    };
    let ink = c.pal.ink;
    let key = land::ridge(c, near, Fill::Down(ink.mix(c.pal.leaf, 0.35), ink));
    for _ in 0..46 {
        let x = c.dice.range(-20.0, 1620.0);
        let h = c.dice.range(50.0, 190.0);
        let tint = ink.mix(c.pal.leaf, c.dice.range(0.0, 0.35));
        land::pine(c, (x, near.at(x.clamp(0.0, 1600.0), key) + 14.0), h, tint);
    }
    let x = c.dice.range(400.0, 1200.0);
    pavilion(c, (x, near.at(x, key) + 6.0));
    sky::birds(c, (1600.0 - sun.0, 300.0), 8);
    sky::weather(c);
}

/// One tall peak with snow, lit from the side of the sun.
fn summit(c: &mut Canvas, x: f32) {
    let (top, half) = (c.dice.range(170.0, 260.0), c.dice.range(430.0, 600.0));
    let rock = c.pal.depth(0.3);
    let side = if x < 800.0 { 1.0 } else { -1.0 };
    c.poly(
        &[(x, top), (x + half, 800.0), (x - half, 800.0)],
        Fill::Down(rock, c.pal.haze),
    );
    let face = rock.mix(c.pal.sky[2], 0.3);
    c.poly(
        &[
            (x, top),
            (x + side * half, 800.0),
            (x + side * half * 0.12, 800.0),
            (x - side * 18.0, top + 190.0),
            (x + side * 26.0, top + 110.0),
        ],
        Fill::Down(face, c.pal.haze),
    );
    let snow = c.pal.pale().lighter(0.3);
    c.poly(
        &[
            (x, top),
            (x + half * 0.28, top + 150.0),
            (x + half * 0.14, top + 125.0),
            (x + half * 0.07, top + 190.0),
            (x - half * 0.04, top + 130.0),
            (x - half * 0.13, top + 178.0),
            (x - half * 0.25, top + 134.0),
        ],
        snow.alpha(0.9),
    );
}

fn pavilion(c: &mut Canvas, (x, foot): Spot) {
    let ink = c.pal.ink;
    let tiers = 1 + c.dice.below(3);
    c.glow(
        x,
        foot - 60.0,
        200.0,
        c.pal.light.alpha(if c.pal.dark { 0.55 } else { 0.25 }),
    );
    let mut y = foot;
    for tier in 0..tiers {
        let w = 110.0 - tier as f32 * 20.0;
        c.rect(
            x - w * 0.36,
            y - 58.0,
            w * 0.72,
            60.0,
            c.pal.lit(c.pal.accent).mix(ink, 0.3),
        );
        c.rect(x - w * 0.2, y - 46.0, w * 0.4, 40.0, c.pal.light);
        c.rect(x - 2.0, y - 46.0, 4.0, 40.0, ink);
        things::eaves(c, (x, y - 54.0), w * 1.15, 40.0, ink);
        y -= 84.0;
    }
    c.line(&[(x, y + 2.0), (x, y - 34.0)], 5.0, ink);
}
