//! HTML for pages and feeds.

use super::escape::{absolute, attr, attr_if, escape};
use super::options::{HtmlOptions, MediaUrls};
use crate::document::Document;
use crate::link::is_external;
use crate::marks::{Inline, Mark};
use crate::node::{Block, Cell};

/// The document as HTML: only the elements and attributes written in this module and in `figure`.
pub fn html(document: &Document, media: &dyn MediaUrls, options: &HtmlOptions) -> String {
    let mut writer = Writer {
        media,
        options,
        out: String::with_capacity(4096),
        headings: 0,
        pictures: 0,
    };
    writer.blocks(document.blocks());
    writer.out
}

pub(super) struct Writer<'a> {
    pub(super) media: &'a dyn MediaUrls,
    pub(super) options: &'a HtmlOptions,
    pub(super) out: String,
    headings: usize,
    pub(super) pictures: usize,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { content } => self.within("p", |w| w.inlines(content)),
            Block::Heading { level, content } => self.heading(*level, content),
            Block::Picture(picture) => self.picture(picture),
            Block::Video(video) => self.video(video),
            Block::Audio(audio) => self.audio(audio),
            Block::Quote { blocks, cite } => self.quote(blocks, cite),
            Block::List {
                ordered,
                start,
                items,
            } => self.list(*ordered, *start, items),
            Block::Table {
                header,
                rows,
                caption,
            } => self.table(header, rows, caption),
            Block::Code { language, text } => self.code(language, text),
            Block::Embed { url, title } => self.embed(url, title),
            Block::Divider {} => self.push("<hr>"),
        }
    }

    pub(super) fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    pub(super) fn escape(&mut self, text: &str) {
        escape(text, &mut self.out);
    }

    pub(super) fn attr(&mut self, name: &str, value: &str) {
        attr(name, value, &mut self.out);
    }

    pub(super) fn attr_if(&mut self, name: &str, value: &str) {
        attr_if(name, value, &mut self.out);
    }

    pub(super) fn absolute(&self, href: &str) -> String {
        absolute(href, self.options.base_url.as_deref())
    }

    fn within(&mut self, tag: &str, inner: impl FnOnce(&mut Self)) {
        self.out.extend(["<", tag, ">"]);
        inner(self);
        self.out.extend(["</", tag, ">"]);
    }

    fn heading(&mut self, level: u8, content: &[Inline]) {
        self.headings += 1;
        self.push(&format!("<h{level}"));
        if !self.options.plain {
            self.attr("id", &format!("s-{}", self.headings));
        }
        self.push(">");
        self.inlines(content);
        self.push(&format!("</h{level}>"));
    }

    fn quote(&mut self, blocks: &[Block], cite: &str) {
        self.push("<blockquote>\n");
        self.blocks(blocks);
        if !cite.is_empty() {
            self.within("footer", |w| w.escape(cite));
        }
        self.push("</blockquote>");
    }

    fn list(&mut self, ordered: bool, start: u32, items: &[Vec<Block>]) {
        let tag = if ordered { "ol" } else { "ul" };
        self.out.extend(["<", tag]);
        if start != 1 {
            self.attr("start", &start.to_string());
        }
        self.push(">\n");
        for item in items {
            self.push("<li>");
            match item.as_slice() {
                [Block::Paragraph { content }] => self.inlines(content),
                blocks => self.blocks(blocks),
            }
            self.push("</li>\n");
        }
        self.out.extend(["</", tag, ">"]);
    }

    fn table(&mut self, header: &[Cell], rows: &[Vec<Cell>], caption: &str) {
        if !self.options.plain {
            let label = if caption.is_empty() {
                &self.options.table_label
            } else {
                caption
            };
            self.push(r#"<div class="table-scroll" tabindex="0" role="region""#);
            attr("aria-label", label, &mut self.out);
            self.push(">");
        }
        self.push("<table>");
        if !caption.is_empty() {
            self.within("caption", |w| w.escape(caption));
        }
        if !header.is_empty() {
            self.push("<thead><tr>");
            header.iter().for_each(|cell| self.cell(cell, Some("col")));
            self.push("</tr></thead>");
        }
        self.within("tbody", |w| rows.iter().for_each(|row| w.row(row)));
        self.push("</table>");
        if !self.options.plain {
            self.push("</div>");
        }
    }

    fn row(&mut self, row: &[Cell]) {
        self.push("<tr>");
        row.iter()
            .for_each(|cell| self.cell(cell, cell.header.then_some("row")));
        self.push("</tr>");
    }

    fn cell(&mut self, cell: &Cell, scope: Option<&str>) {
        match scope {
            Some(scope) => {
                self.out.extend(["<th scope=\"", scope, "\">"]);
                self.inlines(&cell.content);
                self.push("</th>");
            }
            None => self.within("td", |w| w.inlines(&cell.content)),
        }
    }

    fn code(&mut self, language: &str, text: &str) {
        self.push("<pre><code");
        if !language.is_empty() {
            self.attr("class", &format!("language-{language}"));
        }
        self.push(">");
        self.escape(text);
        self.push("</code></pre>");
    }

    pub(super) fn inlines(&mut self, content: &[Inline]) {
        for inline in content {
            match inline {
                Inline::Break {} => self.push("<br>"),
                Inline::Text { text, marks } => self.run(text, marks),
            }
        }
    }

    fn run(&mut self, text: &str, marks: &[Mark]) {
        for mark in marks.iter().rev() {
            match mark {
                Mark::Link { href } => self.open_link(href),
                mark => self.out.extend(["<", tag(mark), ">"]),
            }
        }
        self.escape(text);
        for mark in marks {
            self.out.extend(["</", tag(mark), ">"]);
        }
    }

    pub(super) fn open_link(&mut self, href: &str) {
        let external = is_external(href);
        self.push("<a");
        self.attr("href", &self.absolute(href));
        if external {
            self.attr("rel", "noopener noreferrer nofollow ugc");
        }
        self.push(">");
    }
}

pub(super) fn tag(mark: &Mark) -> &'static str {
    match mark {
        Mark::Strong => "strong",
        Mark::Emphasis => "em",
        Mark::Strike => "s",
        Mark::Code => "code",
        Mark::Link { .. } => "a",
    }
}
