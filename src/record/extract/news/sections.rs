//! Which passages speak of which project.
//!
//! A page has its projects under **headings** of their own, or **introduces**
//! them in running text (*Projektet X med projektägare Y får …*), or speaks of
//! one that it never names. A passage that speaks of one project is that
//! project's; one that speaks of several is **shared**.

use super::names::{self, Introduction};
use super::page::{Page, Passage, Section, is_caps};
use super::prose::{folded, has, words};
use super::{grant, owner};
use crate::record::vocabulary::Vocabulary;

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
];
/// Passages with one of these speak of something that is still to come.
const NEXT_ROUND: &[&str] =
    &["nästa beslutsomgång", "nästa utlysning", "ny utlysning", "nya utlysningar", "nästa ansökningsomgång", "nästa omgång"];

/// The most projects of one page; the longest list seen has 18.
pub(super) const MOST_PROJECTS: usize = 200;
/// Among how many of its first passages a project's grant is looked for.
const FIRST_PASSAGES: usize = 20;

/// A project of a page and what the page says about it.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Without one the page's title serves.
    pub name: Option<Passage>,
    /// What the name is compared by.
    key: String,
    /// The line its record begins on.
    pub line: usize,
    /// Its own passages; of a passage about several projects its sentences.
    pub own: Vec<Passage>,
    /// Passages about all projects of the page.
    pub shared: Vec<Passage>,
}

/// The projects that a page tells of, in its order.
pub(super) fn projects(page: &Page, vocabulary: &Vocabulary) -> Vec<Told> {
    let headed = under_headings(page, vocabulary);
    let rest: Vec<&Section> = page.sections.iter().enumerate().filter(|(at, _)| !headed.contains(at)).map(|(_, section)| section).collect();
    let of_section = |at: usize| page.sections.get(at).and_then(told_by_heading);
    let mut found: Vec<Told> = headed.iter().filter_map(|at| of_section(*at)).collect();
    let introduced = in_prose(&rest, vocabulary, &found);
    if headed.is_empty() && introduced.is_empty() {
        return unnamed(page, vocabulary).into_iter().collect();
    }
    found.extend(introduced);
    found.sort_by_key(|told| told.line);
    found
}

fn told_by_heading(section: &Section) -> Option<Told> {
    let heading = section.heading.clone()?;
    let line = heading.line;
    Some(Told { key: names::key(&heading.text), name: Some(heading), line, own: section.passages.clone(), shared: Vec::new() })
}

/// The sections whose headings are names of projects. One that repeats a grant
/// of the introduction is a sub-heading of the page's only project.
fn under_headings(page: &Page, vocabulary: &Vocabulary) -> Vec<usize> {
    let before: Vec<i64> = page.sections.first().map(|section| amounts(&section.passages, vocabulary)).unwrap_or_default();
    let introduces = page.sections.first().is_some_and(|section| !candidates(&section.passages, vocabulary).is_empty());
    let mut found: Vec<(usize, Option<i64>, bool)> = Vec::new();
    for (at, section) in page.sections.iter().enumerate() {
        let Some(heading) = section.heading.as_ref().filter(|heading| could_be_project(&heading.text, vocabulary)) else { continue };
        let own = amounts(&section.passages, vocabulary).into_iter().find(|amount| !before.contains(amount));
        let owned = section.passages.iter().flat_map(Passage::sentences).any(owner::told);
        let key = names::key(&heading.text);
        let others = candidates(&section.passages, vocabulary).iter().any(|name| !names::is_part(&name.key, &key));
        let sure = is_caps(&heading.text) || section.passages.iter().any(|passage| names::mentioned(&folded(&passage.text), &heading.text));
        if (own.is_some() || owned) && !others && (sure || !introduces) {
            found.push((at, own, sure));
        }
    }
    let mut grants: Vec<i64> = found.iter().filter_map(|(_, own, _)| *own).collect();
    grants.sort_unstable();
    grants.dedup();
    let many = grants.len() >= 2;
    found.into_iter().filter(|(_, own, sure)| many || *sure && own.is_some()).map(|(at, ..)| at).take(MOST_PROJECTS).collect()
}

/// Whether a heading may name a project; one of a place or a fund does not.
fn could_be_project(heading: &str, vocabulary: &Vocabulary) -> bool {
    let place = vocabulary.places.resolve_county(heading).is_some()
        || vocabulary.places.resolve_region(heading).is_some()
        || vocabulary.places.resolve_municipality(heading).is_some();
    !place && vocabulary.funds.resolve(heading).is_none() && names::could_be_name(heading)
}

fn amounts<'p>(passages: impl IntoIterator<Item = &'p Passage>, vocabulary: &Vocabulary) -> Vec<i64> {
    let sentences = passages.into_iter().flat_map(Passage::sentences);
    sentences.flat_map(|sentence| grant::grants(sentence, vocabulary)).map(|mention| mention.amount.amount_ore).collect()
}

/// The names that the passages introduce together with a grant or an owner.
fn candidates(passages: &[Passage], vocabulary: &Vocabulary) -> Vec<Introduction> {
    let mut found: Vec<Introduction> = Vec::new();
    for passage in passages {
        for new in introduced(passage, vocabulary) {
            if found.len() < MOST_PROJECTS && !found.iter().any(|old| old.key == new.key) {
                found.push(new);
            }
        }
    }
    found
}

/// The names of a passage that are told with what makes a project: the
/// sentences from a name to the next speak of its grant or owner.
fn introduced(passage: &Passage, vocabulary: &Vocabulary) -> Vec<Introduction> {
    let mut found: Vec<(Introduction, bool)> = Vec::new();
    for sentence in passage.sentences() {
        let told = owner::told(sentence) || grant::decided(sentence) || !grant::grants(sentence, vocabulary).is_empty();
        let new = names::introductions(sentence);
        if new.is_empty()
            && let Some((_, known)) = found.last_mut()
        {
            *known |= told;
        }
        // Of several names in one sentence nobody knows whose the money is.
        found.extend(new.into_iter().map(|introduction| (introduction, told)));
    }
    // Where a passage introduces one project, what stands before its name counts as well.
    if let [(_, known)] = found.as_mut_slice() {
        *known |= !amounts([passage], vocabulary).is_empty();
    }
    let real = |name: &str| vocabulary.funds.resolve(name).is_none() && vocabulary.places.resolve_county(name).is_none();
    found.into_iter().filter(|(introduction, told)| *told && real(&introduction.name)).map(|(introduction, _)| introduction).collect()
}

/// The projects that sections without a project of their own introduce.
fn in_prose(sections: &[&Section], vocabulary: &Vocabulary, known: &[Told]) -> Vec<Told> {
    let passages: Vec<&Passage> = sections.iter().flat_map(|section| &section.passages).collect();
    let mut found: Vec<Told> = Vec::new();
    for passage in &passages {
        for new in introduced(passage, vocabulary) {
            if found.len() < MOST_PROJECTS && found.iter().chain(known).all(|told| !names::is_part(&told.key, &new.key)) {
                let name = Passage { line: passage.line, text: new.name };
                found.push(Told { name: Some(name), key: new.key, line: passage.line, ..Told::default() });
            }
        }
    }
    assign(&mut found, &passages, vocabulary);
    found
}

/// Gives each passage to the project it speaks of: the one it names, else the
/// one before.
fn assign(projects: &mut [Told], passages: &[&Passage], vocabulary: &Vocabulary) {
    let alone = projects.len() == 1;
    let mut current: Option<usize> = None;
    for passage in passages {
        let lower = folded(&passage.text);
        let named = mentions(projects, &lower);
        let shared = !alone && named.len() != 1 && has(&lower, SHARED);
        match named.as_slice() {
            _ if has(&lower, NEXT_ROUND) => {}
            [] if shared => projects.iter_mut().for_each(|told| told.shared.push((*passage).clone())),
            [one] => {
                current = Some(*one);
                give(projects, current, (*passage).clone());
            }
            [] if is_another(projects, current, passage, vocabulary) => current = None,
            [] => give(projects, current, (*passage).clone()),
            _ => current = divide(projects, passage, current),
        }
    }
}

/// Whether a passage that names no project has a grant and an owner of its
/// own: then it speaks of one whose name was not understood, and not of the
/// project before.
fn is_another(projects: &[Told], current: Option<usize>, passage: &Passage, vocabulary: &Vocabulary) -> bool {
    let first = |told: &Told| amounts(told.own.iter().take(FIRST_PASSAGES), vocabulary);
    let known = current.and_then(|at| projects.get(at)).map(first).unwrap_or_default();
    let grants = amounts([passage], vocabulary);
    !known.is_empty() && grants.iter().any(|grant| !known.contains(grant)) && passage.sentences().into_iter().any(owner::told)
}

fn give(projects: &mut [Told], to: Option<usize>, passage: Passage) {
    if let Some(told) = to.and_then(|at| projects.get_mut(at)) {
        told.own.push(passage);
    }
}

fn mentions(projects: &[Told], lower: &str) -> Vec<usize> {
    let named = |told: &Told| told.name.as_ref().is_some_and(|name| names::mentioned(lower, &name.text));
    projects.iter().enumerate().filter(|(_, told)| named(told)).map(|(at, _)| at).collect()
}

/// Of a passage about several projects each takes the sentences from its name on.
fn divide(projects: &mut [Told], passage: &Passage, mut current: Option<usize>) -> Option<usize> {
    let mut parts: Vec<(Option<usize>, String)> = Vec::new();
    for sentence in passage.sentences() {
        let named = mentions(projects, &folded(sentence));
        let to = match named.as_slice() {
            [] => current,
            [one] => Some(*one),
            _ => None,
        };
        if named.len() < 2 {
            current = to;
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
        give(projects, to, Passage { line: passage.line, text });
    }
    current
}

/// The one project of a page that never names it: a grant, and a text that
/// speaks of one project.
fn unnamed(page: &Page, vocabulary: &Vocabulary) -> Option<Told> {
    const ONE_PROJECT: &[&str] = &["projektet", "i projektet", "förstudien", "projektets"];
    let own: Vec<Passage> = page.passages().cloned().collect();
    let text = own.iter().map(|passage| folded(&passage.text)).collect::<Vec<_>>().join(" ");
    let mut grants = amounts(&own, vocabulary);
    grants.sort_unstable();
    grants.dedup();
    let several = page.title.as_ref().is_some_and(|title| counts_projects(&title.text));
    let one = has(&text, ONE_PROJECT) && grants.len() == 1 && grant::decided(&text) && !several;
    let line = page.title.as_ref().map_or(1, |title| title.line);
    one.then(|| Told { line, own, ..Told::default() })
}

/// `18 projekt i Norrland`, `Tre projekt`: a title of several projects.
fn counts_projects(title: &str) -> bool {
    const NUMBERS: &[&str] =
        &["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "flera", "många", "nya"];
    let all = words(title);
    all.iter().zip(all.iter().skip(1)).any(|(number, noun)| {
        let counts = NUMBERS.contains(&number.folded().as_str()) || number.text.parse::<u32>().is_ok_and(|number| number > 1);
        counts && matches!(noun.folded().as_str(), "projekt" | "förstudier" | "satsningar" | "ansökningar")
    })
}
