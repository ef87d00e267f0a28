//! From a postcode to the county it lies in.

use std::collections::HashMap;

use super::table;

/// The beginnings of postcodes; `None` for one that two counties share.
#[derive(Debug, Default)]
pub(super) struct Postcodes {
    county_by_prefix: HashMap<String, Option<String>>,
}

impl Postcodes {
    pub(super) fn read(text: &str) -> Postcodes {
        let county = |row: &table::Row| row.optional("county").filter(|_| row.cell("kind") == "county");
        Postcodes { county_by_prefix: table::rows(text).map(|row| (row.text("prefix"), county(&row))).collect() }
    }

    /// The code of the county by the longest known beginning; `None` where it is
    /// shared or unknown, or where the text is no Swedish postcode.
    pub(super) fn county(&self, text: &str) -> Option<&str> {
        let digits = five_digits(text)?;
        let known = (1..=5).rev().find_map(|length| self.county_by_prefix.get(digits.get(..length)?))?;
        known.as_deref()
    }
}

/// The five digits of `97110`, `971 10`, `SE-971 10`; a Swedish postcode never begins with 0.
fn five_digits(text: &str) -> Option<String> {
    let text = text.trim();
    let text = ["SE-", "S-", "SE"].iter().find_map(|prefix| text.strip_prefix(prefix)).unwrap_or(text);
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).take(6).collect();
    let well_formed = digits.len() == 5 && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
    well_formed.then_some(digits)
}

#[cfg(test)]
mod tests {
    use crate::record::Vocabulary;

    fn check(text: &str, expected: Option<&str>) {
        let county = Vocabulary::bundled().places.county_of_postcode(text);
        assert_eq!(county.map(|c| c.short_sv.as_str()), expected, "{text:?}");
    }

    #[test]
    fn counties_by_postcode() {
        check("97110", Some("Norrbotten"));
        check("391 26", Some("Kalmar"));
        check("SE-391\u{a0}26", Some("Kalmar"));
        check("83324", Some("Jämtland"));
        // 28 is shared by Skåne and Kronoberg, 519 by two counties within a shared 51.
        check("51900", None);
        for text in ["", "00000", "9711", "971100", "9711O", "1338 SANDVIKA"] {
            check(text, None);
        }
    }
}
