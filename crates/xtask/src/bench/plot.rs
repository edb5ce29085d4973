//! The growth table as a picture: milliseconds against articles, both
//! logarithmic, so that a line that does not grow lies flat.

use std::fmt::Write;

use super::figures::{short, whole};
use super::lines::GrowthLine;

const WIDTH: f64 = 800.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 64.0;
const RIGHT: f64 = 240.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 52.0;
/// Labels keep this distance from each other.
const LABEL: f64 = 15.0;

/// Told apart on white and on black, and by those who do not see all colours
/// (Okabe and Ito, "Color Universal Design", 2008; yellow and black left out).
const COLOURS: [&str; 6] = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00",
];

const STYLE: &str = "svg{background:#fff}text{font:12px system-ui,sans-serif;fill:#222}.grid{stroke:#ddd}\
    .axis{stroke:#666}.end{text-anchor:end}.middle{text-anchor:middle}polyline{fill:none;stroke-width:2}\
    @media(prefers-color-scheme:dark){svg{background:#16181c}text{fill:#ddd}.grid{stroke:#333}.axis{stroke:#999}}";

/// Where values come to lie.
struct Scale {
    /// Powers of ten at the ends.
    x: (f64, f64),
    y: (f64, f64),
}

impl Scale {
    fn x(&self, articles: u64) -> f64 {
        let part = ((articles as f64).log10() - self.x.0) / (self.x.1 - self.x.0);
        LEFT + part * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        let part = (value.log10() - self.y.0) / (self.y.1 - self.y.0);
        HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP)
    }
}

struct Line<'a> {
    name: &'a str,
    points: Vec<(u64, f64)>,
}

/// An SVG; nothing where no line has a point.
pub(crate) fn draw(lines: &[&GrowthLine]) -> Option<String> {
    let lines: Vec<Line> = lines.iter().map(|line| points(line)).collect();
    let lines: Vec<Line> = lines
        .into_iter()
        .filter(|line| !line.points.is_empty())
        .collect();
    let scale = scale(&lines)?;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         aria-label=\"Milliseconds against the number of articles\">\n<style>{STYLE}</style>\n"
    );
    axes(&mut svg, &scale, &lines);
    for (number, line) in lines.iter().enumerate() {
        curve(&mut svg, &scale, line, number);
    }
    labels(&mut svg, &scale, &lines);
    svg.push_str("</svg>\n");
    Some(svg)
}

/// What is not above zero has no place on a logarithmic axis.
fn points(line: &GrowthLine) -> Line<'_> {
    let sizes = line.points.keys();
    let all = sizes.filter_map(|size| Some((*size, line.slow_at(*size)?)));
    Line {
        name: &line.what,
        points: all.filter(|(_, value)| *value > 0.0).collect(),
    }
}

fn scale(lines: &[Line]) -> Option<Scale> {
    let points = || lines.iter().flat_map(|line| &line.points);
    let range = |values: &mut dyn Iterator<Item = f64>| {
        let ends = values
            .map(f64::log10)
            .fold(None, |ends: Option<(f64, f64)>, value| {
                let (low, high) = ends.unwrap_or((value, value));
                Some((low.min(value), high.max(value)))
            })?;
        Some((ends.0.floor(), ends.1.ceil().max(ends.0.floor() + 1.0)))
    };
    Some(Scale {
        x: range(&mut points().map(|(size, _)| *size as f64))?,
        y: range(&mut points().map(|(_, value)| *value))?,
    })
}

// Writing to a String cannot fail, hence the `let _` below.

fn axes(svg: &mut String, scale: &Scale, lines: &[Line]) {
    let (right, foot) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for power in scale.y.0 as i32..=scale.y.1 as i32 {
        let (y, label) = (scale.y(10_f64.powi(power)), short(10_f64.powi(power)));
        let label = label.trim_end_matches('0').trim_end_matches('.');
        let label = if power >= 0 {
            whole(10_f64.powi(power))
        } else {
            label.to_owned()
        };
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text class=\"end\" x=\"{}\" y=\"{:.1}\">{label}</text>",
            LEFT - 8.0,
            y + 4.0
        );
    }
    let mut sizes: Vec<u64> = lines
        .iter()
        .flat_map(|line| &line.points)
        .map(|point| point.0)
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    for size in sizes {
        let (x, label) = (scale.x(size), whole(size as f64));
        let _ = writeln!(
            svg,
            "<line class=\"grid\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{TOP}\" y2=\"{foot}\"/>\
             <text class=\"middle\" x=\"{x:.1}\" y=\"{}\">{label}</text>",
            foot + 18.0
        );
    }
    let _ = writeln!(
        svg,
        "<line class=\"axis\" x1=\"{LEFT}\" x2=\"{right}\" y1=\"{foot}\" y2=\"{foot}\"/>\
         <line class=\"axis\" x1=\"{LEFT}\" x2=\"{LEFT}\" y1=\"{TOP}\" y2=\"{foot}\"/>\
         <text class=\"middle\" x=\"{}\" y=\"{}\">articles</text>\
         <text class=\"end\" x=\"{}\" y=\"14\">p99, ms</text>",
        f64::midpoint(LEFT, right),
        HEIGHT - 12.0,
        LEFT - 8.0
    );
}

/// A second round of colours is dashed.
fn stroke(number: usize) -> String {
    let colour = COLOURS[number % COLOURS.len()];
    let dash = if number < COLOURS.len() {
        ""
    } else {
        " stroke-dasharray=\"6 4\""
    };
    format!("stroke=\"{colour}\"{dash}")
}

fn curve(svg: &mut String, scale: &Scale, line: &Line, number: usize) {
    let colour = COLOURS[number % COLOURS.len()];
    let stroke = stroke(number);
    let places: Vec<(f64, f64)> = line
        .points
        .iter()
        .map(|(size, value)| (scale.x(*size), scale.y(*value)))
        .collect();
    let path: Vec<String> = places
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let _ = writeln!(svg, "<polyline {stroke} points=\"{}\"/>", path.join(" "));
    for (x, y) in places {
        let _ = writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"
        );
    }
}

/// Names beside the ends of the lines, moved apart where they would meet.
fn labels(svg: &mut String, scale: &Scale, lines: &[Line]) {
    let ends = lines.iter().enumerate().filter_map(|(number, line)| {
        let (_, value) = line.points.last()?;
        Some((scale.y(*value), number, line.name))
    });
    let mut ends: Vec<(f64, usize, &str)> = ends.collect();
    ends.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (place, y) in apart(ends.iter().map(|end| end.0)).into_iter().enumerate() {
        let (_, number, name) = ends[place];
        let stroke = stroke(number);
        let x = WIDTH - RIGHT + 12.0;
        let _ = writeln!(
            svg,
            "<line {stroke} stroke-width=\"2\" x1=\"{x}\" x2=\"{}\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>\
             <text x=\"{}\" y=\"{:.1}\">{}</text>",
            x + 20.0,
            x + 28.0,
            y + 4.0,
            name.replace('&', "&amp;").replace('<', "&lt;")
        );
    }
}

/// Ascending places, each at least [`LABEL`] below the one before, and as far
/// up as the last has to go to stay within the picture.
fn apart(places: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::new();
    for place in places {
        out.push(out.last().map_or(place, |above| place.max(above + LABEL)));
    }
    let mut limit = HEIGHT - BOTTOM;
    for place in out.iter_mut().rev() {
        *place = place.min(limit);
        limit = *place - LABEL;
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::lines::Point;
    use super::*;

    fn line(what: &str, values: &[(u64, f64)]) -> GrowthLine {
        let points = values.iter();
        let points = points.map(|(size, value)| (*size, vec![Point::of(*value)]));
        GrowthLine::ms(what, points.collect())
    }

    #[test]
    fn a_line_that_does_not_grow_lies_flat() {
        let flat = line("home & more", &[(1_000, 2.0), (100_000, 2.0)]);
        let svg = draw(&[&flat]).expect("a plot");
        let points = svg.split("points=\"").nth(1).expect("a line");
        let points = points.split('"').next().expect("its points");
        let ys: Vec<&str> = points
            .split(' ')
            .filter_map(|point| point.split(',').nth(1))
            .collect();
        assert_eq!(ys.len(), 2);
        assert_eq!(ys[0], ys[1]);
        assert!(svg.contains("home &amp; more") && svg.contains("100,000"));
    }

    #[test]
    fn nothing_measured_is_no_plot() {
        assert!(draw(&[]).is_none());
        assert!(draw(&[&line("x", &[(1_000, 0.0)])]).is_none());
        let none = GrowthLine {
            points: BTreeMap::new(),
            ..line("x", &[])
        };
        assert!(draw(&[&none]).is_none());
    }

    #[test]
    fn labels_keep_their_distance_and_stay_inside() {
        let foot = HEIGHT - BOTTOM;
        let placed = apart([100.0, 101.0, foot - 1.0, foot].into_iter());
        assert_eq!(placed[0], 100.0);
        assert!(
            placed
                .windows(2)
                .all(|pair| pair[1] - pair[0] >= LABEL - 0.01)
        );
        assert!(placed.iter().all(|place| *place <= foot));
    }
}
