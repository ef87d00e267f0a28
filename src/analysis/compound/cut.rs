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
const CUT: f32 = 2.1;

/// What an unknown part costs.
const UNKNOWN: f32 = 3.0;

/// What an unknown last part costs that begins with an *s*, which may belong to
/// the part before it.
const PERHAPS_LINK: f32 = 0.75;

/// What decides between two cuts around an *s* that are worth the same: it is
/// more often a link.
const TIE: f32 = 0.1;

/// What a part of up to three letters costs.
const SHORT: f32 = 0.4;

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

/// A first part that is no word as it stands needs as many different last parts
/// for a short one to follow (*arbets|lag*).
const PRODUCTIVE_BEFORE_SHORT: u32 = 5;

/// How many words must begin (or end) with the three letters of an unknown part.
const LIKE_A_WORD: u32 = 3;

/// How many times more last parts must follow a first part with a linking *s*
/// than without before an *s* behind it is taken for the link, and the other
/// way round before it is taken for the head of the next.
const RARELY_BARE: u32 = 3;

/// Fewest letters of a part that never stands free.
const SHORTEST_UNKNOWN: usize = 5;

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

    /// Whether a word can be split at all: long enough, and of letters alone.
    pub fn may_split(word: &str) -> bool {
        word.chars().all(char::is_alphabetic) && (SHORTEST_WORD..=LONGEST_WORD).contains(&letters(word))
    }

    /// The parts of the best cutting, or nothing.
    fn best_parts<'w>(&self, word: &'w str, most: usize) -> Vec<&'w str> {
        let Some(letters) = Letters::of(word) else { return Vec::new() };
        let is_listed = self.lists.has_stem(&SwedishStemmer::bundled().stem(word));
        let mut search = Search {
            compounds: self,
            heads: vec![None; letters.count()],
            letters,
            most,
            cuts: Vec::with_capacity(MOST_PARTS),
            best: 0.0,
            best_cuts: Vec::new(),
        };
        // A listed word is cut into known parts only.
        search.extend(0, 0.0, is_listed);
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
            let inner = if room > 0 && !self.is_place(part) { self.best_parts(part, room + 1) } else { Vec::new() };
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
            (true, true) => Last::Known(score(evidence, productivity, length) - if self.begins_with_link(part) { TIE } else { 0.0 }),
            (false, true) => Last::Unknown(unknown_score(length) - if part.starts_with('s') { PERHAPS_LINK } else { 0.0 }),
            _ => Last::No,
        }
    }

    /// Whether a part, or the part without its linking *s*, is a word as it
    /// stands.
    fn is_seen_free(&self, part: &str) -> bool {
        let is_seen = |part: &str| {
            self.free.get(part).is_some_and(|count| *count > 0) || self.lists.may_be_first(part, letters(part)) && letters(part) <= 3
        };
        is_seen(part) || part.strip_suffix('s').is_some_and(is_seen)
    }

    /// Whether a short last part may follow, which many words end in by chance.
    fn may_precede_short(&self, part: &str) -> bool {
        self.is_seen_free(part) || self.after.get(part).is_some_and(|count| *count >= PRODUCTIVE_BEFORE_SHORT)
    }

    /// What speaks for a last part: how often it is seen, or that it is derived
    /// from a word that is.
    pub(super) fn last_evidence(&self, part: &str, length: usize, stem: &str) -> u32 {
        let seen = self.last_seen(part, length, stem);
        if seen == 0 && length > 4 { self.derived_evidence(stem) } else { seen }
    }

    /// How often a last part is seen free, in any form of its stem.
    fn last_seen(&self, part: &str, length: usize, stem: &str) -> u32 {
        let own = self.free.get(part).copied().unwrap_or(0);
        // A stem that is no word itself is a verb's (småle) or a chance hit.
        let is_bare_stem = own == 0 && length <= 5 && part.trim_end_matches('s') == stem && !self.free.contains_key(stem);
        let has_room = letters(stem) > 3 || self.lists.is_short_last(stem);
        if length > 3 && !is_bare_stem && has_room { own.max(self.stem_count(stem)) } else { own }
    }

    /// Whether a string is a word that is seen free, in any form, and may be a last part.
    fn is_seen_last(&self, part: &str) -> bool {
        let length = letters(part);
        self.lists.may_be_last(part, length) && self.last_seen(part, length, &SwedishStemmer::bundled().stem(part)) > 0
    }

    /// Whether the *s* at the head of a last part may be a link, and a last part begin behind it.
    fn begins_with_link(&self, part: &str) -> bool {
        part.strip_prefix('s').is_some_and(|rest| self.is_seen_last(rest))
    }

    /// Whether an unknown string could be a first part.
    pub(super) fn like_first(&self, part: &str, length: usize) -> bool {
        let is_common = |ending| self.endings.get(&ending).is_some_and(|count| *count >= LIKE_A_WORD);
        length >= SHORTEST_UNKNOWN && part.contains(is_vowel) && last_three(part).is_some_and(is_common)
    }

    /// Whether an unknown string that no list rules out could be a last part.
    pub(super) fn like_last(&self, part: &str, length: usize) -> bool {
        let is_common = |beginning| self.beginnings.get(&beginning).is_some_and(|count| *count >= LIKE_A_WORD);
        let has_vowels = part.chars().filter(|letter| is_vowel(*letter)).count() >= 2;
        length >= SHORTEST_UNKNOWN && has_vowels && first_three(part).is_some_and(is_common) && !self.begins_with_link(part)
    }

    /// Whether an *s* behind a part is the link to the next by the part's own
    /// ending (*utbildning|styp* is none).
    fn forces_link(&self, part: &str, length: usize) -> bool {
        length > 4 && self.lists.forces_s(part)
    }

    /// Whether an *s* at the end of a part is hardly ever a link there
    /// (*grunds|kola* is none).
    fn prefers_bare(&self, part: &str) -> bool {
        // Beside the word in question, which itself was counted both ways.
        let others = |part: &str| self.after.get(part).map_or(0, |count| count.saturating_sub(1));
        let Some(bare) = part.strip_suffix('s') else { return false };
        let length = letters(bare);
        self.lists.may_be_first(bare, length)
            && !self.lists.forces_s(bare)
            && others(bare) > others(part).saturating_mul(RARELY_BARE)
            && self.first_evidence(bare, length) > 0
    }

    /// Whether a part is nearly always seen with a linking *s* (*arbet|slag* is none).
    fn prefers_link(&self, part: &str) -> bool {
        let productivity = |part: &str| self.after.get(part).copied().unwrap_or(0);
        productivity(&format!("{part}s")) > productivity(part).saturating_mul(RARELY_BARE)
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
            self.finish(from, to, score, has_unknown || unknown);
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
        let worth = match compounds.first_score(part, length) {
            Some(worth) => (worth, false),
            None if from == 0 && compounds.like_first(part, length) => (unknown_score(length), true),
            None => return None,
        };
        // The rest takes longer, and few strings come this far.
        let is_ending = from > 0 && compounds.lists.endings.matches(part.strip_suffix('s').unwrap_or(part));
        let is_verb = || compounds.lists.ends_in_particle(part) && !compounds.is_seen_free(part);
        (!is_ending && !is_verb() && !self.cuts_beside_link(part, length, to)).then_some(worth)
    }

    /// Whether the cut behind a part is on the wrong side of a linking *s*.
    fn cuts_beside_link(&self, part: &str, length: usize, to: usize) -> bool {
        let compounds = self.compounds;
        if part.ends_with('s') && compounds.prefers_bare(part) && compounds.is_seen_last(self.letters.rest(to - 1)) {
            return true;
        }
        let s_follows = self.letters.rest(to).starts_with('s');
        s_follows
            && (compounds.forces_link(part, length) || compounds.prefers_link(part) && compounds.is_seen_last(self.letters.rest(to + 1)))
    }

    /// Ends the word with a last part at letter `from`, where the part before
    /// it begins at `before`.
    fn finish(&mut self, before: usize, from: usize, score: f32, has_unknown: bool) {
        let is_short = self.letters.count() - from <= 3;
        if is_short && !self.compounds.may_precede_short(self.letters.slice(before, from)) {
            return;
        }
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
    LENGTH * (length.clamp(4, 10) as f32 - 4.0)
}
