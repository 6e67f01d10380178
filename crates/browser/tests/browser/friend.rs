//! A friend interviews in a second window.

use anyhow::{Context, Result};
use fantoccini::wd::WindowHandle;

use crate::visitor::{STORY, Visitor};

async fn look_at(visitor: &Visitor, window: &WindowHandle) -> Result<()> {
    Ok(visitor
        .browser
        .client
        .switch_to_window(window.clone())
        .await?)
}

/// Invites somebody to an interview; gives the path of their view.
pub(crate) async fn invite(visitor: &Visitor, interview: &str) -> Result<String> {
    let page = visitor
        .send(&format!("{interview}/friend"), &[("name", "Noor")])
        .await?;
    visitor.go(&page).await?;
    let path = visitor
        .browser
        .run("return document.querySelector('a[target=_blank]').pathname")
        .await?;
    Ok(path.as_str().context("no way in")?.to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_friend_follows_asks_and_marks_in_a_second_window() -> Result<()> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    let interview = visitor
        .send(
            "/practise/round",
            &[
                ("round", "hiring-manager"),
                ("questions-hiring-manager", "1"),
            ],
        )
        .await?;
    let way_in = invite(&visitor, &interview).await?;
    let client = &visitor.browser.client;
    let candidate = client.window().await?;
    let friend = client.new_window(false).await?.handle;

    // The friend sees the script, and takes the lead.
    look_at(&visitor, &friend).await?;
    visitor.go(&way_in).await?;
    visitor.sees("Listen for").await?;
    visitor.press("I lead from here on").await?;
    visitor.sees("You lead.").await?;
    visitor.type_into("[name=notes]", "Looks calm").await?;
    visitor.sees("Kept as you mark").await?;

    // The candidate answers, and waits for what the friend asks.
    look_at(&visitor, &candidate).await?;
    visitor.go(&interview).await?;
    visitor.answer("We did some things.", "Answer").await?;
    visitor.sees("Noor has your answer").await?;

    // The friend's window has followed by itself, and kept what was typed.
    look_at(&visitor, &friend).await?;
    visitor.sees("We did some things.").await?;
    visitor
        .until("document.querySelector('[name=notes]').value === 'Looks calm'")
        .await?;
    visitor
        .paste_into("#words", "Which of those things were yours?")
        .await?;
    visitor.press("Ask this").await?;
    visitor.sees("You ask").await?;

    // So has the candidate's.
    look_at(&visitor, &candidate).await?;
    visitor.sees("Which of those things were yours?").await?;
    visitor.answer(STORY, "Answer").await?;

    // Marks by keyboard: a number in whatever group has the focus.
    look_at(&visitor, &friend).await?;
    visitor.sees("58% to 31%").await?;
    visitor.type_into("[name=mark-ownership]", "4").await?;
    visitor
        .until("document.querySelector('[name=mark-ownership][value=\"4\"]').checked")
        .await?;
    visitor.type_into("[name=mark-structure]", "0").await?;
    visitor
        .type_into(
            "[name=why-ownership]",
            "Says what was done, not who decided",
        )
        .await?;
    visitor.type_into("[name=overall]", "4").await?;
    visitor
        .type_into("[name=pass_on]", "Begin with the number")
        .await?;
    visitor.press("Keep").await?;
    visitor.sees("Kept as you mark").await?;
    visitor.press("Next question").await?;
    visitor.sees("That was the interview").await?;

    // Both stand in the debrief, once the candidate has rated the answer; the notes do not.
    look_at(&visitor, &candidate).await?;
    visitor.sees("That was the round").await?;
    visitor.rate_all(&interview, "3").await?;
    visitor.go(&format!("{interview}/debrief")).await?;
    visitor.sees("Noor beside the program").await?;
    visitor.sees("Begin with the number").await?;
    assert!(!visitor.shows("Looks calm").await?);
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn marks_that_could_not_be_kept_are_sent_again_by_themselves() -> Result<()> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    let interview = visitor
        .send("/practise/question", &[("question", "failed-launch")])
        .await?;
    let way_in = invite(&visitor, &interview).await?;
    visitor.go(&way_in).await?;
    visitor.sees("Listen for").await?;
    visitor
        .browser
        .run(
            "const send = window.fetch;
             window.away = true;
             window.fetch = (address, asked) =>
                 window.away && asked?.method === 'POST' ? Promise.reject(new TypeError('away')) : send(address, asked);",
        )
        .await?;
    visitor.type_into("[name=notes]", "Looks calm").await?;
    visitor.sees("Not kept").await?;
    // Greenroom is there again; nothing is typed, and nothing pressed.
    visitor.browser.run("window.away = false").await?;
    visitor.sees("Kept as you mark").await?;
    visitor.go(&way_in).await?;
    visitor
        .until("document.querySelector('[name=notes]').value === 'Looks calm'")
        .await?;

    // What cannot be kept holds up nothing else.
    visitor
        .browser
        .run("window.fetch = () => new Promise((_, fails) => setTimeout(fails, 50, new TypeError('away')))")
        .await?;
    visitor.type_into("[name=notes]", " and quick").await?;
    visitor.sees("Not kept").await?;
    visitor.press("I lead from here on").await?;
    visitor.sees("You lead.").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
