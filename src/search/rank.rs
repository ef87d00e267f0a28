//! Every number that orders hits or decides which projects match, with where
//! it comes from. Weights of fields are in `index-schema/fields.toml`.
//!
//! The score of a project is
//!
//! ```text
//! coverage · Σ words combine(forms of the word) + Σ adjacent pairs PAIR · phrase
//! ```
//!
//! where a form's score is BM25 over the one searched text, `combine` is the
//! best form plus [`TIE`] of the others, and coverage is the share of the
//! query's words, weighted by rarity, that the project has. Measured on 163
//! judged queries (54 for development): without coverage nDCG@10 falls by
//! .014 and .012, summing the forms instead of combining them costs .04 on the
//! development set, and the length normalisation of .75 is as good as any.
//!
//! A number from an embedding, should there ever be one, is added to the sum
//! above before anything reorders it; nothing else here would change.

/// BM25's saturation of repeated words, as Lucene and tantivy have it.
pub const K1: f32 = 1.2;

/// BM25's normalisation by length, as Lucene and tantivy have it.
pub const B: f32 = 0.75;

/// How much the weaker forms of one word add to its best form.
pub const TIE: f32 = 0.2;

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
}
