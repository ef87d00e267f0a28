//! The terms of a text: what the index stores of each word.
//!
//! Each distinct word is analysed once a run, since a language has few of
//! them, and remembered with its stem, the stems of its parts and how often it
//! was met: the commonest word of a stem is the one to show for it.

use std::collections::HashMap;

use super::tantivy::Stems;
use crate::analysis::{self, Analyzer, Compounds, Language, suspended, thesaurus};

/// The terms of one text, each with its position.
#[derive(Debug, Default, Clone)]
pub struct Terms {
    /// Stems, joined forms of suspended compounds, and acronyms as written.
    pub stems: Stems,
    /// The stems of the parts of compounds.
    pub parts: Stems,
}

/// What is known of a word.
struct Known {
    stem: String,
    parts: Vec<String>,
    met: u32,
}

/// Remembers the terms of each distinct word.
pub struct TermMemory<'a> {
    compounds: &'a Compounds,
    swedish: HashMap<String, Known>,
    english: HashMap<String, Known>,
}

impl<'a> TermMemory<'a> {
    /// A memory that splits compounds as a generation has learnt to.
    pub fn new(compounds: &'a Compounds) -> Self {
        TermMemory { compounds, swedish: HashMap::new(), english: HashMap::new() }
    }

    /// The terms of a text; stems of both languages where both are asked.
    pub fn of(&mut self, text: &str, languages: &[Language]) -> Terms {
        let mut terms = Terms::default();
        let tokens = analysis::tokens(text);
        let joined = suspended::joined(&tokens, self.compounds);
        for token in &tokens {
            self.add(&token.text, token.position, languages, &mut terms);
            let written = text.get(token.start..token.end).unwrap_or_default();
            if thesaurus::is_acronym(written) {
                terms.stems.push((token.position, written.to_owned()));
            }
        }
        for (position, word) in joined {
            self.add(&word, position, languages, &mut terms);
        }
        // A joined form belongs to the position of its first part.
        terms.stems.sort_by_key(|(position, _)| *position);
        terms
    }

    fn add(&mut self, word: &str, position: usize, languages: &[Language], terms: &mut Terms) {
        for language in languages {
            let known = self.known(word, *language);
            if !terms.stems.iter().rev().take_while(|(at, _)| *at == position).any(|(_, stem)| *stem == known.stem) {
                terms.stems.push((position, known.stem.clone()));
            }
            terms.parts.extend(known.parts.iter().map(|part| (position, part.clone())));
        }
    }

    fn known(&mut self, word: &str, language: Language) -> &Known {
        let memory = match language {
            Language::Swedish => &mut self.swedish,
            Language::English => &mut self.english,
        };
        if !memory.contains_key(word) {
            let stem = Analyzer::bundled().stem(word, language);
            let parts = match language {
                Language::Swedish => self.compounds.parts_of(word),
                Language::English => Vec::new(),
            };
            // Distinct words are bounded by the records, and those by the format's limits.
            memory.insert(word.to_owned(), Known { stem, parts, met: 0 });
        }
        let known = memory.entry(word.to_owned()).or_insert_with(|| Known { stem: String::new(), parts: Vec::new(), met: 0 });
        known.met = known.met.saturating_add(1);
        known
    }

    /// The commonest word of each stem.
    pub fn shown(&self) -> HashMap<&str, &str> {
        let mut best: HashMap<&str, (&str, u32)> = HashMap::new();
        for (word, known) in self.swedish.iter().chain(&self.english) {
            let entry = best.entry(&known.stem).or_insert((word, known.met));
            // Of equally common ones the shorter, then the first in order: never the map's chance.
            let better = (std::cmp::Reverse(known.met), word.len(), word.as_str()) < (std::cmp::Reverse(entry.1), entry.0.len(), entry.0);
            if better {
                *entry = (word, known.met);
            }
        }
        best.into_iter().map(|(stem, (word, _))| (stem, word)).collect()
    }
}
