//! Objectives: programme areas, thematic objectives, policy and specific objectives.

use std::collections::HashMap;

use super::table;

/// One objective of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objective {
    /// `2014-2020` or `2021-2027`.
    pub period: String,
    /// Which list it is in: `tematiskt mål`, `ESF+ programområde`.
    pub kind: String,
    /// `TO3`, `D1`, `RSO4.1`.
    pub code: String,
    /// Swedish; empty where no official text was found.
    pub label_sv: String,
    /// English; empty where no official text was found.
    pub label_en: String,
    /// Whether its source has been read.
    pub verified: bool,
}

/// The objectives of all periods.
#[derive(Debug, Default)]
pub struct Objectives {
    objectives: Vec<Objective>,
    /// By period and the letters of a label; every row of a list asks, so they are spelt once.
    by_label: HashMap<(String, String), usize>,
}

impl Objectives {
    pub(super) fn read(text: &str) -> Objectives {
        let objective = |row: table::Row| Objective {
            period: row.text("period"),
            kind: row.text("kind"),
            code: row.text("code"),
            label_sv: row.text("label_sv"),
            label_en: row.text("label_en"),
            verified: row.verified(),
        };
        let objectives: Vec<Objective> = table::rows(text).map(objective).collect();
        let mut by_label = HashMap::new();
        for (at, objective) in objectives.iter().enumerate() {
            for label in [&objective.label_sv, &objective.label_en] {
                by_label.entry((objective.period.clone(), letters(label))).or_insert(at);
            }
        }
        Objectives { objectives, by_label }
    }

    /// All objectives.
    pub fn all(&self) -> &[Objective] {
        &self.objectives
    }

    /// The objective of a period with this code, ignoring case and a final dot.
    pub fn find(&self, period: &str, code: &str) -> Option<&Objective> {
        let code = code.trim().trim_end_matches('.');
        self.of(period).find(|objective| objective.code.eq_ignore_ascii_case(code))
    }

    /// The objective of a period with this label, ignoring case, spaces and punctuation.
    pub fn by_label(&self, period: &str, text: &str) -> Option<&Objective> {
        let wanted = letters(text);
        if wanted.is_empty() {
            return None;
        }
        self.by_label.get(&(period.to_owned(), wanted)).and_then(|at| self.objectives.get(*at))
    }

    fn of<'a>(&'a self, period: &str) -> impl Iterator<Item = &'a Objective> {
        self.objectives.iter().filter(move |objective| objective.period == period)
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use crate::record::Vocabulary;

    fn check(period: &str, text: &str, expected: Option<&str>) {
        let objectives = &Vocabulary::bundled().objectives;
        let found = objectives.find(period, text).or_else(|| objectives.by_label(period, text));
        assert_eq!(found.map(|o| o.code.as_str()), expected, "{text:?}");
    }

    #[test]
    fn by_code_and_by_label() {
        check("2021-2027", "D1", Some("D1"));
        check("2021-2027", "d", Some("D"));
        check("2014-2020", "1.1", Some("1.1"));
        check("2021-2027", "RSO4.1.", Some("RSO4.1"));
        check("2014-2020", "Tekniskt stöd", Some("TA"));
        check("2014-2020", "ATT stärka forskning teknisk utveckling, och innovation", Some("TO1"));
        check("2014-2020", "D1", None);
        check("2021-2027", "", None);
        check("2021-2027", "--", None);
    }

    #[test]
    fn a_code_is_unique_in_its_period() {
        let mut seen = HashSet::new();
        for objective in Vocabulary::bundled().objectives.all() {
            assert!(seen.insert((&objective.period, &objective.code)), "{} {}", objective.period, objective.code);
        }
    }
}
