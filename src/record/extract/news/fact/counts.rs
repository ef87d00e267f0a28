//! How many take part: a number, or a range, before a word for people or companies.

use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::prose::{Word, folded, has, words};

/// People who take part.
pub(in super::super) const PARTICIPANTS: &[&str] = &[
    "deltagare",
    "personer",
    "individer",
    "medarbetare",
    "anställda",
    "ungdomar",
    "unga",
    "kvinnor",
    "män",
    "elever",
    "nyanlända",
    "arbetslösa",
    "arbetssökande",
    "långtidsarbetslösa",
    "långtidssjukskrivna",
    "föräldrar",
    "chefer",
    "varslade",
    "permitterade",
    "yrkesverksamma",
    "lärare",
    "ledare",
    "människor",
    "participants",
    "people",
];
/// Companies that take part.
pub(in super::super) const COMPANIES: &[&str] = &[
    "företag",
    "arbetsplatser",
    "teknikbolag",
    "småföretag",
    "industriföretag",
    "tillverkningsföretag",
    "bolag",
    "verksamheter",
    "turismföretag",
    "besöksnäringsföretag",
    "livsmedelsföretag",
    "företagare",
    "companies",
    "smes",
    "businesses",
];
/// Nouns that compounds end with: *45 musikföretag*, *80 kursdeltagare*.
const COMPOUNDS: &[&str] = &["företag", "deltagare", "arbetslösa", "anställda", "elever", "ungdomar"];
/// What may stand between a number and its word: *45 små företag*.
const BETWEEN: &[&str] = &[
    "små",
    "sociala",
    "mindre",
    "medelstora",
    "och",
    "lokala",
    "regionala",
    "svenska",
    "skånska",
    "unga",
    "olika",
    "nya",
    "arbetslösa",
    "vuxna",
    "långtidsarbetslösa",
    "nyanlända",
    "varslade",
    "utrikes",
    "födda",
    "utrikesfödda",
    "anställda",
    "deltagande",
    "tillverkande",
    "small",
    "new",
    "local",
];
/// Beside one of these a number says how things are, not who takes part.
const NOT_OF_PROJECT: &[&str] = &[
    "procent",
    "i landet",
    "i sverige",
    "inskrivna",
    "statistik",
    "varje år",
    "av alla",
    "anmält intresse",
    "hade",
    "i hela landet",
    "invånare",
    "idag saknar",
    "i dag saknar",
    "mellan 20 och 65 år",
    "saknar jobb",
    "är arbetslösa",
    "står utanför",
    "i kommunen är",
    "läggs ned",
    "varslats",
    "år gamla",
    "bolaget har",
    "företaget har",
    "omsätter",
    "omsatte",
    "avslutades",
    "föregångaren",
];
/// Numbers in words that count takers of part; *en* and *ett* are articles.
const SPELLED: &[(&str, u32)] = &[
    ("två", 2),
    ("tre", 3),
    ("fyra", 4),
    ("fem", 5),
    ("sex", 6),
    ("sju", 7),
    ("åtta", 8),
    ("nio", 9),
    ("tio", 10),
    ("elva", 11),
    ("tolv", 12),
    ("tretton", 13),
    ("fjorton", 14),
    ("femton", 15),
    ("sexton", 16),
    ("sjutton", 17),
    ("arton", 18),
    ("nitton", 19),
    ("tjugo", 20),
    ("tjugofem", 25),
    ("trettio", 30),
    ("fyrtio", 40),
    ("femtio", 50),
    ("sextio", 60),
    ("sjuttio", 70),
    ("åttio", 80),
    ("nittio", 90),
    ("hundra", 100),
    ("tvåhundra", 200),
    ("trehundra", 300),
    ("fyrahundra", 400),
    ("femhundra", 500),
    ("tusen", 1000),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("twenty", 20),
    ("tiotal", 10),
    ("femtontal", 15),
    ("tjugotal", 20),
    ("trettiotal", 30),
    ("fyrtiotal", 40),
    ("femtiotal", 50),
    ("sextiotal", 60),
    ("hundratal", 100),
];

/// Fewer people in words work in the project, or tell of it: *tre medarbetare*.
const FEWEST_SPELLED: u32 = 10;

/// The first count in the sentences: `500`, `60 och 70`, `1 250`; one in words in figures.
pub(in super::super) fn find(sentences: &[(usize, &str)], nouns: &[&str]) -> Option<Fact<String>> {
    sentences
        .iter()
        .filter(|(_, sentence)| !has(&folded(sentence), NOT_OF_PROJECT))
        .find_map(|(line, sentence)| Some(Fact::stated(count(sentence, nouns)?, *line).read_from(sentence, Confidence::Likely)))
}

fn count(sentence: &str, nouns: &[&str]) -> Option<String> {
    let all = words(sentence);
    let is_noun = |word: &Word<'_>| {
        let lower = word.folded();
        nouns.contains(&lower.as_str())
            || COMPOUNDS.iter().any(|noun| nouns.contains(noun) && lower.len() > noun.len() + 2 && lower.ends_with(noun))
    };
    let noun_at = |at: usize| is_noun(all.get(at)?).then_some(at);
    (0..all.len()).filter_map(noun_at).find_map(|at| {
        let between = all.get(..at)?.iter().rev().take(3).take_while(|word| word.after.is_empty() && BETWEEN.contains(&word.text)).count();
        let at = at.checked_sub(between)?;
        number_before(sentence, &all, at).or_else(|| spelled_before(&all, at, if nouns == COMPANIES { 2 } else { FEWEST_SPELLED }))
    })
}

/// The number in words before the word at `at`, in figures: *ett tjugotal*, *tre*.
fn spelled_before(all: &[Word<'_>], at: usize, fewest: u32) -> Option<String> {
    let word = all.get(at.checked_sub(1)?).filter(|word| word.after.is_empty())?.folded();
    SPELLED.iter().find(|(known, number)| *known == word && *number >= fewest).map(|(_, number)| number.to_string())
}

/// The number or range that ends before the word at `at`.
fn number_before(sentence: &str, all: &[Word<'_>], at: usize) -> Option<String> {
    let last = at.checked_sub(1)?;
    let mut first = start_of_number(all, last)?;
    let ranged = first >= 2
        && all.get(first - 1).is_some_and(|word| matches!(word.text, "och" | "till" | "–" | "-"))
        && all.get(first - 2).is_some_and(is_figures);
    if ranged {
        let lower = start_of_number(all, first - 2)?;
        // *2024 och 60 företag* is no range; *mellan 50 och 60 företag* is one.
        let between = lower.checked_sub(1).and_then(|before| all.get(before)).is_some_and(|word| word.folded() == "mellan");
        let till = all.get(first - 1).is_some_and(|word| word.text != "och");
        if between || till {
            first = lower;
        }
    }
    sentence.get(all.get(first)?.start..all.get(last)?.end()).map(str::to_owned)
}

/// Where the number begins whose last figures stand at `last`: `1 250`.
fn start_of_number(all: &[Word<'_>], last: usize) -> Option<usize> {
    let word = all.get(last).filter(|word| is_figures(word) && word.after.is_empty())?;
    let grouped = word.text.len() == 3
        && last > 0
        && all.get(last - 1).is_some_and(|before| is_figures(before) && before.text.len() <= 3 && before.after.is_empty());
    Some(if grouped { last - 1 } else { last })
}

/// `500`, `1.250`, `120–150`.
fn is_figures(word: &Word<'_>) -> bool {
    let figures = word.text.chars().all(|c| c.is_ascii_digit() || matches!(c, '–' | '-' | '.' | '\u{a0}'));
    figures && word.text.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sentence: &str, participants: &str, companies: &str) {
        let text = |nouns| find(&[(1, sentence)], nouns).map(|fact| fact.value).unwrap_or_default();
        assert_eq!((text(PARTICIPANTS).as_str(), text(COMPANIES).as_str()), (participants, companies), "{sentence}");
    }

    #[test]
    fn counts_and_ranges() {
        check("Det når ca 300 anställda.", "300", "");
        check("Mellan 20 och 30 företag och 1 250 deltagare nås.", "1 250", "20 och 30");
        check("Det når 120–150 små företag.", "", "120–150");
        check("Under 2024 och 2025 nås 40 unga vuxna.", "40", "");
        check("Tre företag är med.", "", "3");
        check("Ett tjugotal små och medelstora företag är med.", "", "20");
        check("Av 100 anställda är 40 procent män.", "", "");
        check("Den 12 maj 2024 bjöds företag in.", "", "");
    }
}
