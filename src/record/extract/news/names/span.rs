//! Where a name in running text ends.

use super::super::party;
use super::super::prose::{Word, is_quote, words};
use super::cues::{AFTER_MED, BEFORE_PARTY, FUND_OPENERS, NAME_FOLLOWS, STOPS};
use crate::record::amount;

/// The longest name in running text in bytes, with what stands around it.
const LONGEST: usize = 400;
/// The most words of a name in running text.
const MOST_WORDS: usize = 14;
/// The most words of a name in quotation marks.
const MOST_QUOTED: usize = 22;

/// The name that stands right behind a cue: quoted, or from a capital on.
pub(super) fn named(rest: &str) -> Option<&str> {
    let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let body = rest.trim_start_matches([' ', '\u{a0}', ':']);
    // *Det andra projektet, ”Bryggan”, ägs av …*
    let apposed =
        body.strip_prefix(',').map(str::trim_start).filter(|body| body.starts_with(is_quote) || body.starts_with(['’', '\'', '‘']));
    let bare = || body.strip_prefix(',').map(str::trim_start).and_then(apposition);
    if let Some(name) = bare() {
        return Some(name);
    }
    let body = apposed.unwrap_or(body);
    if body.starts_with(is_quote) { quoted(body) } else { single_quoted(body).or_else(|| unquoted(body)) }
}

/// `Projektet, Bryggan till jobb, ska …`: a name between two commas.
fn apposition(body: &str) -> Option<&str> {
    let (name, _) = body.split_once(", ")?;
    let few = name.split_whitespace().count() <= 5 && name.starts_with(char::is_uppercase);
    (few && !name.contains(['.', ':', '(']) && party::likeness(name) != party::Likeness::Sure).then_some(name)
}

/// The text between the quotation marks that a text begins with.
pub(super) fn quoted(body: &str) -> Option<&str> {
    let inner = body.get(body.chars().next()?.len_utf8()..)?;
    let end = inner.find(is_quote)?;
    inner.get(..end).map(|name| name.trim().trim_end_matches([',', '.'])).filter(|name| name.split_whitespace().count() <= MOST_QUOTED)
}

/// `'Bryggan'`, closed by the last such mark before a word's end.
fn single_quoted(body: &str) -> Option<&str> {
    const MARKS: [char; 3] = ['\'', '’', '‘'];
    let inner = body.strip_prefix(MARKS)?;
    let end = inner.char_indices().find(|(at, c)| {
        let after = inner.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        MARKS.contains(c) && !after.is_some_and(char::is_alphanumeric)
    })?;
    inner.get(..end.0).map(str::trim).filter(|name| name.split_whitespace().count() <= MOST_QUOTED)
}

/// The name that begins with a capital, up to where the sentence goes on.
pub(super) fn unquoted(body: &str) -> Option<&str> {
    let body = before_amount(body);
    let all = words(body);
    let opens = |word: &&Word<'_>| word.start == 0 && (word.capital() || word.text.starts_with('#') || starts_small(word));
    let first = all.first().filter(opens)?;
    let mut end = first.end();
    let mut before = *first;
    for (at, word) in all.iter().enumerate().skip(1) {
        if at >= MOST_WORDS {
            return None;
        }
        if let Some(acronym) = acronym_in_brackets(body, word) {
            return body.get(..acronym);
        }
        if closes(body, &before, word) || stops(word, all.get(at + 1), &all, at) || party_follows(body, word) {
            break;
        }
        end = word.end();
        before = *word;
    }
    body.get(..end).map(without_small_end)
}

/// What stands before the first amount.
fn before_amount(body: &str) -> &str {
    let first = amount::mentions(body).into_iter().next().map_or(body.len(), |mention| mention.start);
    body.get(..first).unwrap_or(body)
}

/// `eHälsa`, `iKompetens`: a small letter before a capital.
fn starts_small(word: &Word<'_>) -> bool {
    word.text.chars().nth(1).is_some_and(char::is_uppercase)
}

/// `Skolan i byn (SKAB)`: the byte after the brackets.
fn acronym_in_brackets(body: &str, word: &Word<'_>) -> Option<usize> {
    let open = body.get(..word.start)?.ends_with('(');
    let acronym = word.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) && word.after.starts_with(')');
    (open && acronym).then_some(word.end() + 1)
}

/// Whether a name has ended with the word before: any sign but a colon before a capital.
fn closes(body: &str, before: &Word<'_>, word: &Word<'_>) -> bool {
    let opened = body.get(before.end()..word.start).is_some_and(|gap| gap.contains(['(', '”', '"']));
    let dash = matches!(word.text, "–" | "-" | "—");
    opened || !(before.after.is_empty() || before.after == ":" && word.capital()) || dash
}

fn stops(word: &Word<'_>, next: Option<&Word<'_>>, all: &[Word<'_>], at: usize) -> bool {
    if word.capital() {
        return matches!(word.text, "Slutrapport" | "Sammanfattning" | "Projektnummer" | "Diarienummer" | "Projektägare");
    }
    let text = word.text;
    let passive = text.len() > 5
        && (text.ends_with("eras") || text.ends_with("ljas") || text.ends_with("las") || text.ends_with("jats") || text.ends_with("lats"));
    match text {
        "med" => next.is_some_and(|next| AFTER_MED.contains(&next.text)) || all.iter().skip(at).any(|word| word.text == "projektägare"),
        "och" => next.is_some_and(|next| STOPS.contains(&next.text) || NAME_FOLLOWS.iter().any(|end| next.text.ends_with(end))),
        "i" => next.is_some_and(|next| next.text == "gång"),
        "från" | "på" => next.is_some_and(|next| {
            next.text.starts_with(|c: char| c.is_ascii_digit()) || matches!(next.text, "drygt" | "cirka" | "ca" | "totalt")
        }),
        _ => STOPS.contains(&text) || passive,
    }
}

/// Whether a small word before a party begins here: *… vid Umeå universitet*.
fn party_follows(body: &str, word: &Word<'_>) -> bool {
    let rest = || body.get(word.end()..).unwrap_or_default();
    let next = rest().split_whitespace().next().unwrap_or_default();
    if matches!(word.text, "från" | "ur" | "inom" | "av" | "med" | "genom" | "via")
        && FUND_OPENERS.iter().any(|opening| next.starts_with(opening))
    {
        return true;
    }
    BEFORE_PARTY.contains(&word.text) && party::leading(rest()).is_some_and(|party| party::likeness(party) == party::Likeness::Sure)
}

/// A name without a small word that hangs at its end.
fn without_small_end(name: &str) -> &str {
    const SMALL: &[&str] = &[" i", " och", " på", " för", " av", " från", " med", " till", " inom", " nu", " samt", " som", " vid"];
    let mut name = name;
    while let Some(shorter) = SMALL.iter().find_map(|small| name.strip_suffix(small)) {
        name = shorter;
    }
    name
}
