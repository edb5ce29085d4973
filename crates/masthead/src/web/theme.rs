use std::path::Path;
use std::{fs, io};

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::tz::TimeZone;
use masthead_document::bidi;
use masthead_document::render;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, Template, UndefinedBehavior, Value,
};
use serde::Serialize;
use thiserror::Error as ThisError;

use super::said::said;
use super::{Layout, Locale, Markup, Piece, Words, WordsFault, assets, count, embedded, when};

/// What most pages take, in bytes.
const PAGE_BYTES: usize = 48 * 1024;

/// What a template gets: one struct of plain owned data for each template.
pub trait Page: Serialize {
    /// The template's path, such as `article/page.html`.
    const TEMPLATE: &'static str;

    fn layout(&self) -> &Layout;
}

/// The templates of the house, compiled once for each language, with a theme folder's own in their place.
#[derive(Debug)]
pub struct Theme {
    languages: [Environment<'static>; 2],
}

/// Something in a template or in the words is wrong. The source chain says where.
#[derive(Debug, ThisError)]
pub enum ThemeFault {
    #[error("reading the theme's file {path}")]
    Folder { path: String, source: io::Error },
    #[error("template {path} does not compile")]
    Template { path: String, source: Error },
    #[error("rendering {template}")]
    Render {
        template: &'static str,
        source: Error,
    },
    #[error(transparent)]
    Words(#[from] WordsFault),
}

impl Theme {
    /// Compiles the embedded templates; times are shown in `zone`. A file below `folder` replaces the template of the
    /// same path (`article/page.html`).
    ///
    /// # Errors
    /// A folder that cannot be read, a template that does not compile.
    pub fn load(zone: &TimeZone, folder: Option<&Path>) -> Result<Self, ThemeFault> {
        let build = |locale| language(locale, zone, folder);
        Ok(Self {
            languages: [build(Locale::ZhCn)?, build(Locale::En)?],
        })
    }

    /// Renders a page in the language of its layout, as UTF-8.
    ///
    /// # Errors
    /// A template that names something undefined, absent or unsayable.
    pub fn render<P: Page>(&self, page: &P) -> Result<Vec<u8>, ThemeFault> {
        // Room at once: doubling it for each page copies all of it again.
        let mut out = Vec::with_capacity(PAGE_BYTES);
        let template = self.template(page.layout().locale, P::TEMPLATE)?;
        template
            .render_captured_to(Serde(page), &mut out)
            .map_err(fault(P::TEMPLATE))?;
        Ok(out)
    }

    /// Renders a part of pages by itself.
    ///
    /// # Errors
    /// As [`Theme::render`].
    pub fn piece<P: Piece>(&self, locale: Locale, piece: &P) -> Result<Markup, ThemeFault> {
        let template = self.template(locale, P::TEMPLATE)?;
        let text = template.render(Serde(piece));
        Ok(Markup::from_renderer(text.map_err(fault(P::TEMPLATE))?))
    }

    fn template(&self, locale: Locale, name: &'static str) -> Result<Template<'_, '_>, ThemeFault> {
        let language = match locale {
            Locale::ZhCn => &self.languages[0],
            Locale::En => &self.languages[1],
        };
        language.get_template(name).map_err(fault(name))
    }
}

fn fault(template: &'static str) -> impl FnOnce(Error) -> ThemeFault {
    move |source| ThemeFault::Render { template, source }
}

fn language(
    locale: Locale,
    zone: &TimeZone,
    folder: Option<&Path>,
) -> Result<Environment<'static>, ThemeFault> {
    let mut language = Environment::new();
    language.set_undefined_behavior(UndefinedBehavior::Strict);
    language.set_auto_escape_callback(|_| AutoEscape::Html);
    language.set_formatter(write_escaped);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build();
    language.set_syntax(syntax.expect("the usual delimiters differ"));
    // Only a `Markup` value passes as HTML.
    language.remove_filter("safe");
    let words = Words::load(locale)?;
    language.add_function("short_count", move |n: u64| count::short(n, locale));
    for (path, text) in embedded::TEMPLATES {
        let text = themed(folder, path)?.unwrap_or_else(|| (*text).to_owned());
        let compiled = language.add_template_owned(*path, said(&text, &words));
        compiled.map_err(|source| ThemeFault::Template {
            path: (*path).to_owned(),
            source,
        })?;
    }
    add_functions(&mut language, words, zone);
    Ok(language)
}

fn themed(folder: Option<&Path>, path: &str) -> Result<Option<String>, ThemeFault> {
    let Some(file) = folder.map(|folder| folder.join(path)) else {
        return Ok(None);
    };
    match fs::read_to_string(&file) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(ThemeFault::Folder {
            path: file.display().to_string(),
            source,
        }),
    }
}

fn add_functions(language: &mut Environment<'static>, words: Words, zone: &TimeZone) {
    language.add_function("t", move |key: &str, kwargs: Kwargs| {
        say(&words, key, &kwargs)
    });
    language.add_function("asset", |name: &str| {
        let unknown = || Error::new(ErrorKind::InvalidOperation, format!("no asset {name:?}"));
        assets::path(name).ok_or_else(unknown)
    });
    language.add_function("is_rtl", |tag: Option<&str>| tag.is_some_and(bidi::is_rtl));
    let at = zone.clone();
    language.add_function("when", move |ms: i64| when::exact(ms, &at));
    let at = zone.clone();
    language.add_function("when_zone", move |ms: i64| when::with_zone(ms, &at));
    let at = zone.clone();
    language.add_function("day", move |ms: i64| when::day(ms, &at));
    let at = zone.clone();
    language.add_function("machine_time", move |ms: i64| when::machine(ms, &at));
}

fn say(words: &Words, key: &str, kwargs: &Kwargs) -> Result<String, Error> {
    let mut arguments = FluentArgs::new();
    for name in kwargs.args() {
        arguments.set(name.to_owned(), fluent(&kwargs.get::<Value>(name)?));
    }
    let fault = |e: WordsFault| Error::new(ErrorKind::InvalidOperation, e.to_string());
    words.say(key, &arguments).map_err(fault)
}

fn fluent(value: &Value) -> FluentValue<'static> {
    match value.as_i64() {
        Some(number) if value.kind() == ValueKind::Number => FluentValue::from(number),
        _ => FluentValue::from(value.to_string()),
    }
}

/// Escapes the five characters that matter in text and in quoted attributes, and refuses to print what is absent: an
/// `Option` is asked for with `if`, never printed by chance.
fn write_escaped(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Err(Error::new(
            ErrorKind::UndefinedError,
            "nothing to print here",
        ));
    }
    match value.as_str() {
        Some(text) if value.is_safe() => Ok(out.write_str(text)?),
        Some(text) => Ok(render::write_escaped(text, out)?),
        None if value.kind() == ValueKind::Number => Ok(write!(out, "{value}")?),
        None => Ok(render::write_escaped(&value.to_string(), out)?),
    }
}
