//! Marks: which words of a text a query's clauses match, and how.

use std::collections::HashMap;

use super::answer::Span;
use super::clause::{Clause, Form, How, What};
use super::lexis::Lexis;
use crate::analysis::{Analyzer, Language, Token, thesaurus, tokens};

/// What a stem stands for.
#[derive(Debug, Clone)]
struct Mark {
    clause: usize,
    how: How,
}

/// What marks words.
pub struct Marks<'a> {
    lexis: &'a Lexis,
    /// What was typed, clause by clause.
    pub typed: Vec<String>,
    stems: HashMap<String, Mark>,
    parts: HashMap<String, Mark>,
    /// By their first stem.
    phrases: HashMap<String, Vec<(Vec<String>, Mark)>>,
}

impl<'a> Marks<'a> {
    /// The marks of a query's clauses.
    pub fn new(clauses: &[Clause], lexis: &'a Lexis) -> Self {
        let typed = clauses.iter().map(|clause| clause.text.clone()).collect();
        let mut marks = Marks { lexis, typed, stems: HashMap::new(), parts: HashMap::new(), phrases: HashMap::new() };
        for (nth, clause) in clauses.iter().enumerate() {
            clause.forms.iter().for_each(|form| marks.add(nth, form));
        }
        marks
    }

    /// Whether nothing can be marked.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// The first form that gives a stem explains it: forms come nearest first.
    fn add(&mut self, clause: usize, form: &Form) {
        let mark = || Mark { clause, how: form.how.clone() };
        match &form.what {
            What::Stem(stem) => {
                self.stems.entry(stem.clone()).or_insert_with(mark);
            }
            What::Part(stem) => {
                self.parts.entry(stem.clone()).or_insert_with(mark);
            }
            What::Phrase(stems) => {
                if let Some(first) = stems.first() {
                    self.phrases.entry(first.clone()).or_default().push((stems.clone(), mark()));
                }
            }
            What::Together(members) => members.iter().flatten().for_each(|member| self.add(clause, member)),
        }
    }

    /// The words of a text that the query matched. A word is marked by its own
    /// language's stem or, in names, by either, as it was indexed.
    pub fn spans(&self, text: &str, languages: &[Language]) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        if self.is_empty() {
            return spans;
        }
        let tokens = tokens(text);
        let stems: Vec<Vec<String>> = tokens.iter().map(|token| stems_of(text, token, languages)).collect();
        for (nth, token) in tokens.iter().enumerate() {
            let found = self.phrase_at(nth, &tokens, &stems).or_else(|| self.word(token, stems.get(nth)?).map(|mark| (token.end, mark)));
            let Some((end, mark)) = found else { continue };
            match spans.last_mut() {
                // A joined form or phrase covers its parts; what lies inside is not marked twice.
                Some(last) if token.start < last.bytes.end => last.bytes.end = last.bytes.end.max(end),
                _ => spans.push(Span { bytes: token.start..end, word: mark.clause, how: mark.how.clone() }),
            }
        }
        spans
    }

    fn word(&self, token: &Token, stems: &[String]) -> Option<&Mark> {
        stems.iter().find_map(|stem| self.stems.get(stem)).or_else(|| self.part(token))
    }

    fn part(&self, token: &Token) -> Option<&Mark> {
        if self.parts.is_empty() {
            return None;
        }
        self.lexis.part_stems(&token.text).iter().flatten().find_map(|stem| self.parts.get(stem))
    }

    /// A phrase that begins at a token, and the byte it ends at.
    fn phrase_at(&self, nth: usize, tokens: &[Token], stems: &[Vec<String>]) -> Option<(usize, &Mark)> {
        let first = stems.get(nth)?;
        let phrases = first.iter().find_map(|stem| self.phrases.get(stem))?;
        phrases.iter().find_map(|(phrase, mark)| {
            let mut position = tokens.get(nth)?.position;
            let mut end = tokens.get(nth)?.end;
            for stem in phrase.iter().skip(1) {
                position += 1;
                let mut at = tokens.iter().enumerate().skip(nth).take_while(|(_, token)| token.position <= position);
                let (_, token) =
                    at.find(|(at, token)| token.position == position && stems.get(*at).is_some_and(|stems| stems.contains(stem)))?;
                end = token.end;
            }
            Some((end, mark))
        })
    }
}

/// What a token is indexed by.
fn stems_of(text: &str, token: &Token, languages: &[Language]) -> Vec<String> {
    let mut stems: Vec<String> = languages.iter().map(|language| Analyzer::bundled().stem(&token.text, *language)).collect();
    let written = text.get(token.start..token.end).unwrap_or_default();
    if thesaurus::is_acronym(written) {
        stems.push(written.to_owned());
    }
    stems
}
