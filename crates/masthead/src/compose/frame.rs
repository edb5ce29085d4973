use super::Room;
use crate::id::ChannelId;
use crate::portal::{AppError, variant};
use crate::urls;
use crate::web::{
    Around, Feed, Head, Language, Layout, LeftOutLine, Link, Locale, Markup, Me, NavLink, Site,
    Surroundings,
};

/// What a page says of itself to the frame around it.
#[derive(Default)]
pub struct Frame {
    pub head: Head,
    /// The channel that the page stands in.
    pub channel: Option<ChannelId>,
    /// Title and path of this page's own feed, without its ending.
    pub feed: Option<(String, String)>,
    /// What stands in the search box.
    pub query: String,
}

impl Room<'_> {
    /// # Errors
    /// A theme whose templates do not work.
    pub fn layout(&self, frame: Frame) -> Result<Layout, AppError> {
        let feeds = frame.feed.iter();
        let name = self.say(&self.front.site.name);
        Ok(Layout {
            locale: self.locale,
            edition: self.edition,
            head: self.described(frame.head, &name),
            site: Site {
                name,
                tagline: None,
                creators_url: Some(urls::CREATORS.to_owned()),
            },
            banner: None,
            around: self.around(frame.channel)?,
            query: frame.query,
            feeds: feeds
                .flat_map(|(title, path)| feed_pair(title, path))
                .collect(),
            clock: self.now.0,
        })
    }

    /// No page goes without a description: search engines else show what they find first, which is the navigation.
    fn described(&self, head: Head, site: &str) -> Head {
        let own = head.description.filter(|text| !text.trim().is_empty());
        let description = own.unwrap_or_else(|| self.word_with("describe-site", "site", site));
        Head {
            description: Some(description),
            ..head
        }
    }

    /// Around a page for one person, which no search engine keeps.
    ///
    /// # Errors
    /// As [`Room::layout`].
    pub fn private_layout(&self) -> Result<Layout, AppError> {
        let head = Head {
            robots: Some("noindex".to_owned()),
            ..Head::default()
        };
        let layout = self.layout(Frame {
            head,
            ..Frame::default()
        })?;
        let layout = Layout {
            banner: self.left_out_banner()?,
            ..layout
        };
        Ok(match self.me {
            Some(_) => Layout {
                around: self
                    .surroundings(None, self.me)
                    .around(&self.zoned.theme, self.locale)?,
                ..layout
            },
            None => layout,
        })
    }

    fn left_out_banner(&self) -> Result<Option<Markup>, AppError> {
        if self.left_out == 0 {
            return Ok(None);
        }
        let said = LeftOutLine {
            count: self.left_out,
        };
        Ok(Some(self.zoned.theme.piece(self.locale, &said)?))
    }

    /// What stands around the pages of a channel, or of none.
    fn around(&self, channel: Option<ChannelId>) -> Result<Around, AppError> {
        let top = channel.map(|id| self.front.top_of(id));
        let variant = variant(self.locale, self.edition);
        self.front.around(top, variant, || {
            // Kept for everybody: nothing of who asks is in it.
            let surroundings = self.surroundings(top, None);
            Ok(surroundings.around(&self.zoned.theme, self.locale)?)
        })
    }

    fn surroundings(&self, top: Option<ChannelId>, me: Option<Me>) -> Surroundings {
        Surroundings {
            edition: self.edition,
            edition_url: format!("?edition={}", self.edition.other().name()),
            languages: Locale::ALL.map(|tag| self.language(tag)).to_vec(),
            channels: self.navigation(top),
            footer_links: self.footer(),
            feeds: feed_pair(&self.say(&self.front.site.name), "").to_vec(),
            me,
        }
    }

    /// The channels at the top of the tree; `current` is marked.
    fn navigation(&self, current: Option<ChannelId>) -> Vec<NavLink> {
        let top = self.front.channels.iter();
        top.filter(|channel| channel.parent.is_none())
            .map(|channel| NavLink {
                label: self.name(&channel.name),
                url: urls::channel(&channel.slug),
                current: current == Some(channel.id),
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
            url: format!("?lang={}", tag.tag()),
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
