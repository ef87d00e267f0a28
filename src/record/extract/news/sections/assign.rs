//! Gives each passage to the project it speaks of: the one it names, else the
//! one before; one that speaks of all projects is shared.

use super::{FIRST_PASSAGES, MOST_SHARED, NEXT_ROUND, SHARED, amounts};
use crate::record::extract::news::fact::owner;
use crate::record::extract::news::introduced;
use crate::record::extract::news::page::{Page, Passage};
use crate::record::extract::news::party::{Likeness, likeness};
use crate::record::extract::news::prose::{folded, has};
use crate::record::extract::news::told::Told;
use crate::record::vocabulary::Vocabulary;

/// The projects of a page while its passages are given to them.
pub(super) struct Assignment<'a> {
    projects: &'a mut [Told],
    vocabulary: &'a Vocabulary,
    /// The grants that each project's first passages tell of.
    grants: Vec<Vec<i64>>,
    /// Whose the last passage was.
    current: Option<usize>,
}

impl<'a> Assignment<'a> {
    pub(super) fn of(projects: &'a mut [Told], vocabulary: &'a Vocabulary) -> Self {
        let grants = vec![Vec::new(); projects.len()];
        Assignment { projects, vocabulary, grants, current: None }
    }

    /// Gives the passages, in the order of the page.
    pub(super) fn assign(mut self, passages: &[&Passage]) {
        for passage in passages {
            self.passage(passage);
        }
    }

    fn passage(&mut self, passage: &Passage) {
        let alone = self.projects.len() == 1;
        let lower = folded(&passage.text);
        let about_all = !alone && has(&lower, SHARED);
        if about_all {
            self.share_sentences(passage);
        }
        let named = mentions(self.projects, &lower);
        match named.as_slice() {
            _ if has(&lower, NEXT_ROUND) => {}
            [] if introduced::is_not_granted(&passage.text) => {}
            [] if about_all => share_with(self.projects, passage),
            [one] => {
                self.current = Some(*one);
                self.give(self.current, passage.clone());
            }
            [] if self.is_another(passage) => self.current = None,
            [] => self.give(self.current, passage.clone()),
            _ => self.divide(passage),
        }
    }

    /// The sentences about all projects in a passage about one: *Båda projekten startar i mars*.
    fn share_sentences(&mut self, passage: &Passage) {
        for sentence in passage.sentences() {
            let lower = folded(sentence);
            let shared = has(&lower, SHARED) && !has(&lower, NEXT_ROUND) && passage.text != sentence;
            if shared && mentions(self.projects, &lower).is_empty() {
                share_with(self.projects, &Passage { line: passage.line, text: sentence.to_owned() });
            }
        }
    }

    /// Whether a passage that names no project has a grant and an owner of its
    /// own: then it speaks of one whose name was not understood, and not of the
    /// project before.
    fn is_another(&self, passage: &Passage) -> bool {
        let Some(known) = self.current.and_then(|at| self.grants.get(at)).filter(|known| !known.is_empty()) else { return false };
        let new = amounts([passage], self.vocabulary).iter().any(|grant| !known.contains(grant));
        let lines: Vec<(usize, &str)> = passage.sentences().into_iter().map(|sentence| (passage.line, sentence)).collect();
        let owned = || owner::find(&lines, |party| likeness(party) < Likeness::Sure, |_| None).is_some();
        new && (lines.iter().any(|(_, sentence)| owner::told(sentence)) || owned())
    }

    fn give(&mut self, to: Option<usize>, passage: Passage) {
        let Some(at) = to else { return };
        if let (Some(told), Some(grants)) = (self.projects.get_mut(at), self.grants.get_mut(at)) {
            if told.own.len() < FIRST_PASSAGES {
                grants.extend(amounts([&passage], self.vocabulary));
            }
            told.own.push(passage);
        }
    }

    /// Of a passage about several projects each takes the sentences from its name on.
    fn divide(&mut self, passage: &Passage) {
        let mut parts: Vec<(Option<usize>, String)> = Vec::new();
        for sentence in passage.sentences().into_iter().flat_map(|sentence| clauses(self.projects, sentence)) {
            let named = mentions(self.projects, &folded(sentence));
            let to = match named.as_slice() {
                [] => self.current,
                [one] => Some(*one),
                _ => None,
            };
            if named.len() < 2 {
                self.current = to;
            }
            match parts.last_mut().filter(|(last, _)| *last == to) {
                Some((_, text)) => {
                    text.push(' ');
                    text.push_str(sentence);
                }
                None => parts.push((to, sentence.to_owned())),
            }
        }
        for (to, text) in parts {
            self.give(to, Passage { line: passage.line, text });
        }
    }
}

/// Which projects a text mentions, in lower case.
pub(super) fn mentions(projects: &[Told], lower: &str) -> Vec<usize> {
    projects.iter().enumerate().filter(|(_, told)| told.is_mentioned(lower)).map(|(at, _)| at).collect()
}

fn share_with(projects: &mut [Told], passage: &Passage) {
    projects.iter_mut().filter(|told| told.shared.len() < MOST_SHARED).for_each(|told| told.shared.push(passage.clone()));
}

/// Gives the passages about all projects to those that lists have told.
pub(in super::super) fn share(projects: &mut [Told], page: &Page) {
    let own: std::collections::HashSet<usize> = projects.iter().flat_map(|told| told.own.iter().map(|passage| passage.line)).collect();
    let about_all = |passage: &Passage| {
        let lower = folded(&passage.text);
        !own.contains(&passage.line) && has(&lower, SHARED) && !has(&lower, NEXT_ROUND)
    };
    let shared: Vec<Passage> = page.passages().filter(about_all).take(MOST_SHARED).collect();
    if projects.len() > 1 {
        projects.iter_mut().filter(|told| told.shared.is_empty()).for_each(|told| told.shared.clone_from(&shared));
    }
}

/// The clauses of a sentence, where each of them names one project; else the sentence.
fn clauses<'s>(projects: &[Told], sentence: &'s str) -> Vec<&'s str> {
    const BETWEEN: &[&str] = &[", och ", " medan ", "; ", ", men ", ", samt ", " och ", ", "];
    let each_names_one = |parts: &[&str]| parts.iter().all(|part| mentions(projects, &folded(part)).len() == 1);
    let parted = BETWEEN.iter().map(|sign| sentence.split(sign).collect::<Vec<_>>()).find(|parts| parts.len() > 1 && each_names_one(parts));
    parted.unwrap_or_else(|| vec![sentence])
}
