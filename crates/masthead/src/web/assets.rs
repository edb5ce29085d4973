use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// A file of the house's own, served under a URL that names its content and so may be kept for ever.
#[derive(Debug)]
pub struct Asset {
    /// The name in templates: `asset("app.css")`.
    pub name: &'static str,
    /// The URL's path: `/assets/app.1a2b3c4d5e6f7081.css`.
    pub path: String,
    pub mime: &'static str,
    pub bytes: &'static [u8],
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    vec![
        asset(
            "app.css",
            "text/css; charset=utf-8",
            include_bytes!("assets/dist/app.css"),
        ),
        asset(
            "care.css",
            "text/css; charset=utf-8",
            include_bytes!("assets/dist/care.css"),
        ),
        asset(
            "form.css",
            "text/css; charset=utf-8",
            include_bytes!("assets/dist/form.css"),
        ),
        asset(
            "desk.css",
            "text/css; charset=utf-8",
            include_bytes!("assets/dist/desk.css"),
        ),
        asset(
            "slots.css",
            "text/css; charset=utf-8",
            include_bytes!("assets/dist/slots.css"),
        ),
        asset(
            "slots.js",
            "text/javascript; charset=utf-8",
            include_bytes!("assets/dist/slots.js"),
        ),
        asset(
            "app.js",
            "text/javascript; charset=utf-8",
            include_bytes!("assets/dist/app.js"),
        ),
        asset(
            "studio.css",
            "text/css; charset=utf-8",
            include_bytes!("assets/dist/studio.css"),
        ),
        asset(
            "studio.js",
            "text/javascript; charset=utf-8",
            include_bytes!("assets/dist/studio.js"),
        ),
        asset(
            "unsent.js",
            "text/javascript; charset=utf-8",
            include_bytes!("assets/dist/unsent.js"),
        ),
        asset(
            "leave.js",
            "text/javascript; charset=utf-8",
            include_bytes!("assets/dist/leave.js"),
        ),
        asset(
            "passkey.js",
            "text/javascript; charset=utf-8",
            include_bytes!("assets/dist/passkey.js"),
        ),
        asset(
            "mark.svg",
            "image/svg+xml",
            include_bytes!("assets/mark.svg"),
        ),
    ]
});

/// Every asset, for the route that serves them: `Cache-Control: public, max-age=31536000, immutable`.
#[must_use]
pub fn assets() -> &'static [Asset] {
    &ASSETS
}

/// The URL path of an asset by its name.
#[must_use]
pub fn path(name: &str) -> Option<&'static str> {
    assets()
        .iter()
        .find(|asset| asset.name == name)
        .map(|asset| asset.path.as_str())
}

fn asset(name: &'static str, mime: &'static str, bytes: &'static [u8]) -> Asset {
    let (stem, ending) = name.rsplit_once('.').expect("asset names have an ending");
    let hash = Sha256::digest(bytes);
    // 64 bits tell apart the handful of versions that a cache may hold.
    let hash: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    Asset {
        name,
        path: format!("/assets/{stem}.{hash}.{ending}"),
        mime,
        bytes,
    }
}
