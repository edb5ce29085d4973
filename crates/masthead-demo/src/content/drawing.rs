//! Draws pictures on all processors and hands them over in order.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, Scope};

use super::ContentError;
use crate::pictures;

/// How many pictures wait ready for each worker. A picture takes up to 400 kB, and with the one
/// in hand three per worker are the most that stand in memory, whatever the number of paths.
const AHEAD: usize = 2;

/// Gives `take` each path under `media/` with its bytes, in the order of `paths`. Stops at the
/// first path that cannot be drawn and at the first refusal of `take`.
pub(super) fn each<T>(paths: &[String], mut take: T) -> Result<(), ContentError>
where
    T: FnMut(&str, &[u8]) -> Result<(), ContentError>,
{
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let queues: Vec<_> = (0..workers)
            .map(|first| worker(scope, paths, first, workers))
            .collect();
        for (path, queue) in paths.iter().zip(queues.iter().cycle()) {
            let drawn = queue.recv().ok().flatten();
            let bytes = drawn.ok_or_else(|| ContentError::Picture(path.clone()))?;
            take(path, &bytes)?;
        }
        Ok(())
    })
}

/// Draws every `step`th path from `first` on, until done or until nobody takes them any more.
fn worker<'scope>(
    scope: &'scope Scope<'scope, '_>,
    paths: &'scope [String],
    first: usize,
    step: usize,
) -> Receiver<Option<Vec<u8>>> {
    let (drawn, queue) = sync_channel(AHEAD);
    scope.spawn(move || {
        let mut own = paths.iter().skip(first).step_by(step);
        own.try_for_each(|path| drawn.send(draw(path))).ok();
    });
    queue
}

fn draw(path: &str) -> Option<Vec<u8>> {
    pictures::draw(path.strip_prefix("media/")?)
}

#[cfg(test)]
mod tests {
    use super::each;
    use crate::content::ContentError;

    fn avatars(names: &[&str]) -> Vec<String> {
        let path = |name: &&str| format!("media/avatar-{name}.png");
        names.iter().map(path).collect()
    }

    #[test]
    fn pictures_come_in_the_order_of_their_paths() {
        let paths = avatars(&["a", "b", "c", "d", "e", "f", "g"]);
        let mut taken = Vec::new();
        let drawn = each(&paths, |path, bytes| {
            assert_eq!(Some(bytes.to_vec()), super::draw(path), "{path}");
            taken.push(path.to_owned());
            Ok(())
        });
        assert!(drawn.is_ok());
        assert_eq!(taken, paths);
    }

    #[test]
    fn a_picture_that_cannot_be_drawn_ends_it_by_name() {
        let mut paths = avatars(&["a", "b", "c", "d"]);
        paths[1] = "media/castle-1.jpg".into();
        let mut taken = 0;
        let drawn = each(&paths, |_, _| {
            taken += 1;
            Ok(())
        });
        assert!(matches!(drawn, Err(ContentError::Picture(path)) if path == paths[1]));
        assert_eq!(taken, 1);
    }

    #[test]
    fn a_refusal_stops_all_workers() {
        let paths = avatars(&["a"; 40]);
        let refusal = || ContentError::Missing("disk".into());
        let drawn = each(&paths, |_, _| Err(refusal()));
        assert!(matches!(drawn, Err(ContentError::Missing(_))));
    }
}
