//! Every number that orders hits or decides which projects match, with where
//! it comes from. Weights of fields are in `index-schema/fields.toml`, weights of
//! synonyms in `index-schema/sv/synonyms.tsv`.
//!
//! # The recipe
//!
//! 1. **Words.** Question and filler words go, dots and rings come back, and an
//!    unknown word that leaves the query without a hit is respelt.
//! 2. **Neighbours that join.** Two words that the texts have as one compound are
//!    one clause; else the longest term of the thesaurus is, else the word.
//! 3. **A word** counts by its stem ([`STEM`]), as a part of compounds ([`PART`]),
//!    by stems spelt alike ([`ALIKE`]), and a compound by its parts apart
//!    ([`APART`], [`MODIFIER_ALONE`]).
//! 4. **A clause** is its word and its synonyms, combined: the best form plus
//!    [`TIE`] of the others.
//! 5. **Sum** the clauses, times the *coverage*: the share of the clauses, by
//!    rarity, that the project has; neighbours side by side add [`PAIR`].
//! 6. **Smooth** over kindred projects ([`KINSHIP`]).
//! 7. **Feed back** what the best are about ([`FEEDBACK`]).
//! 8. **Owner rule**: an owner's name that has every word raises by [`OWNER`].
//!
//! What clauses 1–5 match strongly are the hits ([`required`], [`LEAST_HITS`]);
//! 6 and 7 reorder them, and bring in what is shown as *nearby*.
//!
//! # How the numbers were found
//!
//! The starting values are those of a model of this recipe, tuned by coordinate
//! ascent on 54 judged queries over 374 real projects and read off on 109 others.
//! Then each was moved down and up, alone, on those 54 queries and on the 83 of
//! `corpus/judgements`, which somebody else wrote and judged. Between .2 and .7
//! of every weight the mean nDCG@10 over the 137 moved by less than .006, which
//! is inside the noise (a standard error of .018), so none was tuned further.
//! What an ingredient is worth as a whole stands in `docs/relevance.md`, with the
//! command that measures it. No number is there for one query's sake.
//!
//! A number from an embedding, should there ever be one, is added to the sum of
//! step 5 before anything reorders it; nothing else here would change.

/// BM25's saturation of repeated words, as Lucene and tantivy have it; .9 to 1.6 rank alike.
pub const K1: f32 = 1.2;

/// BM25's normalisation by length, as Lucene and tantivy have it; .6 to .9 rank alike.
pub const B: f32 = 0.75;

/// How much the weaker forms of one word add to its best form. 0 and plain sums
/// (1) cost .008 and .04 on the development queries.
pub const TIE: f32 = 0.2;

/// A word by its stem. A tenth above what counts as a whole, in place of a
/// posting list of its own for the word as typed.
pub const STEM: f32 = 1.1;

/// A word as a part of a compound, modifier or head.
pub const PART: f32 = 0.5;

/// A typed compound whose parts all stand in the text, times the sum of the parts.
pub const APART: f32 = 0.5;

/// A modifier of a typed compound without the rest.
pub const MODIFIER_ALONE: f32 = 0.4;

/// The share of a large collection above which a modifier alone tells nothing and is not walked.
/// A matter of cost: half of a query's time at 100 000 projects went into such parts.
pub const COMMON_MODIFIER: f64 = 0.1;

/// Two typed words that are one compound, both in the text, times their sum.
pub const PAIR_APART: f32 = 0.7;

/// Of that, where only one of the two is there.
pub const PAIR_HALF: f32 = 0.4;

/// Letters of the shortest compound that two typed words are joined to; shorter ones are chance.
pub const SHORTEST_JOINED: usize = 6;

/// The words of a term of the thesaurus, all in the text but not side by side.
pub const TERM_APART: f32 = 0.7;

/// A synonym as a part of a compound, times the synonym's own weight.
pub const SYNONYM_PART: f32 = 0.8;

/// A stem that is spelt alike, times the square of its similarity.
pub const ALIKE: f32 = 0.4;

/// The least similarity of such a stem (Dice over 4-grams by rarity); .3 and forty
/// of them rank alike at five times the cost.
pub const LEAST_ALIKE: f32 = 0.5;

/// How many such stems a word has at most.
pub const MOST_ALIKE: usize = 8;

/// A proposed spelling that is not taken: it ranks, and makes no hit.
pub const PROPOSED: f32 = 0.8;

/// How many times commoner than a typed word its twin with dots has to be to be
/// meant, where nothing in the query has dots.
pub const DOTTED_RATIO: u64 = 10;

/// The share of its neighbours' scores that a project gets.
pub const KINSHIP: f32 = 0.5;

/// The share of the best score that the project nearest to the feedback gets.
pub const FEEDBACK: f32 = 0.2;

/// The best projects that feed back, if they have [`FEEDBACK_LEAST`] of the best score.
pub const FEEDBACK_PROJECTS: usize = 10;

/// The least share of the best score of a project that feeds back.
pub const FEEDBACK_LEAST: f32 = 0.3;

/// The terms that are fed back; 20 and 30 rank alike.
pub const FEEDBACK_TERMS: usize = 15;

/// A term that a larger share of all projects has tells nothing.
pub const FEEDBACK_COMMON: f32 = 0.3;

/// Projects of a collection that kinship and feedback look through as a whole.
pub const SMALL_COLLECTION: usize = 1000;

/// Of a larger collection, the best that they work on: what stands lower is
/// on no page that anyone reads, and a thousand of them cost a fifth of the query.
pub const CANDIDATES: usize = 300;

/// The weight of a pair of neighbouring words that a project has side by side.
pub const PAIR: f32 = 0.7;

/// A phrase is rarer than the chance meeting of its words; its rarity is raised by this.
pub const PHRASE_RARITY: f32 = 1.3;

/// Every remaining word of the query in the owner's name: the searcher means the owner.
pub const OWNER: f32 = 1.5;

/// While fewer projects than this have the required words, one word less is required.
/// 10 gives .906 / .893 and .846 / .889 (nDCG@10 / R@50, development and held
/// out), 1 gives .904 and .844 with a quarter of the hits, 50 more hits than anyone reads.
pub const LEAST_HITS: usize = 10;

/// Of five words and more, this share is required, rounded up.
pub const MOST_OF_MANY: f64 = 0.6;

/// The ingredients, each of which an evaluation can turn off to see what it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe {
    /// Words are found as parts of compounds in the texts.
    pub parts: bool,
    /// A typed compound is found by its parts.
    pub apart: bool,
    /// Neighbouring words are joined to a compound.
    pub joined: bool,
    /// Synonyms and acronyms.
    pub synonyms: bool,
    /// The synonyms that only rank.
    pub related: bool,
    /// Stems that are spelt alike.
    pub alike: bool,
    /// The share of the words that a project has.
    pub coverage: bool,
    /// Neighbouring words side by side.
    pub pairs: bool,
    /// Kindred projects raise one another.
    pub kinship: bool,
    /// The best hits' own words.
    pub feedback: bool,
    /// The owner rule.
    pub owner: bool,
    /// Dots, rings and unknown words are mended.
    pub spelling: bool,
}

impl Default for Recipe {
    fn default() -> Self {
        Recipe {
            parts: true,
            apart: true,
            joined: true,
            synonyms: true,
            related: true,
            alike: true,
            coverage: true,
            pairs: true,
            kinship: true,
            feedback: true,
            owner: true,
            spelling: true,
        }
    }
}

impl Recipe {
    /// The names of the ingredients.
    pub const NAMES: [&str; 12] =
        ["parts", "apart", "joined", "synonyms", "related", "alike", "coverage", "pairs", "kinship", "feedback", "owner", "spelling"];

    /// Turns an ingredient off; whether there is one of that name.
    pub fn turn_off(&mut self, name: &str) -> bool {
        let ingredient = match name {
            "parts" => &mut self.parts,
            "apart" => &mut self.apart,
            "joined" => &mut self.joined,
            "synonyms" => &mut self.synonyms,
            "related" => &mut self.related,
            "alike" => &mut self.alike,
            "coverage" => &mut self.coverage,
            "pairs" => &mut self.pairs,
            "kinship" => &mut self.kinship,
            "feedback" => &mut self.feedback,
            "owner" => &mut self.owner,
            "spelling" => &mut self.spelling,
            _ => return false,
        };
        *ingredient = false;
        true
    }

    /// Stems alone: what the costs of the rest are measured against.
    pub fn stems_alone() -> Self {
        let mut recipe = Recipe::default();
        for name in Recipe::NAMES {
            recipe.turn_off(name);
        }
        recipe
    }
}

/// How many of `words` counted words a project must have before the
/// requirement is relaxed: all of one or two, all but one of three or four.
pub fn required(words: usize) -> usize {
    match words {
        0..=2 => words,
        3..=4 => words - 1,
        many => (many as f64 * MOST_OF_MANY).ceil() as usize,
    }
}

/// The rarity of a term that `matching` of `total` projects have.
pub fn rarity(total: u64, matching: u64) -> f32 {
    let (total, matching) = (total as f64, matching.min(total) as f64);
    (1.0 + (total - matching + 0.5) / (matching + 0.5)).ln() as f32
}

/// BM25 of one form: `frequency` occurrences in a text of `length` words, where the average text has `average`.
pub fn bm25(rarity: f32, frequency: u32, length: u32, average: f32) -> f32 {
    let frequency = frequency as f32;
    let norm = K1 * (1.0 - B + B * length as f32 / average.max(1.0));
    rarity * frequency * (K1 + 1.0) / (frequency + norm)
}

/// The best form plus [`TIE`] of the rest.
pub fn combine(best: f32, sum: f32) -> f32 {
    best + TIE * (sum - best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_words_are_required() {
        let of: Vec<usize> = (0..=10).map(required).collect();
        assert_eq!(of, [0, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6]);
    }

    #[test]
    fn rare_words_and_short_texts_score_higher() {
        assert!(rarity(1000, 3) > rarity(1000, 300));
        assert!(bm25(2.0, 1, 50, 100.0) > bm25(2.0, 1, 200, 100.0));
        assert!(bm25(2.0, 3, 100, 100.0) > bm25(2.0, 1, 100, 100.0));
    }

    #[test]
    fn every_ingredient_can_be_turned_off() {
        for name in Recipe::NAMES {
            let mut recipe = Recipe::default();
            assert!(recipe.turn_off(name) && recipe != Recipe::default(), "{name}");
        }
        assert!(!Recipe::default().turn_off("salt"));
    }
}
