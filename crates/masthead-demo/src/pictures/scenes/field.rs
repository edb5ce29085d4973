//! Fields: furrows that run to the horizon, a farmhouse, poplars.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::{land, sky, things};

pub(super) fn draw(c: &mut Canvas) {
    let horizon = c.dice.range(440.0, 560.0);
    let sun = (
        c.dice.range(300.0, 1300.0),
        horizon - c.dice.range(90.0, 260.0),
    );
    let r = c.dice.range(48.0, 105.0);
    sky::sky(c, horizon, sun, r);
    land::ranges(c, 3, (horizon - 70.0, horizon), 75.0);
    furrows(c, horizon + 26.0);
    c.veil(horizon + 26.0, 60.0, c.pal.sky[2].alpha(0.55));
    let x = c.dice.range(250.0, 1250.0);
    things::old_house(c, (x, horizon + 70.0), (150.0, 62.0), 0.7);
    for i in 0..12 {
        let dx = c.dice.range(-330.0, 460.0);
        let (h, tint) = (c.dice.range(70.0, 170.0), c.pal.green(0.6));
        let at = (x + dx, horizon + 64.0 + i as f32 * 1.4);
        if c.dice.chance(0.5) {
            land::poplar(c, at, h, tint)
        } else {
            land::tree(c, at, h, tint)
        }
    }
    let ink = c.pal.ink;
    for i in 0..3 {
        let at = (x + 300.0 - i as f32 * 200.0, 740.0 + i as f32 * 22.0);
        things::person(c, at, 96.0, ink);
    }
    land::reeds(c, (0.0, WIDTH), 90, 150.0);
    sky::birds(c, (1600.0 - sun.0, horizon - 220.0), 8);
    sky::weather(c);
}

fn furrows(c: &mut Canvas, top: f32) {
    let vanish = c.dice.range(500.0, 1100.0);
    let crops = [c.pal.second, c.pal.leaf, c.pal.leaf.mix(c.pal.second, 0.5)];
    let crop = c.dice.pick(&crops);
    let base = c.pal.green(0.55).mix(crop, 0.4);
    c.rect(
        0.0,
        top,
        WIDTH,
        HEIGHT - top,
        Fill::Down(base.mix(c.pal.sky[2], 0.4), base.mix(c.pal.ink, 0.25)),
    );
    for i in -26..=26 {
        let (near, wide) = (vanish + i as f32 * 190.0, 74.0);
        let far = vanish + i as f32 * 19.0;
        let tint = base.mix(if i % 4 == 0 { c.pal.second } else { c.pal.ink }, 0.3);
        c.poly(
            &[
                (far, top),
                (far + 5.0, top),
                (near + wide, HEIGHT),
                (near, HEIGHT),
            ],
            Fill::Down(tint.alpha(0.25), tint.alpha(0.85)),
        );
    }
}
