//! A stadium: stands full of people, floodlights, players on a mown pitch.

use crate::pictures::canvas::{Canvas, Fill, HEIGHT, WIDTH};
use crate::pictures::{land, sky, things};

const TOUCH: f32 = 590.0;

pub(super) fn draw(c: &mut Canvas) {
    let sun = (c.dice.range(350.0, 1250.0), c.dice.range(120.0, 270.0));
    sky::sky(c, 520.0, sun, 66.0);
    land::ranges(c, 2, (310.0, 370.0), 70.0);
    stands(c);
    pitch(c);
    for x in [170.0, 1430.0] {
        floodlight(c, x);
    }
    players(c);
    sky::weather(c);
}

fn stands(c: &mut Canvas) {
    let concrete = c.pal.depth(0.55);
    c.blob(
        &[
            (-80.0, 330.0),
            (400.0, 392.0),
            (800.0, 405.0),
            (1200.0, 392.0),
            (1680.0, 330.0),
            (1700.0, 640.0),
            (-100.0, 640.0),
        ],
        Fill::Down(concrete, concrete.darker(0.3)),
    );
    let hues = [
        c.pal.accent,
        c.pal.second,
        c.pal.pale(),
        c.pal.haze,
        c.pal.light,
        c.pal.leaf,
    ];
    for row in 0..11 {
        let t = row as f32 / 10.0;
        for i in 0..110 {
            let x = i as f32 * 14.8 + (row % 2) as f32 * 7.0;
            let bow = ((x - 800.0) / 800.0).powi(2) * 62.0 * (1.0 - t);
            let y = 424.0 - bow + t * 148.0;
            let hue = c.dice.pick(&hues).mix(concrete, c.dice.range(0.3, 0.75));
            c.rect(x, y, 8.0, 9.5, c.pal.lit(hue));
        }
    }
    let roof = c.pal.ink;
    c.blob(
        &[
            (-60.0, 262.0),
            (400.0, 338.0),
            (800.0, 352.0),
            (1200.0, 338.0),
            (1660.0, 262.0),
            (1680.0, 330.0),
            (1200.0, 386.0),
            (800.0, 398.0),
            (400.0, 386.0),
            (-80.0, 330.0),
        ],
        Fill::Down(roof.lighter(0.2), roof),
    );
    c.rect(0.0, TOUCH - 14.0, WIDTH, 14.0, c.pal.lit(c.pal.accent));
}

fn pitch(c: &mut Canvas) {
    let green = c
        .pal
        .leaf
        .mix(c.pal.sky[2], 0.2)
        .mix(c.pal.ink, if c.pal.dark { 0.1 } else { 0.0 });
    let vanish = WIDTH / 2.0;
    for i in -14..14 {
        let (far, near) = (130.0, 290.0);
        let tint = if i % 2 == 0 {
            green.lighter(0.13)
        } else {
            green
        };
        let (a, b) = (i as f32, i as f32 + 1.0);
        c.poly(
            &[
                (vanish + a * far, TOUCH),
                (vanish + b * far, TOUCH),
                (vanish + b * near, HEIGHT),
                (vanish + a * near, HEIGHT),
            ],
            Fill::Down(tint, tint.darker(0.2)),
        );
    }
    let chalk = c.pal.pale().lighter(0.5).alpha(0.8);
    c.line(&[(0.0, TOUCH + 34.0), (WIDTH, TOUCH + 34.0)], 3.5, chalk);
    c.line(&[(vanish, TOUCH + 34.0), (vanish, HEIGHT)], 6.0, chalk);
    let circle: Vec<_> = (0..=60)
        .map(|i| i as f32 / 60.0 * std::f32::consts::TAU)
        .map(|a| (vanish + a.cos() * 330.0, 800.0 + a.sin() * 95.0))
        .collect();
    c.line(&circle, 5.0, chalk);
    c.ellipse(vanish, 800.0, 9.0, 5.0, chalk);
    c.glow(
        vanish,
        760.0,
        760.0,
        c.pal.light.alpha(if c.pal.dark { 0.3 } else { 0.12 }),
    );
}

fn floodlight(c: &mut Canvas, x: f32) {
    let ink = c.pal.ink;
    c.poly(
        &[
            (x - 6.0, 130.0),
            (x + 6.0, 130.0),
            (x + 16.0, 580.0),
            (x - 16.0, 580.0),
        ],
        ink,
    );
    c.pill(x - 84.0, 62.0, 168.0, 88.0, 8.0, ink);
    c.glow(
        x,
        106.0,
        380.0,
        c.pal.light.alpha(if c.pal.dark { 0.75 } else { 0.35 }),
    );
    for i in 0..15 {
        c.circle(
            x - 62.0 + (i % 5) as f32 * 31.0,
            82.0 + (i / 5) as f32 * 24.0,
            9.5,
            c.pal.light.lighter(0.4),
        );
    }
}

fn players(c: &mut Canvas) {
    let mut feet: Vec<(f32, f32)> = (0..11)
        .map(|_| (c.dice.range(120.0, 1480.0), c.dice.range(670.0, 940.0)))
        .collect();
    feet.sort_by(|a, b| a.1.total_cmp(&b.1));
    let ink = c.pal.ink;
    for (x, y) in feet {
        let h = 62.0 + (y - 660.0) * 0.3;
        c.ellipse(x + h * 0.3, y, h * 0.5, h * 0.06, ink.alpha(0.3));
        things::person(c, (x, y), h, ink);
    }
    let ball = (c.dice.range(500.0, 1100.0), c.dice.range(800.0, 900.0));
    c.ellipse(ball.0 + 8.0, ball.1 + 13.0, 18.0, 5.0, ink.alpha(0.35));
    c.circle(
        ball.0,
        ball.1,
        13.0,
        Fill::Down(c.pal.pale().lighter(0.6), c.pal.pale().darker(0.15)),
    );
}
