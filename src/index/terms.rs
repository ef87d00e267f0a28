//! The terms of a text: what the index stores of each word.
//!
//! Each distinct word is analysed once a run, since a language has few of
//! them, and remembered with its stem, the stems of its parts and how often it
//! was met: the commonest word of a stem is the one to show for it.

use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};

use super::learnt::Learnt;
use super::tantivy::Stems;
use crate::analysis::{self, Analyzer, Language, suspended, thesaurus};

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
    stem: Arc<str>,
    parts: Vec<Arc<str>>,
    met: u32,
}

/// The words of one language met so far.
#[derive(Default)]
struct Memory {
    numbers: HashMap<String, usize>,
    known: Vec<Known>,
}

/// Remembers the terms of each distinct word.
pub struct TermMemory<'a> {
    learnt: &'a Learnt,
    swedish: Memory,
    english: Memory,
}

impl<'a> TermMemory<'a> {
    /// A memory that splits compounds as a generation has learnt to.
    pub fn new(learnt: &'a Learnt) -> Self {
        TermMemory { learnt, swedish: Memory::default(), english: Memory::default() }
    }

    /// The terms of a text; stems of both languages where both are asked.
    pub fn of(&mut self, text: &str, languages: &[Language]) -> Terms {
        let mut terms = Terms::default();
        let tokens = analysis::tokens(text);
        let joined = suspended::joined(&tokens, &self.learnt.compounds, &|word| self.learnt.parts(word));
        for token in &tokens {
            self.add(&token.text, token.position, languages, &mut terms);
            let written = text.get(token.start..token.end).unwrap_or_default();
            if written.starts_with(char::is_uppercase) && thesaurus::is_acronym(written) {
                terms.stems.push((token.position, written.into()));
            }
        }
        if !joined.is_empty() {
            joined.into_iter().for_each(|(position, word)| self.add(&word, position, languages, &mut terms));
            // A joined form belongs to the position of its first part.
            terms.stems.sort_by_key(|(position, _)| *position);
        }
        terms
    }

    fn add(&mut self, word: &str, position: usize, languages: &[Language], terms: &mut Terms) {
        for language in languages {
            let known = self.known(word, *language);
            if !terms.stems.iter().rev().take_while(|(at, _)| *at == position).any(|(_, stem)| *stem == known.stem) {
                terms.stems.push((position, Arc::clone(&known.stem)));
            }
            terms.parts.extend(known.parts.iter().map(|part| (position, Arc::clone(part))));
        }
    }

    fn known(&mut self, word: &str, language: Language) -> &Known {
        let memory = match language {
            Language::Swedish => &mut self.swedish,
            Language::English => &mut self.english,
        };
        let number = match memory.numbers.get(word) {
            Some(number) => *number,
            None => {
                let stem = Analyzer::bundled().stem(word, language).into();
                let parts = match language {
                    Language::Swedish => self.learnt.part_stems(word).into_iter().flatten().map(Arc::from).collect(),
                    Language::English => Vec::new(),
                };
                // Distinct words are bounded by the records, and those by the format's limits.
                memory.numbers.insert(word.to_owned(), memory.known.len());
                memory.known.push(Known { stem, parts, met: 0 });
                memory.known.len() - 1
            }
        };
        let known = &mut memory.known[number];
        known.met = known.met.saturating_add(1);
        known
    }
}

/// The commonest word of each stem, by all that was met.
pub fn shown<'m>(memories: &'m [TermMemory<'_>]) -> HashMap<&'m str, &'m str> {
    let mut met: HashMap<(&str, &str), u32> = HashMap::new();
    for memory in memories.iter().flat_map(|terms| [&terms.swedish, &terms.english]) {
        for (word, number) in &memory.numbers {
            if let Some(known) = memory.known.get(*number) {
                let sum = met.entry((word, &known.stem)).or_default();
                *sum = sum.saturating_add(known.met);
            }
        }
    }
    let mut best: HashMap<&str, (&str, u32)> = HashMap::new();
    for ((word, stem), met) in met {
        let entry = best.entry(stem).or_insert((word, met));
        // Of equally common ones the shorter, then the first in order: never the map's chance.
        let better = (std::cmp::Reverse(met), word.len(), word) < (std::cmp::Reverse(entry.1), entry.0.len(), entry.0);
        if better {
            *entry = (word, met);
        }
    }
    best.into_iter().map(|(stem, (word, _))| (stem, word)).collect()
}
