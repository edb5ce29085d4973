//! What an operator lets in.

/// The operator's rules for what comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Hosts whose https pages may stand as an embed; a host also lets in its subdomains. Empty: no embeds.
    pub embed_hosts: Vec<String>,
    /// Set for our own store: an operator who takes a host off the list still reads older articles. The
    /// renderer asks its own list before it frames anything.
    pub(crate) any_embed: bool,
}

impl Policy {
    /// Lets in embeds of these hosts.
    #[must_use]
    pub fn embedding(embed_hosts: Vec<String>) -> Self {
        Self {
            embed_hosts,
            any_embed: false,
        }
    }

    pub(crate) fn stored() -> Self {
        Self {
            embed_hosts: Vec::new(),
            any_embed: true,
        }
    }

    /// Whether `url` may be embedded: https, and its host on the list.
    pub fn allows_embed(&self, url: &str) -> bool {
        match crate::link::https_host(url) {
            Some(_) if self.any_embed => true,
            Some(host) => host_is_listed(&host, &self.embed_hosts),
            None => false,
        }
    }
}

/// Whether `host` is one of `listed` or a subdomain of one.
pub(crate) fn host_is_listed(host: &str, listed: &[String]) -> bool {
    listed.iter().any(|entry| {
        let entry = entry.trim_end_matches('.').to_ascii_lowercase();
        host == entry
            || host
                .strip_suffix(&entry)
                .is_some_and(|rest| !entry.is_empty() && rest.ends_with('.'))
    })
}
