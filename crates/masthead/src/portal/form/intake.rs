//! What a request brought with it, kept for as long as it is answered: what was typed goes back to whoever typed it
//! where it cannot be served, and what was left out of it is said.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::fields::pairs;
use super::files::Upload;
use super::stock::Held;

/// A form with one of these fields never goes back, whatever its route says of it. What else is secret has names that
/// other forms need: there the route says so ([`Holds::Secret`]).
const SECRETS: [&str; 4] = ["password", "now", "new", "proof"];

/// What the form of a route holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holds {
    /// What somebody typed or chose: it goes back to them, whatever refuses it.
    #[default]
    Typed,
    /// A button, and what the page knew: there is nothing to copy.
    Button,
    /// A password, a code, a key: nothing of it goes back.
    Secret,
}

/// The cookie that tells the next page how many characters were left out.
pub const LEFT_OUT: &str = "left_out";

/// How many characters were left out of what was sent: shared by all who answer a request.
#[derive(Clone, Debug, Default)]
pub struct LeftOut(Arc<AtomicUsize>);

impl LeftOut {
    #[must_use]
    pub fn of(characters: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(characters)))
    }

    #[must_use]
    pub fn count(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// One for each request, put there by the router.
#[derive(Clone, Default)]
pub struct Intake(Arc<Kept>);

#[derive(Default)]
struct Kept {
    dropped: LeftOut,
    typed: Mutex<Typed>,
    holds: Mutex<Holds>,
    held: Mutex<Vec<Held>>,
}

#[derive(Default)]
enum Typed {
    #[default]
    Nothing,
    /// As the browser sent it.
    Form(Bytes),
    /// What stood in a form with files.
    Fields {
        fields: Vec<(String, String)>,
        had_files: bool,
    },
}

impl Intake {
    /// Room that is given back when the request is answered.
    pub(super) fn hold(&self, held: Held) {
        lock(&self.0.held).push(held);
    }

    pub(super) fn keep(&self, form: Bytes) {
        *lock(&self.0.typed) = Typed::Form(form);
    }

    pub(super) fn keep_fields(&self, upload: &Upload) {
        let mut fields: Vec<_> = upload.fields.clone().into_iter().collect();
        fields.sort();
        let had_files = !upload.files.is_empty();
        *lock(&self.0.typed) = Typed::Fields { fields, had_files };
    }

    /// Notes what its route says of the form.
    pub(super) fn note(&self, holds: Holds) {
        *lock(&self.0.holds) = holds;
    }

    #[must_use]
    pub fn holds(&self) -> Holds {
        *lock(&self.0.holds)
    }

    /// Whether there were files beside what was typed, which do not go back.
    #[must_use]
    pub fn had_files(&self) -> bool {
        matches!(
            *lock(&self.0.typed),
            Typed::Fields {
                had_files: true,
                ..
            }
        )
    }

    pub(super) fn left_out(&self, characters: usize) {
        self.0.dropped.0.fetch_add(characters, Ordering::Relaxed);
    }

    #[must_use]
    pub fn dropped(&self) -> &LeftOut {
        &self.0.dropped
    }

    /// What was typed, to be given back; once. None where there is nothing, or a secret in it.
    #[must_use]
    pub fn give_back(&self) -> Option<Vec<(String, String)>> {
        let fields = match std::mem::take(&mut *lock(&self.0.typed)) {
            Typed::Nothing => return None,
            Typed::Form(form) => pairs(&form).ok()?.pairs,
            Typed::Fields { fields, .. } => fields,
        };
        let is_secret = |(name, _): &(String, String)| SECRETS.contains(&&**name);
        let has_secret = self.holds() == Holds::Secret || fields.iter().any(is_secret);
        (!fields.is_empty() && !has_secret).then_some(fields)
    }

    /// The request is answered: what it took is free for others.
    pub fn release(&self) {
        lock(&self.0.held).clear();
        *lock(&self.0.typed) = Typed::Nothing;
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::super::SentFile;
    use super::*;

    #[test]
    fn what_was_typed_goes_back_once_and_a_form_with_a_secret_never() {
        let intake = Intake::default();
        intake.keep(Bytes::from_static(b"title=%E6%A1%A5&act=save"));
        let back = intake.give_back().expect("a form");
        assert_eq!(back[0], ("title".to_owned(), "桥".to_owned()));
        assert!(intake.give_back().is_none());
        for secret in SECRETS {
            intake.keep(Bytes::from(format!("name=a&{secret}=b")));
            assert!(intake.give_back().is_none(), "{secret}");
        }
    }

    /// A credit code was taken for the six digits of a second factor.
    #[test]
    fn a_field_called_code_goes_back_unless_its_route_is_secret() {
        let intake = Intake::default();
        for (holds, goes_back) in [(Holds::Typed, true), (Holds::Secret, false)] {
            intake.note(holds);
            intake.keep(Bytes::from_static(b"code=91350100M000100Y43"));
            assert_eq!(intake.give_back().is_some(), goes_back, "{holds:?}");
        }
    }

    #[test]
    fn that_files_were_sent_is_known_while_what_was_typed_is_kept() {
        let intake = Intake::default();
        let mut upload = Upload {
            fields: [("name".to_owned(), "林".to_owned())].into(),
            files: Vec::new(),
        };
        intake.keep_fields(&upload);
        assert!(!intake.had_files());
        upload.files.push(SentFile {
            field: "avatar".to_owned(),
            name: "me.png".to_owned(),
            bytes: None,
        });
        intake.keep_fields(&upload);
        assert!(intake.had_files());
        assert_eq!(intake.give_back().map(|fields| fields.len()), Some(1));
    }
}
