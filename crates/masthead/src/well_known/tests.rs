use crate::account::comes_as;
use crate::support::{Archive, TestSite};

#[tokio::test]
async fn a_password_manager_is_led_to_where_a_password_is_changed() {
    for site in TestSite::each(&Archive::small()).await {
        let led = site.get("/.well-known/change-password").await;
        assert_eq!(
            (led.status.as_u16(), led.header("location")),
            (303, "/account")
        );
        let cookie = comes_as(&site, "reader").await;
        let account = site.get_with("/account", &[("cookie", &cookie)]).await;
        assert!(account.text.contains("action=\"/account/password\""));
    }
}
