use minijinja::Value;
use serde::{Serialize, Serializer};

/// HTML that may stand in a page as it is. Templates escape everything else.
///
/// Only our own renderers make it: the document's HTML, the QR code's SVG, JSON-LD.
#[derive(Clone, Debug)]
pub struct Markup(Value);

impl Markup {
    /// `html` must come from a renderer that can say nothing unsafe; nobody checks it again.
    #[must_use]
    pub fn from_renderer(html: String) -> Self {
        Self(Value::from_safe_string(html))
    }

    /// JSON for a `<script type="application/ld+json">`: `<` is escaped, so that no text can close the element.
    #[must_use]
    pub fn json_ld(value: &serde_json::Value) -> Self {
        Self::from_renderer(value.to_string().replace('<', "\\u003c"))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or_default()
    }
}

impl Serialize for Markup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
