//! Tags as one line of words between commas. One that has a comma in it, as an
//! archive may have it, stands in quotation marks: `"Washington, D.C.", 桥`.

/// What parts tags: commas and semicolons of any script, and line ends.
const BETWEEN: [char; 6] = [',', '，', '、', ';', '；', '\n'];

/// The tags of a line, each once, without the `#` that some write before them.
#[must_use]
pub fn split(line: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let (tag, after) = match quoted(rest) {
            Some((tag, after)) => (tag, after),
            None => {
                let end = rest.find(BETWEEN).unwrap_or(rest.len());
                let bare = rest[..end].trim().trim_start_matches('#').trim_start();
                (bare.to_owned(), &rest[end..])
            }
        };
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
        rest = after.trim_start().trim_start_matches(BETWEEN).trim_start();
    }
    tags
}

/// A tag in quotation marks at the beginning of a line, and what follows it.
fn quoted(line: &str) -> Option<(String, &str)> {
    let inside = line.strip_prefix('"')?;
    let mut tag = String::new();
    let mut rest = inside;
    loop {
        let end = rest.find('"')?;
        tag.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                tag.push('"');
                rest = after;
            }
            None => break,
        }
    }
    let ends = rest.trim_start();
    (ends.is_empty() || ends.starts_with(BETWEEN)).then(|| (tag.trim().to_owned(), rest))
}

/// The line of which [`split`] makes these tags.
#[must_use]
pub fn join(tags: &[String]) -> String {
    let tags: Vec<String> = tags.iter().map(|tag| written(tag)).collect();
    tags.join("，")
}

/// The same line with the comma of English between tags. Nothing else changes:
/// what stands in quotation marks is a tag.
#[must_use]
pub fn in_english(line: &str) -> String {
    let (mut out, mut rest) = (String::with_capacity(line.len()), line);
    while !rest.is_empty() {
        let start = rest.len() - rest.trim_start().len();
        let tag = quoted(&rest[start..]).map_or(start, |(_, after)| rest.len() - after.len());
        let end = rest[tag..].find(BETWEEN).map_or(rest.len(), |at| tag + at);
        out.push_str(&rest[..end]);
        let mut signs = rest[end..].chars();
        match signs.next() {
            Some('，') => out.push_str(", "),
            sign => out.extend(sign),
        }
        rest = signs.as_str();
    }
    out
}

fn written(tag: &str) -> String {
    match tag.contains(BETWEEN) || tag.starts_with(['"', '#']) {
        true => format!("\"{}\"", tag.replace('"', "\"\"")),
        false => tag.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn tags_are_parted_by_any_comma_and_stand_once() {
        assert_eq!(split("#桥，交通, 桥、 # 城市 ;;\n"), ["桥", "交通", "城市"]);
        assert!(split(" ，# , ## ").is_empty());
    }

    #[test]
    fn a_comma_in_a_tag_is_another_in_no_language() {
        assert_eq!(
            in_english("桥，\"北京，上海\"，江、x，"),
            "桥, \"北京，上海\", 江、x, "
        );
        assert_eq!(in_english("\"桥，江"), "\"桥, 江");
        assert_eq!(in_english(""), "");
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_is_a_character() {
        assert_eq!(
            split("\"桥, 5\" x, \"a\"b\", c"),
            ["\"桥", "5\" x", "\"a\"b\"", "c"]
        );
    }

    proptest! {
        #[test]
        fn a_tag_with_a_comma_in_it_comes_back_whole(
            tags in prop::collection::btree_set("[a#,，\";桥]{1,6}", 0..6)
        ) {
            let tags: Vec<String> = tags.into_iter().collect();
            prop_assert_eq!(split(&join(&tags)), tags.clone());
            prop_assert_eq!(split(&in_english(&join(&tags))), tags);
        }
    }
}
