//! Figures as a landscape: columns like towers, a line like a ridge, a rising sun behind.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use crate::pictures::{sky, things};

const GROUND: f32 = 860.0;

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(900.0, 1350.0), c.dice.range(220.0, 360.0));
    let r = c.dice.range(90.0, 170.0);
    sky::sky(c, GROUND, sun, r);
    for i in 0..7 {
        let y = GROUND - i as f32 * 110.0;
        c.line(&[(0.0, y), (WIDTH, y)], 1.6, c.pal.depth(0.5).alpha(0.22));
    }
    let trend = c.dice.range(-0.1, 0.75);
    for layer in 0..2 {
        let t = layer as f32;
        let line = series(c, trend, 660.0 + t * 90.0);
        let mut shape = line.clone();
        shape.extend([(WIDTH + 40.0, HEIGHT), (-40.0, HEIGHT)]);
        let tint = c.pal.depth(0.18 + t * 0.2);
        c.poly(&shape, Fill::Down(tint.alpha(0.85), tint.alpha(0.15)));
    }
    columns(c, trend);
    let line = series(c, trend, 560.0);
    c.line(&line, 20.0, c.pal.sky[2].alpha(0.35));
    c.line(&line, 9.0, c.pal.lit(c.pal.accent));
    for &(x, y) in &line {
        c.circle(x, y, 16.0, c.pal.lit(c.pal.accent));
        c.circle(x, y, 8.5, c.pal.pale().lighter(0.4));
    }
    c.rect(
        0.0,
        GROUND,
        WIDTH,
        HEIGHT - GROUND,
        Fill::Down(c.pal.ink.lighter(0.12), c.pal.ink),
    );
    let ink = c.pal.ink;
    let x = c.dice.range(160.0, 700.0);
    things::person(c, (x, GROUND + 4.0), 130.0, ink);
    things::person(c, (x + 70.0, GROUND + 4.0), 118.0, ink);
    sky::weather(c);
}

/// Ten figures from left to right that follow the trend, in heights of the sheet.
fn series(c: &mut Canvas, trend: f32, middle: f32) -> Vec<Spot> {
    let points = (0..11).map(|i| i as f32 / 10.0);
    points
        .map(|t| {
            (
                t * 1680.0 - 40.0,
                middle - (t - 0.5) * 420.0 * trend + c.dice.range(-75.0, 75.0),
            )
        })
        .collect()
}

fn columns(c: &mut Canvas, trend: f32) {
    let marked = c.dice.below(12);
    for i in 0..12 {
        let t = i as f32 / 11.0;
        let h = 190.0 + trend * t * 300.0 + c.dice.range(-60.0, 90.0);
        let x = 62.0 + i as f32 * 126.0;
        let hue = if i == marked {
            c.pal.lit(c.pal.second)
        } else {
            c.pal.depth(0.62)
        };
        c.rect(
            x,
            GROUND - h,
            84.0,
            h,
            Fill::Down(hue.lighter(0.12), hue.mix(c.pal.haze, 0.35)),
        );
        c.rect(
            x + 66.0,
            GROUND - h,
            18.0,
            h,
            Fill::Down(hue.darker(0.2), hue.mix(c.pal.haze, 0.25)),
        );
    }
}
