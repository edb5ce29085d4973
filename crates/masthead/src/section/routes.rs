use super::{edit, list, name};
use crate::capability::Can;
use crate::portal::Route;
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::DESK_SECTIONS, Can::Arrange, list::show),
        Route::post(urls::DESK_SECTIONS, Can::Arrange, list::act).pressed(),
        Route::get("/desk/sections/new", Can::Arrange, edit::show_new),
        Route::post("/desk/sections/new", Can::Arrange, edit::add),
        Route::get("/desk/sections/{kind}/{slug}", Can::Arrange, edit::show),
        Route::post("/desk/sections/{kind}/{slug}", Can::Arrange, edit::change),
        Route::get(urls::DESK_SITE, Can::Arrange, name::show),
        Route::post(urls::DESK_SITE, Can::Arrange, name::change),
    ]
}
