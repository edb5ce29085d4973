//! What each reader makes of what it is given, and what the renderers write: tables of cases.

mod common;

use common::{assert_closed, html, markdown, page, policy, try_html};
use masthead_document::render::{self, HtmlOptions, NoMedia};
use masthead_document::{Block, Document, FindingKind, Inline, Limits, Refusal, parse};

/// The blocks as JSON, without the frame around them.
fn json(document: &Document) -> String {
    serde_json::to_string(document.blocks()).expect("blocks are JSON")
}

fn plain(document: &Document) -> String {
    render::html(
        document,
        &NoMedia,
        &HtmlOptions {
            plain: true,
            ..HtmlOptions::default()
        },
    )
    .trim()
    .to_owned()
}

#[test]
fn html_is_read_by_rule() {
    for (input, written) in [
        ("a <b>b</b>\n c", "<p>a <strong>b</strong> c</p>"),
        ("<p>a<script>x()</script>b", "<p>ab</p>"),
        ("<p>a<u>b</u><font>c</font>", "<p>abc</p>"),
        ("<h1>a</h1><h6>b</h6>", "<h2>a</h2>\n<h4>b</h4>"),
        ("<p>&nbsp;</p><p>a<br><br></p>", "<p>a</p>"),
        ("<a href=' java\tscript:x'>a</a>", "<p>a</p>"),
        ("<a href=/x>a</a>", "<p><a href=\"/x\">a</a></p>"),
        (
            "<a href=/a><table><tr><td>a<a href=/b>b</a></table></a>",
            "<table><tbody><tr><td><a href=\"/a\">a</a><a href=\"/b\">b</a></td></tr></tbody></table>",
        ),
        (
            "<form>a<select><option>b</select><button>c</button></form>",
            "<p>a</p>",
        ),
        (
            "<pre><code class=language-rust>a\n  &lt;b</code></pre>",
            "<pre><code class=\"language-rust\">a\n  &lt;b</code></pre>",
        ),
        (
            "<ol start=3><li>a<li>b</ol>",
            "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>",
        ),
        (
            "<blockquote>a<footer>b</footer></blockquote>",
            "<blockquote>\n<p>a</p>\n<footer>b</footer></blockquote>",
        ),
        (
            "<table><tr><th>a<th>b<tr><td>c</table>",
            "<table><thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>",
        ),
        ("ＡＢ，“引”,x…", "<p>ＡＢ，“引”,x…</p>"),
        ("<iframe src=https://evil.example/></iframe>a", "<p>a</p>"),
    ] {
        assert_eq!(plain(&html(input)), written, "{input}");
    }
}

/// Google Docs wraps what is copied in a `b` of normal weight, and says in styles what is bold.
#[test]
fn a_style_says_what_is_bold_slanted_and_struck() {
    let span =
        |style: &str, text: &str| format!("<span style=\"color:#000;{style}\">{text}</span>");
    let copied = format!(
        "<b style=\"font-weight:normal;\" id=\"docs-internal-guid-0\"><p>{}{}{}</p><br><ul><li><p>{}</p></li></ul></b>",
        span("font-weight:400;text-decoration:none", "常规"),
        span("font-weight:700;font-style:italic", "粗斜"),
        span("text-decoration: underline line-through", "划掉"),
        span("font-weight:700", "第二条"),
    );
    for (input, written) in [
        (
            copied.as_str(),
            "<p>常规<em><strong>粗斜</strong></em><s>划掉</s></p>\n<ul>\n<li><strong>第二条</strong></li>\n</ul>",
        ),
        (
            "<b>粗</b><strong style=font-weight:400>常规</strong>",
            "<p><strong>粗</strong>常规</p>",
        ),
        (
            "<p style='FONT-WEIGHT: Bold'>粗<b>也粗</b></p>后",
            "<p><strong>粗也粗</strong></p>\n<p>后</p>",
        ),
        (
            "<span style='font-weight:700 !important'>粗</span><b style='font-weight:inherit'>也粗</b>",
            "<p><strong>粗也粗</strong></p>",
        ),
        (
            "<i><span style='font-style:unset'>斜</span></i>",
            "<p><em>斜</em></p>",
        ),
    ] {
        assert_eq!(plain(&html(input)), written, "{input}");
    }
}

#[test]
fn lists_that_word_wrote_as_paragraphs_are_lists_again() {
    let item = |level: usize, sign: &str, text: &str| {
        format!(
            "<p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level{level} lfo1'><![if !supportLists]><span \
             style='font-family:Symbol'><span style='mso-list:Ignore'>{sign}<span>&nbsp;&nbsp; </span></span></span>\
             <![endif]><span>{text}</span><o:p></o:p></p>\n"
        )
    };
    let page = [
        "<p class=MsoNormal>出发前：</p>".to_owned(),
        item(1, "·", "救生衣"),
        item(2, "o", "电池"),
        item(1, "·", "哨子"),
        item(1, "（二）", "登记"),
        item(7, "3.", "拍照"),
        "<p>完。</p>".to_owned(),
        item(999_999, "1.", "停靠"),
    ];
    assert_eq!(
        plain(&html(&page.concat())),
        "<p>出发前：</p>\n<ul>\n<li><p>救生衣</p>\n<ul>\n<li>电池</li>\n</ul>\n</li>\n<li>哨子</li>\n</ul>\n\
         <ol>\n<li><p>登记</p>\n<ol start=\"3\">\n<li>拍照</li>\n</ol>\n</li>\n</ol>\n<p>完。</p>\n<ol>\n<li>停靠</li>\n</ol>"
    );
}

#[test]
fn a_heading_that_word_numbers_stays_a_heading() {
    let page = "<h1 style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>第一章 </span>总则</h1>\
                <p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>范围</p>\
                <h2 style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.1 </span>船只</h2>";
    assert_eq!(
        plain(&html(page)),
        "<h2>第一章 总则</h2>\n<ol>\n<li>范围</li>\n</ol>\n<h2>1.1 船只</h2>"
    );
}

#[test]
fn a_number_that_no_list_says_again_stays_before_its_text() {
    let item = |sign: &str, text: &str| {
        format!(
            "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>{sign}<span>&nbsp;&nbsp;</span></span>{text}</p>"
        )
    };
    let page = [
        item("第一条", "为了规范"),
        item("1.1", "总则"),
        item("l", "渡船"),
    ];
    assert_eq!(
        plain(&html(&page.concat())),
        "<ul>\n<li>第一条 为了规范</li>\n<li>1.1 总则</li>\n<li>渡船</li>\n</ul>"
    );
}

#[test]
fn line_ends_between_chinese_lines_leave_no_blank() {
    for (input, written) in [
        ("潮水\n一天\r\n  比一天高，\n渡船", "潮水一天比一天高，渡船"),
        ("English words\nstay apart", "English words stay apart"),
        ("한국어 문장은\n띄어쓰기", "한국어 문장은 띄어쓰기"),
        (
            "前一行\n<code>tide.toml</code> 是",
            "前一行 <code>tide.toml</code> 是",
        ),
        (
            "句号。\n<b>粗体</b>在\n<i>行首</i>",
            "句号。<strong>粗体</strong>在<em>行首</em>",
        ),
        ("<b>粗体 </b>\n行尾", "<strong>粗体</strong>行尾"),
        ("作者 的空格", "作者 的空格"),
        ("有意  \n的换行<br>\n留下", "有意的换行<br>留下"),
        ("他说\n“开放”\n了", "他说“开放”了"),
        ("“one”\n“two”", "“one” “two”"),
        (
            "<b>“one”</b>\n<i>“two”</i>",
            "<strong>“one”</strong> <em>“two”</em>",
        ),
        (
            "<b>粗体</b>\n<i>斜体</i>",
            "<strong>粗体</strong><em>斜体</em>",
        ),
    ] {
        assert_eq!(plain(&html(input)), format!("<p>{written}</p>"), "{input}");
    }
    assert_eq!(
        plain(&markdown("潮水\n一天  \n高")),
        "<p>潮水一天<br>高</p>"
    );
}

#[test]
fn a_reading_stands_in_brackets_behind_its_word() {
    for (input, written) in [
        ("<ruby>饕餮<rt>tāo tiè</rt></ruby>是", "饕餮（tāo tiè）是"),
        (
            "<ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>",
            "漢（かん）字（じ）",
        ),
        ("<ruby><rb>彳亍</rb><rt></rt></ruby>而行", "彳亍而行"),
        ("<ruby>彳亍<rt> <br></rt></ruby>而行", "彳亍而行"),
        (
            "<ruby><ruby>東<rt>とう</rt>南<rt>なん</rt></ruby><rt>たつみ</rt></ruby>",
            "東（とう）南（なん）（たつみ）",
        ),
        ("<h2><ruby>耄<rt>mào</ruby></h2>", "耄（mào）"),
    ] {
        assert_eq!(render::text(&html(input)).trim(), written, "{input}");
    }
}

#[test]
fn a_block_within_a_reading_takes_no_words_with_it() {
    let input = "<ruby>漢<rt><div>甲</div>乙<b>丙</b></rt></ruby>字";
    let text = render::text(&html(input));
    for word in ["漢", "甲", "乙", "丙", "字"] {
        assert!(text.contains(word), "{word} in {text}");
    }
}

#[test]
fn a_figure_becomes_a_picture_with_caption_and_credit() {
    let input = "<figure><picture><source srcset=x><img src='data:,' data-src='./media/a%20b.jpg' alt=桥 width=8></picture>\
                 <figcaption>大桥 <span class=credit>摄影部</span></figcaption></figure>";
    let written = r#"[{"type":"picture","src":"media/a b.jpg","alt":"桥","caption":"大桥","credit":"摄影部","width":8}]"#;
    assert_eq!(json(&html(input)), written);
}

#[test]
fn a_picture_splits_its_paragraph_and_one_elsewhere_becomes_a_link() {
    let parsed =
        try_html("<p>a<img src=media/a.jpg alt=x>b<img src=https://example.org/b.jpg alt=c></p>")
            .expect("small");
    let blocks = parsed.document.blocks();
    assert!(matches!(blocks[1], Block::Picture(_)));
    assert_eq!(blocks.len(), 4);
    let content = vec![Inline::link("c", "https://example.org/b.jpg")];
    assert_eq!(blocks[3], Block::Paragraph { content });
    assert_eq!(parsed.findings[0].kind, FindingKind::ExternalMedia);
}

#[test]
fn the_title_of_a_markdown_picture_is_its_caption() {
    let written =
        r#"[{"type":"picture","src":"media/桥.jpg","alt":"桥","caption":"大桥 · 摄影部"}]"#;
    assert_eq!(
        json(&markdown("![桥](media/桥.jpg \"大桥 · 摄影部\")")),
        written
    );
}

#[test]
fn markdown_keeps_to_chinese_punctuation() {
    assert_eq!(
        plain(&markdown("他说：**“开放。”**今天")),
        "<p>他说：<strong>“开放。”</strong>今天</p>"
    );
    assert_eq!(
        plain(&markdown("~~a~~ `b` -- ...")),
        "<p><s>a</s> <code>b</code> -- ...</p>"
    );
}

#[test]
fn text_keeps_every_character_and_breaks_at_line_ends() {
    let parsed = parse::from_text(
        "\u{3000}\u{3000}一  二\r\n<b>三\u{7}\n\n\n四",
        &Limits::default(),
        &policy(),
    );
    let document = parsed.expect("small").document;
    assert_eq!(
        render::text(&document),
        "\u{3000}\u{3000}一  二\n<b>三\n\n四"
    );
}

#[test]
fn json_that_breaks_the_rules_is_mended_or_refused() {
    let read = |blocks: &str| {
        let json = format!(r#"{{"version":1,"blocks":[{blocks}]}}"#);
        let parsed = parse::from_json(&json, &Limits::default(), &policy());
        let by_serde = serde_json::from_str::<Document>(&json).ok();
        assert_eq!(parsed.is_ok(), by_serde.is_some(), "{json}");
        parsed.ok().map(|parsed| self::json(&parsed.document))
    };
    for (given, kept) in [
        (
            r#"{"type":"heading","level":9,"content":[{"type":"text","text":"a"}]}"#,
            Some(r#"[{"type":"heading","level":4,"content":[{"type":"text","text":"a"}]}]"#),
        ),
        (
            r#"{"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"link":{"href":"javascript:x"}},"code","strong"]}]}"#,
            Some(
                r#"[{"type":"paragraph","content":[{"type":"text","text":"a","marks":["strong","code"]}]}]"#,
            ),
        ),
        (r#"{"type":"picture","src":"data:image/png,x"}"#, Some("[]")),
        (r#"{"type":"paragraph","content":[]}"#, Some("[]")),
        (r#"{"type":"divider","onclick":"x"}"#, None),
        (r#"{"type":"html","html":"<b>"}"#, None),
        (r#"{"type":"picture","src":"media/a","onerror":"x"}"#, None),
    ] {
        assert_eq!(read(given).as_deref(), kept, "{given}");
    }
    let newer = parse::from_json(
        r#"{"version":2,"blocks":[]}"#,
        &Limits::default(),
        &policy(),
    );
    assert_eq!(
        newer,
        Err(Refusal::UnknownVersion {
            version: 2,
            known: 1
        })
    );
}

#[test]
fn each_limit_is_named_in_its_refusal() {
    let small = Limits {
        input_bytes: 400,
        depth: 3,
        nodes: 40,
        text_chars: 100,
    };
    let refused = |input: &str| {
        try_with(input, &small)
            .expect_err("over a limit")
            .to_string()
    };
    assert!(refused(&"a".repeat(401)).contains("input_bytes"));
    assert!(refused("<blockquote><blockquote><blockquote>a").contains("depth"));
    assert!(refused(&"<p>a".repeat(50)).contains("nodes"));
    assert!(refused(&"a".repeat(101)).contains("text_chars"));
}

fn try_with(input: &str, limits: &Limits) -> Result<masthead_document::Parsed, Refusal> {
    parse::from_html(input, limits, &policy())
}

#[test]
fn the_deepest_document_goes_through_json() {
    for (open, levels) in [("<blockquote>", 31), ("<ul><li>", 31)] {
        let document = html(&format!("{}a", open.repeat(levels)));
        let written = serde_json::to_string(&document).expect("a document is JSON");
        assert_eq!(
            serde_json::from_str::<Document>(&written).expect("our own JSON"),
            document
        );
    }
}

#[test]
fn a_page_picture_has_sources_sizes_and_loads_late() {
    let written = page(&html(
        "<img src=media/a.jpg alt=桥><h2>a</h2><p><a href=https://example.org/>b</a>",
    ));
    for part in [
        r#"<figure class="picture"><picture><source type="image/webp" srcset="/m/11-320.webp 320w" sizes="#,
        r#"width="640" height="480" alt="桥" loading="lazy" decoding="async"></picture></figure>"#,
        r#"<h2 id="s-1">a</h2>"#,
        r#"<a href="https://example.org/" rel="noopener noreferrer nofollow ugc">b</a>"#,
    ] {
        assert!(written.contains(part), "{part} in {written}");
    }
}

#[test]
fn a_feed_has_absolute_addresses_and_no_srcset() {
    let options = HtmlOptions {
        base_url: Some("https://example.org/a/7".to_owned()),
        plain: true,
        ..HtmlOptions::default()
    };
    let document = html("<img src=media/a.jpg alt=x><a href=/b>c</a>");
    let written = render::html(&document, &common::Everywhere, &options);
    assert!(
        written.contains(r#"src="https://example.org/m/11.jpg""#),
        "{written}"
    );
    assert!(
        written.contains(r#"href="https://example.org/b""#) && !written.contains("srcset"),
        "{written}"
    );
}

#[test]
fn media_are_listed_once_and_renamed_or_removed() {
    let mut document = html(
        "<img src=media/a alt=x><ul><li><img src=media/b></ul><video src=media/v poster=media/a></video>",
    );
    assert_eq!(document.media_refs(), ["media/a", "media/b", "media/v"]);
    let hash = "0".repeat(64);
    document.rewrite_media(|src| match src {
        "media/a" => Some(hash.clone()),
        "media/v" => Some("https://example.org/v".to_owned()),
        _ => None,
    });
    assert_eq!(document.media_refs(), [hash.as_str()]);
    assert_eq!(document.blocks().len(), 1);
}

#[test]
fn what_markdown_cannot_say_comes_back_all_the_same() {
    for input in [
        "<video src=media/v poster=media/p title=a><track kind=captions src=media/t srclang=zh label=中></video>",
        "<iframe src=https://player.example.org/1 title=a></iframe>",
        "<img src=media/a alt='' role=presentation>",
        "<table><caption>c</caption><tr><td>a|b<td>c</table>",
        "<ul><li>a</ul><ul><li>b</ul><p>1. c<br>- d<br># e</p><hr>",
        "<p><b>a <i>b</i></b><a href='/x?a=1&amp;b=(2)'>!<s>c</s></a></p>",
        "<ul><li><hr></ul>",
    ] {
        let document = html(input);
        assert!(!document.is_empty());
        assert_eq!(
            markdown(&render::markdown(&document)),
            document,
            "{}",
            render::markdown(&document)
        );
    }
}

#[test]
#[should_panic(expected = "<script>")]
fn the_check_of_the_closed_set_sees_a_script() {
    assert_closed("<p>a</p><script>x</script>", "itself");
}

#[test]
#[should_panic(expected = "onclick")]
fn the_check_of_the_closed_set_sees_a_handler() {
    assert_closed("<p onclick=x>a</p>", "itself");
}

#[test]
fn the_schema_names_every_block_and_takes_no_unknown_key() {
    let schema = schemars::schema_for!(Document).to_value().to_string();
    for name in [
        "paragraph",
        "heading",
        "picture",
        "video",
        "audio",
        "quote",
        "list",
        "table",
        "code",
        "embed",
        "divider",
    ] {
        assert!(
            schema.contains(&format!(r#""const":"{name}""#)),
            "{name} in {schema}"
        );
    }
    assert!(schema.contains(r#""additionalProperties":false"#));
}

#[test]
fn a_json_text_of_a_million_values_is_refused_before_it_is_a_tree() {
    let many = format!(r#"{{"version":1,"blocks":[{}]}}"#, "[],".repeat(700_000));
    let refused = parse::from_json(&many, &Limits::default(), &policy());
    assert!(matches!(refused, Err(Refusal::TooManyNodes { .. })));
    let deep = format!(r#"{{"version":1,"blocks":{}"#, "[".repeat(200));
    let refused = parse::from_json(&deep, &Limits::default(), &policy());
    assert!(matches!(refused, Err(Refusal::TooDeep { .. })));
}

#[test]
fn what_no_text_holds_leaves_a_document_by_every_way_in() {
    let written = r#"{"version":1,"blocks":[{"type":"paragraph","content":[{"type":"text","text":"大\ud83d\u0000\ufffe桥"}]},{"type":"code","text":"a\r\nb\u009f"}]}"#;
    let parsed = parse::from_json(written, &Limits::default(), &policy()).expect("a document");
    assert_eq!(
        json(&parsed.document),
        r#"[{"type":"paragraph","content":[{"type":"text","text":"大桥"}]},{"type":"code","language":"","text":"a\nb"}]"#
            .replace("\"language\":\"\",", "")
    );
    assert_eq!(plain(&html("大\u{ffff}\u{1}桥")), "<p>大桥</p>");
    assert_eq!(plain(&markdown("大\u{fdd0}\u{85}桥")), "<p>大桥</p>");
}
