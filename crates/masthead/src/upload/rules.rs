//! Limits of files on their way, and why one is not taken.

use std::time::Duration;

use masthead_media::{CaptionsRefusal, Film, FilmRefusal};

/// Unfinished ones of one person: a whole day's shooting, not a disk.
pub const OPEN: i64 = 20;
/// After its last part an unfinished one waits so long.
pub const STAYS: Duration = Duration::from_secs(24 * 3_600);
/// What is written and acknowledged at a time.
pub const PIECE_BYTES: usize = 2 * 1024 * 1024;
/// A part of a byte each would make more rows than bytes.
pub const PARTS: i64 = 10_000;
/// Of one film or sound.
pub const HOURS: u64 = 4;
/// Of a form without script, which comes in one piece.
pub const PLAIN_MIB: u64 = 24;
/// Of its name, in characters.
const NAME: usize = 200;

/// Why a file that has come is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Film(FilmRefusal),
    Captions(CaptionsRefusal),
    Long,
    /// Not all of it is here.
    Unfinished,
    /// Larger than a form without script, or the operator, takes.
    Large,
    /// Its creator has stored as much as a day allows.
    DayFull,
}

impl Refusal {
    /// Its words, under this key.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Film(FilmRefusal::Unknown) => "upload-unknown",
            Self::Film(FilmRefusal::Broken(_) | FilmRefusal::Empty) => "upload-broken",
            Self::Film(FilmRefusal::Codec(_)) => "upload-codec",
            Self::Film(FilmRefusal::Large { .. }) => "upload-pixels",
            Self::Captions(_) => "upload-captions",
            Self::Long => "upload-long",
            Self::Unfinished => "upload-unfinished",
            Self::Large => "upload-large",
            Self::DayFull => "media-day-full",
        }
    }
}

/// Whether a film may be as long as it says.
///
/// # Errors
/// [`Refusal::Long`].
pub fn short_enough(film: Film) -> Result<Film, Refusal> {
    match film.duration_ms {
        Some(ms) if ms > HOURS * 3_600_000 => Err(Refusal::Long),
        _ => Ok(film),
    }
}

/// The name that a browser gave a file, for its owner to know it by.
#[must_use]
pub fn shown_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars()
        .filter(|sign| !sign.is_control())
        .take(NAME)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use masthead_media::FilmKind;

    #[test]
    fn a_film_of_four_hours_is_taken_and_a_longer_one_is_not() {
        let film = |duration_ms| Film {
            kind: FilmKind::Mp4,
            width: 64,
            height: 64,
            duration_ms,
        };
        assert!(short_enough(film(Some(4 * 3_600_000))).is_ok());
        assert!(short_enough(film(None)).is_ok());
        let long = short_enough(film(Some(4 * 3_600_000 + 1)));
        assert_eq!(long, Err(Refusal::Long));
    }

    #[test]
    fn a_name_has_no_folders_and_no_control_characters() {
        assert_eq!(shown_name("C:\\films\\大桥\n.mp4"), "大桥.mp4");
        assert_eq!(shown_name(&"x".repeat(300)).len(), 200);
    }
}
