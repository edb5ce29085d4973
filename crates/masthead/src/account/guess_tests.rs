//! Guessing at an account, and what is left to its holder meanwhile.

use crate::account::{PASSWORD, archive, is_in, letters, logs_in, newcomer, session};
use crate::support::TestSite;

/// Tries the password from so many networks until somebody is stopped; gives how
/// often it was tried.
async fn guessed_from_everywhere(site: &TestSite, email: &str) -> usize {
    let form = [("email", email), ("password", "not the password")];
    for number in 0..500 {
        let from = format!("203.0.{}.{}", 113 + number / 250, number % 250);
        let answer = site
            .posts("/login", &form, &[("x-forwarded-for", &from)])
            .await;
        match answer.status.as_u16() {
            429 => return number,
            422 => {}
            other => panic!("{other}: {}", answer.text),
        }
    }
    panic!("nobody was stopped");
}

#[tokio::test]
async fn guessing_from_everywhere_leaves_the_holder_a_passkey_and_letters() {
    for site in TestSite::each(&archive()).await {
        let email = "lin@wangchuan.example";
        let cookie = newcomer(&site, email).await;
        let page = site
            .posts(
                "/account/passkeys/challenge",
                &[("proof", PASSWORD)],
                &[("cookie", &cookie)],
            )
            .await;
        let device = crate::passkey::adds_on(&site, &cookie, &page).await;
        let of_somebody = guessed_from_everywhere(&site, email).await;
        let of_nobody = guessed_from_everywhere(&site, "nobody@wangchuan.example").await;
        assert_eq!(of_somebody, of_nobody, "nobody learns whose it is");
        let stopped = logs_in(&site, email, PASSWORD).await;
        assert_eq!(stopped.status, 429, "no more guesses from anywhere");
        assert!(is_in(&site, &cookie).await, "who is in stays in");
        assert!(is_in(&site, &crate::passkey::comes_in(&site, &device).await).await);
        // Letters that somebody else asks for are no lock either: the last one opens.
        let mut asked = 0;
        while site.posts("/reset", &[("email", email)], &[]).await.status != 429 {
            asked += 1;
            assert!(asked < 50, "nobody was stopped");
        }
        let (to, link) = letters(&site).await.remove(0);
        assert_eq!(to, email);
        let another = [("password", "seven lanterns on water")];
        assert!(is_in(&site, &session(&site.posts(&link, &another, &[]).await)).await);
        let nobody = "nobody@wangchuan.example";
        let mut told = 0;
        while site.posts("/reset", &[("email", nobody)], &[]).await.status != 429 {
            told += 1;
        }
        assert_eq!(asked + 1, told, "one had set the account up");
    }
}
