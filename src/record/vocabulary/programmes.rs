//! Programmes by their CCI, the Commission's number for a programme.
//!
//! A CCI says by its structure what it is about: `2021 SE 05 SF PR 001` is the
//! year the period begins, the country (`TC` for Interreg), the field of policy,
//! the fund, the kind of document, and a serial number.

use super::table;

/// One programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// The CCI; empty where it is not known.
    pub cci: String,
    /// `2014-2020` or `2021-2027`.
    pub period: String,
    /// Codes of its funds.
    pub funds: Vec<String>,
    /// Swedish.
    pub label_sv: String,
    /// English.
    pub label_en: String,
    /// The region it covers, `SE` for the whole country; `None` for Interreg.
    pub region: Option<String>,
    /// Whether its source has been read.
    pub verified: bool,
}

/// What the structure of a CCI says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CciParts {
    /// `2007-2013`, `2014-2020` or `2021-2027`.
    pub period: String,
    /// ISO 3166 code, or `TC` for territorial cooperation.
    pub country: String,
    /// Codes of the funds it may stand for; one where it is certain.
    pub funds: Vec<String>,
}

/// The programmes.
#[derive(Debug, Default)]
pub struct Programmes {
    programmes: Vec<Programme>,
}

impl Programmes {
    pub(super) fn read(text: &str) -> Programmes {
        let programme = |row: table::Row| Programme {
            cci: row.text("cci"),
            period: row.text("period"),
            funds: row.list("funds"),
            label_sv: row.text("label_sv"),
            label_en: row.text("label_en"),
            region: row.optional("area"),
            verified: row.verified(),
        };
        Programmes { programmes: table::rows(text).map(programme).collect() }
    }

    /// All programmes, those without a known CCI too.
    pub fn all(&self) -> &[Programme] {
        &self.programmes
    }

    /// The programme with this CCI, or the only one whose CCI it is without the
    /// serial number (ESF-rådet's bank writes `2021SE05SFPR`).
    pub fn resolve(&self, text: &str) -> Option<&Programme> {
        let wanted = compact(text);
        if wanted.is_empty() {
            return None;
        }
        if let Some(programme) = self.programmes.iter().find(|programme| programme.cci == wanted) {
            return Some(programme);
        }
        let mut alike = self.programmes.iter().filter(|programme| without_serial(&programme.cci) == Some(&wanted));
        let first = alike.next()?;
        alike.next().is_none().then_some(first)
    }

    /// The Interreg programmes that a text names, only those of the period where
    /// it tells one (`2021`, `VI-A`); pages write these programmes' names and no CCI.
    pub fn named(&self, text: &str) -> Vec<&Programme> {
        if !text.to_lowercase().contains("interreg") {
            return Vec::new();
        }
        let of_interreg = self.programmes.iter().filter(|programme| programme.funds.iter().any(|fund| fund == "Interreg"));
        let named: Vec<&Programme> = of_interreg.filter(|programme| programme.names().any(|name| has_name(text, name))).collect();
        let period = stated_period(text);
        let of_period: Vec<&Programme> = named.iter().filter(|programme| Some(programme.period.as_str()) == period).copied().collect();
        if of_period.is_empty() { named } else { of_period }
    }

    /// What the structure of a CCI says, also of one that no row has.
    pub fn parse_cci(&self, text: &str) -> Option<CciParts> {
        let cci = compact(text);
        let (year, rest) = cci.split_at_checked(4)?;
        let (country, rest) = rest.split_at_checked(2)?;
        let (field, rest) = rest.split_at_checked(2)?;
        let (kind, serial) = rest.split_at_checked(if year == "2007" { 3 } else { 4 })?;
        let well_formed = country.bytes().all(|b| b.is_ascii_uppercase())
            && kind.bytes().all(|b| b.is_ascii_alphanumeric())
            && (serial.is_empty() || serial.len() == 3 && serial.bytes().all(|b| b.is_ascii_digit()));
        let period = match year {
            "2007" => "2007-2013",
            "2014" => "2014-2020",
            "2021" => "2021-2027",
            _ => return None,
        };
        well_formed.then(|| CciParts { period: period.to_owned(), country: country.to_owned(), funds: funds(period, country, field, kind) })
    }
}

impl Programme {
    /// What tells an Interreg programme from the others: its labels without
    /// *Interreg* and the strand, and what its English label has in parentheses.
    fn names(&self) -> impl Iterator<Item = &str> {
        let inside = self.label_en.split_once('(').map(|(_, inside)| inside.trim_end_matches(')'));
        let of_english = self.label_en.split_once('(').map_or(self.label_en.as_str(), |(name, _)| name);
        let distinct = [Some(self.label_sv.as_str()), Some(of_english), inside].into_iter().flatten();
        distinct.map(without_strand).filter(|name| name.len() > 2)
    }
}

/// `Sweden-Norway` of `Interreg V-A - Sweden-Norway`.
fn without_strand(label: &str) -> &str {
    let name = label.trim().strip_prefix("Interreg").unwrap_or(label).trim_start();
    let strand = ["VI-A", "VI-B", "VI-C", "V-A", "V-B", "V-C"].iter().find_map(|strand| name.strip_prefix(strand));
    strand.unwrap_or(name).trim_matches([' ', '-'])
}

/// Whether a text has a name as whole words, ignoring case and how dashes are written.
fn has_name(text: &str, name: &str) -> bool {
    let even = |text: &str| text.replace(['\u{2013}', '\u{2014}'], "-").replace(" - ", "-").to_lowercase();
    let (text, name) = (even(text), even(name));
    let whole = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    text.match_indices(&name).any(|(at, _)| whole(at))
}

/// The period by its year or by the number of Interreg's generation.
fn stated_period(text: &str) -> Option<&'static str> {
    let has = |word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    match () {
        () if has("2021") || has("VI") => Some("2021-2027"),
        () if has("2014") || has("V") || has("VA") => Some("2014-2020"),
        () => None,
    }
}

/// The funds by field of policy and kind. Source: the coding of the Commission's
/// lists of programmes (SFC2007, SFC2014, SFC2021).
const FUNDS: &[(&str, &str, &str, &[&str])] = &[
    ("2007-2013", "05", "", &["ESF"]),
    ("2007-2013", "16", "2", &["ERUF"]),
    ("2007-2013", "16", "3", &["Interreg"]),
    ("2007-2013", "06", "", &["EJFLU"]),
    ("2014-2020", "05", "FM", &["Fead"]),
    ("2014-2020", "05", "M9", &["ESF", "YEI"]),
    ("2014-2020", "05", "", &["ESF"]),
    ("2014-2020", "16", "M", &["ERUF", "ESF"]),
    ("2014-2020", "16", "CF", &["Sammanhållningsfonden"]),
    ("2014-2020", "16", "RF", &["ERUF"]),
    ("2014-2020", "06", "", &["EJFLU"]),
    ("2014-2020", "14", "", &["EHFF"]),
    ("2014-2020", "65", "AM", &["AMIF"]),
    ("2014-2020", "65", "IS", &["ISF"]),
    ("2021-2027", "05", "SF", &["ESF+"]),
    ("2021-2027", "05", "FF", &["ESF+", "ERUF"]),
    ("2021-2027", "16", "RF", &["ERUF"]),
    ("2021-2027", "16", "JT", &["FRO"]),
    ("2021-2027", "16", "CF", &["Sammanhållningsfonden"]),
    ("2021-2027", "16", "FF", &["ERUF", "ESF+", "FRO"]),
    ("2021-2027", "06", "", &["EJFLU"]),
    ("2021-2027", "14", "", &["EHFVF"]),
    ("2021-2027", "65", "AM", &["AMIF"]),
    ("2021-2027", "65", "BV", &["BMVI"]),
    ("2021-2027", "65", "IS", &["ISF"]),
];

fn funds(period: &str, country: &str, field: &str, kind: &str) -> Vec<String> {
    if country == "TC" || country == "CB" {
        return vec!["Interreg".to_owned()];
    }
    let row = FUNDS.iter().find(|(p, f, k, _)| *p == period && *f == field && kind.starts_with(k));
    row.map(|(.., funds)| funds.iter().map(|fund| (*fund).to_owned()).collect()).unwrap_or_default()
}

fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// A CCI without the three digits at its end.
fn without_serial(cci: &str) -> Option<&str> {
    cci.len().checked_sub(3).and_then(|end| cci.get(..end))
}

#[cfg(test)]
mod tests {
    use crate::record::Vocabulary;
    use proptest::prelude::*;

    fn check(text: &str, cci: Option<&str>, parts: Option<(&str, &[&str])>) {
        let programmes = &Vocabulary::bundled().programmes;
        assert_eq!(programmes.resolve(text).map(|p| p.cci.as_str()), cci, "{text:?}");
        let found = programmes.parse_cci(text);
        let parts = parts.map(|(period, funds)| (period.to_owned(), funds.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>()));
        assert_eq!(found.map(|p| (p.period, p.funds)), parts, "{text:?}");
    }

    #[test]
    fn whole_without_serial_and_unknown() {
        check("2021SE05SFPR001", Some("2021SE05SFPR001"), Some(("2021-2027", &["ESF+"])));
        check(" 2021se05 SFPR", Some("2021SE05SFPR001"), Some(("2021-2027", &["ESF+"])));
        check("2014SE16RFOP", None, Some(("2014-2020", &["ERUF"])));
        check("2014SE16RFOP008", Some("2014SE16RFOP008"), Some(("2014-2020", &["ERUF"])));
        check("2014SE05M9OP001", Some("2014SE05M9OP001"), Some(("2014-2020", &["ESF", "YEI"])));
        check("2014TC16RFCB028", Some("2014TC16RFCB028"), Some(("2014-2020", &["Interreg"])));
        check("2021SE16RFPR999", None, Some(("2021-2027", &["ERUF"])));
        check("2021SE65AMPR001", None, Some(("2021-2027", &["AMIF"])));
        check("2007SE162PO001", None, Some(("2007-2013", &["ERUF"])));
        check("2021FI99XXPR001", None, Some(("2021-2027", &[])));
    }

    #[test]
    fn programmes_by_name() {
        let check = |text: &str, expected: &[(&str, &str)]| {
            let named = Vocabulary::bundled().programmes.named(text);
            assert_eq!(named.iter().map(|p| (p.label_sv.as_str(), p.period.as_str())).collect::<Vec<_>>(), expected, "{text}");
        };
        check("Interreg Sverige-Norge", &[("Interreg Sverige-Norge", "2014-2020"), ("Interreg Sverige-Norge", "2021-2027")]);
        check("Interreg Sverige–Norge 2021–2027", &[("Interreg Sverige-Norge", "2021-2027")]);
        check("2014 - 2020 INTERREG V-A Sweden - Norway", &[("Interreg Sverige-Norge", "2014-2020")]);
        check("Interreg VI-A Öresund-Kattegat-Skagerrak", &[("Interreg Öresund-Kattegat-Skagerrak", "2021-2027")]);
        check("Interreg Nord", &[("Interreg Nord", "2014-2020")]);
        check("Interreg Nordsjön", &[("Interreg Nordsjön", "2021-2027")]);
        check("Interreg", &[]);
        check("Skåne-Blekinge", &[]);
    }

    #[test]
    fn what_is_no_cci() {
        for text in ["", "2021", "1999SE05SFPR001", "2021SE05SFPR01", "2021SE05SFPR001x", "ååååååååå"] {
            check(text, None, None);
        }
    }

    #[test]
    fn the_structure_agrees_with_the_table() {
        let programmes = &Vocabulary::bundled().programmes;
        for programme in programmes.all().iter().filter(|p| !p.cci.is_empty()) {
            let parts = programmes.parse_cci(&programme.cci).map(|p| (p.period, p.funds));
            let (period, funds) = parts.unwrap_or_default();
            assert_eq!(period, programme.period, "{}", programme.cci);
            assert!(funds.iter().any(|fund| programme.funds.iter().any(|f| f == fund)), "{}", programme.cci);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            let programmes = &Vocabulary::bundled().programmes;
            programmes.resolve(&text);
            programmes.parse_cci(&text);
        }
    }
}
