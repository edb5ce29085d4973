//! Old-town houses on a canal or a lane: pale walls, dark roofs, lanterns, one great tree.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::{land, sky, things, water};

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(250.0, 1350.0), c.dice.range(150.0, 320.0));
    let r = c.dice.range(48.0, 95.0);
    sky::sky(c, 620.0, sun, r);
    land::ranges(c, 2, (400.0, 500.0), 80.0);
    let canal = c.dice.chance(0.6);
    let foot = if canal { 690.0 } else { 800.0 };
    row(c, foot - 70.0, 0.45, 0.75);
    c.veil(foot - 60.0, 120.0, c.pal.sky[2].alpha(0.4));
    let x = c.dice.range(300.0, 1300.0);
    let leaf = c.pal.green(0.7);
    land::tree(c, (x, foot), 420.0, leaf);
    row(c, foot, 0.95, 1.15);
    lanterns(c, foot);
    if canal {
        waterside(c, foot)
    } else {
        lane(c, foot)
    }
    sky::birds(c, (1600.0 - sun.0, 220.0), 6);
    sky::weather(c);
}

fn row(c: &mut Canvas, foot: f32, near: f32, size: f32) {
    let mut x = -90.0;
    while x < WIDTH {
        let (w, h) = (
            c.dice.range(190.0, 340.0) * size,
            c.dice.range(130.0, 230.0) * size,
        );
        things::old_house(c, (x, foot), (w, h), near);
        x += w + c.dice.range(16.0, 60.0);
    }
}

fn lanterns(c: &mut Canvas, foot: f32) {
    let n = 5 + c.dice.below(4);
    let (x0, x1) = (-20.0, 1620.0);
    let sag = |x: f32| foot - 215.0 + ((x * 0.0085).sin().abs()) * 36.0;
    let line: Vec<_> = (0..=60)
        .map(|i| x0 + (x1 - x0) * i as f32 / 60.0)
        .map(|x| (x, sag(x)))
        .collect();
    c.line(&line, 2.5, c.pal.ink);
    for i in 0..n {
        let x = x0 + (x1 - x0) * (i as f32 + 0.5) / n as f32;
        things::lantern(c, (x, sag(x) + 34.0), 27.0);
    }
}

fn waterside(c: &mut Canvas, foot: f32) {
    let stone = c.pal.pale().mix(c.pal.ink, 0.5);
    c.rect(
        0.0,
        foot,
        WIDTH,
        34.0,
        Fill::Down(stone.lighter(0.2), stone.darker(0.2)),
    );
    water::water(c, foot + 34.0, 0.8);
    let at = (c.dice.range(350.0, 1250.0), c.dice.range(820.0, 880.0));
    things::sampan(c, at, 300.0);
}

fn lane(c: &mut Canvas, foot: f32) {
    let stone = c.pal.pale().mix(c.pal.ink, 0.42);
    c.rect(
        0.0,
        foot,
        WIDTH,
        HEIGHT - foot,
        Fill::Down(stone.lighter(0.1), stone.darker(0.45)),
    );
    for row in 0..5 {
        let y = foot + 10.0 + (row * row) as f32 * 9.0 + row as f32 * 16.0;
        for i in 0..12 {
            let x = i as f32 * 150.0 - (row % 2) as f32 * 75.0;
            c.pill(
                x,
                y,
                130.0,
                5.0 + row as f32 * 2.0,
                3.0,
                stone.darker(0.3).alpha(0.5),
            );
        }
    }
    let ink = c.pal.ink;
    for _ in 0..4 {
        let at = (
            c.dice.range(150.0, 1450.0),
            foot + c.dice.range(40.0, 110.0),
        );
        things::person(c, at, 150.0, ink);
    }
}
