//! A page that needs neither the database nor a template: it holds what was typed, and sends it again.

use std::fmt::Write;

use fluent_bundle::FluentArgs;
use masthead_document::render::write_escaped;

use super::carried::{Carried, Why};
use crate::web::{Locale, Words};

pub(super) struct Bare {
    pub(super) why: Why,
    /// None where the reader has not chosen: every language stands there.
    pub(super) locale: Option<Locale>,
}

pub(super) fn bare(page: &Bare, carried: &Carried) -> String {
    let locales = page.locale.map_or(Locale::ALL.to_vec(), |one| vec![one]);
    let lang = locales.first().copied().unwrap_or_default().tag();
    let mut out = String::with_capacity(4_096);
    out.push_str("<!DOCTYPE html>");
    tag(&mut out, "html", &[("lang", lang)]);
    out.push_str("<head><meta charset=\"utf-8\">");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    let title = locales.first().map(|locale| say(*locale, page.why.title()));
    element(&mut out, "title", &title.unwrap_or_default());
    out.push_str("</head><body><main>");
    for locale in &locales {
        tag(&mut out, "section", &[("lang", locale.tag())]);
        element(&mut out, "h1", &say(*locale, page.why.title()));
        element(&mut out, "p", &say(*locale, &page.why.key("why")));
        if carried.had_files {
            element(&mut out, "p", &say(*locale, "carry-files"));
        }
        out.push_str("</section>");
    }
    match page.why.sends_again() {
        true => form(&mut out, carried, &locales),
        false => shown(&mut out, carried, &locales),
    }
    out.push_str("</main></body></html>");
    out
}

fn form(out: &mut String, carried: &Carried, locales: &[Locale]) {
    tag(
        out,
        "form",
        &[("method", "post"), ("action", &carried.action)],
    );
    for (name, value) in &carried.fields {
        tag(
            out,
            "input",
            &[("type", "hidden"), ("name", name), ("value", value)],
        );
    }
    shown(out, carried, locales);
    out.push_str("<p>");
    element(out, "button", &words(locales, "carry-again"));
    out.push_str("</p></form>");
}

/// The longest of what was typed, or all of it where it is not sent again.
fn shown(out: &mut String, carried: &Carried, locales: &[Locale]) {
    let Some((name, value)) = &carried.shown else {
        return;
    };
    tag(out, "label", &[("for", "carried")]);
    text(out, &words(locales, "carry-shown"));
    out.push_str("</label><br>");
    let name = ("name", name.as_str());
    tag(
        out,
        "textarea",
        &[("id", "carried"), name, ("rows", "12"), ("readonly", "")],
    );
    out.push('\n');
    text(out, value);
    out.push_str("</textarea>");
}

fn words(locales: &[Locale], key: &str) -> String {
    let all: Vec<String> = locales.iter().map(|locale| say(*locale, key)).collect();
    all.join(" / ")
}

fn say(locale: Locale, key: &str) -> String {
    let words = Words::load(locale).ok();
    let said = words.and_then(|words| words.say(key, &FluentArgs::new()).ok());
    said.unwrap_or_default()
}

fn element(out: &mut String, name: &str, content: &str) {
    let _ = write!(out, "<{name}>");
    text(out, content);
    let _ = write!(out, "</{name}>");
}

fn tag(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    let _ = write!(out, "<{name}");
    for (attribute, value) in attributes {
        let _ = write!(out, " {attribute}=\"");
        text(out, value);
        out.push('"');
    }
    out.push('>');
}

fn text(out: &mut String, text: &str) {
    // A string takes all that is written to it.
    let _ = write_escaped(text, out);
}

#[cfg(test)]
mod tests {
    use super::super::pages::Problem;
    use super::*;

    #[test]
    fn without_database_and_template_everything_typed_still_stands_in_a_form() {
        let fields = [
            ("title", "桥 \"<b>&"),
            ("body", "写了很久的一段。"),
            ("act", "save"),
        ];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let carried = Carried::new("/studio/article/1/draft".to_owned(), fields.to_vec());
        for locale in [None, Some(Locale::En)] {
            let why = Why::Problem(Problem::Away);
            let page = bare(&Bare { why, locale }, &carried);
            assert!(page.contains("<form method=\"post\" action=\"/studio/article/1/draft\">"));
            assert!(
                page.contains("value=\"桥 &quot;&lt;b&gt;&amp;\"") || page.contains("&#"),
                "{page}"
            );
            assert!(
                page.contains("readonly=\"\">\n写了很久的一段。</textarea>"),
                "{page}"
            );
            let sections = page.matches("<h1>").count();
            assert_eq!(sections, locale.map_or(Locale::ALL.len(), |_| 1));
            assert!(!page.contains("<h1></h1>") && !page.contains("<p></p>"));
        }
    }

    #[test]
    fn who_sent_files_too_is_told_to_choose_them_anew() {
        let fields = vec![("name".to_owned(), "林".to_owned())];
        let mut carried = Carried::new("/join/apply".to_owned(), fields);
        let told = |carried: &Carried| {
            let (why, locale) = (Why::Busy, Some(Locale::En));
            bare(&Bare { why, locale }, carried).contains("Choose them again")
        };
        assert!(!told(&carried));
        carried.had_files = true;
        assert!(told(&carried));
    }

    #[test]
    fn what_is_refused_for_good_can_be_copied_and_not_be_sent() {
        let fields = [("version", "7"), ("title", "大桥"), ("words", "一段。")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let carried = Carried::to_copy(fields.to_vec()).expect("something typed");
        for problem in [Problem::Forbidden, Problem::NotFound, Problem::OtherSite] {
            let (why, locale) = (Why::Problem(problem), Some(Locale::En));
            let page = bare(&Bare { why, locale }, &carried);
            assert!(page.contains("\n大桥\n\n一段。</textarea>"), "{page}");
            assert!(!page.contains("<form") && !page.contains("<button"));
            assert!(!page.contains("<h1></h1>") && !page.contains("<p></p>"));
        }
        let hidden = vec![("version".to_owned(), "7".to_owned())];
        assert!(Carried::to_copy(hidden).is_none());
    }
}
