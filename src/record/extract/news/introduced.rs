//! The names that a passage introduces together with what makes a funded
//! project of them: a grant, an owner, or a page that tells of granted projects.

use super::fact::{fund, grant, owner, places};
use super::names::{self, Introduction};
use super::page::Passage;
use super::party::{Likeness, likeness};
use super::prose::{folded, occurrences};
use crate::record::vocabulary::Vocabulary;

/// The most words of a name before a colon.
const HEADED_WORDS: usize = 14;
/// Verbs between a subject and the money it comes to.
const COMES_TO: &[&str] = &[
    "får",
    "fick",
    "har fått",
    "tilldelas",
    "tilldelades",
    "har tilldelats",
    "beviljas",
    "beviljades",
    "har beviljats",
    "erhåller",
    "stöds med",
    "finansieras med",
    "receives",
];
/// Between an amount and what it comes to.
const GOES_TO: &[&str] = &["till", "för", "på", "hos", "to"];

/// The names of a passage that are told with what makes a project: the
/// sentences from a name to the next speak of its grant or owner.
pub(super) fn names(passage: &Passage, vocabulary: &Vocabulary, granted: bool) -> Vec<Introduction> {
    let mut found: Vec<(Introduction, bool)> = Vec::new();
    let owned = passage.sentences().into_iter().any(owner::told);
    for sentence in passage.sentences() {
        let told = owner::told(sentence) || grant::decided(sentence) || !grant::grants(sentence, vocabulary).is_empty();
        let mut new = if is_not_granted(sentence) { Vec::new() } else { names::introductions(sentence) };
        if new.is_empty() && told {
            new.extend(quoted(sentence, vocabulary));
        }
        if new.is_empty() {
            new.extend(beside_money(sentence, vocabulary, owned));
        }
        if new.is_empty()
            && let Some((_, known)) = found.last_mut()
        {
            *known |= told;
        }
        found.extend(new.into_iter().map(|introduction| (introduction, told)));
    }
    // Where a passage introduces one project, what stands before its name counts as well.
    if let [(_, known)] = found.as_mut_slice() {
        *known |= passage.sentences().into_iter().any(|sentence| !grant::grants(sentence, vocabulary).is_empty());
    }
    let real = |name: &str| !names::is_fund(name, vocabulary) && !places::is_place(name, vocabulary);
    let kept = found.into_iter().filter(|(introduction, told)| (*told || granted && introduction.sure) && real(&introduction.name));
    kept.map(|(introduction, _)| introduction).collect()
}

/// Words of a sentence about a project that got no money, or not yet.
const NOT_GRANTED: &[&str] = &[
    "väntar på besked",
    "väntar på beslut",
    "på besked om",
    "väntar ännu",
    "väntar fortfarande",
    "fick nej",
    "får nej",
    "fick inte",
    "får inte stöd",
    "avslag",
    "avslogs",
    "föll på",
    "hade hoppats på",
    "prioriterades inte",
    "inte prioritera",
    "ej prioritera",
    "inte bevilja",
    "avslå",
    "avslår",
    "säger nej till",
    "sa nej till",
    "beviljades inte",
    "ströks",
    "söker nu pengar",
    "vi söker dessutom",
    "har också ansökt",
    "planerar att söka",
];

/// Whether a text tells of a project that got no money, or not yet.
pub(super) fn is_not_granted(sentence: &str) -> bool {
    super::prose::has(&folded(sentence), NOT_GRANTED)
}

/// `Bryggan: Mora kommun fick 3 miljoner`: the name before a colon or dash, and
/// the rest, where that tells of an owner or a grant.
pub(super) fn headed<'t>(text: &'t str, vocabulary: &Vocabulary) -> Option<(&'t str, &'t str)> {
    let (name, rest) = [": ", " – ", " - "].iter().filter_map(|sign| text.split_once(sign)).min_by_key(|(name, _)| name.len())?;
    let name = name.trim_matches(|c: char| super::prose::is_quote(c) || c == ' ');
    let few = name.split_whitespace().count() <= HEADED_WORDS
        && !name.contains(['.', '!', '?'])
        && name.starts_with(|c: char| c.is_uppercase() || c == '#' || c.is_ascii_digit());
    let plain = few
        && names::could_be_name(name)
        && likeness(name) != Likeness::Sure
        && !names::is_fund(name, vocabulary)
        && grant::grants(name, vocabulary).is_empty();
    let speech = name.split_whitespace().any(|word| matches!(word, "säger" | "får" | "är" | "har" | "fick" | "beviljas"));
    let sentences = super::prose::sentences(rest);
    let lines: Vec<(usize, &str)> = sentences.iter().map(|sentence| (0, *sentence)).collect();
    let told = || {
        owner::find(&lines, |_| false, |_| None).is_some()
            || sentences.iter().any(|sentence| !grant::grants(sentence, vocabulary).is_empty())
    };
    (plain && !speech && rest.split_whitespace().count() > 2 && told()).then_some((name, rest))
}

/// A name that money stands beside, where it looks like a project's and not
/// like its owner's: `Läsverkstaden får 3 miljoner`, `3 miljoner går till Vävlabbet`.
fn beside_money(sentence: &str, vocabulary: &Vocabulary, owned: bool) -> Option<Introduction> {
    let grant = grant::grants(sentence, vocabulary).into_iter().next()?;
    let behind = || sentence.get(grant.end..).and_then(object);
    let before = || sentence.get(..grant.start).and_then(subject);
    let subject = before();
    let paid = subject.is_some_and(|subject| likeness(subject) > Likeness::No && !names::looks_like_project(subject));
    let object = behind();
    let sure = |party: &str| likeness(party) < Likeness::Sure;
    let paid = paid || object.is_some() && owner::find(&[(0, sentence)], sure, |_| None).is_some();
    let name = object.or(subject)?;
    // Whoever *tilldelas 2 miljoner för X* is a party, and X therefore none.
    let project = names::looks_like_project(name) || (owned || paid && object.is_some()) && likeness(name) != Likeness::Sure;
    let party = names::ends_like_party(name) || likeness(name) == Likeness::Sure;
    Introduction::of(name, sentence, false).filter(|_| project && !party)
}

/// Words before a quotation that is no project's name.
const OTHER_QUOTES: &[&str] = &[
    "utlysningen",
    "utlysning",
    "området",
    "insatsområdet",
    "insatsområde",
    "programområde",
    "programområdet",
    "målet",
    "mål",
    "inom",
    "temat",
    "rubriken",
    "fonden",
    "ur",
    "från",
    "programmet",
];

/// A name in quotation marks in a sentence that tells of its grant: *… ”Steget”, som har beviljats 8 miljoner*.
fn quoted(sentence: &str, vocabulary: &Vocabulary) -> Option<Introduction> {
    let mut parts = sentence.split(super::prose::is_quote);
    let before = parts.next()?;
    let name = parts.next().filter(|_| parts.next().is_some())?;
    let last = folded(before.split_whitespace().next_back().unwrap_or_default());
    let words = name.split_whitespace().count();
    let titled = name.starts_with(|c: char| c.is_uppercase() || c == '#' || c.is_ascii_digit())
        && (1..=14).contains(&words)
        && !name.ends_with(['.', '!', '?', ',']);
    Introduction::of(name, sentence, true).filter(|_| titled && !OTHER_QUOTES.contains(&last.as_str()) && !fund::funded(name, vocabulary))
}

/// What stands before *får* at the beginning of a sentence.
fn subject(before: &str) -> Option<&str> {
    let lower = folded(before);
    let verb = COMES_TO.iter().flat_map(|verb| occurrences(&lower, verb)).map(|(start, _)| start).min()?;
    let name = before.get(..verb)?.trim().trim_end_matches(',');
    let plain = name.split_whitespace().count() <= 10
        && !name.contains([',', ';', ':', '”', '"'])
        && name.starts_with(|c: char| c.is_uppercase() || c == '#');
    plain.then_some(name)
}

/// What stands behind *till* after an amount.
fn object(after: &str) -> Option<&str> {
    let lower = folded(after);
    let (_, end) = GOES_TO.iter().flat_map(|word| occurrences(&lower, word)).min()?;
    // A clause of its own begins behind a sign.
    let near = !lower.get(..end)?.contains([',', '.', ';']);
    let name = names::behind(after.get(end..)?)?;
    near.then_some(name)
}
