//! Sample parts for the pages' samples: what templates are tested and looked at with. All names are made up.

use std::any::type_name;
use std::error::Error;
use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone};

use super::{
    Around, Card, CreatorLine, Edition, Feed, Head, Label, Language, Layout, Link, Locale, Markup,
    Me, NavLink, Originals, Page, Picture, PictureSource, Piece, Site, SlotBlock, Surroundings,
    Tab, Theme, ThemeFault,
};
use crate::id::ArticleId;

/// 2026-01-18 04:35:00 +08:00.
pub const CLOCK: i64 = 1_768_682_100_000;
const MINUTE: i64 = 60_000;

/// A page with the data that its template has to bear: empty, usual, everything at its longest.
pub trait Samples: Page + Sized {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)>;
}

/// The samples of a page, whatever its type: what features declare.
pub struct Sampled {
    pub template: &'static str,
    /// Of its type.
    pub name: fn() -> &'static str,
    render: fn(&Theme, Locale, Edition) -> Vec<Rendered>,
}

/// A sample as a page.
pub struct Rendered {
    /// Of the sample: `usual`, `empty` and the like.
    pub name: &'static str,
    pub html: Result<Vec<u8>, ThemeFault>,
}

impl Sampled {
    #[must_use]
    pub const fn of<P: Samples>() -> Self {
        Self {
            template: P::TEMPLATE,
            name: type_name::<P>,
            render: render::<P>,
        }
    }

    /// Every sample of it, as this theme renders it.
    #[must_use]
    pub fn render(&self, theme: &Theme, locale: Locale, edition: Edition) -> Vec<Rendered> {
        (self.render)(theme, locale, edition)
    }
}

fn render<P: Samples>(theme: &Theme, locale: Locale, edition: Edition) -> Vec<Rendered> {
    let samples = P::samples(locale, edition).into_iter();
    let rendered = samples.map(|(name, page)| Rendered {
        name,
        html: theme.render(&page),
    });
    rendered.collect()
}

/// A part as the house's own theme renders it.
///
/// # Panics
/// A template that does not work: what samples are there to show.
#[must_use]
pub fn piece<P: Piece>(locale: Locale, piece: &P) -> Markup {
    let rendered = theme().piece(locale, piece);
    rendered.unwrap_or_else(|fault| panic!("{fault}: {:?}", fault.source()))
}

fn theme() -> &'static Theme {
    static THEME: LazyLock<Theme> = LazyLock::new(|| {
        Theme::load(&TimeZone::fixed(Offset::constant(8)), None).expect("our templates compile")
    });
    &THEME
}

/// Picks the words of a sample by language.
#[must_use]
pub fn either(locale: Locale, zh: &str, en: &str) -> String {
    match locale {
        Locale::ZhCn => zh.to_owned(),
        Locale::En => en.to_owned(),
    }
}

#[must_use]
pub fn link(label: &str, url: &str) -> Link {
    Link {
        label: label.to_owned(),
        url: url.to_owned(),
    }
}

/// Slug, Chinese name, English name.
const CHANNELS: [(&str, &str, &str); 8] = [
    ("news", "要闻", "News"),
    ("city", "城事", "City"),
    ("sports", "体育", "Sports"),
    ("finance", "财经", "Business"),
    ("tech", "科技", "Technology"),
    ("culture", "文化", "Culture"),
    ("travel", "旅行", "Travel"),
    ("health", "健康", "Health"),
];

const COLUMNS: [(&str, &str, &str); 5] = [
    ("fashion", "时尚", "Style"),
    ("education", "教育", "Education"),
    ("digital", "数码", "Devices"),
    ("property", "房产", "Homes"),
    ("family", "亲子", "Family"),
];

const TITLES: [(&str, &str); 10] = [
    (
        "跨江大桥修缮完工，周六起恢复双向通车",
        "River bridge reopens to traffic in both directions on Saturday",
    ),
    (
        "老城图书馆搬新家：一万册旧书的最后一程",
        "The old town library moves house: the last journey of ten thousand books",
    ),
    (
        "清晨五点的菜市场，谁在决定今天的价格",
        "Five in the morning at the market: who sets today's prices",
    ),
    (
        "县队连胜九场，教练却说真正的考验在春天",
        "Nine wins in a row, and the coach says spring is the real test",
    ),
    (
        "内存价格连涨三个月，装机该等还是该买",
        "Memory prices have risen for three months: wait, or buy now?",
    ),
    (
        "一座灯塔的电气化与一位守塔人的告别",
        "A lighthouse goes electric and its keeper says goodbye",
    ),
    (
        "春运首日：车站里的热水、方言和行李箱",
        "First day of the holiday rush: hot water, dialects and suitcases",
    ),
    (
        "沿着运河骑行三百公里，我们记下了七种桥",
        "Three hundred kilometres along the canal, and seven kinds of bridge",
    ),
    (
        "社区食堂开张半年账本公开：盈亏都写在墙上",
        "The community canteen hangs its books on the wall after half a year",
    ),
    (
        "冬天怎样给老房子保暖？工程师给出五条建议",
        "Keeping an old house warm in winter: five pieces of advice from an engineer",
    ),
];

const CREATORS: [(&str, &str); 5] = [
    ("河湾日报", "Riverbend Daily"),
    ("灯塔笔记", "Lighthouse Notes"),
    ("老街观察", "Old Street Watch"),
    ("算盘财经", "Abacus Business"),
    ("山野行记", "Hill and Field"),
];

#[must_use]
pub fn layout(locale: Locale, edition: Edition) -> Layout {
    let feed = |url: &str, mime: &str, title: &str| Feed {
        title: title.to_owned(),
        url: url.to_owned(),
        mime: mime.to_owned(),
    };
    let surroundings = Surroundings {
        channels: navigation(locale),
        languages: [("中文", Locale::ZhCn), ("English", Locale::En)]
            .map(|(label, tag)| Language {
                tag,
                label: label.to_owned(),
                url: format!("?lang={}", tag.tag()),
                current: tag == locale,
            })
            .to_vec(),
        footer_links: vec![
            link(&either(locale, "关于我们", "About us"), "/about"),
            link(&either(locale, "联系", "Contact"), "/about/contact"),
        ],
        feeds: vec![
            feed("/feed.xml", "application/rss+xml", "RSS"),
            feed("/feed.json", "application/feed+json", "JSON Feed"),
        ],
        me: Some(Me {
            unread: 7,
            writes: true,
            sees_desk: true,
        }),
        ..bare_surroundings(edition)
    };
    let tagline = either(
        locale,
        "一座城市的早晨从这里开始",
        "Where the city's morning begins",
    );
    let mut layout = bare_layout(locale, edition);
    layout.site.tagline = Some(tagline);
    layout.site.creators_url = Some("/creators".to_owned());
    layout.around = around(locale, &surroundings);
    layout
}

fn navigation(locale: Locale) -> Vec<NavLink> {
    let channels = channels(locale).into_iter().enumerate();
    let link = |(at, channel): (usize, Link)| NavLink {
        label: channel.label,
        url: channel.url,
        current: at == 2,
    };
    channels.map(link).collect()
}

/// The layout of a new site: nothing that an operator may leave out.
#[must_use]
pub fn bare_layout(locale: Locale, edition: Edition) -> Layout {
    Layout {
        site: Site {
            name: either(locale, "河湾", "Riverbend"),
            tagline: None,
            creators_url: None,
        },
        locale,
        edition,
        head: Head::default(),
        banner: None,
        around: around(locale, &bare_surroundings(edition)),
        query: String::new(),
        feeds: Vec::new(),
        clock: CLOCK,
    }
}

fn bare_surroundings(edition: Edition) -> Surroundings {
    Surroundings {
        edition,
        edition_url: format!("?edition={}", edition.other().name()),
        languages: Vec::new(),
        channels: Vec::new(),
        footer_links: Vec::new(),
        feeds: Vec::new(),
        me: None,
    }
}

fn around(locale: Locale, surroundings: &Surroundings) -> Around {
    let around = surroundings.around(theme(), locale);
    around.unwrap_or_else(|fault| panic!("{fault}: {:?}", fault.source()))
}

#[must_use]
pub fn channels(locale: Locale) -> Vec<Link> {
    CHANNELS
        .iter()
        .map(|(slug, zh, en)| link(&either(locale, zh, en), &format!("/channel/{slug}")))
        .collect()
}

/// The `number`th sample article; every third has no cover.
#[must_use]
pub fn card(locale: Locale, number: usize) -> Card {
    let (zh, en) = TITLES[number % TITLES.len()];
    Card {
        id: ArticleId(1000 + i64::try_from(number).unwrap_or(0)),
        url: format!("/article/{}", 1000 + number),
        title: either(locale, zh, en),
        lang: None,
        summary: Some(either(
            locale,
            "工期比计划提前了十一天。记者跟随最后一班夜间养护车上桥，听工程师讲桥面下那些看不见的改动。",
            "The work ended eleven days early. We rode with the last night crew and asked the engineers what changed below the deck.",
        )),
        cover: (number % 3 != 2).then(|| picture(number)),
        creator: creator(locale, number),
        at: CLOCK - (i64::try_from(number).unwrap_or(0) * 37 + 5) * MINUTE,
        comments: number.is_multiple_of(2).then_some(number as u64 * 13),
        labels: if number % 7 == 3 {
            vec![Label::Opinion]
        } else {
            Vec::new()
        },
    }
}

#[must_use]
pub fn cards(locale: Locale, from: usize, count: usize) -> Vec<Card> {
    (from..from + count)
        .map(|number| card(locale, number))
        .collect()
}

/// Everything that a card can have, and too much of it.
#[must_use]
pub fn longest_card(locale: Locale, number: usize) -> Card {
    let mut card = card(locale, number);
    card.title = card.title.repeat(4);
    card.summary = card.summary.map(|summary| summary.repeat(4));
    card.cover = Some(picture(number));
    card.creator.name = card.creator.name.repeat(6);
    card.comments = Some(9_999_999);
    card.labels = Label::ALL.to_vec();
    card
}

#[must_use]
pub fn creator(locale: Locale, number: usize) -> CreatorLine {
    let (zh, en) = CREATORS[number % CREATORS.len()];
    CreatorLine {
        name: either(locale, zh, en),
        url: format!("/@creator{}", number % CREATORS.len()),
    }
}

/// One of eight pictures that the example draws beside the pages.
#[must_use]
pub fn picture(number: usize) -> Picture {
    let src = format!("/media/sample-{}.svg", number % 8);
    Picture {
        srcset: Some(format!("{src} 640w, {src} 1280w")),
        sources: vec![PictureSource {
            mime: "image/svg+xml".to_owned(),
            srcset: format!("{src} 1280w"),
        }],
        src,
        width: 1280,
        height: 800,
        alt: String::new(),
    }
}

/// A headline for each channel.
#[must_use]
pub fn headlines(locale: Locale) -> Vec<SlotBlock> {
    blocks(locale, 1)
}

#[must_use]
pub fn blocks(locale: Locale, count: usize) -> Vec<SlotBlock> {
    let channels = channels(locale).into_iter().enumerate();
    channels
        .map(|(at, channel)| SlotBlock {
            heading: (at == 0).then(|| either(locale, "头条要闻", "Top story")),
            channel,
            cards: cards(locale, at * 5, count),
        })
        .collect()
}

#[must_use]
pub fn originals(locale: Locale) -> Originals {
    let tabs = COLUMNS.iter().enumerate().map(|(at, (slug, zh, en))| Tab {
        column: link(&either(locale, zh, en), &format!("/column/{slug}")),
        heading: None,
        cards: cards(locale, at * 2 + 1, 1),
    });
    Originals {
        title: link(
            &either(locale, "河湾原创", "Riverbend originals"),
            "/column/originals",
        ),
        tabs: tabs.collect(),
    }
}
