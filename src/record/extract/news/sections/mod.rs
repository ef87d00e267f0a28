//! Which passages of running text speak of which project.
//!
//! A page has its projects under **headings** of their own, or **introduces**
//! them in running text (*Projektet X med projektägare Y får …*). A passage
//! that speaks of one project is that project's; one that speaks of several is
//! **shared**.

mod assign;
mod headings;

use std::collections::HashSet;

use self::assign::{Assignment, mentions};
use super::fact::{grant, owner};
use super::introduced;
use super::names::{self, Introduction};
use super::page::{Passage, Section};
use super::party::{Likeness, likeness};
use super::prose::{folded, has};
use super::told::Told;
use crate::record::vocabulary::Vocabulary;

pub(super) use assign::share;

/// Passages with one of these speak of all projects of a page.
const SHARED: &[&str] = &[
    "båda projekten",
    "projekten",
    "samtliga projekt",
    "alla projekt",
    "de två projekten",
    "de tre projekten",
    "de fyra projekten",
    "bägge projekten",
    "alla tre",
    "alla fyra",
];
/// Passages with one of these speak of something that is still to come.
const NEXT_ROUND: &[&str] = &[
    "nästa beslutsomgång",
    "nästa utlysning",
    "ny utlysning",
    "nya utlysningar",
    "nästa ansökningsomgång",
    "nästa omgång",
    "nästa möte",
    "ansökningsomgång är öppen",
];

/// The most projects of one page; the longest list seen has 18.
pub(super) const MOST_PROJECTS: usize = 200;
/// Among how many of its first passages a project's grant is looked for.
const FIRST_PASSAGES: usize = 20;
/// The most passages about all projects that one keeps.
const MOST_SHARED: usize = 10;

/// The projects that sections tell of, in the order of the page. `granted` says
/// that the page tells of granted projects throughout; `known` are those that
/// other layouts have read already.
pub(super) fn projects(sections: &[Section], vocabulary: &Vocabulary, known: &[Told], granted: bool) -> Vec<Told> {
    let headed = headings::under_headings(sections, vocabulary, !known.is_empty());
    let rest: Vec<&Section> = sections.iter().enumerate().filter(|(at, _)| !headed.contains(at)).map(|(_, section)| section).collect();
    let mut found: Vec<Told> = headed.iter().filter_map(|at| sections.get(*at).and_then(headings::told_by_heading)).collect();
    let introduced = in_prose(&rest, vocabulary, found.iter().chain(known), granted);
    found.extend(introduced);
    found.sort_by_key(|told| told.line);
    found
}

fn amounts<'p>(passages: impl IntoIterator<Item = &'p Passage>, vocabulary: &Vocabulary) -> Vec<i64> {
    let sentences = passages.into_iter().flat_map(Passage::sentences);
    sentences.flat_map(|sentence| grant::grants(sentence, vocabulary)).map(|mention| mention.amount.amount_ore).collect()
}

/// The names that the passages introduce together with a grant or an owner.
fn candidates(passages: &[Passage], vocabulary: &Vocabulary) -> Vec<Introduction> {
    let mut found: Vec<Introduction> = Vec::new();
    for passage in passages {
        for new in introduced::names(passage, vocabulary, false) {
            if found.len() < MOST_PROJECTS && !found.iter().any(|old| old.key == new.key) {
                found.push(new);
            }
        }
    }
    found
}

/// The projects that sections without a project of their own introduce.
fn in_prose<'k>(sections: &[&Section], vocabulary: &Vocabulary, known: impl Iterator<Item = &'k Told> + Clone, granted: bool) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    let mut passages: Vec<&Passage> = Vec::new();
    for section in sections {
        for (passage, at) in section.passages.iter().zip(&section.places) {
            passages.push(passage);
            for (name, line, at) in named(passage, *at, vocabulary, granted) {
                let key = names::key(&name);
                let new = |told: &Told| !names::is_part(&told.key, &key) && !names::is_within(&told.key, &key);
                if found.len() < MOST_PROJECTS && found.iter().all(new) && known.clone().all(new) {
                    found.push(Told::named(&name, line, at));
                }
            }
        }
    }
    Assignment::of(&mut found, vocabulary).assign(&passages);
    if !found.is_empty() {
        let nameless = nameless(&found, sections, vocabulary);
        found.extend(nameless);
    }
    found
}

/// Passages that tell of one more project, which they do not name: a grant and
/// an owner of their own, and the word for a project.
fn nameless(found: &[Told], sections: &[&Section], vocabulary: &Vocabulary) -> Vec<Told> {
    const ONE: &[&str] = &["en förstudie", "ett projekt", "projektet", "förstudien", "en satsning"];
    let own: HashSet<usize> = found.iter().flat_map(|told| told.own.iter().map(|own| own.line)).collect();
    let claimed = |passage: &Passage| own.contains(&passage.line);
    let all = sections.iter().flat_map(|section| section.passages.iter().zip(&section.places));
    let told = all.filter(|(passage, _)| !claimed(passage)).filter_map(|(passage, at)| {
        let lower = folded(&passage.text);
        let grants = amounts([passage], vocabulary);
        let lines: Vec<(usize, &str)> = passage.sentences().into_iter().map(|sentence| (passage.line, sentence)).collect();
        let owner = owner::find(&lines, |party| likeness(party) == Likeness::No, |_| None);
        let one = has(&lower, ONE)
            && grants.len() == 1
            && owner.is_some()
            && mentions(found, &lower).is_empty()
            && !grant::counts_projects(&passage.text);
        one.then(|| Told { line: passage.line, at: *at, own: vec![passage.clone()], ..Told::default() })
    });
    told.take(MOST_PROJECTS).collect()
}

/// The names of a passage, each with its line and place.
fn named(passage: &Passage, at: usize, vocabulary: &Vocabulary, granted: bool) -> Vec<(String, usize, usize)> {
    let headed = introduced::headed(&passage.text, vocabulary).filter(|_| !has(&folded(&passage.text), NEXT_ROUND));
    let introduced = introduced::names(passage, vocabulary, granted).into_iter().map(|introduced| introduced.name);
    let names: Vec<String> = match headed {
        Some((name, _)) => vec![name.to_owned()],
        None => introduced.collect(),
    };
    names.into_iter().map(|name| (name, passage.line, at)).collect()
}
