//! Words as a tree of letters that is walked from the first.
//!
//! The nodes lie in one list in the order of a depth-first walk, each with the
//! number of the first node that is not below it. So a walk goes through the
//! list from front to back and leaves a branch out by a jump; there are no
//! pointers and no recursion, and the words below a node are a range of the
//! sorted words. A node takes ten bytes; 400 000 Swedish words have some two
//! million.

use std::ops::Range;

/// Set in [`Trie::words`] where a word ends at the node.
const END: u32 = 1 << 31;

/// A tree over sorted, distinct words, which are known by their number.
#[derive(Debug, Default)]
pub struct Trie {
    /// The letter that leads to each node, by its place in the alphabet.
    letters: Vec<u16>,
    /// The first node after each that is not below it.
    after: Vec<u32>,
    /// How many words come before those of each node, and [`END`]; one more for the end.
    words: Vec<u32>,
    /// The letters that occur.
    alphabet: Vec<char>,
}

/// A node on a walk.
#[derive(Debug, Clone)]
pub struct Node {
    /// The letter that leads here, by its place in the alphabet.
    pub letter: u16,
    /// The words that begin with the letters up to here.
    pub words: Range<u32>,
    /// Whether the first of them ends here.
    pub ends: bool,
}

impl Trie {
    /// The tree over words that are sorted and distinct. Any after a disorder are left out.
    pub fn new<'w>(sorted: impl Iterator<Item = &'w str>) -> Trie {
        let mut trie = Trie::default();
        // The nodes of the last word, from the first letter.
        let mut path: Vec<u32> = Vec::new();
        let mut last = "";
        let mut number = 0;
        for word in sorted {
            let shared = word.chars().zip(last.chars()).take_while(|(new, old)| new == old).count();
            trie.close(&mut path, shared);
            for letter in word.chars().skip(shared) {
                path.push(trie.size());
                let letter = trie.learn(letter);
                trie.letters.push(letter);
                trie.after.push(0);
                trie.words.push(number);
            }
            if let Some(end) = path.last().and_then(|node| trie.words.get_mut(at(*node))) {
                *end |= END;
            }
            last = word;
            number += 1;
        }
        trie.close(&mut path, 0);
        trie.words.push(number);
        trie.letters.shrink_to_fit();
        trie.after.shrink_to_fit();
        trie.words.shrink_to_fit();
        trie
    }

    /// How many letters the alphabet has.
    pub fn letters(&self) -> usize {
        self.alphabet.len()
    }

    /// The place of a letter in the alphabet; none where no word has it.
    pub fn code(&self, letter: char) -> Option<u16> {
        self.alphabet.iter().position(|known| *known == letter).and_then(|place| u16::try_from(place).ok())
    }

    /// The bytes that the tree takes.
    pub fn bytes(&self) -> usize {
        self.letters.capacity() * 2 + self.after.capacity() * 4 + self.words.capacity() * 4
    }

    /// Goes through the tree with a state that `step` carries from a node to
    /// those below it; where it gives none, the branch is left out.
    pub fn walk<S>(&self, start: S, mut step: impl FnMut(&S, &Node) -> Option<S>) {
        let mut states = vec![(self.size(), start)];
        let mut node = 0;
        while let Some((end, state)) = states.last() {
            if node >= *end {
                states.pop();
                continue;
            }
            let Some((view, after)) = self.node(node) else { break };
            if let Some(next) = step(state, &view) {
                states.push((after, next));
                node += 1;
            } else {
                node = after;
            }
        }
    }

    /// Ends the nodes of the last word that the next one, which shares so many letters, is not below.
    fn close(&mut self, path: &mut Vec<u32>, shared: usize) {
        let size = self.size();
        for node in path.drain(shared.min(path.len())..) {
            if let Some(after) = self.after.get_mut(at(node)) {
                *after = size;
            }
        }
    }

    fn learn(&mut self, letter: char) -> u16 {
        self.code(letter).unwrap_or_else(|| {
            self.alphabet.push(letter);
            u16::try_from(self.alphabet.len() - 1).unwrap_or(u16::MAX)
        })
    }

    fn node(&self, node: u32) -> Option<(Node, u32)> {
        let (letter, after) = (*self.letters.get(at(node))?, *self.after.get(at(node))?);
        let (first, end) = (*self.words.get(at(node))?, *self.words.get(at(after))?);
        Some((Node { letter, words: first & !END..end & !END, ends: first & END != 0 }, after))
    }

    fn size(&self) -> u32 {
        u32::try_from(self.letters.len()).unwrap_or(u32::MAX)
    }
}

/// A number of the tree as a place in a list.
pub fn at(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 6] = ["bo", "bok", "boken", "bro", "å", "ö"];

    #[test]
    fn every_word_is_met_in_order_with_the_words_below_it() {
        let trie = Trie::new(WORDS.into_iter());
        let mut met = Vec::new();
        trie.walk((), |(), node| {
            if node.ends {
                met.push(node.words.clone());
            }
            Some(())
        });
        assert_eq!(met, [0..3, 1..3, 2..3, 3..4, 4..5, 5..6]);
    }

    #[test]
    fn a_branch_is_left_out() {
        let trie = Trie::new(WORDS.into_iter());
        let (b, mut seen) = (trie.code('b'), 0);
        trie.walk((), |(), node| {
            seen += 1;
            (Some(node.letter) != b).then_some(())
        });
        assert_eq!(seen, 3);
        assert_eq!(trie.code('z'), None);
    }

    #[test]
    fn no_words_are_a_tree_too() {
        Trie::new(std::iter::empty()).walk((), |(), _| panic!("a node"));
    }
}
