//! Captions: WebVTT (W3C) as it is, SubRip (SRT) as WebVTT. What comes out is written anew: cues and nothing else, so
//! that no style and no script of a stranger comes with them.

use std::fmt::Write;

const FILE_BYTES: usize = 1024 * 1024;
const CUES: usize = 10_000;
const CUE_CHARS: usize = 1_000;

/// Why captions are not taken. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CaptionsRefusal {
    #[error("the file is no text in UTF-8")]
    NoText,
    #[error("more than 1 MiB, 10,000 captions or 1,000 characters in one")]
    TooLong,
    #[error("the times in line {0} cannot be read")]
    Times(usize),
    #[error("there is no caption in it")]
    Empty,
}

/// Reads a file of captions and gives it as WebVTT.
///
/// # Errors
/// A refusal.
pub fn captions(bytes: &[u8]) -> Result<String, CaptionsRefusal> {
    if bytes.len() > FILE_BYTES {
        return Err(CaptionsRefusal::TooLong);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| CaptionsRefusal::NoText)?;
    if text.contains('\0') {
        return Err(CaptionsRefusal::NoText);
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let text = text.replace('\r', "\n");
    let mut lines = text
        .split('\n')
        .enumerate()
        .map(|(at, line)| (at + 1, line));
    let (mut out, mut cues) = ("WEBVTT\n".to_owned(), 0);
    while let Some((at, line)) = lines.next() {
        let Some((from, rest)) = line.split_once("-->") else {
            continue; // numbers, names, notes, styles
        };
        let (to, settings) = rest
            .trim()
            .split_once([' ', '\t'])
            .unwrap_or((rest.trim(), ""));
        let times = time(from.trim())
            .zip(time(to))
            .filter(|(from, to)| from < to);
        let (from, to) = times.ok_or(CaptionsRefusal::Times(at))?;
        let words = cue(&mut lines)?;
        if words.is_empty() {
            continue;
        }
        cues += 1;
        if cues > CUES {
            return Err(CaptionsRefusal::TooLong);
        }
        let _ = write!(
            out,
            "\n{} --> {}{}\n{words}",
            shown(from),
            shown(to),
            placed(settings)
        );
    }
    match cues {
        0 => Err(CaptionsRefusal::Empty),
        _ => Ok(out),
    }
}

/// The lines of one caption, up to an empty one.
fn cue<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>) -> Result<String, CaptionsRefusal> {
    let mut words = String::new();
    for (_, line) in lines
        .by_ref()
        .take_while(|(_, line)| !line.trim().is_empty())
    {
        words.push_str(&clean(line.trim()));
        words.push('\n');
        if words.chars().count() > CUE_CHARS {
            return Err(CaptionsRefusal::TooLong);
        }
    }
    Ok(words)
}

/// Milliseconds of `01:02:03.004`, `02:03.004` or, in SRT, `01:02:03,004`.
fn time(text: &str) -> Option<u64> {
    let (seconds, ms) = text.split_once(['.', ','])?;
    let digits = |text: &str, most: usize| {
        let fits =
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse::<u64>().ok()).flatten()
    };
    let parts: Vec<&str> = seconds.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, digits(minutes, 2)?, digits(seconds, 2)?),
        [hours, minutes, seconds] => (digits(hours, 4)?, digits(minutes, 2)?, digits(seconds, 2)?),
        _ => return None,
    };
    let ms = digits(ms, 3).filter(|_| ms.len() == 3)?;
    (minutes < 60 && seconds < 60).then_some(((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms)
}

fn shown(ms: u64) -> String {
    let (seconds, ms) = (ms / 1_000, ms % 1_000);
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    format!("{hours:02}:{minutes:02}:{:02}.{ms:03}", seconds % 60)
}

/// Where a caption stands: the settings that WebVTT knows, others go.
fn placed(settings: &str) -> String {
    let known = |setting: &&str| {
        let (name, value) = setting.split_once(':').unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"%.,-".contains(&byte);
        ["vertical", "line", "position", "size", "align"].contains(&name)
            && !value.is_empty()
            && value.bytes().all(plain)
    };
    let kept = settings.split_ascii_whitespace().filter(known).take(5);
    kept.flat_map(|setting| [" ", setting]).collect()
}

/// Text with `<b>`, `<i>`, `<u>` and `<v Name>`; other signs between angles go, a lone `<` stays as text.
fn clean(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let (tag, after) = match rest[at + 1..].split_once('>') {
            Some(found) => found,
            None => {
                out.push_str("&lt;");
                rest = &rest[at + 1..];
                continue;
            }
        };
        let name = tag.trim_start_matches('/');
        let is_voice = name == "v" || name.starts_with("v ");
        if matches!(name, "b" | "i" | "u") || (is_voice && !tag.contains(['<', '&'])) {
            out.push('<');
            out.push_str(tag);
            out.push('>');
        }
        rest = after;
    }
    out.push_str(rest);
    out.replace("-->", "→")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subrip_becomes_webvtt() {
        let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,500\r\n<font color=red>大桥</font> <i>开放</i>\r\n\r\n2\r\n00:00:04,000 --> 00:00:05,000\r\n第二行 1 < 2\r\n";
        assert_eq!(
            captions(srt.as_bytes()).expect("captions"),
            "WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n大桥 <i>开放</i>\n\n00:00:04.000 --> 00:00:05.000\n第二行 1 &lt; 2\n"
        );
    }

    #[test]
    fn webvtt_stays_and_its_styles_go() {
        let vtt = "WEBVTT - t\n\nSTYLE\n::cue { background: url(https://x.example/) }\n\nNOTE a\n\nintro\n01:02.003 --> 01:04.000 align:start x:y position:10%\n<v Lin>Hello</v>\n";
        let out = captions(vtt.as_bytes()).expect("captions");
        assert_eq!(
            out,
            "WEBVTT\n\n00:01:02.003 --> 00:01:04.000 align:start position:10%\n<v Lin>Hello</v>\n"
        );
        assert_eq!(captions(out.as_bytes()).expect("again"), out);
    }

    #[test]
    fn what_is_no_caption_is_refused_with_its_line() {
        assert_eq!(captions(b"\xff\xfe"), Err(CaptionsRefusal::NoText));
        assert_eq!(captions(b"hello"), Err(CaptionsRefusal::Empty));
        let backwards = b"WEBVTT\n\n00:05.000 --> 00:04.000\nx\n";
        assert_eq!(captions(backwards), Err(CaptionsRefusal::Times(3)));
        let long = format!(
            "WEBVTT\n\n00:01.000 --> 00:04.000\n{}\n",
            "字".repeat(1_001)
        );
        assert_eq!(captions(long.as_bytes()), Err(CaptionsRefusal::TooLong));
    }

    proptest::proptest! {
        #[test]
        fn whatever_comes_out_goes_in_again_unchanged(text in "(WEBVTT\n\n)?([0-9:.,\\-> \n<bi/&a大]{0,30}|00:01.000 --> 00:02.000\n[^\0]{0,20}\n\n){0,8}") {
            if let Ok(out) = captions(text.as_bytes()) {
                proptest::prop_assert_eq!(captions(out.as_bytes()), Ok(out.clone()));
            }
        }
    }
}
