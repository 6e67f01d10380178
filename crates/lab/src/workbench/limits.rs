use std::time::Duration;

/// What a query may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// By the clock.
    pub time: Duration,
    /// Bytes of memory.
    pub memory: usize,
    /// Rows that are given back; of more, the first ones are.
    pub rows: usize,
    /// Bytes that the rows which are given back may come to.
    pub given: usize,
    /// Rows that are counted; of more, it is only said that there are more.
    pub counted: u64,
}

impl Limits {
    /// Bytes that a query may be long.
    pub const LONGEST: usize = 20_000;
    /// What a query may take unless it is said otherwise: 30 seconds, 1 GB, a thousand rows of 16 MB
    /// together, of ten million that are counted.
    pub const USUAL: Self = Self {
        time: Duration::from_secs(30),
        memory: 1 << 30,
        rows: 1_000,
        given: 16_000_000,
        counted: 10_000_000,
    };
    /// What a query whose rows become a file may take.
    pub const FILE: Self = Self {
        rows: 100_000,
        given: 256_000_000,
        ..Self::USUAL
    };

    /// The same, but for so many rows that are given back.
    #[must_use]
    pub const fn with_rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::USUAL
    }
}
