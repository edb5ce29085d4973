//! What was sent to be saved, by the form or by the editor: read with limits, and given back whole where it cannot be
//! taken.

use masthead_document::{Document, Limits, Policy, Refusal, parse};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::id::AccountId;
use crate::portal::{AppError, Bounds, Json, read_json};
use crate::publishing::typed::Typed;
use crate::web::Trouble;

/// What is to be saved.
pub(super) struct Asked {
    /// The version that it is an answer to.
    pub(super) version: i64,
    pub(super) typed: Typed,
    pub(super) document: Document,
}

/// What cannot be saved.
pub(super) struct Unread {
    pub(super) typed: Typed,
    /// As a form sent it; none of a script, which has it still.
    pub(super) body: Option<String>,
    pub(super) troubles: Vec<Trouble>,
}

/// Of all that the editor sends, before it is read: a text of 20,000 parts, with what is said of each, and its fields.
const MOST: Bounds = Bounds {
    depth: 127,
    values: 660_000,
};

/// What the editor sends.
#[derive(Deserialize)]
pub(super) struct Script {
    version: i64,
    /// Who opened the page.
    pub(super) account: Option<AccountId>,
    document: Value,
    fields: Map<String, Value>,
}

impl Script {
    /// # Errors
    /// As [`read_json`]; inside, that it has more parts than any text of ours.
    pub(super) fn read(bytes: &[u8]) -> Result<Result<Json<Self>, Box<Unread>>, AppError> {
        match read_json(bytes, MOST) {
            Ok(script) => Ok(Ok(script)),
            Err(AppError::TooManyFields) => Ok(Err(Box::new(Unread {
                typed: Typed::default(),
                body: None,
                troubles: vec![Trouble {
                    field: "body",
                    key: "piece-body-parts",
                }],
            }))),
            Err(stop) => Err(stop),
        }
    }

    pub(super) fn asked(self, hosts: &[String]) -> Result<Asked, Box<Unread>> {
        let mut typed = Typed::default();
        for (field, value) in &self.fields {
            match value {
                Value::String(value) => typed.set(field, value),
                Value::Array(values) => {
                    let texts = values.iter().filter_map(Value::as_str);
                    texts.for_each(|value| typed.set(field, value));
                }
                _ => {}
            }
        }
        let document = document(&self.document.to_string(), Form::Json, hosts);
        together(self.version, typed, document, None)
    }
}

/// The fields of the form without script.
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    pub(super) fn value(&self, sought: &str) -> Option<&str> {
        let found = self.0.iter().find(|(name, _)| name == sought);
        found.map(|(_, value)| value.as_str())
    }

    /// Who opened the page.
    pub(super) fn account(&self) -> Option<AccountId> {
        self.value("account")?.parse().ok()
    }

    pub(super) fn hands_in(&self) -> bool {
        self.value("act") == Some("submit")
    }

    /// Saves it also where somebody else writes it now.
    pub(super) fn takes_over(&self) -> bool {
        self.value("act") == Some("take")
    }

    pub(super) fn asked(&self, hosts: &[String]) -> Result<Asked, Box<Unread>> {
        let mut typed = Typed::default();
        for (field, value) in &self.0 {
            typed.set(field, value);
        }
        // What the editor has said is more than Markdown can.
        let (document, body) = match (self.value("document"), self.value("body")) {
            (Some(json), _) => (document(json, Form::Json, hosts), None),
            (None, body) => {
                let body = body.unwrap_or_default();
                let document = document(body, Form::Markdown, hosts);
                (document, Some(body.to_owned()))
            }
        };
        let version = self.value("version").and_then(|text| text.parse().ok());
        together(version.unwrap_or_default(), typed, document, body)
    }
}

fn together(
    version: i64,
    typed: Typed,
    document: Result<Document, Trouble>,
    body: Option<String>,
) -> Result<Asked, Box<Unread>> {
    let mut troubles = typed.too_long();
    match document {
        Ok(document) if troubles.is_empty() => Ok(Asked {
            version,
            typed,
            document,
        }),
        document => {
            troubles.extend(document.err());
            Err(Box::new(Unread {
                typed,
                body,
                troubles,
            }))
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Json,
    Markdown,
}

fn document(text: &str, form: Form, hosts: &[String]) -> Result<Document, Trouble> {
    let (limits, policy) = (Limits::default(), Policy::embedding(hosts.to_vec()));
    let parsed = match form {
        Form::Json => parse::from_json(text, &limits, &policy),
        Form::Markdown => parse::from_markdown(text, &limits, &policy),
    };
    let trouble = |refusal| Trouble {
        field: "body",
        key: match refusal {
            Refusal::InputTooLarge { .. } | Refusal::TextTooLong { .. } => "piece-body-long",
            Refusal::TooDeep { .. } | Refusal::TooManyNodes { .. } => "piece-body-parts",
            Refusal::NotADocument { .. } | Refusal::UnknownVersion { .. } => "piece-body-unknown",
        },
    };
    Ok(parsed.map_err(trouble)?.document)
}
