//! Applying and deciding, as browsers do it.

#[path = "tests/picture.rs"]
mod picture;

use std::io::Cursor;

use masthead::portal::Settings;
use masthead::regime::Regime;
use serde_json::json;

use crate::account::{gives, joins_as, letters, newcomer};
use crate::support::{Answer, Archive, TestSite};

const PDF: &[u8] = b"%PDF-1.7 a licence";
const FORM: [(&str, &str); 12] = [
    ("kind", "enterprise"),
    ("name", "望川灯塔"),
    ("handle", "lights"),
    ("bio", "江边的灯"),
    ("field", "culture"),
    ("contact_name", "林月"),
    ("contact_email", "lin@wangchuan.example"),
    ("subject", "望川灯塔传媒有限公司"),
    ("code", "91350100M000100Y43"),
    ("place", "望川"),
    ("terms", "1"),
    ("act", "send"),
];

fn with<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let changed = |(name, value): (&'a str, &'a str)| {
        let change = changes.iter().find(|(field, _)| *field == name);
        (name, change.map_or(value, |(_, value)| *value))
    };
    FORM.into_iter().map(changed).collect()
}

fn png() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = image::RgbImage::from_pixel(64, 64, image::Rgb([9, 120, 200]));
    picture
        .write_to(&mut bytes, image::ImageFormat::Png)
        .expect("a picture");
    bytes.into_inner()
}

async fn applies(site: &TestSite, cookie: &str, form: &[(&str, &str)]) -> Answer {
    let avatar = png();
    let files = [
        ("avatar", "me.png", &avatar[..]),
        ("documents", "licence.pdf", PDF),
    ];
    site.uploads("/join/apply", (form, &files), &[("cookie", cookie)])
        .await
}

async fn reviewer(site: &TestSite, email: &str) -> String {
    let cookie = newcomer(site, email).await;
    gives(site, email, "reviewer").await.expect("given");
    cookie
}

/// The address of the first application in the queue.
async fn first(site: &TestSite, cookie: &str) -> String {
    let queue = site
        .get_with("/desk/applications", &[("cookie", cookie)])
        .await;
    let href = queue
        .text
        .split("<h2><a href=\"")
        .nth(1)
        .expect("an application waits");
    href.split('"').next().expect("a value").to_owned()
}

async fn does(site: &TestSite, cookie: &str, path: &str, form: &[(&str, &str)]) -> Answer {
    site.posts(path, form, &[("cookie", cookie)]).await
}

fn document(page: &Answer, start: &str) -> String {
    let (_, rest) = page.text.split_once(start).expect("a paper");
    let id = rest.split('"').next().expect("a value");
    format!("{start}{id}")
}

#[tokio::test]
async fn somebody_applies_is_asked_answers_and_is_accepted() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let sent = applies(&site, &lin, &FORM).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let own = site
            .get_with("/join/application", &[("cookie", &lin)])
            .await;
        own.shows("等候审核")
            .shows("排在第几位")
            .shows("licence.pdf");
        let again = applies(&site, &lin, &FORM).await;
        assert_eq!(again.status, 303, "the button was pressed twice");

        let desk = reviewer(&site, "reviewer@wangchuan.example").await;
        let home = site.get_with("/desk", &[("cookie", &desk)]).await;
        home.shows("1 份在等候");
        let page = first(&site, &desk).await;
        let untaken = [("act", "accept")];
        let decision = format!("{page}/decision");
        assert_eq!(does(&site, &desk, &decision, &untaken).await.status, 422);
        does(&site, &desk, &format!("{page}/claim"), &[("act", "take")]).await;
        let asks = [("act", "ask"), ("words", "灯塔在哪里？")];
        assert_eq!(does(&site, &desk, &decision, &asks).await.status, 303);
        let (to, link) = letters(&site).await.remove(0);
        assert_eq!(
            (&*to, &*link),
            ("lin@wangchuan.example", "/join/application")
        );

        site.caught_up().await;
        let told = site
            .get_with("/account/notifications", &[("cookie", &lin)])
            .await;
        told.shows("编辑部就您的入驻申请有话要问")
            .shows("data-unread>1<");
        let form = site.get_with("/join/apply", &[("cookie", &lin)]).await;
        form.shows("灯塔在哪里？").shows("value=\"lights\"");
        let mut answer = FORM.to_vec();
        answer.push(("answer", "在江心洲。"));
        for press in ["once", "twice"] {
            let answered = site
                .uploads("/join/apply", (&answer, &[]), &[("cookie", &lin)])
                .await;
            let location = answered.header("location");
            assert_eq!(location, "/join/application?done=sent", "pressed {press}");
        }
        let shown = site.get_with(&page, &[("cookie", &desk)]).await;
        let at = |text: &str| shown.text.find(text).expect(text);
        assert!(at("灯塔在哪里？") < at("在江心洲。"), "as it was said");
        does(&site, &desk, &format!("{page}/claim"), &[("act", "take")]).await;
        assert_eq!(
            does(&site, &desk, &decision, &[("act", "accept")])
                .await
                .status,
            303
        );
        assert_eq!(
            does(&site, &desk, &decision, &[("act", "accept")])
                .await
                .status,
            422,
            "once"
        );
        let (_, link) = letters(&site).await.remove(0);
        assert_eq!(link, "/@lights");
        site.caught_up().await;
        let stands = site.get("/@lights").await;
        stands
            .shows("账号主体")
            .shows("91350100M000100Y43")
            .shows("/media/");
    }
}

#[tokio::test]
async fn two_reviewers_never_hold_the_same_application() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        applies(&site, &lin, &FORM).await;
        let one = reviewer(&site, "one@wangchuan.example").await;
        let other = reviewer(&site, "other@wangchuan.example").await;
        let claim = format!("{}/claim", first(&site, &one).await);
        let take = [("act", "take")];
        let (first, second) = tokio::join!(
            does(&site, &one, &claim, &take),
            does(&site, &other, &claim, &take)
        );
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "{}\n{}", first.text, second.text);
        let (holder, late) = if first.status == 303 {
            (one, other)
        } else {
            (other, one)
        };
        assert_eq!(does(&site, &late, &claim, &take).await.status, 422);
        does(&site, &holder, &claim, &[("act", "give")]).await;
        assert_eq!(does(&site, &late, &claim, &take).await.status, 303);
        // One that was taken while the clock stood ahead holds for nobody.
        site.later(86_400_000);
        assert_eq!(does(&site, &holder, &claim, &take).await.status, 303);
        let held = [("cookie", &*late)];
        let queue = site.get_with("/desk/applications", &held).await;
        queue.shows("正在审核");
        site.later(-86_400_000);
        let queue = site.get_with("/desk/applications", &held).await;
        queue.lacks("正在审核");
    }
}

#[tokio::test]
async fn papers_are_opened_by_their_applicant_and_reviewers_alone() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        applies(&site, &lin, &FORM).await;
        let own = site
            .get_with("/join/application", &[("cookie", &lin)])
            .await;
        let paper = document(&own, "/join/document/");
        let opened = site.get_with(&paper, &[("cookie", &lin)]).await;
        assert_eq!(opened.text.as_bytes(), PDF);
        assert_eq!(opened.header("cache-control"), "no-store");
        assert_eq!(opened.header("x-content-type-options"), "nosniff");
        assert!(
            opened
                .header("content-disposition")
                .starts_with("attachment;")
        );
        let yue = newcomer(&site, "yue@wangchuan.example").await;
        assert_eq!(site.get_with(&paper, &[("cookie", &yue)]).await.status, 404);
        assert_eq!(site.get(&paper).await.status, 303);
        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let page = first(&site, &desk).await;
        let page = site.get_with(&page, &[("cookie", &desk)]).await;
        let paper = document(&page, "/desk/applications/document/");
        assert_eq!(
            site.get_with(&paper, &[("cookie", &desk)])
                .await
                .text
                .as_bytes(),
            PDF
        );
        let told = site
            .portal
            .db
            .read(|tx| -> Result<i64, masthead_db::Fault> {
                let sql = "SELECT COUNT(*) FROM event WHERE kind = 'application.document_opened'";
                tx.get(sql, &[], |row| row.get::<i64>(0))
            });
        assert_eq!(told.await.expect("a database"), 1);
    }
}

#[tokio::test]
async fn a_form_that_fails_keeps_what_was_typed_and_the_files_that_were_good() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let wrong = with(&[("code", "91350100M000100Y44"), ("handle", "admin")]);
        let refused = applies(&site, &lin, &wrong).await;
        assert_eq!(refused.status, 422);
        refused
            .shows("校验码不对")
            .shows("为本站保留")
            .shows("value=\"admin\"");
        refused.shows("licence.pdf").shows("已经选好");
        let lie = [("documents", "licence.pdf", &b"MZ a program"[..])];
        let refused = site
            .uploads("/join/apply", (&FORM, &lie), &[("cookie", &lin)])
            .await;
        refused.shows("扩展名与内容不符");
        let alike = with(&[("handle", "h\u{430}rbour")]);
        let refused = site
            .uploads("/join/apply", (&alike, &[]), &[("cookie", &lin)])
            .await;
        assert_eq!(refused.status, 422);
        refused.shows("看起来一样");
        let sent = site
            .uploads("/join/apply", (&FORM, &[]), &[("cookie", &lin)])
            .await;
        assert_eq!(sent.status, 303, "the files that were kept are still there");
    }
}

#[tokio::test]
async fn who_is_rejected_reads_why_corrects_and_sends_again_and_may_withdraw() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        applies(&site, &lin, &FORM).await;
        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let page = first(&site, &desk).await;
        does(&site, &desk, &format!("{page}/claim"), &[("act", "take")]).await;
        let decision = format!("{page}/decision");
        let reasonless = [("act", "reject"), ("words", "看不清")];
        let refused = does(&site, &desk, &decision, &reasonless).await;
        assert_eq!(refused.status, 422);
        refused.shows("看不清");
        let rejects = [
            ("act", "reject"),
            ("reason", "incomplete"),
            ("words", "看不清"),
        ];
        assert_eq!(does(&site, &desk, &decision, &rejects).await.status, 303);
        let own = site
            .get_with("/join/application", &[("cookie", &lin)])
            .await;
        own.shows("未通过").shows("材料不全").shows("看不清");
        let sent = site
            .uploads("/join/apply", (&FORM, &[]), &[("cookie", &lin)])
            .await;
        assert_eq!(sent.status, 303);
        let from_another_window = with(&[("name", "晚了一步"), ("act", "save")]);
        let late = applies(&site, &lin, &from_another_window).await;
        assert_eq!(late.status, 409, "it is with the desk already");
        late.shows("晚了一步").shows("另一个窗口");
        does(&site, &lin, "/join/application/withdrawal", &[]).await;
        let own = site
            .get_with("/join/application", &[("cookie", &lin)])
            .await;
        own.shows("已撤回");
    }
}

#[tokio::test]
async fn of_two_that_wait_under_one_name_only_one_is_accepted() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let yue = newcomer(&site, "yue@wangchuan.example").await;
        assert_eq!(applies(&site, &lin, &FORM).await.status, 303);
        let same_name = with(&[("handle", "beacons")]);
        assert_eq!(applies(&site, &yue, &same_name).await.status, 303);
        let one = reviewer(&site, "one@wangchuan.example").await;
        let other = reviewer(&site, "other@wangchuan.example").await;
        let queue = site
            .get_with("/desk/applications", &[("cookie", &one)])
            .await;
        let pages: Vec<&str> = queue
            .text
            .split("<h2><a href=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let [first, second] = pages[..] else {
            panic!("two wait: {pages:?}");
        };
        let take = [("act", "take")];
        does(&site, &one, &format!("{first}/claim"), &take).await;
        does(&site, &other, &format!("{second}/claim"), &take).await;
        let accept = [("act", "accept")];
        let (first, second) = (format!("{first}/decision"), format!("{second}/decision"));
        let (first, second) = tokio::join!(
            does(&site, &one, &first, &accept),
            does(&site, &other, &second, &accept)
        );
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "{}\n{}", first.text, second.text);
        let late = if first.status == 422 { first } else { second };
        late.shows("看起来一样");
    }
}

#[tokio::test]
async fn a_late_reviewer_reads_who_holds_it_and_a_decision_without_its_reason_says_so_there() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        applies(&site, &lin, &FORM).await;
        let one = reviewer(&site, "one@wangchuan.example").await;
        let other = reviewer(&site, "other@wangchuan.example").await;
        let page = first(&site, &one).await;
        does(&site, &one, &format!("{page}/claim"), &[("act", "take")]).await;
        let late = site.get_with(&page, &[("cookie", &other)]).await;
        late.shows(" 正在审核 · 领取到期").lacks("您正在审核");
        let own = site.get_with(&page, &[("cookie", &one)]).await;
        own.shows("您正在审核 · 领取到期");
        let decision = format!("{page}/decision");
        let reasonless = does(&site, &one, &decision, &[("act", "reject")]).await;
        reasonless
            .shows("id=\"reason-trouble\"")
            .shows("href=\"#reason\"");
        let wordless = does(&site, &one, &decision, &[("act", "ask")]).await;
        wordless
            .shows("id=\"words-trouble\"")
            .shows("href=\"#words\"");
        let words = "灯".repeat(1_001);
        for act in ["ask", "accept", "reject"] {
            let form = [("act", act), ("reason", "name"), ("words", &*words)];
            let long = does(&site, &one, &decision, &form).await;
            assert_eq!(long.status, 422, "{act}");
            long.shows("太长了")
                .shows("id=\"words-trouble\"")
                .shows("href=\"#words\"")
                .shows(&words);
        }
    }
}

#[tokio::test]
async fn the_desk_opens_no_paper_of_a_draft_and_one_that_is_sent_stays_with_it() {
    for site in TestSite::each(&Archive::small()).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        applies(&site, &lin, &with(&[("act", "save")])).await;
        let form = site.get_with("/join/apply", &[("cookie", &lin)]).await;
        let paper = document(&form, "/join/document/");
        let paper = paper.trim_end_matches("/removal").to_owned();
        let id = paper.rsplit('/').next().expect("an id").to_owned();
        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let at_desk = format!("/desk/applications/document/{id}");
        let opens = site.get_with(&at_desk, &[("cookie", &desk)]).await;
        assert_eq!(opens.status, 404);
        let sent = site
            .uploads("/join/apply", (&FORM, &[]), &[("cookie", &lin)])
            .await;
        assert_eq!(sent.status, 303);
        let removal = format!("{paper}/removal");
        let removed = does(&site, &lin, &removal, &[]).await;
        assert_eq!(removed.header("location"), "/join/application");
        let opens = site.get_with(&at_desk, &[("cookie", &desk)]).await;
        assert_eq!(opens.text.as_bytes(), PDF);
        does(&site, &lin, "/join/application/withdrawal", &[]).await;
        let opens = site.get_with(&at_desk, &[("cookie", &desk)]).await;
        assert_eq!(opens.status, 404, "it was withdrawn");
        let removed = does(&site, &lin, &removal, &[]).await;
        assert_eq!(removed.header("location"), "/join/apply");
        let opens = site.get_with(&paper, &[("cookie", &lin)]).await;
        assert_eq!(opens.status, 404);
    }
}

#[tokio::test]
async fn what_ended_while_it_waited_is_not_accepted_and_a_paper_is_confirmed_with_its_application()
{
    let set = |settings: &mut Settings| settings.regimes = vec![Regime::Cn];
    for site in TestSite::each_with(&Archive::small(), set).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let mut form = with(&[("field", "law")]);
        form.extend([
            ("region", "望川"),
            ("contact_phone", "13800000000"),
            ("credential_name", "律师执业证"),
            ("credential_until", "2026-01-18"),
        ]);
        let sent = applies(&site, &lin, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let page = first(&site, &desk).await;
        let (claim, decision) = (format!("{page}/claim"), format!("{page}/decision"));
        site.later(24 * 3_600_000);
        does(&site, &desk, &claim, &[("act", "take")]).await;
        let late = does(&site, &desk, &decision, &[("act", "accept")]).await;
        assert_eq!(late.status, 422);
        late.shows("资质在今天之前已经过期");
        let asks = [("act", "ask"), ("words", "请续期。")];
        assert_eq!(does(&site, &desk, &decision, &asks).await.status, 303);
        let last = form.len() - 1;
        form[last] = ("credential_until", "2026-12-31");
        let sent = site
            .uploads("/join/apply", (&form, &[]), &[("cookie", &lin)])
            .await;
        assert_eq!(sent.status, 303);
        does(&site, &desk, &claim, &[("act", "take")]).await;
        let accepted = does(&site, &desk, &decision, &[("act", "accept")]).await;
        assert_eq!(accepted.status, 303, "{}", accepted.text);
        site.caught_up().await;
        let creator = site.get("/@lights").await;
        creator.shows("律师执业证").shows("有效期至 2026-12-31");
    }
}

#[tokio::test]
async fn who_came_to_own_too_many_since_is_not_called_incomplete() {
    let set = |settings: &mut Settings| {
        settings.regimes = vec![Regime::Cn];
        settings.cn.owned_other = 1;
    };
    let mill = json!({"id": "mill", "handle": "mill", "name": "磨坊", "kind": "enterprise"});
    let archive = Archive::small().row("creators", mill);
    for site in TestSite::each_with(&archive, set).await {
        let lin = newcomer(&site, "lin@wangchuan.example").await;
        let mut form = with(&[]);
        form.extend([("region", "望川"), ("contact_phone", "13800000000")]);
        let sent = applies(&site, &lin, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        joins_as(&site, "lin@wangchuan.example", ("mill", "owner")).await;
        let desk = reviewer(&site, "desk@wangchuan.example").await;
        let page = first(&site, &desk).await;
        does(&site, &desk, &format!("{page}/claim"), &[("act", "take")]).await;
        let accept = [("act", "accept")];
        let refused = does(&site, &desk, &format!("{page}/decision"), &accept).await;
        assert_eq!(refused.status, 422);
        refused.shows("这类账号已达上限").lacks("必填的内容缺失");
    }
}

#[tokio::test]
async fn how_many_creators_one_may_own_is_the_operators_to_say() {
    for (most, owns_too_many) in [(0, true), (1, false)] {
        let set = move |settings: &mut Settings| {
            settings.regimes = vec![Regime::Cn];
            settings.cn.owned_other = most;
        };
        for site in TestSite::each_with(&Archive::small(), set).await {
            let lin = newcomer(&site, "lin@wangchuan.example").await;
            let sent = applies(&site, &lin, &FORM).await;
            assert_eq!(sent.status, 422, "region and phone are missing");
            assert_eq!(sent.text.contains("已达上限"), owns_too_many);
        }
    }
}
