use super::Room;
use crate::urls;
use crate::web::{Feed, Head, Language, Layout, Link, Locale, NavLink, Site};

/// What a page says of itself to the frame around it.
#[derive(Default)]
pub struct Frame {
    pub head: Head,
    /// The channel that the page stands in.
    pub channel: Option<i64>,
    /// Title and path of this page's own feed, without its ending.
    pub feed: Option<(String, String)>,
    /// What stands in the search box.
    pub query: String,
}

impl Room<'_> {
    #[must_use]
    pub fn layout(&self, frame: Frame) -> Layout {
        let site_name = self.say(&self.front.site.name);
        let mut feeds = Vec::new();
        if let Some((title, path)) = &frame.feed {
            feeds.extend(feed_pair(title, path));
        }
        feeds.extend(feed_pair(&site_name, ""));
        Layout {
            site: Site {
                name: site_name,
                tagline: None,
                creators_url: Some(urls::CREATORS.to_owned()),
            },
            locale: self.locale,
            edition: self.edition,
            head: frame.head,
            channels: self.navigation(frame.channel),
            languages: Locale::ALL.map(|tag| self.language(tag)).to_vec(),
            edition_url: format!("{}?edition={}", self.path, self.edition.other().name()),
            query: frame.query,
            footer_links: self.footer(),
            feeds,
            clock: self.now.0,
        }
    }

    /// The channels at the top of the tree; the one that the page stands in,
    /// or under, is marked.
    fn navigation(&self, current: Option<i64>) -> Vec<NavLink> {
        let parent = current
            .and_then(|id| self.front.channel(id))
            .and_then(|channel| channel.parent);
        let top = self.front.channels.iter();
        top.filter(|channel| channel.parent.is_none())
            .map(|channel| NavLink {
                label: self.name(&channel.name),
                url: urls::channel(&channel.slug),
                current: current == Some(channel.id) || parent == Some(channel.id),
            })
            .collect()
    }

    fn language(&self, tag: Locale) -> Language {
        let label = match tag {
            Locale::ZhCn => "中文",
            Locale::En => "English",
        };
        Language {
            tag,
            label: label.to_owned(),
            url: format!("{}?lang={}", self.path, tag.tag()),
            current: tag == self.locale,
        }
    }

    fn footer(&self) -> Vec<Link> {
        let links = self.front.site.footer.iter();
        links
            .map(|link| Link {
                label: self.say(&link.label),
                url: link.url.clone(),
            })
            .collect()
    }
}

fn feed_pair(title: &str, path: &str) -> [Feed; 2] {
    [
        ("xml", "application/rss+xml", "RSS"),
        ("json", "application/feed+json", "JSON Feed"),
    ]
    .map(|(ending, mime, format)| Feed {
        title: format!("{title} {format}"),
        url: format!("{path}/feed.{ending}"),
        mime: mime.to_owned(),
    })
}
