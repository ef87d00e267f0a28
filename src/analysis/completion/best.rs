//! The best of a range without looking at all of it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::super::trie::at;

/// A list of ranks, lower being better, over which a binary tree of minima
/// stands: node 1 is the root, *n* has 2*n* and 2*n* + 1 below it, and the
/// second half is the list itself.
#[derive(Debug, Default)]
pub struct Best {
    tree: Vec<u32>,
    leaves: usize,
}

impl Best {
    /// The tree over a list of ranks.
    pub fn new(ranks: &[u32]) -> Best {
        let leaves = ranks.len();
        let mut tree = vec![u32::MAX; leaves];
        tree.extend(ranks);
        for node in (1..leaves).rev() {
            let least = tree.get(2 * node).min(tree.get(2 * node + 1)).copied().unwrap_or(u32::MAX);
            if let Some(place) = tree.get_mut(node) {
                *place = least;
            }
        }
        Best { tree, leaves }
    }

    /// The ranks of a range as they lie.
    pub fn ranks(&self, range: &Range<u32>) -> &[u32] {
        self.tree.get(self.leaves + at(range.start)..self.leaves + at(range.end)).unwrap_or_default()
    }

    /// The bytes that the tree takes.
    pub fn bytes(&self) -> usize {
        self.tree.capacity() * 4
    }

    /// The ranks of some ranges, best first; one that stands in several places comes as often.
    pub fn ascending(&self, ranges: impl Iterator<Item = Range<u32>>) -> Ascending<'_> {
        let mut waiting = BinaryHeap::new();
        for range in ranges {
            let (mut left, mut right) = (self.leaves + at(range.start), self.leaves + at(range.end).min(self.leaves));
            // The few nodes that cover the range, from its ends inwards.
            while left < right {
                if left % 2 == 1 {
                    self.wait(&mut waiting, left);
                    left += 1;
                }
                if right % 2 == 1 {
                    right -= 1;
                    self.wait(&mut waiting, right);
                }
                left /= 2;
                right /= 2;
            }
        }
        Ascending { best: self, waiting }
    }

    fn wait(&self, waiting: &mut BinaryHeap<Reverse<(u32, usize)>>, node: usize) {
        if let Some(least) = self.tree.get(node) {
            waiting.push(Reverse((*least, node)));
        }
    }
}

/// See [`Best::ascending`].
pub struct Ascending<'b> {
    best: &'b Best,
    waiting: BinaryHeap<Reverse<(u32, usize)>>,
}

impl Iterator for Ascending<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        loop {
            let Reverse((least, node)) = self.waiting.pop()?;
            if node >= self.best.leaves {
                return Some(least);
            }
            self.best.wait(&mut self.waiting, 2 * node);
            self.best.wait(&mut self.waiting, 2 * node + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_comes_in_order() {
        let mut state: u64 = 20_141_020;
        for size in 0..40_u32 {
            let ranks: Vec<u32> = (0..size)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (state >> 58) as u32
                })
                .collect();
            let best = Best::new(&ranks);
            for start in 0..=size {
                for end in start..=size {
                    let mut expected = ranks[at(start)..at(end)].to_vec();
                    assert_eq!(best.ranks(&(start..end)), expected);
                    expected.sort_unstable();
                    assert_eq!(best.ascending(std::iter::once(start..end)).collect::<Vec<_>>(), expected, "{start}..{end} of {size}");
                }
            }
        }
    }
}
