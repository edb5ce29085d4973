//! A forest: trunks in layers of fog, shafts of light, a path with a walker.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::land::{self, Ridge};
use crate::pictures::{sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(450.0, 1150.0), c.dice.range(220.0, 400.0));
    sky::sky(c, 820.0, sun, 70.0);
    for layer in 0..4 {
        let t = layer as f32 / 3.0;
        trunks(c, t, sun.0);
        c.veil(
            700.0 + t * 60.0,
            260.0,
            c.pal.sky[2].mix(c.pal.haze, 0.3).alpha(0.34 - t * 0.2),
        );
    }
    for i in 0..5 {
        let x = sun.0 + (i as f32 - 2.0) * 60.0;
        let spread = (i as f32 - 2.0) * 190.0;
        let light = c.pal.sun;
        c.poly(
            &[
                (x, 0.0),
                (x + 36.0, 0.0),
                (x + spread + 190.0, 860.0),
                (x + spread + 60.0, 860.0),
            ],
            Fill::Down(light.alpha(0.24), light.alpha(0.0)),
        );
    }
    let ground = c.pal.green(0.95);
    land::ridge(
        c,
        Ridge {
            crest: 850.0,
            swing: 40.0,
            waves: 2.0,
            rough: 0.4,
        },
        Fill::Down(ground, c.pal.ink),
    );
    let (x, path) = (sun.0, c.pal.sky[2].mix(ground, 0.5));
    c.blob(
        &[
            (x - 14.0, 845.0),
            (x + 14.0, 845.0),
            (x + 80.0, 920.0),
            (x + 260.0, 1020.0),
            (x - 220.0, 1020.0),
            (x - 40.0, 920.0),
        ],
        Fill::Down(path, path.mix(c.pal.ink, 0.4)),
    );
    let ink = c.pal.ink;
    things::person(c, (x + 8.0, 902.0), 104.0, ink);
    ferns(c);
    sky::weather(c);
}

fn trunks(c: &mut Canvas, t: f32, clear: f32) {
    for i in 0..(15 - (t * 8.0) as usize) {
        let x = (i as f32 + c.dice.range(0.1, 0.9)) * WIDTH / (15.0 - t * 8.0);
        if t > 0.5 && (x - clear).abs() < 190.0 {
            continue;
        }
        let (w, tint) = (
            12.0 + t * 44.0 * c.dice.range(0.7, 1.2),
            c.pal.depth(0.16 + t * 0.72).mix(c.pal.leaf, 0.12),
        );
        let lean = c.dice.range(-26.0, 26.0);
        c.poly(
            &[
                (x - w * 0.36 + lean, -5.0),
                (x + w * 0.36 + lean, -5.0),
                (x + w * 0.5, 860.0),
                (x + w, 920.0),
                (x - w, 920.0),
                (x - w * 0.5, 860.0),
            ],
            Fill::Across(tint.lighter(0.1), tint),
        );
        for _ in 0..3 {
            let (y, side) = (c.dice.range(60.0, 470.0), c.dice.pick(&[-1.0, 1.0]));
            c.curve(
                &[
                    (x + lean * 0.5, y),
                    (x + side * w * 1.7, y - 50.0),
                    (x + side * w * 3.2, y - 70.0),
                ],
                w * 0.16 + 1.0,
                tint,
            );
        }
        let leaf = c.pal.green(0.2 + t * 0.6);
        for _ in 0..3 {
            let (dx, y, r) = (
                c.dice.range(-110.0, 110.0),
                c.dice.range(-50.0, 110.0),
                c.dice.range(50.0, 110.0),
            );
            c.ellipse(x + dx, y, r * 1.5, r * 0.75, leaf.alpha(0.82));
        }
    }
}

fn ferns(c: &mut Canvas) {
    for _ in 0..26 {
        let x = c.dice.range(0.0, WIDTH);
        let h = c.dice.range(50.0, 150.0) * ((x - 800.0).abs() / 800.0 + 0.2);
        for i in 0..5 {
            let turn = (i as f32 - 2.0) * 0.45;
            c.curve(
                &[
                    (x, HEIGHT),
                    (x + turn * h * 0.5, HEIGHT - h * 0.8),
                    (x + turn * h * 1.3, HEIGHT - h),
                ],
                5.0,
                c.pal.ink.mix(c.pal.leaf, 0.3),
            );
        }
    }
}
