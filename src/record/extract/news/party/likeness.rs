//! How much a text looks like the name of an organisation.

use super::super::prose::{Word, folded, words};
use super::words::{BODY_ENDINGS, GENERIC, NO_PARTY_ALONE, OPENERS, ORGANISATION_WORDS, SURE_ENDINGS, SURE_LAST, SURE_PHRASES, SURE_WORDS};

/// How much a text looks like a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Likeness {
    No,
    /// An acronym, or capitals throughout.
    Perhaps,
    /// A word that only organisations have.
    Sure,
}

/// The most words of a party in a list.
const MOST_WORDS: usize = 12;

/// How much a whole field looks like the name of a party.
pub(in super::super) fn likeness(text: &str) -> Likeness {
    let all = words(text.trim());
    let Some(first) = all.first().filter(|_| all.len() <= MOST_WORDS) else { return Likeness::No };
    let folded_text = folded(text.trim());
    let opens = first.text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        || SURE_WORDS.contains(&first.folded().as_str())
        || OPENERS.contains(&first.text);
    if !opens {
        return Likeness::No;
    }
    let last = all.last().filter(|last| all.len() > 1 && last.capital()).map(Word::folded);
    let ends = last.is_some_and(|last| SURE_LAST.contains(&last.as_str()));
    // *föreningen Garnet*: the kind in small letters, the name behind it.
    let opened = OPENERS.contains(&first.text) && all.get(1).is_some_and(Word::capital);
    let ends = ends || opened;
    let legal = [" ek. för", " ek för", " ek.för", " ekonomisk förening", " ideell förening"].iter().any(|form| folded_text.contains(form));
    if ends || legal || SURE_PHRASES.iter().any(|phrase| folded_text.starts_with(phrase)) || all.iter().any(is_sure) {
        return Likeness::Sure;
    }
    let capitals = all.iter().all(|word| word.capital() || matches!(word.text, "i" | "och" | "&" | "för" | "av" | "på"));
    let acronym = all.len() == 1 && first.text.chars().count() <= 6 && first.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    if acronym || capitals && all.len() > 1 { Likeness::Perhaps } else { Likeness::No }
}

fn is_sure(word: &Word<'_>) -> bool {
    let lower = word.folded();
    if ORGANISATION_WORDS.contains(&lower.as_str()) && !is_plain_word(&lower) || word.capital() && SURE_WORDS.contains(&lower.as_str()) {
        return true;
    }
    if BODY_ENDINGS.iter().any(|ending| lower.ends_with(ending)) {
        return true;
    }
    // *Hållbarhetsinstitutet* is one, *projektkontoret* in small letters is not.
    word.capital() && SURE_ENDINGS.iter().any(|ending| lower.len() > ending.len() && lower.ends_with(ending))
}

/// Words of organisations' names that other texts use as well.
fn is_plain_word(lower: &str) -> bool {
    [
        "län",
        "läns",
        "bolag",
        "kluster",
        "näringsliv",
        "museum",
        "gymnasium",
        "kommunerna",
        "kommunernas",
        "kommuner",
        "ekonomisk",
        "ideella",
        "tekniska",
        "stift",
        "vuxenutbildning",
        "föreningen",
    ]
    .contains(&lower)
}

/// Whether a text names no party but a kind of them: *kommuner och regioner*, *Kommunen*.
pub(in super::super) fn is_generic(text: &str) -> bool {
    let all = words(text.trim());
    let known = |word: &Word<'_>| {
        let lower = word.folded();
        GENERIC.contains(&lower.as_str())
            || NO_PARTY_ALONE.contains(&lower.as_str())
            || matches!(lower.as_str(), "och" | "eller" | "samt" | "&")
    };
    !all.is_empty() && all.iter().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_that_are_parties() {
        let check = |text: &str, expected: Likeness| assert_eq!(likeness(text), expected, "{text}");
        for text in [
            "Mora kommun",
            "Region Skåne",
            "Garnbolaget AB",
            "Högskolan i Borås",
            "Blue Fjord Science Park",
            "Destination Siljan",
            "Skogsstyrelsen",
            "Siljans Folkhögskola",
            "Coompanion Kalmar län",
            "Vävarnas ek. för.",
            "Mittlandets Näringslivsbolag",
        ] {
            check(text, Likeness::Sure);
        }
        check("VBU", Likeness::Perhaps);
        check("Nordiska Väven", Likeness::Perhaps);
        check("Utvecklat stöd för vävare", Likeness::No);
        check("Vävlabbet", Likeness::No);
        check("digital väg", Likeness::No);
        check("", Likeness::No);
    }

    #[test]
    fn kinds_of_parties() {
        assert!(is_generic("Kommuner, regioner och föreningar") && is_generic("Kommunen"));
        assert!(!is_generic("Mora kommun") && !is_generic(""));
    }
}
