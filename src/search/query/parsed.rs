//! What was typed, read; and how to take a filter out of it again.

use super::parse::{MOST_FILTERS, parse};
use super::piece::{after_ors, before_ors, tail};
use super::{Query, TypedFilter};

/// What was typed: the words as a tree, the conditions, and what was left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The text that was read: what was typed, cut at [`LONGEST_QUERY`](super::LONGEST_QUERY).
    pub text: String,
    /// The tree.
    pub query: Query,
    /// The conditions in the order typed, at most [`MOST_FILTERS`].
    pub filters: Vec<TypedFilter>,
    /// Whether more was typed than is read.
    pub truncated: bool,
}

impl Parsed {
    /// The text without the words of a filter, spaces tidied; all of it where there is no such filter.
    ///
    /// What is left means what it meant: an OR that stood beside the filter goes
    /// with it, and where the words around it would become a condition together
    /// (*över* `fond:ESF` *5 mnkr*), a comma keeps them apart.
    pub fn without(&self, nth_filter: usize) -> String {
        let Some(filter) = self.filters.get(nth_filter) else { return self.text.clone() };
        let (left, right) =
            (self.text.get(..filter.bytes.start).unwrap_or_default().trim_end(), tail(&self.text, filter.bytes.end).trim_start());
        let (left_alone, right_alone) = (before_ors(left), after_ors(right));
        let seams =
            [seam(left_alone, right_alone, " "), seam(left, right, " "), seam(left_alone, right_alone, ", "), seam(left, right, ", ")];
        let kept = seams.iter().find(|text| self.is_kept(nth_filter, &parse(text)));
        kept.or(seams.first()).cloned().unwrap_or_default()
    }

    /// Whether another text says the same, but for a filter.
    fn is_kept(&self, but: usize, other: &Parsed) -> bool {
        let kept = self.filters.iter().enumerate().filter(|(nth, _)| *nth != but).map(|(_, filter)| filter);
        let same = kept.zip(&other.filters).all(|(one, other)| one.to_string() == other.to_string());
        // Where the most filters were read, one more may follow, and its words are words no longer.
        let full = self.filters.len() == MOST_FILTERS;
        let words = full || self.query == Query::Everything || self.query == other.query;
        same && words && (full || other.filters.len() + 1 == self.filters.len())
    }
}

fn seam(left: &str, right: &str, between: &str) -> String {
    let between = if left.is_empty() || right.is_empty() { "" } else { between };
    format!("{left}{between}{right}")
}
