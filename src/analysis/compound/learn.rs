//! Learning: from counted words to the productivity of parts.

use foldhash::{HashMap, HashMapExt};

use super::cut::{PRODUCTIVE_FIRST, PRODUCTIVE_LAST};
use super::evidence::Evidence;
use super::lists::Lists;
use super::{Compounds, first_three, is_vowel, last_three, letters};
use crate::analysis::swedish::SwedishStemmer;

/// Rounds of counting. After the third the counts hardly change.
const ROUNDS: usize = 3;

/// A word of the bundled lists counts as if the texts held it so often.
const LISTED: u32 = 10;

/// Shortest word that is looked at for pairs of parts.
const SHORTEST_WORD: usize = 6;

impl Compounds {
    /// The splitter that knows the bundled lists and what the texts hold.
    pub fn learn(evidence: &Evidence) -> Compounds {
        let mut compounds = Compounds::with_counts(
            evidence.words.iter().map(|(word, count)| (word.clone(), count.free)).collect(),
            evidence.hanging.clone(),
            evidence.places.iter().cloned(),
        );
        let (after, before) = Pairs::of(&compounds).productivity(&compounds);
        compounds.after = after;
        compounds.before = before;
        compounds
    }

    /// A splitter with these counts and those of the bundled lists, and no productivity yet.
    pub(super) fn with_counts(
        free: HashMap<String, u32>,
        hanging: HashMap<String, u32>,
        places: impl Iterator<Item = String>,
    ) -> Compounds {
        let lists = Lists::bundled();
        let mut compounds = Compounds {
            lists,
            free,
            stems: HashMap::new(),
            hanging,
            places: places.filter(|place| !lists.places.contains(place)).collect(),
            after: HashMap::new(),
            before: HashMap::new(),
            beginnings: HashMap::new(),
            endings: HashMap::new(),
        };
        for word in lists.lexicon.iter().chain(&lists.hand_list) {
            let count = compounds.free.entry((*word).to_owned()).or_default();
            *count = (*count).max(LISTED);
        }
        compounds.count_forms();
        compounds
    }

    /// Adds up what follows from the free words: stems and the look of words.
    fn count_forms(&mut self) {
        let stemmer = SwedishStemmer::bundled();
        for (word, count) in &self.free {
            if *count > 0 {
                let stem = self.stems.entry(stemmer.stem(word)).or_default();
                *stem = stem.saturating_add(*count);
            }
            if letters(word) < 4 {
                continue;
            }
            if let Some(beginning) = first_three(word) {
                *self.beginnings.entry(beginning).or_default() += 1;
            }
            if let Some(ending) = last_three(word) {
                *self.endings.entry(ending).or_default() += 1;
            }
        }
    }
}

/// Every way to cut every word in two at a place that no list rules out, with
/// what is known of the two strings. The strings are numbered, since most of
/// them occur in many words.
struct Pairs<'w> {
    pairs: Vec<Pair>,
    firsts: Numbered<'w, First>,
    lasts: Numbered<'w, Last>,
    stems: HashMap<String, usize>,
}

/// Two strings that together are a word.
struct Pair {
    first: usize,
    last: usize,
    /// Whether the bundled lists hold the word. Such words say nothing of
    /// strings that are not seen: half of a dictionary is derivation, and would
    /// make parts of *-vitet* and *-logisk*.
    is_listed: bool,
}

/// A string before a cut.
struct First {
    is_seen: bool,
    is_like: bool,
}

/// A string behind a cut.
struct Last {
    stem: usize,
    is_seen: bool,
    is_like: bool,
}

impl<'w> Pairs<'w> {
    fn of(compounds: &'w Compounds) -> Pairs<'w> {
        let mut pairs = Pairs { pairs: Vec::new(), firsts: Numbered::new(), lasts: Numbered::new(), stems: HashMap::new() };
        for word in compounds.free.keys() {
            let count = letters(word);
            if count < SHORTEST_WORD || compounds.is_place(word) {
                continue;
            }
            let is_listed = compounds.lists.holds(word);
            let protected = compounds.lists.protected(word).max(2);
            for (nth, (at, _)) in word.char_indices().enumerate().skip(protected).take_while(|(nth, _)| *nth + 1 < count) {
                let (first, last) = word.split_at_checked(at).unwrap_or_default();
                pairs.add(compounds, is_listed, (first, nth), (last, count - nth));
            }
        }
        pairs
    }

    fn add(
        &mut self,
        compounds: &Compounds,
        is_listed: bool,
        (first, first_letters): (&'w str, usize),
        (last, last_letters): (&'w str, usize),
    ) {
        let Some(first) = self.firsts.number(first, || First::of(compounds, first, first_letters)) else { return };
        let stems = &mut self.stems;
        let Some(last) = self.lasts.number(last, || Last::of(compounds, last, last_letters, stems)) else { return };
        self.pairs.push(Pair { first, last, is_listed });
    }

    /// Counts in rounds: a string is a part if it is seen, or if it is like a
    /// word and was found productive in the round before.
    fn count(&self) -> (Vec<u32>, Vec<u32>) {
        let mut after = vec![0_u32; self.firsts.values.len()];
        let mut before = vec![0_u32; self.stems.len()];
        for _ in 0..ROUNDS {
            let (mut firsts, mut lasts) = (Vec::new(), Vec::new());
            for &Pair { first: first_number, last: last_number, is_listed } in &self.pairs {
                let (Some(first), Some(last)) = (self.firsts.value(first_number), self.lasts.value(last_number)) else { continue };
                if is_listed && !(first.is_seen && last.is_seen) {
                    continue;
                }
                if last.is_seen || last.is_like && at(&before, last.stem) >= PRODUCTIVE_FIRST {
                    firsts.push((first_number, last.stem));
                }
                if first.is_seen || first.is_like && at(&after, first_number) >= PRODUCTIVE_FIRST {
                    lasts.push((last.stem, first_number));
                }
            }
            after = distinct(firsts, after.len());
            before = distinct(lasts, before.len());
        }
        (after, before)
    }

    /// The counts that a later split can use: how many last parts follow a
    /// first part, and how many first parts precede a stem.
    fn productivity(&self, compounds: &Compounds) -> (HashMap<String, u32>, HashMap<String, u32>) {
        let (after, before) = self.count();
        let first = |(text, number): (&&str, &Option<usize>)| {
            let number = (*number)?;
            let fewest = if self.firsts.value(number)?.is_seen { 1 } else { PRODUCTIVE_FIRST };
            let count = at(&after, number);
            (count >= fewest).then(|| ((*text).to_owned(), count))
        };
        let last = |(stem, number): (&String, &usize)| {
            let fewest = if compounds.stem_count(stem) > 0 { 1 } else { PRODUCTIVE_LAST };
            let count = at(&before, *number);
            (count >= fewest).then(|| (stem.clone(), count))
        };
        (self.firsts.numbers.iter().filter_map(first).collect(), self.stems.iter().filter_map(last).collect())
    }
}

impl First {
    /// None where the string is never a first part.
    fn of(compounds: &Compounds, part: &str, length: usize) -> Option<First> {
        if !compounds.lists.may_be_first(part, length) || !part.contains(is_vowel) {
            return None;
        }
        let (is_seen, is_like) = (compounds.first_evidence(part, length) > 0, compounds.like_first(part, length));
        (is_seen || is_like).then_some(First { is_seen, is_like })
    }
}

impl Last {
    /// None where the string is never a last part.
    fn of(compounds: &Compounds, part: &str, length: usize, stems: &mut HashMap<String, usize>) -> Option<Last> {
        if !compounds.lists.may_be_last(part, length) {
            return None;
        }
        let stem = SwedishStemmer::bundled().stem(part);
        let (is_seen, is_like) = (compounds.last_evidence(part, length, &stem) > 0, compounds.like_last(part, length));
        if !is_seen && !is_like {
            return None;
        }
        let next = stems.len();
        let stem = *stems.entry(stem).or_insert(next);
        Some(Last { stem, is_seen, is_like })
    }
}

/// Distinct strings with a number each and a value; None for those of no use.
struct Numbered<'w, T> {
    numbers: HashMap<&'w str, Option<usize>>,
    values: Vec<T>,
}

impl<'w, T> Numbered<'w, T> {
    fn new() -> Numbered<'w, T> {
        Numbered { numbers: HashMap::new(), values: Vec::new() }
    }

    fn value(&self, number: usize) -> Option<&T> {
        self.values.get(number)
    }

    /// The number of `text`, whose value is made at the first call.
    fn number(&mut self, text: &'w str, value: impl FnOnce() -> Option<T>) -> Option<usize> {
        if let Some(known) = self.numbers.get(text) {
            return *known;
        }
        let number = value().map(|value| {
            self.values.push(value);
            self.values.len() - 1
        });
        self.numbers.insert(text, number);
        number
    }
}

fn at(counts: &[u32], number: usize) -> u32 {
    counts.get(number).copied().unwrap_or(0)
}

/// How many distinct partners each of `count` numbers has.
fn distinct(mut pairs: Vec<(usize, usize)>, count: usize) -> Vec<u32> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; count];
    for (number, _) in pairs {
        if let Some(count) = counts.get_mut(number) {
            *count += 1;
        }
    }
    counts
}
