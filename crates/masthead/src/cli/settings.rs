use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io};

use serde::Deserialize;

use super::outcome::Failed;
use crate::regime::{CnRules, Regime};

/// `masthead.toml`: the options of the command line under the same names.
/// Command line rules over environment, environment over this file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Folder of the embedded database and the media.
    pub(crate) data: Option<PathBuf>,
    /// PostgreSQL in place of the embedded database, as a URL.
    pub(crate) database: Option<String>,
    /// Address and port to listen at.
    pub(crate) listen: Option<String>,
    /// The address under which readers know the site.
    pub(crate) base_url: Option<String>,
    /// Folder of templates that replace ours by their path.
    pub(crate) theme: Option<PathBuf>,
    /// Hosts of embeds that articles may show.
    #[serde(default)]
    pub(crate) embed_hosts: Vec<String>,
    /// Proxies that say truly where a request comes from, as addresses or
    /// blocks of them. Without it, this machine.
    pub(crate) trusted_proxies: Option<Vec<String>>,
    /// Networks of one's own that addresses which others give may lead into.
    #[serde(default)]
    pub(crate) fetch_networks: Vec<String>,
    /// The mail server, as a URL.
    pub(crate) smtp: Option<String>,
    /// Whom letters come from.
    pub(crate) mail_from: Option<String>,
    /// Places whose rules hold here besides those that always do: "cn", "eu".
    #[serde(default)]
    pub(crate) regimes: Vec<Regime>,
    /// What is set of the rules of "cn".
    #[serde(default)]
    pub(crate) cn: CnRules,
    /// Channels in which two have to read what is handed in; "*" for all.
    #[serde(default)]
    pub(crate) second_reading: Vec<String>,
    /// Whether everybody with a role at the desk needs a second factor.
    #[serde(default)]
    pub(crate) two_factor: bool,
    /// Where else people may log in.
    pub(crate) openid: Option<OpenIdSettings>,
    /// Days for which browsers are told to come by https alone; 0 tells them nothing.
    #[serde(default)]
    pub(crate) hsts_days: u32,
    /// Memory for ready pages, in MiB.
    pub(crate) press_mib: Option<usize>,
    /// Of one film or sound, in MiB.
    video_mib: Option<u64>,
    /// What a creator may store in a day, in MiB.
    upload_day_mib: Option<u64>,
    /// Days that a file stays which nothing uses; 0 for ever.
    keep_unused_days: Option<u32>,
}

/// An identity provider that speaks OpenID Connect.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenIdSettings {
    /// Its address, exactly as it writes it itself.
    pub(crate) issuer: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: Option<String>,
    /// What the link on the log-in page says.
    pub(crate) label: String,
    /// Networks of its servers, where they are not public.
    #[serde(default)]
    pub(crate) allow_networks: Vec<String>,
    /// Its origins, where they are not public: these alone are asked.
    #[serde(default)]
    pub(crate) allow_origins: Vec<String>,
}

const FILE: &str = "masthead.toml";

fn bytes(mib: u64) -> u64 {
    mib.saturating_mul(1024 * 1024)
}

impl Settings {
    pub(super) fn video_bytes(&self) -> Option<u64> {
        self.video_mib.map(bytes)
    }

    pub(super) fn upload_day_bytes(&self) -> Option<u64> {
        self.upload_day_mib.map(bytes)
    }

    /// How long a file stays that nothing uses, where it is said; for ever where
    /// that is 0.
    pub(super) fn keep_unused(&self) -> Option<Option<Duration>> {
        let days = self.keep_unused_days?;
        Some((days > 0).then(|| Duration::from_secs(u64::from(days) * 86_400)))
    }

    /// Reads the named file, or `masthead.toml` where it is there.
    pub(super) fn load(named: Option<&Path>) -> Result<Self, Failed> {
        let path = named.unwrap_or(Path::new(FILE));
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
                return Ok(Self::default());
            }
            Err(error) => {
                return Err(format!(
                    "cannot read the settings {}: {error}; name another file with --config",
                    path.display()
                ));
            }
        };
        toml::from_str(&text).map_err(|error| {
            let line = error
                .span()
                .map_or(0, |span| 1 + text[..span.start].matches('\n').count());
            format!("{}:{line}: {}", path.display(), error.message())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_named_with_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.toml");
        fs::write(&path, "data = \"a\"\nlisen = \"b\"\n").expect("written");
        let line = Settings::load(Some(&path)).expect_err("misspelt");
        assert!(
            line.contains("x.toml:2:") && line.contains("lisen"),
            "{line}"
        );
    }

    #[test]
    fn an_identity_provider_is_named_with_all_that_it_needs() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.toml");
        let whole =
            "[openid]\nissuer = \"https://id.example\"\nclient_id = \"news\"\nlabel = \"ID\"\n";
        fs::write(&path, whole).expect("written");
        let set = Settings::load(Some(&path)).expect("read").openid;
        let set = set.expect("a provider");
        assert_eq!((&*set.client_id, set.client_secret), ("news", None));
        fs::write(&path, "[openid]\nissuer = \"https://id.example\"\n").expect("written");
        let line = Settings::load(Some(&path)).expect_err("half of it");
        assert!(line.contains("client_id"), "{line}");
    }

    #[test]
    fn what_is_not_set_of_the_rules_of_a_place_stands_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.toml");
        fs::write(&path, "regimes = [\"cn\"]\n[cn]\nowned_other = 5\n").expect("written");
        let cn = Settings::load(Some(&path)).expect("read").cn;
        assert_eq!((cn.owned_individual, cn.owned_other), (1, 5));
    }

    #[test]
    fn a_named_file_that_is_not_there_is_an_error() {
        let line = Settings::load(Some(Path::new("no/such.toml"))).expect_err("missing");
        assert!(line.contains("--config"), "{line}");
    }
}
