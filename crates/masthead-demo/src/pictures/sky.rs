//! Sky, sun, clouds, stars, and what falls from above.

use super::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use super::palette::Weather;

/// The whole sky down to `horizon`, with the sun or moon at `sun`, `r` its radius.
pub(super) fn sky(c: &mut Canvas, horizon: f32, sun: Spot, r: f32) {
    let [top, middle, low] = c.pal.sky;
    let bend = horizon * 0.6;
    c.rect(0.0, 0.0, WIDTH, bend + 1.0, Fill::Down(top, middle));
    c.rect(0.0, bend, WIDTH, HEIGHT - bend, Fill::Flat(low));
    c.rect(0.0, bend, WIDTH, horizon - bend, Fill::Down(middle, low));
    if c.pal.dark {
        stars(c, horizon * 0.7, 90);
    }
    disc(c, sun, r);
    clouds(c, horizon);
}

pub(super) fn disc(c: &mut Canvas, (x, y): Spot, r: f32) {
    let sun = c.pal.sun;
    let veiled = matches!(c.pal.weather, Weather::Rain);
    c.glow(x, y, r * 7.0, sun.alpha(if veiled { 0.35 } else { 0.6 }));
    if !veiled {
        c.circle(x, y, r * 1.25, sun.alpha(0.22));
        c.circle(x, y, r, Fill::Down(sun, sun.mix(c.pal.sky[2], 0.35)));
    }
}

pub(super) fn stars(c: &mut Canvas, down_to: f32, n: usize) {
    for _ in 0..n {
        let (x, y) = (c.dice.range(0.0, WIDTH), c.dice.range(0.0, down_to));
        let fade = (1.0 - y / down_to) * 0.8 + 0.1;
        let r = c.dice.range(0.8, 2.3);
        c.circle(x, y, r, c.pal.sun.alpha(fade * c.pal.sun.a));
    }
}

/// Long flat banks of cloud: pills of one colour stacked to a lens.
fn clouds(c: &mut Canvas, horizon: f32) {
    let banks = 2 + c.dice.below(4);
    for _ in 0..banks {
        let x = c.dice.range(-100.0, WIDTH);
        let y = c.dice.range(horizon * 0.12, horizon * 0.68);
        let size = c.dice.range(0.6, 1.5);
        bank(c, (x, y), size);
    }
}

fn bank(c: &mut Canvas, (x, y): Spot, size: f32) {
    let tint = if c.pal.dark {
        c.pal.haze.mix(c.pal.sky[2], 0.25)
    } else {
        c.pal.sky[2].lighter(0.35)
    };
    for i in 0..4 {
        let w = c.dice.range(180.0, 420.0) * size * (1.0 - (i as f32 - 1.4).abs() * 0.22);
        let h = 22.0 * size;
        let dx = c.dice.range(-90.0, 90.0) * size;
        let fill = Fill::Down(tint.alpha(0.5), tint.alpha(0.12));
        c.pill(
            x + dx - w / 2.0,
            y + i as f32 * h * 0.82,
            w,
            h,
            h / 2.0,
            fill,
        );
    }
}

/// Rain, snow or nothing, over the finished picture.
pub(super) fn weather(c: &mut Canvas) {
    match c.pal.weather {
        Weather::Rain => rain(c),
        Weather::Snow => snow(c),
        Weather::Clear | Weather::Mist => {}
    }
}

fn rain(c: &mut Canvas) {
    let lean = c.dice.range(-0.22, 0.22);
    for _ in 0..150 {
        let (x, y) = (
            c.dice.range(-100.0, WIDTH + 100.0),
            c.dice.range(-80.0, HEIGHT),
        );
        let long = c.dice.range(30.0, 95.0);
        let tint = c.pal.sky[2].alpha(c.dice.range(0.1, 0.32));
        c.line(&[(x, y), (x + lean * long, y + long)], 1.6, tint);
    }
}

fn snow(c: &mut Canvas) {
    for _ in 0..170 {
        let (x, y) = (c.dice.range(0.0, WIDTH), c.dice.range(0.0, HEIGHT));
        let r = c.dice.range(1.2, 4.8);
        let tint = c.pal.sun.alpha(c.dice.range(0.35, 0.85));
        c.circle(x, y, r, tint);
    }
}

/// A loose flight of birds around a spot.
pub(super) fn birds(c: &mut Canvas, (x, y): Spot, n: usize) {
    let tint = c.pal.depth(0.75);
    for _ in 0..n {
        let (bx, by) = (
            x + c.dice.range(-130.0, 130.0),
            y + c.dice.range(-60.0, 60.0),
        );
        let s = c.dice.range(6.0, 15.0);
        c.curve(
            &[
                (bx - s, by - s * 0.35),
                (bx - s * 0.4, by - s * 0.4),
                (bx, by),
                (bx + s * 0.4, by - s * 0.4),
                (bx + s, by - s * 0.3),
            ],
            2.2,
            tint,
        );
    }
}
