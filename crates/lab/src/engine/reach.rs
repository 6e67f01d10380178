//! The days and members that a question reaches.

/// The days and members that a question reaches.
pub(crate) struct Reach {
    /// First day, in days since 1970.
    pub(super) from: i32,
    /// Last day.
    pub(super) last: i32,
    /// The day from which on it is after, where before and after are compared.
    pub(super) turn: Option<i32>,
    /// How many of the dimensions cut; the further ones narrow.
    pub(super) cut_by: usize,
    /// The values of those that narrow.
    pub(super) filters: Vec<String>,
    /// Whether what is narrowed to is held against everything else.
    pub(super) rest: bool,
}

impl Reach {
    /// Whether a day is after.
    pub(super) fn after(&self, day: i32) -> bool {
        self.turn.is_none_or(|turn| day >= turn)
    }

    /// The names along the axis of inside and the rest.
    pub(super) fn insides(&self) -> Vec<String> {
        if self.rest {
            vec![self.filters.join(", "), "the rest".to_owned()]
        } else {
            vec![String::new()]
        }
    }

    /// The names along the axis of before and after; without a turn everything is after.
    pub(super) fn halves(&self) -> Vec<String> {
        if self.turn.is_some() {
            vec!["before".to_owned(), "after".to_owned()]
        } else {
            vec!["after".to_owned()]
        }
    }
}
