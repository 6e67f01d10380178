//! What is wrong with a page, whatever it holds.

use anyhow::Result;

use crate::browser::Browser;

/// What reaches beyond the right edge of the page, furthest first, outside of boxes that scroll or stay where
/// they are; nothing where the page is as wide as the screen.
const STICKING_OUT: &str = "
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const scrolls = (node) => {
        for (let at = node; at && at !== document.body; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.position === 'fixed' || (at !== node && style.overflowX !== 'visible')) return true;
        }
        return false;
    };
    const right = (node) => node.getBoundingClientRect().right;
    const out = [...document.body.querySelectorAll('*')]
        .filter((node) => right(node) > root.clientWidth && !scrolls(node))
        .sort((one, other) => right(other) - right(one));
    return ['the page', ...out.slice(0, 4).map((node) => node.outerHTML.slice(0, 160))];";

/// What is said to be hidden and is seen all the same: a way of laying it out shows it.
const SEEN: &str = "
    return [...document.querySelectorAll('[hidden]')]
        .filter((node) => getComputedStyle(node).display !== 'none')
        .map((node) => node.outerHTML.slice(0, 160));";

impl Browser {
    /// Rules of accessibility that the page now open does not keep, what is wider than the screen, and what is
    /// seen though it is hidden.
    ///
    /// # Errors
    /// When the driver fails.
    pub async fn faults(&self) -> Result<Vec<String>> {
        let mut faults: Vec<String> = self
            .violations()
            .await?
            .iter()
            .map(|violation| format!("{violation:#?}"))
            .collect();
        let wide = self.run(STICKING_OUT).await?;
        if wide.as_array().is_some_and(|wide| !wide.is_empty()) {
            faults.push(format!("wider than the screen: {wide:#}"));
        }
        let seen = self.run(SEEN).await?;
        if seen.as_array().is_some_and(|seen| !seen.is_empty()) {
            faults.push(format!("hidden and seen: {seen:#}"));
        }
        Ok(faults)
    }
}
