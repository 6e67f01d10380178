//! Nothing that is typed in the room is lost, and nothing is made up beside it.

use anyhow::Result;

use crate::visitor::{STORY, Visitor};

async fn in_the_room() -> Result<Option<(Visitor, String)>> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(None);
    };
    let interview = visitor
        .send("/practise/question", &[("question", "failed-launch")])
        .await?;
    visitor.go(&interview).await?;
    Ok(Some((visitor, interview)))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_answer_that_failed_left_unsaved_is_saved_when_the_page_is_left() -> Result<()> {
    let Some((visitor, interview)) = in_the_room().await? else {
        return Ok(());
    };
    visitor
        .browser
        .run(
            "const send = window.fetch;
             window.fetch = async (address, asked) =>
                 String(address).endsWith('/answer')
                     ? new Response('<main><p class=lede>The disk is full.</p></main>', { status: 507 })
                     : send(address, asked);
             const type = (id, text) => {
                 const field = document.getElementById(id);
                 field.value = text;
                 field.dispatchEvent(new Event('input', { bubbles: true }));
             };
             type('answer', 'Half a story');
             type('notes', 'three points');
             document.getElementById('turn').requestSubmit();",
        )
        .await?;
    visitor.sees("The disk is full.").await?;
    visitor.go("/practise").await?;
    visitor.go(&interview).await?;
    visitor
        .until(
            "document.getElementById('answer').value === 'Half a story'
             && document.getElementById('notes').value === 'three points'",
        )
        .await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn notes_typed_while_an_answer_is_on_its_way_are_saved_as_well() -> Result<()> {
    let Some((visitor, interview)) = in_the_room().await? else {
        return Ok(());
    };
    visitor
        .browser
        .run(
            "const send = window.fetch;
             const opened = new Promise((open) => (window.open = open));
             window.fetch = async (address, asked) => {
                 if (String(address).endsWith('/answer')) await opened;
                 return send(address, asked);
             };",
        )
        .await?;
    visitor.paste_into("#answer", "We did some things.").await?;
    visitor.press("Answer").await?;
    visitor
        .until("document.querySelector('.stage').getAttribute('aria-busy') === 'true'")
        .await?;
    visitor
        .browser
        .run(
            "const notes = document.getElementById('notes');
             notes.value = 'Ask who decides';
             notes.dispatchEvent(new Event('input', { bubbles: true }));
             window.open();",
        )
        .await?;
    visitor.sees("Follow-up").await?;
    visitor.go("/practise").await?;
    visitor.go(&interview).await?;
    visitor
        .until("document.getElementById('notes').value === 'Ask who decides'")
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_has_no_length_and_what_was_spoken_that_of_its_recording() -> Result<()> {
    let Some((visitor, _)) = in_the_room().await? else {
        return Ok(());
    };
    visitor.paste_into("#answer", STORY).await?;
    for (recorded, told) in [
        ("delete panel.dataset.seconds", ""),
        ("panel.dataset.seconds = '4.2'", "4"),
    ] {
        let seconds = visitor
            .browser
            .run(&format!(
                "const panel = document.getElementById('speaking');
                 {recorded};
                 window.fetch = () => Promise.reject(new TypeError('away'));
                 document.getElementById('turn').requestSubmit();
                 return document.querySelector('#turn [name=seconds]').value;"
            ))
            .await?;
        assert_eq!(seconds, told);
        visitor
            .until("document.querySelector('.stage').getAttribute('aria-busy') === null")
            .await?;
    }
    visitor.browser.close().await
}
