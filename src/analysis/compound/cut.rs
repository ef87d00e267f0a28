//! The search for the best cutting of a word.

use super::{Compounds, first_three, is_vowel, last_three, letters};
use crate::analysis::swedish::SwedishStemmer;

/// Shorter words are no compounds that anyone searches the parts of.
const SHORTEST_WORD: usize = 5;

/// Longer runs of letters are no words.
const LONGEST_WORD: usize = 60;

/// Most parts of a word.
const MOST_PARTS: usize = 4;

/// What a cut costs.
const CUT: f32 = 3.0;

/// What an unknown part costs.
const UNKNOWN: f32 = 3.0;

/// What an unknown last part costs that begins with an *s*, which may belong to
/// the part before it.
const PERHAPS_LINK: f32 = 0.75;

/// What a part of up to three letters costs.
const SHORT: f32 = 0.5;

/// Weight of the logarithm of evidence and productivity.
const SEEN: f32 = 0.7;

/// Weight of each letter beyond the fourth, up to the tenth.
const LENGTH: f32 = 0.5;

/// Free occurrences beyond these add nothing.
const ENOUGH_SEEN: u32 = 30;

/// A first part that never stands free needs as many different last parts.
pub(super) const PRODUCTIVE_FIRST: u32 = 3;

/// A last part that never stands free needs as many different first parts.
pub(super) const PRODUCTIVE_LAST: u32 = 2;

/// How many words must begin (or end) with the three letters of an unknown part.
const LIKE_A_WORD: u32 = 3;

impl Compounds {
    /// Cuts a folded, lower-case word into its parts: two to four consecutive
    /// slices that together are the word, a linking letter belonging to the
    /// slice before it. Empty when the word is not split, as is every word with
    /// digits or signs.
    pub fn split<'w>(&self, word: &'w str) -> Vec<&'w str> {
        if self.is_place(word) {
            return Vec::new();
        }
        let parts = self.best_parts(word, MOST_PARTS);
        self.refine(parts)
    }

    /// The parts of the best cutting, or nothing.
    fn best_parts<'w>(&self, word: &'w str, most: usize) -> Vec<&'w str> {
        let Some(letters) = Letters::of(word) else { return Vec::new() };
        let mut search = Search {
            compounds: self,
            heads: vec![None; letters.count()],
            is_listed: self.lists.has_stem(&SwedishStemmer::bundled().stem(word)),
            letters,
            most,
            cuts: Vec::with_capacity(MOST_PARTS),
            best: 0.0,
            best_cuts: Vec::new(),
        };
        let no_unknown = search.is_listed;
        search.extend(0, 0.0, no_unknown);
        let Search { letters, best_cuts, .. } = search;
        letters.parts(&best_cuts)
    }

    /// Cuts the parts on that are compounds themselves. A compound that is
    /// often seen whole wins as one part (*riskkapital|fonder*), and its own
    /// parts should be found all the same.
    fn refine<'w>(&self, parts: Vec<&'w str>) -> Vec<&'w str> {
        let mut room = MOST_PARTS.saturating_sub(parts.len());
        let mut refined = Vec::with_capacity(MOST_PARTS);
        for part in parts {
            let inner = if room > 0 { self.best_parts(part, room + 1) } else { Vec::new() };
            room = room.saturating_sub(inner.len().saturating_sub(1));
            if inner.is_empty() { refined.push(part) } else { refined.extend(inner) }
        }
        refined
    }

    /// What a first or middle part earns, or None where it is no known part.
    fn first_score(&self, part: &str, length: usize) -> Option<f32> {
        let evidence = self.first_evidence(part, length);
        let productivity = self.after.get(part).copied().unwrap_or(0);
        if evidence == 0 && (productivity < PRODUCTIVE_FIRST || !self.like_first(part, length)) {
            return None;
        }
        Some(score(evidence, productivity, length))
    }

    /// What a last part earns.
    fn last_score(&self, part: &str, length: usize) -> Last {
        if !self.lists.may_be_last(part, length) {
            return Last::No;
        }
        let stem = SwedishStemmer::bundled().stem(part);
        let evidence = self.last_evidence(part, length, &stem);
        let productivity = self.before.get(&stem).copied().unwrap_or(0);
        let like_word = evidence > 0 || self.like_last(part, length);
        match (evidence > 0 || productivity >= PRODUCTIVE_LAST, like_word) {
            (true, true) => Last::Known(score(evidence, productivity, length)),
            (false, true) => Last::Unknown(unknown_score(length) - if part.starts_with('s') { PERHAPS_LINK } else { 0.0 }),
            _ => Last::No,
        }
    }

    /// How often a last part is seen free, in any form of its stem.
    pub(super) fn last_evidence(&self, part: &str, length: usize, stem: &str) -> u32 {
        let own = self.free.get(part).copied().unwrap_or(0);
        let is_long = length > 3 && (letters(stem) > 3 || self.lists.is_short_last(stem));
        if is_long { own.max(self.stem_count(stem)) } else { own }
    }

    /// Whether an unknown string could be a first part.
    pub(super) fn like_first(&self, part: &str, length: usize) -> bool {
        let is_common = |ending| self.endings.get(&ending).is_some_and(|count| *count >= LIKE_A_WORD);
        length >= 4 && part.contains(is_vowel) && last_three(part).is_some_and(is_common)
    }

    /// Whether an unknown string that no list rules out could be a last part.
    pub(super) fn like_last(&self, part: &str, length: usize) -> bool {
        let is_common = |beginning| self.beginnings.get(&beginning).is_some_and(|count| *count >= LIKE_A_WORD);
        length >= 5 && part.chars().filter(|letter| is_vowel(*letter)).count() >= 2 && first_three(part).is_some_and(is_common)
    }

    /// Whether no part may be cut off here: an *s* that links two parts would
    /// stand at the head of the second (*utbildning|styp*).
    fn splits_link(&self, part: &str, length: usize, rest: &str) -> bool {
        length > 4 && rest.starts_with('s') && self.lists.forces_s(part)
    }
}

/// What the end of a word is worth as a last part.
#[derive(Clone, Copy)]
enum Last {
    No,
    Known(f32),
    Unknown(f32),
}

/// A word with the places where its letters begin.
struct Letters<'w> {
    word: &'w str,
    starts: Vec<usize>,
}

impl<'w> Letters<'w> {
    /// None where the word is too short or long, or not of letters only.
    fn of(word: &'w str) -> Option<Letters<'w>> {
        let mut starts = Vec::with_capacity(word.len() + 1);
        for (at, letter) in word.char_indices() {
            if !letter.is_alphabetic() || starts.len() == LONGEST_WORD {
                return None;
            }
            starts.push(at);
        }
        (starts.len() >= SHORTEST_WORD).then_some(Letters { word, starts })
    }

    fn count(&self) -> usize {
        self.starts.len()
    }

    /// The letters from `from` up to `to`, or to the end.
    fn slice(&self, from: usize, to: usize) -> &'w str {
        let byte = |letter: usize| self.starts.get(letter).copied().unwrap_or(self.word.len());
        self.word.get(byte(from)..byte(to)).unwrap_or_default()
    }

    fn rest(&self, from: usize) -> &'w str {
        self.slice(from, self.count())
    }

    fn parts(&self, cuts: &[usize]) -> Vec<&'w str> {
        if cuts.is_empty() {
            return Vec::new();
        }
        let starts = std::iter::once(0).chain(cuts.iter().copied());
        let ends = cuts.iter().copied().chain(std::iter::once(self.count()));
        starts.zip(ends).map(|(from, to)| self.slice(from, to)).collect()
    }
}

/// A search through the cuttings of one word, depth first. Few first parts are
/// known words, so the tree stays small.
struct Search<'c, 'w> {
    compounds: &'c Compounds,
    letters: Letters<'w>,
    /// Whether the bundled lists hold the word: then all its parts must be known.
    is_listed: bool,
    /// Most parts to cut into.
    most: usize,
    /// What the rest of the word is worth as a last part, where already asked.
    heads: Vec<Option<Last>>,
    cuts: Vec<usize>,
    best: f32,
    best_cuts: Vec<usize>,
}

impl Search<'_, '_> {
    /// Tries every next part at letter `from`. `has_unknown`: whether the one
    /// unknown part that a word may have is used up.
    fn extend(&mut self, from: usize, score: f32, has_unknown: bool) {
        let count = self.letters.count();
        let protected = self.compounds.lists.protected(self.letters.rest(from));
        for to in (from + protected.max(2))..count.saturating_sub(1) {
            let part = self.letters.slice(from, to);
            let Some((worth, unknown)) = self.first(part, from, to) else { continue };
            if unknown && has_unknown {
                continue;
            }
            self.cuts.push(to);
            let score = score + worth - CUT;
            self.finish(to, score, has_unknown || unknown);
            if self.cuts.len() + 1 < self.most {
                self.extend(to, score, has_unknown || unknown);
            }
            self.cuts.pop();
        }
    }

    /// What the letters are worth as a first part, and whether it is unknown.
    fn first(&self, part: &str, from: usize, to: usize) -> Option<(f32, bool)> {
        let (compounds, length) = (self.compounds, to - from);
        if !compounds.lists.may_be_first(part, length) || !part.contains(is_vowel) {
            return None;
        }
        if from > 0 && compounds.lists.endings.matches(part.strip_suffix('s').unwrap_or(part)) {
            return None;
        }
        if compounds.splits_link(part, length, self.letters.rest(to)) {
            return None;
        }
        if let Some(worth) = compounds.first_score(part, length) {
            return Some((worth, false));
        }
        (from == 0 && compounds.like_first(part, length)).then(|| (unknown_score(length), true))
    }

    /// Ends the word with a last part at letter `from`.
    fn finish(&mut self, from: usize, score: f32, has_unknown: bool) {
        let total = match self.head(from) {
            Last::Known(worth) => score + worth,
            Last::Unknown(worth) if !has_unknown => score + worth,
            _ => return,
        };
        if total > self.best {
            self.best = total;
            self.best_cuts.clone_from(&self.cuts);
        }
    }

    fn head(&mut self, from: usize) -> Last {
        if let Some(Some(known)) = self.heads.get(from) {
            return *known;
        }
        let rest = self.letters.rest(from);
        let last = self.compounds.last_score(rest, self.letters.count() - from);
        if let Some(slot) = self.heads.get_mut(from) {
            *slot = Some(last);
        }
        last
    }
}

/// What a known part earns.
fn score(evidence: u32, productivity: u32, length: usize) -> f32 {
    let productivity = productivity as f32;
    let seen = match evidence {
        0 => productivity * 0.5,
        _ => evidence.min(ENOUGH_SEEN) as f32 * 0.5 + productivity * 1.5,
    };
    let short = if length <= 3 { SHORT } else { 0.0 };
    SEEN * seen.ln_1p() + length_score(length) - short
}

/// What an unknown part earns, which is less than nothing unless it is long.
fn unknown_score(length: usize) -> f32 {
    length_score(length) - UNKNOWN
}

fn length_score(length: usize) -> f32 {
    LENGTH * (length.min(10) as f32 - 4.0)
}
