//! The program as a server, asked as a page of ours asks it.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};

use store::Store;
use ureq::{Agent, SendBody};

use crate::run::Desk;

/// What a form of ours is sent as.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
/// What samples are sent as.
pub(crate) const SOUND: &str = "application/octet-stream";

/// A running server.
pub(crate) struct Served {
    pub(crate) child: Child,
    address: String,
    agent: Agent,
}

impl Served {
    pub(crate) fn start(desk: &Desk) -> Self {
        Self::start_with(desk, &[])
    }

    /// The same, with more options.
    pub(crate) fn start_with(desk: &Desk, more: &[&str]) -> Self {
        let mut child = desk
            .command(&[&["serve", "--addr", "127.0.0.1:0"], more].concat())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        let (_, rest) = said.split_once("http://").unwrap();
        let (address, _) = rest.split_once('/').unwrap();
        let agent = Agent::config_builder()
            .max_redirects(0)
            .http_status_as_error(false)
            .build()
            .into();
        Self {
            child,
            address: format!("http://{address}"),
            agent,
        }
    }

    /// Sends something as a page of ours does; where it leads and what it says, unless nobody answers.
    pub(crate) fn post(&self, path: &str, body: &[u8], kind: &str) -> Option<(String, String)> {
        let sent = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("origin", &self.address)
            .header("content-type", kind)
            .send(body);
        let mut answer = sent.ok()?;
        let location = answer.headers().get("location");
        let location = location
            .map_or("", |value| value.to_str().unwrap())
            .to_owned();
        Some((location, answer.body_mut().read_to_string().ok()?))
    }

    /// The same with nothing, by somebody who waits for the answer as long as they keep this.
    #[cfg(feature = "whisper")]
    pub(crate) fn asked(&self, path: &str) -> std::net::TcpStream {
        let (_, host) = self.address.split_once("//").unwrap();
        let mut stream = std::net::TcpStream::connect(host).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: {host}\r\norigin: {}\r\ncontent-length: 0\r\n\r\n",
            self.address
        );
        std::io::Write::write_all(&mut stream, head.as_bytes()).unwrap();
        stream
    }

    /// The same with a body as it is read; where it leads.
    pub(crate) fn send(&self, path: &str, body: impl Read, kind: &str) -> String {
        let mut body = body;
        let sent = self
            .agent
            .post(format!("{}{path}", self.address))
            .header("origin", &self.address)
            .header("content-type", kind)
            .send(SendBody::from_reader(&mut body));
        let answer = sent.unwrap();
        let location = &answer.headers()["location"];
        location.to_str().unwrap().to_owned()
    }

    /// What stands at an address of ours, in bytes.
    pub(crate) fn get(&self, path: &str) -> Vec<u8> {
        let asked = self.agent.get(format!("{}{path}", self.address)).call();
        let mut answer = asked.unwrap();
        let whole = answer.body_mut().with_config().limit(u64::MAX);
        whole.read_to_vec().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Where it was killed before there is nothing to end.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Chooses a model in the program, in a folder of data that is new.
pub(crate) fn keep_model(desk: &Desk, file: &Path) {
    keep(
        desk,
        &web::Preferences {
            transcription: web::Transcription {
                by: web::Transcriber::Model,
                file: file.display().to_string(),
                ..web::Transcription::default()
            },
            ..web::Preferences::default()
        },
    );
}

/// Keeps what was chosen in a folder of data that is new.
pub(crate) fn keep(desk: &Desk, preferences: &web::Preferences) {
    std::fs::create_dir(desk.path("data")).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let store = Store::open(&desk.path("data/greenroom.db")).await.unwrap();
        store.save_settings(preferences).await.unwrap();
        store.close().await;
    });
}
