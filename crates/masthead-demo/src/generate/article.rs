//! Articles and their comments.

use masthead_archive::rows::{AiGenerated, Article, Body, Comment, Source, Timestamp};

use super::people::{People, THREE_YEARS_SECONDS, earlier};
use super::prose::Prose;
use super::{Dice, Options, dice_for, lists, pictures};

/// Makes any article of the archive by its number, the oldest being 0.
pub(super) struct Press<'a> {
    seed: u64,
    articles: u64,
    channels: usize,
    end: Timestamp,
    people: &'a People,
    prose: &'a Prose,
}

pub(super) fn id(number: u64) -> String {
    format!("a{:08}", number + 1)
}

impl<'a> Press<'a> {
    pub(super) fn new(options: &Options, people: &'a People, prose: &'a Prose) -> Self {
        Press {
            seed: options.seed,
            articles: options.articles,
            channels: options.channels(),
            end: options.end,
            people,
            prose,
        }
    }

    pub(super) fn article(&self, number: u64) -> Article {
        let dice = &mut dice_for(self.seed, 4, number);
        let (slug, ..) = lists::CHANNELS[dice.below(self.channels as u64) as usize];
        let body = self.body(dice);
        Article {
            id: id(number),
            creator: self.people.creator(dice),
            title: self.prose.title(dice),
            body,
            channel: Some(slug.to_owned()),
            columns: self.columns(dice),
            cover: dice.chance(40).then(|| pictures::cover(dice)),
            summary: dice.chance(60).then(|| self.summary(dice)),
            tags: self.tags(dice),
            state: None,
            published_at: Some(self.published_at(number)),
            updated_at: None,
            source: dice.chance(10).then(|| source(dice)),
            original: dice.chance(30).then_some(true),
            ai_generated: dice.chance(5).then_some(AiGenerated::Assisted),
            region: dice
                .chance(80)
                .then(|| dice.one_of(&lists::REGIONS).to_owned()),
            views: Some(dice.heavy(20.0, 5_000_000.0)),
            locale: None,
            corrections: Vec::new(),
            retraction: None,
            comments_open: None,
        }
    }

    /// Evenly over three years, the last one at the end.
    fn published_at(&self, number: u64) -> Timestamp {
        let left = u128::from(self.articles - 1 - number);
        let span = THREE_YEARS_SECONDS as u128;
        earlier(self.end, (left * span / u128::from(self.articles)) as i64)
    }

    /// 3 to 12 paragraphs; one body in five is Markdown, with a heading and a picture.
    fn body(&self, dice: &mut Dice) -> Body {
        let markdown = dice.chance(20);
        let mut text = String::with_capacity(4_096);
        for number in 0..dice.between(3, 12) {
            if number > 0 {
                text.push_str("\n\n");
            }
            if markdown && number == 2 {
                text.push_str("## ");
                text.push_str(&self.prose.title(dice));
                text.push_str("\n\n![](");
                text.push_str(&pictures::cover(dice));
                text.push_str(")\n\n");
            }
            self.prose.paragraph(&mut text, dice);
        }
        if markdown {
            Body::Markdown(text)
        } else {
            Body::Text(text)
        }
    }

    fn columns(&self, dice: &mut Dice) -> Vec<String> {
        if !dice.chance(8) {
            return Vec::new();
        }
        let column = dice.below(lists::COLUMNS.len() as u64) as usize;
        vec![lists::COLUMNS[column].0.to_owned()]
    }

    fn summary(&self, dice: &mut Dice) -> String {
        let mut summary = String::new();
        self.prose.sentence(&mut summary, dice);
        summary
    }

    fn tags(&self, dice: &mut Dice) -> Vec<String> {
        let count = dice.below(4);
        let mut tags: Vec<String> = (0..count)
            .map(|_| self.prose.noun(dice).to_owned())
            .collect();
        tags.sort_unstable();
        tags.dedup();
        tags
    }

    /// A fifth of the articles have comments, most of them one. An hour lies between two, and the
    /// last articles have theirs after the end no more than the clock allows: at the end itself.
    pub(super) fn comments(&self, number: u64) -> Vec<Comment> {
        let dice = &mut dice_for(self.seed, 5, number);
        if !dice.chance(20) {
            return Vec::new();
        }
        let count = dice.heavy(1.0, 50.0);
        let comment_id = |at: u64| format!("m{:08}-{:02}", number + 1, at + 1);
        let first = self.published_at(number);
        (0..count)
            .map(|at| Comment {
                id: comment_id(at),
                article: id(number),
                author: self.people.reader(dice),
                body: dice.one_of(&lists::REMARKS).to_owned(),
                created_at: earlier(first, -3_600 * (at as i64 + 1)).min(self.end),
                parent: (at > 0 && dice.chance(30)).then(|| comment_id(at - 1)),
                likes: Some(dice.heavy(1.0, 10_000.0) - 1),
            })
            .collect()
    }
}

fn source(dice: &mut Dice) -> Source {
    let (region, title) = (dice.one_of(&lists::REGIONS), dice.one_of(&lists::TITLES));
    Source {
        name: format!("{region}{title}").into(),
        url: Some("https://news.example/".to_owned()),
    }
}
