//! A railway station: arches of a roof in perspective, a train, people who wait.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::{land, sky, things};

const EYE: f32 = 560.0;

pub(super) fn draw(c: &mut Canvas) {
    let vanish = c.dice.range(640.0, 960.0);
    sky::sky(c, EYE + 40.0, (vanish, EYE - 120.0), 78.0);
    land::ranges(c, 2, (EYE - 70.0, EYE - 10.0), 60.0);
    let peak = c.dice.range(300.0, 1300.0);
    let tint = c.pal.depth(0.3);
    things::skyline(c, (0.0, WIDTH), EYE + 20.0, 150.0, peak, tint);
    let floor = c.pal.pale().mix(c.pal.ink, 0.38);
    c.rect(
        0.0,
        EYE + 14.0,
        WIDTH,
        HEIGHT,
        Fill::Down(floor.lighter(0.25), floor.darker(0.4)),
    );
    rails(c, vanish);
    let left = c.dice.chance(0.5);
    roof(c, vanish);
    train(c, vanish, if left { -1.0 } else { 1.0 });
    people(c, vanish, if left { 1.0 } else { -1.0 });
    sky::weather(c);
}

fn rails(c: &mut Canvas, v: f32) {
    let ink = c.pal.ink;
    c.poly(
        &[
            (v - 8.0, EYE + 14.0),
            (v + 8.0, EYE + 14.0),
            (v + 330.0, HEIGHT),
            (v - 330.0, HEIGHT),
        ],
        Fill::Down(ink.lighter(0.2), ink),
    );
    for i in 0..18 {
        let t = (i as f32 / 18.0).powi(2);
        let (y, w) = (EYE + 16.0 + t * 430.0, 8.0 + t * 290.0);
        c.rect(
            v - w,
            y,
            w * 2.0,
            2.0 + t * 13.0,
            c.pal.second.mix(ink, 0.62),
        );
    }
    let shine = c.pal.sky[2].alpha(0.85);
    for s in [-1.0, 1.0] {
        c.poly(
            &[
                (v + s * 4.0, EYE + 14.0),
                (v + s * 5.5, EYE + 14.0),
                (v + s * 214.0, HEIGHT),
                (v + s * 196.0, HEIGHT),
            ],
            shine,
        );
        let edge = c.pal.second;
        c.poly(
            &[
                (v + s * 10.0, EYE + 14.0),
                (v + s * 11.0, EYE + 14.0),
                (v + s * 385.0, HEIGHT),
                (v + s * 345.0, HEIGHT),
            ],
            edge.alpha(0.9),
        );
    }
}

fn roof(c: &mut Canvas, v: f32) {
    let iron = c.pal.ink;
    for i in 0..6 {
        let t = 0.14 + (i as f32 / 5.0).powf(1.6) * 0.95;
        let (half, top) = (820.0 * t, EYE - 610.0 * t);
        let spring = EYE - 260.0 * t;
        let arch: Vec<_> = (0..=30)
            .map(|n| n as f32 / 30.0 * std::f32::consts::PI)
            .map(|a| (v - a.cos() * half, spring - a.sin() * (spring - top)))
            .collect();
        let tint = c.pal.depth(0.4 + 0.6 * t.min(1.0));
        c.line(&arch, 3.0 + 15.0 * t, tint);
        for s in [-1.0, 1.0] {
            let w = 5.0 + 22.0 * t;
            c.rect(
                v + s * half - w / 2.0,
                spring,
                w,
                EYE + 14.0 + 130.0 * t - spring,
                Fill::Down(tint, tint.darker(0.15)),
            );
        }
        things::lantern_white(c, (v, top + 50.0 * t), 34.0 * t);
    }
    for n in 0..9 {
        let a = (n as f32 + 0.5) / 9.0 * std::f32::consts::PI;
        let spot = |t: f32| {
            (
                v - a.cos() * 820.0 * t,
                EYE - 260.0 * t - a.sin() * 350.0 * t,
            )
        };
        c.line(&[spot(0.14), spot(1.3)], 3.0, iron.alpha(0.55));
    }
}

/// A train at the platform, seen along its side; `s` is the side it stands on.
fn train(c: &mut Canvas, v: f32, s: f32) {
    let body = c.pal.lit(c.pal.accent);
    let at = |t: f32, up: f32| (v + s * (26.0 + 640.0 * t), EYE + 14.0 + (150.0 - up) * t);
    let side = |c: &mut Canvas, (a, b): (f32, f32), (low, high): (f32, f32), fill: Fill| {
        c.poly(&[at(a, high), at(b, high), at(b, low), at(a, low)], fill);
    };
    side(
        c,
        (0.06, 1.4),
        (0.0, 470.0),
        Fill::Down(c.pal.pale().lighter(0.1), c.pal.pale().darker(0.2)),
    );
    side(
        c,
        (0.06, 1.4),
        (30.0, 170.0),
        Fill::Down(body.lighter(0.1), body.darker(0.25)),
    );
    side(c, (0.06, 1.4), (0.0, 30.0), Fill::Flat(c.pal.ink));
    let glass = if c.pal.dark {
        c.pal.light
    } else {
        c.pal.sky[1].mix(c.pal.ink, 0.45)
    };
    let mut t = 0.09;
    while t < 1.4 {
        side(
            c,
            (t, t * 1.17),
            (215.0, 390.0),
            Fill::Down(glass.lighter(0.15), glass),
        );
        t *= 1.26;
    }
}

fn people(c: &mut Canvas, v: f32, s: f32) {
    let ink = c.pal.ink;
    let mut depths: Vec<f32> = (0..8).map(|_| c.dice.range(0.12, 0.95)).collect();
    depths.sort_by(f32::total_cmp);
    for t in depths {
        let x = v + s * (40.0 + t * c.dice.range(430.0, 760.0));
        let foot = EYE + 14.0 + t * 330.0;
        c.ellipse(x, foot, 50.0 * t, 7.0 * t, ink.alpha(0.35));
        things::person(c, (x, foot), 40.0 + 300.0 * t, ink);
        if c.dice.chance(0.5) {
            c.pill(
                x + 36.0 * t,
                foot - 80.0 * t,
                62.0 * t,
                80.0 * t,
                8.0 * t,
                c.pal.lit(c.pal.second).mix(ink, 0.3),
            );
        }
    }
}
