//! The fund: the nearest that is named.

use super::grant;
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::prose::{folded, has};
use crate::record::extract::news::surroundings::Surroundings;
use crate::record::vocabulary::{Fund, FundLevel, FundMention, Vocabulary};

/// Words for European and state money to projects that name no fund.
const PROJECT_MONEY: &[&str] = &[
    "projektmedel",
    "projektstöd",
    "projektbidrag",
    "statsbidrag",
    "statligt stöd",
    "utvecklingsmedel",
    "tillväxtmedel",
    "naturvårdsverket",
    "boverket",
    "eu-medel",
    "eu-pengar",
    "eu-stöd",
    "eu-miljoner",
    "eu-bidrag",
    "strukturfond",
    "eu:s fonder",
    "eu-fond",
    "eu-projekt",
    "eu-finansier",
    "eu structural funds",
    "europeiska unionen",
];
/// Authorities that pay out European and national money alike: they make a page
/// one about funded projects, and tell no fund.
const AUTHORITIES: &[&str] = &["tillväxtverket", "jordbruksverket"];

/// Whether a text speaks of European money, or of a fund's, at all.
pub(in super::super) fn funded(text: &str, vocabulary: &Vocabulary) -> bool {
    let lower = folded(text);
    PROJECT_MONEY.iter().any(|word| lower.contains(word)) || has(&lower, AUTHORITIES) || !vocabulary.funds.mentions(text).is_empty()
}

/// The fund of a project: named with the grant, else under the heading of a
/// fund, else in its own passages, else in the nearest line above, else the only
/// one of the page.
pub(in super::super) fn find(own: &[(usize, &str)], at: usize, around: &Surroundings<'_>, vocabulary: &Vocabulary) -> Option<Fact<String>> {
    let beside =
        || own.iter().find_map(|(line, sentence)| Some(fact(&beside_grant(sentence, vocabulary)?, *line, sentence, Confidence::Likely)));
    let named = || {
        let (line, code, text) = only(own.iter().copied(), vocabulary)?;
        Some(fact(&code, line, text, Confidence::Likely))
    };
    beside().or_else(|| above(at, around, true)).or_else(named).or_else(|| above(at, around, false)).or_else(|| of_page(around))
}

fn fact(code: &str, line: usize, words: &str, confidence: Confidence) -> Fact<String> {
    let fact = if confidence == Confidence::Weak { Fact::derived(code.to_owned(), line) } else { Fact::stated(code.to_owned(), line) };
    fact.read_from(words, confidence)
}

fn is_eu(fund: &Fund) -> bool {
    fund.level == FundLevel::Eu
}

fn beside_grant(sentence: &str, vocabulary: &Vocabulary) -> Option<String> {
    let grant = grant::grants(sentence, vocabulary).into_iter().next()?;
    let distance = |start: usize, end: usize| if start >= grant.end { start - grant.end } else { grant.start.saturating_sub(end) };
    let mentions = vocabulary.funds.mentions(sentence);
    let known = |mention: &&FundMention<'_>| matches!(mention.fund.level, FundLevel::Eu | FundLevel::National);
    let nearest = |eu: bool| {
        mentions.iter().filter(known).filter(|mention| is_eu(mention.fund) == eu).min_by_key(|mention| distance(mention.start, mention.end))
    };
    let nearest = nearest(true).or_else(|| nearest(false))?;
    // *REACT-EU, ur regionalfonden*: the special money inside the fund says more.
    let special = mentions.iter().find(|mention| mention.fund.code == "REACT-EU").filter(|_| nearest.fund.code == "ERUF");
    Some(special.unwrap_or(nearest).fund.code.clone())
}

/// The fund of the nearest line above that names one; of a line that names
/// several nobody knows whose it is. `headings` asks for headings of funds alone.
fn above(at: usize, around: &Surroundings<'_>, headings: bool) -> Option<Fact<String>> {
    let line = around.above(at).find(|line| !line.funds.is_empty() && (!headings || line.heading))?;
    let code = one(line.funds.iter().copied())?;
    let confidence = if line.heading { Confidence::Certain } else { Confidence::Weak };
    Some(fact(code, line.line, &line.text, confidence))
}

/// The only fund of the page, wherever it is named; else its only national one.
fn of_page(around: &Surroundings<'_>) -> Option<Fact<String>> {
    // *Om inget annat anges kommer pengarna från ESF*: what stands in no project's own lines holds for the rest.
    if let Some(line) = around.unclaimed().find(|line| !line.funds.is_empty()) {
        let code = one(around.unclaimed().flat_map(|line| line.funds.iter().copied()))?;
        return Some(fact(code, line.line, &line.text, Confidence::Weak));
    }
    if let Some(line) = around.all().find(|line| !line.funds.is_empty()) {
        let code = one(around.all().flat_map(|line| line.funds.iter().copied()))?;
        return Some(fact(code, line.line, &line.text, Confidence::Weak));
    }
    let line = around.all().find(|line| !line.national.is_empty())?;
    let code = one(around.all().flat_map(|line| line.national.iter().copied()))?;
    Some(fact(code, line.line, &line.text, Confidence::Weak))
}

/// The code of the only fund among several mentions; the special one of a pair
/// of which one is part of the other.
fn one<'f>(funds: impl Iterator<Item = &'f Fund>) -> Option<&'f str> {
    let mut found: Option<&str> = None;
    for fund in funds {
        found = match found {
            None => Some(&fund.code),
            Some(code) if code == fund.code => Some(code),
            Some(code) => Some(special(code, &fund.code)?),
        };
    }
    found
}

/// Of a fund and a part of it the part.
fn special<'f>(one: &'f str, other: &'f str) -> Option<&'f str> {
    const PARTS: &[(&str, &str)] = &[("ERUF", "REACT-EU"), ("ESF", "ESF+"), ("ESF", "YEI"), ("ESF", "REACT-EU")];
    PARTS.iter().find_map(|(whole, part)| {
        if (one, other) == (*whole, *part) {
            Some(other)
        } else if (other, one) == (*whole, *part) {
            Some(one)
        } else {
            None
        }
    })
}

/// The fund that the sentences name, where it is one; a national one only where no European is named.
fn only<'s>(sentences: impl Iterator<Item = (usize, &'s str)> + Clone, vocabulary: &Vocabulary) -> Option<(usize, String, &'s str)> {
    let of_level = |level: FundLevel| {
        let mentions = sentences.clone().flat_map(|(_, sentence)| vocabulary.funds.mentions(sentence)).map(|mention| mention.fund);
        let code = one(mentions.filter(|fund| fund.level == level))?.to_owned();
        let names = |sentence: &str| vocabulary.funds.mentions(sentence).iter().any(|mention| mention.fund.level == level);
        let (line, sentence) = sentences.clone().find(|(_, sentence)| names(sentence))?;
        Some((line, code, sentence))
    };
    of_level(FundLevel::Eu)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::text::blocks;
    use crate::record::extract::news::page::Page;

    fn check(own: &str, below: &str, expected: &str) {
        let vocabulary = Vocabulary::bundled();
        let page = Page::read(&blocks(&format!("Titel\n\n{below}")), vocabulary);
        let found = find(&[(1, own)], 0, &Surroundings::of(&page, vocabulary, &[]), vocabulary);
        let shown = found.map(|fact| fact.value + if fact.derived { " derived" } else { "" });
        assert_eq!(shown.unwrap_or_default(), expected, "{own} {below}");
    }

    #[test]
    fn the_nearest_fund() {
        check("Bryggan får 3 mkr från ERUF.", "ESF och ERUF delar ut pengar.", "ERUF");
        check("Bryggan byggs.", "ESF och ERUF delar ut pengar.", "");
        check("Bryggan byggs.", "Europeiska socialfonden delar ut pengar.", "ESF derived");
        check("Bryggan får 3 mkr.", "Fonden för en rättvis omställning delar ut pengar.", "FRO derived");
        check("ESF+ går in med 3 mkr.", "", "ESF+");
    }
}
