//! What waits at the desk of a demo: texts of a writer, and somebody who applies to join.

use jiff::tz::TimeZone;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_demo::content::{Piece, PieceState};
use masthead_document::{Document, Limits, Policy, parse};
use masthead_log::Actor;

use crate::application::{self, form::Form};
use crate::id::{AccountId, ArticleId, ChannelId};
use crate::pen::Pen;
use crate::publishing::acts::{self, ActFault};
use crate::publishing::store::draft::{self, Text};
use crate::publishing::typed::{Known, Ready, Typed};
use crate::{channel, creator};

/// Begins these texts as the writer whose account this is, and hands in those that are ready.
pub(super) fn lay_out(
    tx: &mut Tx<'_>,
    pen: &Pen,
    account: AccountId,
    pieces: &[Piece],
) -> Result<(), Fault> {
    let pen = &Pen {
        actor: Actor::User(account.0),
        ..pen.clone()
    };
    for piece in pieces {
        let found = creator::store::find(tx, &piece.handle)?;
        let channel = channel::store::put::find_id(tx, &piece.channel)?;
        let (Some(creator), Some(channel)) = (found, channel) else {
            continue;
        };
        let typed = typed(piece, channel);
        let parsed = parse::from_markdown(&piece.markdown, &Limits::default(), &Policy::default());
        let document = parsed
            .map_err(|error| Fault::shape(error.to_string()))?
            .document;
        let body =
            serde_json::to_string(&document).map_err(|error| Fault::shape(error.to_string()))?;
        let text = Text::new(&typed, body);
        let article = draft::begin(tx, pen, creator.id, &text)?;
        if piece.state == PieceState::Submitted {
            let ready = ready(&typed, &document, channel, pen.now())?;
            hand_in(tx, pen, article, &ready)?;
        }
    }
    Ok(())
}

fn typed(piece: &Piece, channel: ChannelId) -> Typed {
    Typed {
        title: piece.title.clone(),
        summary: piece.summary.clone(),
        channel: channel.to_string(),
        tags: piece.tags.clone(),
        locale: piece.locale.clone(),
        ..Typed::default()
    }
}

fn ready(
    typed: &Typed,
    document: &Document,
    channel: ChannelId,
    now: Millis,
) -> Result<Ready, Fault> {
    let known = Known {
        channels: &[channel],
        columns: &[],
        zone: &TimeZone::UTC,
        now,
    };
    Ready::check(typed, document, known)
        .map_err(|troubles| Fault::shape(format!("{}: {troubles:?}", typed.title)))
}

fn hand_in(tx: &mut Tx<'_>, pen: &Pen, article: ArticleId, ready: &Ready) -> Result<(), Fault> {
    match acts::submit(tx, pen, article, ready) {
        Ok(_) => Ok(()),
        Err(ActFault::Fault(fault)) => Err(fault),
        Err(fault) => Err(Fault::shape(fault.to_string())),
    }
}

/// Applies to join as one who writes about plants by the river.
pub(super) fn apply(tx: &mut Tx<'_>, pen: &Pen, account: AccountId) -> Result<(), Fault> {
    let form = Form {
        kind: "individual".to_owned(),
        name: "河边草木".to_owned(),
        handle: "riverside_plants".to_owned(),
        bio: "植物学教师，退休后沿江走了四年，每一种草木都量过、画过、记下日期。".to_owned(),
        field: "nature".to_owned(),
        region: "望川".to_owned(),
        contact_name: "陆棠".to_owned(),
        contact_email: "applicant@wangchuan.example".to_owned(),
        terms: "1".to_owned(),
        ..Form::default()
    };
    application::hand_in(tx, pen, account, "zh-CN", form)
}
