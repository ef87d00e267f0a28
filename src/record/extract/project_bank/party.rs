//! The parties of a cross-border project, and which of them is its owner.
//!
//! Such a project may have a lead partner a country. A Swedish one is the
//! owner here; the others are partners.

use super::super::super::draft::{Draft, Fact};

/// A party as its page words it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Party<'a> {
    /// Without the country.
    pub(super) name: &'a str,
    /// ISO 3166 code, where the page names the country.
    pub(super) country: Option<&'static str>,
    /// Whether it is a lead partner.
    pub(super) lead: bool,
    /// The line it stands on.
    pub(super) line: usize,
}

/// Countries by the names and codes that pages in Swedish, English and the
/// neighbours' languages use.
const COUNTRIES: &[(&str, &str)] = &[
    ("sverige", "SE"),
    ("sweden", "SE"),
    ("se", "SE"),
    ("swe", "SE"),
    ("norge", "NO"),
    ("noreg", "NO"),
    ("norway", "NO"),
    ("no", "NO"),
    ("nor", "NO"),
    ("danmark", "DK"),
    ("denmark", "DK"),
    ("dk", "DK"),
    ("finland", "FI"),
    ("suomi", "FI"),
    ("fi", "FI"),
    ("åland", "FI"),
    ("estland", "EE"),
    ("estonia", "EE"),
    ("lettland", "LV"),
    ("latvia", "LV"),
    ("litauen", "LT"),
    ("lithuania", "LT"),
    ("polen", "PL"),
    ("poland", "PL"),
    ("tyskland", "DE"),
    ("germany", "DE"),
    ("nederländerna", "NL"),
    ("netherlands", "NL"),
    ("belgien", "BE"),
    ("belgium", "BE"),
    ("frankrike", "FR"),
    ("france", "FR"),
    ("irland", "IE"),
    ("ireland", "IE"),
    ("island", "IS"),
    ("iceland", "IS"),
    ("storbritannien", "GB"),
    ("united kingdom", "GB"),
    ("färöarna", "FO"),
    ("faroe islands", "FO"),
    ("grönland", "GL"),
    ("greenland", "GL"),
];

/// Countries whose parties are paid by their own state and not by the fund.
const OUTSIDE: &[&str] = &["NO", "IS", "GB", "FO", "GL"];

/// The country that a text is the name or code of.
pub(super) fn country(text: &str) -> Option<&'static str> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    COUNTRIES.iter().find(|(name, _)| *name == text).map(|(_, code)| *code)
}

/// Whether the fund pays a party of that country; one that is not named is
/// taken for one of the Union's.
pub(super) fn is_paid_by_the_union(country: Option<&str>) -> bool {
    !country.is_some_and(|code| OUTSIDE.contains(&code))
}

/// `Region Värmland (Sverige)`, `Region Värmland, Sverige`: name and country.
pub(super) fn named(text: &str) -> (&str, Option<&'static str>) {
    let text = text.trim();
    let inside = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let parted = inside.or_else(|| text.rsplit_once(',')).or_else(|| text.rsplit_once(" – ")).or_else(|| text.rsplit_once(" - "));
    match parted.and_then(|(name, last)| Some((name.trim(), country(last)?))).filter(|(name, _)| !name.is_empty()) {
        Some((name, country)) => (name, Some(country)),
        None => (text, None),
    }
}

/// The parties of a list. Where some end with a country after a comma, that
/// comma parts no two names.
pub(super) fn listed(text: &str, line: usize) -> Vec<Party<'_>> {
    let sign = if text.contains(';') { ';' } else { ',' };
    let mut parties: Vec<Party<'_>> = Vec::new();
    for piece in outside_parentheses(text, sign) {
        match (country(piece), parties.last_mut()) {
            (Some(code), Some(last)) => last.country = Some(code),
            _ => {
                let (name, country) = named(piece);
                parties.push(Party { name, country, lead: false, line });
            }
        }
    }
    parties.retain(|party| party.name.chars().any(char::is_alphabetic));
    parties
}

/// The pieces of a text between the signs that stand in no parentheses.
fn outside_parentheses(text: &str, sign: char) -> Vec<&str> {
    let (mut pieces, mut from, mut depth) = (Vec::new(), 0, 0usize);
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if letter == sign && depth == 0 => {
                pieces.push(text.get(from..at).unwrap_or_default());
                from = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(text.get(from..).unwrap_or_default());
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Gives the draft its owner and partners; the place of the owner among the parties.
pub(super) fn assign(draft: &mut Draft, parties: &[Party<'_>]) -> Option<usize> {
    let lead = |swedish: bool| parties.iter().position(|party| party.lead && (!swedish || party.country == Some("SE")));
    let owner = lead(true).or_else(|| lead(false));
    if let Some(party) = owner.and_then(|at| parties.get(at)) {
        draft.owner.get_or_insert_with(|| Fact::stated(party.name.to_owned(), party.line));
    }
    let others = parties.iter().enumerate().filter(|(at, _)| Some(*at) != owner);
    draft.partners.extend(others.map(|(_, party)| Fact::stated(party.name.to_owned(), party.line)));
    owner
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_and_countries() {
        let check = |text: &str, expected: (&str, Option<&str>)| assert_eq!(named(text), expected, "{text}");
        check("Region Granlandet (Sverige)", ("Region Granlandet", Some("SE")));
        check("Fjordby kommune, Norway", ("Fjordby kommune", Some("NO")));
        check("Havsforum AB (Malmö)", ("Havsforum AB (Malmö)", None));
        check("Sverige", ("Sverige", None));
        check("Nordens hus - Danmark", ("Nordens hus", Some("DK")));
    }

    #[test]
    fn lists_of_parties() {
        let check = |text: &str, expected: &[(&str, Option<&str>)]| {
            let parties = listed(text, 1);
            assert_eq!(parties.iter().map(|party| (party.name, party.country)).collect::<Vec<_>>(), expected, "{text}");
        };
        check("Ådalens lärcenter, Sverige, Fjordby kommune, Norge", &[("Ådalens lärcenter", Some("SE")), ("Fjordby kommune", Some("NO"))]);
        check("Ådalens lärcenter (SE), Fjordby (Troms, Norge)", &[("Ådalens lärcenter", Some("SE")), ("Fjordby (Troms, Norge)", None)]);
        check("A, B och C; D", &[("A, B och C", None), ("D", None)]);
        check(" , 3;", &[]);
    }

    #[test]
    fn the_swedish_lead_partner_owns() {
        let party = |name, country, lead| Party { name, country: Some(country), lead, line: 1 };
        let parties = [party("Fjordby", "NO", true), party("Ådalen", "SE", true), party("Havet", "SE", false)];
        let mut draft = Draft::default();
        assert_eq!(assign(&mut draft, &parties), Some(1));
        assert_eq!(draft.owner.map(|owner| owner.value).as_deref(), Some("Ådalen"));
        assert_eq!(draft.partners.iter().map(|p| p.value.as_str()).collect::<Vec<_>>(), ["Fjordby", "Havet"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[A-Cåß(),; \\-–]{0,60}") {
            let _ = (listed(&text, 1), named(&text));
        }
    }
}
