use masthead_document::bidi::closed;
use masthead_document::{Document, summary, word_count};

use super::store::ArticleRow;
use crate::compose::Room;
use crate::media::urls as media_urls;
use crate::seo::breadcrumbs;
use crate::seo::schema::{self, Party, WorkType};
use crate::urls;
use crate::web::{Head, Link, Markup, Picture, Preview};

/// Characters that search engines and previews show.
const DESCRIPTION: usize = 120;

/// What machines read of an article, from the same values as its page.
pub(super) fn head(room: &Room<'_>, row: &ArticleRow, document: &Document) -> Head {
    let url = room.absolute(&urls::article(row.id));
    let description = description(row, document);
    let picture = row.cover.as_ref().map(|cover| {
        let picture = media_urls::preview_picture(cover, &row.title);
        Picture {
            src: room.absolute(&picture.src),
            ..picture
        }
    });
    Head {
        description: Some(description.clone()),
        canonical: Some(url.clone()),
        robots: None,
        json_ld: vec![
            story(room, row, document, &url, &description),
            crumbs(room, row),
        ],
        preview: Some(Preview {
            kind: "article".to_owned(),
            title: row.title.clone(),
            description,
            url,
            picture,
            published_at: Some(row.published_at.0),
            updated_at: row.updated_at.map(|at| at.0),
        }),
    }
}

/// The creator's own summary, else the beginning of the text.
pub(crate) fn description(row: &ArticleRow, document: &Document) -> String {
    match row.summary.as_deref() {
        Some(text) if !text.trim().is_empty() => text.to_owned(),
        _ => closed(&summary(document, DESCRIPTION)).into_owned(),
    }
}

fn story(
    room: &Room<'_>,
    row: &ArticleRow,
    document: &Document,
    url: &str,
    description: &str,
) -> Markup {
    let site = room.front.site.locale.as_deref();
    let channel = row.channel.and_then(|id| room.front.channel(id));
    let cover = row.cover.as_ref();
    let story = schema::Article {
        work_type: WorkType::News,
        url: url.to_owned(),
        headline: row.title.clone(),
        description: Some(description.to_owned()),
        image_urls: cover
            .map(|cover| room.absolute(&media_urls::master_url(cover)))
            .into_iter()
            .collect(),
        published: room.zoned.rfc3339(row.published_at),
        modified: room
            .zoned
            .rfc3339(row.updated_at.unwrap_or(row.published_at)),
        authors: vec![Party {
            is_person: row.creator_kind == "individual",
            name: room.name(&row.creator_name),
            url: room.absolute(&urls::creator(&row.creator_handle)),
            image_url: None,
        }],
        publisher: Party {
            is_person: false,
            name: room.say(&room.front.site.name),
            url: room.absolute(urls::HOME),
            image_url: Some(room.logo_url()),
        },
        is_free: true,
        language: row.locale.as_deref().or(site).unwrap_or("zh-CN").to_owned(),
        section: channel.map(|channel| room.name(&channel.name)),
        word_count: word_count(document) as u64,
        comment_count: row.comment_count.unsigned_abs(),
    };
    schema::article(&story).into_markup()
}

/// Home, creator, this piece: the way that the page itself shows.
fn crumbs(room: &Room<'_>, row: &ArticleRow) -> Markup {
    let creator = Link {
        label: room.name(&row.creator_name),
        url: urls::creator(&row.creator_handle),
    };
    let here = Link {
        label: row.title.clone(),
        url: urls::article(row.id),
    };
    breadcrumbs(room, &[creator, here])
}
