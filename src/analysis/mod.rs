//! Language: what a text and a query are cut into, and what counts as the
//! same word.
//!
//! A text becomes **tokens** (`token`: words with their place in the text),
//! each token is **folded** (`fold`: lower case, accents away, but å ä ö are
//! letters) and reduced to its **stem** (`swedish`, `english`), and the stem,
//! never the word, is what the index stores and a query looks up. Both sides
//! call the same [`Analyzer`]; [`VERSION`] stands in every generation, and a
//! generation of another version is built anew before it serves.
//!
//! ```
//! use fondsok::analysis::{Analyzer, Language};
//! let stems: Vec<String> = Analyzer::bundled()
//!     .terms("Kommunernas företag", Language::Swedish)
//!     .map(|term| term.stem)
//!     .collect();
//! assert_eq!(stems, Analyzer::bundled().terms("kommun företagens", Language::Swedish).map(|t| t.stem).collect::<Vec<_>>());
//! ```
//!
//! Beside its stem a word has **parts** where it is a compound ([`compound`],
//! learnt from the texts of a generation), **synonyms** ([`thesaurus`], and the
//! acronyms that texts define, [`definitions`]), and an unknown word has
//! spellings that it was probably meant to be. Nothing here knows what a project
//! is, or that tantivy exists.

mod analyzer;
pub mod collation;
pub mod completion;
pub mod compound;
pub mod definitions;
mod filler;
mod fold;
mod fuzzy;
pub mod language;
pub mod ngrams;
pub mod spelling;
pub mod suspended;
mod swedish;
pub mod thesaurus;
mod token;
mod trie;

pub use analyzer::{Analyzer, Term};
pub use compound::Compounds;
pub use fold::{fold, same_letters};
pub use language::Language;
pub use thesaurus::Thesaurus;
pub use token::{Token, tokens};

/// The version of the analysis. A changed rule, list or token boundary makes
/// other terms of the same text, so every such change raises it.
pub const VERSION: u32 = 2;
