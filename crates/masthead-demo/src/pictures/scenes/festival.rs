//! A festival night: fireworks over the river, lanterns on strings and on the water, a crowd.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use crate::pictures::{land, sky, things, water};

const LINE: f32 = 620.0;

pub(super) fn draw(c: &mut Canvas) {
    let [top, middle, low] = c.pal.sky;
    c.rect(0.0, 0.0, WIDTH, 420.0, Fill::Down(top, middle));
    c.rect(0.0, 419.0, WIDTH, 400.0, Fill::Down(middle, low));
    sky::stars(c, 420.0, 120);
    let fireworks = c.dice.chance(0.6);
    if fireworks {
        for _ in 0..5 {
            let at = (c.dice.range(150.0, 1450.0), c.dice.range(100.0, 330.0));
            burst(c, at);
        }
    } else {
        let moon = (c.dice.range(400.0, 1200.0), 220.0);
        sky::disc(c, moon, 95.0);
        floating(c);
    }
    land::ranges(c, 2, (480.0, 560.0), 60.0);
    let mut x = -60.0;
    while x < WIDTH {
        let (w, h) = (c.dice.range(150.0, 260.0), c.dice.range(80.0, 150.0));
        things::old_house(c, (x, LINE), (w, h), 0.8);
        x += w + c.dice.range(10.0, 50.0);
    }
    strings(c);
    water::water(c, LINE, 0.7);
    boat(c);
    crowd(c);
}

fn burst(c: &mut Canvas, (x, y): Spot) {
    let hues = [c.pal.accent, c.pal.second, c.pal.light, c.pal.sky[2]];
    let (hue, r) = (c.dice.pick(&hues), c.dice.range(90.0, 190.0));
    c.glow(x, y, r * 1.7, hue.alpha(0.5));
    for i in 0..28 {
        let turn = i as f32 / 28.0 * std::f32::consts::TAU;
        for (from, to) in [(0.25, 0.55), (0.65, 1.0)] {
            let to = to * c.dice.range(0.88, 1.06);
            let drop = r * 0.12 * to * to;
            c.line(
                &[
                    (x + turn.cos() * r * from, y + turn.sin() * r * from),
                    (x + turn.cos() * r * to, y + turn.sin() * r * to + drop),
                ],
                3.0,
                hue.lighter(0.3).alpha(0.85),
            );
        }
        c.circle(
            x + turn.cos() * r * 1.1,
            y + turn.sin() * r * 1.1 + r * 0.13,
            4.0,
            hue.lighter(0.5),
        );
    }
}

/// Paper sky lanterns that rise.
fn floating(c: &mut Canvas) {
    for _ in 0..26 {
        let (x, y) = (c.dice.range(0.0, WIDTH), c.dice.range(60.0, 500.0));
        let s = c.dice.range(8.0, 26.0);
        c.glow(x, y, s * 4.0, c.pal.light.alpha(0.5));
        c.poly(
            &[
                (x - s * 0.8, y - s),
                (x + s * 0.8, y - s),
                (x + s * 0.55, y + s),
                (x - s * 0.55, y + s),
            ],
            Fill::Down(c.pal.second, c.pal.light.lighter(0.3)),
        );
    }
}

fn strings(c: &mut Canvas) {
    for (y, n, r) in [(350.0, 9, 24.0), (60.0, 6, 42.0)] {
        let phase = c.dice.range(0.0, 3.0);
        let sag = |x: f32| y + (x * 0.004 + phase).sin() * 40.0;
        let line: Vec<_> = (0..=80)
            .map(|i| i as f32 * 20.0)
            .map(|x| (x, sag(x)))
            .collect();
        c.line(&line, 2.5, c.pal.ink);
        for i in 0..n {
            let x = WIDTH * (i as f32 + 0.5) / n as f32;
            things::lantern(c, (x, sag(x) + r * 1.3), r);
        }
    }
}

/// A dragon boat with its paddlers.
fn boat(c: &mut Canvas) {
    let (x, y) = (c.dice.range(560.0, 980.0), c.dice.range(730.0, 770.0));
    let (hull, ink) = (c.pal.accent, c.pal.ink);
    for i in 0..9 {
        let px = x - 230.0 + i as f32 * 54.0;
        things::person(c, (px, y + 8.0), 92.0, ink);
        c.line(
            &[(px + 8.0, y - 46.0), (px - 22.0, y + 40.0)],
            4.0,
            c.pal.second,
        );
    }
    c.blob(
        &[
            (x - 360.0, y - 50.0),
            (x - 280.0, y - 6.0),
            (x, y + 2.0),
            (x + 270.0, y - 8.0),
            (x + 330.0, y - 70.0),
            (x + 390.0, y - 74.0),
            (x + 360.0, y - 30.0),
            (x + 250.0, y + 34.0),
            (x, y + 38.0),
            (x - 270.0, y + 32.0),
        ],
        Fill::Down(hull.lighter(0.15), hull.mix(ink, 0.55)),
    );
    c.curve(
        &[(x - 270.0, y + 12.0), (x, y + 20.0), (x + 260.0, y + 10.0)],
        5.0,
        c.pal.second,
    );
    c.circle(x + 350.0, y - 58.0, 7.0, c.pal.light);
    c.curve(
        &[
            (x + 330.0, y - 74.0),
            (x + 312.0, y - 100.0),
            (x + 296.0, y - 96.0),
        ],
        7.0,
        c.pal.second,
    );
    for _ in 0..16 {
        let (lx, ly) = (c.dice.range(0.0, WIDTH), c.dice.range(680.0, 860.0));
        c.glow(lx, ly, 60.0, c.pal.light.alpha(0.6));
        c.pill(
            lx - 11.0,
            ly - 12.0,
            22.0,
            18.0,
            5.0,
            Fill::Down(c.pal.second, c.pal.light),
        );
    }
}

fn crowd(c: &mut Canvas) {
    let ink = c.pal.ink;
    for row in 0..2 {
        for i in 0..22 {
            let x = i as f32 * 76.0 + c.dice.range(-20.0, 20.0);
            let h = c.dice.range(190.0, 250.0);
            let tint = ink.lighter(0.08 - row as f32 * 0.08);
            things::person(c, (x, HEIGHT + 100.0 + row as f32 * 50.0), h, tint);
        }
    }
}
