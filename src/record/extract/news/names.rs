//! Names of projects: how a text introduces them, and where it mentions them again.

use super::party;
use super::prose::{Word, folded, has, is_quote, occurrences, words};
use crate::record::owner;

/// A name follows one of these words: *projektet Bryggan*.
const BEFORE_NAME: &[&str] = &[
    "projektet",
    "projekt",
    "förstudien",
    "förstudie",
    "pilotprojektet",
    "utvecklingsprojektet",
    "esf-projektet",
    "genomförandeprojektet",
    "insatsen",
    "satsningen",
];
/// A name follows one of these phrases: *Det andra projektet är Bryggan*.
const CALLED: &[&str] = &[
    "första projektet är",
    "första projektet heter",
    "andra projektet är",
    "andra projektet heter",
    "tredje projektet är",
    "tredje projektet heter",
    "fjärde projektet är",
    "femte projektet är",
    "sista projektet är",
    "ena projektet är",
    "ena projektet heter",
    "projektet heter",
    "projektet kallas",
    "går under namnet",
    "bär namnet",
    "fått namnet",
    "förstudien heter",
    "ett av dem är projektet",
];
/// A name is what stands before one of these, where the sentence begins with it.
const AFTER_NAME: &[&str] = &[
    "drivs av",
    "drivs gemensamt av",
    "ägs av",
    "leds av",
    "genomförs av",
    "koordineras av",
    "samordnas av",
    "heter projektet",
    "heter det projekt",
];
/// A name ends before one of these words, in lower case. Verbs in -as end it too.
const STOPS: &[&str] = &[
    "avslutas",
    "arbetar",
    "bedöms",
    "behöver",
    "beräknas",
    "beviljades",
    "bidrar",
    "blev",
    "blir",
    "bygger",
    "där",
    "driver",
    "då",
    "erbjuder",
    "fick",
    "fokuserar",
    "fortsätter",
    "får",
    "fått",
    "gav",
    "ger",
    "genom",
    "genomför",
    "går",
    "handlar",
    "har",
    "heter",
    "hjälper",
    "innebär",
    "innehåller",
    "inleds",
    "inleddes",
    "kan",
    "kommer",
    "kunde",
    "leder",
    "löper",
    "måste",
    "når",
    "nu",
    "omfattar",
    "prövar",
    "pågår",
    "riktar",
    "räknar",
    "samlar",
    "satsar",
    "ska",
    "skall",
    "skapar",
    "skulle",
    "som",
    "startade",
    "startar",
    "stärker",
    "stöder",
    "stödjer",
    "sträcker",
    "syftar",
    "söker",
    "tar",
    "testar",
    "tilldelades",
    "undersöker",
    "utvecklar",
    "vars",
    "var",
    "vill",
    "vänder",
    "väntas",
    "ägde",
    "är",
    "drivs",
    "ägs",
    "leds",
    "samt",
    "eftersom",
    "medan",
    "innan",
    "sedan",
    "efter",
    "ihop",
    "tillsammans",
    "projektet",
];
/// After *med* one of these says that the name has ended.
const AFTER_MED: &[&str] = &["projektägare", "stöd", "hjälp", "en", "ett", "totalt", "målet", "syfte", "drygt", "start"];
/// Names that are none: what a text says about a project in general.
const NO_NAMES: &[&str] = &[
    "det",
    "den",
    "detta",
    "denna",
    "de",
    "vi",
    "eu",
    "projektet",
    "projekten",
    "insatsen",
    "satsningen",
    "arbetet",
    "verksamheten",
    "förstudien",
    "han",
    "hon",
    "samtliga",
    "båda",
    "eu-projektet",
    "pengarna",
    "stödet",
    "medlen",
];
/// The longest name in running text in bytes, with what stands around it.
const LONGEST: usize = 400;
/// The most words of a name in running text.
const MOST_WORDS: usize = 12;

/// A name that a sentence introduces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Introduction {
    pub name: String,
    /// What it is compared by.
    pub key: String,
}

impl Introduction {
    fn of(name: &str) -> Option<Self> {
        is_name(name).then(|| Introduction { name: name.to_owned(), key: key(name) })
    }
}

/// The projects that a sentence introduces, in its order.
pub(super) fn introductions(sentence: &str) -> Vec<Introduction> {
    let lower = folded(sentence);
    let mut found: Vec<Introduction> = Vec::new();
    let after_word = BEFORE_NAME.iter().flat_map(|word| occurrences(&lower, word));
    let after_phrase = CALLED.iter().flat_map(|phrase| occurrences(&lower, phrase));
    let mut ends: Vec<usize> = after_word.chain(after_phrase).map(|(_, end)| end).collect();
    ends.sort_unstable();
    ends.dedup();
    for end in ends {
        let introduced = sentence.get(end..).and_then(named);
        found.extend(introduced.filter(|new| !found.iter().any(|old| old.key == new.key)));
    }
    if found.is_empty() {
        found.extend(subject(sentence, &lower));
    }
    found
}

/// The name that stands right behind a cue: quoted, or from a capital on.
fn named(rest: &str) -> Option<Introduction> {
    let rest = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let body = rest.trim_start_matches([' ', '\u{a0}', ':']);
    let name = if body.starts_with(is_quote) { quoted(body)? } else { unquoted(body)? };
    Introduction::of(name)
}

fn quoted(body: &str) -> Option<&str> {
    let inner = body.get(body.chars().next()?.len_utf8()..)?;
    let end = inner.find(is_quote)?;
    inner.get(..end).map(|name| name.trim().trim_end_matches(',')).filter(|name| name.split_whitespace().count() <= MOST_WORDS)
}

fn unquoted(body: &str) -> Option<&str> {
    let all = words(body);
    let first = all.first().filter(|word| word.start == 0 && (word.capital() || word.text.starts_with('#')))?;
    let mut end = first.end();
    let mut before = *first;
    for (at, word) in all.iter().enumerate().skip(1) {
        if at >= MOST_WORDS {
            return None;
        }
        if closes(&before, word) || stops(word, all.get(at + 1), &all, at) {
            break;
        }
        end = word.end();
        before = *word;
    }
    body.get(..end).map(|name| name.trim_end_matches(" i").trim_end_matches(" och"))
}

/// Whether a name has ended with the word before: any sign but a colon before a capital.
fn closes(before: &Word<'_>, word: &Word<'_>) -> bool {
    !(before.after.is_empty() || before.after == ":" && word.capital()) || matches!(word.text, "–" | "-" | "—")
}

fn stops(word: &Word<'_>, next: Option<&Word<'_>>, all: &[Word<'_>], at: usize) -> bool {
    if word.capital() {
        return false;
    }
    let text = word.text;
    let passive = text.len() > 5
        && (text.ends_with("eras") || text.ends_with("ljas") || text.ends_with("las") || text.ends_with("jats") || text.ends_with("lats"));
    match text {
        "med" => next.is_some_and(|next| AFTER_MED.contains(&next.text)) || all.iter().skip(at).any(|word| word.text == "projektägare"),
        "och" => next.is_some_and(|next| STOPS.contains(&next.text) || BEFORE_NAME.contains(&next.text)),
        "från" | "på" => next.is_some_and(|next| {
            next.text.starts_with(|c: char| c.is_ascii_digit()) || matches!(next.text, "drygt" | "cirka" | "ca" | "totalt")
        }),
        _ => STOPS.contains(&text) || passive,
    }
}

/// The name that a sentence begins with: `Bryggan drivs av …`, `”Bryggan” får 3 miljoner …`.
fn subject(sentence: &str, lower: &str) -> Option<Introduction> {
    if sentence.starts_with(is_quote) {
        let name = quoted(sentence)?;
        let after = lower.get(sentence.find(name)? + name.len()..)?;
        let told = has(after, &["drivs", "ägs", "får", "tilldelas", "beviljas", "heter", "leds"]);
        return Introduction::of(name).filter(|_| told && !name.ends_with(['.', '!', '?']));
    }
    let verb = AFTER_NAME.iter().filter_map(|cue| occurrences(lower, cue).next()).map(|(start, _)| start).min()?;
    let name = sentence.get(..verb)?.trim();
    let plain = name.split_whitespace().count() <= 8
        && !name.contains([',', ';', '('])
        && !words(name).iter().skip(1).any(|word| STOPS.contains(&word.text));
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    Introduction::of(name).filter(|_| plain && capital)
}

fn is_name(name: &str) -> bool {
    let first = name.split_whitespace().next().map(folded).unwrap_or_default();
    let lone = name.split_whitespace().count() == 1;
    let letters = name.chars().filter(|c| c.is_alphanumeric()).count();
    let body = name.starts_with(|c: char| c.is_uppercase()) && (first.starts_with("eu-") || first == "eu:s" || first == "ägare");
    letters >= 2
        && !body
        && !(NO_NAMES.contains(&first.as_str()) && (lone || matches!(first.as_str(), "det" | "den" | "de" | "vi" | "detta" | "denna")))
}

/// What two wordings of one name share, whatever their capitals and signs.
pub(super) fn key(name: &str) -> String {
    owner::slug(name)
}

/// Whether two wordings name the same project.
pub(super) fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// Whether one of two keys is the other's beginning: `Bryggan` of `Bryggan – en förstudie`.
pub(super) fn is_part(one: &str, other: &str) -> bool {
    let begins = |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    begins(one, other) || begins(other, one)
}

/// The part of a name that texts go on with: of `KUPAN: Kompetens för alla` the part before the colon.
pub(super) fn short(name: &str) -> &str {
    let cut = name.split_once(": ").or_else(|| name.split_once(" – ")).or_else(|| name.split_once(" (")).map_or(name, |(short, _)| short);
    if cut.chars().count() >= 3 { cut } else { name }
}

/// Whether a sentence mentions a project, ignoring case.
pub(super) fn mentioned(lower_sentence: &str, name: &str) -> bool {
    let short = folded(short(name));
    occurrences(lower_sentence, &short).next().is_some() || occurrences(lower_sentence, &format!("{short}s")).next().is_some()
}

/// Whether a heading could be a name at all; parties and places are no projects.
pub(super) fn could_be_name(heading: &str) -> bool {
    is_name(heading) && party::leading(heading).is_none_or(|party| party.len() < heading.len() || !ends_like_party(party))
}

fn ends_like_party(party: &str) -> bool {
    let lower = folded(party);
    [" kommun", " län", " ab", " stad"].iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(sentence: &str, expected: &[&str]) {
        let names: Vec<_> = introductions(sentence).into_iter().map(|found| found.name).collect();
        assert_eq!(names, expected, "{sentence}");
    }

    #[test]
    fn behind_the_word_project() {
        check("Projektet Varp och väft med projektägare Mora kommun, får 2 miljoner.", &["Varp och väft"]);
        check("Till projektet Varp med Region Skåne som projektägare beviljas 2 mkr.", &["Varp"]);
        check("Projektet Jobb med kvalitet prövar nya sätt.", &["Jobb med kvalitet"]);
        check("Projektet ”Hem igen” drivs av Mora kommun.", &["Hem igen"]);
        check("Pengarna går till projektet Varp 2.0 och förstudien Väft.", &["Varp 2.0", "Väft"]);
        check("Det andra projektet är Varp och väft med projektägare Mora kommun.", &["Varp och väft"]);
        check("Projektet KRAFT: Kompetens i Norden startar i maj.", &["KRAFT: Kompetens i Norden"]);
        check("I projektet ska alla vara med.", &[]);
        check("Projektet får 3 miljoner.", &[]);
    }

    #[test]
    fn as_the_subject() {
        check("Varp och väft drivs av Mora kommun och får 2 miljoner.", &["Varp och väft"]);
        check("”Hem igen” tilldelas 3 miljoner kronor.", &["Hem igen"]);
        check("Det drivs av Mora kommun.", &[]);
        check("Projektet drivs av Mora kommun.", &[]);
        check("”Vi är glada”, säger hon.", &[]);
    }

    #[test]
    fn mentions_go_by_the_short_name() {
        assert!(mentioned("med kraft kan fler läsa", "KRAFT: Kompetens i Norden"));
        assert!(mentioned("krafts deltagare", "Kraft"));
        assert!(!mentioned("kraften finns", "Kraft"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            introductions(&text);
            introductions(&format!("Projektet {text}"));
        }
    }
}
