//! Rooms: walls in the hour's light, a window with a view, a floor that the light falls on.

use super::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use super::things;
use super::tint::Tint;

/// The colour of a wall: warm and pale by day, deep after dark.
pub(super) fn wall(c: &Canvas) -> Tint {
    let warm = c.pal.sky[2].mix(c.pal.second, 0.22);
    if c.pal.dark {
        c.pal.sky[0].mix(c.pal.accent, 0.18)
    } else {
        warm.mix(c.pal.haze, 0.35)
    }
}

/// Wall and floor.
pub(super) fn walls(c: &mut Canvas, floor: f32) {
    let wall = wall(c);
    c.rect(0.0, 0.0, WIDTH, floor, Fill::Down(wall.darker(0.22), wall));
    let boards = wall.mix(c.pal.ink, 0.55);
    c.rect(
        0.0,
        floor,
        WIDTH,
        HEIGHT - floor,
        Fill::Down(boards, boards.darker(0.35)),
    );
    c.rect(0.0, floor - 12.0, WIDTH, 12.0, wall.mix(c.pal.ink, 0.35));
}

/// A window with hills or roofs behind it, and the light that it lays on the floor.
pub(super) fn window(c: &mut Canvas, (x, y): (f32, f32), (w, h): (f32, f32), floor: f32) {
    let frame = c.pal.ink.mix(wall(c), 0.15);
    let [top, middle, low] = c.pal.sky;
    c.rect(x, y, w, h * 0.6, Fill::Down(top, middle));
    c.rect(x, y + h * 0.6, w, h * 0.4, Fill::Down(middle, low));
    let sun = (
        x + w * c.dice.range(0.25, 0.75),
        y + h * c.dice.range(0.25, 0.5),
    );
    let r = (w * 0.09).min(34.0);
    c.circle(sun.0, sun.1, r * 1.5, c.pal.sun.alpha(0.25));
    c.circle(sun.0, sun.1, r, c.pal.sun);
    view(c, (x, y), (w, h));
    for i in 0..=2 {
        c.rect(x + w * i as f32 / 2.0 - 5.0, y, 10.0, h, frame);
    }
    for t in [0.0, 0.36, 1.0] {
        c.rect(x - 5.0, y + h * t - 5.0, w + 10.0, 10.0, frame);
    }
    c.rect(x - 22.0, y + h + 3.0, w + 44.0, 16.0, frame.lighter(0.12));
    let beam = if c.pal.dark {
        c.pal.sky[2].alpha(0.1)
    } else {
        c.pal.sun.alpha(0.3)
    };
    let lean = 190.0;
    c.poly(
        &[
            (x + lean, floor + 30.0),
            (x + w + lean, floor + 30.0),
            (x + w + lean * 1.9, HEIGHT),
            (x + lean * 1.4, HEIGHT),
        ],
        Fill::Down(beam, beam.alpha(beam.a * 0.3)),
    );
    c.glow(
        x + w / 2.0,
        y + h / 2.0,
        w.max(h) * 1.1,
        c.pal.sky[2].alpha(if c.pal.dark { 0.12 } else { 0.3 }),
    );
}

fn view(c: &mut Canvas, (x, y): (f32, f32), (w, h): (f32, f32)) {
    for layer in 0..3 {
        let key = c.dice.throw();
        let base = y + h * (0.62 + layer as f32 * 0.1);
        let mut spots: Vec<_> = (0..=24)
            .map(|i| i as f32 / 24.0)
            .map(|t| {
                (
                    x + t * w,
                    base - super::dice::fractal(t * 3.0, key, 0.5) * h * 0.14,
                )
            })
            .collect();
        spots.extend([(x + w, y + h), (x, y + h)]);
        c.poly(&spots, c.pal.depth(0.15 + layer as f32 * 0.2));
    }
    if c.dice.chance(0.5) {
        let tint = c.pal.depth(0.55);
        let mut bx = x + 6.0;
        while bx < x + w - 60.0 {
            let (bw, bh) = (c.dice.range(34.0, 54.0), h * c.dice.range(0.12, 0.32));
            things::block(c, (bx, y + h - bh), (bw, bh), tint);
            bx += bw + 4.0;
        }
    }
}

/// A hanging lamp with its pool of light.
pub(super) fn pendant(c: &mut Canvas, x: f32, y: f32, r: f32) {
    let shade = c.pal.lit(c.pal.accent);
    c.line(&[(x, 0.0), (x, y - r * 0.7)], 3.5, c.pal.ink);
    c.glow(
        x,
        y + r * 0.2,
        r * 5.0,
        c.pal.light.alpha(if c.pal.dark { 0.6 } else { 0.3 }),
    );
    c.poly(
        &[
            (x - r * 0.25, y - r * 0.7),
            (x + r * 0.25, y - r * 0.7),
            (x + r, y),
            (x - r, y),
        ],
        Fill::Across(shade.lighter(0.12), shade.darker(0.2)),
    );
    c.ellipse(x, y, r, r * 0.14, c.pal.light);
}

/// A row of book spines that stands on `foot`.
pub(super) fn books(c: &mut Canvas, (x0, x1): (f32, f32), foot: f32, tall: f32) {
    let mut x = x0;
    while x < x1 - 12.0 {
        let w = c.dice.range(10.0, 27.0).min(x1 - x);
        let h = tall * c.dice.range(0.68, 1.0);
        let hues = [
            c.pal.accent,
            c.pal.second,
            c.pal.leaf,
            c.pal.pale(),
            c.pal.haze,
            c.pal.depth(0.6),
        ];
        let hue = c.pal.lit(c.dice.pick(&hues));
        c.rect(x, foot - h, w - 1.5, h, Fill::Down(hue, hue.darker(0.18)));
        c.rect(
            x + 1.5,
            foot - h * 0.8,
            w - 4.5,
            h * 0.07,
            hue.lighter(0.4).alpha(0.6),
        );
        x += w;
    }
}

/// A plant in a pot.
pub(super) fn plant(c: &mut Canvas, (x, foot): (f32, f32), h: f32) {
    let (pot, leaf) = (c.pal.lit(c.pal.accent), c.pal.green(0.75));
    for i in 0..9 {
        let turn = (i as f32 - 4.0) * 0.32;
        let (tx, ty) = (
            x + turn.sin() * h * 0.55,
            foot - h * 0.25 - turn.cos() * h * c.dice.range(0.5, 0.75),
        );
        let root = foot - h * 0.25;
        let (mx, my) = ((x + tx) / 2.0, (root + ty) / 2.0);
        c.blob(
            &[
                (x, root),
                (mx - h * 0.07, my),
                (tx, ty),
                (mx + h * 0.07, my),
            ],
            Fill::Down(leaf.lighter(0.15), leaf.darker(0.2)),
        );
    }
    c.poly(
        &[
            (x - h * 0.19, foot - h * 0.3),
            (x + h * 0.19, foot - h * 0.3),
            (x + h * 0.13, foot),
            (x - h * 0.13, foot),
        ],
        Fill::Across(pot, pot.darker(0.3)),
    );
}

/// Steam that rises from a spot.
pub(super) fn steam(c: &mut Canvas, (x, y): (f32, f32), tall: f32) {
    for i in 0..3 {
        let sx = x + (i as f32 - 1.0) * 17.0;
        let s = c.dice.range(10.0, 20.0);
        c.curve(
            &[
                (sx, y),
                (sx + s, y - tall * 0.3),
                (sx - s, y - tall * 0.6),
                (sx + s * 0.6, y - tall),
            ],
            7.0,
            c.pal.pale().lighter(0.3).alpha(0.3),
        );
    }
}
