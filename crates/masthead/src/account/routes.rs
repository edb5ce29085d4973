use super::{
    enter, factor, halfway, link, openid, openid_own, own, passkey_door, passkey_new, passkeys,
    register,
};
use crate::capability::Can;
use crate::portal::{Kept, Route};
use crate::urls;

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(urls::LOGIN, Can::Read, enter::show).kept(Kept::Never),
        Route::post(urls::LOGIN, Can::Read, enter::enter).secret(),
        Route::get(urls::LOGIN_CODE, Can::Read, halfway::show).kept(Kept::Never),
        Route::post(urls::LOGIN_CODE, Can::Read, halfway::enter).secret(),
        Route::post(urls::LOGIN_PASSKEY, Can::Read, passkey_door::enter).secret(),
        Route::post(
            "/login/passkey/challenge",
            Can::Read,
            passkey_door::challenge,
        )
        .secret(),
        Route::get(urls::LOGIN_OPENID, Can::Read, openid::begin)
            .no_page()
            .kept(Kept::Never),
        Route::get(urls::OPENID_BACK, Can::Read, openid::back)
            .no_page()
            .kept(Kept::Never),
        Route::post(urls::LOGOUT, Can::Read, enter::leave).pressed(),
        Route::get(urls::REGISTER, Can::Read, register::show).kept(Kept::Never),
        Route::post(urls::REGISTER, Can::Read, register::register),
        Route::get("/confirm/{secret}", Can::Read, link::show_confirm).kept(Kept::Never),
        Route::post("/confirm/{secret}", Can::Read, link::confirm).secret(),
        Route::get(urls::RESET, Can::Read, register::show_reset).kept(Kept::Never),
        Route::post(urls::RESET, Can::Read, register::reset),
        Route::get("/reset/{secret}", Can::Read, link::show_reset).kept(Kept::Never),
        Route::post("/reset/{secret}", Can::Read, link::reset).secret(),
        Route::get(urls::ACCOUNT, Can::KeepAccount, own::show),
        Route::post("/account/name", Can::KeepAccount, own::set_name),
        Route::post(urls::ACCOUNT_PASSWORD, Can::KeepAccount, own::set_password).secret(),
        Route::post(urls::ACCOUNT_SESSIONS, Can::KeepAccount, own::end_sessions).pressed(),
        Route::get(urls::ACCOUNT_FACTOR, Can::KeepAccount, factor::show),
        Route::post("/account/factor/secret", Can::KeepAccount, factor::begin).secret(),
        Route::post(
            "/account/factor/confirmation",
            Can::KeepAccount,
            factor::confirm,
        )
        .secret(),
        Route::post("/account/factor/recovery", Can::KeepAccount, factor::renew).secret(),
        Route::post("/account/factor/removal", Can::KeepAccount, factor::remove).secret(),
        Route::get(urls::ACCOUNT_OPENID, Can::KeepAccount, openid_own::show),
        Route::post(urls::ACCOUNT_OPENID, Can::KeepAccount, openid_own::link).secret(),
        Route::post(
            "/account/openid/removal",
            Can::KeepAccount,
            openid_own::unlink,
        )
        .secret(),
        Route::get(urls::ACCOUNT_PASSKEYS, Can::KeepAccount, passkeys::show),
        Route::post(urls::ACCOUNT_PASSKEYS, Can::KeepAccount, passkey_new::add).secret(),
        Route::post(
            "/account/passkeys/challenge",
            Can::KeepAccount,
            passkey_new::begin,
        )
        .secret(),
        Route::post("/account/passkeys/name", Can::KeepAccount, passkeys::rename),
        Route::post(
            "/account/passkeys/removal",
            Can::KeepAccount,
            passkeys::remove,
        )
        .secret(),
    ]
}
