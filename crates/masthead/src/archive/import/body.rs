use std::collections::HashMap;
use std::mem;

use masthead_archive::rows::Body;
use masthead_document::{Block, Document, Parsed, Refusal, parse};

use super::pictures::Shown;
use super::{ImportError, Job};

/// A body ready to be stored: it names its pictures by their hashes.
pub(super) struct Text {
    pub(super) json: String,
    /// Each picture once.
    pub(super) shown: Vec<Shown>,
    /// Why pictures were left out.
    pub(super) left_out: Vec<String>,
}

/// Reads a body, and takes its text out of the row: it is not needed twice.
pub(super) fn read(job: &Job, body: &mut Body) -> Result<Result<Text, Refusal>, ImportError> {
    match parsed(job, body) {
        Ok(parsed) => with_pictures(job, parsed.document),
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn parsed(job: &Job, body: &mut Body) -> Result<Parsed, Refusal> {
    let (limits, policy) = (&job.options.document_limits, &job.options.policy);
    match mem::replace(body, Body::Text(String::new())) {
        Body::Text(text) => parse::from_text(&text, limits, policy),
        Body::Markdown(text) => parse::from_markdown(&text, limits, policy),
        Body::Html(text) => parse::from_html(&text, limits, policy),
        Body::Document(value) => parse::from_json(&value.to_string(), limits, policy),
    }
}

fn with_pictures(job: &Job, mut document: Document) -> Result<Result<Text, Refusal>, ImportError> {
    let (mut found, mut left_out) = (HashMap::new(), Vec::new());
    for name in document.media_refs() {
        match job.pictures.find(&job.source, name)? {
            Ok(shown) => drop(found.insert(name.to_owned(), shown)),
            Err(reason) => left_out.push(reason),
        }
    }
    if !found.is_empty() || !left_out.is_empty() {
        document.rewrite_media(|name| Some(found.get(name)?.hash.clone()));
        document = match sized(document, &found) {
            Ok(document) => document,
            Err(refusal) => return Ok(Err(refusal)),
        };
    }
    let json = serde_json::to_string(&document).expect("a document is plain data");
    let mut shown: Vec<Shown> = found.into_values().collect();
    shown.sort_by(|a, b| a.hash.cmp(&b.hash));
    shown.dedup_by(|a, b| a.hash == b.hash);
    shown.retain(|shown| json.contains(&shown.hash));
    Ok(Ok(Text {
        json,
        shown,
        left_out,
    }))
}

/// Writes the size of each picture beside it, so that a page can leave room.
fn sized(document: Document, found: &HashMap<String, Shown>) -> Result<Document, Refusal> {
    let sizes = found.values().map(|shown| (shown.hash.as_str(), shown));
    let sizes: HashMap<&str, &Shown> = sizes.collect();
    let mut blocks = document.into_blocks();
    size_all(&mut blocks, &sizes);
    Document::from_blocks(blocks)
}

fn size_all(blocks: &mut [Block], sizes: &HashMap<&str, &Shown>) {
    for block in blocks {
        match block {
            Block::Picture(picture) => {
                let shown = sizes.get(picture.src.as_str());
                picture.width = shown.map(|shown| shown.width);
                picture.height = shown.map(|shown| shown.height);
            }
            Block::Quote { blocks, .. } => size_all(blocks, sizes),
            Block::List { items, .. } => items.iter_mut().for_each(|item| size_all(item, sizes)),
            _ => {}
        }
    }
}
