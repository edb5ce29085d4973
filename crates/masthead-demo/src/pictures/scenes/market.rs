//! The market: striped awnings, crates of fruit, lanterns, people.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::{sky, things};

const GROUND: f32 = 840.0;

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(250.0, 1350.0), c.dice.range(130.0, 260.0));
    sky::sky(c, 700.0, sun, 70.0);
    let (peak, tint) = (c.dice.range(200.0, 1400.0), c.pal.depth(0.22));
    things::skyline(c, (-20.0, WIDTH), 640.0, 320.0, peak, tint);
    let mut x = -60.0;
    while x < WIDTH {
        let (w, h) = (c.dice.range(230.0, 330.0), c.dice.range(180.0, 260.0));
        things::old_house(c, (x, 700.0), (w, h), 0.6);
        x += w + 30.0;
    }
    c.veil(660.0, 140.0, c.pal.sky[2].alpha(0.35));
    let stone = c.pal.pale().mix(c.pal.ink, 0.4);
    c.rect(
        0.0,
        690.0,
        WIDTH,
        HEIGHT,
        Fill::Down(stone.lighter(0.15), stone.darker(0.5)),
    );
    string(c);
    let shift = c.dice.range(-160.0, 0.0);
    for i in 0..4 {
        stall(c, shift + i as f32 * 445.0, i);
    }
    let ink = c.pal.ink;
    for _ in 0..7 {
        let (px, dy) = (c.dice.range(60.0, 1540.0), c.dice.range(70.0, 140.0));
        things::person(c, (px, GROUND + dy), 235.0, ink);
    }
    sky::weather(c);
}

fn string(c: &mut Canvas) {
    let sag = |x: f32| 330.0 + (x * 0.0062).sin().abs() * 60.0;
    let line: Vec<_> = (0..=80)
        .map(|i| i as f32 * 20.0)
        .map(|x| (x, sag(x)))
        .collect();
    c.line(&line, 3.0, c.pal.ink);
    for i in 0..10 {
        let x = 80.0 + i as f32 * 160.0;
        things::lantern(c, (x, sag(x) + 36.0), 27.0);
    }
}

fn stall(c: &mut Canvas, x: f32, i: usize) {
    let (w, top) = (390.0, 520.0);
    let hues = [
        c.pal.accent,
        c.pal.leaf,
        c.pal.second,
        c.pal.accent.mix(c.pal.second, 0.5),
    ];
    let (stripe, pale) = (c.pal.lit(hues[(i + c.dice.below(2)) % 4]), c.pal.pale());
    c.rect(
        x + 20.0,
        top,
        w - 40.0,
        GROUND - top,
        Fill::Down(c.pal.ink.alpha(0.72), c.pal.ink.alpha(0.4)),
    );
    c.glow(
        x + w / 2.0,
        top + 110.0,
        260.0,
        c.pal.light.alpha(if c.pal.dark { 0.75 } else { 0.4 }),
    );
    let ink = c.pal.ink;
    things::person(
        c,
        (x + w * c.dice.range(0.3, 0.7), GROUND - 20.0),
        215.0,
        ink.lighter(0.1),
    );
    for post in [x + 16.0, x + w - 26.0] {
        c.rect(post, top, 10.0, GROUND - top, c.pal.ink);
    }
    for n in 0..10 {
        let (a, b) = (n as f32 / 10.0, (n + 1) as f32 / 10.0);
        let tint = if n % 2 == 0 { stripe } else { pale };
        let (tl, tr) = (x + 30.0 + (w - 60.0) * a, x + 30.0 + (w - 60.0) * b);
        let (bl, br) = (x - 14.0 + (w + 28.0) * a, x - 14.0 + (w + 28.0) * b);
        c.poly(
            &[
                (tl, top - 70.0),
                (tr, top - 70.0),
                (br, top + 26.0),
                (bl, top + 26.0),
            ],
            Fill::Down(tint.lighter(0.1), tint),
        );
        c.pill(bl, top + 4.0, br - bl, 44.0, 20.0, tint.darker(0.1));
    }
    crates(c, x, w);
}

fn crates(c: &mut Canvas, x: f32, w: f32) {
    let wood = c.pal.second.mix(c.pal.ink, 0.5);
    for i in 0..3 {
        let (cx, cw) = (x + 12.0 + i as f32 * w / 3.0, w / 3.0 - 10.0);
        let hues = [
            c.pal.accent,
            c.pal.second,
            c.pal.leaf,
            c.pal.accent.mix(c.pal.light, 0.4),
        ];
        let hue = c.dice.pick(&hues);
        let hue = c.pal.lit(hue);
        for row in 0..3 {
            for n in 0..(6 - row) {
                let fx = cx + 12.0 + (n as f32 + row as f32 * 0.5) * (cw - 16.0) / 6.0;
                c.circle(
                    fx + 4.0,
                    752.0 - row as f32 * 15.0,
                    12.5,
                    Fill::Down(hue.lighter(0.25), hue.darker(0.15)),
                );
            }
        }
        c.rect(
            cx,
            752.0,
            cw,
            GROUND - 752.0,
            Fill::Down(wood.lighter(0.18), wood.darker(0.2)),
        );
        for slat in 0..3 {
            c.rect(cx, 776.0 + slat as f32 * 24.0, cw, 4.0, wood.darker(0.5));
        }
    }
}
