//! Cards with the keyboard.

use anyhow::Result;

use crate::visitor::Visitor;

#[tokio::test(flavor = "multi_thread")]
async fn a_digit_answers_a_card_while_its_answer_has_the_focus_and_from_nowhere_else() -> Result<()>
{
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    let card = "/drills/cards/experiments-flat-and-wide";
    visitor.go(&format!("{card}?seed=3")).await?;
    visitor
        .until("document.activeElement.closest('.card-answer') !== null")
        .await?;
    for elsewhere in ["h1", "header.top a"] {
        visitor.type_into(elsewhere, "1").await?;
        assert_eq!(visitor.path().await?, card, "with the focus on {elsewhere}");
    }
    visitor.type_into(".card-answer [role=group]", "1").await?;
    visitor
        .until("location.pathname.startsWith('/drills/reviews/')")
        .await?;

    // A card that is known or not: the answer, then how well it was known.
    let card = "/drills/cards/culture-criticism-received";
    visitor.go(&format!("{card}?seed=3&shown=yes")).await?;
    // A key that is still held from the card before grades nothing.
    visitor
        .until("document.activeElement.closest('.card-answer') !== null")
        .await?;
    let went = visitor
        .browser
        .run(
            "let went = false;
             document.addEventListener('submit', (event) => { went = true; event.preventDefault(); }, { once: true });
             const held = { key: '3', repeat: true, bubbles: true, cancelable: true };
             document.activeElement.dispatchEvent(new KeyboardEvent('keydown', held));
             return went;",
        )
        .await?;
    assert_eq!(went, false);
    visitor.browser.client.refresh().await?;
    let focused = visitor.browser.client.active_element().await?;
    focused.send_keys("3").await?;
    visitor
        .until(&format!("location.pathname !== '{card}'"))
        .await?;
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
