//! Which projects are hits: the one function that decides it for every engine.

use super::answer::Matching;
use super::rank::{LEAST_HITS, required};

/// How many words to require, given for each number of words how many projects
/// have exactly that many (`having[3]`: three). Counted over the query and the
/// scope, before any selection, so that choosing a facet value never changes
/// which projects match.
pub fn requirement(having: &[usize]) -> Matching {
    let of = having.len().saturating_sub(1);
    let mut needed = required(of);
    while needed > 1 && at_least(having, needed) < LEAST_HITS {
        needed -= 1;
    }
    Matching { required: needed, of }
}

/// Whether no project has as many words as are required at first: what was
/// typed finds nothing as it stands, and an unknown word may be a slip.
pub fn finds_nothing(having: &[usize]) -> bool {
    let of = having.len().saturating_sub(1);
    of > 0 && at_least(having, required(of)) == 0
}

fn at_least(having: &[usize], words: usize) -> usize {
    having.iter().skip(words).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(having: &[usize], expected: usize) {
        assert_eq!(requirement(having).required, expected, "{having:?}");
    }

    #[test]
    fn the_requirement_drops_while_hits_are_few() {
        check(&[0], 0);
        check(&[100, 0], 1);
        check(&[0, 50, 10], 2);
        check(&[0, 50, 9], 1);
        check(&[0, 0, 3, 2], 1);
        check(&[0, 0, 9, 2], 2);
        check(&[0, 0, 0, 0, 20, 0], 3);
    }
}
