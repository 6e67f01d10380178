//! From a design to the regret, and what peeking costs.

use anyhow::{Result, bail};

use crate::visitor::Visitor;

/// Says what is concluded and waits for the truth.
async fn decide(visitor: &Visitor, decision: &str, claim: [&str; 3], reason: &str) -> Result<()> {
    conclude(visitor, decision, claim, reason).await?;
    visitor.sees("How this is worked out").await
}

/// Says what is concluded.
async fn conclude(visitor: &Visitor, decision: &str, claim: [&str; 3], reason: &str) -> Result<()> {
    let choose =
        format!("document.querySelector('input[name=decision][value={decision}]').click()");
    visitor.browser.run(&choose).await?;
    for (field, value) in ["low", "effect", "high"].into_iter().zip(claim) {
        visitor
            .paste_into(&format!("input[name={field}]"), value)
            .await?;
    }
    visitor.paste_into("textarea[name=reason]", reason).await?;
    visitor.press("Decide").await
}

/// The page now open keeps every rule of accessibility.
async fn is_accessible(visitor: &Visitor) -> Result<()> {
    let faults = visitor.browser.faults().await?;
    if !faults.is_empty() {
        bail!("{faults:#?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_careful_design_ends_without_regret_and_peeking_is_paid_for() -> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    // The figures follow what is typed.
    visitor.go("/experiments/proposals/search-results").await?;
    visitor.sees("Units by day 14").await?;
    is_accessible(&visitor).await?;
    visitor.paste_into("input[name=days]", "7").await?;
    visitor.sees("Units by day 7").await?;
    visitor
        .browser
        .run("document.querySelector('select[name=rows]').value = 'units'")
        .await?;
    visitor.press("Run this design").await?;
    visitor.sees("Nothing has happened yet").await?;
    visitor.press("Go to the planned end").await?;
    visitor.sees("You have looked once").await?;
    visitor.sees("What deserves doubt").await?;
    is_accessible(&visitor).await?;
    let reason =
        "Assigned and analysed by member the interval holds zero: nothing pays for the upkeep.";
    decide(&visitor, "stop", ["-4", "0", "4"], reason).await?;
    visitor.sees("Nobody could have decided better.").await?;
    is_accessible(&visitor).await?;
    visitor.must_be_quiet().await?;

    // Look every day, and ship what chance showed.
    visitor.go("/experiments/proposals/price-page").await?;
    visitor.paste_into("input[name=days]", "7").await?;
    // Nobody pays on the first day, so that a look tells nothing of it yet; hours are told from then on.
    visitor
        .browser
        .run("document.querySelector('select[name=primary]').value = 'watch_hours'")
        .await?;
    visitor.press("Run this design").await?;
    for day in 1..=6 {
        visitor.press("Look after the next day").await?;
        visitor.sees(&format!("Day {day} of 7")).await?;
    }
    visitor
        .sees("You looked 6 times at an interval made for one look")
        .await?;
    decide(
        &visitor,
        "ship",
        ["1", "3", "6"],
        "It looks better than before, so we ship it.",
    )
    .await?;
    if !visitor.shows("Your decision cost $").await? {
        bail!("shipping nothing costs nothing");
    }
    visitor.sees("You missed it").await?;
    visitor.browser.run("history.back()").await?;
    visitor.go("/experiments").await?;
    visitor.sees("Ship it").await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_test_is_mended_run_again_and_the_second_decision_is_the_one_that_counts()
-> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    visitor.go("/experiments/proposals/heartbeat").await?;
    visitor.paste_into("input[name=days]", "7").await?;
    visitor.press("Run this design").await?;
    visitor.sees("Nothing has happened yet").await?;
    visitor.press("Go to the planned end").await?;
    visitor
        .sees("far outside of what changes to a service do")
        .await?;
    conclude(
        &visitor,
        "fix_and_rerun",
        ["-4", "0", "4"],
        "A third more hours on as many visits: I suspect that plays are counted twice.",
    )
    .await?;
    visitor.sees("What do you mend in the test?").await?;
    is_accessible(&visitor).await?;
    visitor
        .browser
        .run("document.querySelector('input[name=mend][value=counting]').click()")
        .await?;
    visitor.press("Run it again").await?;
    visitor.sees("Nothing has happened yet").await?;
    visitor.sees("Count every event once").await?;
    visitor.press("Go to the planned end").await?;
    visitor.sees("You have looked once").await?;
    if visitor.shows("far outside of what changes").await? {
        bail!("what was mended is still broken");
    }
    decide(
        &visitor,
        "stop",
        ["-4", "0", "4"],
        "Counted once, hours are what they were: nothing pays for the upkeep.",
    )
    .await?;
    visitor
        .sees("after 2 weeks of mending and running again")
        .await?;
    visitor.sees("Your decision cost $80,000.").await?;
    is_accessible(&visitor).await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
