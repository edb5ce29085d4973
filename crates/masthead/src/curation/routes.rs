use super::{change, list, place, preview};
use crate::capability::Can;
use crate::portal::Route;
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::DESK_SLOTS, Can::Curate, list::show),
        Route::get(urls::DESK_PREVIEW, Can::Curate, preview::show),
        Route::get("/desk/slots/{*place}", Can::Curate, place::show),
        Route::post("/desk/slots/filling", Can::Curate, change::fill),
        Route::post("/desk/slots/revision", Can::Curate, change::revise),
        Route::post("/desk/slots/removal", Can::Curate, change::remove).pressed(),
        Route::post("/desk/slots/order", Can::Curate, change::reorder),
        Route::post("/desk/slots/restoration", Can::Curate, change::restore).pressed(),
    ]
}
