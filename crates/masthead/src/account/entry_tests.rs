use std::net::IpAddr;

use masthead_auth::{Purpose, Secret};
use masthead_clock::Millis;

use super::*;
use crate::id::AccountId;

fn stranger(text: &str) -> Whence {
    Whence {
        network: text.parse::<IpAddr>().expect("an address").into(),
        device: None,
    }
}

fn entry(clock: &Clock) -> Entry {
    Entry::new(Cost::CHEAP, Random::seeded(1), clock.clone())
}

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

#[test]
fn whoever_guesses_is_slowed_down_and_the_holder_is_not() {
    let entry = entry(&Clock::held(Millis(0)));
    let email = email("lin@wangchuan.example");
    let guesser = stranger("192.0.2.1");
    for _ in 0..PAIR.burst {
        assert_eq!(entry.try_password(&email, guesser), Ok(()));
    }
    assert!(entry.try_password(&email, guesser).is_err());
    let holder = stranger("192.0.2.2");
    assert_eq!(entry.try_password(&email, holder), Ok(()));
    for _ in 0..CODES.burst {
        assert_eq!(entry.try_code(AccountId(1), guesser), Ok(()));
    }
    assert!(
        entry.try_code(AccountId(1), holder).is_err(),
        "wherever they come from"
    );
    assert_eq!(
        entry.try_own_code(AccountId(1)),
        Ok(()),
        "who is in is not counted so"
    );
    entry.showed_code(AccountId(1), guesser);
    assert_eq!(entry.try_code(AccountId(1), guesser), Ok(()));
    entry.came_in(&email, guesser);
    assert_eq!(entry.try_password(&email, guesser), Ok(()));
}

#[test]
fn a_browser_that_is_known_is_not_counted_with_strangers_but_has_its_own_count() {
    let entry = entry(&Clock::held(Millis(0)));
    let email = email("lin@wangchuan.example");
    let from = stranger("192.0.2.1");
    let stopped = (0..500).find(|_| entry.try_password(&email, from).is_err());
    assert!(stopped.is_some(), "nobody was stopped");
    let device = Secret::fresh(&Random::seeded(2)).digest(Purpose::Device);
    let holder = Whence {
        device: Some(device),
        ..from
    };
    for _ in 0..PAIR.burst {
        assert_eq!(entry.try_password(&email, holder), Ok(()));
    }
    assert!(entry.try_password(&email, holder).is_err());
}

#[test]
fn a_right_password_over_and_over_does_not_keep_the_entrance_busy_for_everybody_else() {
    let entry = entry(&Clock::held(Millis(0)));
    let email = email("lin@wangchuan.example");
    // As the portal does: each log-in gives the browser another secret.
    let comes_in = |number: u64| {
        let device = Secret::fresh(&Random::seeded(number)).digest(Purpose::Device);
        let from = Whence {
            device: Some(device),
            ..stranger("192.0.2.1")
        };
        let tried = entry.try_password(&email, from);
        entry.came_in(&email, from);
        tried.is_ok()
    };
    let came_in = (0..500).filter(|number| comes_in(*number)).count();
    assert_eq!(came_in, WORKED.burst as usize);
    let shows_own = |account| {
        let tried = entry.try_own(account);
        entry.showed_own(account);
        tried.is_ok()
    };
    let shown = (0..500).filter(|_| shows_own(AccountId(1))).count();
    assert_eq!(shown, WORKED.burst as usize);
    assert!(shows_own(AccountId(2)), "another account is another");
}

#[test]
fn a_clock_that_stood_ahead_makes_nobody_wait_once_it_is_set_back() {
    let clock = Clock::held(Millis(1_000));
    let entry = entry(&clock);
    let (email, from) = (email("lin@wangchuan.example"), stranger("192.0.2.1"));
    clock.set(Millis(62 * 86_400_000));
    for _ in 0..PAIR.burst {
        assert_eq!(entry.try_password(&email, from), Ok(()));
    }
    clock.set(Millis(1_000));
    assert!(entry.try_password(&email, from).is_err());
    clock.set(Millis(1_000 + 60_000));
    assert_eq!(entry.try_password(&email, from), Ok(()));
}

#[test]
fn strangers_who_ask_for_letters_from_everywhere_are_bounded_all_in_all() {
    let entry = entry(&Clock::held(Millis(0)));
    let register = |number: u32| {
        let address = email(&format!("a{number}@wangchuan.example"));
        let from = IpAddr::V4(number.into()).into();
        entry.try_newcomer(&address, from)
    };
    let sent = (0..2_000)
        .filter(|number| register(*number).is_ok())
        .count();
    assert_eq!(sent, NEWCOMERS.burst as usize);
    let to_nobody = (0..500).filter(|_| entry.may_write_to_nobody()).count();
    assert_eq!(to_nobody, UNKNOWN.burst as usize);
    let holder = email("lin@wangchuan.example");
    let asked = entry.try_letter(&holder, stranger("203.0.113.1"));
    assert_eq!(asked, Ok(()), "an account's holder is none of them");
}
