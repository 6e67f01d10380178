//! A mock interview that two people held is brought, and ends with one of them marked.

use std::path::Path;

use anyhow::Result;

use crate::sound::speech;
use crate::visitor::Visitor;

const MOCK: &str = "WEBVTT

1
00:00:00.000 --> 00:00:04.500
<v Ada Holt>Tell me about a launch that failed, and what you learned from it.</v>

2
00:00:05.000 --> 00:00:09.000
<v Bo Reyes>In 2022 I led the launch of a referral scheme for a bank, and I skipped the beta.</v>

3
00:00:09.000 --> 00:00:12.000
<v Bo Reyes>It failed: 41 of 12,000 members used it.</v>

4
00:00:12.000 --> 00:00:15.500
<v Ada Holt>And what would you do today, if you had a month of time?</v>

5
00:00:16.000 --> 00:00:21.000
<v Bo Reyes>I would test the promise before the product.</v>
";

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_speak_only_the_candidate_is_marked_and_measured() -> Result<()> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    let (transcript, sound) = (
        folder.path().join("mock.vtt"),
        folder.path().join("mock.wav"),
    );
    std::fs::write(&transcript, MOCK)?;
    speech(
        &sound,
        &[(4.0, 1.0), (3.0, 1.0), (2.5, 1.0), (3.0, 0.5), (5.0, 0.5)],
    )?;

    visitor
        .go("/recordings/bring?question=failed-launch")
        .await?;
    visitor.held("bring").await?;
    visitor
        .type_into("input[name=transcript]", &transcript.to_string_lossy())
        .await?;
    visitor
        .type_into("input[name=sound]", &sound.to_string_lossy())
        .await?;
    visitor.press("Bring it").await?;

    visitor.sees("Whose words are yours?").await?;
    visitor.sees("probably you").await?;
    visitor.held("bring-whose-words").await?;
    // With the keyboard alone: nobody, then Bo again, then on.
    let bo = "input[name=mine][value='1']";
    visitor
        .until(&format!("document.querySelector(\"{bo}\").checked"))
        .await?;
    visitor.type_into(bo, " ").await?;
    visitor
        .until(&format!("!document.querySelector(\"{bo}\").checked"))
        .await?;
    visitor.type_into("button[name=next]", "\u{e007}").await?;
    visitor.sees("Choose at least one").await?;
    visitor.type_into(bo, " ").await?;
    visitor.type_into("button[name=next]", "\u{e007}").await?;
    visitor.sees("This transcript holds 2 questions").await?;
    visitor.held("bring-which-answer").await?;
    visitor
        .type_into("button[name=answers][value='1']", "\u{e007}")
        .await?;

    visitor.sees("Taken from a transcript").await?;
    visitor.press("What was asked").await?;
    visitor.held("bring-room").await?;
    let room = visitor.path().await?;
    let answer = "document.getElementById('answer').value";
    visitor
        .until(&format!(
            "{answer}.startsWith('In 2022 I led') && {answer}.endsWith('41 of 12,000 members used it.')"
        ))
        .await?;
    visitor.press("Answer").await?;
    visitor
        .until("document.querySelector('.stage')?.dataset.turn !== '1'")
        .await?;
    visitor.must_be_quiet().await?;
    visitor.send_answers(&room, "No.").await?;
    visitor
        .send(&format!("{room}/answers/1/rating"), &[("level", "3")])
        .await?;
    visitor.go(&format!("{room}/answers/1")).await?;
    visitor.sees("How it sounded").await?;
    let marked = "document.querySelector('.reading').innerText";
    visitor
        .until(&format!(
            "{marked}.includes('41 of 12,000') && !{marked}.includes('month of time') && !{marked}.includes('test the promise')"
        ))
        .await?;
    visitor.sees("Others speak in this recording").await?;
    // What is drawn is the part in which the answer was given, and a click into it plays from there.
    visitor
        .until("Math.abs(document.querySelector('svg.timeline').dataset.start - 4) < 0.1")
        .await?;
    visitor
        .until("[...document.querySelectorAll('.heard-word')].every((word) => word.dataset.from >= 5 && word.dataset.until <= 12)")
        .await?;
    visitor.press("The conversation around it").await?;
    visitor.held("bring-marks").await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_program_cannot_decode_the_browser_decodes() -> Result<()> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("../voice/tests/files");
    let files = files.canonicalize()?;
    for file in ["tone.webm", "tone.opus"] {
        visitor
            .go("/recordings/bring?question=failed-launch")
            .await?;
        visitor
            .type_into("input[name=sound]", &files.join(file).to_string_lossy())
            .await?;
        visitor.press("Bring it").await?;
        visitor.sees(&format!("Brought from {file}")).await?;
        visitor
            .until("document.getElementById('speaking').dataset.seconds > 0.5")
            .await?;
    }
    Ok(())
}
