//! People, buildings, boats, lamps: what gives a picture its scale.

use super::canvas::{Canvas, Fill, Spot};
use super::tint::Tint;

/// A standing or walking person of height `h`, seen as a silhouette.
pub(super) fn person(c: &mut Canvas, (x, foot): Spot, h: f32, tint: Tint) {
    let stride = c.dice.range(0.03, 0.11) * h;
    c.line(&[(x, foot - h * 0.45), (x - stride, foot)], h * 0.075, tint);
    c.line(&[(x, foot - h * 0.45), (x + stride, foot)], h * 0.075, tint);
    let coat = c
        .dice
        .pick(&[c.pal.accent, c.pal.second, tint, tint])
        .mix(tint, 0.35);
    c.blob(
        &[
            (x - h * 0.09, foot - h * 0.8),
            (x + h * 0.09, foot - h * 0.8),
            (x + h * 0.13, foot - h * 0.38),
            (x - h * 0.13, foot - h * 0.38),
        ],
        Fill::Down(coat, coat.mix(tint, 0.5)),
    );
    c.circle(x, foot - h * 0.9, h * 0.085, tint);
}

/// A plain block with rows of windows, some lit.
pub(super) fn block(c: &mut Canvas, (x, top): Spot, (w, h): (f32, f32), tint: Tint) {
    c.rect(x, top, w, h, Fill::Down(tint, tint.mix(c.pal.haze, 0.3)));
    let (gap, tall) = (c.dice.range(13.0, 20.0), c.dice.range(18.0, 28.0));
    let lit = if c.pal.dark { 0.45 } else { 0.1 };
    let mut wy = top + tall * 0.6;
    while wy + tall * 0.6 < top + h {
        let mut wx = x + gap * 0.6;
        while wx + gap * 0.6 < x + w {
            let pane = if c.dice.chance(lit) {
                c.pal.light.alpha(0.85)
            } else {
                tint.lighter(0.22).alpha(0.55)
            };
            c.rect(wx, wy, gap * 0.5, tall * 0.5, pane);
            wx += gap;
        }
        wy += tall;
    }
}

/// A row of blocks between two sides that stands on `foot`; tallest near `peak`.
pub(super) fn skyline(
    c: &mut Canvas,
    (x0, x1): (f32, f32),
    foot: f32,
    tall: f32,
    peak: f32,
    tint: Tint,
) {
    let mut x = x0;
    while x < x1 {
        let w = c.dice.range(38.0, 96.0);
        let near = 1.0 - ((x - peak).abs() / (x1 - x0)).min(1.0);
        let h = tall * (0.25 + 0.75 * near * near) * c.dice.range(0.55, 1.05);
        let shade = tint.mix(c.pal.haze, c.dice.range(0.0, 0.22));
        block(c, (x, foot - h), (w, h), shade);
        crown(c, (x + w / 2.0, foot - h), w, shade);
        x += w + c.dice.range(-8.0, 14.0);
    }
}

fn crown(c: &mut Canvas, (x, top): Spot, w: f32, tint: Tint) {
    match c.dice.below(5) {
        0 => c.line(&[(x, top), (x, top - w * 0.9)], 3.0, tint),
        1 => c.rect(x - w * 0.28, top - w * 0.25, w * 0.56, w * 0.26, tint),
        2 => c.poly(
            &[
                (x - w * 0.5, top + 1.0),
                (x, top - w * 0.45),
                (x + w * 0.5, top + 1.0),
            ],
            tint,
        ),
        3 => c.ellipse(x, top, w * 0.4, w * 0.25, tint),
        _ => {}
    }
}

/// An old-town house: pale walls, a dark roof with upturned eaves, a few windows.
pub(super) fn old_house(c: &mut Canvas, (x, foot): Spot, (w, h): (f32, f32), near: f32) {
    let wall = c.pal.pale().mix(c.pal.haze, 0.55 * (1.0 - near));
    let roof = c.pal.depth(0.35 + near * 0.6);
    c.rect(
        x,
        foot - h,
        w,
        h,
        Fill::Down(wall, wall.mix(c.pal.haze, 0.35)),
    );
    let n = ((w / 70.0) as usize).max(1);
    for i in 0..n {
        let wx = x + w * (i as f32 + 0.5) / n as f32;
        let on = c.dice.chance(if c.pal.dark { 0.7 } else { 0.15 });
        let pane = if on { c.pal.light } else { roof.mix(wall, 0.3) };
        if on && c.pal.dark {
            c.glow(wx, foot - h * 0.55, 90.0, c.pal.light.alpha(0.4));
        }
        c.rect(wx - 13.0, foot - h * 0.68, 26.0, h * 0.26, pane);
        c.rect(wx - 1.5, foot - h * 0.68, 3.0, h * 0.26, roof);
    }
    eaves(c, (x + w / 2.0, foot - h), w, h * 0.42, roof);
}

/// A roof with upturned eaves whose lower edge is centred at `(x, low)`.
pub(super) fn eaves(c: &mut Canvas, (x, low): Spot, w: f32, h: f32, tint: Tint) {
    let half = w / 2.0;
    let mut b = tiny_skia::PathBuilder::new();
    b.move_to(x - half - w * 0.1, low - h * 0.16);
    b.quad_to(x - half * 0.75, low - h * 0.1, x - half * 0.55, low - h);
    b.line_to(x + half * 0.55, low - h);
    b.quad_to(
        x + half * 0.75,
        low - h * 0.1,
        x + half + w * 0.1,
        low - h * 0.16,
    );
    b.quad_to(x + half * 0.9, low + h * 0.1, x, low + h * 0.07);
    b.quad_to(
        x - half * 0.9,
        low + h * 0.1,
        x - half - w * 0.1,
        low - h * 0.16,
    );
    b.close();
    c.path(b.finish(), Fill::Down(tint, tint.lighter(0.08)));
    c.pill(
        x - half * 0.6,
        low - h * 1.06,
        w * 0.6,
        h * 0.12,
        6.0,
        tint.darker(0.25),
    );
}

/// A low wooden boat of length `w` with one passenger's roof.
pub(super) fn sampan(c: &mut Canvas, (x, y): Spot, w: f32) {
    let hull = c.pal.ink;
    c.blob(
        &[
            (x - w * 0.5, y - w * 0.09),
            (x - w * 0.25, y),
            (x + w * 0.25, y),
            (x + w * 0.52, y - w * 0.1),
            (x + w * 0.3, y + w * 0.07),
            (x - w * 0.3, y + w * 0.07),
        ],
        hull,
    );
    let mut b = tiny_skia::PathBuilder::new();
    b.move_to(x - w * 0.2, y);
    b.quad_to(x - w * 0.18, y - w * 0.19, x, y - w * 0.19);
    b.quad_to(x + w * 0.18, y - w * 0.19, x + w * 0.2, y);
    b.close();
    let awning = c.pal.lit(c.pal.accent);
    c.path(b.finish(), Fill::Down(awning, awning.mix(hull, 0.55)));
    person(c, (x + w * 0.34, y - w * 0.02), w * 0.3, hull);
    c.line(
        &[(x + w * 0.31, y - w * 0.22), (x + w * 0.56, y + w * 0.1)],
        3.0,
        hull,
    );
}

/// A double-decked ferry, `w` long, whose waterline is at `y`.
pub(super) fn ferry(c: &mut Canvas, (x, y): Spot, w: f32) {
    let (hull, deck) = (c.pal.lit(c.pal.accent), c.pal.pale());
    let h = w * 0.1;
    c.poly(
        &[
            (x - w * 0.5, y - h),
            (x + w * 0.52, y - h * 1.15),
            (x + w * 0.43, y + h * 0.4),
            (x - w * 0.44, y + h * 0.4),
        ],
        Fill::Down(hull, hull.darker(0.35)),
    );
    c.pill(
        x - w * 0.42,
        y - h * 2.3,
        w * 0.78,
        h * 1.3,
        8.0,
        Fill::Down(deck, deck.darker(0.12)),
    );
    c.pill(
        x - w * 0.3,
        y - h * 3.4,
        w * 0.5,
        h * 1.15,
        8.0,
        Fill::Down(deck.lighter(0.2), deck),
    );
    let pane = if c.pal.dark {
        c.pal.light
    } else {
        c.pal.depth(0.7)
    };
    for i in 0..11 {
        c.rect(
            x - w * 0.39 + i as f32 * w * 0.066,
            y - h * 1.95,
            w * 0.045,
            h * 0.5,
            pane,
        );
    }
    for i in 0..6 {
        c.rect(
            x - w * 0.27 + i as f32 * w * 0.076,
            y - h * 3.1,
            w * 0.05,
            h * 0.45,
            pane,
        );
    }
    c.rect(
        x - w * 0.12,
        y - h * 4.5,
        w * 0.09,
        h * 1.2,
        Fill::Down(c.pal.ink, hull),
    );
    c.line(
        &[(x + w * 0.14, y - h * 3.3), (x + w * 0.14, y - h * 5.2)],
        3.0,
        c.pal.ink,
    );
    if c.pal.dark {
        c.glow(x, y - h * 1.8, w * 0.6, c.pal.light.alpha(0.3));
    }
}

/// A sail on a hull, `h` high.
pub(super) fn sail(c: &mut Canvas, (x, y): Spot, h: f32, tint: Tint) {
    let hull = c.pal.ink;
    c.blob(
        &[
            (x - h * 0.3, y - h * 0.05),
            (x, y),
            (x + h * 0.34, y - h * 0.06),
            (x + h * 0.2, y + h * 0.04),
            (x - h * 0.2, y + h * 0.04),
        ],
        hull,
    );
    c.line(&[(x, y), (x, y - h)], 3.0, hull);
    c.blob(
        &[
            (x + h * 0.02, y - h),
            (x + h * 0.24, y - h * 0.5),
            (x + h * 0.32, y - h * 0.1),
            (x + h * 0.02, y - h * 0.08),
        ],
        Fill::Across(tint, tint.darker(0.15)),
    );
    c.poly(
        &[
            (x - h * 0.03, y - h * 0.9),
            (x - h * 0.03, y - h * 0.12),
            (x - h * 0.25, y - h * 0.1),
        ],
        tint.darker(0.1),
    );
}

/// A street lamp, lit after dark.
pub(super) fn lamp(c: &mut Canvas, (x, foot): Spot, h: f32) {
    let ink = c.pal.ink;
    c.line(&[(x, foot), (x, foot - h)], h * 0.022, ink);
    c.curve(
        &[
            (x, foot - h),
            (x + h * 0.06, foot - h * 1.05),
            (x + h * 0.14, foot - h * 1.03),
        ],
        h * 0.018,
        ink,
    );
    if c.pal.dark || c.pal.weather == super::palette::Weather::Rain {
        c.glow(x + h * 0.14, foot - h, h * 0.75, c.pal.light.alpha(0.55));
    }
    c.ellipse(x + h * 0.14, foot - h, h * 0.05, h * 0.028, c.pal.light);
}

/// A round paper lantern with its tassel.
pub(super) fn lantern(c: &mut Canvas, (x, y): Spot, r: f32) {
    let (red, light) = (c.pal.accent, c.pal.light);
    c.glow(
        x,
        y,
        r * 3.6,
        light.alpha(if c.pal.dark { 0.5 } else { 0.2 }),
    );
    c.ellipse(x, y, r, r * 0.86, Fill::Down(red.mix(light, 0.55), red));
    c.ellipse(x, y, r * 0.45, r * 0.84, light.alpha(0.35));
    c.rect(x - r * 0.35, y - r * 0.98, r * 0.7, r * 0.18, c.pal.second);
    c.rect(x - r * 0.35, y + r * 0.8, r * 0.7, r * 0.18, c.pal.second);
    c.line(&[(x, y + r), (x, y + r * 1.7)], r * 0.09, red);
}

/// A plain glass globe lamp.
pub(super) fn lantern_white(c: &mut Canvas, (x, y): Spot, r: f32) {
    c.glow(
        x,
        y,
        r * 5.0,
        c.pal.light.alpha(if c.pal.dark { 0.6 } else { 0.3 }),
    );
    c.circle(x, y, r, Fill::Down(c.pal.light.lighter(0.5), c.pal.light));
}
