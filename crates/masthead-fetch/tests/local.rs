//! Requests to real servers on loopback, which an operator would have to allow.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use masthead_fetch::{Addresses, Allowed, Client, FetchError, Limits, Reason, Resolve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

fn limits() -> Limits {
    Limits {
        body_bytes: 1_000,
        header_bytes: 8 << 10,
        connect: Duration::from_secs(2),
        total: Duration::from_secs(2),
        ..Limits::default()
    }
}

fn client() -> Client {
    let loopback = Allowed::networks(["127.0.0.0/8"]).expect("a network");
    Client::new(limits(), loopback)
}

/// A server that does this with every connection, and where it is.
async fn server<F, R>(answer: F) -> SocketAddr
where
    F: Fn(TcpStream) -> R + Send + 'static,
    R: Future<Output = io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that has heard enough hangs up.
            tokio::spawn(answer(stream));
        }
    });
    address
}

/// A server that always answers this.
async fn says(text: impl Into<String>) -> SocketAddr {
    let text = text.into();
    server(move |mut stream| {
        let text = text.clone();
        async move {
            heard(&mut stream).await?;
            stream.write_all(text.as_bytes()).await
        }
    })
    .await
}

/// What a client sends, as far as it came with the first packet.
async fn heard(stream: &mut TcpStream) -> io::Result<String> {
    let mut bytes = vec![0; 4_096];
    let count = stream.read(&mut bytes).await?;
    Ok(String::from_utf8_lossy(&bytes[..count]).into_owned())
}

fn redirect(to: &str) -> String {
    format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n")
}

async fn fails(client: &Client, url: &str) -> FetchError {
    client.get(url).await.expect_err("refused")
}

#[tokio::test]
async fn an_answer_comes_with_its_kind_and_where_it_was_found() {
    let there =
        says("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 5\r\n\r\nhello").await;
    let here = says(redirect(&format!("http://{there}/b"))).await;
    let found = client().get(&format!("http://{here}/a")).await;
    let found = found.expect("an answer");
    assert_eq!((found.status, &found.bytes[..]), (200, &b"hello"[..]));
    assert_eq!(found.content_type.as_deref(), Some("text/plain"));
    assert_eq!(found.final_url.as_str(), format!("http://{there}/b"));
}

#[tokio::test]
async fn it_says_who_asks_and_brings_nothing_along() {
    let echo = server(|mut stream| async move {
        let text = heard(&mut stream).await?;
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", text.len());
        stream.write_all((head + &text).as_bytes()).await
    })
    .await;
    let url = format!("http://{echo}/a?b=c");
    let got = client().get(&url).await.expect("an answer");
    let text = String::from_utf8_lossy(&got.bytes).to_lowercase();
    assert!(text.starts_with("get /a?b=c http/1.1\r\n"), "{text}");
    assert!(
        text.contains("user-agent: masthead/") && text.contains(&format!("host: {echo}")),
        "{text}"
    );
    assert!(
        !text.contains("cookie") && !text.contains("referer"),
        "{text}"
    );
    let sent = client()
        .post_form(&url, &[("code", "a b&c")], None)
        .await
        .expect("an answer");
    let text = String::from_utf8_lossy(&sent.bytes).into_owned();
    assert!(
        text.starts_with("POST /a?b=c") && text.ends_with("\r\n\r\ncode=a+b%26c"),
        "{text}"
    );
}

#[tokio::test]
async fn of_a_named_origin_nothing_else_is_open() {
    let hello = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi";
    let beside = says(hello).await;
    let named = says(hello).await;
    let away = says(redirect(&format!("http://{beside}/"))).await;
    let origins = [format!("http://{named}"), format!("http://{away}")];
    let allowed = Allowed::none().with_origins(origins.iter().map(String::as_str));
    let client = Client::new(limits(), allowed.expect("origins"));
    let found = client.get(&format!("http://{named}/a")).await;
    assert_eq!(found.expect("an answer").status, 200);
    // Another port of the same machine, and where a named one leads to.
    for other in [beside, away] {
        let error = fails(&client, &format!("http://{other}/")).await;
        assert!(matches!(error.reason, Reason::Special { .. }), "{error}");
    }
    // The same address by a name that was not given.
    let port = named.port();
    let error = fails(&client, &format!("http://localhost:{port}/")).await;
    assert!(matches!(error.reason, Reason::Special { .. }), "{error}");
}

#[tokio::test]
async fn what_is_not_public_is_not_asked() {
    let strict = Client::new(limits(), Allowed::none());
    for url in [
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://169.254.169.254/latest/meta-data",
        "http://localhost/",
    ] {
        let error = fails(&strict, url).await;
        assert!(matches!(error.reason, Reason::Special { .. }), "{error}");
    }
    for url in [
        "file:///etc/passwd",
        "ftp://1.1.1.1/",
        "gopher://1.1.1.1:70/",
    ] {
        let error = fails(&strict, url).await;
        assert!(matches!(error.reason, Reason::Scheme(_)), "{error}");
    }
    let port = fails(&strict, "http://1.1.1.1:6379/").await;
    assert!(matches!(port.reason, Reason::Port(6379)), "{port}");
    let user = fails(&strict, "http://lin:secret@1.1.1.1/?key=hidden").await;
    assert_eq!(
        user.to_string(),
        "asking http://1.1.1.1/: an address with a user name in it is not asked"
    );
}

#[tokio::test]
async fn a_redirect_is_checked_like_a_first_address() {
    for (to, private) in [
        ("http://10.0.0.1/", true),
        ("http://[::1]/", true),
        ("file:///etc/passwd", false),
    ] {
        let here = says(redirect(to)).await;
        let error = fails(&client(), &format!("http://{here}/")).await;
        let fits = match error.reason {
            Reason::Special { .. } => private,
            Reason::Scheme(_) => !private,
            _ => false,
        };
        assert!(fits, "{error}");
    }
    let round = says(redirect("/again")).await;
    let error = fails(&client(), &format!("http://{round}/")).await;
    assert!(matches!(error.reason, Reason::Redirects(5)), "{error}");
    let sent = client()
        .post_form(&format!("http://{round}/"), &[], None)
        .await;
    let error = sent.expect_err("refused");
    assert!(matches!(error.reason, Reason::RedirectOfForm), "{error}");
}

/// Answers another address each time it is asked.
struct Rebinding {
    answers: Vec<Vec<IpAddr>>,
    asked: AtomicUsize,
}

impl Resolve for Rebinding {
    fn resolve<'a>(&'a self, _: &'a str) -> Addresses<'a> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers[turn.min(self.answers.len() - 1)].clone();
        Box::pin(async move { Ok(answer) })
    }
}

fn rebinding(answers: &[&[&str]]) -> (Client, Arc<Rebinding>) {
    let parse = |all: &&[&str]| {
        all.iter()
            .map(|text| text.parse().expect("an address"))
            .collect()
    };
    let resolver = Arc::new(Rebinding {
        answers: answers.iter().map(parse).collect(),
        asked: AtomicUsize::new(0),
    });
    let own = Allowed::networks(["127.0.0.1/32"]).expect("a network");
    let client = Client::with_resolver(limits(), own, Arc::<Rebinding>::clone(&resolver));
    (client, resolver)
}

#[tokio::test]
async fn a_name_is_resolved_once_and_what_was_checked_is_connected_to() {
    let here = says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
    let url = format!("http://rebind.example:{}/", here.port());
    let (client, resolver) = rebinding(&[&["127.0.0.1"], &["127.0.0.2"]]);
    assert_eq!(&client.get(&url).await.expect("an answer").bytes[..], b"ok");
    assert_eq!(resolver.asked.load(Ordering::SeqCst), 1);
    let error = fails(&client, &url).await;
    assert!(matches!(error.reason, Reason::Special { .. }), "{error}");
}

#[tokio::test]
async fn one_refused_address_refuses_the_name() {
    let (client, _) = rebinding(&[&["127.0.0.1", "192.168.1.1"]]);
    let error = fails(&client, "http://mixed.example/").await;
    assert!(matches!(error.reason, Reason::Special { .. }), "{error}");
    let (client, _) = rebinding(&[&[]]);
    let error = fails(&client, "http://empty.example/").await;
    assert!(matches!(error.reason, Reason::NoHost), "{error}");
}

#[tokio::test]
async fn a_body_ends_at_the_limit_whatever_was_announced() {
    let endless = server(|mut stream| async move {
        heard(&mut stream).await?;
        let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head).await?;
        loop {
            stream.write_all(b"5\r\nhello\r\n").await?;
        }
    })
    .await;
    let announced = says("HTTP/1.1 200 OK\r\ncontent-length: 1001\r\n\r\n").await;
    for address in [endless, announced] {
        let error = fails(&client(), &format!("http://{address}/")).await;
        let Reason::Body { limit_bytes: 1_000 } = error.reason else {
            panic!("{error}");
        };
    }
    let short = says("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhello").await;
    let error = fails(&client(), &format!("http://{short}/")).await;
    assert!(matches!(error.reason, Reason::Answer(_)), "{error}");
    let long = says("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhello").await;
    let found = client().get(&format!("http://{long}/")).await;
    assert_eq!(&found.expect("an answer").bytes[..], b"he");
}

#[tokio::test]
async fn headers_and_codings_that_were_not_asked_for_are_refused() {
    let large = says(format!(
        "HTTP/1.1 200 OK\r\nx: {}\r\n\r\n",
        "y".repeat(20_000)
    ))
    .await;
    let error = fails(&client(), &format!("http://{large}/")).await;
    assert!(matches!(error.reason, Reason::Headers { .. }), "{error}");
    let packed =
        says("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 1\r\n\r\nx").await;
    let error = fails(&client(), &format!("http://{packed}/")).await;
    assert!(matches!(error.reason, Reason::Compressed), "{error}");
}

#[tokio::test]
async fn who_answers_slowly_is_not_waited_for() {
    let limits = Limits {
        total: Duration::from_millis(200),
        ..limits()
    };
    let loopback = Allowed::networks(["127.0.0.0/8"]).expect("a network");
    let client = Client::new(limits, loopback);
    let slow = server(|mut stream| async move {
        heard(&mut stream).await?;
        let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhe";
        stream.write_all(head).await?;
        // Until the other side hangs up.
        heard(&mut stream).await.map(|_| ())
    })
    .await;
    let silent = server(|mut stream| async move {
        heard(&mut stream).await?;
        heard(&mut stream).await.map(|_| ())
    })
    .await;
    for address in [slow, silent] {
        let error = fails(&client, &format!("http://{address}/")).await;
        assert!(matches!(error.reason, Reason::Time(_)), "{error}");
    }
}
