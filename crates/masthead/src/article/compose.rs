use masthead_archive::rows::Localized;
use masthead_document::Document;
use masthead_document::bidi::closed;
use masthead_document::render::{HtmlOptions, html};

use super::pages::{Article, ArticlePage, Byline, CreatorCard, Notice, Retraction, Source};
use super::routes::Reading;
use super::rules::Correction;
use super::store::ArticleRow;
use crate::comment;
use crate::compose::{Frame, Room, ai_label};
use crate::id::ArticleId;
use crate::media::store::Cover;
use crate::media::urls::BodyMedia;
use crate::portal::AppError;
use crate::share::{Service, percent};
use crate::web::{Head, Label, Layout, Link, Locale, Markup, Share};
use crate::{article::head::head, urls};

/// As many as the seed of this design shows.
const HOT: usize = 20;

/// The page of an article from what was read of it.
///
/// # Errors
/// [`AppError::Defect`] where its stored text is none.
pub fn compose(room: &Room<'_>, reading: Reading) -> Result<ArticlePage, AppError> {
    let article = &reading.article;
    let document = document(article)?;
    let beside = room.beside()?;
    let related = &reading.related;
    let stands = |id: &ArticleId| {
        *id == article.id || beside.shown.contains(id) || related.iter().any(|row| row.id == *id)
    };
    let hot = beside.hot.iter().filter(|(id, _)| !stands(id)).take(HOT);
    Ok(ArticlePage {
        layout: room.layout(Frame {
            head: head(room, article, &document),
            channel: article.channel,
            feed: Some((
                room.name(&article.creator_name),
                urls::creator(&article.creator_handle),
            )),
            ..Frame::default()
        })?,
        share: share(room, article),
        hot: hot.map(|(_, row)| row.clone()).collect(),
        related: pieces(related, |row| room.tile(row))?,
        comments: comment::threads(room, &reading.comments),
        creator: creator(room, &reading)?,
        headlines: beside.headlines.clone(),
        originals: beside.originals.clone(),
        article: body(room, article, &document, reading.media.clone()),
        retraction: None,
    })
}

/// The page of an article whose creator disowned it: its title stays, and why
/// its text does not. No search engine keeps it.
///
/// # Errors
/// As [`compose`].
pub(super) fn compose_retracted(
    room: &Room<'_>,
    reading: Reading,
    retraction: Retraction,
) -> Result<ArticlePage, AppError> {
    let nothing = r#"{"version":1,"blocks":[]}"#;
    let page = compose(room, reading.with_body(nothing))?;
    Ok(ArticlePage {
        layout: Layout {
            head: Head {
                robots: Some("noindex".to_owned()),
                ..Head::default()
            },
            ..page.layout
        },
        retraction: Some(retraction),
        ..page
    })
}

pub(crate) fn document(article: &ArticleRow) -> Result<Document, AppError> {
    serde_json::from_str(&article.body)
        .map_err(|error| AppError::Defect(format!("text of article {}: {error}", article.id)))
}

fn body(room: &Room<'_>, row: &ArticleRow, document: &Document, media: Vec<Cover>) -> Article {
    let channel = row.channel.and_then(|id| room.front.channel(id));
    let options = HtmlOptions {
        eager_first: true,
        embed_hosts: room.portal.settings.embed_hosts.clone(),
        table_label: room.word("table-label"),
        file_label: room.word("article-file"),
        ..HtmlOptions::default()
    };
    Article {
        url: urls::article(row.id),
        title: row.title.clone(),
        lang: room.foreign(row.locale.as_ref()),
        channel: channel.map(|channel| room.channel_link(channel)),
        byline: byline(room, row),
        comments: row.comment_count.unsigned_abs(),
        body: Markup::from_renderer(html(document, &BodyMedia::new(media), &options)),
        corrections: corrections(row),
        tags: tags(row),
        notices: notices(room, row),
    }
}

fn byline(room: &Room<'_>, row: &ArticleRow) -> Byline {
    let mut labels: Vec<Label> = ai_label(row.ai_generated.as_deref()).into_iter().collect();
    if row.original == Some(1) {
        labels.insert(0, Label::Original);
    }
    Byline {
        creator: room.creator_line(&row.creator_handle, &row.creator_name),
        at: row.published_at.0,
        updated_at: row
            .updated_at
            .filter(|at| *at > row.published_at)
            .map(|at| at.0),
        source: row.source_name.as_deref().map(|name| Source {
            name: room.name(name),
            url: row.source_url.clone(),
        }),
        region: row.region.clone(),
        editor: None,
        views: row.views.unsigned_abs(),
        labels,
    }
}

/// What was put right, newest first.
fn corrections(row: &ArticleRow) -> Vec<Correction> {
    let stored = row.corrections.as_deref();
    let all: Vec<Correction> = stored
        .and_then(|stored| serde_json::from_str(stored).ok())
        .unwrap_or_default();
    all.into_iter().rev().collect()
}

/// The words that lead to what else is written about it.
fn tags(row: &ArticleRow) -> Vec<Link> {
    let tags: Vec<String> = serde_json::from_str(&row.tags).unwrap_or_default();
    let link = |tag: String| Link {
        url: format!("{}?q={}", urls::SEARCH, percent::component(&tag)),
        label: closed(&tag).into_owned(),
    };
    tags.into_iter().map(link).collect()
}

/// The notice on every piece that a creator uploaded, in both languages: the
/// page's own first.
fn notices(room: &Room<'_>, _: &ArticleRow) -> Vec<Notice> {
    let said = room.front.site.notice.as_ref();
    let in_language = |locale: Locale| Notice {
        lang: locale.tag().to_owned(),
        text: match said {
            Some(notice) if has(notice, locale) => notice.get(locale.tag()).to_owned(),
            _ => {
                let site = room.front.site.name.get(locale.tag());
                room.zoned.say_with(locale, "notice-default", "site", site)
            }
        },
    };
    let mut notices = Locale::ALL.map(in_language).to_vec();
    if let Some(Localized::One(text)) = said {
        // The operator has one wording and no other.
        notices.retain(|notice| notice.text == *text);
        notices.truncate(1);
    }
    notices
}

fn has(notice: &Localized, locale: Locale) -> bool {
    match notice {
        Localized::One(_) => true,
        Localized::Each(texts) => texts
            .keys()
            .any(|tag| Locale::from_tag(tag) == Some(locale)),
    }
}

fn share(room: &Room<'_>, row: &ArticleRow) -> Share {
    let to = |service| urls::article_share(row.id, service);
    Share {
        title: row.title.clone(),
        url: room.absolute(&urls::article(row.id)),
        weibo_url: to(Service::Weibo),
        qzone_url: to(Service::Qzone),
        qq_url: to(Service::Qq),
        qr_url: urls::article_qr(row.id),
    }
}

fn creator(room: &Room<'_>, reading: &Reading) -> Result<CreatorCard, AppError> {
    let row = &reading.article;
    let name = room.name(&row.creator_name);
    Ok(CreatorCard {
        id: row.creator,
        follow_url: urls::follow(&row.creator_handle),
        url: urls::creator(&row.creator_handle),
        archive_url: urls::archive(&row.creator_handle),
        avatar: room.avatar(row.avatar.as_ref(), &name),
        bio: row.creator_bio.clone(),
        articles: row.creator_articles.unsigned_abs(),
        followers: row.creator_followers.unsigned_abs(),
        past: pieces(&reading.past, |row| room.line(row))?,
        name,
    })
}

fn pieces<R>(
    rows: &[R],
    piece: impl Fn(&R) -> Result<Markup, AppError>,
) -> Result<Vec<Markup>, AppError> {
    rows.iter().map(piece).collect()
}
