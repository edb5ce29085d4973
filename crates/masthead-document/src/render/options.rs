//! What the HTML renderer must be told.

/// Where the files of a document's media are.
pub trait MediaUrls {
    /// The forms of a picture; `None` where there is none to show: its words stand in its place.
    fn picture(&self, src: &str) -> Option<PictureSources>;

    /// A film, a sound or a text track.
    fn file(&self, _src: &str) -> Option<FilmFile> {
        None
    }
}

/// Where a film, a sound or a text track is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmFile {
    pub url: String,
    /// Pixels; 0 where nothing is shown.
    pub width: u32,
    pub height: u32,
}

/// For documents without media.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoMedia;

impl MediaUrls for NoMedia {
    fn picture(&self, _: &str) -> Option<PictureSources> {
        None
    }
}

/// The forms in which a picture is served.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureSources {
    /// Preferred first.
    pub sources: Vec<Source>,
    /// An address that every browser can show.
    pub fallback_url: String,
    /// Address and width in pixels; may be empty.
    pub fallback_srcset: Vec<(String, u32)>,
    /// Pixels of the picture as it is shown, orientation applied.
    pub width: u32,
    pub height: u32,
}

/// One format of a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Such as `image/avif`.
    pub mime: String,
    /// Address and width in pixels.
    pub srcset: Vec<(String, u32)>,
}

/// How HTML is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlOptions {
    /// Makes every relative address absolute (feeds). An http or https address.
    pub base_url: Option<String>,
    /// For feeds: no `srcset`, no frames, no ids, no scrolling regions.
    pub plain: bool,
    /// Loads the first picture at once instead of when it comes into view.
    pub eager_first: bool,
    /// The `sizes` of pictures.
    pub sizes: String,
    /// The accessible name of a table without a caption, in the page's language.
    pub table_label: String,
    /// What leads to a film's or a sound's file, for those who cannot play it here; empty: nothing does.
    pub file_label: String,
    /// Hosts whose pages may be framed; an embed of another host is a link.
    pub embed_hosts: Vec<String>,
}

impl Default for HtmlOptions {
    fn default() -> Self {
        Self {
            base_url: None,
            plain: false,
            eager_first: false,
            sizes: "(min-width: 720px) 680px, 100vw".to_owned(),
            table_label: "Table".to_owned(),
            file_label: String::new(),
            embed_hosts: Vec::new(),
        }
    }
}
