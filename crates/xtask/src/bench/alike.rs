//! Pages of different portals that weigh the same, so that what grows is not
//! what they show.

use std::collections::BTreeSet;

use super::http::Client;
use super::pages::as_browser;
use crate::Failed;

/// A page and its size, compressed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Weighed {
    pub(crate) path: String,
    pub(crate) bytes: usize,
}

pub(crate) fn weigh(client: &mut Client, paths: Vec<String>) -> Result<Vec<Weighed>, Failed> {
    let weigh = |path: String| {
        let bytes = as_browser(client, &path)?.body.len();
        Ok(Weighed { path, bytes })
    };
    paths.into_iter().map(weigh).collect()
}

/// Of `pages` up to `most`: for each of `like`, and from its begin again, the
/// one whose size is nearest, none twice.
pub(crate) fn choose(pages: &[Weighed], like: &[Weighed], most: usize) -> Vec<String> {
    let sizes = pages.iter().enumerate();
    let mut left: BTreeSet<(usize, usize)> = sizes.map(|(at, page)| (page.bytes, at)).collect();
    let mut chosen = Vec::new();
    for wanted in like.iter().cycle().take(most) {
        let Some(nearest) = nearest(&left, wanted.bytes) else {
            break;
        };
        left.remove(&nearest);
        chosen.push(pages[nearest.1].path.clone());
    }
    chosen
}

fn nearest(left: &BTreeSet<(usize, usize)>, bytes: usize) -> Option<(usize, usize)> {
    let below = left.range(..(bytes, 0)).next_back();
    let above = left.range((bytes, 0)..).next();
    let both = below.into_iter().chain(above);
    both.min_by_key(|page| page.0.abs_diff(bytes)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(sizes: &[usize]) -> Vec<Weighed> {
        let page = |bytes: &usize| Weighed {
            path: format!("/{bytes}"),
            bytes: *bytes,
        };
        sizes.iter().map(page).collect()
    }

    #[test]
    fn each_page_finds_one_of_its_weight() {
        let many = pages(&[10, 95, 102, 300, 205]);
        assert_eq!(
            choose(&many, &pages(&[100, 200]), 3),
            ["/102", "/205", "/95"]
        );
    }

    #[test]
    fn no_page_is_taken_twice() {
        assert_eq!(choose(&pages(&[1, 2]), &pages(&[1]), 5), ["/1", "/2"]);
        assert!(choose(&pages(&[1]), &[], 5).is_empty());
    }
}
