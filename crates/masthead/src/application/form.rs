//! What an applicant says, which kinds have to say what, and what is wrong with it. Pure.

use std::collections::HashMap;

use masthead_archive::limits::text;
use masthead_archive::rows::is_handle;
use masthead_document::text::clean;
use serde::{Deserialize, Serialize};

use super::code::is_credit_code;
use super::names::{flags, is_reserved};
use super::rules::Flag;
use crate::account::rules::{Email, name as plain_name};
use crate::credential::rules as credential;
use crate::web::Trouble;

/// Kinds of creators.
pub const KINDS: [&str; 5] = [
    "individual",
    "media",
    "government",
    "enterprise",
    "organisation",
];
/// What a creator mostly writes about.
pub const FIELDS: [&str; 12] = [
    "news",
    "city",
    "finance",
    "education",
    "health",
    "law",
    "technology",
    "culture",
    "sports",
    "nature",
    "life",
    "other",
];

/// Characters of each field, as the page says them.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Limits {
    pub name_most: usize,
    pub handle_most: usize,
    pub bio_most: usize,
    pub line_most: usize,
    pub words_most: usize,
    pub documents_most: usize,
    pub document_mib: usize,
    /// Of one sending, with all its files.
    pub sending_mib: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            name_most: crate::account::rules::NAME_CHARS,
            handle_most: 30,
            bio_most: 300,
            line_most: text::REGION,
            words_most: super::rules::WORDS_CHARS,
            documents_most: 5,
            document_mib: 10,
            sending_mib: 30,
        }
    }
}

macro_rules! form {
    ($($field:ident),+) => {
        /// As it was typed, empty where nothing was.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct Form { $(pub $field: String),+ }

        impl Form {
            /// Takes what was typed out of the fields of a sending.
            #[must_use]
            pub fn of(sent: &HashMap<String, String>) -> Self {
                let typed = |name| sent.get(name).map(|text| typed(name, text));
                Self { $($field: typed(stringify!($field)).unwrap_or_default()),+ }
            }
        }
    };
}

form!(
    kind,
    name,
    handle,
    bio,
    field,
    region,
    contact_name,
    contact_email,
    contact_phone,
    subject,
    place,
    code,
    licence,
    credential_name,
    credential_until,
    terms,
    answer
);

/// Text without space around it; where it is one line, also without breaks.
fn typed(name: &str, text: &str) -> String {
    let text = clean(text).text;
    match name {
        "bio" | "answer" => text.trim().to_owned(),
        _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// Under what a form is checked.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// The regime `cn` is on.
    pub cn: bool,
    pub documents: usize,
    /// `2026-01-18`, where the site is.
    pub today: jiff::civil::Date,
}

impl Form {
    /// Whether somebody else answers for it than who applies; of no kind while
    /// none is chosen.
    fn is_body(&self) -> bool {
        self.kind != "individual" && KINDS.contains(&self.kind.as_str())
    }

    /// What kind × field have to say: the field and its trouble. The first
    /// rows hold always, the others where the regime `cn` is on.
    fn asked(&self, cn: bool) -> Vec<(&'static str, &str)> {
        let mut asked = vec![
            ("bio", self.bio.as_str()),
            ("contact_name", &self.contact_name),
            ("contact_email", &self.contact_email),
        ];
        if self.is_body() {
            asked.push(("subject", &self.subject));
        }
        if cn {
            asked.push(("region", &self.region));
            asked.push(("contact_phone", &self.contact_phone));
            if self.is_body() {
                asked.push(("place", &self.place));
                asked.push(("code", &self.code));
            }
            if self.kind == "media" {
                asked.push(("licence", &self.licence));
            }
            if self.is_papered() {
                asked.push(("credential_name", &self.credential_name));
                asked.push(("credential_until", &self.credential_until));
            }
        }
        asked
    }

    /// What it says of a paper for its field, where that asks for one. Whether
    /// that still holds is for whoever accepts it: [`Form::troubles`].
    #[must_use]
    pub fn credential(&self) -> Option<credential::Claim> {
        let field = credential::FIELDS
            .into_iter()
            .find(|field| *field == self.field)?;
        Some(credential::Claim {
            field,
            name: Some(self.credential_name.clone()).filter(|name| !name.is_empty())?,
            until: self.credential_until.parse().ok()?,
        })
    }

    fn is_papered(&self) -> bool {
        credential::FIELDS.contains(&self.field.as_str())
    }

    /// All that has to be put right before it is sent.
    #[must_use]
    pub fn troubles(&self, case: Case) -> Vec<Trouble> {
        let mut all = Vec::new();
        let mut add = |wrong: bool, field, key| {
            if wrong {
                all.push(Trouble { field, key });
            }
        };
        let limits = Limits::default();
        let long = |text: &str, most| text.chars().count() > most;
        add(
            !KINDS.contains(&&*self.kind),
            "kind",
            "apply-trouble-choose",
        );
        add(
            plain_name(&self.name).is_none(),
            "name",
            "apply-trouble-name",
        );
        add(is_reserved(&self.name), "name", "apply-trouble-reserved");
        let handle = is_handle(&self.handle) && !long(&self.handle, limits.handle_most);
        add(!handle, "handle", "apply-trouble-handle");
        add(
            is_reserved(&self.handle),
            "handle",
            "apply-trouble-reserved",
        );
        add(
            !FIELDS.contains(&&*self.field),
            "field",
            "apply-trouble-choose",
        );
        add(
            long(&self.bio, limits.bio_most),
            "bio",
            "apply-trouble-long",
        );
        add(
            long(&self.answer, limits.words_most),
            "answer",
            "apply-trouble-long",
        );
        for (field, text) in self.lines() {
            add(long(text, limits.line_most), field, "apply-trouble-long");
        }
        for (field, text) in self.asked(case.cn) {
            add(text.is_empty(), field, "apply-trouble-missing");
        }
        let email = &self.contact_email;
        let bad_email = !email.is_empty() && Email::parse(email).is_none();
        add(bad_email, "contact_email", "trouble-email");
        let bad_code = !self.code.is_empty() && !is_credit_code(&self.code.to_uppercase());
        add(bad_code, "code", "apply-trouble-code");
        let until = &self.credential_until;
        let over = !until.is_empty() && credential::last_day(until, case.today).is_none();
        add(over, "credential_until", "apply-trouble-until");
        let papers = self.is_body() || (case.cn && self.is_papered());
        add(
            papers && case.documents == 0,
            "documents",
            "apply-trouble-documents",
        );
        add(self.terms.is_empty(), "terms", "apply-trouble-terms");
        all
    }

    fn lines(&self) -> [(&'static str, &str); 9] {
        [
            ("region", &self.region),
            ("contact_name", &self.contact_name),
            ("contact_email", &self.contact_email),
            ("contact_phone", &self.contact_phone),
            ("subject", &self.subject),
            ("place", &self.place),
            ("licence", &self.licence),
            ("credential_name", &self.credential_name),
            ("code", &self.code),
        ]
    }

    /// What a person has to look at.
    #[must_use]
    pub fn flags(&self, cn: bool) -> Vec<Flag> {
        let mut all = if cn { flags(&self.name) } else { Vec::new() };
        if cn && self.is_papered() {
            all.push(Flag::Credential);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: &str) -> Form {
        let text = |text: &str| text.to_owned();
        Form {
            kind: text(kind),
            name: text("林月"),
            handle: text("linyue"),
            bio: text("x"),
            field: text("culture"),
            contact_name: text("林月"),
            contact_email: text("lin@wangchuan.example"),
            terms: text("1"),
            ..Form::default()
        }
    }

    fn wrong(form: &Form, cn: bool) -> Vec<&'static str> {
        let today = jiff::civil::date(2026, 1, 18);
        let case = Case {
            cn,
            documents: 0,
            today,
        };
        form.troubles(case)
            .into_iter()
            .map(|trouble| trouble.field)
            .collect()
    }

    #[test]
    fn each_kind_has_to_say_what_the_table_asks() {
        assert!(wrong(&form("individual"), false).is_empty());
        assert_eq!(
            wrong(&form("individual"), true),
            ["region", "contact_phone"]
        );
        for kind in ["government", "enterprise", "organisation", "media"] {
            assert_eq!(
                wrong(&form(kind), false),
                ["subject", "documents"],
                "{kind}"
            );
        }
        let all = [
            "subject",
            "region",
            "contact_phone",
            "place",
            "code",
            "licence",
            "documents",
        ];
        assert_eq!(wrong(&form("media"), true), all);
    }

    #[test]
    fn nothing_is_asked_of_a_body_while_no_kind_is_chosen() {
        assert_eq!(wrong(&form(""), false), ["kind"]);
        assert_eq!(
            wrong(&form("robot"), true),
            ["kind", "region", "contact_phone"]
        );
    }

    #[test]
    fn a_credential_is_asked_where_papers_are_and_must_not_have_run_out() {
        let field = "law".to_owned();
        let form = Form {
            field,
            ..form("individual")
        };
        assert!(wrong(&form, false).is_empty());
        let missing = wrong(&form, true);
        assert!(missing.contains(&"credential_name") && missing.contains(&"documents"));
        let credential_until = "2026-01-17".to_owned();
        let over = Form {
            credential_until,
            ..form
        };
        assert!(wrong(&over, false).contains(&"credential_until"));
    }
}
