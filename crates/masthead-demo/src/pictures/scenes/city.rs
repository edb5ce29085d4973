//! The city: towers in layers, lit windows, roofs of the old town in front.

use crate::pictures::canvas::{Canvas, Fill, WIDTH};
use crate::pictures::{sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(250.0, 1350.0), c.dice.range(160.0, 400.0));
    let r = c.dice.range(50.0, 120.0);
    sky::sky(c, 800.0, sun, r);
    for i in 0..4 {
        let t = i as f32 / 3.0;
        let peak = c.dice.range(200.0, 1400.0);
        let tint = c.pal.depth(0.14 + t * 0.56);
        let foot = 700.0 + t * 130.0;
        things::skyline(c, (-30.0, WIDTH), foot, 520.0 - t * 190.0, peak, tint);
        c.rect(0.0, foot, WIDTH, 300.0, tint.mix(c.pal.haze, 0.2));
        c.veil(foot, 120.0, c.pal.sky[2].alpha(0.4 - t * 0.2));
    }
    let mut x = -60.0;
    while x < WIDTH {
        let (w, h) = (c.dice.range(190.0, 330.0), c.dice.range(90.0, 160.0));
        things::old_house(c, (x, 1005.0), (w, h), 1.0);
        x += w + c.dice.range(4.0, 26.0);
    }
    let ink = c.pal.ink;
    let x = c.dice.range(200.0, 1400.0);
    c.line(&[(x, 860.0), (x, 700.0)], 6.0, ink);
    c.poly(
        &[(x, 706.0), (x + 80.0, 726.0), (x, 750.0)],
        Fill::Flat(c.pal.lit(c.pal.accent)),
    );
    sky::birds(c, (1600.0 - sun.0, 260.0), 9);
    sky::weather(c);
}
