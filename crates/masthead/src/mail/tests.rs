//! Letters through a real connection to a mail server, which is a few lines here.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use masthead::mail::{self, Letter, Postman, Round, Smtp};
use masthead::pen::Pen;
use masthead_clock::Clock;
use masthead_log::Actor;

use crate::support::{Archive, TestSite};

/// A mail server for one site's tests: what it says to each recipient, and the
/// letters that it took.
struct Server {
    url: String,
    letters: Receiver<String>,
}

/// Its answers by the recipient's first word: `later@…` is put off, `never@…`
/// refused, everybody else gets mail.
fn server(connections: usize) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("smtp://{}", listener.local_addr().expect("an address"));
    let (taken, letters) = channel();
    thread::spawn(move || {
        for stream in listener.incoming().take(connections) {
            let stream = stream.expect("a connection");
            // One letter a connection; whoever goes away is let go.
            let _gone = serve(stream, &taken);
        }
    });
    Server { url, letters }
}

fn serve(mut stream: TcpStream, taken: &Sender<String>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    stream.write_all(b"220 post\r\n")?;
    while let Some(line) = lines.next() {
        let line = line?;
        let answer = match line.split([' ', ':']).next().unwrap_or_default() {
            "RCPT" if line.contains("later@") => "451 come again",
            "RCPT" if line.contains("never@") => "550 nobody here",
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let mut letter = String::new();
                for line in lines.by_ref() {
                    let line = line?;
                    if line == "." {
                        break;
                    }
                    letter.push_str(&line);
                    letter.push('\n');
                }
                taken.send(letter).expect("somebody reads");
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 fine",
        };
        stream.write_all(answer.as_bytes())?;
        stream.write_all(b"\r\n")?;
    }
    Ok(())
}

fn pen(site: &TestSite, clock: Clock) -> Pen {
    Pen {
        log: site.portal.log.clone(),
        ids: site.portal.ids.clone(),
        clock,
        actor: Actor::Platform,
    }
}

fn postman(site: &TestSite, url: &str, clock: Clock) -> Postman {
    Postman {
        db: site.portal.db.clone(),
        pen: pen(site, clock),
        smtp: Smtp::new(url, "望川 <news@wangchuan.example>").expect("a server"),
    }
}

async fn writes(site: &TestSite, to: &'static str) {
    let pen = pen(site, site.portal.clock.clone());
    let letter = Letter {
        to: to.to_owned(),
        subject: "确认您的邮箱".to_owned(),
        body: "您好！\n\nhttps://wangchuan.example/confirm/x".to_owned(),
    };
    let written = site
        .portal
        .db
        .write(move |tx| mail::store::write(tx, &pen, &letter));
    written.await.expect("written");
}

async fn kept(site: &TestSite) -> Vec<String> {
    let all = site
        .portal
        .db
        .read(|tx| mail::store::list_newest(tx, 9))
        .await;
    all.expect("a database")
        .into_iter()
        .map(|row| row.letter.to)
        .collect()
}

#[tokio::test]
async fn a_letter_goes_out_once_and_is_kept_no_longer() {
    for site in TestSite::each(&Archive::small()).await {
        let server = server(1);
        writes(&site, "lin@wangchuan.example").await;
        let postman = postman(&site, &server.url, site.portal.clock.clone());
        let round = postman.round().await.expect("a round");
        assert_eq!(
            round,
            Round {
                sent: 1,
                ..Round::default()
            }
        );
        let letter = server
            .letters
            .recv_timeout(Duration::from_secs(10))
            .expect("a letter");
        for part in [
            "To: lin@wangchuan.example",
            "<news@wangchuan.example>",
            "Date: Sat, 17 Jan 2026 20:35:00 +0000",
            "Auto-Submitted: auto-generated",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(letter.contains(part), "{part} is not in:\n{letter}");
        }
        assert!(kept(&site).await.is_empty());
        assert_eq!(postman.round().await.expect("a round"), Round::default());
    }
}

#[tokio::test]
async fn what_is_not_taken_is_tried_again_later_or_never() {
    for site in TestSite::each(&Archive::small()).await {
        let server = server(9);
        writes(&site, "later@wangchuan.example").await;
        writes(&site, "never@wangchuan.example").await;
        let now = site.portal.clock.now();
        let after = |minutes: i64| Clock::held(masthead_clock::Millis(now.0 + minutes * 60_000));
        let rounds = async |minutes| {
            let postman = postman(&site, &server.url, after(minutes));
            postman.round().await.expect("a round")
        };
        let (put_off, given_up) = (1, 1);
        assert_eq!(
            rounds(0).await,
            Round {
                put_off,
                given_up,
                sent: 0
            }
        );
        assert_eq!(
            rounds(0).await,
            Round::default(),
            "not before a minute is over"
        );
        let once_more = Round {
            put_off,
            ..Round::default()
        };
        let mut minutes = 0;
        for pause in [1, 5, 15, 60, 240] {
            minutes += pause;
            assert_eq!(rounds(minutes).await, once_more, "after {minutes}");
        }
        let last = Round {
            given_up,
            ..Round::default()
        };
        assert_eq!(rounds(minutes + 720).await, last);
        assert_eq!(
            kept(&site).await.len(),
            2,
            "an operator can read what failed"
        );
    }
}

#[tokio::test]
async fn a_letter_that_can_be_ended_says_how_to_mail_programs() {
    for site in TestSite::each(&Archive::small()).await {
        let server = server(1);
        let pen = pen(&site, site.portal.clock.clone());
        let letter = Letter {
            to: "lin@wangchuan.example".to_owned(),
            subject: "已采用".to_owned(),
            body: "您好！".to_owned(),
        };
        let url = "https://wangchuan.example/unsubscribe/7.review.seal";
        let write = move |tx: &mut masthead_db::Tx<'_>| {
            mail::store::write_ending(tx, &pen, &letter, Some(url))
        };
        site.portal.db.write(write).await.expect("written");
        let postman = postman(&site, &server.url, site.portal.clock.clone());
        assert_eq!(postman.round().await.expect("a round").sent, 1);
        let wait = Duration::from_secs(10);
        let letter = server.letters.recv_timeout(wait).expect("a letter");
        // Long headers go on in the next line.
        let letter = letter.replace("\n ", " ");
        assert!(
            letter.contains(&format!("List-Unsubscribe: <{url}>")),
            "{letter}"
        );
        assert!(
            letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
            "{letter}"
        );
    }
}

#[tokio::test]
async fn a_letter_written_while_the_clock_stood_ahead_goes_out_once_it_is_set_back() {
    for site in TestSite::each(&Archive::small()).await {
        let server = server(1);
        let now = site.portal.clock.now();
        site.later(62 * 86_400_000);
        writes(&site, "lin@wangchuan.example").await;
        let postman = postman(&site, &server.url, Clock::held(now));
        assert_eq!(postman.round().await.expect("a round").sent, 1);
    }
}

#[tokio::test]
async fn a_letter_reaches_a_domain_in_chinese_and_one_that_cannot_be_sent_is_given_up_at_once() {
    for site in TestSite::each(&Archive::small()).await {
        let server = server(2);
        writes(&site, "lin@例子.测试").await;
        writes(&site, "林@例子.测试").await;
        let postman = postman(&site, &server.url, site.portal.clock.clone());
        let round = postman.round().await.expect("a round");
        let (sent, given_up) = (1, 1);
        assert_eq!(
            round,
            Round {
                sent,
                given_up,
                put_off: 0
            }
        );
        let letter = server.letters.recv_timeout(Duration::from_secs(10));
        let letter = letter.expect("a letter");
        assert!(
            letter.contains("To: lin@xn--fsqu00a.xn--0zwm56d"),
            "{letter}"
        );
    }
}

#[tokio::test]
async fn two_postmen_never_carry_the_same_letter() {
    for site in TestSite::each(&Archive::small()).await {
        let server = server(20);
        for _ in 0..10 {
            writes(&site, "lin@wangchuan.example").await;
        }
        let both = [(); 2].map(|()| postman(&site, &server.url, site.portal.clock.clone()));
        let (one, other) = tokio::join!(both[0].round(), both[1].round());
        let sent = one.expect("a round").sent + other.expect("a round").sent;
        assert_eq!((sent, server.letters.try_iter().count()), (10, 10));
    }
}
