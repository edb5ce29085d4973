use super::{change, own};
use crate::capability::Can;
use crate::portal::Route;
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::FOLLOWING, Can::KeepAccount, own::list),
        Route::get("/{at_handle}/follow", Can::KeepAccount, change::show),
        Route::post("/{at_handle}/follow", Can::KeepAccount, change::change).pressed(),
    ]
}
