//! A form that was not taken: the page on which it goes on.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::pages::Problem;
use crate::web::{Layout, Page};

/// `errors/carry.html`: a form that was not taken, to be sent again.
#[derive(Clone, Debug, Serialize)]
pub struct CarryPage {
    pub layout: Layout,
    pub why: Why,
    /// Where somebody logs in, or out, first.
    pub way: Option<String>,
    /// What the log calls the fault.
    pub reference: Option<String>,
    pub carried: Carried,
}

/// Why a form was not taken. Keys are `carry-{name}-why`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody is logged in.
    Login,
    /// Another account had opened it.
    Other,
    /// More was asked for than can be done.
    Busy,
    /// It took too long: nobody knows whether it was saved.
    Slow,
    /// A fault, or a refusal for good: see [`Problem::refuses`].
    Problem(Problem),
}

impl Why {
    /// The locale key of what is said first.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Login => "carry-login",
            Self::Other => "carry-other",
            Self::Problem(problem) if problem.refuses() => "carry-refused",
            Self::Slow => "carry-slow",
            Self::Busy | Self::Problem(_) => "carry-kept",
        }
    }

    /// Whether to send the same again may help.
    #[must_use]
    pub fn sends_again(self) -> bool {
        !matches!(self, Self::Problem(problem) if problem.refuses())
    }

    /// The locale key of a part of it: `why`, `go`.
    #[must_use]
    pub fn key(self, part: &str) -> String {
        let name = match self {
            Self::Login => "login",
            Self::Other => "other",
            Self::Busy => "busy",
            Self::Slow => "slow",
            Self::Problem(problem) => match problem {
                Problem::Locked | Problem::Away | Problem::Full | Problem::ReadOnly => {
                    problem.name()
                }
                _ if problem.refuses() => problem.name(),
                _ => Problem::Fault.name(),
            },
        };
        format!("carry-{name}-{part}")
    }
}

/// As the template reads it: the keys of its words, and whether there is a button.
impl Serialize for Why {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut keys = serializer.serialize_struct("Why", 4)?;
        keys.serialize_field("title", self.title())?;
        keys.serialize_field("why", &self.key("why"))?;
        keys.serialize_field("go", &self.key("go"))?;
        keys.serialize_field("sends_again", &self.sends_again())?;
        keys.end()
    }
}

/// Fields that pages fill in: nobody misses them in a copy of what was typed.
const UNSEEN: [&str; 6] = ["version", "account", "creator", "act", "next", "block"];

/// A form with everything that was typed.
#[derive(Clone, Debug, Serialize)]
pub struct Carried {
    /// Where it was sent, and is sent again.
    pub action: String,
    /// The longest of what was typed, to be seen and copied.
    pub shown: Option<(String, String)>,
    /// Every other field with its value.
    pub fields: Vec<(String, String)>,
    /// Files were chosen too, which have to be chosen anew.
    pub had_files: bool,
}

impl Carried {
    #[must_use]
    pub fn new(action: String, mut fields: Vec<(String, String)>) -> Self {
        let lengths = fields.iter().map(|(_, value)| value.len()).enumerate();
        let longest = lengths.filter(|(_, length)| *length > 0);
        let longest = longest.max_by_key(|(_, length)| *length);
        Self {
            action,
            shown: longest.map(|(at, _)| fields.remove(at)),
            fields,
            had_files: false,
        }
    }

    /// What was typed, to be copied alone: nothing of it is sent. None where there is nothing to copy.
    #[must_use]
    pub fn to_copy(fields: Vec<(String, String)>) -> Option<Self> {
        let seen = fields.into_iter().filter(|(name, value)| {
            let is_typed = !UNSEEN.contains(&&**name);
            is_typed && !value.trim().is_empty()
        });
        let texts: Vec<String> = seen.map(|(_, value)| value).collect();
        (!texts.is_empty()).then(|| Self {
            action: String::new(),
            shown: Some(("copy".to_owned(), texts.join("\n\n"))),
            fields: Vec::new(),
            had_files: false,
        })
    }

    /// Of all values.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let all = self.fields.iter().chain(&self.shown);
        all.map(|(_, value)| value.len()).sum()
    }
}

impl Page for CarryPage {
    const TEMPLATE: &'static str = "errors/carry.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
