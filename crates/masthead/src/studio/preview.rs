//! A draft as its readers will see it: for those who write it, and for whoever has a link.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use masthead_auth::{Purpose, Secret};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};
use masthead_document::Document;

use super::desk_of::{is_of, own_piece, piece_id, refusal};
use super::show::{self, Said};
use super::view::covers;
use crate::account::{MemberRole, Person, pen};
use crate::article::pages::ArticlePage;
use crate::article::store::ArticleRow;
use crate::article::{self, Reading};
use crate::compose::Room;
use crate::creator::store::{self as creators, CreatorRow};
use crate::id::{ArticleId, RevisionId};
use crate::media::store::Cover;
use crate::portal::{AppError, Portal, Reader, private};
use crate::publishing::acts::ActFault;
use crate::publishing::rules::{Public, Refusal};
use crate::publishing::store::draft::{self, DraftRow};
use crate::publishing::store::preview as links;
use crate::publishing::tags;
use crate::publishing::typed::Typed;
use crate::urls;

/// A link holds so long.
const HOLDS: Duration = Duration::from_secs(7 * 24 * 3_600);

/// `GET /studio/article/{id}/preview`
pub(super) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let person = person.clone();
        page(room, piece_id(&id)?, move |tx, draft| {
            is_of(tx, &person, draft.creator, MemberRole::Writer)
        })
        .await
    })
    .await
}

/// `GET /preview/{secret}`: the same, for whoever has the link, as long as it holds
/// and its maker still writes for the creator.
pub(super) async fn show_by_link(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Path(secret): Path<String>,
) -> Result<Response<Body>, AppError> {
    private(&portal, &reader, StatusCode::OK, async |room| {
        let digest = Secret::parse(&secret).ok_or(AppError::NotFound)?;
        let digest = digest.digest(Purpose::Preview);
        let now = room.now;
        let find = move |tx: &mut Tx<'_>| links::find(tx, digest, now);
        let article = portal.db.read(find).await?.ok_or(AppError::NotFound)?;
        page(room, article, |_, draft| Ok(draft.piece().may_be_shown())).await
    })
    .await
}

/// `POST /studio/article/{id}/preview-link`: a link for somebody without an account.
pub(super) async fn open(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    person: Person,
    Path(id): Path<String>,
) -> Result<Response<Body>, AppError> {
    let article = piece_id(&id)?;
    let secret = Secret::fresh(portal.entry.random());
    let digest = secret.digest(Purpose::Preview);
    let (pen, of) = (pen(&portal, Some(person.account)), person.clone());
    let ends_at = portal.clock.now().plus(HOLDS);
    let write = move |tx: &mut Tx<'_>| -> Result<(), ActFault> {
        let row = own_piece(tx, &of, article, MemberRole::Writer)?;
        if !row.piece.may_be_shown() {
            return Err(Refusal::NotShown.into());
        }
        let link = links::Link { article, ends_at };
        Ok(links::insert(tx, &pen, digest, link)?)
    };
    let said = match portal.db.write(write).await {
        Ok(()) => Said {
            preview_link: Some(link_to(&portal, &secret).await?),
            ..Said::default()
        },
        Err(fault) => Said::refused(refusal(fault)?),
    };
    show::page(&portal, &reader, &person, article, said).await
}

async fn link_to(portal: &Portal, secret: &Secret) -> Result<String, AppError> {
    let front = portal.front().await?;
    let path = urls::preview(&secret.text());
    Ok(format!("{}{path}", portal.base_url(&front)))
}

async fn page(
    room: &Room<'_>,
    article: ArticleId,
    may: impl Fn(&mut Tx<'_>, &DraftRow) -> Result<bool, Fault> + Send + 'static,
) -> Result<ArticlePage, AppError> {
    let now = room.now;
    let shown = Arc::clone(&room.beside()?.shown);
    let read = move |tx: &mut Tx<'_>| -> Result<Option<Reading>, Fault> {
        let Some(draft) = draft::find(tx, article)? else {
            return Ok(None);
        };
        if !may(tx, &draft)? {
            return Ok(None);
        }
        let Some(creator) = creators::find(tx, &draft.creator_handle)? else {
            return Ok(None);
        };
        let (row, media) = as_published(tx, draft, creator, now)?;
        article::read_around(tx, row, media, now, &shown).map(Some)
    };
    let reading = room.portal.db.read(read).await?;
    let mut page = article::compose(room, reading.ok_or(AppError::NotFound)?)?;
    if page.article.title.trim().is_empty() {
        page.article.title = room.word("studio-untitled");
    }
    page.layout.head = crate::web::Head {
        robots: Some("noindex".to_owned()),
        ..crate::web::Head::default()
    };
    Ok(page)
}

/// The row that an article would have if its draft came out now, and its pictures.
fn as_published(
    tx: &mut Tx<'_>,
    draft: DraftRow,
    creator: CreatorRow,
    now: Millis,
) -> Result<(ArticleRow, Vec<Cover>), Fault> {
    let typed = Typed::read(draft.text.title.clone(), &draft.text.fields).unwrap_or_default();
    let document: Document = serde_json::from_str(&draft.text.body).unwrap_or_default();
    let names = document.media_refs().into_iter();
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.push(typed.cover.clone());
    let mut media = covers(tx, &names)?;
    let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let tags = tags::split(&typed.tags);
    let row = ArticleRow {
        id: draft.article,
        title: draft.text.title,
        summary: text(&typed.summary),
        tags: serde_json::to_string(&tags).expect("words are plain data"),
        published_at: match draft.public {
            Public::Published { at } | Public::Scheduled { at } => at,
            _ => now,
        },
        updated_at: matches!(draft.public, Public::Published { .. }).then_some(now),
        source_name: text(&typed.source_name).map(|name| serde_json::Value::from(name).to_string()),
        source_url: text(&typed.source_url)
            .filter(|url| masthead_document::clean_href(url).is_some()),
        original: (typed.origin == "original").then_some(1),
        ai_generated: text(&typed.ai),
        region: None,
        locale: text(&typed.locale),
        comment_count: 0,
        views: 0,
        channel: typed.channel.parse().ok(),
        revision: RevisionId(0),
        body: draft.text.body,
        corrections: None,
        comments_open: Some(i64::from(typed.comments != "closed")),
        creator: creator.id,
        creator_handle: creator.handle,
        creator_name: creator.name,
        creator_bio: creator.bio,
        creator_kind: creator.kind,
        creator_articles: creator.article_count,
        creator_followers: creator.follower_count,
        avatar: creator.avatar,
        cover: media.get(&typed.cover).cloned(),
    };
    media.remove("");
    Ok((row, media.into_values().collect()))
}
