//! What the test files share: reading with default limits, and the check that HTML holds our own set alone.
#![allow(dead_code, reason = "each test binary uses its part")]

use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer,
};
use masthead_document::render::{FilmFile, HtmlOptions, MediaUrls, PictureSources, Source};
use masthead_document::{Document, Limits, Parsed, Policy, Refusal, parse, render};
use std::cell::RefCell;

pub(crate) fn policy() -> Policy {
    let mut policy = Policy::default();
    policy.embed_hosts.push("player.example.org".to_owned());
    policy
}

pub(crate) fn html(input: &str) -> Document {
    parse::from_html(input, &Limits::default(), &policy())
        .expect("within limits")
        .document
}

pub(crate) fn try_html(input: &str) -> Result<Parsed, Refusal> {
    parse::from_html(input, &Limits::default(), &policy())
}

pub(crate) fn markdown(input: &str) -> Document {
    parse::from_markdown(input, &Limits::default(), &policy())
        .expect("within limits")
        .document
}

/// Every source stands at `/m/…`, percent-encoding left to the caller of a real site.
pub(crate) struct Everywhere;

impl MediaUrls for Everywhere {
    fn picture(&self, src: &str) -> Option<PictureSources> {
        let url = format!("/m/{}", src.len());
        Some(PictureSources {
            sources: vec![Source {
                mime: "image/webp".to_owned(),
                srcset: vec![(format!("{url}-320.webp"), 320)],
            }],
            fallback_url: format!("{url}.jpg"),
            fallback_srcset: vec![(format!("{url}-640.jpg"), 640)],
            width: 640,
            height: 480,
        })
    }

    fn file(&self, src: &str) -> Option<FilmFile> {
        Some(FilmFile {
            url: format!("/m/{}", src.len()),
            width: 640,
            height: 360,
        })
    }
}

pub(crate) fn page(document: &Document) -> String {
    let options = HtmlOptions {
        embed_hosts: policy().embed_hosts,
        ..HtmlOptions::default()
    };
    render::html(document, &Everywhere, &options)
}

/// The attributes that the renderer writes on an element; `None` for an element that it never writes.
fn allowed(tag: &str) -> Option<&'static [&'static str]> {
    Some(match tag {
        "p" | "blockquote" | "footer" | "ul" | "li" | "table" | "caption" | "thead" | "tbody"
        | "tr" | "td" | "pre" | "hr" | "br" | "strong" | "em" | "s" | "picture" | "figcaption" => {
            &[]
        }
        "h2" | "h3" | "h4" => &["id"],
        "ol" => &["start"],
        "th" => &["scope"],
        "code" | "span" | "figure" => &["class"],
        "div" => &["class", "tabindex", "role", "aria-label"],
        "a" => &["href", "rel", "download"],
        "source" => &["type", "srcset", "sizes"],
        "img" => &[
            "src",
            "srcset",
            "sizes",
            "width",
            "height",
            "alt",
            "loading",
            "decoding",
            "fetchpriority",
        ],
        "video" => &[
            "controls",
            "preload",
            "playsinline",
            "src",
            "width",
            "height",
            "poster",
            "aria-label",
        ],
        "audio" => &["controls", "preload", "src", "aria-label"],
        "track" => &["kind", "src", "srclang", "label"],
        "iframe" => &[
            "src",
            "title",
            "loading",
            "sandbox",
            "referrerpolicy",
            "allowfullscreen",
        ],
        _ => return None,
    })
}

#[derive(Default)]
struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token {
            self.0.borrow_mut().push(tag);
        }
        TokenSinkResult::Continue
    }
}

/// Panics where `html` holds a tag, an attribute or an address that the renderer does not write.
pub(crate) fn assert_closed(html: &str, input: &str) {
    let tokenizer = Tokenizer::new(
        Tags::default(),
        html5ever::tokenizer::TokenizerOpts::default(),
    );
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    for tag in tokenizer
        .sink
        .0
        .borrow()
        .iter()
        .filter(|tag| tag.kind == TagKind::StartTag)
    {
        let attrs = allowed(&tag.name);
        let attrs = attrs.unwrap_or_else(|| panic!("<{}> from {input:?}", tag.name));
        for attr in &tag.attrs {
            let name = &*attr.name.local;
            assert!(
                attrs.contains(&name),
                "<{} {name}> from {input:?}",
                tag.name
            );
            if matches!(name, "href" | "src") {
                assert_address(&attr.value, input);
            }
        }
    }
}

fn assert_address(address: &str, input: &str) {
    let bare: String = address
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .collect();
    let before = bare
        .split(['/', '?', '#'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let good = match before.split_once(':') {
        Some((scheme, _)) => matches!(scheme, "http" | "https" | "mailto"),
        None => !bare.starts_with("//"),
    };
    assert!(good && bare == address, "{address:?} from {input:?}");
}
