use std::collections::BTreeMap;

type Tokens = BTreeMap<String, [f64; 3]>;

const TOKENS: &str = include_str!("../assets/tokens.css");
const CARE: &str = include_str!("../assets/care.css");

/// The colour tokens of the first block after `selector`.
fn tokens(sheet: &str, selector: &str) -> Tokens {
    let block = sheet
        .split(&format!("{selector} {{"))
        .nth(1)
        .unwrap()
        .split('}')
        .next()
        .unwrap();
    let pairs = block
        .split(';')
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": #"));
    pairs
        .map(|(name, hex)| (name.to_owned(), rgb(hex)))
        .collect()
}

fn rgb(hex: &str) -> [f64; 3] {
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0)
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let linear = colour.map(|c| {
        if c <= 0.040_45 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn holds(theme: &str, tokens: &Tokens, text: f64) {
    let mut pairs = vec![("on-accent", "accent", text)];
    for ground in ["paper", "sheet"] {
        pairs.extend(["ink", "soft", "accent", "signal"].map(|ink| (ink, ground, text)));
        pairs.extend(["edge", "focus"].map(|line| (line, ground, 3.0)));
    }
    for (ink, ground, least) in pairs {
        let found = contrast(tokens[ink], tokens[ground]);
        assert!(
            found >= least,
            "{theme}: {ink} on {ground} is {found:.2}, least {least}"
        );
    }
}

#[test]
fn every_colour_pair_can_be_read() {
    holds("light", &tokens(TOKENS, ":root"), 4.5);
    holds("dark", &tokens(TOKENS, ":root[data-theme=\"dark\"]"), 4.5);
}

#[test]
fn the_care_edition_has_contrast_of_seven_to_one() {
    holds("care, light", &tokens(CARE, ".care"), 7.0);
    holds(
        "care, dark",
        &tokens(CARE, ".care[data-theme=\"dark\"]"),
        7.0,
    );
}

#[test]
fn whoever_asks_for_more_contrast_gets_seven_to_one() {
    let dark = tokens(TOKENS, ":root:not(.care)[data-theme=\"dark\"]");
    holds(
        "more contrast, light",
        &tokens(TOKENS, ":root:not(.care)"),
        7.0,
    );
    holds("more contrast, dark", &dark, 7.0);
    let systems = tokens(TOKENS, ":root:not(.care):not([data-theme=\"light\"])");
    assert_eq!(dark, systems);
}

#[test]
fn the_chosen_dark_theme_is_the_system_s_dark_theme() {
    let chosen = tokens(TOKENS, ":root[data-theme=\"dark\"]");
    assert_eq!(chosen, tokens(TOKENS, ":root:not([data-theme=\"light\"])"));
    let chosen = tokens(CARE, ".care[data-theme=\"dark\"]");
    assert_eq!(chosen, tokens(CARE, ".care:not([data-theme=\"light\"])"));
}

#[test]
fn nothing_in_the_care_edition_floats_over_the_page() {
    for sheet in [
        include_str!("../assets/dist/app.css"),
        include_str!("../assets/dist/care.css"),
    ] {
        assert!(!sheet.contains("position:fixed") && !sheet.contains("position:sticky"));
    }
}
