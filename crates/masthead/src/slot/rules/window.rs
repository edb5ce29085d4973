use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use masthead_clock::Millis;

use super::{FOREVER, Refusal};

const MINUTE_MS: i64 = 60_000;

/// From when until when something stands; the end is no longer part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Millis,
    pub until: Millis,
}

impl Window {
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

/// What is typed for a window on the clocks of a zone: `2026-01-18T04:35`, or
/// nothing for "now" and "no end".
pub struct Local<'a> {
    pub from: &'a str,
    pub until: &'a str,
    pub zone: &'a TimeZone,
}

impl Local<'_> {
    /// The window that is meant at `now`. `kept` is what stood in the fields:
    /// who leaves a time alone means it to the millisecond, and one that has
    /// begun may have begun.
    ///
    /// # Errors
    /// The field that is wrong (`from` or `until`), and why.
    pub fn window(
        &self,
        now: Millis,
        kept: Option<Window>,
    ) -> Result<Window, (&'static str, Refusal)> {
        let from = self.from(now, kept).map_err(|refusal| ("from", refusal))?;
        let until = self
            .until(now, kept)
            .map_err(|refusal| ("until", refusal))?;
        match until > from {
            true => Ok(Window { from, until }),
            false => Err(("until", Refusal::EndsBefore)),
        }
    }

    fn from(&self, now: Millis, kept: Option<Window>) -> Result<Millis, Refusal> {
        if let Some(kept) = kept.filter(|kept| local(kept.from, self.zone) == self.from) {
            return Ok(kept.from);
        }
        if let Some(kept) = kept.filter(|kept| kept.from <= now) {
            // "Now" is no other beginning for what stands.
            return match self.from.is_empty() {
                true => Ok(kept.from),
                false => Err(Refusal::Begun),
            };
        }
        match moment(self.from, self.zone)? {
            None => Ok(now),
            // The minute that runs is meant to begin now.
            Some(at) if at.0 > now.0 - MINUTE_MS => Ok(at.max(now)),
            Some(_) => Err(Refusal::FromPast),
        }
    }

    fn until(&self, now: Millis, kept: Option<Window>) -> Result<Millis, Refusal> {
        if let Some(kept) = kept.filter(|kept| local(kept.until, self.zone) == self.until) {
            return Ok(kept.until);
        }
        match moment(self.until, self.zone)? {
            None => Ok(Millis(FOREVER)),
            Some(at) if at > now => Ok(at),
            Some(_) => Err(Refusal::UntilPast),
        }
    }
}

fn moment(text: &str, zone: &TimeZone) -> Result<Option<Millis>, Refusal> {
    if text.is_empty() {
        return Ok(None);
    }
    // A minute that the clocks leave out is the one after, one that comes twice the first.
    let at = text.parse::<DateTime>().ok();
    let at = at.and_then(|at| zone.to_timestamp(at).ok());
    at.map(|at| Some(at.into())).ok_or(Refusal::NoTime)
}

/// A time as `datetime-local` fields write it; empty for none: what stands
/// since ever, or without an end.
#[must_use]
pub fn local(at: Millis, zone: &TimeZone) -> String {
    if at.0 <= 0 || at.0 == FOREVER {
        return String::new();
    }
    at.zoned(zone).strftime("%Y-%m-%dT%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-01-18 04:35:30 in Shanghai.
    const NOW: Millis = Millis(1_768_682_130_000);

    fn window(from: &str, until: &str) -> Result<Window, (&'static str, Refusal)> {
        kept(from, until, None)
    }

    fn kept(
        from: &str,
        until: &str,
        kept: Option<Window>,
    ) -> Result<Window, (&'static str, Refusal)> {
        let zone = &TimeZone::get("Asia/Shanghai").expect("a zone");
        Local { from, until, zone }.window(NOW, kept)
    }

    #[test]
    fn nothing_typed_is_now_and_for_good() {
        let until = Millis(FOREVER);
        assert_eq!(window("", ""), Ok(Window { from: NOW, until }));
    }

    #[test]
    fn times_are_those_of_the_zone() {
        let window = window("2026-01-18T05:00", "2026-01-18T06:00:00").expect("a window");
        assert_eq!(window.from.to_string(), "2026-01-17T21:00:00Z");
        assert_eq!(window.until.to_string(), "2026-01-17T22:00:00Z");
    }

    #[test]
    fn the_minute_that_runs_is_now_and_the_one_before_is_past() {
        assert_eq!(window("2026-01-18T04:35", "").map(|w| w.from), Ok(NOW));
        assert_eq!(
            window("2026-01-18T04:34", ""),
            Err(("from", Refusal::FromPast))
        );
        assert_eq!(
            window("", "2026-01-18T04:35"),
            Err(("until", Refusal::UntilPast))
        );
    }

    #[test]
    fn an_end_comes_after_the_beginning() {
        for until in ["2026-01-18T05:00", "2026-01-18T04:50"] {
            let refused = window("2026-01-18T05:00", until);
            assert_eq!(refused, Err(("until", Refusal::EndsBefore)));
        }
        for bad in ["soon", "2026-13-01T00:00", "2026-01-18"] {
            let refused = window(bad, "");
            assert!(refused.is_err() || bad == "2026-01-18", "{bad}");
        }
    }

    #[test]
    fn a_time_that_is_left_alone_stays_to_the_millisecond() {
        let stood = Window {
            from: Millis(NOW.0 - 7_654_321),
            until: Millis(NOW.0 + 7_654_321),
        };
        let zone = TimeZone::get("Asia/Shanghai").expect("a zone");
        let (from, until) = (local(stood.from, &zone), local(stood.until, &zone));
        assert_eq!(kept(&from, &until, Some(stood)), Ok(stood));
        let begun = kept("2026-01-18T09:00", &until, Some(stood));
        assert_eq!(begun, Err(("from", Refusal::Begun)));
        let longer = kept("", "", Some(stood)).expect("no end");
        assert_eq!((longer.from, longer.until), (stood.from, Millis(FOREVER)));
    }

    #[test]
    fn windows_that_touch_do_not_meet() {
        let from_to = |from, until| Window {
            from: Millis(from),
            until: Millis(until),
        };
        assert!(!from_to(1, 5).meets(from_to(5, 9)));
        assert!(from_to(1, 6).meets(from_to(5, 9)));
        assert!(from_to(1, 20).meets(from_to(5, 9)));
    }
}
