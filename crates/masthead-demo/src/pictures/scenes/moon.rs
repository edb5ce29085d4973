//! A large moon, stars, and somebody who watches them from a hill.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use crate::pictures::land::{self, Ridge};
use crate::pictures::{sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let [top, middle, low] = c.pal.sky;
    c.rect(0.0, 0.0, WIDTH, 480.0, Fill::Down(top, middle));
    c.rect(0.0, 479.0, WIDTH, HEIGHT, Fill::Down(middle, low));
    milky_way(c);
    sky::stars(c, 760.0, 260);
    let moon = (c.dice.range(350.0, 1250.0), c.dice.range(260.0, 400.0));
    let r = c.dice.range(120.0, 215.0);
    lunar(c, moon, r);
    land::ranges(c, 3, (690.0, 830.0), 110.0);
    let near = Ridge {
        crest: c.dice.range(830.0, 880.0),
        swing: 90.0,
        waves: 1.6,
        rough: 0.3,
    };
    let ink = c.pal.ink;
    let key = land::ridge(c, near, Fill::Down(ink.lighter(0.07), ink));
    let x = if moon.0 < 800.0 {
        c.dice.range(980.0, 1300.0)
    } else {
        c.dice.range(300.0, 620.0)
    };
    let foot = near.at(x, key) + 16.0;
    if c.dice.chance(0.6) {
        dome(c, (x, foot))
    } else {
        watchers(c, (x, foot))
    }
    for _ in 0..14 {
        let px = c.dice.range(0.0, WIDTH);
        if (px - x).abs() > 260.0 {
            let h = c.dice.range(60.0, 170.0);
            land::pine(c, (px, near.at(px, key) + 12.0), h, ink);
        }
    }
    if c.dice.chance(0.5) {
        let from = (c.dice.range(100.0, 1300.0), c.dice.range(60.0, 220.0));
        c.line(
            &[from, (from.0 + 150.0, from.1 + 66.0)],
            2.5,
            c.pal.sun.alpha(0.7),
        );
        c.circle(from.0 + 150.0, from.1 + 66.0, 3.5, c.pal.sun);
    }
}

fn milky_way(c: &mut Canvas) {
    let (start, slope) = (c.dice.range(-200.0, 500.0), c.dice.range(0.8, 1.4));
    for i in 0..14 {
        let y = i as f32 * 60.0;
        let r = c.dice.range(120.0, 240.0);
        c.glow(
            start + y * slope + c.dice.range(-60.0, 60.0),
            y,
            r,
            c.pal.sky[2].alpha(0.2),
        );
    }
}

fn lunar(c: &mut Canvas, (x, y): Spot, r: f32) {
    let sun = c.pal.sun;
    c.glow(x, y, r * 4.0, sun.alpha(0.5));
    c.circle(x, y, r * 1.14, sun.alpha(0.12));
    c.circle(
        x,
        y,
        r,
        Fill::Down(sun.lighter(0.3), sun.mix(c.pal.second, 0.3)),
    );
    let shade = sun.mix(c.pal.haze, 0.4);
    for _ in 0..9 {
        let (turn, reach) = (c.dice.range(0.0, 6.3), c.dice.range(0.05, 0.7) * r);
        let size = c.dice.range(0.05, 0.2) * r;
        c.ellipse(
            x + turn.cos() * reach,
            y + turn.sin() * reach,
            size,
            size * 0.85,
            shade.alpha(0.38),
        );
    }
}

fn dome(c: &mut Canvas, (x, foot): Spot) {
    let (ink, pale) = (c.pal.ink, c.pal.pale());
    c.rect(
        x - 120.0,
        foot - 110.0,
        240.0,
        115.0,
        Fill::Across(pale, pale.darker(0.45)),
    );
    c.ellipse(
        x,
        foot - 110.0,
        132.0,
        128.0,
        Fill::Across(pale.lighter(0.15), pale.darker(0.4)),
    );
    c.rect(x - 136.0, foot - 116.0, 272.0, 14.0, pale.darker(0.5));
    c.rect(
        x - 120.0,
        foot - 102.0,
        240.0,
        106.0,
        Fill::Across(pale.darker(0.05), pale.darker(0.5)),
    );
    c.poly(
        &[
            (x - 14.0, foot - 236.0),
            (x + 26.0, foot - 234.0),
            (x + 30.0, foot - 118.0),
            (x - 18.0, foot - 118.0),
        ],
        ink,
    );
    c.line(
        &[(x + 6.0, foot - 150.0), (x + 40.0, foot - 262.0)],
        17.0,
        ink.lighter(0.18),
    );
    c.glow(x, foot - 45.0, 130.0, c.pal.light.alpha(0.6));
    c.pill(x - 20.0, foot - 66.0, 40.0, 70.0, 18.0, c.pal.light);
    things::person(c, (x - 170.0, foot + 6.0), 74.0, ink);
}

fn watchers(c: &mut Canvas, (x, foot): Spot) {
    let ink = c.pal.ink;
    for (dx, h) in [(-80.0, 118.0), (75.0, 124.0), (128.0, 82.0)] {
        things::person(c, (x + dx, foot), h, ink);
    }
    for leg in [-34.0, 4.0, 38.0] {
        c.line(&[(x, foot - 84.0), (x + leg, foot)], 5.0, ink);
    }
    c.line(
        &[(x - 42.0, foot - 62.0), (x + 58.0, foot - 132.0)],
        18.0,
        ink,
    );
    c.line(
        &[(x + 40.0, foot - 120.0), (x + 66.0, foot - 138.0)],
        25.0,
        ink,
    );
}
