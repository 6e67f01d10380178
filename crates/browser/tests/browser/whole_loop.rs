//! A candidate goes through a loop.

use anyhow::Result;

use crate::visitor::{STORY, Visitor};

#[tokio::test(flavor = "multi_thread")]
async fn a_candidate_goes_through_a_loop_from_the_first_question_to_another_attempt() -> Result<()>
{
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };

    // Start: two rounds, one and two questions.
    visitor.go("/practise").await?;
    visitor
        .browser
        .run(
            "for (const box of document.querySelectorAll('input[name=round]')) box.checked = ['screen', 'hiring-manager'].includes(box.value);
             document.querySelector('[name=questions-screen]').value = 2;
             document.querySelector('[name=questions-hiring-manager]').value = 1;",
        )
        .await?;
    visitor.press("Set up the loop").await?;
    visitor.sees("Round 1 of 2").await?;
    let interview = visitor.path().await?;
    visitor.press("I am ready").await?;
    visitor.sees("Question 1 of 2").await?;

    // What is typed is kept, and a reload in the middle loses none of it.
    visitor.type_into("#answer", "It was in spring. ").await?;
    visitor.type_into("#notes", "three points").await?;
    visitor.sees("Kept as you type").await?;
    visitor.browser.client.refresh().await?;
    visitor
        .until("document.querySelector('#answer').value === 'It was in spring. ' && document.querySelector('#notes').value === 'three points'")
        .await?;

    // A thin answer is followed up, on the same page; the notes stay.
    visitor.answer("We did some things.", "Answer").await?;
    visitor.sees("Follow-up").await?;
    assert_eq!(visitor.path().await?, interview);
    // Whoever listens to the page hears what is asked, and that what they type is kept.
    visitor
        .until(
            "document.activeElement === document.querySelector('#answer')
             && document.activeElement.getAttribute('aria-describedby').split(' ')
                 .some((id) => document.getElementById(id).matches('h1'))
             && document.querySelector('#saved').getAttribute('role') === 'status'",
        )
        .await?;

    // The keyboard alone is enough to answer.
    while visitor.shows("Follow-up").await? {
        let turn = visitor.turn().await?;
        visitor.type_into("#answer", "Nothing more to say.").await?;
        visitor
            .browser
            .run("document.querySelector('#answer').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }))")
            .await?;
        visitor
            .until(&format!(
                "document.querySelector('.stage')?.dataset.turn !== '{}'",
                turn.unwrap_or_default()
            ))
            .await?;
    }

    // The own rating, in the middle of the next answer, of which no word is lost.
    visitor.sees("While it is fresh").await?;
    visitor.paste_into("#answer", "Half a sent").await?;
    visitor.press("Thin").await?;
    visitor.sees("Your last answer is rated").await?;
    visitor
        .until("document.querySelector('#answer').value === 'Half a sent' && document.activeElement.id === 'answer'")
        .await?;

    // A break, and back by the practise page.
    visitor.press("Pause").await?;
    visitor.sees("Paused").await?;
    visitor.go("/practise").await?;
    visitor.press("Full loop").await?;
    visitor.press("Go on").await?;
    visitor
        .until("document.querySelector('#answer')?.value === 'Half a sent'")
        .await?;
    while visitor.turn().await?.is_some() {
        visitor.answer(STORY, "Answer").await?;
    }

    // Between rounds, then the second round to its end.
    visitor.sees("Round 2 of 2").await?;
    visitor.press("Go in").await?;
    // The page between the rounds names the next one too; only the room asks for an answer.
    visitor
        .until("document.querySelector('#answer') !== null")
        .await?;
    visitor.sees("Hiring manager").await?;
    while visitor.turn().await?.is_some() {
        visitor.answer(STORY, "Answer").await?;
    }
    visitor.sees("That was the loop").await?;

    // Rate, then see the marks.
    visitor.press("Rate your answers").await?;
    visitor.sees("How good was your answer?").await?;
    visitor.press("Sound").await?;
    visitor.sees("On its anchors").await?;
    visitor.sees("You said 3, sound").await?;
    // What was typed has no pace.
    assert!(!visitor.shows("Words a minute").await?);
    let marks = visitor.path().await?;

    // The back button and a reload show the marks again and send nothing twice.
    visitor.go("/practise").await?;
    visitor.browser.client.back().await?;
    visitor.sees("You said 3, sound").await?;
    visitor.browser.client.refresh().await?;
    visitor.sees("You said 3, sound").await?;

    // The debrief waits until every answer is rated, then quotes what was said.
    visitor.go(&format!("{interview}/debrief")).await?;
    visitor.sees("First, your own view").await?;
    while visitor.shows("First, your own view").await? {
        visitor.press("Rate the first").await?;
        visitor.sees("How good was your answer?").await?;
        visitor.press("Sound").await?;
        visitor.sees("You said 3, sound").await?;
        visitor.go(&format!("{interview}/debrief")).await?;
    }
    visitor.sees("Round by round").await?;
    visitor.sees("Never observed").await?;
    visitor.go("/progress").await?;
    visitor.press("Full loop").await?;
    visitor.sees("Round by round").await?;

    // Another attempt.
    visitor.go(&marks).await?;
    visitor.press("Try it again").await?;
    visitor.sees("Another attempt").await?;
    visitor
        .until("document.querySelector('#answer').value === ''")
        .await?;
    visitor.paste_into("#answer", STORY).await?;
    visitor.press("Mark it").await?;
    visitor.sees("Which anchors changed").await?;
    visitor.press("The first attempt").await?;
    visitor.sees("attempt 2").await?;
    assert_eq!(visitor.path().await?, marks);

    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_windows_on_one_interview_lose_no_words() -> Result<()> {
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    let interview = visitor
        .send("/practise/round", &[("round", "screen")])
        .await?;
    visitor.go(&interview).await?;
    visitor
        .send(
            &format!("{interview}/answer"),
            &[("turn", "1"), ("text", "From the other window.")],
        )
        .await?;
    visitor
        .paste_into("#answer", "Words that must not be lost")
        .await?;
    visitor.press("Answer").await?;
    visitor.sees("another window").await?;
    visitor
        .until("document.querySelector('#answer').value === 'Words that must not be lost'")
        .await?;
    visitor.press("Go on with the interview").await?;
    visitor
        .until("document.querySelector('.stage')?.dataset.turn === '2'")
        .await?;
    visitor.browser.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn evidence_can_be_hidden_family_by_family_with_the_keyboard() -> Result<()> {
    let Some(visitor) = Visitor::arrive_to_invented_marks().await? else {
        return Ok(());
    };
    let interview = visitor
        .send("/practise/question", &[("question", "failed-launch")])
        .await?;
    visitor.send_answers(&interview, STORY).await?;
    visitor
        .send(&format!("{interview}/answers/1/rating"), &[("level", "4")])
        .await?;
    visitor.go(&format!("{interview}/answers/1")).await?;
    let washed = "[...document.querySelectorAll('.read mark')].some((mark) => mark.dataset.lead === document.querySelector('.key input').value && getComputedStyle(mark).textDecorationLine === 'underline')";
    visitor.until(washed).await?;
    visitor.type_into(".key input", " ").await?;
    visitor.until(&format!("!({washed})")).await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
