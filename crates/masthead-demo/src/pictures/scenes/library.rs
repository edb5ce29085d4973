//! A reading room: shelves to the ceiling, tall windows, a long table under lamps.

use crate::pictures::canvas::{Canvas, Fill, WIDTH};
use crate::pictures::{room, things};

pub(super) fn draw(c: &mut Canvas) {
    let floor = 770.0;
    room::walls(c, floor);
    let left = c.dice.range(360.0, 900.0);
    for x in [left, left + 270.0] {
        room::window(c, (x, 70.0), (220.0, 560.0), floor);
    }
    shelves(c, (0.0, left - 50.0), floor);
    shelves(c, (left + 540.0, WIDTH), floor);
    for i in 0..3 {
        room::pendant(c, left - 110.0 + i as f32 * 330.0, 300.0, 62.0);
    }
    let ink = c.pal.ink;
    let x = left + c.dice.range(-200.0, 100.0);
    for dx in [0.0, 300.0, 520.0] {
        things::person(c, (x + dx, 900.0), 240.0, ink.lighter(0.06));
    }
    table(c);
}

fn shelves(c: &mut Canvas, (x0, x1): (f32, f32), floor: f32) {
    let wood = room::wall(c).mix(c.pal.ink, 0.62);
    c.rect(
        x0,
        50.0,
        x1 - x0,
        floor - 50.0,
        Fill::Down(wood.darker(0.3), wood.darker(0.15)),
    );
    for row in 0..6 {
        let foot = 160.0 + row as f32 * 120.0;
        room::books(c, (x0 + 14.0, x1 - 14.0), foot, 94.0);
        c.rect(x0, foot, x1 - x0, 12.0, wood.lighter(0.14));
    }
    for x in [x0, (x0 + x1) / 2.0 - 6.0, x1 - 12.0] {
        c.rect(x, 50.0, 12.0, floor - 50.0, wood.lighter(0.08));
    }
}

fn table(c: &mut Canvas) {
    let wood = c.pal.second.mix(c.pal.ink, 0.55);
    c.poly(
        &[
            (130.0, 830.0),
            (1470.0, 830.0),
            (1600.0, 905.0),
            (0.0, 905.0),
        ],
        Fill::Down(wood.lighter(0.2), wood),
    );
    c.rect(
        0.0,
        905.0,
        WIDTH,
        95.0,
        Fill::Down(wood.darker(0.4), c.pal.ink),
    );
    for i in 0..4 {
        let x = 260.0 + i as f32 * 360.0 + c.dice.range(-40.0, 40.0);
        let (page, shade) = (c.pal.pale(), c.pal.lit(c.pal.leaf));
        c.poly(
            &[
                (x - 85.0, 872.0),
                (x, 880.0),
                (x + 85.0, 872.0),
                (x + 66.0, 846.0),
                (x, 852.0),
                (x - 66.0, 846.0),
            ],
            Fill::Across(page, page.darker(0.12)),
        );
        c.line(&[(x, 852.0), (x, 880.0)], 2.0, page.darker(0.4));
        let lx = x + 165.0;
        c.glow(lx, 800.0, 170.0, c.pal.light.alpha(0.5));
        c.line(&[(lx, 860.0), (lx, 780.0)], 6.0, c.pal.ink);
        c.pill(lx - 32.0, 855.0, 64.0, 12.0, 6.0, c.pal.ink);
        c.pill(
            lx - 62.0,
            760.0,
            124.0,
            34.0,
            17.0,
            Fill::Down(shade.lighter(0.2), shade),
        );
    }
}
