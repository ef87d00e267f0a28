//! The grant: which of the amounts in a text is the project's own.
//!
//! An amount is judged by its **window**, the clause it stands in. What speaks
//! for a total, a call's budget, the cost or co-financing rules it out; what
//! speaks for granting makes it the grant.

use super::prose::{folded, has};
use crate::record::amount::{self, AmountMention};
use crate::record::vocabulary::Vocabulary;

/// Words beside a grant.
const GRANTED: &[&str] = &[
    "beviljad",
    "beviljade",
    "beviljades",
    "beviljar",
    "beviljas",
    "beviljat",
    "beviljats",
    "bidrag",
    "bidraget",
    "bidrar med",
    "erhåller",
    "fick",
    "får",
    "får dela",
    "fått",
    "finansieras med",
    "går in med",
    "går till",
    "gick till",
    "i stöd",
    "skjuter till",
    "står för",
    "stöd",
    "stödet",
    "stöder",
    "tilldelas",
    "tilldelats",
    "tilldelades",
    "pengarna",
    "medel",
    "resten av potten",
    "stödjer",
    "betalar",
    "ger",
    "prioriteras",
    "prioriterades",
];
/// Words beside an amount that is no project's own grant.
const NO_GRANT: &[&str] = &[
    "ansöker",
    "ansökt om",
    "avsatt",
    "avsätter",
    "avsattes",
    "avsätts",
    "delar på",
    "dela på",
    "egna medel",
    "egeninsats",
    "fördelas",
    "fördelades",
    "förhoppningen",
    "hade sökt",
    "hela potten",
    "kostar",
    "kostat",
    "kostnad",
    "kostnaden",
    "medfinansierar",
    "medfinansieras av",
    "medfinansiering",
    "medfinansieringen",
    "omslutning",
    "omsluter",
    "omfattar totalt",
    "per år",
    "potten är",
    "potten på",
    "projektbudget",
    "projektomslutning",
    "samlade",
    "sammanlagt",
    "sammantaget",
    "själva",
    "sökt om",
    "söker",
    "tillsammans är",
    "totala",
    "totalt",
    "total budget",
    "totalbudget",
    "totalbudgeten",
    "budget",
    "budgeten",
    "utlyser",
    "utlysning",
    "utlysningen",
    "utlyst",
    "varje projekt",
    "värt",
    "i månaden",
    "kronor om året",
    "investeringsbudget",
    "omsättning",
    "omsätter",
];
/// Words that say a project was granted money, with or without an amount.
const DECIDED: &[&str] = &[
    "beviljad",
    "beviljade",
    "beviljades",
    "beviljas",
    "beviljat",
    "beviljats",
    "fått ja",
    "får ja",
    "godkända",
    "godkänd",
    "godkänts",
    "godkändes",
    "klartecken",
    "prioriterats",
    "prioriterade",
    "tilldelas",
    "tilldelats",
    "tilldelades",
    "får stöd",
    "fått stöd",
    "får gehör",
    "får medel",
    "fått medel",
    "får pengar",
    "finansieras av",
    "medfinansieras av",
    "delfinansieras av",
    "med stöd av",
    "stöd från",
    "stöd ur",
];

/// Where an amount's clause begins and ends at the latest.
const BOUNDARIES: &[&str] = &[", ", "; ", " och ", " men ", " varav ", " (", ") ", " samt "];

/// How far from an amount its clause reaches at most, in bytes.
const REACH: usize = 200;

/// What an amount seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    Granted,
    Unclear,
    Other,
}

/// The amounts of a sentence that are a grant, the best first.
pub(super) fn grants(sentence: &str, vocabulary: &Vocabulary) -> Vec<AmountMention> {
    let lower = folded(sentence);
    let mut found: Vec<AmountMention> = amount::mentions(sentence)
        .into_iter()
        .filter(|mention| reading(sentence, &lower, mention, vocabulary) == Reading::Granted)
        .collect();
    // Of a sum in euro and the same in kronor the kronor count.
    found.sort_by_key(|mention| mention.amount.currency != "SEK");
    found
}

/// The amount of a sentence that says nothing against its being a grant.
pub(super) fn unclear(sentence: &str, vocabulary: &Vocabulary) -> Option<AmountMention> {
    let lower = folded(sentence);
    let mut rest =
        amount::mentions(sentence).into_iter().filter(|mention| reading(sentence, &lower, mention, vocabulary) == Reading::Unclear);
    rest.next().filter(|_| rest.next().is_none())
}

/// Whether a text says that money was granted.
pub(super) fn decided(text: &str) -> bool {
    has(&folded(text), DECIDED)
}

fn reading(sentence: &str, lower: &str, mention: &AmountMention, vocabulary: &Vocabulary) -> Reading {
    let (from, to) = window(lower, mention);
    let clause = lower.get(from..to).unwrap_or_default();
    if has(clause, NO_GRANT) {
        return Reading::Other;
    }
    let fund = sentence.get(from..to).is_some_and(|clause| !vocabulary.funds.mentions(clause).is_empty());
    if fund || has(clause, GRANTED) { Reading::Granted } else { Reading::Unclear }
}

/// The clause around an amount; one that holds nothing else (`Stödet, ca 3
/// miljoner kr, går till …`) takes its neighbours in.
fn window(lower: &str, mention: &AmountMention) -> (usize, usize) {
    let (from, to) = (before(lower, mention.start), after(lower, mention.end));
    let alone = lower.get(from..to).is_some_and(|clause| {
        clause.split_whitespace().count() <= 1 + lower.get(mention.start..mention.end).map_or(0, |m| m.split_whitespace().count())
    });
    if !alone {
        return (from, to);
    }
    let wider = |at: usize| at.min(lower.len());
    (before(lower, from.saturating_sub(1)), after(lower, wider(to + 1)))
}

fn before(lower: &str, at: usize) -> usize {
    let at = lower.floor_char_boundary(at);
    let from = lower.floor_char_boundary(at.saturating_sub(REACH));
    let text = lower.get(from..at).unwrap_or_default();
    from + BOUNDARIES.iter().filter_map(|mark| text.rfind(mark)).max().unwrap_or(0)
}

fn after(lower: &str, at: usize) -> usize {
    let at = lower.ceil_char_boundary(at);
    let to = lower.ceil_char_boundary(at + REACH);
    let text = lower.get(at..to).unwrap_or_default();
    BOUNDARIES.iter().filter_map(|mark| text.find(mark)).min().map_or(to, |found| at + found)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(sentence: &str, expected: &[&str]) {
        let found = grants(sentence, Vocabulary::bundled());
        let texts: Vec<_> = found.iter().map(|mention| sentence.get(mention.start..mention.end).unwrap_or("?")).collect();
        assert_eq!(texts, expected, "{sentence}");
    }

    #[test]
    fn what_is_a_grant() {
        check("Bron får drygt 2 miljoner kronor.", &["drygt 2 miljoner kronor"]);
        check("Mora kommun tilldelas 250 000 kronor från ESF.", &["250 000 kronor"]);
        check("Stödet, ungefär 3 miljoner kr, går till en bro.", &["ungefär 3 miljoner kr"]);
        check("Bron byggs med stöd från ERUF på 4 mkr.", &["4 mkr"]);
        check("Parterna har beviljats 5 miljoner kronor från ESF och går själva in med lika mycket.", &["5 miljoner kronor"]);
        check("Budgeten är 9 miljoner, varav 5 miljoner är bidrag från ESF.", &["5 miljoner"]);
        check("Den får 1 miljon euro, motsvarande 11 miljoner kronor i stöd.", &["11 miljoner kronor", "1 miljon euro"]);
    }

    #[test]
    fn what_is_none() {
        check("Tre projekt får sammanlagt 9 miljoner kronor.", &[]);
        check("Bron har kostat 9 miljoner kronor.", &[]);
        check("Det samlade stödet är 9 miljoner kronor.", &[]);
        check("Socialfonden utlyser 9 miljoner kronor.", &[]);
        check("Kommunerna medfinansierar med 9 miljoner kronor.", &[]);
        check("Bron får 60 besökare.", &[]);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            grants(&text, Vocabulary::bundled());
            unclear(&format!("{text}, 3 miljoner kronor, {text}"), Vocabulary::bundled());
        }
    }
}
