//! A world is made while somebody watches, and stopped when somebody says so.

use anyhow::{Result, bail};

use crate::visitor::Visitor;

#[tokio::test(flavor = "multi_thread")]
async fn a_world_is_watched_while_it_is_made_and_the_way_back_does_not_lead_into_work_that_is_done()
-> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    visitor.go("/worlds/new").await?;
    visitor.paste_into("input[name=members]", "2000").await?;
    visitor.paste_into("input[name=days]", "200").await?;
    visitor.press("Make it").await?;
    visitor.sees("What was planted").await?;
    let world = visitor.path().await?;
    if !world.starts_with("/worlds/") {
        bail!("the work leads to {world}");
    }
    visitor.press("plays").await?;
    visitor
        .sees("time spent waiting after the first picture")
        .await?;
    visitor.browser.run("history.back()").await?;
    visitor.sees("What goes wrong").await?;
    visitor.must_be_quiet().await?;

    // A longer one, looked at on the way and then stopped.
    visitor.paste_into("input[name=members]", "60000").await?;
    visitor.paste_into("input[name=days]", "700").await?;
    visitor.press("Make it").await?;
    visitor.sees("You can leave this page").await?;
    let faults = visitor.browser.faults().await?;
    if !faults.is_empty() {
        bail!("{faults:#?}");
    }
    visitor.press("Stop it").await?;
    visitor.sees("nothing was kept of it").await?;
    visitor.press("Go back").await?;
    visitor.sees("On this machine").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
