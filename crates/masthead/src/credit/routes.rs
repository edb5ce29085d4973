use super::{appeal, find, make, own, rehearse};
use crate::capability::Can;
use crate::portal::Route;
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::STUDIO_CREDIT, Can::Write, own::show),
        Route::post("/studio/credit/{entry}/appeal", Can::Write, own::appeal),
        Route::get(urls::DESK_CREDIT, Can::KeepCredit, find::queue),
        Route::get(urls::DESK_CREDIT_CREATOR, Can::KeepCredit, find::creator),
        Route::post(
            "/desk/credit/creator/{id}/deductions",
            Can::KeepCredit,
            make::deduct,
        ),
        Route::post(
            "/desk/credit/creator/{id}/trust",
            Can::RuleCredit,
            make::trust,
        )
        .pressed(),
        Route::get("/desk/credit/appeals/{id}", Can::KeepCredit, appeal::show),
        Route::post(
            "/desk/credit/appeals/{id}/decision",
            Can::KeepCredit,
            appeal::decide,
        ),
        Route::get(urls::DESK_CREDIT_RULES, Can::RuleCredit, rehearse::show),
        Route::post(urls::DESK_CREDIT_RULES, Can::RuleCredit, rehearse::send),
    ]
}
