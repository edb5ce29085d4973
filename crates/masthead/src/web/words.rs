use std::fmt;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use thiserror::Error;
use unic_langid::LanguageIdentifier;

use super::Locale;

/// The words of one language: every `locales/{tag}/*.ftl` in one bundle.
pub struct Words {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

/// A word that cannot be said. Ours to mend, never the reader's doing.
#[derive(Debug, Error)]
pub enum WordsFault {
    #[error("no word {key:?} in {locale}")]
    Missing { key: String, locale: &'static str },
    #[error("word {key:?} in {locale} lacks an argument: {errors:?}")]
    Unsaid {
        key: String,
        locale: &'static str,
        errors: Vec<FluentError>,
    },
    #[error("{path} does not parse: {errors}")]
    Unreadable { path: String, errors: String },
}

impl Words {
    /// Reads the embedded words of `locale`.
    ///
    /// # Errors
    /// A file that does not parse, or a key that stands twice.
    pub fn load(locale: Locale) -> Result<Self, WordsFault> {
        let language: LanguageIdentifier = locale.tag().parse().expect("tags are valid BCP 47");
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Isolation marks would stand between a number and its unit in copied text.
        bundle.set_use_isolating(false);
        for (path, text) in super::embedded::WORDS {
            if path.split('/').next() == Some(locale.tag()) {
                let unreadable = |errors| WordsFault::Unreadable {
                    path: (*path).to_owned(),
                    errors,
                };
                let resource = FluentResource::try_new((*text).to_owned())
                    .map_err(|(_, errors)| unreadable(format!("{errors:?}")))?;
                bundle
                    .add_resource(resource)
                    .map_err(|errors| unreadable(format!("{errors:?}")))?;
            }
        }
        Ok(Self { locale, bundle })
    }

    /// Says `key` with its arguments.
    ///
    /// # Errors
    /// The key is missing, or the message names an argument that was not given.
    pub fn say(&self, key: &str, arguments: &FluentArgs<'_>) -> Result<String, WordsFault> {
        let locale = self.locale.tag();
        let message = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value());
        let pattern = message.ok_or_else(|| WordsFault::Missing {
            key: key.to_owned(),
            locale,
        })?;
        let mut errors = Vec::new();
        let said = self
            .bundle
            .format_pattern(pattern, Some(arguments), &mut errors)
            .into_owned();
        if errors.is_empty() {
            Ok(said)
        } else {
            Err(WordsFault::Unsaid {
                key: key.to_owned(),
                locale,
                errors,
            })
        }
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.locale.tag())
    }
}
