//! The bank of questions, and what the candidate answered to them.

use crate::support::Site;

#[tokio::test]
async fn own_answers_to_a_question_stand_beside_it_over_all_interviews() {
    let site = Site::new().await;
    let question = "/questions/failed-launch";
    site.get(question).await.must_not_hold("Your answers to it");
    let mut ways = Vec::new();
    for level in ["4", "none"] {
        let interview = site.question("failed-launch").await;
        site.say_to_the_end(&interview, "We removed seven of eleven fields.")
            .await;
        site.get(question)
            .await
            .must_not_hold(&format!("{interview}/answers/1"));
        let answer = format!("{interview}/answers/1");
        site.post(&format!("{answer}/rating"), &[("level", level)])
            .await;
        ways.push(answer);
        site.wait(86_400);
    }
    let retry = [("text", "It fell from 58% to 31%.")];
    let tried = site.post(&format!("{}/retry", ways[0]), &retry).await;
    ways.push(tried.location);
    let page = site.get(question).await;
    for way in &ways {
        page.must_hold(&format!("href=\"{way}\""));
    }
    page.must_hold("Your answers to it")
        .must_hold("You said 4")
        .must_hold("Not rated by you")
        .must_hold("attempt 2")
        .must_hold("15 June 2025")
        .must_hold("16 June 2025");
    site.get("/questions/latam-engagement")
        .await
        .must_not_hold("Your answers to it");
}

#[tokio::test]
async fn questions_that_were_not_answered_yet_can_be_listed_alone() {
    let site = Site::new().await;
    let link = "href=\"/questions/failed-launch\"";
    let [not_yet, before] = ["no", "yes"].map(|word| format!("/questions?answered={word}"));
    site.get(&not_yet).await.must_hold(link);
    site.get(&before).await.must_hold("No question fits");
    let interview = site.question("failed-launch").await;
    site.get(&not_yet).await.must_hold(link);
    site.say_to_the_end(&interview, "We did it.").await;
    // Before it is rated, and after.
    for _ in 0..2 {
        site.get(&not_yet).await.must_not_hold(link);
        site.get(&before)
            .await
            .must_hold(link)
            .must_hold("1 question<");
        site.post(&format!("{interview}/answers/1/rating"), &[("level", "3")])
            .await;
    }
    site.get("/questions").await.must_hold(link);
}
