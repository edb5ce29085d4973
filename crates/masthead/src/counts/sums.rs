use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use masthead_log::{Event, Fact, Failure};

use crate::article::events::{ArticleHidden, ArticlePublished, ArticleRevised, Standing};
use crate::comment::events::CommentPosted;
use crate::creator::events::{CreatorFollowed, CreatorUnfollowed};
use crate::id::{ArticleId, ChannelId, CreatorId};

/// What a batch of events adds up to: one statement for each entry, however
/// many events there were. In the order of their keys, so that two processes
/// never wait for each other's rows crosswise.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) by_creator: BTreeMap<CreatorId, i64>,
    pub(super) by_channel: BTreeMap<ChannelId, i64>,
    pub(super) by_month: BTreeMap<(CreatorId, String), i64>,
    pub(super) comments: BTreeMap<ArticleId, i64>,
    pub(super) followers: BTreeMap<CreatorId, i64>,
}

impl Sums {
    /// `zone` is the site's: a month begins there.
    pub(super) fn of(events: &[Event], zone: &TimeZone) -> Result<Self, Failure> {
        let mut sums = Self::default();
        for event in events {
            sums.add(event, zone)?;
        }
        Ok(sums)
    }

    fn add(&mut self, event: &Event, zone: &TimeZone) -> Result<(), Failure> {
        if let Some(fact) = read::<ArticlePublished>(event)? {
            self.stand(&fact.standing, 1, zone);
        } else if let Some(fact) = read::<ArticleRevised>(event)? {
            self.stand(&fact.before, -1, zone);
            self.stand(&fact.after, 1, zone);
        } else if let Some(fact) = read::<ArticleHidden>(event)? {
            self.stand(&fact.before, -1, zone);
        } else if let Some(fact) = read::<CommentPosted>(event)? {
            *self.comments.entry(fact.article).or_default() += 1;
        } else if let Some(fact) = read::<CreatorFollowed>(event)? {
            *self.followers.entry(fact.creator).or_default() += 1;
        } else if let Some(fact) = read::<CreatorUnfollowed>(event)? {
            *self.followers.entry(fact.creator).or_default() -= 1;
        }
        Ok(())
    }

    fn stand(&mut self, standing: &Standing, by: i64, zone: &TimeZone) {
        *self.by_creator.entry(standing.creator).or_default() += by;
        if let Some(channel) = standing.channel {
            *self.by_channel.entry(channel).or_default() += by;
        }
        let month = standing.published_at.zoned(zone).strftime("%Y-%m");
        let month = (standing.creator, month.to_string());
        *self.by_month.entry(month).or_default() += by;
    }
}

fn read<F: Fact>(event: &Event) -> Result<Option<F>, Failure> {
    event.read().transpose().map_err(|error| Failure::Event {
        seq: event.seq,
        reason: format!("{} cannot be read: {error}", event.kind),
    })
}

#[cfg(test)]
mod tests {
    use masthead_clock::Millis;

    use super::*;
    use crate::id::CommentId;

    fn event<F: Fact>(fact: &F) -> Event {
        Event {
            seq: 1,
            at: Millis(0),
            kind: F::KIND.to_owned(),
            version: F::VERSION,
            actor: "import".to_owned(),
            body: serde_json::to_string(fact).expect("plain data"),
        }
    }

    fn standing(channel: ChannelId) -> Standing {
        Standing {
            creator: CreatorId(7),
            channel: Some(channel),
            columns: Vec::new(),
            // 2026-01-31T20:00Z is February in Shanghai.
            published_at: Millis(1_769_889_600_000),
        }
    }

    #[test]
    fn a_move_between_channels_leaves_the_creator_as_it_was() {
        let zone = TimeZone::get("Asia/Shanghai").expect("bundled");
        let published = ArticlePublished {
            article: ArticleId(1),
            standing: standing(ChannelId(1)),
        };
        let revised = ArticleRevised {
            article: ArticleId(1),
            before: standing(ChannelId(1)),
            after: standing(ChannelId(2)),
        };
        let sums = Sums::of(&[event(&published), event(&revised)], &zone).expect("sums");
        assert_eq!(sums.by_creator, BTreeMap::from([(CreatorId(7), 1)]));
        assert_eq!(
            sums.by_channel,
            BTreeMap::from([(ChannelId(1), 0), (ChannelId(2), 1)])
        );
        let february = (CreatorId(7), "2026-02".to_owned());
        assert_eq!(sums.by_month, BTreeMap::from([(february, 1)]));
    }

    #[test]
    fn an_event_that_cannot_be_read_is_named() {
        let mut broken = event(&CommentPosted {
            comment: CommentId(1),
            article: ArticleId(2),
        });
        broken.body = "{}".to_owned();
        let failure = Sums::of(&[broken], &TimeZone::UTC).expect_err("broken");
        assert!(failure.to_string().contains("comment.posted"), "{failure}");
    }
}
