//! The media that a document names: listing and renaming them.

use crate::document::Document;
use crate::node::{Block, Video};
use crate::source::is_media_source;
use std::mem;

impl Document {
    /// Every media source in reading order, each once: pictures, films, posters, text tracks, sounds.
    pub fn media_refs(&self) -> Vec<&str> {
        let mut found = Vec::new();
        for block in self.blocks() {
            collect(block, &mut found);
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|src| seen.insert(*src));
        found
    }

    /// Gives every media source its new name. `None`, or a name that is no media source, removes the node
    /// (a poster or a text track alone goes without its film); quotes and items left empty go too.
    pub fn rewrite_media(&mut self, mut rename: impl FnMut(&str) -> Option<String>) {
        let mut rename = |src: &str| rename(src).filter(|new| is_media_source(new));
        let blocks = mem::take(self.blocks_mut());
        *self.blocks_mut() = rewrite_all(blocks, &mut rename);
    }
}

fn collect<'a>(block: &'a Block, found: &mut Vec<&'a str>) {
    match block {
        Block::Picture(picture) => found.push(&picture.src),
        Block::Audio(audio) => found.push(&audio.src),
        Block::Video(video) => {
            found.push(&video.src);
            found.extend((!video.poster.is_empty()).then_some(video.poster.as_str()));
            found.extend(video.captions.iter().map(|track| track.src.as_str()));
        }
        Block::Quote { blocks, .. } => blocks.iter().for_each(|block| collect(block, found)),
        Block::List { items, .. } => {
            items
                .iter()
                .flatten()
                .for_each(|block| collect(block, found));
        }
        _ => {}
    }
}

type Rename<'a> = dyn FnMut(&str) -> Option<String> + 'a;

fn rewrite_all(blocks: Vec<Block>, rename: &mut Rename<'_>) -> Vec<Block> {
    blocks
        .into_iter()
        .filter_map(|block| rewrite(block, rename))
        .collect()
}

fn rewrite(block: Block, rename: &mut Rename<'_>) -> Option<Block> {
    match block {
        Block::Picture(mut picture) => {
            picture.src = rename(&picture.src)?;
            Some(Block::Picture(picture))
        }
        Block::Audio(mut audio) => {
            audio.src = rename(&audio.src)?;
            Some(Block::Audio(audio))
        }
        Block::Video(video) => rewrite_video(video, rename).map(Block::Video),
        Block::Quote { blocks, cite } => {
            let blocks = rewrite_all(blocks, rename);
            (!blocks.is_empty()).then_some(Block::Quote { blocks, cite })
        }
        Block::List {
            ordered,
            start,
            items,
        } => {
            let items: Vec<_> = items
                .into_iter()
                .map(|item| rewrite_all(item, rename))
                .filter(|item| !item.is_empty())
                .collect();
            (!items.is_empty()).then_some(Block::List {
                ordered,
                start,
                items,
            })
        }
        other => Some(other),
    }
}

fn rewrite_video(mut video: Video, rename: &mut Rename<'_>) -> Option<Video> {
    video.src = rename(&video.src)?;
    if !video.poster.is_empty() {
        video.poster = rename(&video.poster).unwrap_or_default();
    }
    video.captions.retain_mut(|track| match rename(&track.src) {
        Some(src) => {
            track.src = src;
            true
        }
        None => false,
    });
    Some(video)
}
