use jiff::tz::TimeZone;
use masthead_archive::rows::Site;
use masthead_db::{Fault, Tx};
use masthead_log::{Event, Failure, Follower};

use super::sums::Sums;
use crate::article::store::count as articles;
use crate::channel::store::count as channels;
use crate::creator::store::count as creators;
use crate::site;

/// The follower that keeps counts.
pub struct CountsFollower;

impl Follower for CountsFollower {
    fn name(&self) -> &'static str {
        "counts"
    }

    fn begin(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        creators::clear(tx)?;
        channels::clear(tx)?;
        creators::clear_months(tx)?;
        articles::clear_comments(tx)?;
        Ok(())
    }

    fn follow(&self, tx: &mut Tx<'_>, events: &[Event]) -> Result<(), Failure> {
        let sums = Sums::of(events, &zone(tx)?)?;
        for (creator, by) in sums.by_creator {
            creators::add_articles(tx, creator, by)?;
        }
        for (channel, by) in sums.by_channel {
            channels::add_articles(tx, channel, by)?;
        }
        for ((creator, month), by) in sums.by_month {
            creators::add_to_month(tx, creator, &month, by)?;
        }
        for (creator, by) in sums.followers {
            creators::add_followers(tx, creator, by)?;
        }
        for (article, by) in sums.comments {
            articles::add_comments(tx, article, by)?;
        }
        Ok(())
    }
}

fn zone(tx: &mut Tx<'_>) -> Result<TimeZone, Fault> {
    let site = site::store::find(tx)?;
    let site: Option<Site> = site.and_then(|body| serde_json::from_str(&body).ok());
    let name = site.and_then(|site| site.time_zone);
    let zone = TimeZone::get(name.as_deref().unwrap_or(site::rules::ZONE));
    Ok(zone.unwrap_or(TimeZone::UTC))
}
