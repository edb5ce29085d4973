use super::pages::{
    Banner, Candidate, Coming, Conflict, FieldTrouble, FillingForm, FillingLine, Gone, Limits,
    PlaceLine, PlacePage, PlacesPage, Seen, VersionLine,
};
use crate::id::{ArticleId, SlotId};
use crate::slot::rules::Difference;
use crate::web::samples::{self, CLOCK, Samples, either};
use crate::web::{Edition, Locale, TurnPage};

const HOUR: i64 = 3_600_000;

fn title(locale: Locale, number: usize) -> String {
    samples::card(locale, number).title
}

fn seen(locale: Locale, count: usize) -> Vec<Seen> {
    let seen = |number| Seen {
        title: title(locale, number),
        url: format!("/article/{number}"),
        placed: number.is_multiple_of(2),
    };
    (0..count).map(seen).collect()
}

fn coming(locale: Locale, count: usize) -> Vec<Coming> {
    let kinds = ["begins", "ends", "out"];
    let coming = |number| Coming {
        at: CLOCK + i64::try_from(number).unwrap_or_default() * HOUR,
        kind: kinds[number % kinds.len()],
        title: title(locale, number),
        url: "/desk/slots/preview?place=hot&at=2026-01-18T05%3A00".to_owned(),
        current: number == 1,
    };
    (0..count).map(coming).collect()
}

fn place(locale: Locale, number: usize) -> PlaceLine {
    let whys = ["taken-down", "withdrawn", "waiting", "hidden"];
    let gone = Gone {
        title: title(locale, number),
        why: whys[number % whys.len()],
        instead: number.is_multiple_of(2).then(|| title(locale, number + 1)),
    };
    PlaceLine {
        name: either(locale, "首页 · 头条区", "Home: lead stories"),
        url: "/desk/slots/home/top".to_owned(),
        seen: seen(locale, 5),
        gone: vec![gone; number % 3],
        next: coming(locale, 1).pop(),
        ends: coming(locale, 2).pop(),
    }
}

impl Samples for PlacesPage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let places = |count| (0..count).map(|number| place(locale, number)).collect();
        let usual = Self {
            layout: samples::layout(locale, edition),
            places: places(12),
        };
        let longest = Self {
            places: places(60),
            ..usual.clone()
        };
        let bare = PlaceLine {
            seen: Vec::new(),
            gone: Vec::new(),
            next: None,
            ends: None,
            ..place(locale, 0)
        };
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            places: vec![bare],
        };
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}

fn form(mark: &str) -> FillingForm {
    FillingForm {
        mark: mark.to_owned(),
        from: "2026-01-18T05:00".to_owned(),
        until: "2026-01-18T22:00".to_owned(),
        first: true,
        ..FillingForm::default()
    }
}

fn filling(locale: Locale, number: usize) -> FillingLine {
    let stages = ["now", "coming", "gone", "below"];
    let stage = stages[number % stages.len()];
    FillingLine {
        slot: SlotId(i64::try_from(number).unwrap_or_default()),
        title: title(locale, number),
        url: "/article/7".to_owned(),
        creator: samples::creator(locale, number).name,
        stage,
        gone: (stage == "gone").then_some("taken-down"),
        from_at: (number > 0).then_some(CLOCK),
        until_at: (number % 2 == 1).then_some(CLOCK + HOUR),
        has_film: number % 3 == 1,
        is_first: number == 0,
        is_last: number == 3,
        form: form(&format!("-{number}")),
        open: false,
    }
}

fn version(locale: Locale, number: usize) -> VersionLine {
    let kinds = ["in", "out", "title", "time", "order"];
    let acts = ["found", "filled", "revised", "removed", "moved", "restored"];
    let difference = |kind| Difference {
        kind,
        name: title(locale, number),
    };
    VersionLine {
        version: i64::try_from(number).unwrap_or_default(),
        at: CLOCK,
        by: (number > 0).then(|| either(locale, "林月", "Lin Yue")),
        act: acts[number % acts.len()].to_owned(),
        differences: kinds.map(difference)[..number % 6].to_vec(),
        titles: (0..number).map(|number| title(locale, number)).collect(),
        current: number == 0,
    }
}

fn candidate(locale: Locale, number: usize) -> Candidate {
    Candidate {
        id: ArticleId(7),
        title: title(locale, number),
        url: "/article/7".to_owned(),
        creator: samples::creator(locale, number).name,
        at: CLOCK,
        has_film: number == 2,
        placed: number == 1,
    }
}

fn usual(locale: Locale, edition: Edition) -> PlacePage {
    PlacePage {
        layout: samples::layout(locale, edition),
        place: "home/top".to_owned(),
        name: either(locale, "首页 · 头条区", "Home: lead stories"),
        page_url: "/".to_owned(),
        preview_url: "/desk/slots/preview?place=home%2Ftop".to_owned(),
        version: 6,
        done: Some("filled".to_owned()),
        conflict: None,
        seen: seen(locale, 5),
        fillings: (0..4).map(|number| filling(locale, number)).collect(),
        coming: coming(locale, 4),
        form: form(""),
        candidates: (0..10).map(|number| candidate(locale, number)).collect(),
        turn: TurnPage {
            newer_url: None,
            older_url: Some("?before=9-4".to_owned()),
        },
        versions: (0..7).map(|number| version(locale, number)).collect(),
        older_url: Some("?below=4".to_owned()),
        zone: "Asia/Shanghai".to_owned(),
        limits: Limits::new(5),
    }
}

fn longest(locale: Locale, edition: Edition) -> PlacePage {
    let trouble = |field, key| FieldTrouble { field, key };
    let troubles = vec![
        trouble("article", "slot-trouble-no-article"),
        trouble("title_zh", "slot-trouble-title-long"),
        trouble("until", "slot-trouble-ends-before"),
    ];
    let long = |number| {
        let line = filling(locale, number);
        FillingLine {
            title: line.title.repeat(6),
            creator: line.creator.repeat(6),
            ..line
        }
    };
    PlacePage {
        conflict: Some(Conflict {
            versions: (1..6).map(|number| version(locale, number)).collect(),
            kept: true,
        }),
        fillings: (0..40).map(long).collect(),
        form: FillingForm {
            article: "https://news.example/article/".repeat(9),
            troubles,
            ..form("")
        },
        done: None,
        ..usual(locale, edition)
    }
}

impl Samples for PlacePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        let empty = Self {
            layout: samples::bare_layout(locale, edition),
            done: None,
            seen: Vec::new(),
            fillings: Vec::new(),
            coming: Vec::new(),
            candidates: Vec::new(),
            turn: TurnPage::default(),
            versions: Vec::new(),
            older_url: None,
            conflict: Some(Conflict {
                versions: Vec::new(),
                kept: false,
            }),
            ..usual(locale, edition)
        };
        let ahead = |coming| {
            samples::piece(
                locale,
                &Banner {
                    place: "home/top".to_owned(),
                    name: either(locale, "首页 · 头条区", "Home: lead stories"),
                    at: CLOCK,
                    at_field: "2026-01-18T04:35".to_owned(),
                    is_now: false,
                    coming,
                    place_url: "/desk/slots/home/top".to_owned(),
                    zone: "Asia/Shanghai".to_owned(),
                },
            )
        };
        let mut usual = usual(locale, edition);
        usual.layout.banner = Some(ahead(coming(locale, 4)));
        let mut longest = longest(locale, edition);
        longest.layout.banner = Some(ahead(Vec::new()));
        vec![("empty", empty), ("usual", usual), ("longest", longest)]
    }
}
