//! Names of projects: how a text introduces them, and where it mentions them again.

mod cues;
mod form;
mod span;

use self::cues::{AFTER_NAME, ALSO, BEFORE_NAME, CALLED, NAME_FOLLOWS, OTHERS, STOPS};
use super::prose::{folded, has, is_quote, occurrences, words};

pub(super) use form::{
    could_be_name, ends_like_party, is_body, is_fund, is_mentioned, is_part, is_section, is_within, key, looks_like_project, mentioned,
    same, short,
};

/// A name that a sentence introduces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Introduction {
    pub name: String,
    /// What it is compared by.
    pub key: String,
    /// Where the name begins in the sentence.
    pub at: usize,
    /// Whether the words before it say that it is a project's; else only money
    /// stands beside it, which owners have as well.
    pub sure: bool,
}

impl Introduction {
    pub(super) fn of(name: &str, sentence: &str, sure: bool) -> Option<Self> {
        let at = (name.as_ptr() as usize).checked_sub(sentence.as_ptr() as usize).filter(|at| *at <= sentence.len()).unwrap_or(0);
        let name = name.trim_matches([' ', ',', '–', '”', '"']);
        let quoted = sentence.get(..at).is_some_and(|before| before.ends_with(is_quote));
        let pronoun = !quoted && at == 0 && form::opens_with_pronoun(name);
        (form::is_name(name) && !pronoun).then(|| Introduction { name: name.to_owned(), key: key(name), at, sure })
    }
}

/// A part of a sentence that begins with one of these behind a comma is no part of a name.
const REMARKS: &[&str] = &[
    "om",
    "med",
    "för",
    "som",
    "där",
    "i",
    "vars",
    "på",
    "inom",
    "till",
    "av",
    "från",
    "ett",
    "en",
    "vilket",
    "totalt",
    "under",
    "tillsammans",
    "ihop",
];

/// The furthest that a word which says whose project it is stands before a cue.
const NEAR: usize = 60;
/// How near a word stands before a cue that says the name is a second one.
const BESIDE: usize = 12;

/// The projects that a sentence introduces, in its order.
pub(super) fn introductions(sentence: &str) -> Vec<Introduction> {
    let lower = folded(sentence);
    let mut found: Vec<Introduction> = Vec::new();
    let mut last = 0;
    for (start, end) in cues(&lower) {
        let others = lower.get(last..start).is_some_and(|clause| before(clause, clause.len(), NEAR, OTHERS));
        last = end;
        if others {
            continue;
        }
        let name = sentence.get(end..).and_then(span::named).filter(|name| !is_cue_of_party(name, sentence, end));
        let introduced = name.and_then(|name| Introduction::of(name, sentence, true));
        let second = !found.is_empty() && before(&lower, start, BESIDE, ALSO);
        found.extend(introduced.filter(|new| !second && !found.iter().any(|old| is_part(&old.key, &new.key))));
    }
    if found.is_empty() {
        found.extend(subject(sentence, &lower));
    }
    found
}

/// Whether a text goes on with nothing but a name: no word that ends one, no amount.
pub(super) fn is_only_name(rest: &str) -> bool {
    let goes_on = words(rest).iter().any(|word| STOPS.contains(&word.text) || word.text.starts_with("projekt"));
    let remark = rest.split(", ").skip(1).any(|part| REMARKS.contains(&part.split(' ').next().unwrap_or_default()));
    !goes_on
        && !remark
        && !rest.contains(['(', '”', '"'])
        && rest.split_whitespace().count() <= 20
        && crate::record::amount::mentions(rest).is_empty()
}

/// The name that a text begins with, quoted or from a capital on.
pub(super) fn behind(text: &str) -> Option<&str> {
    span::named(text)
}

/// Where a cue stands that a name follows, each once by its end.
fn cues(lower: &str) -> Vec<(usize, usize)> {
    let words = words(lower);
    let compound = |text: &str| NAME_FOLLOWS.iter().any(|end| text.ends_with(end)) || BEFORE_NAME.contains(&text);
    let after_word =
        words.iter().filter(|word| matches!(word.after, "" | "," | ":") && compound(word.text)).map(|word| (word.start, word.end()));
    let after_phrase = CALLED.iter().flat_map(|phrase| occurrences(lower, phrase));
    let mut found: Vec<(usize, usize)> = after_word.chain(after_phrase).collect();
    found.sort_unstable_by_key(|(start, end)| (*end, *start));
    found.dedup_by_key(|(_, end)| *end);
    found
}

fn before(lower: &str, at: usize, reach: usize, words: &[&str]) -> bool {
    let from = lower.floor_char_boundary(at.saturating_sub(reach));
    lower.get(from..at).is_some_and(|near| has(near, words))
}

/// `Partner i projektet Mora kommun`: a party behind the word, not a name.
fn is_cue_of_party(name: &str, sentence: &str, end: usize) -> bool {
    let quoted = sentence.get(end..).is_some_and(|rest| rest.trim_start().starts_with(is_quote));
    !quoted && form::is_body(name)
}

/// The name that a sentence begins with: `Bryggan drivs av …`, `”Bryggan” får 3 miljoner …`.
fn subject(sentence: &str, lower: &str) -> Option<Introduction> {
    if sentence.starts_with(is_quote) {
        let name = span::quoted(sentence)?;
        let after = lower.get(sentence.find(name)? + name.len()..)?;
        let told = has(
            after,
            &[
                "drivs",
                "ägs",
                "får",
                "fick",
                "tilldelas",
                "tilldelades",
                "beviljas",
                "beviljades",
                "heter",
                "kallas",
                "leds",
                "är",
                "ska",
                "har fått",
                "har beviljats",
            ],
        );
        let speech = has(after, &["säger", "berättar", "menar", "kommenterar", "konstaterar"]) || name.ends_with(['.', '!', '?']);
        return Introduction::of(name, sentence, true).filter(|_| told && !speech);
    }
    let verb = AFTER_NAME.iter().filter_map(|cue| occurrences(lower, cue).next()).map(|(start, _)| start).min()?;
    let name = sentence.get(..verb)?.trim().trim_end_matches(',');
    let plain = name.split_whitespace().count() <= 10
        && !name.contains([',', ';', '('])
        && !words(name).iter().skip(1).any(|word| STOPS.contains(&word.text) && word.text != "med");
    let capital = name.chars().next().is_some_and(|c| c.is_uppercase() || c == '#');
    Introduction::of(name, sentence, true).filter(|_| plain && capital && !ends_like_party(name))
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
        check("Kompetensprojektet 'Varp' har startat.", &["Varp"]);
        check("Mora kommuns projekt Varp och väft får stöd.", &["Varp och väft"]);
        check("De får 2 mkr till projektet Varp vid Umeå universitet.", &["Varp"]);
        check("De får 2 mkr till projektet Skolan i byn (SIB) i år.", &["Skolan i byn (SIB)"]);
        check("Projektet Varp 3,2 miljoner kronor", &["Varp"]);
    }

    #[test]
    fn behind_a_naming_verb() {
        check("Projektet heter ”Varp” men går även under namnet Väft.", &["Varp"]);
        check("Stödet gäller en satsning som fått namnet Varp.", &["Varp"]);
        check("Det bygger vidare på projektet Väft.", &[]);
        check("Efter det tidigare projektet Väft kommer projektet Varp.", &["Varp"]);
    }

    #[test]
    fn as_the_subject() {
        check("Varp och väft drivs av Mora kommun och får 2 miljoner.", &["Varp och väft"]);
        check("”Hem igen” tilldelas 3 miljoner kronor.", &["Hem igen"]);
        check("Det drivs av Mora kommun.", &[]);
        check("Projektet drivs av Mora kommun.", &[]);
        check("”Vi är glada”, säger hon.", &[]);
        check("Varpbron är ett treårigt projekt.", &["Varpbron"]);
    }

    #[test]
    fn mentions_go_by_the_short_name() {
        assert!(mentioned("med kraft kan fler läsa", "KRAFT: Kompetens i Norden"));
        assert!(mentioned("krafts deltagare", "Kraft"));
        assert!(!mentioned("kraften finns", "Kraft"));
    }

    #[test]
    fn projects_and_organisations() {
        assert!(looks_like_project("Utvecklat stöd för vävare") && looks_like_project("Vävlabbet") && looks_like_project("Varp 2.0"));
        assert!(!looks_like_project("Garnbolaget AB") && !looks_like_project("Garnia"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            introductions(&text);
            introductions(&format!("Projektet {text}"));
            introductions(&format!("projektet '{text}' (A"));
        }
    }
}
