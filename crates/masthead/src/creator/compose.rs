use jiff::civil::Date;
use masthead_clock::Millis;
use masthead_db::{Fault, Tx};

use super::pages::{
    self, ArchivePage, CreatorPage, CreatorsPage, Month, MonthLink, PastTitle, Profile,
};
use super::store::{self, CreatorRow, MonthRow};
use crate::article::store::{self as articles, Key, TitleRow};
use crate::compose::{Before, Frame, PAGE_AND_ONE, Room};
use crate::credential::store::{self as credential, CredentialRow};
use crate::id::{ArticleId, CreatorId};
use crate::portal::{AppError, Paper, Subject};
use crate::seo::schema::{self, Party};
use crate::urls;
use crate::web::{Head, TurnPage};

/// Creators on one page of their section.
const CREATORS: i64 = 40;

pub(super) async fn profile_page(
    room: &Room<'_>,
    handle: String,
    before: Before,
) -> Result<Paper<CreatorPage>, AppError> {
    let key = before.key(room.now);
    let today = room.now.zoned(room.zone()).date();
    let read = room.portal.db.read(move |tx| -> Result<_, Fault> {
        let Some(creator) = store::find(tx, &handle)? else {
            return Ok(None);
        };
        let credentials = credential::list_standing(tx, creator.id, today)?;
        let subject = match creator.kind.as_str() {
            "individual" => None,
            _ => store::look::find_subject(tx, creator.id)?,
        };
        let rows = articles::list_by_creator(tx, creator.id, key, PAGE_AND_ONE)?;
        Ok(Some((creator, (subject, credentials), rows)))
    });
    let (creator, (subject, credentials), mut rows) = read.await?.ok_or(AppError::NotFound)?;
    let path = urls::creator(&creator.handle);
    let turn = room.turn(&path, before, &mut rows);
    let bio = creator.bio.clone().filter(|bio| !bio.trim().is_empty());
    let described = bio.unwrap_or_else(|| described(room, &creator, "describe-creator"));
    Ok(Paper {
        page: CreatorPage {
            layout: room.layout(frame(room, &creator, &before.address(&path), described))?,
            creator: profile(room, &creator),
            subject: subject.map(|row| pages::Subject {
                subject: row.subject,
                place: row.place,
                code: row.code,
                licence: row.licence,
                field: row.field,
                contact: row.contact,
            }),
            credentials: credentials.into_iter().map(credential).collect(),
            cards: room.cards(&rows),
            turn,
        },
        subject: Subject {
            creator: Some(creator.id),
            ..Subject::default()
        },
        changed_at: rows.first().map_or(0, |row| row.published_at.0),
    })
}

fn credential(row: CredentialRow) -> pages::Credential {
    pages::Credential {
        field: row.field,
        name: row.name,
        until: row.until,
    }
}

/// Where a page of the archive begins.
#[derive(Clone, Copy)]
pub(super) enum Start {
    Before(Before),
    /// At the end of this month.
    Month(Date),
}

impl Start {
    pub(super) fn parse(before: Option<&str>, month: Option<&str>) -> Result<Self, AppError> {
        match month {
            Some(month) if month.len() == 7 => format!("{month}-01")
                .parse()
                .map(Self::Month)
                .map_err(|_| AppError::BadAddress),
            Some(_) => Err(AppError::BadAddress),
            None => Before::parse(before).map(Self::Before),
        }
    }

    pub(super) fn address(self, path: &str) -> String {
        match self {
            Self::Before(before) => before.address(path),
            Self::Month(first) => format!("{path}?month={}", first.strftime("%Y-%m")),
        }
    }

    fn key(self, room: &Room<'_>) -> Result<Key, AppError> {
        match self {
            Self::Before(before) => Ok(before.key(room.now)),
            Self::Month(first) => {
                let after = first
                    .saturating_add(jiff::Span::new().months(1))
                    .to_zoned(room.zone().clone())
                    .map_err(|_| AppError::BadAddress)?;
                let end = Millis::from(after.timestamp());
                Ok(Key {
                    at: end.min(room.now),
                    id: if end <= room.now {
                        ArticleId(0)
                    } else {
                        ArticleId::MAX
                    },
                })
            }
        }
    }

    fn is_first(self) -> bool {
        matches!(self, Self::Before(before) if before.is_first())
    }
}

pub(super) async fn archive_page(
    room: &Room<'_>,
    handle: String,
    start: Start,
) -> Result<Paper<ArchivePage>, AppError> {
    let key = start.key(room)?;
    let read = room.portal.db.read(move |tx| -> Result<_, Fault> {
        let Some(creator) = store::find(tx, &handle)? else {
            return Ok(None);
        };
        let months = store::list_months(tx, creator.id)?;
        let rows = articles::list_titles_by_creator(tx, creator.id, key, PAGE_AND_ONE)?;
        Ok(Some((creator, rows, months)))
    });
    let (creator, mut rows, months) = read.await?.ok_or(AppError::NotFound)?;
    let path = urls::archive(&creator.handle);
    let turn = room.turn(&path, Before::default(), &mut rows);
    let turn = TurnPage {
        newer_url: (!start.is_first()).then(|| path.clone()),
        ..turn
    };
    let described = described(room, &creator, "describe-archive");
    Ok(Paper {
        page: ArchivePage {
            layout: room.layout(frame(room, &creator, &start.address(&path), described))?,
            creator: profile(room, &creator),
            months: by_month(room, &rows),
            all_months: month_links(&path, &months),
            turn,
        },
        subject: Subject {
            creator: Some(creator.id),
            ..Subject::default()
        },
        changed_at: rows.first().map_or(0, |row| row.published_at.0),
    })
}

pub(super) async fn creators_page(
    room: &Room<'_>,
    after: CreatorId,
) -> Result<Paper<CreatorsPage>, AppError> {
    let list = move |tx: &mut Tx<'_>| store::list(tx, after, CREATORS + 1);
    let mut rows: Vec<CreatorRow> = room.portal.db.read(list).await?;
    let goes_on = rows.len() > CREATORS as usize;
    rows.truncate(CREATORS as usize);
    let older = rows
        .last()
        .map(|row| format!("{}?after={}", urls::CREATORS, row.id));
    let head = Head {
        description: Some(room.word("describe-creators")),
        canonical: Some(room.absolute(urls::CREATORS)),
        ..Head::default()
    };
    Ok(Paper {
        page: CreatorsPage {
            layout: room.layout(Frame {
                head,
                ..Frame::default()
            })?,
            creators: rows.iter().map(|row| profile(room, row)).collect(),
            turn: TurnPage {
                newer_url: (after > CreatorId(0)).then(|| urls::CREATORS.to_owned()),
                older_url: older.filter(|_| goes_on),
            },
        },
        subject: Subject {
            bylines: rows.iter().map(|row| row.id).collect(),
            ..Subject::default()
        },
        changed_at: 0,
    })
}

fn profile(room: &Room<'_>, row: &CreatorRow) -> Profile {
    let name = room.name(&row.name);
    Profile {
        id: row.id,
        handle: row.handle.clone(),
        url: urls::creator(&row.handle),
        follow_url: urls::follow(&row.handle),
        archive_url: urls::archive(&row.handle),
        avatar: room.avatar(row.avatar.as_ref(), &name),
        kind: row.kind.clone(),
        bio: row.bio.clone(),
        region: row.region.clone(),
        articles: row.article_count.unsigned_abs(),
        followers: row.follower_count.unsigned_abs(),
        name,
    }
}

fn by_month(room: &Room<'_>, rows: &[TitleRow]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for row in rows {
        let at = row.published_at.zoned(room.zone());
        let (year, month) = (at.year(), at.month());
        let title = PastTitle {
            line: room.title_line(row),
            at: row.published_at.0,
        };
        match months.last_mut() {
            Some(last) if (last.year, last.month) == (year, month) => last.titles.push(title),
            _ => months.push(Month {
                year,
                month,
                titles: vec![title],
            }),
        }
    }
    months
}

fn month_links(path: &str, months: &[MonthRow]) -> Vec<MonthLink> {
    let link = |MonthRow { month, articles }: &MonthRow| {
        let (year, number) = month.split_once('-')?;
        Some(MonthLink {
            year: year.parse().ok()?,
            month: number.parse().ok()?,
            url: format!("{path}?month={month}"),
            articles: articles.unsigned_abs(),
        })
    };
    months.iter().filter_map(link).collect()
}

fn described(room: &Room<'_>, creator: &CreatorRow, key: &str) -> String {
    room.word_with(key, "name", &room.name(&creator.name))
}

fn frame(room: &Room<'_>, creator: &CreatorRow, address: &str, described: String) -> Frame {
    let name = room.name(&creator.name);
    let path = urls::creator(&creator.handle);
    let profile = schema::Profile {
        party: Party {
            is_person: creator.kind == "individual",
            name: name.clone(),
            url: room.absolute(&path),
            image_url: None,
        },
        handle: creator.handle.clone(),
        description: creator.bio.clone(),
        created: creator.created_at.map(|at| room.zoned.rfc3339(at)),
        follower_count: creator.follower_count.unsigned_abs(),
        article_count: creator.article_count.unsigned_abs(),
    };
    Frame {
        head: Head {
            description: Some(described),
            canonical: Some(room.absolute(address)),
            json_ld: vec![schema::profile(&profile).into_markup()],
            ..Head::default()
        },
        feed: Some((name, path)),
        ..Frame::default()
    }
}
