use super::{list, mark, now};
use crate::capability::Can;
use crate::portal::{Kept, Route};
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::NOTIFICATIONS, Can::KeepAccount, list::list),
        Route::post("/account/notifications/read", Can::KeepAccount, mark::read).pressed(),
        // Everybody may ask: a stranger learns nothing.
        Route::get("/account/now", Can::Read, now::show)
            .no_page()
            .kept(Kept::Never),
    ]
}
