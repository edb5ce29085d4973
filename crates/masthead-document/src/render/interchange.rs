//! HTML for what Markdown has no words for. One line, as CommonMark ends raw HTML at a blank line; the HTML
//! reader gives the same block back.

use super::escape::{attr, attr_if, escape};
use super::html::tag;
use crate::marks::{Inline, Mark};
use crate::node::{Block, Cell, Picture, Video};
use crate::source::to_reference;

/// The block as one line of HTML; empty for blocks that Markdown can say.
pub(super) fn block(block: &Block) -> String {
    let mut out = String::new();
    match block {
        Block::Picture(picture) => figure(&picture.caption, &picture.credit, &mut out, |out| {
            img(picture, out)
        }),
        Block::Video(video) => figure(&video.caption, "", &mut out, |out| film(video, out)),
        Block::Audio(audio) => figure(&audio.caption, "", &mut out, |out| {
            out.push_str("<audio");
            attr("src", &to_reference(&audio.src), out);
            attr_if("title", &audio.title, out);
            out.push_str("></audio>");
        }),
        Block::Embed { url, title } => figure("", "", &mut out, |out| {
            out.push_str("<iframe");
            attr("src", url, out);
            attr_if("title", title, out);
            out.push_str("></iframe>");
        }),
        Block::Table {
            header,
            rows,
            caption,
        } => table(header, rows, caption, &mut out),
        _ => {}
    }
    out
}

fn figure(caption: &str, credit: &str, out: &mut String, inner: impl FnOnce(&mut String)) {
    out.push_str("<figure>");
    inner(out);
    if !caption.is_empty() || !credit.is_empty() {
        out.push_str("<figcaption>");
        escape(caption, out);
        if !credit.is_empty() {
            out.push_str(r#" <span class="credit">"#);
            escape(credit, out);
            out.push_str("</span>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

fn img(picture: &Picture, out: &mut String) {
    out.push_str("<img");
    attr("src", &to_reference(&picture.src), out);
    attr("alt", &picture.alt, out);
    if picture.decorative {
        attr("role", "presentation", out);
    }
    for (name, side) in [("width", picture.width), ("height", picture.height)] {
        if let Some(side) = side {
            attr(name, &side.to_string(), out);
        }
    }
    out.push('>');
}

fn film(video: &Video, out: &mut String) {
    out.push_str("<video");
    attr("src", &to_reference(&video.src), out);
    attr_if("poster", &to_reference(&video.poster), out);
    attr_if("title", &video.title, out);
    out.push('>');
    for track in &video.captions {
        out.push_str(r#"<track kind="captions""#);
        attr("src", &to_reference(&track.src), out);
        attr_if("srclang", &track.lang, out);
        attr_if("label", &track.label, out);
        out.push('>');
    }
    out.push_str("</video>");
}

fn table(header: &[Cell], rows: &[Vec<Cell>], caption: &str, out: &mut String) {
    out.push_str("<table>");
    if !caption.is_empty() {
        out.push_str("<caption>");
        escape(caption, out);
        out.push_str("</caption>");
    }
    if !header.is_empty() {
        row(header, true, out);
    }
    rows.iter().for_each(|cells| row(cells, false, out));
    out.push_str("</table>");
}

fn row(cells: &[Cell], header: bool, out: &mut String) {
    out.push_str("<tr>");
    for cell in cells {
        let tag = if header || cell.header { "th" } else { "td" };
        out.extend(["<", tag, ">"]);
        cell.content.iter().for_each(|content| inline(content, out));
        out.extend(["</", tag, ">"]);
    }
    out.push_str("</tr>");
}

fn inline(content: &Inline, out: &mut String) {
    let Inline::Text { text, marks } = content else {
        out.push_str("<br>");
        return;
    };
    for mark in marks.iter().rev() {
        match mark {
            Mark::Link { href } => {
                out.push_str("<a");
                attr("href", href, out);
                out.push('>');
            }
            mark => out.extend(["<", tag(mark), ">"]),
        }
    }
    escape(text, out);
    marks
        .iter()
        .for_each(|mark| out.extend(["</", tag(mark), ">"]));
}
