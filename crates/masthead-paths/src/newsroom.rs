//! A newsroom on a portal of any size: somebody who writes for its creators
//! and somebody at the desk, both through the front door.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, Response};
use masthead::account::rules::Email;
use masthead::account::store::login::{self, LinkRow, Opens};
use masthead::account::store::{member, role};
use masthead::account::{Grant, MemberRole, Role};
use masthead::id::{AccountId, ArticleId, ChannelId, CreatorId, SubmissionId};
use masthead::pen::Pen;
use masthead::portal::{Door, Portal};
use masthead::urls;
use masthead_auth::{Purpose, Secret};
use masthead_clock::Millis;
use masthead_db::{Fault, Tx, params};
use masthead_log::Actor;

use super::{Outcome, READER};

const PASSWORD: &str = "lotus ferry eleven quiet";
const HOUR_MS: i64 = 3_600_000;

/// A creator for whom the newsroom writes.
pub(super) struct Creator {
    pub id: CreatorId,
    pub handle: String,
}

/// A channel, and a text that somebody wrote there.
pub(super) struct Channel {
    pub id: ChannelId,
    pub slug: String,
    pub text: String,
}

pub(super) struct Newsroom {
    portal: Arc<Portal>,
    door: Door,
    pub creators: Vec<Creator>,
    pub channel: Channel,
    /// Cookies.
    writer: String,
    reviewer: String,
}

/// A piece whose text is being written.
pub(super) struct Draft {
    pub article: ArticleId,
    pub version: i64,
}

impl Newsroom {
    /// Two new people, one of whom writes for up to `count` creators.
    pub(super) async fn open(portal: &Arc<Portal>, door: &Door, count: usize) -> Outcome<Self> {
        let (creators, channel) = read(portal, count as i64).await?;
        let ids: Vec<CreatorId> = creators.iter().map(|creator| creator.id).collect();
        let writer = comes_in(portal, door, move |tx, pen, account| {
            ids.iter()
                .try_for_each(|id| member::put(tx, pen, *id, account, MemberRole::Owner))
        });
        let writer = writer.await?;
        let reviewer = comes_in(portal, door, |tx, pen, account| {
            let grant = Grant::new(Role::Reviewer, None).ok_or_else(|| Fault::shape("no grant"))?;
            role::give(tx, pen, account, grant).map_err(|fault| Fault::shape(fault.to_string()))
        });
        Ok(Self {
            portal: Arc::clone(portal),
            door: door.clone(),
            creators,
            channel,
            writer,
            reviewer: reviewer.await?,
        })
    }

    /// Begins a piece of this creator.
    pub(super) async fn begins(&self, creator: &Creator) -> Outcome<Draft> {
        let form = [("creator", creator.id.to_string())];
        let begun = self.posts(&self.writer, "/studio/articles", &form).await?;
        let path = begun.rsplit('/').next().unwrap_or_default();
        Ok(Draft {
            article: path.parse()?,
            version: 1,
        })
    }

    /// Hands it in, and takes it at the desk. Gives where it is decided.
    pub(super) async fn hands_in(&self, draft: &Draft, title: &str) -> Outcome<String> {
        let form = [
            ("version", draft.version.to_string()),
            ("title", title.to_owned()),
            ("channel", self.channel.id.to_string()),
            ("body", "渡船在清晨六点离岸。\n\n雾散得很慢。".to_owned()),
            ("act", "submit".to_owned()),
        ];
        let path = format!("{}/draft", urls::studio_article(draft.article));
        self.posts(&self.writer, &path, &form).await?;
        let article = draft.article;
        let find = self.portal.db.read(move |tx| {
            tx.get(
                "SELECT id FROM submission WHERE article = $1",
                params![article],
                |row| row.get::<SubmissionId>(0),
            )
        });
        let submission = find.await.map_err(|fault: Fault| fault.to_string())?;
        let path = urls::desk_submission(submission);
        let claim = format!("{path}/claim");
        self.posts(&self.reviewer, &claim, &[]).await?;
        Ok(path)
    }

    /// The click: the desk accepts what it has read.
    pub(super) async fn accepts(&self, submission: &str) -> Outcome<()> {
        let form = [("act", "accept".to_owned())];
        let path = format!("{submission}/decision");
        self.posts(&self.reviewer, &path, &form).await.map(drop)
    }

    /// Saves a text as the editor does while somebody types.
    pub(super) async fn saves(&self, draft: &mut Draft, title: &str) -> Outcome<()> {
        let document: serde_json::Value = serde_json::from_str(&self.channel.text)?;
        let sent = serde_json::json!({
            "version": draft.version, "document": document,
            "fields": {"title": title, "channel": self.channel.id.to_string()},
        });
        let path = format!("{}/draft", urls::studio_article(draft.article));
        let request = Request::post(&path)
            .header(COOKIE, &self.writer)
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/json")
            .body(Body::from(sent.to_string()))?;
        let answer = self.door.answer(READER, request).await;
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await?;
        if status != 200 {
            let words = String::from_utf8_lossy(&bytes).into_owned();
            return Err(format!("{path} was answered with {status}: {words}").into());
        }
        let said: serde_json::Value = serde_json::from_slice(&bytes)?;
        draft.version = said["version"].as_i64().ok_or("no version")?;
        Ok(())
    }

    /// Sends a form, and gives where its answer leads.
    async fn posts(&self, who: &str, path: &str, form: &[(&str, String)]) -> Outcome<String> {
        let answer = posts(&self.door, (who, path), form).await?;
        let place = answer.headers().get(LOCATION);
        let place = place.and_then(|place| place.to_str().ok());
        Ok(place.unwrap_or_default().to_owned())
    }
}

async fn read(portal: &Portal, count: i64) -> Outcome<(Vec<Creator>, Channel)> {
    let read = portal.db.read(move |tx| -> Result<_, Fault> {
        let creators = tx.query(
            "SELECT id, handle FROM creator ORDER BY id LIMIT $1",
            params![count],
            |row| {
                Ok(Creator {
                    id: row.get(0)?,
                    handle: row.get(1)?,
                })
            },
        )?;
        let channel = tx.get(
            "SELECT h.id, h.slug, r.body
            FROM article a
            JOIN revision r ON r.id = a.revision
            JOIN channel h ON h.id = a.channel
            WHERE h.parent IS NULL
            ORDER BY a.id
            LIMIT 1",
            params![],
            |row| {
                Ok(Channel {
                    id: row.get(0)?,
                    slug: row.get(1)?,
                    text: row.get(2)?,
                })
            },
        )?;
        Ok((creators, channel))
    });
    Ok(read.await.map_err(|fault| fault.to_string())?)
}

/// A new account, with what it may do. Gives its cookie.
async fn comes_in(
    portal: &Arc<Portal>,
    door: &Door,
    may: impl Fn(&mut Tx<'_>, &Pen, AccountId) -> Result<(), Fault> + Send + 'static,
) -> Outcome<String> {
    let pen = Pen {
        log: portal.log.clone(),
        ids: portal.ids.clone(),
        clock: portal.clock.clone(),
        actor: Actor::Platform,
    };
    let secret = Secret::fresh(portal.entry.random());
    let digest = secret.digest(Purpose::ResetPassword);
    let address = format!("bench-{}@wangchuan.example", portal.ids.fresh::<i64>());
    let email = Email::parse(&address).ok_or("no address")?;
    let write = portal.db.write(move |tx| -> Result<(), Fault> {
        let account = login::create(tx, &pen, "Bench", &email)?;
        may(tx, &pen, account)?;
        let link = LinkRow {
            email: email.clone(),
            opens: Opens::Account(account),
        };
        let now = pen.now();
        login::put_link(tx, digest, &link, now, Millis(now.0 + HOUR_MS))
    });
    write.await.map_err(|fault| fault.to_string())?;
    let form = [("password", PASSWORD.to_owned())];
    let answer = posts(door, ("", &urls::reset(&secret.text())), &form).await?;
    let cookie = answer.headers().get(SET_COOKIE).ok_or("no cookie")?;
    let pair = cookie.to_str()?.split(';').next().unwrap_or_default();
    Ok(pair.to_owned())
}

async fn posts(
    door: &Door,
    (cookie, path): (&str, &str),
    form: &[(&str, String)],
) -> Outcome<Response<Body>> {
    let pairs = form.iter().map(|(name, value)| {
        let escaped: String = value.bytes().map(|byte| format!("%{byte:02x}")).collect();
        format!("{name}={escaped}")
    });
    let request = Request::post(path)
        .header(COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(pairs.collect::<Vec<_>>().join("&")))?;
    let answer = door.answer(READER, request).await;
    if answer.status() != 303 {
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await?;
        let page = String::from_utf8_lossy(&bytes).into_owned();
        let why = page.split("class=\"trouble").nth(1).unwrap_or_default();
        let why: String = why.chars().take(300).collect();
        return Err(format!("{path} was answered with {status}: {why}").into());
    }
    Ok(answer)
}
