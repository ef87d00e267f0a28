//! A plain list of codes with labels: periods, statuses, languages, layouts.

use super::table;

/// A code and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The code as in the JSON.
    pub code: String,
    /// Swedish.
    pub label_sv: String,
    /// English.
    pub label_en: String,
    /// Whether its source has been read.
    pub verified: bool,
}

/// Codes with labels, in the order of their table.
#[derive(Debug, Clone, Default)]
pub struct Labels {
    rows: Vec<Label>,
}

impl Labels {
    /// Reads a table with the columns `code`, `label_sv`, `label_en`, `checked`.
    pub(super) fn read(text: &str) -> Labels {
        let rows = table::rows(text)
            .map(|row| Label {
                code: row.text("code"),
                label_sv: row.text("label_sv"),
                label_en: row.text("label_en"),
                verified: row.verified(),
            })
            .collect();
        Labels { rows }
    }

    /// The label of a code.
    pub fn label(&self, code: &str, english: bool) -> Option<&str> {
        let row = self.rows.iter().find(|row| row.code == code)?;
        Some(if english { &row.label_en } else { &row.label_sv })
    }

    /// The code that a text names by code or label, ignoring case and the kind of dash.
    pub fn resolve(&self, text: &str) -> Option<&str> {
        let wanted = folded(text);
        let named = |row: &&Label| [&row.code, &row.label_sv, &row.label_en].iter().any(|name| folded(name) == wanted);
        self.rows.iter().find(named).map(|row| row.code.as_str())
    }

    /// The codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.code.as_str())
    }
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase().replace(['\u{2013}', '\u{2014}'], "-")
}

#[cfg(test)]
mod tests {
    use crate::record::Vocabulary;

    #[test]
    fn codes_and_labels_resolve() {
        let vocabulary = Vocabulary::bundled();
        assert_eq!(vocabulary.statuses.resolve("pågående"), Some("ongoing"));
        assert_eq!(vocabulary.statuses.resolve(" Ended "), Some("ended"));
        assert_eq!(vocabulary.statuses.resolve("vilande"), None);
        assert_eq!(vocabulary.periods.resolve("2014–2020"), Some("2014-2020"));
        assert_eq!(vocabulary.periods.label("2021-2027", false), Some("2021–2027"));
        assert_eq!(vocabulary.languages.label("sv", true), Some("Swedish"));
        assert_eq!(vocabulary.languages.codes().count(), 5);
    }
}
