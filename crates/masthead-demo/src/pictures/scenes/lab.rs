//! A laboratory bench: glass, a microscope, light through a window.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::room;
use crate::pictures::tint::Tint;

const BENCH: f32 = 730.0;

pub(super) fn draw(c: &mut Canvas) {
    room::walls(c, 760.0);
    let x = c.dice.range(500.0, 880.0);
    room::window(c, (x, 100.0), (520.0, 400.0), 1000.0);
    let pale = c.pal.pale();
    c.rect(
        0.0,
        BENCH,
        WIDTH,
        32.0,
        Fill::Down(pale.lighter(0.2), pale.darker(0.2)),
    );
    c.rect(
        0.0,
        BENCH + 32.0,
        WIDTH,
        HEIGHT,
        Fill::Down(c.pal.depth(0.8), c.pal.ink),
    );
    let tints = [c.pal.accent, c.pal.second, c.pal.leaf, c.pal.sky[1]];
    for i in 0..5 {
        let tint = tints[(i + c.dice.below(4)) % 4];
        let (fx, h) = (600.0 + i as f32 * 190.0, c.dice.range(150.0, 280.0));
        if c.dice.chance(0.55) {
            flask(c, fx, h, tint)
        } else {
            tubes(c, fx, tint)
        }
    }
    microscope(c, c_left(x));
    room::pendant(c, x - 120.0, 190.0, 70.0);
    room::plant(c, (90.0, BENCH), 210.0);
}

fn c_left(x: f32) -> f32 {
    250.0 + (x - 500.0) * 0.25
}

fn flask(c: &mut Canvas, x: f32, h: f32, tint: Tint) {
    let (glass, w) = (c.pal.pale().lighter(0.4), h * 0.4);
    let level = BENCH - h * 0.38;
    c.glow(x, BENCH - h * 0.25, h, tint.alpha(0.4));
    c.poly(
        &[
            (x - h * 0.09, BENCH - h),
            (x + h * 0.09, BENCH - h),
            (x + h * 0.09, BENCH - h * 0.62),
            (x + w, BENCH - 8.0),
            (x + w - 12.0, BENCH),
            (x - w + 12.0, BENCH),
            (x - w, BENCH - 8.0),
            (x - h * 0.09, BENCH - h * 0.62),
        ],
        glass.alpha(0.35),
    );
    c.poly(
        &[
            (x - w * 0.58, level),
            (x + w * 0.58, level),
            (x + w - 8.0, BENCH - 9.0),
            (x + w - 18.0, BENCH - 3.0),
            (x - w + 18.0, BENCH - 3.0),
            (x - w + 8.0, BENCH - 9.0),
        ],
        Fill::Down(tint.lighter(0.25), tint),
    );
    c.ellipse(x, level, w * 0.58, h * 0.035, tint.lighter(0.45));
    c.pill(x - h * 0.13, BENCH - h - 7.0, h * 0.26, 12.0, 6.0, glass);
    for _ in 0..6 {
        let (dx, y, r) = (
            c.dice.range(-0.4, 0.4) * w,
            c.dice.range(level + 10.0, BENCH - 12.0),
            c.dice.range(2.5, 7.0),
        );
        c.circle(x + dx, y, r, glass.alpha(0.55));
    }
}

fn tubes(c: &mut Canvas, x: f32, tint: Tint) {
    let (glass, wood) = (c.pal.pale().lighter(0.4), c.pal.second.mix(c.pal.ink, 0.4));
    for i in 0..4 {
        let tx = x - 66.0 + i as f32 * 38.0;
        let fill = c.dice.range(50.0, 110.0);
        c.pill(tx, BENCH - 170.0, 25.0, 160.0, 12.0, glass.alpha(0.4));
        c.pill(
            tx + 3.0,
            BENCH - 13.0 - fill,
            19.0,
            fill,
            9.0,
            Fill::Down(tint.lighter(0.3), tint),
        );
    }
    for y in [BENCH - 110.0, BENCH - 18.0] {
        c.rect(x - 84.0, y, 176.0, 18.0, wood);
    }
}

fn microscope(c: &mut Canvas, x: f32) {
    let (ink, metal) = (c.pal.ink, c.pal.pale().darker(0.1));
    c.pill(x - 110.0, BENCH - 30.0, 230.0, 32.0, 12.0, ink);
    c.curve(
        &[
            (x + 60.0, BENCH - 30.0),
            (x + 100.0, BENCH - 150.0),
            (x + 70.0, BENCH - 270.0),
            (x + 10.0, BENCH - 310.0),
        ],
        36.0,
        Tint::mix(ink, metal, 0.15),
    );
    c.rect(x - 85.0, BENCH - 120.0, 160.0, 16.0, ink);
    c.glow(x - 25.0, BENCH - 100.0, 110.0, c.pal.light.alpha(0.8));
    c.line(
        &[(x + 28.0, BENCH - 350.0), (x - 18.0, BENCH - 190.0)],
        48.0,
        metal,
    );
    c.line(
        &[(x + 46.0, BENCH - 412.0), (x + 30.0, BENCH - 356.0)],
        32.0,
        ink,
    );
    c.line(
        &[(x - 20.0, BENCH - 182.0), (x - 27.0, BENCH - 146.0)],
        22.0,
        ink,
    );
    c.circle(x + 84.0, BENCH - 165.0, 24.0, c.pal.lit(c.pal.accent));
}
