use serde::{Deserialize, Serialize};

use crate::id::ComponentId;

/// A part of getting ready that questions, marks and plans are counted by.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// Names the component.
    pub id: ComponentId,
    /// As shown.
    pub name: String,
    /// The heading it stands under with others, such as "Case"; absent for one that stands alone.
    #[serde(default)]
    pub group: Option<String>,
    /// What it is, in a paragraph.
    pub about: String,
    /// Themes that interviewers take up.
    pub themes: Vec<String>,
    /// How to prepare, each something to do.
    pub prepare: Vec<String>,
}
