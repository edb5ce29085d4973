//! Pages of applying and of the desk's queue. None but [`JoinPage`] is cached.

use serde::Serialize;

use super::form::{Form, Limits};
use super::rules::{Flag, Reason, State, WordKind};
use super::words::Word;
use crate::web::{Layout, Link, Page, Trouble, TurnPage};

/// `application/join.html`. How to become a creator.
#[derive(Clone, Debug, Serialize)]
pub struct JoinPage {
    pub layout: Layout,
    /// The operator's address, such as `mailto:…`.
    pub contact: Option<Link>,
}

/// A paper in a list.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    pub name: String,
    pub url: String,
    /// Its size, in KiB.
    pub kib: i64,
}

/// `application/apply.html`
#[derive(Clone, Debug, Serialize)]
pub struct ApplyPage {
    pub layout: Layout,
    pub form: Form,
    pub kinds: Vec<&'static str>,
    pub fields: Vec<&'static str>,
    /// Where the picture that is kept can be seen.
    pub picture_url: Option<&'static str>,
    pub documents: Vec<Sheet>,
    /// What the desk asked or wrote.
    /// What was written to each other, oldest first.
    pub words: Vec<Said>,
    /// Whether the rules of mainland China hold.
    pub cn: bool,
    pub limits: Limits,
    /// Whether what was typed lies in the draft.
    pub is_kept: bool,
    pub troubles: Vec<Trouble>,
}

/// `application/own.html`
#[derive(Clone, Debug, Serialize)]
pub struct OwnApplicationPage {
    pub layout: Layout,
    /// None where there is no application.
    pub state: Option<State>,
    pub name: String,
    pub handle: String,
    /// In the queue; 1 is next.
    pub place: Option<i64>,
    pub since: Option<i64>,
    /// What was written to each other, oldest first.
    pub words: Vec<Said>,
    pub creator_url: Option<String>,
    pub documents: Vec<Sheet>,
    /// What has just been done: the locale key is `application-done-{done}`.
    pub done: Option<String>,
}

/// Something that the desk or the applicant wrote to the other.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    pub kind: WordKind,
    pub reason: Option<Reason>,
    pub text: String,
    pub at: i64,
    /// Who of the desk wrote it, where its reader is of the desk.
    pub by: Option<String>,
}

impl Said {
    pub(super) fn of(word: Word, by: Option<String>) -> Self {
        Self {
            kind: word.kind,
            reason: word.reason,
            text: word.words,
            at: word.at.0,
            by,
        }
    }
}

/// An application in the queue.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub url: String,
    pub name: String,
    pub handle: String,
    pub kind: String,
    pub state: State,
    pub flags: Vec<Flag>,
    pub since: i64,
    /// The name of who holds it.
    pub claimed_by: Option<String>,
    /// Whether that is the reader.
    pub is_own: bool,
}

/// `application/queue.html`
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationsPage {
    pub layout: Layout,
    pub lines: Vec<Line>,
    pub states: Vec<State>,
    pub state: State,
    pub kinds: Vec<&'static str>,
    /// Empty for all.
    pub kind: String,
    pub turn: TurnPage,
}

/// What an applicant said: the locale key is `apply-fact-{field}`.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    pub field: &'static str,
    /// As it was typed; the locale key of what was chosen.
    pub text: String,
    pub is_choice: bool,
}

impl Fact {
    /// All that was said, in the order of the form.
    #[must_use]
    pub fn all(form: &Form) -> Vec<Self> {
        let all = [
            ("handle", &form.handle),
            ("bio", &form.bio),
            ("region", &form.region),
            ("subject", &form.subject),
            ("place", &form.place),
            ("code", &form.code),
            ("licence", &form.licence),
            ("credential_name", &form.credential_name),
            ("credential_until", &form.credential_until),
            ("contact_name", &form.contact_name),
            ("contact_email", &form.contact_email),
            ("contact_phone", &form.contact_phone),
        ];
        let chosen = [
            ("kind", "kind-", &form.kind),
            ("field", "field-of-", &form.field),
        ];
        let chosen = chosen.into_iter().filter(|(.., name)| !name.is_empty());
        let chosen = chosen.map(|(field, prefix, name)| Self {
            field,
            text: format!("{prefix}{name}"),
            is_choice: true,
        });
        let said = all.into_iter().filter(|(_, text)| !text.is_empty());
        let said = said.map(|(field, text)| Self {
            field,
            text: text.clone(),
            is_choice: false,
        });
        chosen.chain(said).collect()
    }
}

/// `application/page.html`
#[derive(Clone, Debug, Serialize)]
pub struct ApplicationPage {
    pub layout: Layout,
    pub url: String,
    pub state: State,
    pub name: String,
    pub since: i64,
    pub picture_url: Option<String>,
    pub facts: Vec<Fact>,
    pub flags: Vec<Flag>,
    pub agreement: Option<i64>,
    pub documents: Vec<Sheet>,
    pub can_take: bool,
    /// The name of who else holds it.
    pub held_by: Option<String>,
    /// Until when somebody holds it.
    pub held_until: Option<i64>,
    /// Whether the reader holds it.
    pub holds: bool,
    pub reasons: Vec<Reason>,
    /// What was written to each other, oldest first.
    pub words: Vec<Said>,
    /// The locale key of why nothing was changed.
    pub refused: Option<&'static str>,
    /// What was typed.
    pub typed: String,
    pub chosen: String,
    pub limits: Limits,
}

macro_rules! pages {
    ($($page:ident $template:literal),+ $(,)?) => {$(
        impl Page for $page {
            const TEMPLATE: &'static str = $template;

            fn layout(&self) -> &Layout {
                &self.layout
            }
        }
    )+};
}

pages! {
    JoinPage "application/join.html",
    ApplyPage "application/apply.html",
    OwnApplicationPage "application/own.html",
    ApplicationsPage "application/queue.html",
    ApplicationPage "application/page.html",
}
