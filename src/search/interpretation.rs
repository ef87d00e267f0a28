//! How a query was understood, for a person to see and to undo.

/// How a query was understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interpretation {
    /// What is looked for, in the order typed.
    pub words: Vec<UnderstoodWord>,
    /// Unknown words and what they were probably meant to be.
    pub corrections: Vec<CorrectedWord>,
    /// What words were expanded to.
    pub synonyms: Vec<Expansion>,
    /// Conditions that apply, and others that are offered.
    pub filters: Vec<UnderstoodFilter>,
}

/// A word, phrase or pair of words that is looked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct UnderstoodWord {
    /// As typed.
    pub text: String,
    /// The stem it is found by.
    pub stem: String,
    /// The parts of a compound.
    pub parts: Vec<String>,
    /// The compound that words typed apart were joined to.
    pub joined: Option<String>,
    /// Projects that have it in one of its strong forms; 0 where nobody does.
    pub projects: u64,
}

/// An unknown word and what it was probably meant to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectedWord {
    /// As typed.
    pub from: String,
    /// A word of the texts.
    pub to: String,
    /// Whether it was searched for instead; else it is a proposal.
    pub applied: bool,
    /// The whole query with it.
    pub query: String,
    /// The whole query with the word in quotation marks, which are never respelt.
    pub literal: String,
    /// Whether only dots and rings were missing.
    pub dots: bool,
}

/// A word and what it was expanded to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expansion {
    /// As typed.
    pub from: String,
    /// Terms whose having counts as having the word.
    pub to: Vec<String>,
    /// Terms that only rank.
    pub related: Vec<String>,
}

/// A condition in the query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnderstoodFilter {
    /// As typed.
    pub text: String,
    /// The parameter it is like: `county`, `granted_min`.
    pub field: String,
    /// The parameter's value.
    pub value: String,
    /// What to show in Swedish.
    pub label_sv: String,
    /// What to show in English.
    pub label_en: String,
    /// Whether it applies; else it is offered.
    pub applied: bool,
    /// Whether it excludes.
    pub excluded: bool,
    /// The query without it.
    pub query: String,
}
