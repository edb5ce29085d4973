//! An archive of any size with plausible Chinese text, for benchmarks.
//!
//! The words are made up by rule from lists of our own, and follow Zipf's law; lengths, times and
//! counts follow what news has. The same options give the same bytes. Memory does not grow with
//! the number of articles, only with the number of creators (16 bytes each).

mod article;
mod dice;
mod lists;
mod people;
mod pictures;
mod prose;
#[cfg(test)]
mod tests;
mod vocabulary;

use masthead_archive::rows::{Place, Slot, Timestamp};
use masthead_archive::{WriteError, Writer};

use article::Press;
use dice::Dice;
use people::People;
use prose::Prose;

/// What to generate.
#[derive(Debug, Clone)]
pub struct Options {
    pub articles: u64,
    pub seed: u64,
    /// One for 50 articles where left out, at least one.
    pub creators: Option<u64>,
    /// 1 to 16; from 8 to 16 by the number of articles where left out.
    pub channels: Option<usize>,
    /// The time of the last article; the first is three years older.
    pub end: Timestamp,
}

/// How many rows of each kind were written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    pub channels: u64,
    pub columns: u64,
    pub users: u64,
    pub creators: u64,
    pub followers: u64,
    pub articles: u64,
    pub comments: u64,
    pub slots: u64,
    pub pictures: u64,
}

impl Options {
    fn creators(&self) -> u64 {
        self.creators.unwrap_or(self.articles / 50).max(1)
    }

    fn channels(&self) -> usize {
        let usual = match self.articles {
            0..1_000 => 8,
            1_000..100_000 => 12,
            _ => 16,
        };
        self.channels
            .unwrap_or(usual)
            .clamp(1, lists::CHANNELS.len())
    }
}

/// Writes all of an archive but its end: the caller calls [`Writer::finish`].
pub fn write(options: &Options, writer: &mut Writer) -> Result<Written, WriteError> {
    let prose = Prose::new();
    let people = People::new(options);
    let mut written = Written::default();
    writer.site(&people::site())?;
    people::write_sections(options.channels(), writer, &mut written)?;
    people.write(&prose, writer, &mut written)?;
    let press = Press::new(options, &people, &prose);
    for number in 0..options.articles {
        writer.row(&press.article(number))?;
        written.articles += 1;
    }
    for number in 0..options.articles {
        for comment in press.comments(number) {
            writer.row(&comment)?;
            written.comments += 1;
        }
    }
    write_slots(options, writer, &mut written)?;
    for (path, bytes) in pictures::all() {
        writer.media(&path, &bytes)?;
        written.pictures += 1;
    }
    Ok(written)
}

/// Headlines from the newest articles, by place.
fn write_slots(
    options: &Options,
    writer: &mut Writer,
    written: &mut Written,
) -> Result<(), WriteError> {
    const EACH: u64 = 6;
    let mut places: Vec<Place> = lists::CHANNELS[..options.channels()]
        .iter()
        .map(|(slug, ..)| Place::ChannelHeadline((*slug).to_owned()))
        .collect();
    places.extend(
        lists::COLUMNS
            .iter()
            .map(|(slug, ..)| Place::ColumnHeadline((*slug).to_owned())),
    );
    places.push(Place::HomeTop);
    places.push(Place::Hot);
    places.sort_by_key(Place::to_string);
    let newest = (0..options.articles).rev();
    let mut newest = newest.take(places.len() * EACH as usize).cycle();
    for place in places {
        for position in 1..=EACH.min(options.articles) {
            let Some(number) = newest.next() else {
                return Ok(());
            };
            writer.row(&Slot {
                place: place.clone(),
                article: article::id(number),
                title: None,
                from: None,
                until: None,
                position: Some(position as i32),
            })?;
            written.slots += 1;
        }
    }
    Ok(())
}

/// Chance of its own for each row, so that a row can be made again without those before it.
fn dice_for(seed: u64, kind: u64, number: u64) -> Dice {
    let mut dice = Dice::new(seed ^ kind.wrapping_mul(0xA24B_AED4_963E_E407));
    Dice::new(dice.next() ^ number.wrapping_mul(0x9FB2_1C65_1E98_DF25))
}
