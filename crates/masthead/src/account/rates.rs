//! How often one may try what.

use std::time::Duration;

use masthead_auth::Rate;

const fn rate(burst: u32, every_seconds: u64) -> Rate {
    Rate {
        burst,
        every: Duration::from_secs(every_seconds),
    }
}

/// One account from one network, or from one browser that is known to it.
/// Whoever guesses is slowed down here, and the holder, who comes from
/// elsewhere, is not.
pub(super) const PAIR: Rate = rate(10, 60);
pub(super) const NETWORK: Rate = rate(60, 5);
/// One account from everywhere. While strangers have used this up its holder
/// comes in with a browser that is known, and with any by a link that is sent by mail.
pub(super) const ACCOUNT: Rate = rate(100, 30);
/// What one account, once it has shown something, makes the entrance work, right or
/// wrong. It is never given back: a right password is slow to check as well, and
/// each log-in and each new password writes to the log for good.
pub(super) const WORKED: Rate = rate(60, 5);
/// Six digits of one account: at this pace guessing has one chance in a thousand
/// in a day (3 codes hold at a time, 288 tries).
pub(super) const CODES: Rate = rate(10, 300);
/// What devices are asked, for each network: every log-in page asks once. And what
/// the provider is: a whole campus may come from one address.
pub(super) const ASKED: Rate = rate(120, 2);
/// Passwords that are chosen behind one link.
pub(super) const CHOSEN: Rate = rate(20, 15);
pub(super) const LETTERS_TO: Rate = rate(3, 600);
pub(super) const LETTERS_FROM: Rate = rate(30, 60);
/// Letters to addresses that nobody here has, all in all: so many strangers may
/// register at once, and 1,800 in an hour.
pub(super) const NEWCOMERS: Rate = rate(300, 2);
/// Those that only say that there is no such account.
pub(super) const UNKNOWN: Rate = rate(60, 10);
/// Invitations of one owner: a newsroom at once, then one every five minutes.
pub(super) const INVITED: Rate = rate(30, 300);
/// Following and no longer following, of one account: each writes to the log for good.
pub(super) const FOLLOWED: Rate = rate(60, 10);
/// Names that one account changes, its own or those of its passkeys: each writes to the
/// log for good.
pub(super) const RENAMED: Rate = rate(30, 60);
/// Pictures that one account has fetched by a link: each may hold a connection for 30 seconds.
pub(super) const FETCHED: Rate = rate(30, 10);
