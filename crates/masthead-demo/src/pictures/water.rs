//! Water: what stands above it, upside down, broken by ripples.

use super::canvas::{Canvas, HEIGHT, WIDTH};
use super::dice::noise;
use super::tint::Tint;

/// Turns everything below `line` into water that mirrors what stands above.
/// `calm`: 1 is a mirror, 0 a choppy afternoon.
pub(super) fn water(c: &mut Canvas, line: f32, calm: f32) {
    let deep = c.pal.sky[0].mix(c.pal.ink, 0.35);
    mirror(c, line as usize, calm, deep);
    glints(c, line);
}

fn mirror(c: &mut Canvas, line: usize, calm: f32, deep: Tint) {
    let (width, height) = (WIDTH as usize, HEIGHT as usize);
    let key = c.dice.throw();
    let (above, below) = c.sheet.data_mut().split_at_mut(line * width * 4);
    for row in 0..height - line {
        let t = row as f32 / (height - line) as f32;
        let wave = noise(row as f32 / (2.5 + t * 9.0), key) - 0.5;
        let shift = (wave * (3.0 + 70.0 * t) * (1.15 - calm)) as isize;
        let lift = wave * 16.0 * (1.0 - calm * 0.6);
        let from =
            (line as f32 - 1.0 - row as f32 * 1.04 - lift).clamp(0.0, line as f32 - 1.0) as usize;
        let dim = 0.16 + 0.4 * t + wave * 0.1;
        let source = &above[from * width * 4..(from + 1) * width * 4];
        let target = &mut below[row * width * 4..(row + 1) * width * 4];
        ripple_row(source, target, shift, dim, deep);
    }
}

fn ripple_row(source: &[u8], target: &mut [u8], shift: isize, dim: f32, deep: Tint) {
    let last = target.len() as isize / 4 - 1;
    let keep = ((1.0 - dim) * 256.0) as u32;
    let add = [deep.r, deep.g, deep.b].map(|v| (v * 255.0 * dim * 256.0) as u32);
    for (x, pixel) in target.chunks_exact_mut(4).enumerate() {
        // Mirrored at the sheet's sides, so that no edge is smeared.
        let at = (x as isize + shift)
            .abs()
            .min(2 * last - (x as isize + shift)) as usize
            * 4;
        for channel in 0..3 {
            pixel[channel] =
                ((u32::from(source[at + channel]) * keep + add[channel]) >> 8).min(255) as u8;
        }
        pixel[3] = 255;
    }
}

fn glints(c: &mut Canvas, line: f32) {
    for _ in 0..70 {
        let t = c.dice.range(0.02, 1.0);
        let y = line + t * t * (HEIGHT - line);
        let w = c.dice.range(20.0, 150.0) * (0.25 + t);
        let x = c.dice.range(-50.0, WIDTH);
        let tint = c.pal.sky[2].alpha(c.dice.range(0.05, 0.26));
        c.pill(x, y, w, 1.2 + 2.4 * t, 2.0, tint);
    }
}

/// The path of light that a sun or lamp lays on the water below `line`.
pub(super) fn trail(c: &mut Canvas, x: f32, line: f32, wide: f32, tint: Tint) {
    let mut y = line + 3.0;
    while y < HEIGHT {
        let t = (y - line) / (HEIGHT - line);
        let w = wide * (0.5 + t * 1.3) * c.dice.range(0.35, 1.0);
        let dx = c.dice.range(-0.35, 0.35) * wide * (0.4 + t);
        c.pill(
            x + dx - w / 2.0,
            y,
            w,
            2.0 + t * 5.0,
            3.0,
            tint.alpha(tint.a * (0.75 - t * 0.5)),
        );
        y += 6.0 + t * 15.0;
    }
}
