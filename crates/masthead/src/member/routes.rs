use super::{change, invite, join, list};
use crate::capability::Can;
use crate::portal::Route;
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::MEMBERS, Can::Write, list::show),
        Route::post("/studio/members/invitation", Can::Write, invite::invite),
        Route::post(
            "/studio/members/invitation/removal",
            Can::Write,
            invite::take_back,
        )
        .pressed(),
        Route::post("/studio/members/role", Can::Write, change::change),
        Route::get("/invitation/{secret}", Can::KeepAccount, join::show),
        Route::post("/invitation/{secret}", Can::KeepAccount, join::join).pressed(),
    ]
}
