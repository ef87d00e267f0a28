//! The subject of a sentence about money: whoever stands before *får* or *äger*.

use super::super::prose::{Word, folded, words};
use super::words::{NO_PARTY_ALONE, NO_SUBJECT, OPENERS, WITH};
use super::{is_body, is_end, is_joint, is_plural, is_pronoun};

/// The subject that a text ends with: whoever stands before *får* or *äger*.
///
/// Company that is put in between (*A, i samverkan med B, beviljas*) is left out.
pub(in super::super) fn trailing(text: &str) -> Option<&str> {
    let text = without_company(text).trim().trim_end_matches(',').trim_end();
    let whole = words(text);
    plural_list(text, &whole)
        .or_else(|| first_of_list(text))
        .or_else(|| whole_subject(text, &whole))
        .or_else(|| backwards(text, &whole))
        .map(without_kind)
        .filter(|party| !stands_for_another(party))
}

/// `Morabolaget Garn AB`: the name without the word for what it is.
fn without_kind(party: &str) -> &str {
    let named = |(kind, name): &(&str, &str)| {
        let kind = folded(kind);
        ["bolaget", "företaget", "koncernen", "kommunen"].iter().any(|end| kind.ends_with(end)) && name.starts_with(char::is_uppercase)
    };
    party.split_once(' ').filter(named).map_or(party, |(_, name)| name)
}

/// Of three parties and more, *A, B och C*, the first: the others take part.
fn first_of_list(text: &str) -> Option<&str> {
    let (parties, end) = super::list(text);
    let whole = parties.len() > 2 && text.get(end..).is_some_and(|rest| rest.trim().is_empty());
    parties.first().copied().filter(|_| whole)
}

/// What stands before the company that a subject acts in.
fn without_company(text: &str) -> &str {
    let inserted = |cue: &str| {
        let at = text.rfind(cue)?;
        let (before, after) = text.split_at_checked(at)?;
        let named = after.get(cue.len()..)?.trim_start().starts_with(char::is_uppercase);
        let whole = before.trim_end().trim_end_matches(',').ends_with(char::is_alphanumeric);
        (named && whole && !before.trim().is_empty()).then_some(before)
    };
    WITH.iter().find_map(|cue| inserted(cue)).unwrap_or(text)
}

/// `Bolaget`, `Projektet`: a word that stands for a party or project named before.
fn stands_for_another(party: &str) -> bool {
    let lower = folded(party);
    let kind = !party.contains(' ') && ["bolaget", "företaget", "kommunen", "klubben"].iter().any(|end| lower.ends_with(end));
    kind || is_pronoun(&lower) || NO_PARTY_ALONE.contains(&lower.as_str())
}

/// `Nu får samordningsförbunden i A, B och C`: from the plural to the end.
fn plural_list<'t>(text: &'t str, whole: &[Word<'t>]) -> Option<&'t str> {
    let head = whole.iter().rposition(is_plural)?;
    let rest = whole.get(head + 1..)?;
    let fits = rest.first()?.text == "i" && rest.iter().all(|word| is_body(word) || matches!(word.text, "i" | "och"));
    fits.then(|| text.get(whole.get(head)?.start..)).flatten()
}

/// The whole clause, where it is nothing but a name: `Samordningsförbundet Fjäll och älv`.
fn whole_subject<'t>(text: &'t str, whole: &[Word<'t>]) -> Option<&'t str> {
    let first = whole.first()?;
    let last = whole.last()?;
    let projects = whole.iter().any(|word| word.text.ends_with("projektet") || word.text.ends_with("projekten"));
    let clean = !projects
        && whole.iter().all(|word| (word.after.is_empty() || word.start == last.start) && !NO_SUBJECT.contains(&word.folded().as_str()));
    let fits = first.capital() && !is_pronoun(&first.folded()) && whole.len() <= 8 && clean;
    let named = whole.len() > 1 || first.text.chars().count() > 2;
    (fits && named).then(|| text.get(first.start..last.end())).flatten()
}

/// The place of the last word of a party, before the town it lies in: *Garn AB i Mora*.
fn without_town(whole: &[Word<'_>]) -> usize {
    let last = whole.len().saturating_sub(1);
    let complete = last.checked_sub(2).and_then(|at| whole.get(at)).is_some_and(is_end);
    let placed = last.checked_sub(1).and_then(|at| whole.get(at)).is_some_and(|word| matches!(word.text, "i" | "på"));
    if complete && placed { last - 2 } else { last }
}

fn backwards<'t>(text: &'t str, whole: &[Word<'t>]) -> Option<&'t str> {
    let end = without_town(whole);
    let last = whole.get(end).filter(|word| is_body(word))?;
    let mut first = *last;
    let mut at = end;
    while at > 0 {
        at -= 1;
        let Some(word) = whole.get(at) else { break };
        if !word.after.is_empty() {
            break;
        }
        let inside = is_joint(word)
            && at > 0
            && whole.get(at - 1).is_some_and(|before| is_body(before) && before.after.is_empty() && !is_end(before));
        if is_body(word) && !(is_pronoun(&word.folded())) {
            first = *word;
        } else if !inside {
            if OPENERS.contains(&word.text) {
                first = *word;
            }
            break;
        }
    }
    let party = text.get(first.start..last.end())?;
    party.chars().any(char::is_uppercase).then_some(party)
}
