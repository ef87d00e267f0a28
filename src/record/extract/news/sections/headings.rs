//! Headings that are names of projects.

use std::collections::HashSet;

use super::{MOST_PROJECTS, amounts, candidates};
use crate::record::extract::news::fact::{grant, owner, places};
use crate::record::extract::news::names;
use crate::record::extract::news::page::{Passage, Section, is_caps};
use crate::record::extract::news::prose::{folded, has, is_quote};
use crate::record::extract::news::told::Told;
use crate::record::vocabulary::Vocabulary;

/// Words of a heading that tells something and names nothing.
const TELLING: &[&str] = &[
    "får",
    "fick",
    "ska",
    "är",
    "kontrollerar",
    "beviljas",
    "satsar",
    "kan",
    "vill",
    "blir",
    "gäller",
    "söker",
    "kronor",
    "miljoner",
    "behövs",
    "spridas",
];

pub(super) fn told_by_heading(section: &Section) -> Option<Told> {
    let heading = section.heading.as_ref()?;
    let mut told = Told::named(&heading.text, heading.line, section.at);
    told.own = section.passages.clone();
    told.take_owner_of_name();
    Some(told)
}

/// The sections whose headings are names of projects. One that repeats a grant
/// of the introduction is a sub-heading of the page's only project.
pub(super) fn under_headings(sections: &[Section], vocabulary: &Vocabulary, listed: bool) -> Vec<usize> {
    let before: Vec<i64> = sections.first().map(|section| amounts(&section.passages, vocabulary)).unwrap_or_default();
    let introduces = sections.first().is_some_and(|section| !candidates(&section.passages, vocabulary).is_empty());
    let mut found: Vec<(usize, Option<i64>, bool, bool)> = Vec::new();
    for (at, section) in sections.iter().enumerate() {
        let Some(heading) = section.heading.as_ref().filter(|heading| could_be_project(&heading.text, vocabulary)) else { continue };
        let own = amounts(&section.passages, vocabulary).into_iter().find(|amount| !before.contains(amount));
        let owned = section.passages.iter().flat_map(Passage::sentences).any(owner::told);
        let key = names::key(&heading.text);
        let others = candidates(&section.passages, vocabulary)
            .iter()
            .any(|name| !names::is_part(&name.key, &key) && !names::is_within(&key, &name.key));
        let sure = is_caps(&heading.text) || section.passages.iter().any(|passage| names::mentioned(&folded(&passage.text), &heading.text));
        if (own.is_some() || owned) && !others && (sure || !introduces) {
            found.push((at, own, sure, owned));
        }
    }
    let mut grants: Vec<i64> = found.iter().filter_map(|(_, own, ..)| *own).collect();
    grants.sort_unstable();
    grants.dedup();
    let many = grants.len() >= 2 || listed && !grants.is_empty() || found.len() >= 2 && found.iter().all(|(.., owned)| *owned);
    let kept: Vec<usize> =
        found.iter().filter(|(_, own, sure, _)| many || *sure && own.is_some()).map(|(at, ..)| *at).take(MOST_PROJECTS).collect();
    with_siblings(sections, kept, vocabulary)
}

/// Between and right behind headings that are projects, a heading of the same
/// kind is one as well, though its passage tells of no grant.
fn with_siblings(sections: &[Section], kept: Vec<usize>, vocabulary: &Vocabulary) -> Vec<usize> {
    let (Some(first), Some(last)) = (kept.first(), kept.last()) else { return kept };
    let shape = |at: usize| sections.get(at).and_then(|section| section.heading.as_ref()).map(|heading| shape(&heading.text));
    let shapes: HashSet<HeadingShape> = kept.iter().filter_map(|at| shape(*at)).collect();
    let one = shapes.iter().next().copied().filter(|shape| shapes.len() == 1 && shape.is_marked());
    let same = |at: usize| one.is_some() && shape(at) == one;
    let could = |at: usize| {
        sections.get(at).and_then(|section| section.heading.as_ref()).is_some_and(|heading| could_be_project(&heading.text, vocabulary))
    };
    let between = |at: usize| at > *first && at < *last && kept.len() > 1;
    (*first..=(*last + 1)).filter(|at| kept.binary_search(at).is_ok() || (same(*at) || between(*at)) && could(*at)).collect()
}

/// How a heading is written, where that sets it apart from other headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum HeadingShape {
    Capitals,
    Quoted,
    /// `VÄV2 - Green Wool`: an acronym and what it stands for.
    Acronym,
    Plain,
}

impl HeadingShape {
    fn is_marked(self) -> bool {
        self != HeadingShape::Plain
    }
}

fn shape(heading: &str) -> HeadingShape {
    let acronym = [" - ", " – ", ": "].iter().filter_map(|sign| heading.split_once(sign)).any(|(first, _)| {
        !first.contains(' ') && first.chars().count() >= 2 && first.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    });
    if is_caps(heading) {
        HeadingShape::Capitals
    } else if heading.starts_with(is_quote) {
        HeadingShape::Quoted
    } else if acronym {
        HeadingShape::Acronym
    } else {
        HeadingShape::Plain
    }
}

/// Whether a heading may name a project; one of a place or a fund does not, nor one with a verb or money.
fn could_be_project(heading: &str, vocabulary: &Vocabulary) -> bool {
    let place = places::is_place(heading, vocabulary);
    let quoted = heading.starts_with(is_quote);
    let telling = !quoted && has(&folded(heading), TELLING);
    let counts = grant::counts_projects(heading) || heading.ends_with('?');
    !place && !telling && !counts && !names::is_fund(heading, vocabulary) && names::could_be_name(heading)
}
