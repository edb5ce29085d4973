//! The twenty scenes: which colours each may wear, and who draws it.

mod bridge;
mod chart;
mod city;
mod festival;
mod field;
mod forest;
mod harbour;
mod house;
mod indoors;
mod lab;
mod library;
mod market;
mod moon;
mod mountain;
mod river;
mod road;
mod stadium;
mod station;

use tiny_skia::Pixmap;

use super::canvas::{Canvas, HEIGHT, WIDTH};
use super::dice::Dice;
use super::palette::{ALL, DARK, Palette};

type Draw = fn(&mut Canvas);

struct Scene {
    name: &'static str,
    hours: &'static [Palette],
    draw: Draw,
}

const fn scene(name: &'static str, hours: &'static [Palette], draw: Draw) -> Scene {
    Scene { name, hours, draw }
}

const SCENES: [Scene; 20] = [
    scene("harbour", &ALL, harbour::draw),
    scene("bridge", &ALL, bridge::draw),
    scene("mountain", &ALL, mountain::draw),
    scene("city", &ALL, city::draw),
    scene("field", &ALL, field::draw),
    scene("station", &ALL, station::draw),
    scene("library", &ALL, library::draw),
    scene("kitchen", &ALL, indoors::kitchen),
    scene("stadium", &ALL, stadium::draw),
    scene("road", &ALL, road::draw),
    scene("market", &ALL, market::draw),
    scene("lab", &ALL, lab::draw),
    scene("forest", &ALL, forest::draw),
    scene("river", &ALL, river::draw),
    scene("festival", &DARK, festival::draw),
    scene("house", &ALL, house::draw),
    scene("classroom", &ALL, indoors::classroom),
    scene("desk", &ALL, indoors::desk),
    scene("moon", &DARK, moon::draw),
    scene("chart", &ALL, chart::draw),
];

/// `None` for a name that is no scene.
pub(super) fn draw(name: &str, seed: u64) -> Option<Pixmap> {
    let (place, scene) = SCENES
        .iter()
        .enumerate()
        .find(|(_, scene)| scene.name == name)?;
    // Seven shares no factor with the number of palettes: the next seed always looks different.
    let hour = (seed as usize * 7 + seed as usize / 12 + place * 5) % scene.hours.len();
    let mut c = Canvas::new(
        WIDTH as u32,
        HEIGHT as u32,
        Dice::new(name, seed),
        scene.hours[hour],
    )?;
    (scene.draw)(&mut c);
    Some(c.sheet)
}

pub(super) fn exists(name: &str) -> bool {
    SCENES.iter().any(|scene| scene.name == name)
}
