//! What is written to a creator's members, in the language of their letters.
//! They are sent whatever a member chose: who is sanctioned has a right to know.

use masthead_archive::rows::Localized;
use masthead_db::{Fault, Tx};

use super::rules::Kind;
use super::store::creator::{self, Addressee};
use crate::front::Front;
use crate::id::CreatorId;
use crate::mail::Letter;
use crate::pen::Pen;
use crate::portal::Zoned;
use crate::subscription::send_always;
use crate::urls;
use crate::web::Locale;

/// What letters are written with.
pub struct Desk<'a> {
    pub front: &'a Front,
    pub zoned: &'a Zoned,
    pub base_url: &'a str,
}

/// What a letter tells: the locale key is `letter-credit-{name}`.
pub(super) struct News<'a> {
    pub creator: CreatorId,
    pub handle: &'a str,
    pub name: &'static str,
    pub kind: Option<Kind>,
    pub words: &'a str,
}

/// Writes to every member of the creator.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    pen: &Pen,
    desk: &Desk<'_>,
    news: &News<'_>,
) -> Result<(), Fault> {
    for to in creator::list_addressees(tx, news.creator)? {
        send_always(tx, pen, desk.zoned, to.account, |known| {
            let locale = known.unwrap_or_else(|| desk.front.own_locale());
            (locale, letter(desk, locale, to, news))
        })?;
    }
    Ok(())
}

fn letter(desk: &Desk<'_>, locale: Locale, to: Addressee, news: &News<'_>) -> Letter {
    let handle = news.handle;
    let name: Option<Localized> = serde_json::from_str(&to.name).ok();
    let name = name.map_or_else(String::new, |name| name.get(locale.tag()).to_owned());
    let key = format!("letter-credit-{}", news.name);
    let mut lines = vec![
        desk.zoned.say_with(locale, "letter-hello", "name", &name),
        desk.zoned.say_with(locale, &key, "creator", handle),
    ];
    let kind = news.kind.map(|kind| format!("credit-kind-{}", kind.name()));
    lines.extend(kind.map(|key| desk.zoned.say(locale, &key)));
    lines.extend((!news.words.is_empty()).then(|| news.words.to_owned()));
    lines.push(format!("{}{}", desk.base_url, urls::studio_credit(handle)));
    let subject = format!("{key}-subject");
    Letter {
        to: to.email,
        subject: desk.zoned.say_with(locale, &subject, "creator", handle),
        body: lines.join("\n\n"),
    }
}
