use axum::body::Body;
use axum::http::Response;

use crate::account::see_other;
use crate::capability::Can;
use crate::portal::{Kept, Route};
use crate::urls;

pub(super) fn routes() -> Vec<Route> {
    let change_password = Route::get("/.well-known/change-password", Can::Read, change_password);
    vec![change_password.no_page().kept(Kept::Never)]
}

/// `GET /.well-known/change-password`: password managers lead to the page on
/// which a password is changed (W3C, A Well-Known URL for Changing Passwords).
async fn change_password() -> Response<Body> {
    see_other(urls::ACCOUNT)
}
