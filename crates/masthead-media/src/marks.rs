use serde::{Deserialize, Serialize};

/// What a file says about AI in its making. In the order of its weight: of two findings the later one holds.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum AiStatus {
    /// Nothing is said.
    #[default]
    None,
    /// Said to be made without AI (IPTC source types such as `digitalCapture`).
    DeclaredNone,
    /// Traces: TC260 label 3, a C2PA manifest without a source type, a generator's text in a PNG.
    Suspected,
    /// TC260 label 2.
    Possible,
    /// TC260 label 1, or IPTC source type (in XMP or C2PA) `trainedAlgorithmicMedia` and its kin.
    Confirmed,
}

/// The marks that a published picture keeps, and what prefills its form. Text fields are at most 2,048 bytes each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks {
    pub ai: AiStatus,
    /// Where `ai` was found, such as `XMP TC260:AIGC`.
    pub ai_origin: Option<String>,
    /// IPTC NewsCodes URI.
    pub digital_source_type: Option<String>,
    /// The TC260 label, JSON, verbatim.
    pub aigc: Option<String>,
    pub copyright: Option<String>,
    pub credit: Option<String>,
    pub creator: Option<String>,
    pub usage_terms: Option<String>,
    /// Web page of the rights.
    pub web_statement: Option<String>,
    /// URI of a C2PA manifest: `dcterms:provenance`, or the name of the manifest that the original carries.
    pub c2pa: Option<String>,
    /// For the form only, not kept in public files.
    pub caption: Option<String>,
    /// For the form only: IPTC Alt Text (Accessibility), never the caption.
    pub alt: Option<String>,
}

impl Marks {
    pub(crate) fn find(&mut self, status: AiStatus, origin: &str) {
        if status > self.ai {
            self.ai = status;
            self.ai_origin = Some(origin.to_owned());
        }
    }

    /// The status that a source type stands for (IPTC NewsCodes, scheme `digitalsourcetype`).
    pub(crate) fn find_source_type(&mut self, uri: &str, origin: &str) {
        let status = match uri.rsplit('/').next().unwrap_or_default() {
            "trainedAlgorithmicMedia"
            | "compositeWithTrainedAlgorithmicMedia"
            | "compositeSynthetic" => AiStatus::Confirmed,
            "digitalCapture"
            | "computationalCapture"
            | "negativeFilm"
            | "positiveFilm"
            | "print"
            | "humanEdits"
            | "minorHumanEdits"
            | "digitalCreation"
            | "digitalArt"
            | "screenCapture" => AiStatus::DeclaredNone,
            _ => return,
        };
        self.find(status, origin);
    }

    pub(crate) fn find_aigc(&mut self, json: &str, origin: &str) {
        let value: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
        let label = value.get("AIGC").unwrap_or(&value).get("Label");
        let label = label.map(|label| label.to_string().trim_matches('"').to_owned());
        let status = match label.as_deref() {
            Some("1") => AiStatus::Confirmed,
            Some("2") => AiStatus::Possible,
            _ => AiStatus::Suspected,
        };
        self.find(status, origin);
    }
}
