//! Marks: which words of a text a query's clauses match, and how.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

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
    /// What was found for each word before: the hits of a page share most of theirs.
    met: RefCell<HashMap<(String, bool, bool), Rc<Met>>>,
}

/// What a word is to the marks.
struct Met {
    /// What it is indexed by.
    stems: Vec<String>,
    /// What it stands for by itself.
    mark: Option<Mark>,
}

impl<'a> Marks<'a> {
    /// The marks of a query's clauses.
    pub fn new(clauses: &[Clause], lexis: &'a Lexis) -> Self {
        let typed = clauses.iter().map(|clause| clause.text.clone()).collect();
        let mut marks = Marks {
            lexis,
            typed,
            stems: HashMap::new(),
            parts: HashMap::new(),
            phrases: HashMap::new(),
            met: RefCell::new(HashMap::new()),
        };
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
            What::Together(members) => members.iter().flat_map(|member| &member.forms).for_each(|member| self.add(clause, member)),
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
        let met: Vec<Rc<Met>> = tokens.iter().map(|token| self.met(text, token, languages)).collect();
        for (nth, token) in tokens.iter().enumerate() {
            let alone = || met.get(nth).and_then(|met| met.mark.as_ref()).map(|mark| (token.end, mark));
            let Some((end, mark)) = self.phrase_at(nth, &tokens, &met).or_else(alone) else { continue };
            match spans.last_mut() {
                // A joined form or phrase covers its parts; what lies inside is not marked twice.
                Some(last) if token.start < last.bytes.end => last.bytes.end = last.bytes.end.max(end),
                _ => spans.push(Span { bytes: token.start..end, word: mark.clause, how: mark.how.clone() }),
            }
        }
        spans
    }

    /// What a token is to the marks; each word is looked at once.
    fn met(&self, text: &str, token: &Token, languages: &[Language]) -> Rc<Met> {
        let written = text.get(token.start..token.end).unwrap_or_default();
        let word = if thesaurus::is_acronym(written) { written } else { &token.text };
        let key = (word.to_owned(), languages.contains(&Language::Swedish), languages.contains(&Language::English));
        if let Some(met) = self.met.borrow().get(&key) {
            return Rc::clone(met);
        }
        let stems = stems_of(written, token, languages);
        let whole = stems.iter().find_map(|stem| self.stems.get(stem));
        // A word that only resembles may have the very word as its part.
        let part = if whole.is_some_and(|mark| mark.how.distance() <= How::Part.distance()) { None } else { self.part(token) };
        let mark = whole.into_iter().chain(part).min_by_key(|mark| mark.how.distance()).cloned();
        // Stems are kept for phrases alone.
        let met = Rc::new(Met { stems: if self.phrases.is_empty() { Vec::new() } else { stems }, mark });
        self.met.borrow_mut().insert(key, Rc::clone(&met));
        met
    }

    fn part(&self, token: &Token) -> Option<&Mark> {
        if self.parts.is_empty() {
            return None;
        }
        self.lexis.part_stems(&token.text).iter().flatten().find_map(|stem| self.parts.get(stem))
    }

    /// A phrase that begins at a token, and the byte it ends at.
    fn phrase_at(&self, nth: usize, tokens: &[Token<'_>], met: &[Rc<Met>]) -> Option<(usize, &Mark)> {
        let first = met.get(nth)?;
        let phrases = first.stems.iter().find_map(|stem| self.phrases.get(stem))?;
        phrases.iter().find_map(|(phrase, mark)| {
            let mut end = tokens.get(nth)?.end;
            for (position, stem) in (tokens.get(nth)?.position..).zip(phrase).skip(1) {
                let mut at = tokens.iter().enumerate().skip(nth).take_while(|(_, token)| token.position <= position);
                let (_, token) =
                    at.find(|(at, token)| token.position == position && met.get(*at).is_some_and(|met| met.stems.contains(stem)))?;
                end = token.end;
            }
            Some((end, mark))
        })
    }
}

/// What a token is indexed by.
fn stems_of(written: &str, token: &Token, languages: &[Language]) -> Vec<String> {
    let mut stems: Vec<String> = languages.iter().map(|language| Analyzer::bundled().stem(&token.text, *language)).collect();
    if thesaurus::is_acronym(written) {
        stems.push(written.to_owned());
    }
    stems
}
