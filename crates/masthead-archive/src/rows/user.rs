use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::syntax::{self, Checked};
use super::{Localized, Row, Timestamp};
use crate::FileKind;
use crate::limits::text;

/// A person who can log in. No password stands in an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct User {
    #[schemars(length(min = 1, max = text::ID))]
    pub id: String,
    pub name: Localized,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = text::EMAIL))]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
}

impl Row for User {
    const FILE: FileKind = FileKind::Users;

    fn check(&self) -> Checked {
        syntax::id("id", &self.id)?;
        self.name.check("name", text::NAME)?;
        syntax::optional(self.email.as_ref(), |v| syntax::email("email", v))
    }
}
