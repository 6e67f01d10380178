//! Somebody who uses the pages with a browser.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use browser::{Browser, Screen, Site};
use coach::Coach;
use fantoccini::Locator;
use fantoccini::elements::Element;
use interview::Reader;
use pack::Pack;
use serde_json::{Value, json};

use crate::reader::Invented;

/// How long something may take to appear. Nothing here is a measurement: a slow machine waits.
const PATIENCE: Duration = Duration::from_secs(120);

/// A story with everything in it.
pub(crate) const STORY: &str = "In March 2023 our sign-up form had eleven fields and 58% of people gave up on it. \
    I had to halve that by June, because the advertising budget ended then. \
    I listed who used each field and decided to remove the seven that nobody could name a use for. \
    We could have bought a tool that fills forms in, but it would have taken four months, so I gave that up. \
    I ran a test on 10% of the traffic for two weeks. On the second day fraud reports tripled, and I put one field back. \
    By June giving up had fallen from 58% to 31%, about 4,000 more sign-ups a month. \
    I learned to ask the support team first: two of them had known for a year that the phone number scared people away.";

/// A voice with overtones whose pitch rises and falls, four syllables a second, sent in pieces.
const SPEECH: &str = "
    const [recording, seconds, done] = arguments;
    const sound = new Int16Array(16000 * seconds);
    let turn = 0;
    for (let place = 0; place < sound.length; place += 1) {
        const time = place / 16000;
        const pitch = 120 + 25 * Math.sin(2.5 * time);
        turn += (2 * Math.PI * pitch) / 16000;
        if (time % 10 > 7.5) { sound[place] = (place % 7) - 3; continue; }
        let voice = 0;
        for (let harmonic = 1; harmonic <= 20; harmonic += 1) {
            const vowel = 1 / (1 + ((harmonic * pitch - 600) / 250) ** 2);
            voice += ((0.15 + vowel) * Math.sin(harmonic * turn)) / 3;
        }
        sound[place] = 8000 * (0.5 - 0.5 * Math.cos(8 * Math.PI * time)) ** 0.7 * voice;
    }
    (async () => {
        for (let at = 0; at < sound.length; at += 32000) {
            const kept = await fetch(`${recording}/pieces/${at}`, { method: 'POST', body: sound.slice(at, at + 32000) });
            if (!kept.ok) return done(await kept.text());
        }
        done(true);
    })();";

/// A browser on a site.
pub(crate) struct Visitor {
    pub(crate) browser: Browser,
    pub(crate) site: Site,
}

impl Visitor {
    /// On a site whose answers the coach reads; `None` where there is no browser.
    pub(crate) async fn arrive() -> Result<Option<Self>> {
        Self::before(|pack| Arc::new(Coach::new(pack))).await
    }

    /// On a site where every answer is given every kind of mark, so that every part of the pages is
    /// there to be looked at; `None` where there is no browser.
    pub(crate) async fn arrive_to_invented_marks() -> Result<Option<Self>> {
        Self::before(|_| Arc::new(Invented)).await
    }

    async fn before(
        reader: impl Fn(&Pack) -> Arc<dyn Reader + Send + Sync>,
    ) -> Result<Option<Self>> {
        Self::with(Browser::open().await?, reader).await
    }

    /// With a browser of a sort of its own, on a site whose answers the coach reads.
    pub(crate) async fn arrive_with(browser: Option<Browser>) -> Result<Option<Self>> {
        Self::with(browser, |pack| Arc::new(Coach::new(pack))).await
    }

    async fn with(
        browser: Option<Browser>,
        reader: impl Fn(&Pack) -> Arc<dyn Reader + Send + Sync>,
    ) -> Result<Option<Self>> {
        let Some(browser) = browser else {
            return Ok(None);
        };
        let site = Site::open(reader).await?;
        browser.go(&site.address).await?;
        Ok(Some(Self { browser, site }))
    }

    pub(crate) async fn go(&self, path: &str) -> Result<()> {
        self.browser
            .go(&format!("{}{path}", self.site.address))
            .await
    }

    /// The path now open.
    pub(crate) async fn path(&self) -> Result<String> {
        let path = self.browser.run("return location.pathname").await?;
        Ok(path.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a script in the page gives true.
    pub(crate) async fn until(&self, script: &str) -> Result<()> {
        let began = Instant::now();
        loop {
            // A page that is being replaced cannot be asked; it is asked again.
            let asked = self.browser.run(&format!("return Boolean({script})")).await;
            if matches!(asked, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if began.elapsed() > PATIENCE {
                bail!(
                    "waited in vain for {script} at {}:\n{}",
                    self.path().await?,
                    self.browser.text().await?
                );
            }
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }

    /// Waits until the page shows these words.
    pub(crate) async fn sees(&self, words: &str) -> Result<()> {
        self.until(&format!(
            "document.body.innerText.includes({})",
            json!(words)
        ))
        .await
    }

    /// Whether the page shows these words now.
    pub(crate) async fn shows(&self, words: &str) -> Result<bool> {
        Ok(self.browser.text().await?.contains(words))
    }

    /// Presses the button or link that says this.
    pub(crate) async fn press(&self, words: &str) -> Result<()> {
        let path = format!(
            "//*[self::button or self::a or self::summary][contains(normalize-space(.), \"{words}\")]"
        );
        let element = self
            .browser
            .client
            .find(Locator::XPath(&path))
            .await
            .with_context(|| format!("nothing to press that says \"{words}\""))?;
        self.click(&element).await
    }

    /// Clicks in the middle of the screen: what the driver finds on the screen it does not scroll to, though
    /// something may lie over it.
    pub(crate) async fn click(&self, element: &Element) -> Result<()> {
        let middle = "arguments[0].scrollIntoView({ block: 'center' })";
        let clicked = vec![serde_json::to_value(element)?];
        self.browser.client.execute(middle, clicked).await?;
        Ok(element.click().await?)
    }

    /// Types with the keyboard.
    pub(crate) async fn type_into(&self, selector: &str, text: &str) -> Result<()> {
        let element = self.browser.client.find(Locator::Css(selector)).await?;
        Ok(element.send_keys(text).await?)
    }

    /// Puts text into a field at once, as pasting does.
    pub(crate) async fn paste_into(&self, selector: &str, text: &str) -> Result<()> {
        self.browser
            .run(&format!(
                "const field = document.querySelector({});
                 field.value = {};
                 field.dispatchEvent(new Event('input', {{ bubbles: true }}));",
                json!(selector),
                json!(text)
            ))
            .await?;
        Ok(())
    }

    /// Holds the page that is open to accessibility and its width on both screens, in light and dark. With
    /// `GREENROOM_PICTURES` naming a folder, a picture of each is kept there.
    pub(crate) async fn held(&self, name: &str) -> Result<()> {
        let pictures = std::env::var_os("GREENROOM_PICTURES").map(PathBuf::from);
        let mut faults = Vec::new();
        for screen in [Screen::PHONE, Screen::DESKTOP] {
            self.browser.screen(screen).await?;
            for scheme in ["light", "dark"] {
                self.browser.looks(scheme).await?;
                let place = format!("{name} on a {} in the {scheme}", screen.name);
                for fault in self.browser.faults().await? {
                    faults.push(format!("{place}: {fault}"));
                }
                if let Some(folder) = &pictures {
                    std::fs::create_dir_all(folder)?;
                    let file = format!("{name}-{}-{scheme}.png", screen.name);
                    self.browser.picture(&folder.join(file)).await?;
                }
            }
        }
        self.browser.looks("light").await?;
        if !faults.is_empty() {
            bail!("{} faults:\n{}", faults.len(), faults.join("\n"));
        }
        Ok(())
    }

    /// The turn that waits for an answer.
    pub(crate) async fn turn(&self) -> Result<Option<u64>> {
        let turn = self
            .browser
            .run("return Number(document.querySelector('.stage')?.dataset.turn ?? 0)")
            .await?;
        Ok(turn.as_u64().filter(|turn| *turn > 0))
    }

    /// Pastes an answer, sends it with a button that says this, and waits for what follows.
    pub(crate) async fn answer(&self, text: &str, button: &str) -> Result<()> {
        let turn = self.turn().await?.context("nobody waits for an answer")?;
        self.paste_into("#answer", text).await?;
        self.press(button).await?;
        self.until(&format!(
            "document.querySelector('.stage')?.dataset.turn !== '{turn}' && document.readyState === 'complete'"
        ))
        .await
    }

    /// Sends a form without a page for it; gives the path to which it leads.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Result<String> {
        let landed = self
            .browser
            .client
            .execute_async(
                "const [path, fields, done] = arguments;
                 fetch(path, { method: 'POST', body: new URLSearchParams(fields) })
                     .then((answer) => done(new URL(answer.url).pathname), (error) => done(String(error)));",
                vec![json!(path), json!(fields)],
            )
            .await?;
        Ok(landed.as_str().unwrap_or_default().to_owned())
    }

    /// Sends a file as a form with a field for it does; gives the path to which it leads.
    pub(crate) async fn bring(&self, path: &str, name: &str, text: &str) -> Result<String> {
        let landed = self
            .browser
            .client
            .execute_async(
                "const [path, name, text, done] = arguments;
                 const form = new FormData();
                 form.append('file', new Blob([text]), name);
                 fetch(path, { method: 'POST', body: form })
                     .then((answer) => done(new URL(answer.url).pathname), (error) => done(String(error)));",
                vec![json!(path), json!(name), json!(text)],
            )
            .await?;
        Ok(landed.as_str().unwrap_or_default().to_owned())
    }

    /// Says something like speech for so many seconds, with a pause in every ten, into a recording.
    pub(crate) async fn speak(&self, recording: &str, seconds: u32) -> Result<()> {
        let said = self
            .browser
            .client
            .execute_async(SPEECH, vec![json!(recording), json!(seconds)])
            .await?;
        anyhow::ensure!(said == true, "the sound was not kept: {said}");
        Ok(())
    }

    /// Sends answers until the round is over; gives the path to which the last one leads.
    pub(crate) async fn send_answers(&self, interview: &str, text: &str) -> Result<()> {
        for _ in 0..40 {
            self.go(interview).await?;
            let Some(turn) = self.turn().await? else {
                return Ok(());
            };
            let turn = turn.to_string();
            self.send(
                &format!("{interview}/answer"),
                &[("turn", &turn), ("text", text)],
            )
            .await?;
        }
        bail!("the round does not end")
    }

    /// Rates every answer that waits for it, as the pages offer them one after the other.
    pub(crate) async fn rate_all(&self, interview: &str, level: &str) -> Result<()> {
        for _ in 0..40 {
            self.go(&format!("{interview}/debrief")).await?;
            let waiting = self
                .browser
                .run("return document.querySelector('[aria-labelledby=unrated] a')?.pathname ?? null")
                .await?;
            let Some(answer) = waiting.as_str() else {
                return Ok(());
            };
            self.send(&format!("{answer}/rating"), &[("level", level)])
                .await?;
        }
        bail!("an answer stays unrated")
    }

    /// Stops when a page complained.
    pub(crate) async fn must_be_quiet(&self) -> Result<()> {
        let complaints = self.browser.complaints().await?;
        if !complaints.is_empty() {
            bail!("the console says: {complaints:#?}");
        }
        Ok(())
    }
}
