//! Pictures, films, sounds and embeds as HTML.

use super::html::Writer;
use super::options::PictureSources;
use crate::link::https_host;
use crate::node::{Audio, Picture, Video};
use crate::policy::host_is_listed;

impl Writer<'_> {
    pub(super) fn picture(&mut self, picture: &Picture) {
        let Some(files) = self.media.picture(&picture.src) else {
            return self.missing("picture", &picture.alt, &picture.caption, &picture.credit);
        };
        self.push(r#"<figure class="picture">"#);
        if self.options.plain || files.sources.is_empty() {
            self.img(picture, &files);
        } else {
            self.push("<picture>");
            for source in &files.sources {
                self.push("<source");
                self.attr("type", &source.mime);
                self.srcset(&source.srcset);
                self.push(">");
            }
            self.img(picture, &files);
            self.push("</picture>");
        }
        self.figcaption(&picture.caption, &picture.credit);
        self.push("</figure>");
    }

    fn img(&mut self, picture: &Picture, files: &PictureSources) {
        let eager = self.options.eager_first && self.pictures == 0;
        self.pictures += 1;
        self.push("<img");
        self.attr("src", &self.absolute(&files.fallback_url));
        if !self.options.plain {
            self.srcset(&files.fallback_srcset);
        }
        if files.width > 0 && files.height > 0 {
            self.attr("width", &files.width.to_string());
            self.attr("height", &files.height.to_string());
        }
        self.attr("alt", &picture.alt);
        if eager {
            self.attr("fetchpriority", "high");
        } else if !self.options.plain {
            self.attr("loading", "lazy");
        }
        if !self.options.plain {
            self.attr("decoding", "async");
        }
        self.push(">");
    }

    fn srcset(&mut self, set: &[(String, u32)]) {
        if set.is_empty() {
            return;
        }
        let entries: Vec<String> = set
            .iter()
            .map(|(url, width)| format!("{} {width}w", self.absolute(url)))
            .collect();
        self.attr("srcset", &entries.join(", "));
        self.attr_if("sizes", &self.options.sizes);
    }

    pub(super) fn video(&mut self, video: &Video) {
        let Some(film) = self.media.file(&video.src) else {
            return self.missing("video", &video.title, &video.caption, "");
        };
        self.push(r#"<figure class="video"><video controls preload="metadata" playsinline"#);
        self.attr("src", &self.absolute(&film.url));
        if film.width > 0 && film.height > 0 {
            self.attr("width", &film.width.to_string());
            self.attr("height", &film.height.to_string());
        }
        if let Some(poster) = self.media.picture(&video.poster) {
            self.attr("poster", &self.absolute(&poster.fallback_url));
        }
        self.attr_if("aria-label", &video.title);
        self.push(">");
        for track in &video.captions {
            if let Some(file) = self.media.file(&track.src) {
                self.push(r#"<track kind="captions""#);
                self.attr("src", &self.absolute(&file.url));
                self.attr_if("srclang", &track.lang);
                self.attr_if("label", &track.label);
                self.push(">");
            }
        }
        self.push("</video>");
        self.file_link(&film.url);
        self.figcaption(&video.caption, "");
        self.push("</figure>");
    }

    pub(super) fn audio(&mut self, audio: &Audio) {
        let Some(sound) = self.media.file(&audio.src) else {
            return self.missing("audio", &audio.title, &audio.caption, "");
        };
        self.push(r#"<figure class="audio"><audio controls preload="metadata""#);
        self.attr("src", &self.absolute(&sound.url));
        self.attr_if("aria-label", &audio.title);
        self.push("></audio>");
        self.file_link(&sound.url);
        self.figcaption(&audio.caption, "");
        self.push("</figure>");
    }

    /// For browsers that cannot play it, and for readers who would rather keep it.
    fn file_link(&mut self, url: &str) {
        if self.options.file_label.is_empty() {
            return;
        }
        self.push(r#"<p class="file"><a"#);
        self.attr("href", &self.absolute(url));
        self.push(" download>");
        self.escape(&self.options.file_label);
        self.push("</a></p>");
    }

    pub(super) fn embed(&mut self, url: &str, title: &str) {
        let listed =
            https_host(url).is_some_and(|host| host_is_listed(&host, &self.options.embed_hosts));
        if listed && !self.options.plain {
            self.push(r#"<figure class="embed"><iframe"#);
            self.attr("src", url);
            self.attr("title", if title.is_empty() { url } else { title });
            self.push(r#" loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation" referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe></figure>"#);
            return;
        }
        self.push("<p>");
        self.open_link(url);
        self.escape(if title.is_empty() { url } else { title });
        self.push("</a></p>");
    }

    /// The words of something that cannot be shown.
    fn missing(&mut self, class: &str, name: &str, caption: &str, credit: &str) {
        self.push("<figure");
        self.attr("class", &format!("{class} missing"));
        self.push(">");
        if !name.is_empty() {
            self.push("<p>");
            self.escape(name);
            self.push("</p>");
        }
        self.figcaption(caption, credit);
        self.push("</figure>");
    }

    fn figcaption(&mut self, caption: &str, credit: &str) {
        if caption.is_empty() && credit.is_empty() {
            return;
        }
        self.push("<figcaption>");
        self.escape(caption);
        if !credit.is_empty() {
            let space = if caption.is_empty() { "" } else { " " };
            self.out.extend([space, r#"<span class="credit">"#]);
            self.escape(credit);
            self.push("</span>");
        }
        self.push("</figcaption>");
    }
}
