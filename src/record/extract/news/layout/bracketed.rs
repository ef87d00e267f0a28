//! Sentences that name projects with their amounts in brackets: `Två projekt får
//! stöd: Gröna gator (5,2 miljoner) och Blå vägar (3,9 miljoner)`.

use crate::record::amount::{self, AmountMention};
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::fact::places;
use crate::record::extract::news::names;
use crate::record::extract::news::page::{Page, Passage};
use crate::record::extract::news::party::{Likeness, likeness};
use crate::record::extract::news::prose::{folded, has, is_quote, sentences};
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::Told;
use crate::record::vocabulary::Vocabulary;

/// The fewest amounts in brackets of a sentence that lists projects.
const FEWEST: usize = 2;
/// Between two items of the list.
const BETWEEN: &[&str] = &["), och ", ") och ", ") samt ", "), samt ", "), ", "); ", ") and "];
/// Before the first item, the nearest of several.
const BEFORE: &[&str] = &[": ", " till ", " är ", " projekten ", " förstudierna ", " projektet ", " av dem ", " heter "];

/// The projects of such sentences.
pub(super) fn read(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary) -> Vec<Told> {
    let mut found = Vec::new();
    for (at, line) in page.lines.iter().enumerate() {
        if taken.get(at) != Some(&false) || line.is_item() {
            continue;
        }
        let told: Vec<Told> =
            sentences(&line.text).into_iter().flat_map(|sentence| projects(sentence, line.line, at, vocabulary)).collect();
        if told.is_empty() || found.len() + told.len() > MOST_PROJECTS {
            continue;
        }
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
        found.extend(told);
    }
    found
}

fn projects(sentence: &str, line: usize, at: usize, vocabulary: &Vocabulary) -> Vec<Told> {
    let amounts: Vec<AmountMention> = amount::mentions(sentence).into_iter().filter(|mention| is_bracketed(sentence, mention)).collect();
    let about = has(&folded(sentence), &["projekt", "projekten", "förstudier", "ansökningar", "projects", "satsningar", "esf-projekt"]);
    if amounts.len() < FEWEST || !about {
        return Vec::new();
    }
    let names: Vec<Option<&str>> = amounts.iter().map(|amount| name_before(sentence, amount)).collect();
    let lead = names.first().copied().flatten().and_then(|name| sentence.split(name).next()).unwrap_or_default();
    let real = |name: &&str| {
        names::could_be_name(name)
            && likeness(name) != Likeness::Sure
            && !places::is_place(name, vocabulary)
            && !names::is_fund(name, vocabulary)
    };
    let told = names.iter().zip(&amounts).filter_map(|(name, mention)| {
        let name = name.as_ref().copied().filter(|name| real(name))?;
        let amount = sentence.get(mention.start..mention.end)?;
        let mut told = Told::named(name, line, at);
        told.stated.granted = Some(Fact::stated(amount.to_owned(), line).read_from(sentence, Confidence::Likely));
        told.own = vec![Passage { line, text: format!("{lead}{name} ({amount})") }];
        Some(told)
    });
    let told: Vec<Told> = told.collect();
    if told.len() == names.len() { told } else { Vec::new() }
}

fn is_bracketed(sentence: &str, mention: &AmountMention) -> bool {
    let opened = sentence.get(..mention.start).is_some_and(|before| before.trim_end().ends_with('('));
    opened && sentence.get(mention.end..).is_some_and(|after| after.trim_start().starts_with([')', ',']))
}

/// The name between the item before and the bracket.
fn name_before<'t>(sentence: &'t str, mention: &AmountMention) -> Option<&'t str> {
    let before = sentence.get(..mention.start)?.trim_end().strip_suffix('(')?.trim_end();
    let item = BETWEEN.iter().filter_map(|sign| before.rfind(sign).map(|at| at + sign.len())).max();
    let first = || BEFORE.iter().filter_map(|sign| before.rfind(sign).map(|at| at + sign.len())).max();
    let name = before.get(item.or_else(first)?..)?.trim_matches(|c: char| is_quote(c) || c == ' ');
    let name = ["projektet ", "projekten ", "förstudien "].iter().find_map(|noun| name.strip_prefix(noun)).unwrap_or(name);
    let titled = name.starts_with(|c: char| c.is_uppercase() || c == '#' || c.is_ascii_digit()) && name.split_whitespace().count() <= 14;
    titled.then_some(name)
}
