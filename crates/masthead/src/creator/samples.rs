use super::pages::{
    ArchivePage, CreatorPage, CreatorsPage, Credential, Month, MonthLink, PastTitle, Profile,
    Subject,
};
use crate::id::CreatorId;
use crate::web::samples::{self, Samples, either};
use crate::web::{Card, Edition, Line, Locale, TurnPage};

fn profile(locale: Locale, number: usize) -> Profile {
    let line = samples::creator(locale, number);
    let kinds = [
        "media",
        "individual",
        "government",
        "enterprise",
        "organisation",
    ];
    Profile {
        name: line.name,
        handle: format!("creator{number}"),
        id: CreatorId(7),
        archive_url: format!("{}/archive", line.url),
        follow_url: format!("{}/follow", line.url),
        url: line.url,
        avatar: samples::picture(number + 4),
        kind: kinds[number % kinds.len()].to_owned(),
        bio: Some(either(
            locale,
            "写这座城市里每天都在用、却很少被看见的东西。",
            "On the things a city uses every day and seldom sees.",
        )),
        region: Some(either(locale, "浙江", "Zhejiang")),
        articles: 3337,
        followers: 110,
    }
}

fn bare(locale: Locale) -> Profile {
    Profile {
        bio: None,
        region: None,
        articles: 0,
        followers: 0,
        ..profile(locale, 0)
    }
}

fn long(locale: Locale) -> Profile {
    let profile = profile(locale, 0);
    Profile {
        name: profile.name.repeat(8),
        handle: "h".repeat(60),
        bio: profile.bio.map(|bio| bio.repeat(20)),
        followers: 1_234_567_890,
        ..profile
    }
}

fn past(card: Card) -> PastTitle {
    PastTitle {
        at: card.at,
        line: Line {
            url: card.url,
            title: card.title,
            lang: card.lang,
            labels: card.labels,
        },
    }
}

fn older() -> TurnPage {
    TurnPage {
        newer_url: None,
        older_url: Some("?before=4".to_owned()),
    }
}

impl Samples for CreatorPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let usual = Self {
            layout,
            creator: profile(locale, 0),
            subject: None,
            credentials: Vec::new(),
            cards: samples::cards(locale, 0, 10),
            turn: older(),
        };
        let cards = (0..20)
            .map(|number| samples::longest_card(locale, number))
            .collect();
        let longest = Self {
            creator: long(locale),
            subject: Some(subject(locale)),
            credentials: credentials(locale),
            cards,
            ..usual.clone()
        };
        let layout = samples::bare_layout(locale, edition);
        let empty = Self {
            layout,
            creator: bare(locale),
            subject: None,
            credentials: Vec::new(),
            cards: Vec::new(),
            turn: TurnPage::default(),
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

fn credentials(locale: Locale) -> Vec<Credential> {
    let one = |field: &str, times| Credential {
        field: field.to_owned(),
        name: samples::either(locale, "医师执业证书", "Licence to practise").repeat(times),
        until: "2026-12-31".to_owned(),
    };
    vec![one("health", 1), one("education", 9)]
}

fn subject(locale: Locale) -> Subject {
    let text =
        samples::either(locale, "望川灯塔传媒有限公司", "Wangchuan Lights Media Ltd").repeat(9);
    Subject {
        subject: text.clone(),
        place: Some(text.clone()),
        code: Some("91350100M000100Y43".to_owned()),
        licence: Some(text),
        field: Some("city".to_owned()),
        contact: Some(format!("{}@example.org", "lights".repeat(9))),
    }
}

impl Samples for ArchivePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let month = |month: i8| Month {
            year: 2026,
            month,
            titles: samples::cards(locale, 0, 8).into_iter().map(past).collect(),
        };
        let link = |month: i8| MonthLink {
            year: 2026,
            month,
            url: format!("?month=2026-{month}"),
            articles: 31,
        };
        let usual = Self {
            layout: samples::layout(locale, edition),
            creator: profile(locale, 0),
            months: (1..=3).rev().map(month).collect(),
            all_months: (1..=12).rev().map(link).collect(),
            turn: older(),
        };
        let longest = Self {
            creator: long(locale),
            months: (1..=12).rev().map(month).collect(),
            ..usual.clone()
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            creator: bare(locale),
            months: Vec::new(),
            all_months: Vec::new(),
            turn: TurnPage::default(),
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

impl Samples for CreatorsPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let layout = samples::layout(locale, edition);
        let usual = Self {
            layout,
            creators: (0..5).map(|number| profile(locale, number)).collect(),
            turn: older(),
        };
        let longest = Self {
            creators: vec![long(locale); 20],
            ..usual.clone()
        };
        let layout = samples::bare_layout(locale, edition);
        let empty = Self {
            layout,
            creators: Vec::new(),
            turn: TurnPage::default(),
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}
