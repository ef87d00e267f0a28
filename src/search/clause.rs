//! Clauses: what an engine looks for, word by word of the query.
//!
//! A *clause* is one thing the searcher asks for: a word, two words that are
//! one compound written apart, a phrase. A *form* is one way it can stand in a
//! text, with its weight. A form is *strong* where having it is having the
//! clause, so that it makes a project a hit; a weak one only ranks.

use std::fmt;

use crate::analysis::Analyzer;

/// One thing the searcher asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// As typed.
    pub text: String,
    /// The ways it can stand in a text.
    pub forms: Vec<Form>,
    /// How rare it is: the weight of having it.
    pub rarity: f32,
    /// Whether a hit must have it: a phrase, not a word.
    pub required: bool,
    /// For a single word its Swedish stem, for the boost of neighbours.
    pub neighbour: Option<String>,
}

/// One way a clause can stand in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// What is looked up.
    pub what: What,
    /// How much it counts; the word itself counts about 1.
    pub weight: f32,
    /// Whether having it makes a hit.
    pub strong: bool,
    /// Why it stands for the clause.
    pub how: How,
}

/// What is looked up.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// The stem of a word.
    Stem(String),
    /// The stem of a part of a compound.
    Part(String),
    /// Stems side by side.
    Phrase(Vec<String>),
    /// Several things in one text, wherever they stand.
    Together(Vec<Member>),
}

/// One of several things that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The ways it can stand in a text.
    pub forms: Vec<Form>,
    /// How much it counts where it stands without the others; 0 for nothing.
    pub alone: f32,
    /// Whether having it alone makes a hit.
    pub strong: bool,
}

/// Why a form stands for what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum How {
    /// It is the word, inflected perhaps.
    Word,
    /// It is a part of a compound: *kompetens* in *kompetenshöjande*.
    Part,
    /// The typed compound's parts stand apart: *utveckling av kompetens*.
    Apart,
    /// The typed words stand as one compound: *kompetens utveckling*.
    Joined,
    /// It is a synonym, as the thesaurus writes it.
    Synonym(String),
    /// It begins as typed before the star.
    Prefix,
    /// It was typed without its dots and rings: *smaforetag*.
    Dots(String),
    /// It is what an unknown word was probably meant to be.
    Spelling(String),
    /// It is spelt much like the word.
    Alike,
}

impl How {
    /// How far a form is from what was typed: 0 is the word itself.
    pub fn distance(&self) -> u8 {
        match self {
            How::Word | How::Prefix => 0,
            How::Joined | How::Dots(_) => 1,
            How::Part => 2,
            How::Apart => 3,
            How::Spelling(_) => 4,
            How::Synonym(_) => 5,
            How::Alike => 6,
        }
    }
}

impl Clause {
    /// A word by its stems alone, with nothing to rank by.
    pub fn of_word(word: &str) -> Self {
        let forms = Analyzer::bundled().query_stems(word).into_iter().map(|stem| Form::strong(What::Stem(stem), 1.0, How::Word)).collect();
        Clause { text: word.to_owned(), forms, rarity: 0.0, required: false, neighbour: None }
    }
}

impl Form {
    /// A form that makes a hit.
    pub fn strong(what: What, weight: f32, how: How) -> Self {
        Form { what, weight, strong: true, how }
    }

    /// A form that only ranks.
    pub fn weak(what: What, weight: f32, how: How) -> Self {
        Form { what, weight, strong: false, how }
    }
}

impl fmt::Display for What {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            What::Stem(stem) => to.write_str(stem),
            What::Part(stem) => write!(to, "~{stem}"),
            What::Phrase(stems) => write!(to, "\"{}\"", stems.join(" ")),
            What::Together(members) => {
                let shown = |member: &Member| member.forms.iter().map(|form| form.what.to_string()).collect::<Vec<_>>().join("|");
                write!(to, "({})", members.iter().map(shown).collect::<Vec<_>>().join(" + "))
            }
        }
    }
}
