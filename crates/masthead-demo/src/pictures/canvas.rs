//! The sheet that a picture is printed on, with the few marks that all scenes are made of.

use tiny_skia::{
    FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder, Pixmap,
    Point, RadialGradient, Rect, Shader, SpreadMode, Stroke, Transform,
};

use super::dice::Dice;
use super::palette::Palette;
use super::tint::Tint;

pub(super) const WIDTH: f32 = 1600.0;
pub(super) const HEIGHT: f32 = 1000.0;

/// How a shape is filled. Gradients run over the shape's own bounds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fill {
    Flat(Tint),
    /// Top, bottom.
    Down(Tint, Tint),
    /// Left, right.
    Across(Tint, Tint),
}

impl From<Tint> for Fill {
    fn from(tint: Tint) -> Self {
        Self::Flat(tint)
    }
}

pub(super) type Spot = (f32, f32);

pub(super) struct Canvas {
    pub(super) sheet: Pixmap,
    pub(super) dice: Dice,
    pub(super) pal: Palette,
}

impl Canvas {
    /// `None` when the size is zero or beyond memory.
    pub(super) fn new(width: u32, height: u32, dice: Dice, pal: Palette) -> Option<Self> {
        Some(Self {
            sheet: Pixmap::new(width, height)?,
            dice,
            pal,
        })
    }

    pub(super) fn path(&mut self, path: Option<Path>, fill: impl Into<Fill>) {
        let Some(path) = path else { return };
        let paint = Paint {
            shader: shader(fill.into(), path.bounds()),
            ..Paint::default()
        };
        self.sheet.fill_path(
            &path,
            &paint,
            FillRule::Winding,
            Transform::identity(),
            None,
        );
    }

    pub(super) fn rect(&mut self, x: f32, y: f32, w: f32, h: f32, fill: impl Into<Fill>) {
        self.path(
            Rect::from_xywh(x, y, w, h).map(PathBuilder::from_rect),
            fill,
        );
    }

    pub(super) fn ellipse(&mut self, x: f32, y: f32, rx: f32, ry: f32, fill: impl Into<Fill>) {
        let bounds = Rect::from_ltrb(x - rx, y - ry, x + rx, y + ry);
        self.path(bounds.and_then(PathBuilder::from_oval), fill);
    }

    pub(super) fn circle(&mut self, x: f32, y: f32, r: f32, fill: impl Into<Fill>) {
        self.ellipse(x, y, r, r, fill);
    }

    pub(super) fn poly(&mut self, spots: &[Spot], fill: impl Into<Fill>) {
        self.path(straight(spots, true), fill);
    }

    /// A closed shape whose outline runs smoothly through all spots.
    pub(super) fn blob(&mut self, spots: &[Spot], fill: impl Into<Fill>) {
        self.path(smooth(spots, true), fill);
    }

    /// A rectangle with corners of radius `r`.
    pub(super) fn pill(&mut self, x: f32, y: f32, w: f32, h: f32, r: f32, fill: impl Into<Fill>) {
        let r = r.min(w / 2.0).min(h / 2.0);
        let mut b = PathBuilder::new();
        b.move_to(x + r, y);
        b.line_to(x + w - r, y);
        b.quad_to(x + w, y, x + w, y + r);
        b.line_to(x + w, y + h - r);
        b.quad_to(x + w, y + h, x + w - r, y + h);
        b.line_to(x + r, y + h);
        b.quad_to(x, y + h, x, y + h - r);
        b.line_to(x, y + r);
        b.quad_to(x, y, x + r, y);
        b.close();
        self.path(b.finish(), fill);
    }

    pub(super) fn line(&mut self, spots: &[Spot], width: f32, tint: Tint) {
        self.stroke(straight(spots, false), width, tint);
    }

    /// A line that runs smoothly through all spots.
    pub(super) fn curve(&mut self, spots: &[Spot], width: f32, tint: Tint) {
        self.stroke(smooth(spots, false), width, tint);
    }

    pub(super) fn ring(&mut self, x: f32, y: f32, r: f32, width: f32, tint: Tint) {
        self.stroke(PathBuilder::from_circle(x, y, r), width, tint);
    }

    fn stroke(&mut self, path: Option<Path>, width: f32, tint: Tint) {
        let Some(path) = path else { return };
        let paint = Paint {
            shader: Shader::SolidColor(tint.into()),
            ..Paint::default()
        };
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.sheet
            .stroke_path(&path, &paint, &stroke, Transform::identity(), None);
    }

    /// Light that fades from the middle to nothing at radius `r`.
    pub(super) fn glow(&mut self, x: f32, y: f32, r: f32, tint: Tint) {
        let middle = Point::from_xy(x, y);
        let stops = vec![
            GradientStop::new(0.0, tint.into()),
            GradientStop::new(0.35, tint.alpha(tint.a * 0.45).into()),
            GradientStop::new(0.7, tint.alpha(tint.a * 0.1).into()),
            GradientStop::new(1.0, tint.alpha(0.0).into()),
        ];
        let Some(shader) = RadialGradient::new(
            middle,
            0.0,
            middle,
            r,
            stops,
            SpreadMode::Pad,
            Transform::identity(),
        ) else {
            return;
        };
        let paint = Paint {
            shader,
            ..Paint::default()
        };
        if let Some(bounds) = Rect::from_xywh(x - r, y - r, 2.0 * r, 2.0 * r) {
            self.sheet
                .fill_rect(bounds, &paint, Transform::identity(), None);
        }
    }

    /// A band that is densest in the middle and fades up and down.
    pub(super) fn veil(&mut self, y: f32, half: f32, tint: Tint) {
        let clear = tint.alpha(0.0);
        self.rect(-1.0, y - half, WIDTH + 2.0, half, Fill::Down(clear, tint));
        self.rect(-1.0, y, WIDTH + 2.0, half, Fill::Down(tint, clear));
    }
}

fn shader(fill: Fill, bounds: Rect) -> Shader<'static> {
    let (from, to, start, end) = match fill {
        Fill::Flat(tint) => return Shader::SolidColor(tint.into()),
        Fill::Down(a, b) => (a, b, (0.0, bounds.top()), (0.0, bounds.bottom())),
        Fill::Across(a, b) => (a, b, (bounds.left(), 0.0), (bounds.right(), 0.0)),
    };
    let stops = vec![
        GradientStop::new(0.0, from.into()),
        GradientStop::new(1.0, to.into()),
    ];
    LinearGradient::new(
        start.into(),
        end.into(),
        stops,
        SpreadMode::Pad,
        Transform::identity(),
    )
    .unwrap_or(Shader::SolidColor(from.into()))
}

fn straight(spots: &[Spot], closed: bool) -> Option<Path> {
    let mut b = PathBuilder::new();
    for (i, &(x, y)) in spots.iter().enumerate() {
        if i == 0 {
            b.move_to(x, y)
        } else {
            b.line_to(x, y)
        }
    }
    if closed {
        b.close();
    }
    b.finish()
}

/// Catmull-Rom through the spots, as cubic Béziers.
fn smooth(spots: &[Spot], closed: bool) -> Option<Path> {
    let n = spots.len() as isize;
    let at = |i: isize| {
        let i = if closed {
            i.rem_euclid(n)
        } else {
            i.clamp(0, n - 1)
        };
        spots[i as usize]
    };
    let mut b = PathBuilder::new();
    let first = spots.first()?;
    b.move_to(first.0, first.1);
    for i in 0..(if closed { n } else { n - 1 }) {
        let (p0, p1, p2, p3) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        b.cubic_to(
            p1.0 + (p2.0 - p0.0) / 6.0,
            p1.1 + (p2.1 - p0.1) / 6.0,
            p2.0 - (p3.0 - p1.0) / 6.0,
            p2.1 - (p3.1 - p1.1) / 6.0,
            p2.0,
            p2.1,
        );
    }
    if closed {
        b.close();
    }
    b.finish()
}
