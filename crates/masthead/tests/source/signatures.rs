//! No function takes a tuple: what belongs together has a name.

use crate::read::{Source, closing, product};

/// A function's parameters as they stand in the code.
struct Signature<'s> {
    name: &'s str,
    parameters: &'s str,
}

fn signatures(code: &str) -> Vec<Signature<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(next) = code[from..].find("fn ") {
        let at = from + next;
        from = at + 3;
        let begins_a_word = at == 0 || !is_part_of_a_name(code.as_bytes()[at - 1]);
        let name_ends = code[from..].find(|c: char| !c.is_alphanumeric() && c != '_');
        let name = &code[from..from + name_ends.unwrap_or(0)];
        if !begins_a_word || name.is_empty() {
            continue;
        }
        let open = opening(code, from + name.len());
        let close = closing(code, open);
        found.push(Signature {
            name,
            parameters: &code[open + 1..close],
        });
    }
    found
}

fn is_part_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where the parameters begin: behind the generic ones, which may hold brackets of their own.
fn opening(code: &str, from: usize) -> usize {
    let mut angles = 0_usize;
    let mut before = b' ';
    for (at, byte) in code.bytes().enumerate().skip(from) {
        match byte {
            b'<' => angles += 1,
            b'>' if before != b'-' => angles = angles.saturating_sub(1),
            b'(' if angles == 0 => return at,
            _ => {}
        }
        before = byte;
    }
    panic!("a function without parameters at byte {from}");
}

/// Whether a tuple stands in these parameters: brackets with a comma between them that belong to no call of a closure's type.
fn has_tuple(parameters: &str) -> bool {
    let opens = parameters.match_indices('(').map(|(at, _)| at);
    opens.into_iter().any(|open| {
        let before = parameters[..open].trim_end();
        let is_closure = ["Fn", "FnMut", "FnOnce", "fn"]
            .iter()
            .any(|word| before.ends_with(word));
        let is_given = returns(before);
        let inner = &parameters[open + 1..closing(parameters, open)];
        !is_closure && !is_given && has_comma(inner)
    })
}

/// Whether what follows is what a closure gives: behind its arrow, in the same parameter.
fn returns(before: &str) -> bool {
    let arrow = before.rfind("->");
    arrow.is_some_and(|arrow| !has_comma(&before[arrow + 2..]))
}

/// A comma outside of any other brackets.
fn has_comma(inner: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = b' ';
    for byte in inner.bytes() {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b'>' if before == b'-' => {}
            b')' | b']' | b'}' | b'>' => depth -= 1,
            b',' if depth == 0 => return true,
            _ => {}
        }
        before = byte;
    }
    false
}

/// Names that stand for tuples would only hide them.
fn tuple_names(source: &Source) -> Vec<String> {
    let lines = source.code.lines().enumerate();
    let hidden = lines.filter(|(_, line)| {
        let line = line
            .trim_start()
            .trim_start_matches("pub(super) ")
            .trim_start_matches("pub ");
        line.starts_with("type ") && line.contains("= (")
    });
    hidden
        .map(|(at, line)| format!("{}:{}: {}", source.path, at + 1, line.trim()))
        .collect()
}

/// Lists of names and values, which the standard library and serde have as pairs. This list only shrinks.
const PAIRS: [&str; 7] = [
    "account/carry.rs: carry_other",
    "errors/bare.rs: tag",
    "errors/carried.rs: new",
    "errors/carried.rs: to_copy",
    "media/urls.rs: srcset",
    "portal/form/part.rs: from_pairs",
    "share/links.rs: address",
];

#[test]
fn no_function_takes_a_tuple() {
    let mut found = Vec::new();
    let mut seen = 0;
    for source in product() {
        for signature in signatures(&source.code) {
            seen += 1;
            if has_tuple(signature.parameters) {
                found.push(format!("{}: {}", source.path, signature.name));
            }
        }
        found.extend(tuple_names(&source));
    }
    assert!(seen > 2_000, "functions were found: {seen}");
    assert_eq!(found, PAIRS, "functions that take a tuple");
}

#[test]
fn a_tuple_is_found_wherever_it_hides() {
    let takes = |code: &str| signatures(code).iter().any(|one| has_tuple(one.parameters));
    for code in [
        "fn a((b, c): (B, C)) {}",
        "fn a(b: (B, C)) {}",
        "fn a(b: &[(B, C)]) {}",
        "fn a(b: impl Fn() -> B, c: (B, C)) {}",
        "fn a<F: Fn(A) -> B>(f: F, Path((b, c)): Path<(B, C)>) {}",
    ] {
        assert!(takes(code), "{code}");
    }
    for code in [
        "fn a(b: B, c: impl Fn(A, B) -> C) {}",
        "fn a(b: impl AsyncFnOnce(A) -> Result<(B, C), D>) {}",
        "fn a(Path(b): Path<B>, c: fn(A, B)) -> (B, C) {}",
        "fn a<T>(b: HashMap<A, (  B )>) {}",
    ] {
        assert!(!takes(code), "{code}");
    }
}
