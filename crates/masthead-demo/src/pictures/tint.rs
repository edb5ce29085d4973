//! A colour with opacity, and the mixing that layers, mist and light are made of.

/// Red, green, blue and opacity, each 0 to 1, not premultiplied.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tint {
    pub(super) r: f32,
    pub(super) g: f32,
    pub(super) b: f32,
    pub(super) a: f32,
}

impl Tint {
    /// From `0xRRGGBB`, opaque.
    pub(super) const fn hex(rgb: u32) -> Self {
        Self {
            r: ((rgb >> 16) & 0xff) as f32 / 255.0,
            g: ((rgb >> 8) & 0xff) as f32 / 255.0,
            b: (rgb & 0xff) as f32 / 255.0,
            a: 1.0,
        }
    }

    pub(super) fn alpha(self, a: f32) -> Self {
        Self { a, ..self }
    }

    /// This colour at 0, the other at 1.
    pub(super) fn mix(self, other: Self, t: f32) -> Self {
        let t = t.clamp(0.0, 1.0);
        let between = |x: f32, y: f32| x + (y - x) * t;
        Self {
            r: between(self.r, other.r),
            g: between(self.g, other.g),
            b: between(self.b, other.b),
            a: between(self.a, other.a),
        }
    }

    pub(super) fn lighter(self, t: f32) -> Self {
        self.mix(Self::hex(0xfff8e8).alpha(self.a), t)
    }

    pub(super) fn darker(self, t: f32) -> Self {
        self.mix(Self::hex(0x0b1020).alpha(self.a), t)
    }
}

impl From<Tint> for tiny_skia::Color {
    fn from(t: Tint) -> Self {
        let part = |v: f32| (v.clamp(0.0, 1.0) * 255.0 + 0.5) as u8;
        Self::from_rgba8(part(t.r), part(t.g), part(t.b), part(t.a))
    }
}
