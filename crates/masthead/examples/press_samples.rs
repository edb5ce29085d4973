//! Writes every page's samples, in both languages and editions, as HTML files: `press_samples DIR`.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use jiff::tz::TimeZone;
use masthead::FEATURES;
use masthead::web::samples::Sampled;
use masthead::web::{Edition, Locale, Theme, assets};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("usage: press_samples DIR")?);
    let theme = Theme::load(&TimeZone::get("Asia/Shanghai")?, None)?;
    for asset in assets() {
        write(&folder.join(&asset.path[1..]), asset.bytes)?;
    }
    for number in 0..8 {
        write(
            &folder.join(format!("media/sample-{number}.svg")),
            drawing(number).as_bytes(),
        )?;
    }
    let mut all = FEATURES.iter().flat_map(|feature| feature.samples);
    all.try_for_each(|page| press(page, &theme, &folder))
}

fn press(page: &Sampled, theme: &Theme, folder: &Path) -> Result<(), Box<dyn Error>> {
    for locale in Locale::ALL {
        for edition in Edition::ALL {
            for sample in page.render(theme, locale, edition) {
                let template = page.template.trim_end_matches(".html").replace('/', "-");
                let (name, locale, edition) = (sample.name, locale.tag(), edition.name());
                let file = format!("{template}.{name}.{locale}.{edition}.html");
                write(&folder.join(file), &sample.html?)?;
            }
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(path.parent().ok_or("no folder")?)?;
    Ok(fs::write(path, bytes)?)
}

/// A landscape in three colours: hills, a sun, water; each number its own.
fn drawing(number: u32) -> String {
    let hue = number * 47 % 360;
    let (sun, hill) = (200 + number * 110 % 800, 380 + number * 53 % 160);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1280 800\" width=\"1280\" height=\"800\">\
         <rect width=\"1280\" height=\"800\" fill=\"hsl({hue} 34% 78%)\"/>\
         <circle cx=\"{sun}\" cy=\"230\" r=\"90\" fill=\"hsl({} 70% 88%)\"/>\
         <path d=\"M0 {hill}Q320 {} 640 {hill}T1280 {hill}V800H0z\" fill=\"hsl({hue} 30% 48%)\"/>\
         <path d=\"M0 {}Q400 {hill} 800 600T1280 560V800H0z\" fill=\"hsl({hue} 36% 30%)\"/></svg>",
        (hue + 40) % 360,
        hill - 170,
        hill + 160,
    )
}
