//! A name on a line of its own, and below it a line that begins with the grant:
//! `3,2 miljoner kr, pågår 2021-01-01 – 2023-04-03`, or with owner and grant:
//! `Mora kommun, 3,2 miljoner kr`.

use super::row::Row;
use crate::record::amount;
use crate::record::date::PartialDate;
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::fact::places;
use crate::record::extract::news::names;
use crate::record::extract::news::page::{HEADING_WORDS, Line, Page};
use crate::record::extract::news::party::{self, Likeness, likeness};
use crate::record::extract::news::prose::is_closed;
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::{Told, mentioned_period, owner_in_name};
use crate::record::vocabulary::Vocabulary;

/// The most words of the line with the grant.
const LINE_WORDS: usize = 18;

/// What the line below a name states.
struct Facts<'t> {
    amount: &'t str,
    owner: Option<&'t str>,
    period: Option<(PartialDate, PartialDate)>,
}

/// The projects that a line with a grant stands below.
pub(super) fn read(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary) -> Vec<Told> {
    let mut found: Vec<Told> = Vec::new();
    for at in 1..page.lines.len() {
        let (Some(name), Some(line)) = (page.lines.get(at - 1), page.lines.get(at)) else { continue };
        let open = [at - 1, at].iter().all(|at| taken.get(*at) == Some(&false));
        let named = is_name(name, vocabulary) && !line.is_item();
        let Some(facts) = facts(line, vocabulary).filter(|_| open && named && found.len() < MOST_PROJECTS) else { continue };
        let mut told = project(name, line, at - 1, &facts);
        let mut end = at + 1;
        while let Some(more) = page.lines.get(end).filter(|more| is_about(page, more, end, taken, vocabulary)) {
            told.own.push(more.into());
            end += 1;
        }
        taken.get_mut(at - 1..end).into_iter().flatten().for_each(|taken| *taken = true);
        found.push(told);
    }
    found
}

fn is_name(line: &Line, vocabulary: &Vocabulary) -> bool {
    let short = line.is_short(HEADING_WORDS) || line.is_item() && line.text.split_whitespace().count() <= HEADING_WORDS;
    let fund = names::is_fund(&line.text, vocabulary);
    short
        && !fund
        && names::could_be_name(&line.text)
        && amount::mentions(&line.text).is_empty()
        && !places::is_area(&line.text, vocabulary)
}

/// The facts of a line that begins with an amount, or is an owner and an amount.
fn facts<'l>(line: &'l Line, vocabulary: &Vocabulary) -> Option<Facts<'l>> {
    let text = line.text.as_str();
    if text.split_whitespace().count() > LINE_WORDS {
        return None;
    }
    let mention = amount::mentions(text).into_iter().next()?;
    let amount = text.get(mention.start..mention.end)?;
    let period = mentioned_period(text.get(mention.end..)?);
    if mention.start == 0 {
        // *3 miljoner kr går till …* is a sentence about something else.
        let row = Row::read(text, vocabulary);
        let rest = text.get(mention.end..)?.trim_start_matches([' ', ',', '.', '–', '-', ';']);
        let fits = rest.is_empty()
            || rest.starts_with("pågår")
            || period.is_some()
            || rest.starts_with("från")
            || rest.starts_with("i stöd")
            || row.is_none() && !is_closed(text);
        return fits.then_some(Facts { amount, owner: None, period });
    }
    let head = text.get(..mention.start)?.trim_end_matches([' ', ',', ':', '–', '-', '(']);
    let head = head.split(". ").next().filter(|_| !head.contains(": "))?;
    let owner = (likeness(head) == Likeness::Sure && party::leading(head) == Some(head)).then_some(head)?;
    Some(Facts { amount, owner: Some(owner), period })
}

fn project(name: &Line, line: &Line, at: usize, facts: &Facts<'_>) -> Told {
    let fact = |value: String| Some(Fact::stated(value, line.line).read_from(&line.text, Confidence::Certain));
    let (text, owner) = owner_in_name(&name.text)
        .filter(|_| facts.owner.is_none())
        .map_or((name.text.as_str(), facts.owner), |(name, owner)| (name, Some(owner)));
    let mut told = Told::named(text, name.line, at);
    told.stated.granted = fact(facts.amount.to_owned());
    told.stated.owner = owner.and_then(|owner| fact(owner.to_owned()));
    told.stated.start = facts.period.and_then(|(start, _)| fact(start.to_string()));
    told.stated.end = facts.period.and_then(|(_, end)| fact(end.to_string()));
    told.own = vec![line.into()];
    told
}

/// Whether a paragraph below still speaks of the project.
fn is_about(page: &Page, line: &Line, at: usize, taken: &[bool], vocabulary: &Vocabulary) -> bool {
    let next_begins = page.lines.get(at + 1).is_some_and(|next| facts(next, vocabulary).is_some());
    let plain = line.is_plain() && is_closed(&line.text) && !line.text.ends_with(':');
    taken.get(at) == Some(&false) && plain && !(next_begins && line.is_short(HEADING_WORDS))
}
