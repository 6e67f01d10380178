//! A query is written with the keyboard, completed, run, seen as rows and as a chart, kept; one that goes
//! beyond its limits ends with a message; and all of it works without script.

use std::time::Duration;

use anyhow::{Result, bail};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;

use crate::visitor::Visitor;

/// A small world; gives where its workbench is.
async fn opened(visitor: &Visitor) -> Result<String> {
    visitor.go("/worlds/new").await?;
    visitor.paste_into("input[name=members]", "300").await?;
    visitor.paste_into("input[name=days]", "40").await?;
    visitor.press("Make it").await?;
    visitor.sees("What was planted").await?;
    Ok(visitor.path().await?.replace("/worlds/", "/lab/") + "/sql")
}

/// Something inside the editor.
fn inside(selector: &str) -> String {
    format!("document.querySelector('.editor')?.shadowRoot.querySelector('{selector}')")
}

/// Types where the focus is.
async fn keys(visitor: &Visitor, keys: impl Iterator<Item = char>) -> Result<()> {
    let mut typed = KeyActions::new("keyboard".to_owned());
    for value in keys {
        typed = typed.then(KeyAction::Down { value });
        typed = typed.then(KeyAction::Up { value });
    }
    Ok(visitor.browser.client.perform_actions(typed).await?)
}

/// Runs the query as the keyboard does.
async fn run(visitor: &Visitor) -> Result<()> {
    let chord = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down {
            value: Key::Control.into(),
        })
        .then(KeyAction::Down {
            value: Key::Enter.into(),
        })
        .then(KeyAction::Up {
            value: Key::Enter.into(),
        })
        .then(KeyAction::Up {
            value: Key::Control.into(),
        });
    Ok(visitor.browser.client.perform_actions(chord).await?)
}

async fn focus(visitor: &Visitor) -> Result<()> {
    let content = inside(".cm-content");
    visitor.until(&content).await?;
    visitor.browser.run(&format!("{content}.focus()")).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_query_is_written_completed_run_drawn_and_kept() -> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    let bench = opened(&visitor).await?;
    visitor.go(&bench).await?;
    focus(&visitor).await?;
    keys(
        &visitor,
        "SELECT country, count(*) AS plays\nFROM pla".chars(),
    )
    .await?;
    let suggested = inside(".cm-tooltip-autocomplete li[aria-selected]");
    visitor
        .until(&format!("{suggested}?.textContent.startsWith('plays')"))
        .await?;
    // The editor takes no suggestion that has only just come up.
    tokio::time::sleep(Duration::from_millis(200)).await;
    keys(&visitor, [char::from(Key::Tab)].into_iter()).await?;
    keys(&visitor, " GROUP BY country ORDER BY country".chars()).await?;
    visitor
        .until("document.querySelector('.query').value.includes('FROM plays GROUP BY country')")
        .await?;
    run(&visitor).await?;
    visitor
        .until("document.querySelector('[aria-label=\"The result, drawn\"]') !== null")
        .await?;
    visitor
        .until("document.querySelectorAll('.grid-of-rows tbody tr').length > 5")
        .await?;
    visitor.until(&inside(".cm-content")).await?;
    visitor.held("sql-result").await?;
    visitor.must_be_quiet().await?;

    visitor.type_into("[name=name]", "Plays by country").await?;
    visitor.press("Keep").await?;
    visitor.sees("Kept").await?;
    visitor.press("Plays by country").await?;
    visitor
        .until("document.querySelector('.query')?.value.startsWith('SELECT country')")
        .await?;

    // Nobody is caught in the editor.
    focus(&visitor).await?;
    keys(&visitor, [char::from(Key::Tab)].into_iter()).await?;
    visitor
        .until("document.activeElement.textContent === 'Run'")
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_or_too_much_is_told_and_what_takes_long_is_stopped() -> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    let bench = opened(&visitor).await?;
    visitor
        .go(&format!("{bench}?q=SELECT+contry+FROM+plays&run=yes"))
        .await?;
    visitor.sees("did you mean country?").await?;
    visitor
        .until(&format!("{}.textContent === 'contry'", inside(".cm-wrong")))
        .await?;
    visitor.held("sql-wrong").await?;
    visitor
        .go(&format!("{bench}?q=SELECT+repeat('x',+2000000000)&run=yes"))
        .await?;
    visitor.sees("ask for less").await?;
    visitor
        .go(&format!(
            "{bench}?q=SELECT+sum(a.weight*b.weight*c.weight)+FROM+plays+a,+plays+b,+plays+c&run=yes"
        ))
        .await?;
    visitor.sees("Answering a query").await?;
    visitor.press("Stop it").await?;
    visitor.sees("It was stopped").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_script_a_plain_field_does_the_same() -> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    let bench = opened(&visitor).await?;
    visitor.browser.scripts(false).await?;
    visitor.go(&bench).await?;
    if visitor
        .browser
        .run("return document.querySelector('.editor') !== null")
        .await?
        == true
    {
        bail!("a script has run");
    }
    visitor
        .type_into(
            ".query",
            "SELECT device, sum(weight) AS plays FROM plays GROUP BY device",
        )
        .await?;
    visitor.press("Run").await?;
    visitor.sees("4 rows").await?;
    visitor.browser.scripts(true).await?;
    visitor.held("sql-without-script").await?;
    visitor.browser.close().await
}
