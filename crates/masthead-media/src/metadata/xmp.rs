//! XMP (ISO 16684-1): reads the fields that are kept, writes a small packet with only them.

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{NsReader, XmlVersion};

use super::{fill, fill_label};
use crate::Marks;
use crate::container::TEXT_LIMIT;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const TERMS: &str = "http://purl.org/dc/terms/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const IPTC_CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const IPTC_EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const TC260: &str = "http://www.tc260.org.cn/ns/AIGC/1.0/";

const DEPTH_LIMIT: usize = 64;
/// Of one element; writers set some thirty.
const ATTRIBUTES: usize = 1_000;

/// A broken packet gives what stood before the break. Entities beyond XML's five are not expanded.
pub(super) fn read(packet: &[u8], marks: &mut Marks) {
    let text = String::from_utf8_lossy(packet);
    if text.len() > TEXT_LIMIT {
        return;
    }
    let mut reader = NsReader::from_str(text.trim_matches(['\u{feff}', '\0']));
    let mut walk = Walk::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => walk.open(&reader, &tag, marks),
            Event::Empty(tag) => {
                walk.open(&reader, &tag, marks);
                walk.close(marks);
            }
            Event::End(_) => walk.close(marks),
            Event::Text(text) => walk.text.push_str(&text),
            Event::CData(text) => walk.text.push_str(&text),
            Event::GeneralRef(reference) => walk.reference(&reference),
            Event::DocType(_) | Event::Eof => return,
            _ => {}
        }
        if walk.path.len() > DEPTH_LIMIT {
            return;
        }
    }
}

type Name = (String, String);

#[derive(Default)]
struct Walk {
    path: Vec<Name>,
    text: String,
    /// The finished `rdf:li` of the property at hand.
    lines: Vec<String>,
}

impl Walk {
    fn open(&mut self, reader: &NsReader<&[u8]>, tag: &BytesStart, marks: &mut Marks) {
        let (space, local) = reader.resolver().resolve_element(tag.name());
        self.path.push((uri(&space), text_of(local.as_ref())));
        self.text.clear();
        if self.path.len() > 1 && self.in_description(self.path.len() - 1) {
            self.lines.clear();
        }
        let last = self.path.len() - 1;
        if !self.is_description(last) {
            // A property may point to its value: <x:y rdf:resource="…"/>
            for attribute in attributes(tag) {
                let (space, local) = reader.resolver().resolve_attribute(attribute.key);
                if uri(&space) == RDF && text_of(local.as_ref()) == "resource" {
                    self.text = attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .unwrap_or_default()
                        .into_owned();
                }
            }
            return;
        }
        for attribute in attributes(tag) {
            let (space, local) = reader.resolver().resolve_attribute(attribute.key);
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .unwrap_or_default();
            take(&(uri(&space), text_of(local.as_ref())), &value, marks);
        }
    }

    fn close(&mut self, marks: &mut Marks) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text);
        if name.0 == RDF && name.1 == "li" {
            self.lines.push(text.trim().to_owned());
        } else if self.in_description(self.path.len()) {
            let lines = std::mem::take(&mut self.lines);
            let several = name == (DC.to_owned(), "creator".to_owned());
            let joined = if several {
                lines.join("; ")
            } else {
                lines.into_iter().next().unwrap_or_default()
            };
            take(
                &name,
                if joined.is_empty() { &text } else { &joined },
                marks,
            );
        }
    }

    fn reference(&mut self, reference: &quick_xml::events::BytesRef) {
        if let Ok(Some(c)) = reference.resolve_char_ref() {
            self.text.push(c);
        } else if let Some(text) = quick_xml::escape::resolve_predefined_entity(reference) {
            self.text.push_str(text);
        }
    }

    /// Whether `path[at]` is an outermost `rdf:Description`: deeper ones speak of ingredients and earlier versions.
    fn is_description(&self, at: usize) -> bool {
        let is = |at: usize, local: &str| {
            self.path
                .get(at)
                .is_some_and(|name| name.0 == RDF && name.1 == local)
        };
        is(at, "Description")
            && at > 0
            && is(at - 1, "RDF")
            && !self.path[..at - 1].iter().any(|name| name.0 == RDF)
    }

    fn in_description(&self, at: usize) -> bool {
        at > 0 && self.is_description(at - 1)
    }
}

/// Without looking for doubles, which takes the square of their number: the first one holds.
fn attributes<'a>(tag: &'a BytesStart) -> impl Iterator<Item = Attribute<'a>> {
    let mut all = tag.attributes();
    all.with_checks(false);
    all.flatten().take(ATTRIBUTES)
}

fn uri(space: &ResolveResult) -> String {
    match space {
        ResolveResult::Bound(space) => text_of(space.as_ref()),
        _ => String::new(),
    }
}

fn text_of(name: impl AsRef<str>) -> String {
    name.as_ref().to_owned()
}

fn take((space, local): &Name, value: &str, marks: &mut Marks) {
    match (space.as_str(), local.as_str()) {
        (DC, "rights") => fill(&mut marks.copyright, value),
        (DC, "creator") => fill(&mut marks.creator, value),
        (DC, "description") => fill(&mut marks.caption, value),
        (PHOTOSHOP, "Credit") => fill(&mut marks.credit, value),
        (RIGHTS, "UsageTerms") => fill(&mut marks.usage_terms, value),
        (RIGHTS, "WebStatement") => fill(&mut marks.web_statement, value),
        (IPTC_CORE, "AltTextAccessibility") => fill(&mut marks.alt, value),
        (IPTC_EXT, "DigitalSourceType") => fill(&mut marks.digital_source_type, value),
        (TERMS, "provenance") => fill(&mut marks.c2pa, value),
        (TC260, "AIGC") => fill_label(marks, value),
        _ => {}
    }
}

/// `None` where there is nothing to keep. Fits one JPEG segment; text beyond that goes, the AI marks never.
pub(crate) fn packet(marks: &Marks) -> Option<Vec<u8>> {
    let ai = [
        ("TC260:AIGC", &marks.aigc, Shape::Plain),
        (
            "Iptc4xmpExt:DigitalSourceType",
            &marks.digital_source_type,
            Shape::Plain,
        ),
        ("dcterms:provenance", &marks.c2pa, Shape::Plain),
    ];
    let rights = [
        ("dc:rights", &marks.copyright, Shape::Languages),
        ("dc:creator", &marks.creator, Shape::Sequence),
        ("photoshop:Credit", &marks.credit, Shape::Plain),
        ("xmpRights:UsageTerms", &marks.usage_terms, Shape::Languages),
        ("xmpRights:WebStatement", &marks.web_statement, Shape::Plain),
    ];
    let mut body = String::new();
    for (name, value, shape) in ai.into_iter().chain(rights) {
        let element = value
            .as_ref()
            .map(|value| element(name, value, shape))
            .unwrap_or_default();
        if body.len() + element.len() < 60_000 {
            body += &element;
        }
    }
    (!body.is_empty()).then(|| wrap(&body).into_bytes())
}

#[derive(Clone, Copy)]
enum Shape {
    Plain,
    Languages,
    Sequence,
}

fn element(name: &str, value: &str, shape: Shape) -> String {
    let value = value
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let value = match shape {
        Shape::Plain => value,
        Shape::Languages => {
            format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt>")
        }
        Shape::Sequence => format!("<rdf:Seq><rdf:li>{value}</rdf:li></rdf:Seq>"),
    };
    format!("<{name}>{value}</{name}>")
}

fn wrap(body: &str) -> String {
    let spaces = [
        ("dc", DC),
        ("dcterms", TERMS),
        ("photoshop", PHOTOSHOP),
        ("xmpRights", RIGHTS),
        ("Iptc4xmpExt", IPTC_EXT),
        ("TC260", TC260),
    ];
    let used = spaces
        .iter()
        .filter(|(prefix, _)| body.contains(&format!("<{prefix}:")));
    let spaces: String = used
        .map(|(prefix, uri)| format!(" xmlns:{prefix}=\"{uri}\""))
        .collect();
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"{RDF}\"><rdf:Description rdf:about=\"\"{spaces}>{body}</rdf:Description></rdf:RDF>\
         </x:xmpmeta><?xpacket end=\"r\"?>"
    )
}
