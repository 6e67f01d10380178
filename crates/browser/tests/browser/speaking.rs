//! A candidate speaks.

use std::path::Path;

use anyhow::{Context, Result};
use browser::Browser;
use fantoccini::Locator;

use crate::sound::{levels, speech, tones};
use crate::visitor::{STORY, Visitor};

/// A browser whose microphone hears these tones, in the room, with the panel open; `None` where there
/// is no browser.
pub(crate) async fn speaker(heard: &[(f64, f64)]) -> Result<Option<(Visitor, String)>> {
    hearing(|file| tones(file, heard)).await
}

/// The same with whatever is written into the file that the microphone hears.
async fn hearing(sound: impl FnOnce(&Path) -> Result<()>) -> Result<Option<(Visitor, String)>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("heard.wav");
    sound(&file)?;
    let browser = Browser::open_hearing(&file).await?;
    // The browser reads the file when the microphone is opened.
    let _kept = folder.keep();
    in_the_room(browser).await
}

async fn in_the_room(browser: Option<Browser>) -> Result<Option<(Visitor, String)>> {
    let Some(visitor) = Visitor::arrive_with(browser).await? else {
        return Ok(None);
    };
    let interview = visitor
        .send("/practise/question", &[("question", "failed-launch")])
        .await?;
    visitor.go(&interview).await?;
    visitor.press("Speak it").await?;
    visitor.sees("The microphone is off").await?;
    Ok(Some((visitor, interview)))
}

/// Seconds that the page has recorded, in its own words.
pub(crate) const SPOKEN: &str = "Number(document.getElementById('speaking').dataset.seconds ?? 0)";

/// Seconds of the recording that the server has.
pub(crate) async fn kept(visitor: &Visitor, interview: &str) -> Result<f64> {
    let samples = visitor
        .browser
        .client
        .execute_async(
            "const [path, done] = arguments; fetch(path).then((answer) => answer.text()).then(done);",
            vec![format!("{interview}/recordings/1/0/pieces").into()],
        )
        .await?;
    let samples: f64 = samples.as_str().context("no number")?.parse()?;
    Ok(samples / 16_000.0)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_spoken_played_back_gone_on_with_and_sent() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(440.0, 2.0)]).await? else {
        return Ok(());
    };
    // A short press starts, another one stops.
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 3")).await?;
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;
    let before = kept(&visitor, &interview).await?;
    assert!(before > 3.0, "{before}");

    // What was kept is what the microphone heard: a tone of 440 Hz crosses zero 880 times a second.
    let crossings = visitor
        .browser
        .client
        .execute_async(
            "const [path, done] = arguments;
             fetch(path).then((answer) => answer.arrayBuffer()).then((sound) => {
                 const samples = new Int16Array(sound.slice(44 + 32000, 44 + 2 * 32000));
                 let crossings = 0;
                 for (let place = 1; place < samples.length; place += 1)
                     if (samples[place - 1] < 0 !== samples[place] < 0) crossings += 1;
                 done(crossings);
             });",
            vec![format!("{interview}/recordings/1/0/sound.wav").into()],
        )
        .await?;
    let crossings = crossings.as_f64().context("no number")?;
    assert!((crossings - 880.0).abs() < 25.0, "{crossings}");

    // It is played where it was recorded, from any place in it.
    visitor
        .browser
        .run("const player = document.querySelector('#heard audio'); player.preload = 'auto'; player.load();")
        .await?;
    visitor
        .until("document.querySelector('#heard audio').duration > 3")
        .await?;
    visitor
        .browser
        .run("document.querySelector('#heard audio').currentTime = 2")
        .await?;
    visitor
        .until("!document.querySelector('#heard audio').seeking && document.querySelector('#heard audio').currentTime === 2")
        .await?;

    // After a reload it goes on where it stopped, with the key.
    visitor.browser.client.refresh().await?;
    visitor
        .until("!document.getElementById('speaking-room').hidden")
        .await?;
    let held = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8', bubbles: true, cancelable: true }))";
    visitor.browser.run(held).await?;
    visitor.until(&format!("{SPOKEN} > {before} + 1")).await?;
    visitor
        .browser
        .run(&held.replace("keydown", "keyup"))
        .await?;
    visitor.sees("Everything up to here is kept").await?;
    let after = kept(&visitor, &interview).await?;
    assert!(after > before + 1.0, "{after}");

    visitor.answer(STORY, "Answer").await?;
    visitor.must_be_quiet().await?;
    visitor.send_answers(&interview, "Nothing more.").await?;
    visitor
        .send(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await?;
    visitor.go("/recordings").await?;
    visitor.sees("of 2.0 GB used").await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reload_in_the_middle_of_a_word_loses_at_most_a_few_seconds() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 5")).await?;
    let spoken = visitor.browser.run(&format!("return {SPOKEN}")).await?;
    visitor.browser.client.refresh().await?;
    visitor
        .until("!document.getElementById('speaking-offer').hidden")
        .await?;
    let kept = kept(&visitor, &interview).await?;
    let spoken = spoken.as_f64().context("no number")?;
    assert!(kept > spoken - 2.5, "{kept} of {spoken}");
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_is_an_offer_and_no_end() -> Result<()> {
    let Some((visitor, _)) = speaker(&[(300.0, 2.0), (0.0, 30.0)]).await? else {
        return Ok(());
    };
    visitor
        .browser
        .run("document.querySelector('[name=way-to-speak][value=open]').click(); document.getElementById('silence').value = 2;")
        .await?;
    visitor.press("Talk").await?;
    visitor.sees("You have been silent for a while").await?;
    let before = visitor.browser.run(&format!("return {SPOKEN}")).await?;
    let before = before.as_f64().context("no number")?;
    visitor.until(&format!("{SPOKEN} > {before} + 1")).await?;
    visitor.press("I am thinking").await?;
    assert!(!visitor.shows("You have been silent").await?);
    visitor
        .until("document.getElementById('talk').getAttribute('aria-pressed') === 'true'")
        .await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_in_the_room_holds_until_the_settings_say_something_else() -> Result<()> {
    let Some((visitor, _)) = in_the_room(Browser::open().await?).await? else {
        return Ok(());
    };
    let chosen = |way: &str, silence: u32| {
        format!(
            "document.querySelector('[name=way-to-speak][value={way}]').checked
             && document.getElementById('silence').value === '{silence}'"
        )
    };
    visitor.until(&chosen("hold", 5)).await?;
    visitor
        .browser
        .run(
            "document.querySelector('[name=way-to-speak][value=open]').click();
             const silence = document.getElementById('silence');
             silence.value = 9;
             silence.dispatchEvent(new Event('change', { bubbles: true }));",
        )
        .await?;
    visitor.answer("We did some things.", "Answer").await?;
    visitor.sees("Follow-up").await?;
    visitor.until(&chosen("open", 9)).await?;
    visitor.sees("Talk").await?;
    visitor.browser.client.refresh().await?;
    visitor.until(&chosen("open", 9)).await?;
    let settings = [
        ("way", "hold"),
        ("silence", "8"),
        ("most_megabytes", "1000"),
    ];
    visitor.send("/settings/speaking", &settings).await?;
    visitor.browser.client.refresh().await?;
    visitor.until(&chosen("hold", 8)).await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn however_often_the_button_is_pressed_before_it_is_granted_one_microphone_is_opened()
-> Result<()> {
    let Some((visitor, _)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    visitor
        .browser
        .run(
            "const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
             globalThis.opened = [];
             globalThis.granted = new Promise((grant) => (globalThis.grant = grant));
             navigator.mediaDevices.getUserMedia = async (wanted) => {
                 const stream = open(wanted);
                 opened.push(await stream);
                 await granted;
                 return stream;
             };",
        )
        .await?;
    for _ in 0..3 {
        visitor.press("Hold to talk").await?;
    }
    visitor.until("opened.length > 0").await?;
    visitor.browser.run("grant()").await?;
    visitor.until(&format!("{SPOKEN} > 2")).await?;
    assert_eq!(visitor.browser.run("return opened.length").await?, 1);
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;

    // Closed while the browser asks, the panel leaves no microphone open.
    visitor.browser.client.refresh().await?;
    visitor
        .until("!document.getElementById('speaking-room').hidden")
        .await?;
    visitor
        .browser
        .run(
            "const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
             globalThis.opened = [];
             navigator.mediaDevices.getUserMedia = async (wanted) => {
                 await new Promise((ready) => setTimeout(ready, 500));
                 opened.push(await open(wanted));
                 return opened.at(-1);
             };",
        )
        .await?;
    visitor.press("Hold to talk").await?;
    visitor.press("Speak it").await?;
    visitor
        .until("opened.length === 1 && opened[0].getTracks().every((track) => track.readyState === 'ended')")
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn too_quiet_too_loud_and_nothing_at_all_are_said_while_one_speaks() -> Result<()> {
    let sound = [(0.02, 4.0), (3.0, 3.0), (0.0, 7.0)];
    let Some((visitor, _)) = hearing(|file| levels(file, &sound)).await? else {
        return Ok(());
    };
    visitor.press("Hold to talk").await?;
    for told in ["Very quiet", "Too loud", "Is the microphone muted?"] {
        visitor.sees(told).await?;
    }
    // It is heard again, and nothing had ended.
    visitor
        .until("document.getElementById('speaking-state').textContent === 'Listening.'")
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_microphone_or_leave_to_use_it_one_is_told_and_types() -> Result<()> {
    let Some((visitor, _)) = in_the_room(Browser::open_refusing().await?).await? else {
        return Ok(());
    };
    visitor.press("Hold to talk").await?;
    visitor.sees("may not use the microphone").await?;
    visitor
        .browser
        .run("navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('none', 'NotFoundError'); }")
        .await?;
    visitor.press("Hold to talk").await?;
    visitor.sees("No microphone was found").await?;
    visitor.answer(STORY, "Answer").await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_microphone_pulled_out_midway_leaves_what_was_said() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    visitor
        .browser
        .run(
            "const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
             navigator.mediaDevices.getUserMedia = async (wanted) => (globalThis.plugged = await open(wanted));",
        )
        .await?;
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 2.5")).await?;
    visitor
        .browser
        .run("const [track] = plugged.getAudioTracks(); track.stop(); track.dispatchEvent(new Event('ended'));")
        .await?;
    visitor
        .sees("The microphone has gone. Everything up to then is kept")
        .await?;
    assert!(kept(&visitor, &interview).await? > 2.4);
    // Plugged in again, it goes on.
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 4")).await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spoken_answer_is_listened_to_word_by_word_beside_its_timeline() -> Result<()> {
    let spoken = |file: &Path| speech(file, &[(3.0, 1.0), (2.0, 0.8), (2.5, 30.0)]);
    let Some((visitor, interview)) = hearing(spoken).await? else {
        return Ok(());
    };
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 10")).await?;
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;
    visitor.answer(STORY, "Answer").await?;
    visitor.send_answers(&interview, "Nothing more.").await?;
    visitor
        .send(&format!("{interview}/answers/1/rating"), &[("level", "3")])
        .await?;
    visitor.go(&format!("{interview}/answers/1")).await?;
    visitor.sees("How it sounded").await?;

    // A click on a word plays from there, and the word now heard is marked. A browser plays only what a
    // person clicked: the driver's click is one, a script's is not.
    let words = Locator::Css(".heard-word");
    let words = visitor.browser.client.find_all(words).await?;
    let word = words.get(words.len() / 2).context("no words")?;
    visitor.click(word).await?;
    let from = word.attr("data-from").await?.context("no time")?;
    let from: f64 = from.parse()?;
    assert!(from > 1.0, "{from}");
    visitor
        .until(&format!(
            "document.querySelector('audio').currentTime > {from}"
        ))
        .await?;
    visitor
        .until("document.querySelector('.heard-word.now')")
        .await?;
    visitor
        .until("Number(document.querySelector('svg.timeline line.now').getAttribute('x1')) > 100")
        .await?;
    visitor
        .browser
        .run("document.querySelector('audio').pause()")
        .await?;

    // The moment now heard is marked with a note, and leads back to it.
    visitor
        .until("Number(document.querySelector('input[name=at]').value) > 1")
        .await?;
    visitor
        .type_into("input[name=note]", "Here I lost the thread")
        .await?;
    visitor.press("Mark this moment").await?;
    visitor.sees("Here I lost the thread").await?;
    visitor
        .until("document.querySelectorAll('svg.timeline path.moment').length === 1")
        .await?;

    // What was written down is put right; sound and timeline stay.
    visitor.press("Put right what was written down").await?;
    visitor.sees("Put it right").await?;
    visitor
        .paste_into("textarea[name=text]", &format!("{STORY} That was all."))
        .await?;
    visitor.press("Mark it again").await?;
    visitor.sees("before, the marks said").await?;
    visitor.sees("How it sounded").await?;
    visitor.held("spoken-answer").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn captions_come_only_from_this_machine_and_go_into_the_answer_where_that_is_wished()
-> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    visitor
        .send("/settings/transcription", &[("by", "browser")])
        .await?;
    // A recogniser on this machine, as browsers offer it; it says one thing.
    let recogniser = |local: bool| {
        format!(
            "globalThis.asked = [];
             globalThis.SpeechRecognition = class {{
                 static available(wanted) {{ asked.push(wanted); return Promise.resolve('available'); }}
                 {}
                 start() {{
                     const result = Object.assign([{{ transcript: 'Um, we did it.' }}], {{ isFinal: true }});
                     setTimeout(() => this.onresult({{ resultIndex: 0, results: [result] }}), 100);
                 }}
                 stop() {{}}
             }};",
            if local { "get processLocally() { return this.local; } set processLocally(on) { this.local = on; asked.push(on); }" } else { "" }
        )
    };
    for (local, heard) in [(false, false), (true, true)] {
        visitor.browser.before_pages(&recogniser(local)).await?;
        visitor.go(&interview).await?;
        visitor
            .until("!document.getElementById('speaking-room').hidden")
            .await?;
        visitor.press("Hold to talk").await?;
        visitor.until(&format!("{SPOKEN} > 1")).await?;
        if heard {
            visitor
                .until("document.getElementById('answer').value === 'Um, we did it.'")
                .await?;
            visitor
                .until("asked.some((each) => each === true) && asked[0].processLocally === true")
                .await?;
        } else {
            let written = visitor
                .browser
                .run("return document.getElementById('answer').value")
                .await?;
            assert_eq!(written, "");
            assert_eq!(visitor.browser.run("return asked.length").await?, 0);
        }
        visitor.press("Pause the microphone").await?;
        visitor.sees("Everything up to here is kept").await?;
    }
    visitor.browser.close().await
}

/// Stands in for the browser's voices: first one that lives on a server, then one of this machine too.
const VOICES: &str = "
    window.read = [];
    window.voices = [{ name: 'far', lang: 'en-US', localService: false }];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    speechSynthesis.getVoices = () => window.voices;
    speechSynthesis.speak = (speech) => window.read.push(speech);
    document.dispatchEvent(new Event('stage'));";

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_read_by_a_voice_of_this_machine_and_by_no_other() -> Result<()> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    visitor
        .send(
            "/settings/speaking",
            &[
                ("way", "hold"),
                ("silence", "8"),
                ("read_aloud", "true"),
                ("most_megabytes", "1000"),
            ],
        )
        .await?;
    let interview = visitor
        .send("/practise/question", &[("question", "failed-launch")])
        .await?;
    visitor.go(&interview).await?;
    visitor
        .until("document.getElementById('speaking').dataset.read === 'true'")
        .await?;
    visitor.browser.run(VOICES).await?;
    // Nothing is said by the voice that would send the words away, and nothing offers it.
    visitor
        .until("window.read.length === 0 && document.getElementById('read-aloud').hidden")
        .await?;
    visitor
        .browser
        .run(
            "window.voices.push({ name: 'near', lang: 'en-GB', localService: true });
             speechSynthesis.dispatchEvent(new Event('voiceschanged'));",
        )
        .await?;
    visitor
        .until(
            "window.read.length === 1 && window.read[0].voice.name === 'near' \
             && window.read[0].text === document.getElementById('speaking').dataset.question \
             && !document.getElementById('read-aloud').hidden",
        )
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
