//! From the query tree to clauses of stems with their rarity.

use tantivy::Term;

use super::SearchError;
use super::served::{Served, internal};
use crate::analysis::{Analyzer, Language};
use crate::search::query::{Query, Word};
use crate::search::rank;

/// A query as the engine evaluates it.
pub struct Lowered {
    /// What is looked for, in the order typed.
    pub wanted: Vec<Clause>,
    /// What must not match.
    pub unwanted: Vec<Clause>,
}

/// One word or phrase of the query.
pub struct Clause {
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
pub enum Form {
    /// A stem, and how many projects have it.
    Stem(String, u64),
    /// Stems side by side.
    Phrase(Vec<String>),
}

impl Lowered {
    /// Every stem that marks a word in a text, with the number of its clause.
    pub fn stems(&self) -> Vec<(String, usize)> {
        let mut stems = Vec::new();
        for (nth, clause) in self.wanted.iter().enumerate() {
            for form in &clause.forms {
                match form {
                    Form::Stem(stem, _) => stems.push((stem.clone(), nth)),
                    Form::Phrase(phrase) => stems.extend(phrase.iter().map(|stem| (stem.clone(), nth))),
                }
            }
        }
        stems
    }
}

/// Lowers a query for a generation.
pub fn lower(query: &Query, served: &Served) -> Result<Lowered, SearchError> {
    let clauses =
        |queries: Vec<&Query>| queries.into_iter().filter_map(|query| clause(query, served).transpose()).collect::<Result<_, _>>();
    Ok(Lowered { wanted: clauses(query.wanted())?, unwanted: clauses(query.unwanted())? })
}

fn clause(query: &Query, served: &Served) -> Result<Option<Clause>, SearchError> {
    match query {
        Query::Word(word) => word_clause(word, served).map(Some),
        Query::Phrase(words) => phrase_clause(words, served).map(Some),
        Query::Everything | Query::Not(_) | Query::Most(_) => Ok(None),
    }
}

fn word_clause(word: &Word, served: &Served) -> Result<Clause, SearchError> {
    let mut forms = Vec::new();
    let mut matching = 0;
    for stem in Analyzer::bundled().query_stems(&word.whole) {
        let frequency = document_frequency(&stem, served)?;
        matching = matching.max(frequency);
        forms.push(Form::Stem(stem, frequency));
    }
    let neighbour = word.apart.is_empty().then(|| Analyzer::bundled().stem(&word.whole, Language::Swedish));
    forms.extend(phrases(&word.apart));
    Ok(Clause { forms, rarity: rank::rarity(served.searcher.num_docs(), matching.max(1)), required: false, neighbour })
}

fn phrase_clause(words: &[String], served: &Served) -> Result<Clause, SearchError> {
    let mut rarest: f32 = 0.0;
    for word in words {
        for stem in Analyzer::bundled().query_stems(word) {
            let frequency = document_frequency(&stem, served)?;
            rarest = rarest.max(rank::rarity(served.searcher.num_docs(), frequency.max(1)));
        }
    }
    Ok(Clause { forms: phrases(words), rarity: rarest * rank::PHRASE_RARITY, required: true, neighbour: None })
}

/// The words side by side, as Swedish and, where that differs, as English.
fn phrases(words: &[String]) -> Vec<Form> {
    if words.is_empty() {
        return Vec::new();
    }
    let stems = |language| -> Vec<String> { words.iter().map(|word| Analyzer::bundled().stem(word, language)).collect() };
    let (swedish, english) = (stems(Language::Swedish), stems(Language::English));
    let mut forms = vec![Form::Phrase(swedish.clone())];
    if english != swedish {
        forms.push(Form::Phrase(english));
    }
    forms
}

fn document_frequency(stem: &str, served: &Served) -> Result<u64, SearchError> {
    served.searcher.doc_freq(&Term::from_field_text(served.stem, stem)).map_err(internal)
}
