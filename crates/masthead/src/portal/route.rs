//! What a feature says of each of its routes.

use std::sync::Arc;

use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, head, options, patch, post};

use super::{Holds, Portal};
use crate::capability::Can;

/// No form of ours is longer, unless its route says so.
const FORM_BYTES: usize = 64 * 1_024;

/// What caches that many share may keep of what a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A page of the press: it is asked for again each time, which costs a `304`.
    Pressed,
    Never,
    /// For ten minutes; what is still to be made is asked for again each time.
    Briefly,
    /// Its address is another one when it changes.
    ForEver,
}

/// Method and URL → capability → handler.
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub can: Can,
    /// Whether it shows a page of its own, for people to look at.
    pub shows_page: bool,
    pub kept: Kept,
    /// Bytes that may be sent to it.
    pub(crate) most: usize,
    /// What its form holds, and whether that goes back to whoever sent it.
    pub holds: Holds,
    pub(crate) handler: MethodRouter<Arc<Portal>>,
}

impl Route {
    pub fn get<H, T>(path: &'static str, can: Can, handler: H) -> Self
    where
        H: Handler<T, Arc<Portal>>,
        T: 'static,
    {
        Self::new(Method::GET, path, can, get(handler))
    }

    pub fn post<H, T>(path: &'static str, can: Can, handler: H) -> Self
    where
        H: Handler<T, Arc<Portal>>,
        T: 'static,
    {
        Self::new(Method::POST, path, can, post(handler))
    }

    /// What the tus protocol speaks besides GET and POST.
    pub fn other<H, T>(method: Method, path: &'static str, can: Can, handler: H) -> Self
    where
        H: Handler<T, Arc<Portal>>,
        T: 'static,
    {
        let made = match method {
            Method::HEAD => head(handler),
            Method::PATCH => patch(handler),
            Method::DELETE => delete(handler),
            _ => options(handler),
        };
        Self::new(method, path, can, made)
    }

    fn new(
        method: Method,
        path: &'static str,
        can: Can,
        handler: MethodRouter<Arc<Portal>>,
    ) -> Self {
        let is_asked = method == Method::GET;
        Self {
            method,
            path,
            can,
            shows_page: is_asked,
            kept: match is_asked && can == Can::Read {
                true => Kept::Pressed,
                false => Kept::Never,
            },
            most: FORM_BYTES,
            holds: Holds::Typed,
            handler,
        }
    }

    /// The same, which answers with something else than a page of its own: a
    /// file, a feed, data, a way elsewhere.
    #[must_use]
    pub fn no_page(self) -> Self {
        Self {
            shows_page: false,
            ..self
        }
    }

    /// The same, of which caches keep something else than of other routes.
    #[must_use]
    pub fn kept(self, kept: Kept) -> Self {
        Self { kept, ..self }
    }

    /// The same, for more than a usual form: so many bytes.
    #[must_use]
    pub fn taking(self, most: usize) -> Self {
        Self { most, ..self }
    }

    /// The same, for a form that is nothing but a button: without a session it
    /// is a log-in that answers, since there is nothing to give back.
    #[must_use]
    pub fn pressed(self) -> Self {
        Self {
            holds: Holds::Button,
            ..self
        }
    }

    /// The same, for a form with a password, a code or the like: nothing of it
    /// goes back, whatever its fields are called.
    #[must_use]
    pub fn secret(self) -> Self {
        Self {
            holds: Holds::Secret,
            ..self
        }
    }
}
