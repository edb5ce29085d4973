//! Where a PostgreSQL server is, and how it is spoken to.

use std::str::FromStr;

use postgres::Config;
use postgres::config::SslMode;

use crate::tls::{Tls, Trust};
use crate::{Fault, FaultKind, Limits};

/// An address with everything that a connection takes.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) config: Config,
    pub(crate) tls: Tls,
    pub(crate) limits: Limits,
}

/// What a URL says, before any file that it names is read.
pub(crate) struct Address {
    config: Config,
    trust: Trust,
}

impl FromStr for Address {
    type Err = Fault;

    /// As libpq reads it: `sslmode` is `disable`, `prefer` (the default),
    /// `require`, `verify-ca` or `verify-full`, and `sslrootcert` a PEM file,
    /// with which `require` is `verify-ca`, or `system`: the authorities of
    /// this machine, with `verify-full` where no mode is named, and never with
    /// one that looks at no certificate.
    fn from_str(url: &str) -> Result<Self, Fault> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(refused("it does not begin with postgres://"));
        }
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        let (mut mode, mut named, mut kept) = (None, None, Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            match pair.split_once('=') {
                Some(("sslmode", value)) => mode = Some(value),
                Some(("sslrootcert", value)) => named = Some(value),
                _ => kept.push(pair),
            }
        }
        let is_system = named == Some("system");
        let mode = mode.unwrap_or(if is_system { "verify-full" } else { "prefer" });
        let roots = named.filter(|_| !is_system).map(decoded).transpose()?;
        let (ssl_mode, trust) = match (mode, roots) {
            ("disable" | "prefer" | "require", _) if is_system => {
                return Err(refused(&format!(
                    "sslmode {mode:?} looks at no certificate, which sslrootcert=system asks for: \
                    write sslmode=verify-full"
                )));
            }
            ("disable", _) => (SslMode::Disable, Trust::Anybody),
            ("prefer", _) => (SslMode::Prefer, Trust::Anybody),
            ("require", None) => (SslMode::Require, Trust::Anybody),
            ("require", roots) | ("verify-ca", roots) => (SslMode::Require, Trust::Chain { roots }),
            ("verify-full", roots) => (SslMode::Require, Trust::ChainAndName { roots }),
            (other, _) => {
                return Err(refused(&format!(
                    "sslmode {other:?} is none of disable, prefer, require, verify-ca, verify-full"
                )));
            }
        };
        let mut config = Config::from_str(&format!("{address}?{}", kept.join("&")))?;
        config.ssl_mode(ssl_mode);
        config.application_name("masthead");
        Ok(Self { config, trust })
    }
}

impl Address {
    /// # Errors
    /// A file of certificates that cannot be read.
    pub(crate) fn server(mut self, limits: Limits) -> Result<Server, Fault> {
        self.config.connect_timeout(limits.connect);
        Ok(Server {
            config: self.config,
            tls: Tls::new(&self.trust)?,
            limits,
        })
    }
}

pub(crate) fn refused(why: &str) -> Fault {
    Fault::new(FaultKind::Other, why)
}

/// Percent-encoding as in all of a URL.
fn decoded(text: &str) -> Result<String, Fault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let byte = part
            .get(..2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes
            .push(byte.ok_or_else(|| refused("a % in sslrootcert is not followed by two digits"))?);
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    String::from_utf8(bytes).map_err(|_| refused("sslrootcert is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Address, String> {
        url.parse().map_err(|fault: Fault| fault.to_string())
    }

    #[test]
    fn each_sslmode_is_understood_as_libpq_does() {
        let trust = |query: &str| {
            let address = read(&format!("postgres://u@h/d?{query}")).expect("an address");
            (address.config.get_ssl_mode(), address.trust)
        };
        let roots = || Some("/etc/our ca.pem".to_owned());
        let file = "sslrootcert=/etc/our%20ca.pem";
        for (query, expected) in [
            ("", (SslMode::Prefer, Trust::Anybody)),
            ("sslmode=disable", (SslMode::Disable, Trust::Anybody)),
            ("sslmode=require", (SslMode::Require, Trust::Anybody)),
            (
                &format!("sslmode=require&{file}"),
                (SslMode::Require, Trust::Chain { roots: roots() }),
            ),
            (
                &format!("{file}&sslmode=verify-ca"),
                (SslMode::Require, Trust::Chain { roots: roots() }),
            ),
            (
                &format!("connect_timeout=3&sslmode=verify-full&{file}"),
                (SslMode::Require, Trust::ChainAndName { roots: roots() }),
            ),
            (
                "sslmode=verify-full&sslrootcert=system",
                (SslMode::Require, Trust::ChainAndName { roots: None }),
            ),
            (
                "sslrootcert=system",
                (SslMode::Require, Trust::ChainAndName { roots: None }),
            ),
        ] {
            assert_eq!(trust(query), expected, "{query}");
        }
    }

    #[test]
    fn a_mode_that_nobody_knows_is_refused_and_not_passed_over() {
        let said = read("postgres://u@h/d?sslmode=verify")
            .err()
            .expect("refused");
        assert!(
            said.contains("\"verify\"") && said.contains("verify-full"),
            "{said}"
        );
        assert!(read("postgres://u@h/d?sslrootcert=%2&sslmode=require").is_err());
        for mode in ["disable", "prefer", "require"] {
            let url = format!("postgres://u@h/d?sslrootcert=system&sslmode={mode}");
            let said = read(&url).err().expect("the machine's word is not asked");
            assert!(said.contains("write sslmode=verify-full"), "{said}");
        }
        assert!(read("mysql://u@h/d").is_err());
        assert!(read("postgres://u@h/d?unheard=1").is_err());
    }
}
