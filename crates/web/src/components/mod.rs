//! What pages are built from: functions from data to markup.

pub(crate) mod chart;
pub(crate) mod clock;
pub(crate) mod distribution;
pub(crate) mod family;
pub(crate) mod findings;
pub(crate) mod head;
pub(crate) mod icon;
pub(crate) mod player;
pub(crate) mod plot;
pub(crate) mod practise;
pub(crate) mod prose;
pub(crate) mod rating;
pub(crate) mod reading;
pub(crate) mod remove;
pub(crate) mod scale;
pub(crate) mod shape;
pub(crate) mod speaking;
pub(crate) mod square;
pub(crate) mod timeline;
pub(crate) mod timer;
pub(crate) mod trend;
pub(crate) mod words;

pub(crate) use head::{head, section};
pub(crate) use prose::{markdown, paragraph};
