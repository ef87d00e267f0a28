//! One header: the field it names, and the unit of the numbers below it.

use super::super::super::personal::contact_label;
use super::super::super::vocabulary::ListHeaders;
use super::super::super::vocabulary::list_headers::{ListHeader, words};
use super::field::{Field, Meaning};
use crate::record::notice::Dropped;

/// A cell with more bytes heads no column.
const LONGEST: usize = 400;

/// A header that is understood.
pub(super) struct Header {
    /// What its column holds.
    pub(super) field: &'static Field,
    /// 1 where it says just this field, 3 where it repeats another column.
    pub(super) rank: u8,
    /// What the numbers of its column count.
    pub(super) unit: Unit,
    /// Whether it says that its numbers are percent.
    pub(super) percent: bool,
}

/// What the numbers of a column count, where their header says so.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// `tusen`, `miljoner`.
    pub(super) multiplier: Option<&'static str>,
    /// `SEK`, `EUR`.
    pub(super) currency: Option<String>,
}

/// Words of headers that say what numbers count: multiplier, currency.
const UNITS: &[(&str, Option<&str>, Option<&str>)] = &[
    ("sek", None, Some("SEK")),
    ("kr", None, Some("SEK")),
    ("skr", None, Some("SEK")),
    ("kronor", None, Some("SEK")),
    ("eur", None, Some("EUR")),
    ("euro", None, Some("EUR")),
    ("nok", None, Some("NOK")),
    ("dkk", None, Some("DKK")),
    ("tkr", Some("tusen"), Some("SEK")),
    ("tsek", Some("tusen"), Some("SEK")),
    ("ksek", Some("tusen"), Some("SEK")),
    ("mkr", Some("miljoner"), Some("SEK")),
    ("mnkr", Some("miljoner"), Some("SEK")),
    ("msek", Some("miljoner"), Some("SEK")),
    ("teur", Some("tusen"), Some("EUR")),
    ("keur", Some("tusen"), Some("EUR")),
    ("meur", Some("miljoner"), Some("EUR")),
    ("tusen", Some("tusen"), None),
    ("tusental", Some("tusen"), None),
    ("tusentals", Some("tusen"), None),
    ("thousand", Some("tusen"), None),
    ("thousands", Some("tusen"), None),
    ("miljoner", Some("miljoner"), None),
    ("miljontals", Some("miljoner"), None),
    ("million", Some("miljoner"), None),
    ("millions", Some("miljoner"), None),
];

/// Words of headers that say that a share is in percent; they name no field.
const PERCENT_WORDS: [&str; 4] = ["procent", "percent", "pct", "proc"];

/// What a header means: all of it, else the first half of it that means
/// something; none where no part does.
pub(super) fn understand(header: &str, headers: &ListHeaders) -> Option<Header> {
    let header = without_marks(header);
    if header.is_empty() || header.len() > LONGEST {
        return None;
    }
    let found = name(header, headers).or_else(|| parts(header).find_map(|part| name(without_marks(part), headers)))?;
    let (mut unit, percent) = measures(header);
    if unit.currency.is_none() {
        unit.currency = found.currency;
    }
    // A grant in percent is a share.
    let field = if percent && found.field == "granted" { "cofinancing_rate" } else { &found.field };
    Some(Header { field: Field::named(field)?, rank: found.rank, unit, percent })
}

/// One name: in the table as it stands, in it without its unit, or a person's label.
fn name(text: &str, headers: &ListHeaders) -> Option<ListHeader> {
    let person = || {
        let field = match contact_label(text)? {
            Dropped::ContactPerson => "contact_person",
            Dropped::Email => "email",
            Dropped::Telephone => "telephone",
            Dropped::PersonalNumber => "personal_number",
        };
        Some(ListHeader { field: field.to_owned(), rank: 1, currency: None })
    };
    headers.find(text).cloned().or_else(|| measured(text, headers)).or_else(person)
}

/// A name of an amount or share behind which its unit stands: `EU-stöd i SEK`, `EU-andel (%)`.
fn measured(text: &str, headers: &ListHeaders) -> Option<ListHeader> {
    let words = words(text);
    let is_unit = |word: &str| UNITS.iter().any(|(unit, ..)| *unit == word) || PERCENT_WORDS.contains(&word);
    let bare: Vec<&str> = words.iter().map(String::as_str).filter(|word| !is_unit(word)).collect();
    if bare.is_empty() || bare.len() == words.len() {
        return None;
    }
    let found = headers.find(&bare.join(" "))?;
    let counts = matches!(Field::named(&found.field)?.meaning, Meaning::Amount(..) | Meaning::Rate);
    counts.then(|| found.clone())
}

/// What the numbers below a header count, and whether they are percent.
pub(super) fn measures(header: &str) -> (Unit, bool) {
    let mut unit = Unit::default();
    let mut percent = header.contains('%');
    if header.contains('€') {
        unit.currency = Some("EUR".to_owned());
    }
    for word in words(header) {
        percent |= PERCENT_WORDS.contains(&word.as_str());
        if let Some((_, multiplier, currency)) = UNITS.iter().find(|(name, ..)| *name == word) {
            unit.multiplier = unit.multiplier.or(*multiplier);
            unit.currency = unit.currency.take().or_else(|| currency.map(str::to_owned));
        }
    }
    (unit, percent)
}

/// The parts of a header with two languages, or with a remark.
fn parts(header: &str) -> impl Iterator<Item = &str> {
    let lines = header.split(['/', '|', '\n', '\r', '(', ')', '[', ']', ';', ':', '\u{2013}', '\u{2014}']);
    let dashed = lines.flat_map(|part| part.split(" - "));
    dashed.map(str::trim).filter(|part| !part.is_empty())
}

/// A header without the letter or number it has in the law (`a)`, `(d)`, `3.`),
/// the marks of footnotes and the signs of sorting.
fn without_marks(header: &str) -> &str {
    let header = header.trim().trim_end_matches(['*', '¹', '²', '³', '†', ':', '▲', '▼', ' ']);
    let inner = header.strip_prefix('(').unwrap_or(header);
    let mark = inner.find([')', '.']).filter(|at| (1..=2).contains(at));
    let marked = mark.and_then(|at| Some((inner.get(..at)?, inner.get(at + 1..)?)));
    match marked {
        Some((mark, rest)) if mark.bytes().all(|b| b.is_ascii_alphanumeric()) && !rest.trim().is_empty() && rest.starts_with(' ') => {
            rest.trim()
        }
        _ => header,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Vocabulary;
    use proptest::prelude::*;

    fn shown(header: &str) -> Option<String> {
        let found = understand(header, &Vocabulary::bundled().list_headers)?;
        let unit = [found.unit.multiplier.map(str::to_owned), found.unit.currency].into_iter().flatten().collect::<Vec<_>>().join(" ");
        Some(format!("{}{}{}{}", found.field.name, if unit.is_empty() { "" } else { " " }, unit, if found.percent { " %" } else { "" }))
    }

    fn check(header: &str, expected: &str) {
        assert_eq!(shown(header).unwrap_or_default(), expected, "{header:?}");
    }

    #[test]
    fn either_half_is_enough() {
        check("Diarienummer / Operation ID", "reference");
        check("Projektägare organisationsnummer / Beneficiary ID", "org_number");
        check("Färg / Operation Name", "name");
        check("Namn på insatsen|Whatever", "name");
        check("Startdatum\nStart date", "start");
        check("Beneficiary name (legal entities only)", "owner");
        check("Stödmottagare (organisationsnummer)", "org_number");
        check("Sammanfattning engelsk / Summary in english", "description_en");
        check("Färg / Colour", "");
    }

    #[test]
    fn marks_of_the_law_and_of_footnotes_are_no_part() {
        check("(d) Name of the operation", "name");
        check("h) Total cost of the operation", "total_budget");
        check("3. Berörd fond *", "fund");
        check("l) Location indicator or geolocation for the operation and the country concerned", "place");
        check("Fr.o.m.", "start");
    }

    #[test]
    fn units_stand_in_headers() {
        check("Total projektbudget / Total budget SEK", "total_budget SEK");
        check("EU-stöd i SEK / EU contribution SEK", "granted SEK");
        check("Total_budget_EUR", "total_budget EUR");
        check("Beviljat belopp (tkr)", "granted tusen SEK");
        check("Budget, tusental kronor", "total_budget tusen SEK");
        check("EU-stöd (€)", "granted EUR");
        check("Project_EU_Budget", "granted EUR");
        check("EU-andel, %", "cofinancing_rate %");
        check("Medfinansieringsgrad i procent", "cofinancing_rate %");
        check("EU-stöd (%)", "cofinancing_rate %");
    }

    #[test]
    fn headings_of_lists_as_authorities_word_them() {
        for (header, field) in [
            ("Ärende-ID / Operation ID", "reference"),
            ("Unik kod för insatsen", "reference"),
            ("Stödmottagarens namn/Name of beneficiary", "owner"),
            ("Insatsens namn/Name of operation", "name"),
            ("Insatsens syfte och förväntade eller faktiska resultat / Purpose", "description"),
            ("Insatsens syfte", "description"),
            ("Insatsens startdatum", "start"),
            ("Startdatum (ÅÅÅÅ-MM-DD)", "start"),
            ("Projektets slutdatum", "end"),
            ("Total kostnad/Total cost", "total_budget"),
            ("Total kostnad för insatsen, SEK", "total_budget SEK"),
            ("Berörd fond", "fund"),
            ("Fond: ESF/ERUF", "fund"),
            ("Specifikt mål", "specific_objective"),
            ("Unionens medfinansieringssats", "cofinancing_rate"),
            ("Co-financing rate (%)", "cofinancing_rate %"),
            ("Plats (NUTS 3)", "place"),
            ("Interventionstyp (kod)", "intervention_fields"),
            ("Type of intervention for the operation", "intervention_fields"),
            ("Lead beneficiary", "owner"),
            ("Project partners", "partners"),
            ("EU co-financing (EUR)", "granted EUR"),
            ("Beviljat EU-stöd, kr", "granted SEK"),
            ("Kommun(er)", "municipality"),
            ("Län (kod)", "county"),
            ("Org.nr.", "org_number"),
            ("Postnr.", "postcode"),
            ("Kontaktperson (namn)", "contact_person"),
            ("E-post till kontaktperson", "contact_person"),
        ] {
            check(header, field);
        }
    }

    #[test]
    fn persons_are_known_by_their_labels() {
        check("Kontaktpersonens telefon", "contact_person");
        check("E-mail address", "email");
        check("Projektledare/Project manager", "contact_person");
        check("Personnummer", "personal_number");
    }

    proptest! {
        #[test]
        fn no_header_panics(header in "\\PC{0,80}", marked in "[(]?[a-z0-9ö][).] ?[ A-ö]{0,5}") {
            let _ = (shown(&header), shown(&marked));
        }
    }
}
