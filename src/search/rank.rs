//! Every number that orders hits or decides which projects match, with where
//! it comes from. Weights of fields are in `index-schema/fields.toml`, weights
//! of synonyms beside them in `index-schema/sv/synonyms.tsv`.

/// BM25's saturation of repeated words, as Lucene and tantivy have it.
pub const K1: f32 = 1.2;

/// BM25's normalisation by length, as Lucene and tantivy have it.
pub const B: f32 = 0.75;

/// How much the weaker forms of one word add to its best form.
pub const TIE: f32 = 0.2;

/// A word by its stem.
pub const STEM: f32 = 1.1;
/// A word as a part of a compound.
pub const PART: f32 = 0.5;
/// A typed compound by all of its parts.
pub const APART: f32 = 0.5;
/// A modifier of a typed compound alone.
pub const MODIFIER_ALONE: f32 = 0.4;
/// The head of a typed compound alone.
pub const HEAD_ALONE: f32 = 0.05;
/// Two words that are one compound, apart.
pub const PAIR_APART: f32 = 0.7;
/// One alone of them.
pub const PAIR_HALF: f32 = 0.4;
/// Letters of the shortest compound that two words are joined to.
pub const SHORTEST_JOINED: usize = 6;
/// The words of a term of the thesaurus, apart.
pub const TERM_APART: f32 = 0.7;
/// A synonym as a part of a compound.
pub const SYNONYM_PART: f32 = 0.8;
/// Stems alike.
pub const ALIKE: f32 = 0.4;
/// Least similarity.
pub const LEAST_ALIKE: f32 = 0.5;
/// Most.
pub const MOST_ALIKE: usize = 8;
/// A proposed spelling, beside the word as typed.
pub const PROPOSED: f32 = 0.8;
/// Ratio.
pub const DOTTED_RATIO: u64 = 10;
/// Kinship.
pub const KINSHIP: f32 = 0.5;
/// Candidates.
pub const CANDIDATES: usize = 300;
/// Small.
pub const SMALL_COLLECTION: usize = 1000;
/// Common modifier.
pub const COMMON_MODIFIER: f64 = 0.1;
/// Feedback.
pub const FEEDBACK: f32 = 0.2;
/// Documents.
pub const FEEDBACK_PROJECTS: usize = 10;
/// Share of the best.
pub const FEEDBACK_LEAST: f32 = 0.3;
/// Terms.
pub const FEEDBACK_TERMS: usize = 15;
/// Common.
pub const FEEDBACK_COMMON: f32 = 0.3;

/// The weight of a pair of neighbouring words that a project has side by side.
pub const PAIR: f32 = 0.7;

/// A phrase is rarer than its rarest word; its words' rarity is raised by this.
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
    /// Parts of compounds in the texts.
    pub parts: bool,
    /// A typed compound's parts apart.
    pub apart: bool,
    /// Neighbours joined to a compound.
    pub joined: bool,
    /// The thesaurus.
    pub synonyms: bool,
    /// Its weak half.
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
    /// Corrections.
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
