//! The words of a generation.

use super::super::trie::at;

/// The distinct folded words of a generation with how many projects have each; sorted by word.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The words, one after the other, and where each ends.
    text: String,
    ends: Vec<u32>,
    frequencies: Vec<u32>,
}

impl Vocabulary {
    /// The vocabulary of words in any order; of a word given twice the frequencies add up.
    pub fn new(mut words: Vec<(String, u32)>) -> Vocabulary {
        words.sort_unstable();
        let mut vocabulary = Vocabulary {
            text: String::with_capacity(words.iter().map(|(word, _)| word.len()).sum()),
            ends: Vec::with_capacity(words.len()),
            frequencies: Vec::with_capacity(words.len()),
        };
        for same in words.chunk_by(|(left, _), (right, _)| left == right) {
            let Some((word, _)) = same.first().filter(|(word, _)| !word.is_empty()) else { continue };
            vocabulary.text.push_str(word);
            vocabulary.ends.push(u32::try_from(vocabulary.text.len()).unwrap_or(u32::MAX));
            vocabulary.frequencies.push(same.iter().fold(0, |sum, (_, frequency)| sum.saturating_add(*frequency)));
        }
        vocabulary
    }

    /// How many projects have a word; 0 for one that is unknown.
    pub fn frequency(&self, word: &str) -> u32 {
        self.number(word).and_then(|number| self.entry(number)).map_or(0, |(_, frequency)| frequency)
    }

    /// The words in order, each with its frequency.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        (0..).map_while(|number| self.entry(number))
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The bytes that the words take.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + 4 * (self.ends.capacity() + self.frequencies.capacity())
    }

    /// A word by its number in the order, and its frequency.
    pub(super) fn entry(&self, number: u32) -> Option<(&str, u32)> {
        let number = at(number);
        let start = match number.checked_sub(1) {
            Some(before) => at(*self.ends.get(before)?),
            None => 0,
        };
        let word = self.text.get(start..at(*self.ends.get(number)?))?;
        Some((word, *self.frequencies.get(number)?))
    }

    fn number(&self, word: &str) -> Option<u32> {
        let (mut low, mut high) = (0, u32::try_from(self.len()).unwrap_or(u32::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            match self.entry(middle)?.0.cmp(word) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_known_by_their_frequency() {
        let words = [("ö", 1), ("kommun", 2), ("kommun", 3), ("", 9), ("bro", 7)];
        let vocabulary = Vocabulary::new(words.map(|(word, frequency)| (word.to_owned(), frequency)).to_vec());
        assert_eq!(vocabulary.iter().collect::<Vec<_>>(), [("bro", 7), ("kommun", 5), ("ö", 1)]);
        for (word, frequency) in [("bro", 7), ("kommun", 5), ("ö", 1), ("", 0), ("a", 0), ("komm", 0), ("öb", 0)] {
            assert_eq!(vocabulary.frequency(word), frequency, "{word}");
        }
        assert_eq!(Vocabulary::new(Vec::new()).frequency("bro"), 0);
    }
}
