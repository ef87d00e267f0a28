//! List items that are sentences: `OWNER får 6,6 miljoner kronor till projektet
//! NAME`, `Projektet NAME, som …`, `NAME: OWNER fick, ihop med …`; and
//! paragraphs that several times open with a name: `NAME. OWNER leder …`.
//!
//! Each item tells of one project; one that names none is a project without a
//! name, where it has a grant and an owner of its own.

use crate::record::amount;
use crate::record::extract::news::fact::{grant, owner};
use crate::record::extract::news::introduced::{self, headed};
use crate::record::extract::news::names::{self, Introduction};
use crate::record::extract::news::page::{Line, Page, Passage};
use crate::record::extract::news::party;
use crate::record::extract::news::prose::{Word, words};
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::Told;
use crate::record::vocabulary::Vocabulary;

/// The projects that items tell of. `granted` says that the page tells of granted projects throughout.
pub(super) fn read(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary, granted: bool) -> Vec<Told> {
    let mut found: Vec<Told> = opened(page, taken, vocabulary);
    for (at, line) in page.lines.iter().enumerate() {
        if !line.is_item() || page.is_heading(at, taken) || taken.get(at) != Some(&false) || found.len() >= MOST_PROJECTS {
            continue;
        }
        let told = named(line, at, vocabulary, granted).filter(|told| !found.iter().any(|known| names::is_part(&known.key, &told.key)));
        if let Some(told) = told.or_else(|| unnamed(line, at, vocabulary)) {
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
            found.push(told);
        }
    }
    found
}

/// The most words of a name that a paragraph opens with.
const MOST_OPENING_WORDS: usize = 5;

/// Words that make a short sentence of what else could be a name.
const SENTENCE_WORDS: &[&str] = &[
    "är", "var", "blir", "blev", "får", "fick", "har", "hade", "kan", "ska", "skall", "vill", "gör", "ger", "gav", "går", "gick", "kommer",
    "kom", "finns", "vi", "ni", "jag", "du", "det", "detta", "nu", "här", "tack", "grattis",
];

/// Paragraphs that open with a name as a sentence of its own, and tell of its
/// grant: one alone is a short sentence, two are a list.
fn opened(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary) -> Vec<Told> {
    let opened = |(at, line): (usize, &Line)| {
        let under_heading = at.checked_sub(1).is_some_and(|before| page.is_heading(before, taken));
        let open = taken.get(at) == Some(&false) && !line.is_item() && !under_heading;
        let passage = Passage::from(line);
        let name = opening(&passage, vocabulary).filter(|_| open)?;
        let mut told = Told::named(name, line.line, at);
        told.own = vec![passage.clone()];
        Some(told)
    };
    let found: Vec<Told> = page.lines.iter().enumerate().filter_map(opened).take(MOST_PROJECTS).collect();
    if found.len() < 2 {
        return Vec::new();
    }
    for told in &found {
        if let Some(taken) = taken.get_mut(told.at) {
            *taken = true;
        }
    }
    found
}

/// The first sentence where it is a name, and another one grants money.
fn opening<'p>(passage: &'p Passage, vocabulary: &Vocabulary) -> Option<&'p str> {
    let sentences = passage.sentences();
    let (first, rest) = sentences.split_first()?;
    let name = first.strip_suffix('.')?;
    let all = words(name);
    let few = all.first()?.capital() && all.len() <= MOST_OPENING_WORDS && amount::mentions(name).is_empty();
    // A small word that may be a verb makes a sentence of it, even where it is a plural.
    let verb = |word: &Word<'_>| {
        !word.capital() && (SENTENCE_WORDS.contains(&word.text) || word.text.ends_with(['r', 's']) || word.text.ends_with("de"))
    };
    let sentence = SENTENCE_WORDS.contains(&all.first()?.folded().as_str()) || all.iter().any(verb);
    let paid = || rest.iter().any(|sentence| !grant::grants(sentence, vocabulary).is_empty());
    (few && !sentence && party::likeness(name) != party::Likeness::Sure && paid()).then_some(name)
}

fn named(line: &Line, at: usize, vocabulary: &Vocabulary, granted: bool) -> Option<Told> {
    let passage = Passage::from(line);
    let name = headed(&line.text, vocabulary).map(|(name, _)| name.to_owned()).or_else(|| {
        let introduced = introduced::names(&passage, vocabulary, granted).into_iter().next()?;
        Some(to_the_end(&passage, &introduced).unwrap_or(introduced.name))
    })?;
    let mut told = Told::named(&name, line.line, at);
    told.own = vec![passage];
    Some(told)
}

/// The rest of an item from a name on, where nothing but the name is left:
/// *… i projektet Kom, se och lär*.
fn to_the_end(passage: &Passage, introduced: &Introduction) -> Option<String> {
    let sentences = passage.sentences();
    let sentence =
        sentences.iter().find(|sentence| sentence.get(introduced.at..).is_some_and(|rest| rest.starts_with(&introduced.name)))?;
    let rest = sentence.get(introduced.at..)?.trim_end_matches(['.', ' ']);
    names::is_only_name(rest).then(|| rest.to_owned())
}

/// An item with a grant of its own, and an owner or the word for a project.
fn unnamed(line: &Line, at: usize, vocabulary: &Vocabulary) -> Option<Told> {
    let passage = Passage::from(line);
    let sentences = passage.sentences();
    let paid = sentences.iter().any(|sentence| !grant::grants(sentence, vocabulary).is_empty());
    let lines: Vec<(usize, &str)> = sentences.iter().map(|sentence| (line.line, *sentence)).collect();
    let owned = owner::find(&lines, |_| false, |_| None).is_some();
    (paid && owned).then(|| Told { line: line.line, at, own: vec![passage.clone()], ..Told::default() })
}
