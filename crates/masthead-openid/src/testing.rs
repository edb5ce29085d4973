//! A provider on loopback, which lies when told to.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(crate) mod forgery;

pub use forgery::{Forgery, OTHER_SUBJECT};

/// The client that it knows.
pub const CLIENT: &str = "masthead";

pub struct StandIn {
    address: SocketAddr,
    inner: Arc<Inner>,
}

struct Inner {
    key: EcdsaKeyPair,
    claims: Mutex<Value>,
    /// How the tokens are forged; honest ones with none.
    forgery: Mutex<Option<Forgery>>,
    /// The last form that its token endpoint got.
    form: Mutex<String>,
}

impl StandIn {
    /// # Panics
    /// Where the machine has no port or no randomness.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let inner = Arc::new(Inner {
            key: forgery::fresh_key(),
            claims: Mutex::default(),
            forgery: Mutex::default(),
            form: Mutex::default(),
        });
        let answering = Arc::clone(&inner);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inner = Arc::clone(&answering);
                tokio::spawn(async move { inner.answer(stream, address).await });
            }
        });
        Self { address, inner }
    }

    #[must_use]
    pub fn issuer(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next token says this.
    pub fn says(&self, claims: Value) {
        *self
            .inner
            .claims
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = claims;
    }

    /// From now on tokens are forged so; with none they are honest again.
    pub fn forges(&self, how: Option<Forgery>) {
        let forgery = self.inner.forgery.lock();
        *forgery.unwrap_or_else(PoisonError::into_inner) = how;
    }

    /// What was sent for the last token.
    #[must_use]
    pub fn form(&self) -> String {
        let form = self.inner.form.lock();
        form.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Inner {
    async fn answer(&self, mut stream: TcpStream, address: SocketAddr) -> io::Result<()> {
        let asked = heard(&mut stream).await?;
        let path = asked.split(' ').nth(1).unwrap_or_default();
        let issuer = format!("http://{address}");
        let said = match path {
            "/.well-known/openid-configuration" => json!({
                "issuer": issuer,
                "authorization_endpoint": format!("{issuer}/authorize?tenant=1"),
                "token_endpoint": format!("{issuer}/token"),
                "jwks_uri": format!("{issuer}/jwks"),
            }),
            "/jwks" => json!({"keys": [self.jwk()]}),
            _ => {
                let form = asked.split_once("\r\n\r\n").map_or("", |(_, form)| form);
                form.clone_into(&mut self.form.lock().unwrap_or_else(PoisonError::into_inner));
                json!({"access_token": "x", "token_type": "Bearer", "id_token": self.token()})
            }
        };
        let body = said.to_string();
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all((head + &body).as_bytes()).await
    }

    fn jwk(&self) -> Value {
        let point = self.key.public_key().as_ref();
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (x, y) = (part(&point[1..33]), part(&point[33..]));
        json!({"kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": x, "y": y})
    }

    fn token(&self) -> String {
        let claims = self
            .claims
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let forgery = *self.forgery.lock().unwrap_or_else(PoisonError::into_inner);
        match forgery {
            Some(how) => how.token(&self.key, &claims),
            None => forgery::honest(&self.key, &claims),
        }
    }
}

/// A whole request: its head, and the body that the head announces.
async fn heard(stream: &mut TcpStream) -> io::Result<String> {
    let mut all = Vec::new();
    loop {
        let mut bytes = [0; 4_096];
        let count = stream.read(&mut bytes).await?;
        all.extend_from_slice(&bytes[..count]);
        let text = String::from_utf8_lossy(&all).into_owned();
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let head = head.to_ascii_lowercase();
            let length = head.split("content-length: ").nth(1);
            let length = length.and_then(|rest| rest.split("\r\n").next()?.parse().ok());
            body.len() >= length.unwrap_or(0)
        });
        if whole || count == 0 {
            return Ok(text);
        }
    }
}
