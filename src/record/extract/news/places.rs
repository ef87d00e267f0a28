//! Places: the passages in which a project's places are named.
//!
//! The places are read out of the text later; here only is decided which text
//! speaks of the project's place. Where a meeting was held, and where a
//! university has its seat, is no place of a project.

use super::prose::{folded, has, words};
use crate::record::draft::{Fact, PlaceKind, PlaceText};
use crate::record::vocabulary::{PlaceRef, Vocabulary};

/// A sentence with one of these tells where people met.
const MEETINGS: &[&str] = &[
    "heldag",
    "konferens",
    "konferensen",
    "möttes",
    "mötet",
    "samlades",
    "seminarium",
    "träffades",
    "workshop",
    "invigning",
    "presskonferens",
    "besökte",
    "fotograferades",
];
/// Institutions that are named after their city, in the order `Högskolan i X`.
const BEFORE_CITY: &[&str] = &["högskolan", "universitetet", "yrkeshögskolan", "folkuniversitetet"];
/// Institutions that are named after their city, in the order `X universitet`.
const AFTER_CITY: &[&str] = &["universitet", "högskola", "tekniska", "universitetssjukhus", "lantbruksuniversitet"];

/// The facts of the sentences about a project, one a line of the source.
pub(super) fn of_passages(sentences: &[(usize, &str)]) -> Vec<Fact<PlaceText>> {
    let mut found: Vec<Fact<PlaceText>> = Vec::new();
    for (line, sentence) in sentences.iter().filter(|(_, sentence)| !has(&folded(sentence), MEETINGS)) {
        let text = without_seats(sentence);
        match found.last_mut().filter(|fact| fact.line == *line) {
            Some(fact) => {
                fact.value.text.push(' ');
                fact.value.text.push_str(&text);
            }
            None => found.push(Fact::stated(PlaceText { kind: PlaceKind::Prose, text }, *line)),
        }
    }
    found
}

/// The places of an owner or partner, where its name has one that it is for
/// (a municipality, a region) and not only its seat.
pub(super) fn of_party(party: &Fact<String>) -> Fact<PlaceText> {
    Fact::derived(PlaceText { kind: PlaceKind::Prose, text: without_seats(&party.value) }, party.line)
}

/// Counties and regions of the lead, for a project whose own passages name no place.
pub(super) fn of_lead(lead: &[(usize, &str)], vocabulary: &Vocabulary) -> Vec<Fact<PlaceText>> {
    let mut found = Vec::new();
    for (line, sentence) in lead.iter().filter(|(_, sentence)| !has(&folded(sentence), MEETINGS)) {
        for mention in vocabulary.places.mentions(&without_seats(sentence)) {
            let (kind, label) = match mention.place {
                PlaceRef::Region(region) => (PlaceKind::Region, &region.label_sv),
                PlaceRef::County(county) => (PlaceKind::County, &county.label_sv),
                PlaceRef::Municipality(_) => continue,
            };
            found.push(Fact::derived(PlaceText { kind, text: label.clone() }, *line));
        }
    }
    found
}

/// Whether any place is read out of the facts.
pub(super) fn any(facts: &[Fact<PlaceText>], vocabulary: &Vocabulary) -> bool {
    facts.iter().any(|fact| !vocabulary.places.mentions(&fact.value.text).is_empty())
}

/// A sentence without the cities that institutions are named after.
fn without_seats(sentence: &str) -> String {
    let all = words(sentence);
    let mut cut: Vec<(usize, usize)> = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let kind = word.folded();
        if BEFORE_CITY.contains(&kind.as_str()) {
            let city = all.get(at + 1).map_or(0, |next| if matches!(next.text, "i" | "på") { 2 } else { 1 });
            cut.extend(all.get(at + city).filter(|city| city.capital()).map(|city| (city.start, city.end())));
        } else if AFTER_CITY.contains(&kind.as_str()) {
            cut.extend(
                at.checked_sub(1).and_then(|before| all.get(before)).filter(|city| city.capital()).map(|city| (city.start, city.end())),
            );
        }
    }
    cut.sort_unstable();
    cut.dedup();
    let mut text = String::new();
    let mut from = 0;
    for (start, end) in cut {
        text.push_str(sentence.get(from..start).unwrap_or_default());
        from = end;
    }
    text.push_str(sentence.get(from..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_no_places() {
        let check = |text: &str, expected: &str| assert_eq!(without_seats(text), expected);
        check("Högskolan i Borås och Skövde kommun", "Högskolan i  och Skövde kommun");
        check("Umeå universitet, Luleå tekniska universitet", " universitet,  tekniska universitet");
        check("Skövde kommun", "Skövde kommun");
    }

    #[test]
    fn meetings_are_left_out() {
        let facts = of_passages(&[(1, "Alla träffades i Mora."), (2, "Bron byggs i Orsa."), (2, "Den är lång.")]);
        let texts: Vec<_> = facts.iter().map(|fact| fact.value.text.as_str()).collect();
        assert_eq!(texts, ["Bron byggs i Orsa. Den är lång."]);
    }
}
