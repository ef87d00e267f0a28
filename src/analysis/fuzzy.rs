//! Which words are within two edits of a typed one, letter by letter.
//!
//! An edit is a letter too many, one too few, a wrong one, or two neighbours
//! swapped (optimal string alignment). A set of typed letters is one machine
//! word: bit *i* of row *k* says that the first *i* typed letters can stand for
//! what was read with *k* edits. Reading a letter takes a dozen operations,
//! whatever the length (Wu and Manber 1992, with swaps).

use super::trie::Trie;

/// Longer words are not compared: their letters must fit a machine word.
pub const MOST_LETTERS: usize = 60;

/// A typed word, ready to be compared.
#[derive(Debug)]
pub struct Fuzzy {
    /// For each letter of the alphabet where the typed word has it.
    places: Vec<u64>,
    /// The bit that says that every typed letter is accounted for.
    all: u64,
    /// Most edits, at most two.
    most: u8,
}

/// What may stand for the letters read so far.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    rows: [u64; 3],
    /// The rows before the last letter, for swaps.
    before: [u64; 3],
    /// Where the typed word has the last letter.
    last: u64,
}

impl Fuzzy {
    /// A typed word, to be read against the letters of a tree; none where it is too long.
    pub fn new(typed: &str, trie: &Trie, most: u8) -> Option<Fuzzy> {
        let mut places = vec![0; trie.letters()];
        let mut bit = 1_u64;
        for (nth, letter) in typed.chars().enumerate() {
            if nth >= MOST_LETTERS {
                return None;
            }
            if let Some(place) = trie.code(letter).and_then(|code| places.get_mut(usize::from(code))) {
                *place |= bit;
            }
            bit <<= 1;
        }
        Some(Fuzzy { places, all: bit, most: most.min(2) })
    }

    /// Nothing read yet: up to *k* typed letters may be too many.
    pub fn start(&self) -> Reading {
        Reading { rows: [0b1, 0b11, 0b111], before: [0; 3], last: 0 }
    }

    /// Reads a letter; none where no word that goes on so is near enough.
    pub fn read(&self, reading: &Reading, letter: u16) -> Option<Reading> {
        let here = self.places.get(usize::from(letter)).copied().unwrap_or_default();
        let [zero, one, two] = reading.rows;
        let [zero_before, one_before, _] = reading.before;
        let swapped = here & (reading.last >> 1);
        let within = (self.all << 1).wrapping_sub(1);
        let row_zero = (zero & here) << 1;
        let row_one = (one & here) << 1 | zero | (zero | row_zero) << 1 | (zero_before & swapped) << 2;
        let row_two = (two & here) << 1 | one | (one | row_one) << 1 | (one_before & swapped) << 2;
        let rows = [row_zero & within, row_one & within, row_two & within];
        let alive = rows.get(usize::from(self.most)).is_some_and(|row| *row != 0);
        alive.then_some(Reading { rows, before: reading.rows, last: here })
    }

    /// The edits between the typed word and the letters read, where they are few enough.
    pub fn distance(&self, reading: &Reading) -> Option<u8> {
        (0..=self.most).zip(reading.rows).find(|(_, row)| row & self.all != 0).map(|(edits, _)| edits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(typed: &str, word: &str) -> Option<u8> {
        let trie = Trie::new(std::iter::once(word));
        let fuzzy = Fuzzy::new(typed, &trie, 2)?;
        let mut found = None;
        trie.walk(fuzzy.start(), |reading, node| {
            let next = fuzzy.read(reading, node.letter)?;
            found = if node.ends { fuzzy.distance(&next) } else { None };
            Some(next)
        });
        found
    }

    #[test]
    fn edits_are_counted() {
        for (typed, word, expected) in [
            ("kommun", "kommun", Some(0)),
            ("komun", "kommun", Some(1)),
            ("kommmun", "kommun", Some(1)),
            ("kommin", "kommun", Some(1)),
            ("kmomun", "kommun", Some(1)),
            ("okmmun", "kommun", Some(1)),
            ("kommnu", "kommun", Some(1)),
            ("okmmnu", "kommun", Some(2)),
            ("smaforetag", "småföretag", Some(2)),
            ("kmun", "kommun", Some(2)),
            ("kun", "kommun", None),
            // A swapped pair is not edited again.
            ("ca", "abc", None),
        ] {
            assert_eq!(distance(typed, word), expected, "{typed} {word}");
        }
    }

    /// The textbook table.
    fn alignment(left: &[char], right: &[char]) -> usize {
        let mut table = vec![vec![0; right.len() + 1]; left.len() + 1];
        for i in 0..=left.len() {
            for j in 0..=right.len() {
                if i == 0 || j == 0 {
                    table[i][j] = i + j;
                    continue;
                }
                let wrong = usize::from(left[i - 1] != right[j - 1]);
                let mut least = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + wrong);
                if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                table[i][j] = least;
            }
        }
        table[left.len()][right.len()]
    }

    /// Short words of three letters are close to each other often enough to try every kind of edit.
    #[test]
    fn the_table_agrees() {
        let mut state: u64 = 20_141_020;
        let mut next = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        for _ in 0..20_000 {
            let mut word = || -> String { (0..=next(7)).map(|_| if next(3) == 0 { 'ö' } else { 'a' }).collect() };
            let (typed, word) = (word(), word());
            let expected = alignment(&typed.chars().collect::<Vec<_>>(), &word.chars().collect::<Vec<_>>());
            assert_eq!(distance(&typed, &word), u8::try_from(expected).ok().filter(|edits| *edits <= 2), "{typed} {word}");
        }
    }
}
