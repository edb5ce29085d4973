use super::percent;

/// What is shared. Empty summaries and missing pictures leave their
/// parameter out.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// The canonical URL, absolute.
    pub url: String,
    pub title: String,
    /// Plain text; services cut it, and long ones make long URLs: 120
    /// characters are enough.
    pub summary: String,
    /// Absolute URL of the cover.
    pub picture_url: Option<String>,
    /// The portal's name.
    pub site: String,
}

/// A service with an address that takes what is shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Weibo,
    Qzone,
    Qq,
}

impl Service {
    pub const ALL: [Self; 3] = [Self::Weibo, Self::Qzone, Self::Qq];

    /// Its name in our addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Weibo => "weibo",
            Self::Qzone => "qzone",
            Self::Qq => "qq",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.name() == name)
    }

    /// Where a reader shares `piece` there.
    #[must_use]
    pub fn address(self, piece: &Piece) -> String {
        match self {
            Self::Weibo => weibo(piece),
            Self::Qzone => qzone(piece),
            Self::Qq => qq(piece),
        }
    }
}

/// `searchPic=false` keeps Weibo from gathering pictures of the page by itself.
fn weibo(piece: &Piece) -> String {
    address(
        "https://service.weibo.com/share/share.php",
        &[
            ("url", &piece.url),
            ("title", &piece.title),
            ("pic", picture(piece)),
            ("searchPic", "false"),
        ],
    )
}

fn qzone(piece: &Piece) -> String {
    address(
        "https://sns.qzone.qq.com/cgi-bin/qzshare/cgi_qzshare_onekey",
        &[
            ("url", &piece.url),
            ("title", &piece.title),
            ("summary", &piece.summary),
            ("pics", picture(piece)),
            ("site", &piece.site),
        ],
    )
}

/// QQ shows `desc` on some clients and `summary` on others.
fn qq(piece: &Piece) -> String {
    address(
        "https://connect.qq.com/widget/shareqq/index.html",
        &[
            ("url", &piece.url),
            ("title", &piece.title),
            ("summary", &piece.summary),
            ("desc", &piece.summary),
            ("pics", picture(piece)),
            ("site", &piece.site),
        ],
    )
}

fn picture(piece: &Piece) -> &str {
    piece.picture_url.as_deref().unwrap_or_default()
}

fn address(base: &str, values: &[(&str, &str)]) -> String {
    let mut out = base.to_owned();
    let mut before = '?';
    for (name, value) in values.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(before);
        out.extend([name, "=", &percent::component(value)]);
        before = '&';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::percent::tests::decoded;
    use super::*;

    fn bridge() -> Piece {
        Piece {
            url: "https://news.example/article/7?a=1&b=2#top".into(),
            title: "大桥 & 港口 #1:通车了 😀 100%".into(),
            summary: "\"引号\" + 'quotes' <b>".into(),
            picture_url: Some("https://news.example/media/桥.jpg".into()),
            site: "港湾日报".into(),
        }
    }

    /// The query as a server reads it.
    fn values(link: &str) -> Vec<(String, String)> {
        let (_, query) = link.split_once('?').expect("a query");
        query
            .split('&')
            .map(|pair| pair.split_once('=').expect("a value"))
            .map(|(name, value)| (name.to_owned(), decoded(value)))
            .collect()
    }

    fn value(link: &str, name: &str) -> Option<String> {
        values(link)
            .into_iter()
            .find_map(|(n, v)| (n == name).then_some(v))
    }

    #[test]
    fn every_service_gets_exactly_the_address_and_the_title() {
        let piece = bridge();
        for service in Service::ALL {
            let link = &service.address(&piece);
            assert!(link.is_ascii(), "{link}");
            assert_eq!(value(link, "url").as_deref(), Some(&*piece.url));
            assert_eq!(value(link, "title").as_deref(), Some(&*piece.title));
        }
    }

    #[test]
    fn the_qq_services_get_summary_picture_and_site_too() {
        let piece = bridge();
        for service in [Service::Qzone, Service::Qq] {
            let link = &service.address(&piece);
            assert_eq!(value(link, "summary").as_deref(), Some(&*piece.summary));
            assert_eq!(value(link, "pics"), piece.picture_url);
            assert_eq!(value(link, "site").as_deref(), Some(&*piece.site));
        }
        let (qq, weibo) = (Service::Qq.address(&piece), Service::Weibo.address(&piece));
        assert_eq!(value(&qq, "desc").as_deref(), Some(&*piece.summary));
        assert_eq!(value(&weibo, "pic"), piece.picture_url);
    }

    #[test]
    fn what_is_missing_leaves_no_empty_parameter() {
        let piece = Piece {
            url: "https://news.example/article/7".into(),
            title: "Bridge reopens".into(),
            ..Piece::default()
        };
        insta::assert_snapshot!(Service::Weibo.address(&piece), @"https://service.weibo.com/share/share.php?url=https%3A%2F%2Fnews.example%2Farticle%2F7&title=Bridge%20reopens&searchPic=false");
        assert_eq!(values(&Service::Qq.address(&piece)).len(), 2);
    }
}
