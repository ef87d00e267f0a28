//! How many take part: a number, or a range, before a word for people or companies.

use super::prose::{Word, folded, has, words};
use crate::record::draft::Fact;

/// People who take part.
pub(super) const PARTICIPANTS: &[&str] = &[
    "deltagare",
    "personer",
    "individer",
    "medarbetare",
    "anställda",
    "ungdomar",
    "unga",
    "kvinnor",
    "elever",
    "nyanlända",
    "arbetslösa",
    "arbetssökande",
    "långtidsarbetslösa",
    "föräldrar",
    "chefer",
];
/// Companies that take part.
pub(super) const COMPANIES: &[&str] = &["företag", "arbetsplatser", "teknikbolag", "småföretag", "bolag", "verksamheter"];
/// What may stand between a number and its word: *45 små företag*.
const BETWEEN: &[&str] =
    &["små", "medelstora", "lokala", "unga", "olika", "nya", "arbetslösa", "vuxna", "långtidsarbetslösa", "utrikes", "födda"];
/// Beside one of these a number says how things are, not who takes part.
const NOT_OF_PROJECT: &[&str] =
    &["procent", "i landet", "i sverige", "inskrivna", "statistik", "varje år", "av alla", "anmält intresse", "hade"];

/// The first count in the sentences, as stated: `500`, `60 och 70`, `1 250`.
pub(super) fn find(sentences: &[(usize, &str)], nouns: &[&str]) -> Option<Fact<String>> {
    sentences
        .iter()
        .filter(|(_, sentence)| !has(&folded(sentence), NOT_OF_PROJECT))
        .find_map(|(line, sentence)| Some(Fact::stated(count(sentence, nouns)?, *line)))
}

fn count(sentence: &str, nouns: &[&str]) -> Option<String> {
    let all = words(sentence);
    let is_noun = |word: &Word<'_>| nouns.contains(&word.folded().as_str());
    let noun_at = |at: usize| is_noun(all.get(at)?).then_some(at);
    (0..all.len()).filter_map(noun_at).find_map(|at| {
        let between = all.get(..at)?.iter().rev().take(2).take_while(|word| word.after.is_empty() && BETWEEN.contains(&word.text)).count();
        number_before(sentence, &all, at.checked_sub(between)?)
    })
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
        check("Tre företag är med.", "", "");
        check("Av 100 anställda är 40 procent män.", "", "");
        check("Den 12 maj 2024 bjöds företag in.", "", "");
    }
}
