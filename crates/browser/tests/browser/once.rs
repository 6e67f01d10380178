//! A form that is sent by two presses.

use anyhow::Result;
use serde_json::json;

use crate::visitor::Visitor;

/// Presses the button that begins a question, and tells of each press whether it was let through. Nothing
/// is sent: what a browser does of itself with two presses is no part of this.
const PRESSED: &str = "
    const form = document.querySelector('form[action=\"/practise/question\"]');
    const button = form.querySelector('button');
    const through = [];
    window.addEventListener('submit', (event) => {
        through.push(!event.defaultPrevented);
        event.preventDefault();
    });
    button.click();
    button.click();
    window.dispatchEvent(new Event('pageshow'));
    button.click();
    return through;";

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_sends_a_form_once_and_a_page_that_is_shown_again_sends_anew() -> Result<()>
{
    let Some(visitor) = Visitor::arrive().await? else {
        return Ok(());
    };
    visitor.go("/questions/failed-launch").await?;
    let through = visitor.browser.run(PRESSED).await?;
    assert_eq!(through, json!([true, false, true]));
    visitor.must_be_quiet().await?;
    visitor.browser.close().await
}
