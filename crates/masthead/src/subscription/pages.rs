//! Pages about letters. None is cached.

use serde::Serialize;

use super::rules::{Topic, Way};
use crate::web::{Layout, Locale, Page};

/// A topic, and how one is told of it.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    pub topic: Topic,
    pub way: Way,
}

/// A language that letters come in.
#[derive(Clone, Debug, Serialize)]
pub struct Language {
    pub tag: Locale,
    pub label: &'static str,
    pub chosen: bool,
}

/// `subscription/settings.html`
#[derive(Clone, Debug, Serialize)]
pub struct SettingsPage {
    pub layout: Layout,
    /// Where letters go.
    pub email: String,
    pub choices: Vec<Choice>,
    pub ways: Vec<Way>,
    pub languages: Vec<Language>,
    /// Of the day, in the site's zone.
    pub hour: i8,
    pub zone: String,
    /// Whether letters can be sent.
    pub has_mail: bool,
    /// Whether choices have just been saved.
    pub done: bool,
}

/// `subscription/stop.html`: a link at the foot of a letter.
#[derive(Clone, Debug, Serialize)]
pub struct StopPage {
    pub layout: Layout,
    /// What it ends: the locale key is `topic-{what}`.
    pub what: &'static str,
    /// The path of this link.
    pub action: String,
    pub done: bool,
}

impl Page for SettingsPage {
    const TEMPLATE: &'static str = "subscription/settings.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}

impl Page for StopPage {
    const TEMPLATE: &'static str = "subscription/stop.html";

    fn layout(&self) -> &Layout {
        &self.layout
    }
}
