use std::collections::HashMap;
use std::mem;

use masthead_archive::rows::Body;
use masthead_document::{Block, Document, Finding, FindingKind, Parsed, Refusal, parse};

use super::super::import_limits;
use super::pictures::Shown;
use super::{ImportError, Job};

/// A body ready to be stored: it names its pictures by their hashes.
pub(super) struct Text {
    pub(super) json: String,
    /// Each picture once.
    pub(super) shown: Vec<Shown>,
    /// What was left out, and why.
    pub(super) left_out: Vec<String>,
}

/// Reads a body, and takes its text out of the row: it is not needed twice.
pub(super) fn read(job: &Job, body: &mut Body) -> Result<Result<Text, Refusal>, ImportError> {
    match parsed(job, body) {
        Ok(parsed) => {
            let left_out = parsed.findings.iter().filter(|one| is_missed(one));
            let left_out = left_out.map(ToString::to_string).collect();
            with_pictures(job, parsed.document, left_out)
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

fn parsed(job: &Job, body: &mut Body) -> Result<Parsed, Refusal> {
    let (limits, policy) = (&job.options.document_limits, &job.options.policy);
    match mem::replace(body, Body::Text(String::new())) {
        Body::Text(text) => parse::from_text(&text, limits, policy),
        Body::Markdown(text) => parse::from_markdown(&text, limits, policy),
        Body::Html(text) => parse::from_html(&text, limits, policy),
        Body::Document(value) => {
            parse::from_json(&value.to_string(), &import_limits(limits), policy)
        }
    }
}

/// Whether a reader misses what was left out: neither scripts and styles, which show nothing, nor what became a link or
/// another heading.
fn is_missed(finding: &Finding) -> bool {
    const SILENT: [&str; 8] = [
        "head", "noembed", "noframes", "noscript", "script", "style", "template", "title",
    ];
    match finding.kind {
        FindingKind::ElementDropped => !SILENT.contains(&&*finding.detail),
        FindingKind::LinkRemoved | FindingKind::MediaDropped | FindingKind::EmbedDropped => true,
        FindingKind::ExternalMedia | FindingKind::HeadingLevel => false,
    }
}

fn with_pictures(
    job: &Job,
    mut document: Document,
    mut left_out: Vec<String>,
) -> Result<Result<Text, Refusal>, ImportError> {
    let (mut found, mut lost) = (HashMap::new(), false);
    for name in document.media_refs() {
        match job.pictures.find(&job.source, name)? {
            Ok(shown) => drop(found.insert(name.to_owned(), shown)),
            Err(reason) => {
                left_out.push(reason);
                lost = true;
            }
        }
    }
    if !found.is_empty() || lost {
        document.rewrite_media(|name| Some(found.get(name)?.hash.clone()));
        document = match sized(document, &found) {
            Ok(document) => document,
            Err(refusal) => return Ok(Err(refusal)),
        };
    }
    let json = serde_json::to_string(&document).expect("a document is plain data");
    let limit_bytes = job.options.document_limits.input_bytes;
    if json.len() > limit_bytes {
        let size_bytes = json.len();
        return Ok(Err(Refusal::InputTooLarge {
            size_bytes,
            limit_bytes,
        }));
    }
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
