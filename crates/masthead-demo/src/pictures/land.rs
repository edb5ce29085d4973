//! Ridges, mist, trees, reeds: the ground that layers are cut from.

use super::canvas::{Canvas, Fill, HEIGHT, Spot, WIDTH};
use super::dice::fractal;
use super::tint::Tint;

/// One layer of hills: mean height of its crest, how far it swings, how many swings a sheet holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ridge {
    pub(super) crest: f32,
    pub(super) swing: f32,
    pub(super) waves: f32,
    pub(super) rough: f32,
}

impl Ridge {
    /// The crest's height at `x`, for the curve `key`.
    pub(super) fn at(&self, x: f32, key: u64) -> f32 {
        self.crest - (fractal(x / WIDTH * self.waves, key, self.rough) - 0.5) * 2.0 * self.swing
    }
}

/// Fills a ridge down to the sheet's foot and returns its key, to plant things on it.
pub(super) fn ridge(c: &mut Canvas, shape: Ridge, fill: impl Into<Fill>) -> u64 {
    let key = c.dice.throw();
    let mut spots: Vec<Spot> = (0..=200)
        .map(|i| i as f32 * 8.0)
        .map(|x| (x, shape.at(x, key)))
        .collect();
    spots.push((WIDTH, HEIGHT));
    spots.push((0.0, HEIGHT));
    c.poly(&spots, fill);
    key
}

/// `n` ridges from far to near between two heights, each with mist at its foot.
pub(super) fn ranges(c: &mut Canvas, n: usize, (from, to): (f32, f32), swing: f32) {
    for i in 0..n {
        let t = i as f32 / n as f32;
        let shape = Ridge {
            crest: from + (to - from) * t,
            swing: swing * (1.0 - t * 0.45),
            waves: 3.0 + t * 3.0,
            rough: 0.5,
        };
        let tint = c.pal.depth(0.06 + t * 0.5);
        ridge(c, shape, Fill::Down(tint, tint.mix(c.pal.haze, 0.55)));
        let mist = c.pal.sky[2].mix(c.pal.haze, 0.4);
        c.veil(shape.crest + swing * 0.9, swing * 0.8, mist.alpha(0.4));
    }
}

/// A conifer that stands at `foot`.
pub(super) fn pine(c: &mut Canvas, (x, foot): Spot, h: f32, tint: Tint) {
    c.rect(
        x - h * 0.02,
        foot - h * 0.2,
        h * 0.04,
        h * 0.2,
        tint.darker(0.2),
    );
    for i in 0..5 {
        let t = i as f32 / 5.0;
        let (top, w) = (foot - h + t * h * 0.72, h * (0.08 + t * 0.2));
        let low = top + h * 0.27;
        c.poly(
            &[
                (x, top),
                (x + w, low),
                (x + w * 0.35, low - h * 0.03),
                (x, low),
                (x - w * 0.35, low - h * 0.03),
                (x - w, low),
            ],
            tint,
        );
    }
}

/// A round-headed tree: a trunk and a crown of overlapping discs, lit from above.
pub(super) fn tree(c: &mut Canvas, (x, foot): Spot, h: f32, tint: Tint) {
    let trunk = tint.mix(c.pal.ink, 0.55);
    c.poly(
        &[
            (x - h * 0.03, foot),
            (x - h * 0.012, foot - h * 0.6),
            (x + h * 0.012, foot - h * 0.6),
            (x + h * 0.03, foot),
        ],
        trunk,
    );
    for i in 0..9 {
        let turn = i as f32 * 2.4;
        let reach = h * 0.2 * (i as f32 / 9.0).sqrt();
        let r = h * c.dice.range(0.14, 0.21);
        let (cx, cy) = (
            x + turn.cos() * reach * 1.15,
            foot - h * 0.7 + turn.sin() * reach * 0.85,
        );
        c.circle(cx, cy, r, Fill::Down(tint.lighter(0.1), tint.darker(0.12)));
    }
}

/// A poplar: one tall flame.
pub(super) fn poplar(c: &mut Canvas, (x, foot): Spot, h: f32, tint: Tint) {
    let w = h * 0.13;
    c.blob(
        &[
            (x, foot - h),
            (x + w * 0.7, foot - h * 0.6),
            (x + w, foot - h * 0.3),
            (x, foot - h * 0.06),
            (x - w, foot - h * 0.3),
            (x - w * 0.7, foot - h * 0.6),
        ],
        Fill::Down(tint.lighter(0.08), tint.darker(0.15)),
    );
    c.rect(x - 2.0, foot - h * 0.1, 4.0, h * 0.1, tint.darker(0.35));
}

/// Reeds in the foreground, from `x0` to `x1`, that lean with the wind.
pub(super) fn reeds(c: &mut Canvas, (x0, x1): (f32, f32), n: usize, tall: f32) {
    let lean = c.dice.range(-0.3, 0.3);
    for _ in 0..n {
        let x = c.dice.range(x0, x1);
        let h = tall * c.dice.range(0.45, 1.0);
        let tip = (x + h * (lean + c.dice.range(-0.1, 0.1)), HEIGHT - h);
        c.curve(
            &[
                (x, HEIGHT + 5.0),
                (x + (tip.0 - x) * 0.3, HEIGHT - h * 0.5),
                tip,
            ],
            3.2,
            c.pal.ink,
        );
        if c.dice.chance(0.35) {
            c.ellipse(tip.0, tip.1, 4.5, 20.0, c.pal.ink.mix(c.pal.accent, 0.25));
        }
    }
}
