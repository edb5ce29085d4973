//! Letters that their recipient can end.

use std::sync::Arc;

use masthead_clock::Random;
use masthead_db::{Fault, Tx};

use super::rules::{Ending, LetterEnding, Topic, Way};
use super::store;
use crate::account::store::language;
use crate::id::AccountId;
use crate::mail::{self, Letter};
use crate::pen::Pen;
use crate::portal::Zoned;
use crate::urls;
use crate::web::Locale;

/// What a letter goes out in.
#[derive(Clone)]
pub struct Envelope {
    pub zoned: Arc<Zoned>,
    /// Without a slash at its end.
    pub base_url: String,
    pub random: Random,
}

/// Writes a letter on a topic, where its recipient wants it at once. `write`
/// gets the language of the recipient's letters, where it is known.
///
/// # Errors
/// What the database says.
pub fn send(
    tx: &mut Tx<'_>,
    pen: &Pen,
    envelope: &Envelope,
    account: AccountId,
    topic: Topic,
    write: impl FnOnce(Option<Locale>) -> (Locale, Letter),
) -> Result<(), Fault> {
    if store::way(tx, account, topic)? != Way::Now {
        return Ok(());
    }
    let (locale, letter) = write(language::find(tx, account)?);
    let ending = Ending::One(topic);
    envelope.write(tx, pen, LetterEnding { account, ending }, locale, letter)
}

/// Writes a letter that is sent whatever its recipient chose: on takedowns,
/// credit and appeals, which one has a right to be told of. Its foot says so.
///
/// # Errors
/// What the database says.
pub fn send_always(
    tx: &mut Tx<'_>,
    pen: &Pen,
    zoned: &Zoned,
    account: AccountId,
    write: impl FnOnce(Option<Locale>) -> (Locale, Letter),
) -> Result<(), Fault> {
    let (locale, mut letter) = write(language::find(tx, account)?);
    let foot = zoned.say(locale, "letters-always");
    letter.body = format!("{}\n\n-- \n{foot}", letter.body);
    mail::store::write(tx, pen, &letter)
}

impl Envelope {
    /// Writes a letter with the way to end such letters, at its foot and in
    /// its headers.
    ///
    /// # Errors
    /// What the database says.
    pub fn write(
        &self,
        tx: &mut Tx<'_>,
        pen: &Pen,
        ending: LetterEnding,
        locale: Locale,
        mut letter: Letter,
    ) -> Result<(), Fault> {
        let text = ending.text();
        let seal = store::seal(tx, &self.random)?.seal(&text);
        let end_url = format!("{}{}", self.base_url, urls::unsubscribe(&text, &seal));
        let settings_url = format!("{}{}", self.base_url, urls::LETTERS);
        let foot = [
            self.zoned.say_with(locale, "letter-end", "url", &end_url),
            self.zoned
                .say_with(locale, "letter-choose", "url", &settings_url),
        ];
        letter.body = format!("{}\n\n-- \n{}", letter.body, foot.join("\n"));
        mail::store::write_ending(tx, pen, &letter, Some(&end_url))
    }
}
