//! The addresses of pictures: `/media/{hash}/{width}.webp`, and `master.{ext}` for the full size.
//!
//! They hold from the moment a picture is stored; see [`super::serve`] for what answers before its copies stand.

use std::collections::HashMap;

use masthead_document::render::{FilmFile, MediaUrls, PictureSources, Source};
use masthead_media::{FilmKind, Format, rendition_formats, rendition_height, rendition_widths};

use crate::media::store::Cover;
use crate::web::{Picture, PictureSource};

/// The widest copy that stands where a reader's program takes no choice of sizes: feeds, previews.
const USUAL_WIDTH: u32 = 960;

/// The widest copy that a card in a column is offered: 18rem at twice the density, and more on a small screen.
const COLUMN_WIDTH: u32 = 640;

/// All sizes and formats of a picture; of an animated one its master alone.
#[must_use]
pub fn picture(cover: &Cover, alt: &str) -> Picture {
    let forms = forms(cover, u32::MAX);
    Picture {
        sources: sources(&forms),
        srcset: (!forms.fallback_srcset.is_empty()).then(|| srcset(&forms.fallback_srcset)),
        ..plain(forms, alt)
    }
}

/// The sizes for a card in a column. A program that knows no better format gets one size.
#[must_use]
pub fn column_picture(cover: &Cover, alt: &str) -> Picture {
    let forms = forms(cover, COLUMN_WIDTH);
    Picture {
        sources: sources(&forms),
        ..plain(forms, alt)
    }
}

/// The picture in its smallest size, for a card where it is a thumb wide.
#[must_use]
pub fn thumbnail(cover: &Cover, alt: &str) -> Picture {
    let forms = forms(cover, 0);
    Picture {
        sources: sources(&forms),
        ..plain(forms, alt)
    }
}

/// The picture in one size that every program reads, with that copy's own width and height: for previews of links, which
/// are laid out by what is declared.
#[must_use]
pub fn preview_picture(cover: &Cover, alt: &str) -> Picture {
    let full = plain_picture(cover, alt);
    let usual = match cover.animated {
        true => None,
        false => usual_width(&rendition_widths(full.width)),
    };
    Picture {
        width: usual.unwrap_or(full.width),
        height: usual.map_or(full.height, |usual| {
            rendition_height(usual, (full.width, full.height))
        }),
        ..full
    }
}

/// The picture in one size that every program reads.
#[must_use]
pub fn plain_picture(cover: &Cover, alt: &str) -> Picture {
    plain(forms(cover, u32::MAX), alt)
}

fn sources(forms: &PictureSources) -> Vec<PictureSource> {
    let source = |source: &Source| PictureSource {
        mime: source.mime.clone(),
        srcset: srcset(&source.srcset),
    };
    forms.sources.iter().map(source).collect()
}

/// As `srcset` wants it; of one width there is nothing to choose, and so no width to name.
fn srcset(entries: &[(String, u32)]) -> String {
    if let [(url, _)] = entries {
        return url.clone();
    }
    let entries: Vec<_> = entries
        .iter()
        .map(|(url, w)| format!("{url} {w}w"))
        .collect();
    entries.join(", ")
}

fn plain(forms: PictureSources, alt: &str) -> Picture {
    Picture {
        sources: Vec::new(),
        srcset: None,
        src: forms.fallback_url,
        width: forms.width,
        height: forms.height,
        alt: alt.to_owned(),
    }
}

/// The picture in full size: for feeds, structured data and previews, and to look at closely.
#[must_use]
pub fn master_url(cover: &Cover) -> String {
    format!("/media/{}/master.{}", cover.hash, cover.master_format)
}

/// The media type of [`master_url`]'s bytes.
#[must_use]
pub fn master_type(cover: &Cover) -> &'static str {
    Format::from_extension(&cover.master_format)
        .map_or("application/octet-stream", Format::media_type)
}

/// The address of a film, a sound or captions; none of what is a picture.
#[must_use]
pub fn film_url(hash: &str, extension: &str) -> Option<String> {
    FilmKind::from_extension(extension)?;
    Some(format!("/media/{hash}/film.{extension}"))
}

/// The pictures and films of one text, by their hash.
#[derive(Clone, Debug, Default)]
pub struct BodyMedia(HashMap<String, Cover>);

impl BodyMedia {
    #[must_use]
    pub fn new(covers: Vec<Cover>) -> Self {
        let by_hash = covers.into_iter().map(|cover| (cover.hash.clone(), cover));
        Self(by_hash.collect())
    }
}

impl MediaUrls for BodyMedia {
    fn picture(&self, src: &str) -> Option<PictureSources> {
        let picture = |cover: &&Cover| FilmKind::from_extension(&cover.master_format).is_none();
        let found = self.0.get(src).filter(picture);
        found.map(|cover| forms(cover, u32::MAX))
    }

    fn file(&self, src: &str) -> Option<FilmFile> {
        let cover = self.0.get(src)?;
        Some(FilmFile {
            url: film_url(src, &cover.master_format)?,
            width: pixels(cover.width),
            height: pixels(cover.height),
        })
    }
}

/// The copies up to the width `widest`, the narrowest in any case.
fn forms(cover: &Cover, widest: u32) -> PictureSources {
    let (width, height) = (pixels(cover.width), pixels(cover.height));
    let mut widths = if cover.animated {
        Vec::new()
    } else {
        rendition_widths(width)
    };
    let offered = widths.partition_point(|width| *width <= widest);
    widths.truncate(offered.max(1));
    let Some(usual) = usual_width(&widths) else {
        return PictureSources {
            fallback_url: master_url(cover),
            width,
            height,
            ..PictureSources::default()
        };
    };
    let set = |format: Format| -> Vec<(String, u32)> {
        let entry = |width: &u32| (rendition_url(cover, *width, format), *width);
        widths.iter().map(entry).collect()
    };
    let (plain, better) = rendition_formats((width, height), cover.transparent)
        .split_last()
        .expect("every picture has a format");
    let source = |format: &Format| Source {
        mime: format.media_type().to_owned(),
        srcset: set(*format),
    };
    PictureSources {
        sources: better.iter().map(source).collect(),
        fallback_url: rendition_url(cover, usual, *plain),
        fallback_srcset: set(*plain),
        width,
        height,
    }
}

fn usual_width(widths: &[u32]) -> Option<u32> {
    widths.iter().copied().rfind(|width| *width <= USUAL_WIDTH)
}

fn rendition_url(cover: &Cover, width: u32, format: Format) -> String {
    format!("/media/{}/{width}.{}", cover.hash, format.extension())
}

/// Sides are stored from a `u32`; anything else is a row that somebody wrote by hand, and has no copies.
fn pixels(stored: i64) -> u32 {
    u32::try_from(stored).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cover(width: i64) -> Cover {
        Cover {
            hash: "ab".repeat(32),
            width,
            height: 300,
            transparent: false,
            animated: false,
            master_format: "jpg".into(),
        }
    }

    #[test]
    fn a_picture_is_offered_in_every_width_it_has_and_none_above() {
        let hash = "ab".repeat(32);
        let picture = picture(&cover(700), "a bridge");
        assert_eq!(picture.src, format!("/media/{hash}/700.jpg"));
        let set = |ext| {
            format!(
                "/media/{hash}/320.{ext} 320w, /media/{hash}/640.{ext} 640w, /media/{hash}/700.{ext} 700w"
            )
        };
        assert_eq!(picture.srcset, Some(set("jpg")));
        assert_eq!(picture.sources[0].mime, "image/webp");
        assert_eq!(picture.sources[0].srcset, set("webp"));
        assert_eq!((picture.width, picture.height), (700, 300));
        assert_eq!(picture.alt, "a bridge");
    }

    #[test]
    fn a_screenshot_taller_than_webp_can_be_is_offered_in_the_other_format_alone() {
        let tall = Cover {
            height: 19_854,
            ..cover(1290)
        };
        let seen = picture(&tall, "");
        assert!(seen.sources.is_empty());
        let hash = "ab".repeat(32);
        let srcset = seen.srcset.expect("several widths");
        assert!(
            srcset.ends_with(&format!("/media/{hash}/1280.jpg 1280w")),
            "{srcset}"
        );
    }

    #[test]
    fn a_large_picture_falls_back_to_a_middle_width() {
        assert!(picture(&cover(4000), "").src.ends_with("/960.jpg"));
    }

    #[test]
    fn a_preview_declares_the_size_of_the_copy_that_it_names() {
        let preview = |cover: &Cover| {
            let picture = preview_picture(cover, "");
            (picture.src, picture.width, picture.height)
        };
        let large = Cover {
            height: 1000,
            ..cover(1600)
        };
        let hash = "ab".repeat(32);
        assert_eq!(
            preview(&large),
            (format!("/media/{hash}/960.jpg"), 960, 600)
        );
        assert_eq!(
            preview(&cover(700)),
            (format!("/media/{hash}/700.jpg"), 700, 300)
        );
        let animated = Cover {
            animated: true,
            master_format: "gif".into(),
            ..cover(1600)
        };
        assert_eq!(
            preview(&animated),
            (format!("/media/{hash}/master.gif"), 1600, 300)
        );
    }

    #[test]
    fn a_card_is_offered_no_more_than_its_column_can_use() {
        let hash = "ab".repeat(32);
        let card = column_picture(&cover(4000), "");
        assert_eq!(card.src, format!("/media/{hash}/640.jpg"));
        assert_eq!(
            card.sources[0].srcset,
            format!("/media/{hash}/320.webp 320w, /media/{hash}/640.webp 640w")
        );
        assert_eq!(card.srcset, None);
        assert!(column_picture(&cover(200), "").src.ends_with("/200.jpg"));
        let thumb = thumbnail(&cover(4000), "");
        assert_eq!(thumb.src, format!("/media/{hash}/320.jpg"));
        assert_eq!(thumb.sources[0].srcset, format!("/media/{hash}/320.webp"));
    }

    #[test]
    fn a_transparent_picture_falls_back_to_png() {
        let seen = picture(
            &Cover {
                transparent: true,
                ..cover(100)
            },
            "",
        );
        assert!(seen.src.ends_with("/100.png"));
    }

    #[test]
    fn an_animated_picture_is_its_master_alone() {
        let animated = Cover {
            animated: true,
            master_format: "gif".into(),
            ..cover(700)
        };
        let picture = picture(&animated, "");
        assert_eq!(picture.src, master_url(&animated));
        assert!(picture.src.ends_with("/master.gif"));
        assert!(picture.srcset.is_none() && picture.sources.is_empty());
    }

    #[test]
    fn a_text_finds_its_pictures_by_hash_and_no_others() {
        let media = BodyMedia::new(vec![cover(320)]);
        let found = media.picture(&"ab".repeat(32)).expect("stored");
        assert!(found.fallback_url.ends_with("/320.jpg"));
        assert_eq!(media.picture(&"cd".repeat(32)), None);
        assert_eq!(media.picture("media/a.jpg"), None);
    }
}
