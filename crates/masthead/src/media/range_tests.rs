use super::*;

const MODIFIED_AT: i64 = 784_111_777_500;
const SAME_SECOND: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const SECOND_BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";

const STORED: Stored<'_> = Stored {
    size_bytes: 1000,
    etag: "\"a,b\"",
    modified_at: Some(MODIFIED_AT),
};

fn ranged(range: &str, size_bytes: u64) -> String {
    let stored = Stored {
        size_bytes,
        ..STORED
    };
    let asked = Asked {
        range: Some(range),
        ..Asked::default()
    };
    let answer = answer(stored, asked);
    match answer.content_range() {
        Some(header) => format!("{} {header}", answer.status()),
        None => answer.status().to_string(),
    }
}

fn status(asked: Asked<'_>) -> u16 {
    answer(STORED, asked).status()
}

#[test]
fn a_single_range_is_cut_to_what_there_is() {
    for (range, expected) in [
        ("bytes=0-499", "206 bytes 0-499/1000"),
        ("bytes=500-", "206 bytes 500-999/1000"),
        ("bytes=990-5000", "206 bytes 990-999/1000"),
        ("bytes=0-0", "206 bytes 0-0/1000"),
        ("bytes=-1", "206 bytes 999-999/1000"),
        ("bytes=-5000", "206 bytes 0-999/1000"),
        ("BYTES = 1-2", "206 bytes 1-2/1000"),
        ("bytes=, 1-2 ,", "206 bytes 1-2/1000"),
        ("bytes=0-99999999999999999999999", "206 bytes 0-999/1000"),
    ] {
        assert_eq!(ranged(range, 1000), expected, "{range}");
    }
}

#[test]
fn a_range_beyond_the_end_is_refused_with_the_size() {
    for range in ["bytes=1000-", "bytes=1000-1001", "bytes=-0"] {
        assert_eq!(ranged(range, 1000), "416 bytes */1000", "{range}");
    }
    assert_eq!(
        ranged("bytes=99999999999999999999999-", 1000),
        "416 bytes */1000"
    );
    assert_eq!(ranged("bytes=0-", 0), "416 bytes */0");
}

#[test]
fn what_is_no_single_byte_range_gets_the_whole() {
    for range in [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=+1-2",
        "bytes=1 -2",
        "bytes=1-2-3",
        "bytes=0-1,5-6",
        "lines=1-2",
        "bytes:1-2",
        "bytes=０-１",
    ] {
        assert_eq!(ranged(range, 1000), "200", "{range}");
    }
    assert_eq!(ranged("bytes=-5", 0), "200");
}

#[test]
fn a_part_knows_how_many_bytes_travel() {
    let Answer::Part(part) = part(10, 19, 1000) else {
        panic!("a part");
    };
    assert_eq!(part.length_bytes(), 10);
}

#[test]
fn head_requests_know_no_ranges() {
    let asked = Asked {
        head: true,
        range: Some("bytes=0-1"),
        ..Asked::default()
    };
    assert_eq!(status(asked), 200);
}

#[test]
fn if_range_serves_the_part_only_while_nothing_changed() {
    for (if_range, expected) in [
        ("\"a,b\"", 206),
        ("\"other\"", 200),
        ("W/\"a,b\"", 200),
        (SAME_SECOND, 206),
        (SECOND_BEFORE, 200),
        ("nonsense", 200),
    ] {
        let asked = Asked {
            range: Some("bytes=0-1"),
            if_range: Some(if_range),
            ..Asked::default()
        };
        assert_eq!(status(asked), expected, "{if_range}");
    }
}

#[test]
fn a_weak_tag_never_vouches_for_a_part() {
    let stored = Stored {
        etag: "W/\"a\"",
        ..STORED
    };
    let asked = Asked {
        range: Some("bytes=0-1"),
        if_range: Some("W/\"a\""),
        ..Asked::default()
    };
    assert_eq!(answer(stored, asked), Answer::Whole);
}

#[test]
fn if_none_match_compares_weakly() {
    for (tags, expected) in [
        ("\"a,b\"", 304),
        ("W/\"a,b\"", 304),
        ("\"x\", \"y\" , W/\"a,b\"", 304),
        ("\"x\",\"a,b\"", 304),
        ("*", 304),
        ("\"a\"", 200),
        ("a,b", 200),
        ("\"a,b", 200),
        ("", 200),
        ("文\"a,b\"", 200),
    ] {
        let asked = Asked {
            if_none_match: Some(tags),
            ..Asked::default()
        };
        assert_eq!(status(asked), expected, "{tags}");
    }
}

#[test]
fn if_modified_since_counts_whole_seconds_and_yields_to_tags() {
    for (tags, date, expected) in [
        (None, SAME_SECOND, 304),
        (None, SECOND_BEFORE, 200),
        (None, "nonsense", 200),
        (Some("\"other\""), SAME_SECOND, 200),
        (Some("\"a,b\""), SECOND_BEFORE, 304),
    ] {
        let asked = Asked {
            if_none_match: tags,
            if_modified_since: Some(date),
            ..Asked::default()
        };
        assert_eq!(status(asked), expected, "{tags:?} {date}");
    }
}

#[test]
fn an_unchanged_thing_is_said_so_before_its_range_is_read() {
    let asked = Asked {
        if_none_match: Some("\"a,b\""),
        range: Some("bytes=5000-"),
        ..Asked::default()
    };
    assert_eq!(status(asked), 304);
}

#[test]
fn if_match_and_if_unmodified_since_can_stop_the_request() {
    for (if_match, date, expected) in [
        (Some("\"a,b\""), None, 200),
        (Some("*"), None, 200),
        (Some("W/\"a,b\""), None, 412),
        (Some("\"x\""), Some(SAME_SECOND), 412),
        (Some("\"a,b\""), Some(SECOND_BEFORE), 200),
        (None, Some(SAME_SECOND), 200),
        (None, Some(SECOND_BEFORE), 412),
        (None, Some("nonsense"), 200),
    ] {
        let asked = Asked {
            if_match,
            if_unmodified_since: date,
            ..Asked::default()
        };
        assert_eq!(status(asked), expected, "{if_match:?} {date:?}");
    }
}
