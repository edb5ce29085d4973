//! The normal form of pictures, films and sounds.

use super::Pass;
use crate::finding::FindingKind;
use crate::limits::Refusal;
use crate::link::{clean_href, is_external};
use crate::marks::Inline;
use crate::node::{Audio, Block, Picture, Track, Video};
use crate::source::is_media_source;

/// Formats go no further (JPEG, WebP and AVIF have 16-bit or smaller sides).
const MAX_SIDE: u32 = 65_535;

impl Pass<'_> {
    pub(super) fn picture(&mut self, mut picture: Picture) -> Result<Option<Block>, Refusal> {
        picture.alt = self.line(&picture.alt)?;
        picture.caption = self.line(&picture.caption)?;
        if !is_media_source(&picture.src) {
            return self.elsewhere(&picture.src, [&picture.caption, &picture.alt]);
        }
        picture.credit = self.line(&picture.credit)?;
        picture.decorative &= picture.alt.is_empty();
        picture.width = picture.width.filter(|side| (1..=MAX_SIDE).contains(side));
        picture.height = picture.height.filter(|side| (1..=MAX_SIDE).contains(side));
        Ok(Some(Block::Picture(picture)))
    }

    pub(super) fn video(&mut self, mut video: Video) -> Result<Option<Block>, Refusal> {
        video.title = self.line(&video.title)?;
        video.caption = self.line(&video.caption)?;
        if !is_media_source(&video.src) {
            return self.elsewhere(&video.src, [&video.caption, &video.title]);
        }
        if !video.poster.is_empty() && !is_media_source(&video.poster) {
            self.findings.add(FindingKind::MediaDropped, &video.poster);
            video.poster.clear();
        }
        video.captions = self.tracks(video.captions)?;
        Ok(Some(Block::Video(video)))
    }

    pub(super) fn audio(&mut self, mut audio: Audio) -> Result<Option<Block>, Refusal> {
        audio.title = self.line(&audio.title)?;
        audio.caption = self.line(&audio.caption)?;
        if !is_media_source(&audio.src) {
            return self.elsewhere(&audio.src, [&audio.caption, &audio.title]);
        }
        Ok(Some(Block::Audio(audio)))
    }

    fn tracks(&mut self, tracks: Vec<Track>) -> Result<Vec<Track>, Refusal> {
        let mut out = Vec::with_capacity(tracks.len());
        for mut track in tracks {
            self.count_nodes(1)?;
            if !is_media_source(&track.src) {
                self.findings.add(FindingKind::MediaDropped, &track.src);
                continue;
            }
            track.label = self.line(&track.label)?;
            let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
            if track.lang.len() > 35 || !track.lang.chars().all(tag) {
                track.lang.clear();
            }
            out.push(track);
        }
        Ok(out)
    }

    /// A link in place of what lies on another site; nothing for any other source.
    fn elsewhere(&mut self, src: &str, names: [&String; 2]) -> Result<Option<Block>, Refusal> {
        let Some(href) = clean_href(src).filter(|href| is_external(href)) else {
            self.findings.add(FindingKind::MediaDropped, src);
            return Ok(None);
        };
        self.findings.add(FindingKind::ExternalMedia, &href);
        let named = names.into_iter().find(|name| !name.trim().is_empty());
        let text = named.cloned().unwrap_or_else(|| href.clone());
        self.count_nodes(1)?;
        self.count_chars(&text)?;
        let content = vec![Inline::link(text, href)];
        Ok(Some(Block::Paragraph { content }))
    }
}
