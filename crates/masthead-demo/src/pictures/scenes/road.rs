//! A road that winds to the hills, with a bus or a car on it.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use crate::pictures::{land, sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let horizon = c.dice.range(430.0, 520.0);
    let sun = (
        c.dice.range(350.0, 1250.0),
        horizon - c.dice.range(70.0, 220.0),
    );
    let r = c.dice.range(50.0, 110.0);
    sky::sky(c, horizon, sun, r);
    land::ranges(c, 4, (horizon - 110.0, horizon + 6.0), 95.0);
    let ground = c.pal.green(0.6);
    c.rect(
        0.0,
        horizon + 30.0,
        WIDTH,
        HEIGHT,
        Fill::Down(ground.mix(c.pal.sky[2], 0.45), ground.mix(c.pal.ink, 0.3)),
    );
    c.veil(horizon + 34.0, 70.0, c.pal.sky[2].alpha(0.55));
    let bend = bends(c, sun.0, horizon);
    tarmac(c, horizon + 30.0, &bend);
    roadside(c, horizon, &bend);
    bus(c, &bend, horizon);
    sky::birds(c, (1600.0 - sun.0, horizon - 200.0), 7);
    sky::weather(c);
}

fn bends(c: &mut Canvas, start: f32, horizon: f32) -> impl Fn(f32) -> f32 + use<> {
    let (phase, end) = (c.dice.range(0.0, 6.3), c.dice.range(560.0, 1040.0));
    let swing = c.dice.range(150.0, 260.0);
    move |y| {
        let t = ((y - horizon) / (HEIGHT - horizon)).clamp(0.0, 1.0);
        start + (end - start) * t + (phase + t.sqrt() * 7.0).sin() * swing * t.sqrt() * (1.1 - t)
    }
}

fn half(y: f32, horizon: f32) -> f32 {
    4.0 + 330.0
        * ((y - horizon) / (HEIGHT - horizon))
            .clamp(0.0, 1.1)
            .powf(1.5)
}

fn tarmac(c: &mut Canvas, top: f32, bend: &impl Fn(f32) -> f32) {
    let rows: Vec<f32> = (0..=80)
        .map(|i| top + (HEIGHT + 8.0 - top) * (i as f32 / 80.0).powf(1.5))
        .collect();
    let side = |s: f32| -> Vec<Spot> {
        rows.iter()
            .map(|&y| (bend(y) + s * half(y, top), y))
            .collect()
    };
    let band = |a: f32, b: f32| -> Vec<Spot> {
        side(a)
            .into_iter()
            .chain(side(b).into_iter().rev())
            .collect()
    };
    let (grey, paint) = (c.pal.depth(0.7), c.pal.pale());
    c.poly(
        &band(-1.12, 1.12),
        Fill::Down(c.pal.haze, c.pal.second.mix(c.pal.ink, 0.5)),
    );
    c.poly(
        &band(-1.0, 1.0),
        Fill::Down(grey.mix(c.pal.haze, 0.5), grey.darker(0.25)),
    );
    c.poly(&band(-0.95, -0.92), paint.alpha(0.85));
    c.poly(&band(0.92, 0.95), paint.alpha(0.85));
    for pair in rows.chunks(4) {
        let (Some(&a), Some(&b)) = (pair.first(), pair.get(2)) else {
            continue;
        };
        let w = |y: f32| half(y, top) * 0.02 + 0.5;
        c.poly(
            &[
                (bend(a) - w(a), a),
                (bend(a) + w(a), a),
                (bend(b) + w(b), b),
                (bend(b) - w(b), b),
            ],
            c.pal.second,
        );
    }
}

fn roadside(c: &mut Canvas, horizon: f32, bend: &impl Fn(f32) -> f32) {
    let top = horizon + 30.0;
    for i in 0..26 {
        let y = top + 14.0 + (HEIGHT - top) * (i as f32 / 26.0).powf(1.7) * 0.85;
        let t = (y - top) / (HEIGHT - top);
        let side = if i % 2 == 0 { -1.0 } else { 1.0 };
        let x = bend(y) + side * (half(y, top) * 1.3 + 20.0 + t * 80.0);
        let tint = c.pal.green(0.4 + t * 0.6);
        match i % 3 {
            0 => things::lamp(c, (x, y), 50.0 + 330.0 * t),
            1 => land::poplar(
                c,
                (x + side * c.dice.range(20.0, 300.0), y),
                70.0 + 330.0 * t,
                tint,
            ),
            _ => {
                let at = (x + side * c.dice.range(60.0, 380.0), y);
                land::tree(c, at, 60.0 + 280.0 * t, tint);
            }
        }
    }
}

fn bus(c: &mut Canvas, bend: &impl Fn(f32) -> f32, horizon: f32) {
    let y = horizon + c.dice.range(230.0, 320.0);
    let s = half(y, horizon + 30.0) / 100.0;
    let x = bend(y) + 46.0 * s;
    let picks = [c.pal.accent, c.pal.second, c.pal.leaf];
    let body = c.dice.pick(&picks);
    let body = c.pal.lit(body);
    let (w, h) = (84.0 * s, 96.0 * s);
    c.ellipse(x, y, w * 0.62, 9.0 * s, c.pal.ink.alpha(0.5));
    c.pill(
        x - w / 2.0,
        y - h,
        w,
        h - 6.0 * s,
        14.0 * s,
        Fill::Down(body.lighter(0.15), body.darker(0.2)),
    );
    c.pill(
        x - w * 0.42,
        y - h * 0.86,
        w * 0.84,
        h * 0.42,
        8.0 * s,
        Fill::Down(c.pal.sky[1], c.pal.sky[2]),
    );
    for side in [-1.0, 1.0] {
        c.rect(
            x + side * w * 0.32 - 9.0 * s,
            y - 10.0 * s,
            18.0 * s,
            11.0 * s,
            c.pal.ink,
        );
        c.glow(
            x + side * w * 0.34,
            y - 24.0 * s,
            60.0 * s,
            c.pal.light.alpha(if c.pal.dark { 0.95 } else { 0.5 }),
        );
        c.circle(x + side * w * 0.34, y - 24.0 * s, 6.5 * s, c.pal.light);
    }
    c.rect(x - w * 0.25, y - h * 0.97, w * 0.5, 7.0 * s, c.pal.light);
}
