use std::fs;

use jiff::tz::TimeZone;

use crate::hot::pages::HotPage;
use crate::web::samples::{self, Samples};
use crate::web::{Edition, HotRow, Locale, Theme, ThemeFault};

/// Renders the hot list with `template` in a theme folder.
fn themed(template: &str) -> Result<String, ThemeFault> {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("hot")).unwrap();
    fs::write(folder.path().join("hot/page.html"), template).unwrap();
    let theme = Theme::load(&TimeZone::UTC, Some(folder.path()))?;
    let (_, page) = HotPage::samples(Locale::En, Edition::Standard).remove(0);
    theme.render(&page).map(text)
}

fn text(page: Vec<u8>) -> String {
    String::from_utf8(page).unwrap()
}

#[test]
fn a_theme_folder_replaces_a_template_by_its_path() {
    assert_eq!(
        themed("{{ t(\"nav-hot\") }}, {{ day(0) }}").unwrap(),
        "Most read, <time datetime=\"1970-01-01T00:00:00+00:00\">1970-01-01</time>"
    );
}

#[test]
fn a_theme_folder_rules_over_the_pieces_that_pages_share() {
    let folder = tempfile::tempdir().unwrap();
    let components = folder.path().join("web/components");
    fs::create_dir_all(&components).unwrap();
    let row =
        "{% macro row(card, level, sizes, eager, summary) %}<b>{{ card.title }}</b>{% endmacro %}";
    fs::write(components.join("card.html"), row).unwrap();
    let theme = Theme::load(&TimeZone::UTC, Some(folder.path())).unwrap();
    let card = samples::card(Locale::En, 0);
    let title = card.title.clone();
    let piece = theme
        .piece(
            Locale::En,
            &HotRow {
                card,
                sizes: "7rem",
            },
        )
        .unwrap();
    assert_eq!(piece.as_str().trim(), format!("<b>{title}</b>"));
}

#[test]
fn a_template_cannot_print_what_is_absent_or_pass_html() {
    for wrong in [
        "{{ nothing }}",
        "{{ none }}",
        "{{ t(\"no-such-key\") }}",
        "{{ t(\"month\") }}",
        "{{ asset(\"no.css\") }}",
        "{{ \"<b>\"|safe }}",
    ] {
        assert!(themed(wrong).is_err(), "{wrong}");
    }
    assert_eq!(themed("{{ \"<b>\" }}").unwrap(), "&lt;b&gt;");
}
