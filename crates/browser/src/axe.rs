//! Accessibility, checked by axe-core in the page itself.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::browser::Browser;

/// Vendored for the tests; `vendor/axe-core/README.md` tells version and licence.
const AXE: &str = include_str!("../vendor/axe-core/axe.min.js");

/// Everything up to WCAG 2.2 AA, and what axe recommends besides.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        resultTypes: ['violations'],
    }).then((found) => done(found.violations.map((each) => ({
        rule: each.id,
        help: each.help,
        nodes: each.nodes.slice(0, 4).map((node) => node.html + ' ' + (node.any[0]?.message ?? '')),
    }))), (error) => done([{ rule: 'axe', help: String(error), nodes: [] }]));";

/// A rule that a page does not keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Violation {
    /// Which rule.
    pub(crate) rule: String,
    /// What it asks for.
    pub(crate) help: String,
    /// Where it is not kept; four places at most.
    pub(crate) nodes: Vec<String>,
}

impl Browser {
    /// The rules that the page now open does not keep.
    ///
    /// # Errors
    /// When the driver fails.
    pub(crate) async fn violations(&self) -> Result<Vec<Violation>> {
        // The page's own policy forbids scripts of others; the driver stands outside of it.
        self.client.execute(AXE, Vec::new()).await?;
        let found = self.client.execute_async(RUN, Vec::new()).await?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        Ok(found
            .as_array()
            .context("axe gave no list")?
            .iter()
            .map(|each| Violation {
                rule: text(&each["rule"]),
                help: text(&each["help"]),
                nodes: each["nodes"]
                    .as_array()
                    .map(|nodes| nodes.iter().map(text).collect())
                    .unwrap_or_default(),
            })
            .collect())
    }
}
