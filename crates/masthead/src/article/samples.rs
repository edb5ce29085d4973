use serde_json::json;

use super::pages::{Article, ArticlePage, Byline, CreatorCard, Notice, Source};
use super::rules::Correction;
use crate::comment::pages::Comment;
use crate::id::{CommentId, CreatorId};
use crate::web::samples::{self, CLOCK, Samples, either};
use crate::web::{
    Card, Edition, Headlines, HotRow, Label, Line, Locale, Markup, OriginalTabs, Preview, Share,
    SlotBlock, Tile, TitleLine,
};

const URL: &str = "https://news.example.org/article/1000";

impl Samples for ArticlePage {
    fn samples(locale: Locale, edition: Edition) -> Vec<(&'static str, Self)> {
        vec![
            ("empty", empty(locale, edition)),
            ("usual", usual(locale, edition)),
            ("longest", longest(locale, edition)),
        ]
    }
}

fn usual(locale: Locale, edition: Edition) -> ArticlePage {
    let mut layout = samples::layout(locale, edition);
    let lead = samples::card(locale, 0);
    layout.head.description.clone_from(&lead.summary);
    layout.head.canonical = Some(URL.to_owned());
    layout.head.preview = Some(Preview {
        kind: "article".to_owned(),
        title: lead.title.clone(),
        description: lead.summary.clone().unwrap_or_default(),
        url: URL.to_owned(),
        picture: lead.cover.clone(),
        published_at: Some(lead.at),
        updated_at: None,
    });
    layout.head.json_ld = vec![Markup::json_ld(
        &json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": lead.title}),
    )];
    ArticlePage {
        layout,
        article: article(locale),
        retraction: None,
        share: share(&lead.title),
        related: tiles(locale, samples::cards(locale, 1, 4)),
        hot: hot(locale, samples::cards(locale, 3, 20)),
        comments: comments(locale),
        creator: creator(locale),
        headlines: headlines(locale, samples::headlines(locale)),
        originals: Some(originals(locale)),
    }
}

fn empty(locale: Locale, edition: Edition) -> ArticlePage {
    let mut page = usual(locale, edition);
    page.layout = samples::bare_layout(locale, edition);
    let byline = Byline {
        updated_at: None,
        source: None,
        region: None,
        editor: None,
        views: 0,
        labels: Vec::new(),
        ..page.article.byline
    };
    page.article = Article {
        channel: None,
        byline,
        comments: 0,
        body: Markup::from_renderer(String::new()),
        corrections: Vec::new(),
        tags: Vec::new(),
        notices: Vec::new(),
        ..page.article
    };
    page.creator = CreatorCard {
        bio: None,
        articles: 0,
        followers: 0,
        past: Vec::new(),
        ..page.creator
    };
    ArticlePage {
        related: Vec::new(),
        hot: Vec::new(),
        comments: Vec::new(),
        headlines: headlines(locale, Vec::new()),
        originals: None,
        ..page
    }
}

fn longest(locale: Locale, edition: Edition) -> ArticlePage {
    let mut page = usual(locale, edition);
    page.article.title = page.article.title.repeat(4);
    page.article.byline.labels = Label::ALL.to_vec();
    page.article.byline.updated_at = Some(CLOCK);
    page.article.byline.views = 9_999_999_999;
    page.article.byline.editor = Some(either(locale, "本报编辑部夜班组", "Night desk"));
    page.article.lang = Some("zh-TW".to_owned());
    page.article.comments = 9_999_999;
    page.article.corrections = vec![Correction {
        at: CLOCK,
        text: either(
            locale,
            "初稿把工期写成二十一天，应为十一天。",
            "An earlier version said twenty-one days; it was eleven.",
        ),
    }];
    let longest = (0..6).map(|number| samples::longest_card(locale, number));
    page.related = tiles(locale, longest.collect());
    let longest = (0..20).map(|number| samples::longest_card(locale, number));
    page.hot = hot(locale, longest.collect());
    page.creator.name = page.creator.name.repeat(6);
    page.creator.bio = page.creator.bio.map(|bio| bio.repeat(12));
    page
}

fn article(locale: Locale) -> Article {
    let card = samples::card(locale, 0);
    Article {
        url: card.url,
        title: card.title,
        lang: None,
        channel: samples::channels(locale).into_iter().nth(1),
        byline: Byline {
            creator: card.creator,
            at: card.at,
            updated_at: None,
            source: Some(Source { name: either(locale, "河湾日报", "Riverbend Daily"), url: Some("https://example.org/".to_owned()) }),
            region: Some(either(locale, "浙江", "Zhejiang")),
            editor: None,
            views: 1_234,
            labels: vec![Label::Original, Label::Reportage],
        },
        comments: 128,
        body: body(locale),
        corrections: Vec::new(),
        tags: vec![samples::link(&either(locale, "桥梁", "bridges"), "/search?q=bridges"), samples::link(&either(locale, "交通", "transport"), "/search?q=transport")],
        notices: vec![
            Notice { lang: "zh-CN".to_owned(), text: "特别声明：以上内容（如有图片或视频亦包括在内）由“河湾号”用户上传并发布，本平台仅提供信息存储服务。".to_owned() },
            Notice { lang: "en".to_owned(), text: "Notice: The content above (including pictures and videos, if any) was uploaded and posted by a user of Riverbend; this platform only provides storage.".to_owned() },
        ],
    }
}

fn body(locale: Locale) -> Markup {
    let paragraph = either(
        locale,
        "<p>周六清晨六点，最后一组锥桶被收上卡车，封闭了四个月的跨江大桥重新向双向车辆开放。第一辆过桥的是一辆送奶车，司机按了两声喇叭，算是剪彩。</p><p>“桥面看上去和从前一样，”项目工程师站在护栏边说，“改动都在你看不见的地方。”支座全部更换，伸缩缝缩窄了一半，<strong>桥下的检修道第一次装上了照明</strong>。</p>",
        "<p>At six on Saturday morning the last row of cones went up on the lorry, and the river bridge, closed for four months, was open in both directions again. The first vehicle across was a milk van; its driver sounded the horn twice, which served as the ribbon.</p><p>“The deck looks as it always did,” said the project's engineer at the railing. “What changed is where you do not see it.” All bearings are new, the joints are half as wide, and <strong>the walkway below has lights for the first time</strong>.</p>",
    );
    let picture = "<figure><img src=\"/media/sample-1.svg\" width=\"1280\" height=\"800\" alt=\"\" loading=\"lazy\"><figcaption>CAPTION</figcaption></figure>";
    let picture = picture.replace(
        "CAPTION",
        &either(
            locale,
            "修缮后的桥面。图/本报资料",
            "The deck after the works. Archive picture",
        ),
    );
    let heading = either(
        locale,
        "<h2>提前十一天，是怎么省出来的</h2>",
        "<h2>Where the eleven days came from</h2>",
    );
    let quote = either(
        locale,
        "<blockquote><p>好的工程，是让人想不起它来。</p></blockquote>",
        "<blockquote><p>Good works are the ones nobody thinks about.</p></blockquote>",
    );
    let list = either(
        locale,
        "<ul><li>更换支座 48 个</li><li>伸缩缝 12 道</li><li>新增照明 1.6 公里</li></ul>",
        "<ul><li>48 bearings replaced</li><li>12 joints</li><li>1.6 km of new lighting</li></ul>",
    );
    let table = "<table><thead><tr><th>2024</th><th>2025</th><th>2026</th></tr></thead><tbody><tr><td>31,200</td><td>33,940</td><td>35,100</td></tr></tbody></table>";
    Markup::from_renderer(format!(
        "{paragraph}{picture}{paragraph}{heading}{paragraph}{quote}{paragraph}{picture}{paragraph}{list}{table}{paragraph}"
    ))
}

fn share(title: &str) -> Share {
    // Stands for the code that the server draws.
    Share {
        title: title.to_owned(),
        url: URL.to_owned(),
        weibo_url: "/article/1000/share/weibo".to_owned(),
        qzone_url: "/article/1000/share/qzone".to_owned(),
        qq_url: "/article/1000/share/qq".to_owned(),
        qr_url: "/article/1000/qr.svg".to_owned(),
    }
}

fn comments(locale: Locale) -> Vec<Comment> {
    let say = |id, body: String, replies| Comment {
        id,
        author: either(locale, "桥头的老陈", "Chen by the bridge"),
        at: CLOCK - id.0 * 600_000,
        body,
        likes: 12,
        replies,
    };
    let reply = say(
        CommentId(2),
        either(
            locale,
            "送奶车司机是我表哥。",
            "The milk van's driver is my cousin.",
        ),
        Vec::new(),
    );
    vec![
        say(
            CommentId(1),
            either(
                locale,
                "早上走了一趟，确实平稳多了。",
                "Drove over it this morning: much smoother.",
            ),
            vec![reply],
        ),
        say(
            CommentId(3),
            either(
                locale,
                "检修道的灯晚上会一直亮着吗？",
                "Do the walkway lights stay on all night?",
            ),
            Vec::new(),
        ),
    ]
}

fn creator(locale: Locale) -> CreatorCard {
    let line = samples::creator(locale, 0);
    CreatorCard {
        name: line.name,
        id: CreatorId(7),
        archive_url: format!("{}/archive", line.url),
        follow_url: format!("{}/follow", line.url),
        url: line.url,
        avatar: samples::picture(4),
        bio: Some(either(
            locale,
            "写这座城市里每天都在用、却很少被看见的东西。",
            "On the things a city uses every day and seldom sees.",
        )),
        articles: 3337,
        followers: 110,
        past: lines(locale, samples::cards(locale, 5, 4)),
    }
}

fn hot(locale: Locale, cards: Vec<Card>) -> Vec<Markup> {
    let row = |card| {
        samples::piece(
            locale,
            &HotRow {
                card,
                sizes: "7rem",
            },
        )
    };
    cards.into_iter().map(row).collect()
}

fn headlines(locale: Locale, blocks: Vec<SlotBlock>) -> Markup {
    samples::piece(locale, &Headlines { blocks })
}

fn originals(locale: Locale) -> Markup {
    let originals = samples::originals(locale);
    samples::piece(locale, &OriginalTabs { originals })
}

fn tiles(locale: Locale, cards: Vec<Card>) -> Vec<Markup> {
    let tile = |card| samples::piece(locale, &Tile { card });
    cards.into_iter().map(tile).collect()
}

fn lines(locale: Locale, cards: Vec<Card>) -> Vec<Markup> {
    let line = |card: Card| Line {
        url: card.url,
        title: card.title,
        lang: card.lang,
        labels: card.labels,
    };
    let lines = cards.into_iter().map(line);
    lines
        .map(|card| samples::piece(locale, &TitleLine { card }))
        .collect()
}
