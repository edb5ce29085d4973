use super::{settings, stop};
use crate::capability::Can;
use crate::portal::{Kept, Route};
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::LETTERS, Can::KeepAccount, settings::show),
        Route::post(urls::LETTERS, Can::KeepAccount, settings::choose),
        Route::get("/unsubscribe/{link}", Can::Read, stop::show).kept(Kept::Never),
        Route::post("/unsubscribe/{link}", Can::Read, stop::stop).pressed(),
    ]
}
