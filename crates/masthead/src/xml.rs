//! A small writer of XML 1.0: what it writes is well-formed whatever goes in; and times as its formats want them.

use jiff::Timestamp;
use masthead_document::bidi::closed;

/// RFC 3339 in UTC, whole seconds; moments outside jiff's years are clamped.
pub(crate) fn rfc3339(at_ms: i64) -> String {
    Timestamp::from_second(at_ms.div_euclid(1000))
        .unwrap_or(Timestamp::MAX)
        .to_string()
}

pub(crate) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub(crate) fn new() -> Self {
        Self {
            out: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
            open: Vec::new(),
        }
    }

    pub(crate) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.tag(name, attributes, ">\n");
        self.open.push(name);
    }

    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.end(name);
        }
    }

    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>\n");
    }

    pub(crate) fn text(&mut self, name: &str, text: &str) {
        self.text_with(name, &[], text);
    }

    pub(crate) fn text_with(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, ">");
        self.escape(&closed(text));
        self.end(name);
    }

    /// An `]]>` in the text is split over two sections.
    pub(crate) fn cdata(&mut self, name: &str, text: &str) {
        self.tag(name, &[], "><![CDATA[");
        let legal: String = text.chars().filter(|c| is_legal(*c)).collect();
        self.out.push_str(&legal.replace("]]>", "]]]]><![CDATA[>"));
        self.out.push_str("]]>");
        self.end(name);
    }

    pub(crate) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.out
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.escape(value);
            self.out.push('"');
        }
        self.out.push_str(end);
    }

    fn end(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push_str(">\n");
    }

    /// Numbers instead of names, as the RSS profile advises for titles:
    /// readers that decode twice do no harm to them.
    fn escape(&mut self, text: &str) {
        for c in text.chars().filter(|c| is_legal(*c)) {
            match c {
                '&' => self.out.push_str("&#x26;"),
                '<' => self.out.push_str("&#x3C;"),
                '>' => self.out.push_str("&#x3E;"),
                '"' => self.out.push_str("&#x22;"),
                '\r' => self.out.push_str("&#xD;"),
                c => self.out.push(c),
            }
        }
    }
}

/// The characters of XML 1.0, section 2.2, without DEL and the C1 controls,
/// which are legal but which validators take for a wrong encoding.
fn is_legal(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..)
}
