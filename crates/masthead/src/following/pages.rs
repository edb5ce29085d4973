//! Pages of whom one follows. None is cached.

use serde::Serialize;

use crate::creator::pages::PastTitle;
use crate::web::{Layout, Page, Picture, TurnPage};

/// `following/follow.html`: whether one follows a creator.
#[derive(Clone, Debug, Serialize)]
pub struct FollowPage {
    pub layout: Layout,
    pub name: String,
    pub url: String,
    pub follow_url: String,
    pub follows: bool,
    /// Why nothing was changed: a locale key.
    pub refused: Option<&'static str>,
    /// How many one follows at most.
    pub most: i64,
}

/// A creator that one follows.
#[derive(Clone, Debug, Serialize)]
pub struct Followed {
    pub name: String,
    pub url: String,
    pub follow_url: String,
    pub avatar: Picture,
    /// The newest, three at most.
    pub titles: Vec<PastTitle>,
}

/// `following/own.html`
#[derive(Clone, Debug, Serialize)]
pub struct FollowingPage {
    pub layout: Layout,
    pub creators: Vec<Followed>,
    pub turn: TurnPage,
}

impl Page for FollowPage {
    const TEMPLATE: &'static str = "following/follow.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for FollowingPage {
    const TEMPLATE: &'static str = "following/own.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
