//! Kitchen, classroom and desk: rooms with somebody's work in them.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::room;

pub(super) fn kitchen(c: &mut Canvas) {
    room::walls(c, 700.0);
    let x = c.dice.range(120.0, 950.0);
    room::window(c, (x, 130.0), (480.0, 390.0), 1000.0);
    let other = if x > 500.0 { 100.0 } else { 1080.0 };
    shelf(c, other, 300.0);
    pans(c, other);
    let wood = c.pal.second.mix(c.pal.ink, 0.4);
    c.rect(0.0, 690.0, WIDTH, 34.0, Fill::Down(wood.lighter(0.3), wood));
    c.rect(
        0.0,
        724.0,
        WIDTH,
        HEIGHT,
        Fill::Down(wood.darker(0.45), c.pal.ink),
    );
    for i in 0..5 {
        c.pill(
            30.0 + i as f32 * 318.0,
            752.0,
            290.0,
            240.0,
            8.0,
            wood.darker(0.28),
        );
        c.pill(
            150.0 + i as f32 * 318.0,
            780.0,
            50.0,
            8.0,
            4.0,
            c.pal.second,
        );
    }
    for i in 0..3 {
        let r = c.dice.range(72.0, 105.0);
        bowl(c, 300.0 + i as f32 * 430.0, 690.0, r);
    }
    room::plant(c, (x + 560.0, 690.0), 190.0);
    room::pendant(c, 800.0, 210.0, 85.0);
}

fn shelf(c: &mut Canvas, x: f32, y: f32) {
    let wood = c.pal.ink.mix(c.pal.second, 0.3);
    c.rect(x, y, 420.0, 14.0, wood);
    for i in 0..6 {
        let h = c.dice.range(55.0, 105.0);
        let hue = c
            .dice
            .pick(&[c.pal.accent, c.pal.leaf, c.pal.second, c.pal.pale()]);
        let hue = c.pal.lit(hue);
        c.pill(
            x + 16.0 + i as f32 * 67.0,
            y - h,
            52.0,
            h,
            12.0,
            Fill::Across(hue, hue.darker(0.25)),
        );
        c.pill(
            x + 22.0 + i as f32 * 67.0,
            y - h - 9.0,
            40.0,
            14.0,
            5.0,
            wood,
        );
    }
}

fn pans(c: &mut Canvas, x: f32) {
    let ink = c.pal.ink;
    c.line(&[(x, 400.0), (x + 420.0, 400.0)], 6.0, ink);
    for i in 0..4 {
        let (px, r) = (x + 55.0 + i as f32 * 105.0, c.dice.range(28.0, 46.0));
        c.line(&[(px, 402.0), (px, 480.0)], 7.0, ink);
        c.circle(px, 480.0 + r, r, Fill::Across(ink.lighter(0.25), ink));
        c.circle(px, 480.0 + r, r * 0.74, ink.lighter(0.12));
    }
}

fn bowl(c: &mut Canvas, x: f32, foot: f32, r: f32) {
    let (glaze, soup) = (c.pal.pale().lighter(0.2), c.pal.lit(c.pal.second));
    room::steam(c, (x, foot - r * 1.15), 170.0);
    c.blob(
        &[
            (x - r, foot - r * 0.85),
            (x - r * 0.85, foot - r * 0.35),
            (x - r * 0.4, foot - 2.0),
            (x + r * 0.4, foot - 2.0),
            (x + r * 0.85, foot - r * 0.35),
            (x + r, foot - r * 0.85),
        ],
        Fill::Across(glaze, glaze.darker(0.3)),
    );
    c.ellipse(x, foot - r * 0.85, r * 1.02, r * 0.22, glaze.darker(0.15));
    c.ellipse(x, foot - r * 0.83, r * 0.9, r * 0.17, soup);
    for i in 0..5 {
        let dx = (i as f32 - 2.0) * r * 0.3;
        c.ellipse(
            x + dx,
            foot - r * 0.85,
            r * 0.12,
            r * 0.06,
            if i % 2 == 0 { c.pal.leaf } else { c.pal.accent },
        );
    }
    let band = c.pal.lit(c.pal.accent);
    c.curve(
        &[
            (x - r * 0.9, foot - r * 0.55),
            (x, foot - r * 0.4),
            (x + r * 0.9, foot - r * 0.55),
        ],
        5.0,
        band,
    );
}

pub(super) fn classroom(c: &mut Canvas) {
    room::walls(c, 640.0);
    let board_left = c.dice.chance(0.5);
    let (bx, wx) = if board_left {
        (90.0, 960.0)
    } else {
        (820.0, 90.0)
    };
    for i in 0..2 {
        room::window(c, (wx + i as f32 * 300.0, 110.0), (250.0, 400.0), 640.0);
    }
    blackboard(c, bx);
    for row in 0..3 {
        let t = row as f32 / 2.0;
        let (y, size) = (690.0 + row as f32 * 115.0, 0.75 + t * 0.6);
        for i in 0..5 - row {
            let x = WIDTH / 2.0 + (i as f32 - (4 - row) as f32 / 2.0) * 340.0 * size;
            school_desk(c, (x, y), size);
        }
    }
    room::plant(c, (if board_left { 890.0 } else { 730.0 }, 650.0), 160.0);
}

fn blackboard(c: &mut Canvas, x: f32) {
    let green = Fill::Down(
        c.pal.leaf.mix(c.pal.ink, 0.55),
        c.pal.leaf.mix(c.pal.ink, 0.4),
    );
    let wood = c.pal.second.mix(c.pal.ink, 0.35);
    c.pill(x - 16.0, 134.0, 712.0, 372.0, 6.0, wood);
    c.rect(x, 150.0, 680.0, 340.0, green);
    let chalk = c.pal.pale().alpha(0.75);
    c.ring(x + 170.0, 320.0, 90.0, 4.0, chalk);
    c.line(&[(x + 80.0, 320.0), (x + 260.0, 320.0)], 3.0, chalk);
    c.line(&[(x + 170.0, 230.0), (x + 232.0, 384.0)], 3.0, chalk);
    let curve: Vec<_> = (0..=20)
        .map(|i| {
            (
                x + 340.0 + i as f32 * 14.0,
                320.0 - (i as f32 * 0.42).sin() * 75.0,
            )
        })
        .collect();
    c.curve(&curve, 4.0, c.pal.second.alpha(0.85));
    c.line(&[(x + 330.0, 420.0), (x + 640.0, 420.0)], 3.0, chalk);
    c.line(&[(x + 340.0, 200.0), (x + 340.0, 430.0)], 3.0, chalk);
}

fn school_desk(c: &mut Canvas, (x, y): (f32, f32), s: f32) {
    let wood = c.pal.second.mix(c.pal.ink, 0.28);
    for leg in [-90.0, 84.0] {
        c.rect(x + leg * s, y, 8.0 * s, 110.0 * s, c.pal.ink);
    }
    c.poly(
        &[
            (x - 92.0 * s, y - 30.0 * s),
            (x + 92.0 * s, y - 30.0 * s),
            (x + 112.0 * s, y + 6.0 * s),
            (x - 112.0 * s, y + 6.0 * s),
        ],
        Fill::Down(wood.lighter(0.3), wood),
    );
    c.rect(
        x - 112.0 * s,
        y + 6.0 * s,
        224.0 * s,
        12.0 * s,
        wood.darker(0.35),
    );
    let cover = c.dice.pick(&[c.pal.accent, c.pal.leaf, c.pal.pale()]);
    let cover = c.pal.lit(cover);
    c.poly(
        &[
            (x - 50.0 * s, y - 22.0 * s),
            (x + 10.0 * s, y - 22.0 * s),
            (x + 14.0 * s, y - 4.0 * s),
            (x - 56.0 * s, y - 4.0 * s),
        ],
        cover,
    );
}

pub(super) fn desk(c: &mut Canvas) {
    room::walls(c, 760.0);
    let x = c.dice.range(430.0, 640.0);
    room::window(c, (x, 90.0), (620.0, 470.0), 1000.0);
    let wood = c.pal.second.mix(c.pal.ink, 0.42);
    c.rect(60.0, 330.0, 290.0, 14.0, wood);
    room::books(c, (70.0, 335.0), 330.0, 120.0);
    c.rect(
        0.0,
        740.0,
        WIDTH,
        60.0,
        Fill::Down(wood.lighter(0.28), wood.lighter(0.08)),
    );
    c.rect(
        0.0,
        800.0,
        WIDTH,
        200.0,
        Fill::Down(wood.darker(0.35), c.pal.ink),
    );
    laptop(c, x + c.dice.range(180.0, 330.0));
    reading_lamp(c, 300.0);
    room::plant(c, (1420.0, 752.0), 260.0);
    cup(c, x + 560.0);
    let mut y = 762.0;
    for i in 0..4 {
        let hue = c
            .pal
            .lit([c.pal.accent, c.pal.pale(), c.pal.leaf, c.pal.haze][i]);
        let dx = c.dice.range(-10.0, 10.0);
        c.pill(
            110.0 + dx,
            y - 26.0,
            190.0,
            25.0,
            4.0,
            Fill::Down(hue, hue.darker(0.2)),
        );
        y -= 26.0;
    }
}

fn laptop(c: &mut Canvas, x: f32) {
    let ink = c.pal.ink;
    c.pill(x - 165.0, 540.0, 330.0, 212.0, 12.0, ink);
    c.rect(
        x - 151.0,
        553.0,
        302.0,
        184.0,
        Fill::Down(c.pal.sky[1].lighter(0.2), c.pal.sky[2]),
    );
    for i in 0..6 {
        let h = c.dice.range(25.0, 110.0);
        c.rect(
            x - 122.0 + i as f32 * 43.0,
            722.0 - h,
            27.0,
            h,
            if i == 4 {
                c.pal.accent
            } else {
                c.pal.depth(0.45)
            },
        );
    }
    c.poly(
        &[
            (x - 185.0, 750.0),
            (x + 185.0, 750.0),
            (x + 205.0, 772.0),
            (x - 205.0, 772.0),
        ],
        ink.lighter(0.22),
    );
}

fn reading_lamp(c: &mut Canvas, x: f32) {
    let metal = c.pal.lit(c.pal.accent);
    c.glow(
        x + 130.0,
        560.0,
        340.0,
        c.pal.light.alpha(if c.pal.dark { 0.7 } else { 0.35 }),
    );
    c.pill(x + 14.0, 752.0, 124.0, 16.0, 8.0, c.pal.ink);
    c.line(
        &[(x + 76.0, 754.0), (x + 20.0, 600.0), (x + 110.0, 490.0)],
        9.0,
        c.pal.ink,
    );
    c.poly(
        &[
            (x + 86.0, 474.0),
            (x + 122.0, 458.0),
            (x + 196.0, 528.0),
            (x + 104.0, 572.0),
        ],
        Fill::Across(metal, metal.darker(0.25)),
    );
    c.line(&[(x + 104.0, 572.0), (x + 196.0, 528.0)], 8.0, c.pal.light);
}

fn cup(c: &mut Canvas, x: f32) {
    let glaze = c.pal.pale();
    room::steam(c, (x, 660.0), 110.0);
    c.ring(x + 40.0, 712.0, 20.0, 8.0, glaze.darker(0.12));
    c.pill(
        x - 38.0,
        672.0,
        78.0,
        88.0,
        14.0,
        Fill::Across(glaze.lighter(0.15), glaze.darker(0.25)),
    );
}
