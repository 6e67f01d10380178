//! What the browser recognises goes into the answer that was spoken, to its last word, and into no other.

use anyhow::Result;

use crate::speaking::{SPOKEN, speaker};
use crate::visitor::Visitor;

/// A recogniser on this machine that says one thing: so many milliseconds after it was stopped.
pub(crate) fn recogniser(settles: u32) -> String {
    format!(
        "globalThis.begun = 0;
         globalThis.SpeechRecognition = class {{
             static available() {{ return Promise.resolve('available'); }}
             get processLocally() {{ return true; }}
             set processLocally(on) {{}}
             start() {{ globalThis.begun += 1; }}
             stop() {{
                 setTimeout(() => {{
                     const result = Object.assign([{{ transcript: 'And it doubled.' }}], {{ isFinal: true }});
                     this.onresult({{ resultIndex: 0, results: [result] }});
                     this.onend();
                     globalThis.settled = true;
                 }}, {settles});
             }}
         }};"
    )
}

/// Somebody who speaks to such a recogniser, who writes the answer.
async fn heard(settles: u32) -> Result<Option<Visitor>> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(None);
    };
    visitor
        .send("/settings/transcription", &[("by", "browser")])
        .await?;
    visitor.browser.before_pages(&recogniser(settles)).await?;
    visitor.go(&interview).await?;
    visitor
        .until("!document.getElementById('speaking-room').hidden")
        .await?;
    talk(&visitor).await?;
    Ok(Some(visitor))
}

/// Says something, and types some of it.
async fn talk(visitor: &Visitor) -> Result<()> {
    let before = visitor.browser.run(&format!("return {SPOKEN}")).await?;
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > {before} + 1")).await?;
    visitor.until("globalThis.begun > 0").await?;
    visitor.paste_into("#answer", "We did it.").await
}

const SENT: &str = "document.querySelector('details.sofar .reply').textContent";

#[tokio::test(flavor = "multi_thread")]
async fn the_last_words_are_in_the_answer_that_is_sent() -> Result<()> {
    let Some(visitor) = heard(400).await? else {
        return Ok(());
    };
    // While it hears, and just after a pause.
    visitor.press("Answer").await?;
    visitor.sees("Follow-up").await?;
    visitor
        .until(&format!("{SENT}.includes('We did it. And it doubled.')"))
        .await?;
    visitor
        .until("document.getElementById('answer').value === ''")
        .await?;
    talk(&visitor).await?;
    visitor
        .browser
        .run(
            "const talk = document.getElementById('talk');
             new MutationObserver((_, looks) => {
                 if (talk.getAttribute('aria-pressed') === 'true') return;
                 looks.disconnect();
                 document.getElementById('turn').requestSubmit();
             }).observe(talk, { attributes: true });
             document.querySelector('.stage').dataset.spoken = 'here';",
        )
        .await?;
    visitor.press("Pause the microphone").await?;
    visitor
        .until("document.querySelector('.stage')?.dataset.spoken !== 'here' && document.readyState === 'complete'")
        .await?;
    let said = visitor
        .browser
        .run("return document.body.textContent.split('And it doubled.').length - 1")
        .await?;
    assert_eq!(said, 2, "{}", visitor.browser.text().await?);
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn words_that_come_too_late_go_into_no_other_answer() -> Result<()> {
    let Some(visitor) = heard(4_000).await? else {
        return Ok(());
    };
    visitor.press("Answer").await?;
    visitor.sees("Follow-up").await?;
    visitor.until("globalThis.settled").await?;
    visitor
        .until("document.getElementById('answer').value === ''")
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
