//! Intervention fields: what kind of measure the money goes to.
//!
//! The numbers are reused: a code means one thing in 2014–2020 (Regulation (EU)
//! No 215/2014, Annex I, table 1) and another in 2021–2027 (Regulation (EU)
//! 2021/1060, Annex I, table 1), so that a code is always asked for with its period.

use std::collections::HashMap;

use super::table;

/// The intervention fields of all periods.
#[derive(Debug, Default)]
pub struct InterventionFields {
    labels: HashMap<(String, String), Field>,
}

/// One field; either label may be empty.
#[derive(Debug)]
struct Field {
    sv: String,
    en: String,
}

impl InterventionFields {
    pub(super) fn read(text: &str) -> InterventionFields {
        let field = |row: &table::Row| Field { sv: row.text("label_sv"), en: row.text("label_en") };
        let labels = table::rows(text).map(|row| ((row.text("period"), row.text("code")), field(&row))).collect();
        InterventionFields { labels }
    }

    /// The label of a code: Swedish, else English; `None` for an unknown code.
    pub fn label(&self, period: &str, code: &str) -> Option<&str> {
        let field = self.field(period, code)?;
        [&field.sv, &field.en].into_iter().map(String::as_str).find(|label| !label.is_empty())
    }

    /// The English label of a code.
    pub fn label_en(&self, period: &str, code: &str) -> Option<&str> {
        self.field(period, code).map(|field| field.en.as_str()).filter(|label| !label.is_empty())
    }

    /// Whether the period has the code.
    pub fn contains(&self, period: &str, code: &str) -> bool {
        self.field(period, code).is_some()
    }

    /// A code of fewer than three digits is the same with zeros before it.
    fn field(&self, period: &str, code: &str) -> Option<&Field> {
        let code = code.trim();
        let full = if code.len() < 3 { format!("{code:0>3}") } else { code.to_owned() };
        self.labels.get(&(period.to_owned(), full))
    }
}

#[cfg(test)]
mod tests {
    use crate::record::Vocabulary;

    #[test]
    fn a_code_belongs_to_a_period() {
        let fields = &Vocabulary::bundled().intervention_fields;
        assert!(fields.contains("2014-2020", "117") && fields.contains("2021-2027", "117"));
        assert_ne!(fields.label("2014-2020", "117"), fields.label("2021-2027", "117"));
        assert_eq!(fields.label("2014-2020", "1"), fields.label("2014-2020", "001"));
        assert!(fields.label("2014-2020", "001").is_some());
        assert!(!fields.contains("2014-2020", "175"));
        assert!(fields.contains("2021-2027", "175"));
        assert!(!fields.contains("2021-2027", "å"));
    }
}
