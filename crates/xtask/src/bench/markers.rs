//! Generated parts of a page that is written by hand.

use crate::Failed;

const END: &str = "<!-- /bench -->";

/// `page` with `text` between `<!-- bench:NAME -->` and the next
/// `<!-- /bench -->`. A page without such a place would never show what was
/// measured: it is an error, as is a place that does not end.
pub(crate) fn fill(page: &str, name: &str, text: &str) -> Result<String, Failed> {
    let begin = format!("<!-- bench:{name} -->");
    let Some((before, after)) = page.split_once(&begin) else {
        return Err(format!("the page has no place {begin}"));
    };
    let unended = || format!("{begin} has no {END}");
    let (inside, after) = after.split_once(END).ok_or_else(unended)?;
    if inside.contains("<!-- bench:") {
        return Err(unended());
    }
    let text = text.trim_end();
    let end = if text.is_empty() { "" } else { "\n" };
    Ok(format!("{before}{begin}\n{text}{end}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "# A\n<!-- bench:x -->\nold\n<!-- /bench -->\nb\n<!-- bench:y --><!-- /bench -->\n";

    #[test]
    fn only_what_is_between_the_markers_changes() {
        let filled = fill(PAGE, "x", "new\n").expect("filled");
        assert_eq!(filled, PAGE.replace("old", "new"));
        assert_eq!(fill(&filled, "x", "new").expect("filled"), filled);
        let both = fill(&filled, "y", "z").expect("filled");
        assert!(
            both.contains("<!-- bench:y -->\nz\n<!-- /bench -->\n"),
            "{both}"
        );
    }

    #[test]
    fn a_page_without_the_place_is_an_error() {
        let refusal = fill(PAGE, "other", "new").expect_err("no place");
        assert!(refusal.contains("bench:other"), "{refusal}");
    }

    #[test]
    fn a_place_without_end_is_an_error() {
        assert!(fill("<!-- bench:x --> text", "x", "").is_err());
        assert!(fill("<!-- bench:x --> <!-- bench:y --><!-- /bench -->", "x", "").is_err());
    }
}
