//! What each element means to a document.

use super::dom::Element;

/// What an element asks for when its start is met.
pub(super) enum Meaning {
    /// Goes with all that is in it.
    Dropped,
    /// Goes, its contents stay in the line.
    Unwrapped,
    /// Goes, its contents stand on lines of their own.
    Apart,
    /// What is said of a word above or beside it (`rt`).
    Reading,
    Break,
    Divider,
    Heading(u8),
    Code,
    Quote,
    List,
    Item,
    Table,
    Row,
    Cell,
    Caption,
    Figure,
    FigureCaption,
    Footer,
    Picture,
    Video,
    Audio,
    Frame,
}

/// What is to be done at an element's end.
pub(super) enum Leave {
    Nothing,
    Apart,
    Frame,
    Credit(usize),
    /// The end of a reading that began at this place of the line.
    Reading(usize),
}

pub(super) fn meaning(element: &Element) -> Meaning {
    use Meaning::{
        Apart, Audio, Break, Caption, Cell, Code, Divider, Dropped, Figure, FigureCaption, Footer,
        Frame, Heading, Item, List, Picture, Quote, Reading, Row, Table, Unwrapped, Video,
    };
    match element.tag() {
        "script" | "style" | "template" | "svg" | "math" | "noscript" | "noembed" | "noframes"
        | "object" | "embed" | "applet" | "frame" | "frameset" | "canvas" | "button" | "input"
        | "select" | "textarea" | "option" | "optgroup" | "datalist" | "output" | "meter"
        | "progress" | "head" | "title" | "plaintext" | "xmp" => Dropped,
        // Brackets for readers without ruby: ours are written for all.
        "rp" => Dropped,
        "rt" => Reading,
        "br" => Break,
        "hr" => Divider,
        "h1" | "h2" => Heading(2),
        "h3" => Heading(3),
        "h4" | "h5" | "h6" => Heading(4),
        "pre" | "listing" => Code,
        "blockquote" => Quote,
        "ul" | "ol" | "menu" | "dir" => List,
        "li" => Item,
        "table" => Table,
        "tr" => Row,
        "td" | "th" => Cell,
        "caption" => Caption,
        "figure" => Figure,
        "figcaption" => FigureCaption,
        "footer" => Footer,
        "img" => Picture,
        "video" => Video,
        "audio" => Audio,
        "iframe" => Frame,
        tag if is_apart(tag) => Apart,
        _ => Unwrapped,
    }
}

/// Elements that browsers show as blocks.
fn is_apart(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "body"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "form"
            | "header"
            | "hgroup"
            | "legend"
            | "main"
            | "nav"
            | "p"
            | "search"
            | "section"
            | "summary"
    )
}
