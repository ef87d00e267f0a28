//! Projects without a name: a page about one, and several that are told apart
//! by their purpose or by a word for each.

use std::collections::HashSet;

use crate::record::extract::news::fact::{grant, owner};
use crate::record::extract::news::introduced;
use crate::record::extract::news::labels::Labelled;
use crate::record::extract::news::names;
use crate::record::extract::news::page::{Page, Passage};
use crate::record::extract::news::prose::{folded, has, occurrences, words};
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::Told;
use crate::record::vocabulary::Vocabulary;

/// Words of a text that speaks of one project.
const ONE_PROJECT: &[&str] = &[
    "projektet",
    "i projektet",
    "förstudien",
    "projektets",
    "satsningen",
    "ett projekt",
    "ett treårigt projekt",
    "en förstudie",
    "insatsen",
    "the project",
];
/// Words of pages that tell how money is sought and accounted for.
const GUIDANCE: &[&str] = &[
    "handbok",
    "så skriver du",
    "ansökan till",
    "vägledning",
    "guide",
    "regler",
    "mall",
    "så räknar du",
    "så söker du",
    "att driva ett eu-projekt",
    "frågor och svar",
];
/// Numbers of a case that mark a project of its own.
const CASE_NUMBERS: &[&str] = &["journalnummer", "diarienummer", "ärendenummer", "dnr", "projektnummer"];
/// Words that end on *projektet* and tell no project from another.
const NO_KIND: &[&str] = &[
    "projektet",
    "delprojektet",
    "esf-projektet",
    "eu-projektet",
    "eruf-projektet",
    "pilotprojektet",
    "huvudprojektet",
    "samverkansprojektet",
    "forskningsprojektet",
    "utvecklingsprojektet",
    "innovationsprojektet",
    "genomförandeprojektet",
    "regionprojektet",
    "systerprojektet",
    "interregprojektet",
    "samarbetsprojektet",
    "stadsprojektet",
];

/// The most sentences about all projects that one keeps.
const MOST_SHARED: usize = 30;

/// The one project of a page that never names it: a grant, and a text that
/// speaks of one project or of one body that got it.
pub(super) fn alone(page: &Page, vocabulary: &Vocabulary) -> Option<Told> {
    let own: Vec<Passage> = page.passages().collect();
    let text = own.iter().map(|passage| folded(&passage.text)).collect::<Vec<_>>().join(" ");
    let mut grants: Vec<i64> = own
        .iter()
        .flat_map(Passage::sentences)
        .flat_map(|sentence| grant::grants(sentence, vocabulary))
        .map(|mention| mention.amount.amount_ore)
        .collect();
    grants.sort_unstable();
    grants.dedup();
    let lead = page.lead();
    let several = page.title.iter().chain(&lead).any(|passage| grant::counts_projects(&passage.text));
    let lines: Vec<(usize, &str)> =
        own.iter().flat_map(|passage| passage.sentences().into_iter().map(|sentence| (passage.line, sentence))).collect();
    let refused = page.title.iter().chain(&lead).any(|passage| introduced::is_not_granted(&passage.text));
    let guides = refused || page.publisher.iter().chain(&page.title).chain(&lead).any(|passage| has(&folded(&passage.text), GUIDANCE));
    let about_one = has(&text, ONE_PROJECT) || owner::find(&lines, |_| false, |_| None).is_some() && grants.len() == 1;
    let one = about_one && grants.len() == 1 && !several && !guides;
    let line = page.title.as_ref().map_or(1, |title| title.line);
    one.then(|| Told { line, own, ..Told::default() })
}

/// Projects that a case number marks: *… fått projektstöd, journalnummer 2015-1234, för fiber till byn*.
pub(super) fn by_purpose(page: &Page, taken: &mut [bool]) -> Vec<Told> {
    let mut found = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        let Some((name, number)) = purpose(&line.text).filter(|_| taken.get(at) == Some(&false)) else { continue };
        let mut told = Told::named(&capitalised(name), line.line, at);
        told.own = vec![line.into()];
        let fact = Labelled { meaning: crate::record::extract::news::labels::Meaning::Reference, label: "", value: number };
        told.state(&fact, line.line);
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
        found.push(told);
    }
    found
}

/// What a sentence with a case number says the money is for, and the number.
fn purpose(text: &str) -> Option<(&str, &str)> {
    let sentence =
        crate::record::extract::news::prose::sentences(text).into_iter().find(|sentence| has(&folded(sentence), CASE_NUMBERS))?;
    let lower = folded(sentence);
    let money = has(&lower, &["projektstöd", "stöd", "bidrag", "medel", "beviljats", "fått"]);
    let (_, number) = CASE_NUMBERS.iter().flat_map(|word| occurrences(&lower, word)).min().filter(|_| money)?;
    let number_text = words(sentence.get(number..)?).into_iter().next()?.text;
    let rest = number + sentence.get(number..)?.find(number_text)? + number_text.len();
    let (_, end) = occurrences(lower.get(rest..)?, "för").next()?;
    let name = sentence.get(rest + end..)?.trim().trim_end_matches('.');
    let fits = (2..=14).contains(&name.split_whitespace().count()) && number_text.contains(|c: char| c.is_ascii_digit());
    fits.then_some((name, number_text))
}

/// Projects of a page that counts them and calls each by a word: *VIVA-projektet*, *arbetsgivarprojektet*.
pub(super) fn by_kind(page: &Page) -> Vec<Told> {
    let counted = page.title.iter().chain(&page.lead()).any(|passage| grant::counts_projects(&passage.text));
    let mut found: Vec<Told> = Vec::new();
    if !counted {
        return found;
    }
    for (place, line) in page.lines.iter().enumerate() {
        for sentence in Passage::from(line).sentences() {
            let Some(word) = words(sentence).into_iter().find(|word| is_kind(&word.folded())) else { continue };
            let key = names::key(word.text);
            let at = found.iter().position(|told| told.key == key);
            if at.is_none() && found.len() < MOST_PROJECTS {
                found.push(Told::named(&capitalised(word.text), line.line, place));
            }
            let last = found.len().saturating_sub(1);
            if let Some(told) = found.get_mut(at.unwrap_or(last)) {
                told.own.push(Passage { line: line.line, text: sentence.to_owned() });
            }
        }
    }
    let several = found.len() > 1;
    // What stands in no sentence of theirs is said of all.
    let own: HashSet<String> = found.iter().flat_map(|told| told.own.iter().map(|passage| passage.text.clone())).collect();
    let shared = page.passages().flat_map(|passage| {
        let line = passage.line;
        passage.sentences().into_iter().map(|sentence| Passage { line, text: sentence.to_owned() }).collect::<Vec<_>>()
    });
    let shared: Vec<Passage> = shared.filter(|passage| !own.contains(&passage.text)).take(MOST_SHARED).collect();
    for told in &mut found {
        told.shared.clone_from(&shared);
    }
    if several { found } else { Vec::new() }
}

/// A text with its first letter in upper case.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn is_kind(lower: &str) -> bool {
    lower.ends_with("projektet") && !NO_KIND.contains(&lower)
}
