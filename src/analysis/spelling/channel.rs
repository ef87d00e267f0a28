//! How likely a word comes out as another under a Swede's fingers.
//!
//! Each edit costs what it takes in bits of surprise (natural logarithms). A
//! left-out letter or a swap is one of a handful that a word offers; a
//! *particular* wrong or extra letter is one of thirty at each place, unless
//! something suggests it: the neighbouring key, the letter without its dots, the
//! sound, the double consonant.

/// What any edit costs.
pub const EDIT: f32 = 7.0;

/// What a particular one of the letters costs where nothing suggests it.
const ANY_LETTER: f32 = 3.3;

/// The neighbour of a key that should have been, or was, pressed.
const NEIGHBOUR_KEY: f32 = 2.4;

/// A second or missing second letter of a pair: *komun*, *proffessor*.
const DOUBLED: f32 = 1.2;
const UNDOUBLED: f32 = -0.7;

/// Letters that are often written for each other; the cheapest line holds.
const CONFUSED: &[(&str, &str, f32)] = &[
    ("å", "a", 0.0),
    ("ä", "a", 0.0),
    ("ö", "o", 0.0),
    ("e", "ä", 1.0),
    ("å", "o", 1.0),
    ("c", "s", 1.6),
    ("c", "k", 1.6),
    ("d", "t", 1.8),
    ("b", "p", 2.2),
    ("v", "w", 1.0),
    ("g", "j", 1.8),
    ("i", "y", 1.8),
    ("i", "j", 2.0),
    ("s", "z", 1.6),
    ("a", "e", 2.0),
    ("u", "o", 2.0),
    ("ö", "å", 2.0),
    ("å", "ä", 2.0),
];

/// Spellings of one sound in several letters, written for each other. Each counts as one edit.
const SOUNDS: &[(&str, &str, f32)] = &[
    ("sj", "stj", 0.5),
    ("sj", "skj", 0.5),
    ("stj", "skj", 0.5),
    ("sj", "sk", 1.0),
    ("tj", "kj", 0.5),
    ("k", "tj", 1.5),
    ("tion", "sion", 0.5),
    ("tion", "ssion", 0.5),
    ("ck", "kk", 0.3),
    ("ks", "x", 0.5),
    ("cks", "x", 0.5),
    ("ph", "f", 0.5),
    ("å", "aa", 0.5),
    ("ä", "ae", 0.5),
    ("ö", "oe", 0.5),
    ("qu", "kv", 0.5),
    ("ng", "gn", 1.0),
    ("rs", "sch", 1.5),
];

/// The letters of a Swedish keyboard, row by row; a row is half a key to the right of the one above.
const KEYBOARD: [&str; 3] = ["qwertyuiopå", "asdfghjklöä", "zxcvbnm"];

/// What it costs that a typist who meant `meant` wrote `typed`; the lower the likelier.
pub fn cost(meant: &[char], typed: &[char]) -> f32 {
    let width = typed.len() + 1;
    let mut table: Vec<f32> = Vec::with_capacity((meant.len() + 1) * width);
    for i in 0..=meant.len() {
        for j in 0..width {
            let least = Step { meant, typed, i, j }.least(&|back_i: usize, back_j: usize| {
                let (row, column) = (i.checked_sub(back_i)?, j.checked_sub(back_j)?);
                table.get(row * width + column).copied()
            });
            table.push(least);
        }
    }
    let first = if meant.first() == typed.first() { 0.0 } else { 1.0 };
    first + table.last().copied().unwrap_or_default()
}

/// A place of the table: after `i` letters of the meant word and `j` of the typed one.
struct Step<'w> {
    meant: &'w [char],
    typed: &'w [char],
    i: usize,
    j: usize,
}

impl Step<'_> {
    /// The least cost to get here, given that of the places so many letters back.
    fn least(&self, cost: &dyn Fn(usize, usize) -> Option<f32>) -> f32 {
        if self.i == 0 && self.j == 0 {
            return 0.0;
        }
        let mut least = f32::INFINITY;
        let mut way = |back_i, back_j, price: Option<f32>| {
            if let (Some(before), Some(price)) = (cost(back_i, back_j), price) {
                least = least.min(before + price);
            }
        };
        way(1, 1, self.one_for_another());
        way(1, 0, self.left_out());
        way(0, 1, self.too_many());
        way(2, 2, self.swapped());
        for (one, other, price) in SOUNDS {
            for (meant, typed) in [(one, other), (other, one)] {
                let price = (ends(self.meant, self.i, meant) && ends(self.typed, self.j, typed)).then_some(EDIT + price);
                way(meant.chars().count(), typed.chars().count(), price);
            }
        }
        least
    }

    fn one_for_another(&self) -> Option<f32> {
        let (meant, typed) = (letter(self.meant, self.i, 1)?, letter(self.typed, self.j, 1)?);
        if meant == typed {
            return Some(0.0);
        }
        let confused = |(one, other, _): &&(&str, &str, f32)| {
            one.starts_with(meant) && other.starts_with(typed) || one.starts_with(typed) && other.starts_with(meant)
        };
        let confused = CONFUSED.iter().find(confused).map_or(ANY_LETTER, |(_, _, price)| *price);
        let keys = if neighbours(meant, typed) { NEIGHBOUR_KEY } else { ANY_LETTER };
        Some(EDIT + confused.min(keys))
    }

    fn left_out(&self) -> Option<f32> {
        let letter_meant = letter(self.meant, self.i, 1)?;
        let doubled = letter(self.meant, self.i, 2) == Some(letter_meant) || self.meant.get(self.i) == Some(&letter_meant);
        Some(EDIT + if doubled { UNDOUBLED } else { 0.0 })
    }

    fn too_many(&self) -> Option<f32> {
        let letter_typed = letter(self.typed, self.j, 1)?;
        let beside = [letter(self.typed, self.j, 2), self.typed.get(self.j).copied()];
        let price = if beside.contains(&Some(letter_typed)) {
            DOUBLED
        } else if beside.into_iter().flatten().any(|other| neighbours(other, letter_typed)) {
            NEIGHBOUR_KEY
        } else {
            ANY_LETTER
        };
        Some(EDIT + price)
    }

    fn swapped(&self) -> Option<f32> {
        let meant = (letter(self.meant, self.i, 2)?, letter(self.meant, self.i, 1)?);
        let typed = (letter(self.typed, self.j, 1)?, letter(self.typed, self.j, 2)?);
        (meant == typed).then_some(EDIT)
    }
}

/// The letter so many before a place.
fn letter(word: &[char], place: usize, back: usize) -> Option<char> {
    word.get(place.checked_sub(back)?).copied()
}

/// Whether the first `place` letters of a word end so.
fn ends(word: &[char], place: usize, ending: &str) -> bool {
    ending.chars().rev().zip(1..).all(|(expected, back)| letter(word, place, back) == Some(expected))
}

/// Whether two letters lie side by side on the keyboard.
fn neighbours(one: char, other: char) -> bool {
    let place = |letter: char| {
        KEYBOARD
            .iter()
            .zip(0_i8..)
            .find_map(|(row, line)| row.chars().zip(0_i8..).find(|(key, _)| *key == letter).map(|(_, key)| (line, key)))
    };
    let (Some((line, key)), Some((other_line, other_key))) = (place(one), place(other)) else { return false };
    match other_line - line {
        0 => (other_key - key).abs() == 1,
        // The row below lies half a key to the right: its key of the same number and the one before.
        1 => other_key == key || other_key == key - 1,
        -1 => other_key == key || other_key == key + 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(meant: &str, typed: &str) -> f32 {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        cost(&letters(meant), &letters(typed))
    }

    #[test]
    fn likelier_slips_cost_less() {
        // meant, typed, and something less likely to be meant.
        for (meant, typed, other) in [
            ("kommun", "komun", "kimun"),
            ("företag", "foretag", "fbretag"),
            ("värd", "vard", "vird"),
            ("station", "stasion", "stabion"),
            ("stjärna", "skjärna", "släjrna"),
            ("boken", "bokrn", "bokzn"),
            ("tack", "tak", "tik"),
            ("projekt", "porjekt", "borjekt"),
            ("hand", "hamd", "hald"),
            ("väg", "väg", "vägg"),
        ] {
            assert!(price(meant, typed) < price(other, typed), "{meant} {typed} {other}");
        }
    }

    #[test]
    fn the_same_word_costs_nothing_and_any_other_something() {
        for word in ["", "a", "kommunerna", "ååå"] {
            assert!(price(word, word).abs() < f32::EPSILON);
            assert!(price(word, &format!("{word}x")) >= EDIT);
        }
    }

    #[test]
    fn keys_have_neighbours() {
        for (one, other) in [('a', 's'), ('ö', 'ä'), ('p', 'å'), ('q', 'a'), ('w', 'a'), ('å', 'ö'), ('g', 'v'), ('g', 'b')] {
            assert!(neighbours(one, other) && neighbours(other, one), "{one} {other}");
        }
        for (one, other) in [('a', 'l'), ('q', 'z'), ('a', 'a'), ('1', 'q')] {
            assert!(!neighbours(one, other), "{one} {other}");
        }
    }
}
