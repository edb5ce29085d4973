use super::{desk, own};
use crate::capability::Can;
use crate::portal::Route;
use crate::urls;

/// Of one sending with its paper.
const SENDING_BYTES: usize = 11 * 1024 * 1024;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::CREDENTIALS, Can::Write, own::show),
        Route::post(urls::CREDENTIALS, Can::Write, own::send).taking(SENDING_BYTES),
        Route::get("/studio/credentials/{id}/paper", Can::Write, own::paper).no_page(),
        Route::get(urls::DESK_CREDENTIALS, Can::Review, desk::list),
        Route::get("/desk/credentials/{id}", Can::Review, desk::show),
        Route::post("/desk/credentials/{id}/decision", Can::Review, desk::decide),
        Route::get("/desk/credentials/{id}/paper", Can::Review, desk::paper).no_page(),
    ]
}
