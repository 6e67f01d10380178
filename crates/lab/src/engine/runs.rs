//! Where the rows of one day begin and end.

use crate::engine::column::Column;

/// Rows that follow each other and are of one day.
#[derive(Debug)]
pub(super) struct Runs {
    /// The first row of each, and the number of rows at the end.
    pub(super) starts: Vec<usize>,
    /// The most rows of one.
    pub(super) longest: usize,
    /// Whether no member's day is in two of them.
    pub(super) apart: bool,
}

impl Runs {
    /// Those of a table; a member's rows have to lie together or be in order for `apart`.
    pub(super) fn find(date: &Column, member: &Column) -> Self {
        let (mut starts, mut longest) = (Vec::new(), 0);
        let mut segment = 0_u32;
        let mut before = None;
        // A day that goes back begins a new part; nobody may be in two parts.
        let mut part_of: Vec<u32> = Vec::new();
        let mut apart = member.as_whole().is_some();
        for row in 0..date.len() {
            let day = date.whole(row);
            if row == 0 || day != before {
                if let Some(start) = starts.last() {
                    longest = longest.max(row - start);
                }
                starts.push(row);
                segment += u32::from(row > 0 && day < before);
                before = day;
            }
            if let Some((codes, _, _)) = member.as_whole() {
                let who = codes.at(row) as usize;
                if who >= part_of.len() {
                    part_of.resize(who + 1, u32::MAX);
                }
                apart &= part_of[who] == u32::MAX || part_of[who] == segment;
                part_of[who] = segment;
            }
        }
        if let Some(start) = starts.last() {
            longest = longest.max(date.len() - start);
        }
        starts.push(date.len());
        Self {
            starts,
            longest,
            apart,
        }
    }

    /// The runs between two rows at which runs begin.
    pub(super) fn between(&self, from: usize, to: usize) -> impl Iterator<Item = (usize, usize)> {
        let first = self.starts.partition_point(|start| *start < from);
        self.starts[first..]
            .windows(2)
            .map(|pair| (pair[0], pair[1]))
            .take_while(move |(begin, _)| *begin < to)
    }

    pub(super) fn bytes(&self) -> usize {
        self.starts.len() * 8
    }

    /// Cuts all rows into at most so many parts of about the same size, each beginning with a run.
    pub(super) fn parts(&self, most: usize) -> Vec<(usize, usize)> {
        let rows = self.starts.last().copied().unwrap_or(0);
        let mut bounds: Vec<usize> = (0..=most)
            .map(|part| {
                let wanted = rows * part / most;
                self.starts[self.starts.partition_point(|start| *start < wanted)]
            })
            .collect();
        bounds.dedup();
        bounds.windows(2).map(|pair| (pair[0], pair[1])).collect()
    }
}
