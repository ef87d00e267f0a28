//! The fund: the nearest that is named.

use super::grant;
use crate::record::draft::Fact;
use crate::record::vocabulary::{Fund, FundLevel, Vocabulary};

/// Words for European money that name no fund.
const EU_MONEY: &[&str] =
    &["eu-medel", "eu-pengar", "eu-stöd", "eu-miljoner", "eu-bidrag", "strukturfond", "eu:s fonder", "eu-fond", "eu-projekt"];

/// The fund of a project: named with the grant, else elsewhere in its own
/// passages, else the only one of the page, which is a conclusion.
pub(super) fn find(own: &[(usize, &str)], page: &[(usize, &str)], vocabulary: &Vocabulary) -> Option<Fact<String>> {
    let with_grant = own.iter().find_map(|(line, sentence)| Some(Fact::stated(beside_grant(sentence, vocabulary)?, *line)));
    with_grant
        .or_else(|| only(own, vocabulary).map(|(line, code)| Fact::stated(code, line)))
        .or_else(|| only(page, vocabulary).map(|(line, code)| Fact::derived(code, line)))
}

/// Whether a text speaks of European money at all.
pub(super) fn european(text: &str, vocabulary: &Vocabulary) -> bool {
    let lower = super::prose::folded(text);
    EU_MONEY.iter().any(|word| lower.contains(word)) || vocabulary.funds.mentions(text).iter().any(|mention| is_eu(mention.fund))
}

fn is_eu(fund: &Fund) -> bool {
    fund.level == FundLevel::Eu
}

fn beside_grant(sentence: &str, vocabulary: &Vocabulary) -> Option<String> {
    let grant = grant::grants(sentence, vocabulary).into_iter().next()?;
    let distance = |start: usize, end: usize| if start >= grant.end { start - grant.end } else { grant.start.saturating_sub(end) };
    let mentions = vocabulary.funds.mentions(sentence);
    let nearest = mentions.iter().filter(|mention| is_eu(mention.fund)).min_by_key(|mention| distance(mention.start, mention.end));
    nearest.map(|mention| mention.fund.code.clone())
}

/// The fund that the sentences name, where it is one.
fn only(sentences: &[(usize, &str)], vocabulary: &Vocabulary) -> Option<(usize, String)> {
    let mut found: Option<(usize, &str)> = None;
    for (line, sentence) in sentences {
        for mention in vocabulary.funds.mentions(sentence).iter().filter(|mention| is_eu(mention.fund)) {
            match found {
                Some((_, code)) if code != mention.fund.code => return None,
                Some(_) => {}
                None => found = Some((*line, mention.fund.code.as_str())),
            }
        }
    }
    found.map(|(line, code)| (line, code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: &str, page: &str, expected: &str) {
        let found = find(&[(1, own)], &[(1, page)], Vocabulary::bundled());
        let shown = found.map(|fact| fact.value + if fact.derived { " derived" } else { "" });
        assert_eq!(shown.unwrap_or_default(), expected, "{own} {page}");
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
