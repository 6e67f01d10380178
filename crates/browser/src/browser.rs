//! A Chromium of one's own, driven through chromedriver.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::command::Special;

/// How large a screen is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// How it is called in reports.
    pub name: &'static str,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
}

impl Screen {
    /// A phone held upright.
    pub const PHONE: Self = Self {
        name: "phone",
        width: 390,
        height: 844,
    };
    /// A laptop.
    pub const DESKTOP: Self = Self {
        name: "desktop",
        width: 1280,
        height: 900,
    };
}

/// A browser; it ends when dropped.
#[derive(Debug)]
pub struct Browser {
    /// The standard commands.
    pub client: Client,
    driver: Child,
    profile: TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromedriver takes its browser with it when it is asked to end by its session; a test that
        // stopped in the middle leaves the session open, and then both end here. The browser is in no
        // group of ours: it is known by its profile, which nobody else has.
        self.driver.kill().ok();
        self.driver.wait().ok();
        let own = format!("--user-data-dir={}", self.profile.path().display());
        Command::new("pkill")
            .args(["-KILL", "-f", "--", &own])
            .status()
            .ok();
    }
}

impl Browser {
    /// A new browser with nothing remembered; `None`, with the reason printed, where there is no
    /// Chromium or no driver for it.
    ///
    /// # Errors
    /// When both are there and do not work.
    pub async fn open() -> Result<Option<Self>> {
        Self::open_with(&[]).await
    }

    /// The same, with a microphone that hears a sound file over and over, and is granted when asked for.
    ///
    /// # Errors
    /// When both are there and do not work.
    pub async fn open_hearing(sound: &Path) -> Result<Option<Self>> {
        Self::open_with(&[
            "--use-fake-ui-for-media-stream".to_owned(),
            "--use-fake-device-for-media-stream".to_owned(),
            format!("--use-file-for-fake-audio-capture={}", sound.display()),
        ])
        .await
    }

    /// The same, where whatever a page asks for is refused.
    ///
    /// # Errors
    /// When both are there and do not work.
    pub async fn open_refusing() -> Result<Option<Self>> {
        Self::open_with(&[
            "--deny-permission-prompts".to_owned(),
            "--use-fake-device-for-media-stream".to_owned(),
        ])
        .await
    }

    async fn open_with(more: &[String]) -> Result<Option<Self>> {
        let (Some(chromium), Some(chromedriver)) = (
            found(&["chromium", "chromium-browser", "google-chrome"]),
            found(&["chromedriver"]),
        ) else {
            eprintln!(
                "passed over: no chromium with its chromedriver on the path; ./examine installs them where it can"
            );
            return Ok(None);
        };
        let mut driver = Command::new(chromedriver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("chromedriver does not start")?;
        let port = match port(&mut driver) {
            Ok(port) => port,
            Err(error) => {
                driver.kill().ok();
                return Err(error);
            }
        };
        let profile = tempfile::tempdir()?;
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities(&chromium, profile.path(), more))
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .context("chromium does not start")?;
        Ok(Some(Self {
            client,
            driver,
            profile,
        }))
    }

    /// Ends the browser.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn close(self) -> Result<()> {
        Ok(self.client.clone().close().await?)
    }

    /// Goes to a page.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn go(&self, address: &str) -> Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    /// When the driver fails or the script throws.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Runs a script before those of every page that is opened from now on, after others given before.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn before_pages(&self, script: &str) -> Result<()> {
        let source = json!({ "source": script });
        self.devtools("Page.addScriptToEvaluateOnNewDocument", &source)
            .await?;
        Ok(())
    }

    /// The text of the page, as it is seen.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn text(&self) -> Result<String> {
        let text = self.run("return document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Looks at the pages on another screen from now on.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn screen(&self, screen: Screen) -> Result<()> {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            &json!({
                "width": screen.width,
                "height": screen.height,
                "deviceScaleFactor": 1,
                "mobile": screen == Screen::PHONE,
            }),
        )
        .await?;
        Ok(())
    }

    /// Makes the system light or dark, as a page that follows it sees it. Colours that fade over are taken
    /// to their end at once: halfway, text may be hard to read for a moment.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn looks(&self, scheme: &str) -> Result<()> {
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", &features)
            .await?;
        self.run("document.getAnimations().forEach((fading) => fading.finish())")
            .await?;
        Ok(())
    }

    /// Lets the scripts of pages run, or not. What a page was without them it stays until it is left, so that
    /// it can be looked at by scripts of ours.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn scripts(&self, run: bool) -> Result<()> {
        let disabled = json!({ "value": !run });
        self.devtools("Emulation.setScriptExecutionDisabled", &disabled)
            .await?;
        Ok(())
    }

    /// Keeps a picture of the whole page.
    ///
    /// # Errors
    /// When the driver fails or the file cannot be written.
    pub async fn picture(&self, file: &Path) -> Result<()> {
        let size = self
            .run("return [document.documentElement.clientWidth, document.documentElement.scrollHeight]")
            .await?;
        let clip = json!({ "x": 0, "y": 0, "width": size[0], "height": size[1], "scale": 1 });
        let taken = self
            .devtools(
                "Page.captureScreenshot",
                &json!({ "captureBeyondViewport": true, "clip": clip }),
            )
            .await?;
        let encoded = taken["data"].as_str().context("no picture came back")?;
        std::fs::write(file, STANDARD.decode(encoded)?).with_context(|| file.display().to_string())
    }

    /// What pages wrote to the console since the last time, warnings and errors only.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self.client.issue_cmd(Special::console()).await?;
        Ok(log
            .as_array()
            .into_iter()
            .flatten()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| entry["message"].to_string())
            .collect())
    }

    async fn devtools(&self, command: &str, parameters: &Value) -> Result<Value> {
        Ok(self
            .client
            .issue_cmd(Special::devtools(command, parameters))
            .await?)
    }
}

/// The first of these programs that is on the path.
fn found(names: &[&str]) -> Option<String> {
    let path = std::env::var_os("PATH")?;
    names.iter().find_map(|name| {
        std::env::split_paths(&path)
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
            .map(|file| file.to_string_lossy().into_owned())
    })
}

/// The port that the driver chose; it prints it when it is ready.
fn port(driver: &mut Child) -> Result<u16> {
    let out = driver.stdout.take().context("chromedriver says nothing")?;
    for line in BufReader::new(out).lines() {
        let line = line?;
        if let Some((_, port)) = line.rsplit_once("on port ")
            && let Ok(port) = port.trim_end_matches('.').parse()
            && port != 0
        {
            return Ok(port);
        }
    }
    bail!("chromedriver ended before it was ready")
}

fn capabilities(chromium: &str, profile: &Path, more: &[String]) -> fantoccini::wd::Capabilities {
    let own = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &format!("--user-data-dir={}", profile.display()),
    ];
    let arguments: Vec<&str> = own
        .into_iter()
        .chain(more.iter().map(String::as_str))
        .collect();
    let mut wanted = fantoccini::wd::Capabilities::new();
    wanted.insert(
        "goog:chromeOptions".to_owned(),
        json!({ "binary": chromium, "args": arguments }),
    );
    // Looking a long page over takes a while on a machine that has much else to do.
    wanted.insert("timeouts".to_owned(), json!({ "script": 180_000 }));
    wanted.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
    wanted
}
