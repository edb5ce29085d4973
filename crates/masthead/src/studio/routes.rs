use axum::http::Method;

use super::{draft, files, history, hold, leave, list, pictures, preview, show, uploads};
use crate::capability::Can;
use crate::portal::{Kept, Route};
use crate::urls;

/// A text of a million characters as a form sends it, up to twelve bytes for
/// each, and its fields.
const TEXT_BYTES: usize = 16 * 1024 * 1024;

const UPLOADS: &str = "/studio/article/{id}/uploads";
const UPLOAD: &str = "/studio/article/{id}/uploads/{upload}";

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::STUDIO, Can::Write, list::show),
        Route::post("/studio/articles", Can::Write, list::begin).pressed(),
        Route::get("/studio/article/{id}", Can::Write, show::show),
        Route::post("/studio/article/{id}/draft", Can::Write, draft::save).taking(TEXT_BYTES),
        Route::post("/studio/article/{id}/update", Can::Write, leave::update).pressed(),
        Route::post("/studio/article/{id}/recall", Can::Write, leave::recall).pressed(),
        Route::post(
            "/studio/article/{id}/withdrawal",
            Can::Write,
            leave::withdraw,
        )
        .pressed(),
        Route::post(
            "/studio/article/{id}/retraction",
            Can::Write,
            leave::retract,
        ),
        Route::post(
            "/studio/article/{id}/unscheduling",
            Can::Write,
            leave::unschedule,
        )
        .pressed(),
        Route::post(
            "/studio/article/{id}/discarding",
            Can::Write,
            leave::discard,
        )
        .pressed(),
        Route::post("/studio/article/{id}/resumption", Can::Write, leave::resume).pressed(),
        Route::post("/studio/article/{id}/hold", Can::Write, hold::hold).pressed(),
        Route::post("/studio/article/{id}/pictures", Can::Write, pictures::take)
            .taking(pictures::MOST_BYTES),
        Route::post("/studio/article/{id}/files", Can::Write, files::take)
            .taking(files::FORM_BYTES),
        Route::other(Method::OPTIONS, UPLOADS, Can::Write, uploads::speak),
        Route::post(UPLOADS, Can::Write, uploads::begin).pressed(),
        Route::other(Method::HEAD, UPLOAD, Can::Write, uploads::look),
        Route::other(Method::PATCH, UPLOAD, Can::Write, uploads::go_on),
        Route::other(Method::DELETE, UPLOAD, Can::Write, uploads::end),
        Route::post(
            "/studio/article/{id}/uploads/{upload}/completion",
            Can::Write,
            uploads::complete,
        )
        .pressed(),
        Route::get("/studio/article/{id}/preview", Can::Write, preview::show),
        Route::post(
            "/studio/article/{id}/preview-link",
            Can::Write,
            preview::open,
        )
        .pressed(),
        Route::get("/preview/{secret}", Can::Read, preview::show_by_link).kept(Kept::Never),
        Route::get("/studio/article/{id}/history", Can::Write, history::list),
        Route::get(
            "/studio/article/{id}/history/{number}",
            Can::Write,
            history::show,
        ),
        Route::post(
            "/studio/article/{id}/history/{number}/restoration",
            Can::Write,
            history::restore,
        )
        .pressed(),
    ]
}
