//! Sound is made safe while somebody speaks, and what is said of it is true.

use std::time::Duration;

use anyhow::Result;
use serde_json::Value;

use crate::captions::recogniser;
use crate::speaking::{SPOKEN, kept, speaker};
use crate::visitor::Visitor;

/// Puts something else in the place of how pieces of sound are sent; `send` sends them as ever, and
/// `opened` is kept once `window.open()` was called.
async fn sends(visitor: &Visitor, how: &str) -> Result<()> {
    visitor
        .browser
        .run(&format!(
            "const send = window.fetch.bind(window);
             const opened = new Promise((open) => (window.open = open));
             const pieces = {how};
             window.fetch = (address, asked) =>
                 String(address).includes('/pieces/') ? pieces(address, asked) : send(address, asked);"
        ))
        .await?;
    Ok(())
}

/// Waits until the server has so many seconds.
async fn until_kept(visitor: &Visitor, interview: &str, seconds: f64) -> Result<()> {
    for _ in 0..1_000 {
        if kept(visitor, interview).await? >= seconds {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    anyhow::bail!("{seconds} s of sound never come to be kept")
}

async fn press_key(visitor: &Visitor, strokes: &[&str]) -> Result<()> {
    for stroke in strokes {
        visitor
            .browser
            .run(&format!(
                "document.body.dispatchEvent(new KeyboardEvent('{stroke}', {{ key: 'F8', bubbles: true, cancelable: true }}))"
            ))
            .await?;
    }
    Ok(())
}

async fn spoken(visitor: &Visitor) -> Result<Value> {
    visitor.browser.run(&format!("return {SPOKEN}")).await
}

const HEARS: &str = "document.getElementById('talk').getAttribute('aria-pressed') === 'true'";

#[tokio::test(flavor = "multi_thread")]
async fn after_sound_was_refused_it_is_recorded_again_when_one_goes_on() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    sends(
        &visitor,
        "(address, asked) => {
             if (window.refused) return send(address, asked);
             window.refused = true;
             return Promise.resolve(new Response('<main><p class=lede>The disk is full.</p></main>', { status: 507 }));
         }",
    )
    .await?;
    visitor.press("Hold to talk").await?;
    visitor.sees("The disk is full.").await?;
    visitor.until(&format!("!({HEARS})")).await?;
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 4")).await?;
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;
    assert!(kept(&visitor, &interview).await? > 3.9);
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn where_sound_cannot_be_written_one_is_told_why_and_the_words_can_be_sent() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    visitor.press("Hold to talk").await?;
    until_kept(&visitor, &interview, 1.0).await?;
    // Where the file was, none can be.
    let name = interview.rsplit('/').next().unwrap_or_default();
    let file = visitor
        .site
        .folder()
        .join("recordings")
        .join(name)
        .join("1-0.wav");
    let aside = file.with_extension("aside");
    std::fs::rename(&file, &aside)?;
    std::fs::create_dir(&file)?;
    visitor.sees("Make it writable and try again").await?;
    visitor.sees("waits in this page").await?;
    visitor.press("Pause the microphone").await?;
    visitor.paste_into("#answer", "We did some things.").await?;
    visitor.press("Answer").await?;
    visitor.sees("Send again, and your words go").await?;
    let said = spoken(&visitor).await?.as_f64().unwrap_or_default();
    visitor.press("Answer").await?;
    visitor.sees("Follow-up").await?;
    // Once it can be written, the sound comes after.
    std::fs::remove_dir(&file)?;
    std::fs::rename(&aside, &file)?;
    until_kept(&visitor, &interview, said).await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_piece_that_is_nearly_full_is_still_sent_when_the_page_is_left() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    // What is not sent by a page that is being left never arrives.
    sends(
        &visitor,
        "(address, asked) => asked.keepalive ? send(address, asked) : new Promise(() => {})",
    )
    .await?;
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 2.3")).await?;
    visitor.browser.client.refresh().await?;
    until_kept(&visitor, &interview, 1.4).await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_goes_on_before_a_pause_is_safe_is_not_told_that_it_is_paused() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    sends(
        &visitor,
        "(address, asked) => opened.then(() => send(address, asked))",
    )
    .await?;
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 0.5")).await?;
    visitor.press("Pause the microphone").await?;
    visitor.until(&format!("!({HEARS})")).await?;
    visitor.press("Hold to talk").await?;
    visitor.until(HEARS).await?;
    visitor
        .browser
        .run(
            "const state = document.getElementById('speaking-state');
             window.told = [];
             new MutationObserver(() => told.push(state.textContent)).observe(state, { childList: true });
             window.open();",
        )
        .await?;
    let before = kept(&visitor, &interview).await?;
    until_kept(&visitor, &interview, before + 2.0).await?;
    visitor.until(HEARS).await?;
    let told = visitor.browser.run("return window.told.join()").await?;
    assert!(!told.to_string().contains("Paused"), "{told}");
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_let_go_for_a_moment_goes_on_hearing() -> Result<()> {
    let Some((visitor, _)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    press_key(&visitor, &["keydown"]).await?;
    visitor.until(&format!("{SPOKEN} > 1")).await?;
    visitor
        .browser
        .run(
            "for (const stroke of ['keyup', 'keydown'])
                 document.body.dispatchEvent(new KeyboardEvent(stroke, { key: 'F8', bubbles: true, cancelable: true }));",
        )
        .await?;
    let before = spoken(&visitor).await?;
    visitor.until(&format!("{SPOKEN} > {before} + 2")).await?;
    press_key(&visitor, &["keyup"]).await?;
    visitor.sees("Everything up to here is kept").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_in_the_middle_of_a_word_it_is_begun_anew_with_its_captions() -> Result<()> {
    let Some((visitor, interview)) = speaker(&[(300.0, 2.0)]).await? else {
        return Ok(());
    };
    visitor.browser.before_pages(&recogniser(10)).await?;
    visitor.go(&interview).await?;
    visitor
        .until("!document.getElementById('speaking-room').hidden")
        .await?;
    visitor.press("Hold to talk").await?;
    visitor.until(&format!("{SPOKEN} > 3")).await?;
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;
    visitor.press("Hold to talk").await?;
    visitor.until("window.begun === 2").await?;
    visitor
        .browser
        .run(
            "const send = window.fetch.bind(window);
             const opened = new Promise((open) => (window.open = open));
             window.fetch = async (address, asked) => {
                 if (String(address).endsWith('/anew')) await opened;
                 return send(address, asked);
             };",
        )
        .await?;
    visitor.press("Delete it and begin anew").await?;
    // What is said while it is deleted would be of neither.
    visitor
        .until("document.getElementById('talk').disabled")
        .await?;
    press_key(&visitor, &["keydown", "keyup"]).await?;
    visitor.browser.run("window.open()").await?;
    visitor.sees("Deleted. The microphone is off.").await?;
    visitor.until(&format!("!({HEARS})")).await?;

    visitor.press("Hold to talk").await?;
    visitor.until("window.begun === 3").await?;
    visitor.until(&format!("{SPOKEN} > 1")).await?;
    visitor.press("Pause the microphone").await?;
    visitor.sees("Everything up to here is kept").await?;
    let said = spoken(&visitor).await?.as_f64().unwrap_or_default();
    let kept = kept(&visitor, &interview).await?;
    assert!((kept - said).abs() < 0.2, "{kept} of {said}");
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
