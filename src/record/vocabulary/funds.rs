//! Funds: where the money of a project comes from.

use std::collections::HashMap;

use super::fund_mentions::Forms;
use super::table;

pub use super::fund_mentions::FundMention;

/// Whose fund it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FundLevel {
    /// A fund or programme of the European Union.
    Eu,
    /// Swedish state money.
    National,
    /// Another country's money, as a second grant of an Interreg project.
    Foreign,
    /// No fund but a name for several (*strukturfonderna*, *EU-medel*).
    Group,
}

/// One fund.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fund {
    /// The code in the JSON: `ESF+`, `ERUF`, `Horisont Europa`.
    pub code: String,
    /// Whose fund it is.
    pub level: FundLevel,
    /// The name in Swedish.
    pub label_sv: String,
    /// The name in English.
    pub label_en: String,
    /// The periods it exists in; empty where it is not tied to one.
    pub periods: Vec<String>,
    /// Other names, in both languages.
    pub aliases: Vec<String>,
    /// The authority that manages it in Sweden.
    pub manager: String,
    /// Whether its source has been read.
    pub verified: bool,
}

impl Fund {
    /// Code, labels and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.code, &self.label_sv, &self.label_en].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

/// The funds, in the order of their table.
#[derive(Debug)]
pub struct Funds {
    funds: Vec<Fund>,
    by_name: HashMap<String, usize>,
    forms: Forms,
}

impl Funds {
    pub(super) fn read(text: &str) -> Funds {
        let funds: Vec<Fund> = table::rows(text).filter_map(|row| fund(&row)).collect();
        let mut by_name = HashMap::new();
        // Codes first, so that no alias of another fund can hide one.
        for (position, fund) in funds.iter().enumerate() {
            by_name.entry(compact(&fund.code)).or_insert(position);
        }
        for (position, fund) in funds.iter().enumerate() {
            for name in fund.names() {
                by_name.entry(compact(name)).or_insert(position);
            }
        }
        let forms = Forms::of(&funds);
        Funds { funds, by_name, forms }
    }

    /// All funds.
    pub fn all(&self) -> &[Fund] {
        &self.funds
    }

    /// The fund with this very code.
    pub fn by_code(&self, code: &str) -> Option<&Fund> {
        self.funds.iter().find(|fund| fund.code == code)
    }

    /// The fund that a field names: by code, label or alias, ignoring case and
    /// spaces; a field with more words (`Europeiska socialfonden+ (ESF+)`) names
    /// the only fund that is found in it.
    pub fn resolve(&self, text: &str) -> Option<&Fund> {
        let wanted = compact(text);
        let exact = self.by_name.get(&wanted).or_else(|| self.by_name.get(wanted.strip_suffix('s')?));
        if let Some(fund) = exact.and_then(|at| self.funds.get(*at)) {
            return Some(fund);
        }
        let mut mentioned = self.mentions(text).into_iter().map(|mention| mention.fund);
        let first = mentioned.next()?;
        mentioned.all(|other| other.code == first.code).then_some(first)
    }

    /// The funds that running text names, from left to right.
    ///
    /// Acronyms count only as written (`ESF`, `LIFE`; `Life` and `he` are no
    /// funds); names may be inflected and may begin a compound (`ESF-rådet`,
    /// `socialfondsprojekt`). A name with its acronym after it is one mention.
    pub fn mentions<'a>(&'a self, text: &str) -> Vec<FundMention<'a>> {
        self.forms.find(text, &self.funds)
    }
}

fn fund(row: &table::Row) -> Option<Fund> {
    let level = match row.cell("level") {
        "eu" => FundLevel::Eu,
        "national" => FundLevel::National,
        "foreign" => FundLevel::Foreign,
        "group" => FundLevel::Group,
        _ => return None,
    };
    let aliases = row.list("aliases_sv").into_iter().chain(row.list("aliases_en"));
    Some(Fund {
        code: row.text("code"),
        level,
        label_sv: row.text("label_sv"),
        label_en: row.text("label_en"),
        periods: row.list("periods"),
        aliases: aliases.filter_map(|alias| without_remark(&alias)).collect(),
        manager: row.text("manager"),
        verified: row.verified(),
    })
}

/// An alias without the remark in parentheses that some rows have; none where the
/// remark says that it names something else.
fn without_remark(alias: &str) -> Option<String> {
    match alias.split_once(" (") {
        Some((_, remark)) if remark.starts_with("not ") => None,
        Some((name, _)) => Some(name.to_owned()),
        None => Some(alias.to_owned()),
    }
}

/// A name without spaces and in lower case: `ESF +` is `ESF+`.
fn compact(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use crate::record::Vocabulary;

    fn check(text: &str, expected: Option<&str>) {
        let fund = Vocabulary::bundled().funds.resolve(text);
        assert_eq!(fund.map(|f| f.code.as_str()), expected, "{text:?}");
    }

    #[test]
    fn fields_name_funds() {
        for (text, code) in [
            ("ESF", "ESF"),
            ("esf+", "ESF+"),
            ("ESF +", "ESF+"),
            ("ESF plus", "ESF+"),
            ("Socialfonden+", "ESF+"),
            ("Europeiska socialfonden", "ESF"),
            ("Europeiska socialfonden+ (ESF+)", "ESF+"),
            ("eruf", "ERUF"),
            ("ERDF", "ERUF"),
            ("European Regional Development Fund", "ERUF"),
            ("LIFE+", "LIFE"),
            ("life", "LIFE"),
            ("REACT-EU", "REACT-EU"),
            ("JTF", "FRO"),
            ("erasmus plus", "Erasmus+"),
            ("Horizon Europe", "Horisont Europa"),
            ("Regionalfondens", "ERUF"),
            ("Vinnova", "Vinnova"),
        ] {
            check(text, Some(code));
        }
        for text in ["", "kommunen", "§ 37-medel", "ESF och ERUF"] {
            check(text, None);
        }
    }

    #[test]
    fn every_name_resolves_to_a_fund_that_bears_it() {
        let funds = &Vocabulary::bundled().funds;
        for fund in funds.all() {
            assert_eq!(funds.by_code(&fund.code).map(|f| &f.code), Some(&fund.code));
            assert_eq!(funds.resolve(&fund.code).map(|f| &f.code), Some(&fund.code));
            for name in fund.names() {
                let found = funds.resolve(name);
                assert!(found.is_some_and(|f| f.names().any(|n| super::compact(n) == super::compact(name))), "{name}");
            }
        }
    }
}
