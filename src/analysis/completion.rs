//! Completion: what a text that is still being typed may become.
//!
//! Entries are words, names of projects, owners, places; each has a kind and a
//! weight. One is found if the words typed before the last are words of it and
//! the last begins one of its words. Letters count as typed; if that finds
//! fewer than asked for, also without dots and rings; then with a slip in a
//! word of four letters or more, two from eight.
//!
//! The words of all entries stand in one tree, in which what a typed word may
//! mean is a handful of ranges. For each kind a list holds, in the order of the
//! words, the entries that have the word, under a tree of minima (`best`): so
//! the heaviest of the forty thousand entries with an *s* word are found
//! without reading the others.

mod best;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::fuzzy::Fuzzy;
use super::token::tokens;
use super::trie::{Trie, at};

use best::Best;

/// Words of so many letters may have a slip, and two.
const ONE_SLIP: usize = 4;
const TWO_SLIPS: usize = 8;

/// Most ranges of words that one typed word is taken to mean.
const MOST_RANGES: usize = 256;

/// Most words of a typed text that are looked at.
const MOST_WORDS: usize = 12;

/// Most entries that are looked at for a text of several words, a kind and an
/// exactness: where they lie in order or in any, and where the order has to be found.
const MOST_READ: usize = 20_000;
const MOST_SORTED: usize = 4_000;

/// Something that a typed text may become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As shown.
    pub text: String,
    /// What it is, as the caller numbers it.
    pub kind: u8,
    /// What puts it before others of its kind.
    pub weight: u32,
}

/// How well an entry fits what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exactness {
    /// Letter by letter.
    Exact,
    /// But for dots and rings that were not typed.
    Undotted,
    /// But for slips.
    Slip,
}

/// An entry that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its place among the entries given.
    pub entry: usize,
    /// How well it fits.
    pub exactness: Exactness,
}

/// Entries by the beginnings of their words.
#[derive(Debug)]
pub struct Completion {
    trie: Trie,
    kinds: Vec<Kind>,
    entries: Vec<Entry>,
}

/// The entries of a kind, which are known by their rank: 0 is the heaviest.
#[derive(Debug, Default)]
struct Kind {
    /// The place among all entries of each rank.
    entries: Vec<u32>,
    /// Where the entries of each word start.
    starts: Vec<u32>,
    /// The ranks of the entries that have a word, word after word, ascending in each.
    ranks: Best,
    /// The words of each rank and where they start.
    words: Vec<u32>,
    word_starts: Vec<u32>,
}

/// What a typed word may mean: ranges of words, ascending, none overlapping.
type Meaning = Vec<Range<u32>>;

impl Completion {
    /// The completion of some entries.
    pub fn new(entries: Vec<Entry>) -> Completion {
        let own_words = |(place, entry): (usize, &Entry)| -> Vec<(String, usize)> {
            tokens(&entry.text).into_iter().map(|token| (token.text.into_owned(), place)).collect()
        };
        let mut occurrences: Vec<(String, usize)> = entries.iter().enumerate().flat_map(own_words).collect();
        occurrences.sort_unstable();
        occurrences.dedup();
        let by_word = || occurrences.chunk_by(|(left, _), (right, _)| left == right);
        let trie = Trie::new(by_word().filter_map(|same| same.first()).map(|(word, _)| word.as_str()));
        // The words of each entry, by their numbers.
        let mut words: Vec<Vec<u32>> = vec![Vec::new(); entries.len()];
        let mut count = 0;
        for same in by_word() {
            for (_, place) in same {
                words.get_mut(*place).into_iter().for_each(|words| words.push(count));
            }
            count += 1;
        }
        drop(occurrences);
        let mut by_kind: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
        for (place, entry) in entries.iter().enumerate() {
            by_kind.entry(entry.kind).or_default().push(place);
        }
        let kinds = by_kind.into_values().map(|members| Kind::new(members, &entries, &words, count)).collect();
        Completion { trie, kinds, entries }
    }

    /// The entries, as given.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bytes that the lists take, without the entries' texts.
    pub fn bytes(&self) -> usize {
        self.trie.bytes() + self.kinds.iter().map(Kind::bytes).sum::<usize>()
    }

    /// What a typed text may become, at most so many of each kind: kind by
    /// kind, those that fit best first, then the heaviest.
    pub fn find(&self, typed: &str, most: usize) -> Vec<Found> {
        self.find_among(typed, most, &|_| true)
    }

    /// The same among the entries that are wanted, by their places among those given.
    pub fn find_among(&self, typed: &str, most: usize, wanted: &dyn Fn(usize) -> bool) -> Vec<Found> {
        let words: Vec<String> = typed_words(typed);
        let mut found: Vec<Vec<Found>> = vec![Vec::new(); self.kinds.len()];
        if words.is_empty() {
            return Vec::new();
        }
        let mut tried: Vec<Meaning> = Vec::new();
        for exactness in [Exactness::Exact, Exactness::Undotted, Exactness::Slip] {
            if found.iter().map(Vec::len).sum::<usize>() >= most {
                break;
            }
            // Less exact words often mean no more than before.
            let Some(meanings) = self.meanings(&words, exactness).filter(|meanings| *meanings != tried) else { continue };
            for (kind, found) in self.kinds.iter().zip(&mut found) {
                kind.find(&meanings, most, exactness, wanted, found);
            }
            tried = meanings;
        }
        found.into_iter().flatten().collect()
    }

    /// What each typed word may mean; none if one has no meaning.
    fn meanings(&self, words: &[String], exactness: Exactness) -> Option<Vec<Meaning>> {
        let last = words.len().checked_sub(1)?;
        let meaning = |(nth, word): (usize, &String)| {
            let ranges = match exactness {
                Exactness::Exact => self.spelled(word, nth == last, false),
                Exactness::Undotted => self.spelled(word, nth == last, true),
                Exactness::Slip => self.slipped(word, nth == last),
            };
            Some(ranges).filter(|ranges| !ranges.is_empty())
        };
        words.iter().enumerate().map(meaning).collect()
    }

    /// The words with the letters of a typed one, or that begin so.
    fn spelled(&self, word: &str, begins: bool, undotted: bool) -> Meaning {
        let typed: Vec<[Option<u16>; 3]> = word.chars().map(|letter| self.letters(letter, undotted)).collect();
        let mut ranges = Vec::new();
        self.trie.walk(0, |depth: &usize, node| {
            typed.get(*depth).filter(|letters| letters.contains(&Some(node.letter)))?;
            if depth + 1 < typed.len() {
                return Some(depth + 1);
            }
            if begins {
                ranges.push(node.words.clone());
            } else if node.ends {
                ranges.push(node.words.start..node.words.start + 1);
            }
            None
        });
        ranges
    }

    fn letters(&self, letter: char, undotted: bool) -> [Option<u16>; 3] {
        let code = |letter| self.trie.code(letter);
        match letter {
            'a' if undotted => [code('a'), code('å'), code('ä')],
            'o' if undotted => [code('o'), code('ö'), None],
            other => [code(other), None, None],
        }
    }

    /// The words that a typed one, or their beginnings, may be a slip for, with
    /// those that it is but for dots. A shorter word has to be one of the latter.
    fn slipped(&self, word: &str, begins: bool) -> Meaning {
        let letters = word.chars().count();
        let mut meaning = self.spelled(word, begins, true);
        if letters >= ONE_SLIP {
            meaning.extend(self.within(word, begins, 1));
        }
        if letters >= TWO_SLIPS && meaning.is_empty() {
            meaning.extend(self.within(word, begins, 2));
        }
        united(meaning)
    }

    fn within(&self, word: &str, begins: bool, slips: u8) -> Meaning {
        let Some(fuzzy) = Fuzzy::new(word, &self.trie, slips) else { return Vec::new() };
        // Two slips are looked for only behind a first letter that is right.
        let first = word.chars().next().filter(|_| slips > 1).and_then(|letter| self.trie.code(letter));
        let mut ranges = Vec::new();
        self.trie.walk((fuzzy.start(), first), |(reading, first), node| {
            if first.is_some_and(|first| first != node.letter) || ranges.len() >= MOST_RANGES {
                return None;
            }
            let next = fuzzy.read(reading, node.letter)?;
            let all = fuzzy.distance(&next).is_some();
            if begins && all {
                ranges.push(node.words.clone());
                return None;
            }
            if all && node.ends {
                ranges.push(node.words.start..node.words.start + 1);
            }
            Some((next, None))
        });
        ranges
    }
}

impl Kind {
    fn new(mut members: Vec<usize>, entries: &[Entry], words: &[Vec<u32>], count: u32) -> Kind {
        let order = |place: &usize| entries.get(*place).map(|entry| (Reverse(entry.weight), entry.text.len(), entry.text.as_str(), *place));
        members.sort_unstable_by(|left, right| order(left).cmp(&order(right)));
        let mut kind = Kind { word_starts: vec![0], ..Kind::default() };
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for (rank, place) in (0..).zip(&members) {
            let own = words.get(*place).map(Vec::as_slice).unwrap_or_default();
            kind.entries.push(number(*place));
            kind.words.extend(own);
            kind.word_starts.push(number(kind.words.len()));
            pairs.extend(own.iter().map(|word| (*word, rank)));
        }
        pairs.sort_unstable();
        let mut rest = pairs.as_slice();
        for word in 0..=count {
            kind.starts.push(number(pairs.len() - rest.len()));
            let own = rest.iter().take_while(|(other, _)| *other == word).count();
            rest = rest.get(own..).unwrap_or_default();
        }
        let ranks: Vec<u32> = pairs.iter().map(|(_, rank)| *rank).collect();
        kind.ranks = Best::new(&ranks);
        kind
    }

    fn bytes(&self) -> usize {
        4 * (self.entries.capacity() + self.starts.capacity() + self.words.capacity() + self.word_starts.capacity()) + self.ranks.bytes()
    }

    /// Adds the best wanted entries that have a word of each meaning, until there are so many.
    fn find(&self, meanings: &[Meaning], most: usize, exactness: Exactness, wanted: &dyn Fn(usize) -> bool, found: &mut Vec<Found>) {
        // Some may have been found before.
        let enough = most + found.len();
        for entry in self.best(meanings, enough, wanted) {
            if found.len() < most && found.iter().all(|known| known.entry != entry) {
                found.push(Found { entry, exactness });
            }
        }
    }

    /// The best wanted entries that have a word of each meaning.
    fn best(&self, meanings: &[Meaning], most: usize, wanted: &dyn Fn(usize) -> bool) -> Vec<usize> {
        // The rarest word leads; the others are looked up in the entries that have it, rare ones first.
        let mut by_size: Vec<(usize, &Meaning)> =
            meanings.iter().map(|meaning| (self.places(meaning).map(|range| range.len()).sum(), meaning)).collect();
        by_size.sort_by_key(|(size, _)| *size);
        let Some(((size, lead), others)) = by_size.split_first() else { return Vec::new() };
        let fits = |rank: &u32| others.iter().all(|(_, meaning)| self.words_of(*rank).iter().any(|word| means(meaning, *word)));
        // Each of these ascends, so that the first are the best.
        let fitting: Box<dyn Iterator<Item = u32> + '_> = match lead.as_slice() {
            [word] if word.len() == 1 => Box::new(self.ranks_of(lead).take(MOST_READ).filter(fits)),
            _ if others.is_empty() => Box::new(distinct(self.ranks.ascending(self.places(lead))).take(MOST_READ)),
            _ if *size <= MOST_READ => Box::new(BTreeSet::from_iter(self.ranks_of(lead).filter(fits)).into_iter()),
            _ => Box::new(distinct(self.ranks.ascending(self.places(lead)).take(MOST_SORTED)).filter(fits)),
        };
        let entries = fitting.filter_map(|rank| self.entries.get(at(rank)).map(|place| at(*place)));
        entries.filter(|entry| wanted(*entry)).take(most).collect()
    }

    /// The ranks that have a word of a meaning, word by word.
    fn ranks_of(&self, meaning: &Meaning) -> impl Iterator<Item = u32> {
        self.places(meaning).flat_map(|range| self.ranks.ranks(&range)).copied()
    }

    /// The places of the list where the words of a meaning have their entries.
    fn places<'m>(&self, meaning: &'m Meaning) -> impl Iterator<Item = Range<u32>> + use<'m, '_> {
        meaning.iter().filter_map(|words| Some(*self.starts.get(at(words.start))?..*self.starts.get(at(words.end))?))
    }

    fn words_of(&self, rank: u32) -> &[u32] {
        let bounds = self.word_starts.get(at(rank)).zip(self.word_starts.get(at(rank) + 1));
        bounds.and_then(|(start, end)| self.words.get(at(*start)..at(*end))).unwrap_or_default()
    }
}

/// Each of some ascending ranks once.
fn distinct(ascending: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let mut last = None;
    ascending.filter(move |rank| last.replace(*rank) != Some(*rank))
}

/// The same words in ranges that ascend and do not overlap.
fn united(mut ranges: Meaning) -> Meaning {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut united: Meaning = Vec::with_capacity(ranges.len());
    for range in ranges {
        match united.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => united.push(range),
        }
    }
    united
}

/// Whether a word lies in one of the ranges.
fn means(meaning: &Meaning, word: u32) -> bool {
    let before = meaning.partition_point(|range| range.start <= word);
    before.checked_sub(1).and_then(|place| meaning.get(place)).is_some_and(|range| range.contains(&word))
}

/// The words of a typed text: of several forms at one place the first, which
/// has its sign (`esf+`) or is the part of a hyphenated word, not the whole.
fn typed_words(typed: &str) -> Vec<String> {
    let mut tokens = tokens(typed);
    tokens.dedup_by_key(|token| token.position);
    tokens.truncate(MOST_WORDS);
    tokens.into_iter().map(|token| token.text.into_owned()).collect()
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: u8 = 0;
    const NAME: u8 = 1;

    const ENTRIES: &[(&str, u8, u32)] = &[
        ("bredband", WORD, 50),
        ("bredbandsnät", WORD, 9),
        ("näring", WORD, 20),
        ("nationell", WORD, 30),
        ("energi", WORD, 40),
        ("energieffektivisering", WORD, 30),
        ("Hållbar Energi i Norr", NAME, 3),
        ("Energi och klimat för små företag", NAME, 5),
        ("Bredband i Åre", NAME, 7),
        ("E-hälsa i glesbygd", NAME, 2),
        ("ESF+ för unga", NAME, 2),
        ("Norr om norr", NAME, 1),
    ];

    fn found(typed: &str, most: usize) -> Vec<&'static str> {
        let entries = ENTRIES.iter().map(|(text, kind, weight)| Entry { text: (*text).to_owned(), kind: *kind, weight: *weight });
        Completion::new(entries.collect()).find(typed, most).into_iter().map(|found| ENTRIES[found.entry].0).collect()
    }

    #[test]
    fn the_heaviest_of_each_kind_come_first() {
        assert_eq!(found("bredb", 5), ["bredband", "bredbandsnät", "Bredband i Åre"]);
        assert_eq!(found("En", 1), ["energi", "Energi och klimat för små företag"]);
        assert_eq!(found("n", 3), ["nationell", "näring", "Hållbar Energi i Norr", "Norr om norr"]);
    }

    #[test]
    fn earlier_words_are_whole_and_the_last_begins_one() {
        assert_eq!(found("energi no", 5), ["Hållbar Energi i Norr"]);
        assert_eq!(found("norr ener", 5), ["Hållbar Energi i Norr"]);
        assert_eq!(found("ener norr", 5), Vec::<&str>::new());
        assert_eq!(found("e-häl", 5), ["E-hälsa i glesbygd"]);
        assert_eq!(found("ehäl", 5), ["E-hälsa i glesbygd"]);
        assert_eq!(found("esf", 5), ["ESF+ för unga"]);
        assert_eq!(found("ESF+", 5), ["ESF+ för unga"]);
    }

    #[test]
    fn dots_may_be_left_out_at_a_lower_rank() {
        assert_eq!(found("na", 5), ["nationell", "näring"]);
        assert_eq!(found("hallbar e", 5), ["Hållbar Energi i Norr"]);
        assert_eq!(found("små f", 5), found("sma f", 5));
    }

    #[test]
    fn slips_are_forgiven_where_little_is_found() {
        assert_eq!(found("berdb", 5), ["bredband", "bredbandsnät", "Bredband i Åre"]);
        assert_eq!(found("enregieff", 5), ["energieffektivisering"]);
        assert_eq!(found("enregiefek", 5), ["energieffektivisering"]);
        assert_eq!(found("enrgi kli", 5), ["Energi och klimat för små företag"]);
        // Dots left out in one word, a slip in the other.
        assert_eq!(found("hallbar enrg", 5), ["Hållbar Energi i Norr"]);
        assert_eq!(found("xyz", 5), Vec::<&str>::new());
    }

    #[test]
    fn any_text_is_safe() {
        let longest = "a".repeat(5_000);
        for typed in ["", " ", "-", "+", "日本", "👩‍🔬", "\u{0}", "a a a a a a a a a a a a a a a a a", &longest] {
            assert!(found(typed, 3).len() <= 6);
            assert!(found(typed, 0).is_empty());
        }
        assert!(Completion::new(Vec::new()).find("a", 3).is_empty());
        let only_signs = Entry { text: "–".into(), kind: WORD, weight: 1 };
        assert!(Completion::new(vec![only_signs]).find("a", 3).is_empty());
    }

    /// What the definition says, entry by entry.
    #[test]
    fn reading_every_entry_agrees() {
        const SYLLABLES: [&str; 6] = ["ba", "bo", "nä", "na", "ö", "r"];
        let mut state: u64 = 20_141_020;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % below
        };
        let mut word = || (0..=next(3)).map(|_| SYLLABLES[next(6)]).collect::<String>();
        let entries: Vec<Entry> = (0..300)
            .map(|nth| Entry { text: [word(), word(), word()].join(" "), kind: u8::from(nth % 3 == 0), weight: 1000 - nth })
            .collect();
        let completion = Completion::new(entries.clone());
        for _ in 0..300 {
            let typed = [word(), word()];
            let fits = |entry: &&Entry| {
                let mut words = entry.text.split(' ');
                words.clone().any(|word| word == typed[0]) && words.any(|word| word.starts_with(&typed[1]))
            };
            let expected: Vec<&Entry> =
                [0, 1].iter().flat_map(|kind| entries.iter().filter(fits).filter(move |entry| entry.kind == *kind).take(3)).collect();
            let found = completion.find(&typed.join(" "), 3);
            let found: Vec<&Entry> =
                found.iter().filter(|found| found.exactness == Exactness::Exact).map(|found| &completion.entries()[found.entry]).collect();
            assert_eq!(found, expected, "{typed:?}");
        }
    }
}
