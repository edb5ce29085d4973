use serde::Serialize;

/// Where an article can be shared. Plain links: nothing is asked of another host before the reader clicks.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    pub title: String,
    /// The article's canonical, absolute URL.
    pub url: String,
    /// Our addresses that lead to the services.
    pub weibo_url: String,
    pub qzone_url: String,
    pub qq_url: String,
    /// Where the URL stands as a QR code, SVG, for WeChat's camera.
    pub qr_url: String,
}
