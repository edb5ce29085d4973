use super::{approve, claim, decide, moderate, queue, read};
use crate::capability::Can;
use crate::portal::{Kept, Route};
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::DESK_REVIEW, Can::Review, queue::show),
        Route::get(urls::DESK_UNCHECKED, Can::Review, queue::unchecked),
        Route::get("/desk/review/{id}", Can::Review, read::show),
        Route::post("/desk/review/{id}/claim", Can::Review, claim::claim).pressed(),
        Route::post("/desk/review/{id}/release", Can::Review, claim::give_up).pressed(),
        Route::post("/desk/review/{id}/remarks", Can::Review, decide::remark),
        Route::post("/desk/review/{id}/decision", Can::Review, decide::decide),
        Route::post("/desk/review/{id}/approver", Can::Review, approve::ask),
        Route::get(urls::DESK_ARTICLES, Can::Moderate, moderate::list),
        Route::get("/desk/articles/{id}", Can::Moderate, moderate::show),
        Route::post(
            "/desk/articles/{id}/takedown",
            Can::Moderate,
            moderate::take_down,
        ),
        Route::post(
            "/desk/articles/{id}/restoration",
            Can::Moderate,
            moderate::restore,
        ),
        Route::get("/approve/{secret}", Can::Read, approve::show).kept(Kept::Never),
        Route::post("/approve/{secret}", Can::Read, approve::answer),
    ]
}
