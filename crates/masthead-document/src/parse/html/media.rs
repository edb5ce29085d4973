//! Pictures, films, sounds and frames of other sites.

use super::Reading;
use super::dom::{Dom, Element, NodeId};
use crate::node::{Audio, Block, Picture, Track, Video};
use crate::source::{is_media_source, media_reference};

/// Where pages that load late keep the address, in the order of preference.
const LATE: [&str; 5] = [
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-url",
];

pub(super) fn picture(element: &Element, reading: Reading) -> Block {
    let title = element.filled("title").unwrap_or_default();
    let said = |role| matches!(role, "presentation" | "none");
    let silent = element.attr("alt") == Some("") && reading == Reading::Html;
    Block::Picture(Picture {
        src: picture_source(element),
        alt: element.attr("alt").unwrap_or_default().to_owned(),
        decorative: silent || element.attr("role").is_some_and(said),
        caption: match reading {
            Reading::Markdown => title.to_owned(),
            Reading::Html => String::new(),
        },
        credit: String::new(),
        width: side(element, "width"),
        height: side(element, "height"),
    })
}

fn side(element: &Element, name: &str) -> Option<u32> {
    element.attr(name)?.trim().parse().ok()
}

/// The first source that a document can hold, else the first that lies on the web, else whatever is there.
fn picture_source(element: &Element) -> String {
    let srcset = element
        .attr("srcset")
        .or_else(|| element.attr("data-srcset"));
    let first = srcset.and_then(|set| set.split_ascii_whitespace().next());
    let names = ["src"].into_iter().chain(LATE);
    let given: Vec<String> = names
        .filter_map(|name| element.filled(name))
        .chain(first)
        .map(media_reference)
        .collect();
    let late = given
        .iter()
        .skip(usize::from(element.filled("src").is_some()));
    let ours = given.iter().find(|src| is_media_source(src));
    let web = late
        .chain(given.first())
        .find(|src| src.starts_with("http"));
    ours.or(web).or(given.first()).cloned().unwrap_or_default()
}

pub(super) fn video(dom: &Dom, id: NodeId, element: &Element) -> Block {
    Block::Video(Video {
        src: sound_source(dom, id, element),
        poster: element
            .filled("poster")
            .map(media_reference)
            .unwrap_or_default(),
        title: title(element),
        captions: dom
            .elements(id)
            .filter_map(|(_, child)| track(child))
            .collect(),
        caption: String::new(),
    })
}

pub(super) fn audio(dom: &Dom, id: NodeId, element: &Element) -> Block {
    Block::Audio(Audio {
        src: sound_source(dom, id, element),
        title: title(element),
        caption: String::new(),
    })
}

pub(super) fn embed(element: &Element) -> Block {
    let url = element.filled("src").or_else(|| element.filled("data-src"));
    let url = url.unwrap_or_default().trim();
    let url = if url.starts_with("//") {
        format!("https:{url}")
    } else {
        url.to_owned()
    };
    Block::Embed {
        url: crate::link::clean_href(&url).unwrap_or_default(),
        title: title(element),
    }
}

fn title(element: &Element) -> String {
    let name = element
        .filled("title")
        .or_else(|| element.filled("aria-label"));
    name.unwrap_or_default().to_owned()
}

fn sound_source(dom: &Dom, id: NodeId, element: &Element) -> String {
    let own = element.filled("src").or_else(|| element.filled("data-src"));
    let sources = dom
        .elements(id)
        .filter(|(_, child)| child.tag() == "source");
    let given: Vec<String> = own
        .into_iter()
        .chain(sources.filter_map(|(_, child)| child.filled("src")))
        .map(media_reference)
        .collect();
    let ours = given.iter().find(|src| is_media_source(src));
    ours.or(given.first()).cloned().unwrap_or_default()
}

fn track(element: &Element) -> Option<Track> {
    let kind = element.attr("kind").unwrap_or("subtitles");
    let wanted = element.tag() == "track" && matches!(kind, "captions" | "subtitles");
    wanted.then(|| Track {
        src: element
            .filled("src")
            .map(media_reference)
            .unwrap_or_default(),
        lang: element.attr("srclang").unwrap_or_default().to_owned(),
        label: element.attr("label").unwrap_or_default().to_owned(),
    })
}
