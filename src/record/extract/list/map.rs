//! What a person says about columns that no table knows: `--map 'Vem=owner'`.

use super::super::super::vocabulary::list_headers::letters;
use super::field::Field;

/// Which columns are which fields, by a person's word.
#[derive(Debug, Clone, Default)]
pub struct ColumnMap {
    columns: Vec<Mapped>,
}

#[derive(Debug, Clone)]
struct Mapped {
    /// As the person wrote it.
    header: String,
    letters: String,
    field: &'static str,
}

/// Why a mapping cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// No `=` in it.
    #[error("--map «{0}»: write it as 'Column=field', for example 'Projektets ägare=owner'")]
    NoField(String),
    /// Nothing a header could be before the last `=`.
    #[error("--map «{0}»: no column is named before the =")]
    NoColumn(String),
    /// No field has the name after the last `=`.
    #[error("--map «{mapping}»: `{field}` is no field; {advice}")]
    UnknownField {
        /// All of it.
        mapping: String,
        /// The name that no field has.
        field: String,
        /// The nearest names, or all.
        advice: String,
    },
    /// One column for two fields.
    #[error("--map names the column «{0}» twice")]
    Twice(String),
}

impl ColumnMap {
    /// Reads mappings of the form `Column=field`; a header may contain `=`
    /// itself. `-` as the field leaves the column out.
    ///
    /// # Errors
    ///
    /// The first mapping that cannot be used, with what to write instead.
    pub fn parse(mappings: &[String]) -> Result<ColumnMap, MapError> {
        let mut map = ColumnMap::default();
        for mapping in mappings {
            let mapped = Mapped::parse(mapping)?;
            if map.columns.iter().any(|known| known.letters == mapped.letters) {
                return Err(MapError::Twice(mapped.header));
            }
            map.columns.push(mapped);
        }
        Ok(map)
    }

    /// Whether nothing is mapped.
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The field that a header was given.
    pub(super) fn field(&self, header: &str) -> Option<&'static Field> {
        if self.columns.is_empty() {
            return None;
        }
        let wanted = letters(header);
        let mapped = self.columns.iter().find(|mapped| mapped.letters == wanted)?;
        Field::named(mapped.field)
    }

    /// The mapped columns that a header row lacks.
    pub(super) fn missing<'m>(&'m self, header: &[String]) -> Vec<&'m str> {
        let there: Vec<String> = if self.is_empty() { Vec::new() } else { header.iter().map(|cell| letters(cell)).collect() };
        self.columns.iter().filter(|mapped| !there.contains(&mapped.letters)).map(|mapped| mapped.header.as_str()).collect()
    }
}

impl Mapped {
    fn parse(mapping: &str) -> Result<Mapped, MapError> {
        let (header, name) = mapping.rsplit_once('=').ok_or_else(|| MapError::NoField(mapping.to_owned()))?;
        let (header, name) = (header.trim(), name.trim());
        let letters = letters(header);
        if letters.is_empty() {
            return Err(MapError::NoColumn(mapping.to_owned()));
        }
        let field = Field::named(name).ok_or_else(|| MapError::UnknownField {
            mapping: mapping.to_owned(),
            field: name.to_owned(),
            advice: advice(name),
        })?;
        Ok(Mapped { header: header.to_owned(), letters, field: field.name })
    }
}

/// The nearest field names, at most three; all where none is near.
fn advice(name: &str) -> String {
    let name = name.to_lowercase();
    let mut near: Vec<(usize, &str)> = Field::names().map(|field| (distance(&name, field), field)).collect();
    near.sort_unstable();
    // One letter in three may be wrong.
    let most = name.chars().count() / 3;
    let nearest: Vec<String> = near.iter().filter(|(far, _)| *far <= most).take(3).map(|(_, field)| format!("`{field}`")).collect();
    if nearest.is_empty() {
        return format!("the fields are {}", Field::names().collect::<Vec<_>>().join(", "));
    }
    format!("the nearest {} {}", if nearest.len() == 1 { "is" } else { "are" }, nearest.join(", "))
}

/// Edits between two names (a letter more, less or another); 0 where the name
/// is a whole word of the field (`budget` of `total_budget`).
fn distance(name: &str, field: &str) -> usize {
    if field.split('_').any(|word| word == name) {
        return 0;
    }
    let field: Vec<char> = field.chars().collect();
    let mut row: Vec<usize> = (0..=field.len()).collect();
    // A name is never longer than this; more letters only add to the distance.
    for (nth, letter) in name.chars().take(60).enumerate() {
        let mut diagonal = nth;
        let mut left = nth + 1;
        for (wanted, above) in field.iter().zip(row.iter_mut().skip(1)) {
            let edits = (diagonal + usize::from(*wanted != letter)).min(left + 1).min(*above + 1);
            diagonal = std::mem::replace(above, edits);
            left = edits;
        }
        if let Some(first) = row.first_mut() {
            *first = nth + 1;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(mappings: &[&str]) -> Result<ColumnMap, String> {
        let mappings: Vec<String> = mappings.iter().map(|text| (*text).to_owned()).collect();
        ColumnMap::parse(&mappings).map_err(|error| error.to_string())
    }

    #[test]
    fn columns_get_their_fields() {
        let map = parse(&["Vem söker?=owner", "A=B = name", " Färg = - "]).unwrap_or_default();
        let check = |header: &str, expected: Option<&str>| assert_eq!(map.field(header).map(|f| f.name), expected, "{header}");
        check("Vem söker?", Some("owner"));
        check("VEM SOKER", Some("owner"));
        check("a = b", Some("name"));
        check("färg", Some("-"));
        check("Vem", None);
        assert_eq!(map.missing(&["vem söker".into(), "färg".into()]), ["A=B"]);
        assert!(parse(&[]).is_ok_and(|map| map.is_empty()));
    }

    #[test]
    fn errors_say_what_to_write() {
        let check = |mappings: &[&str], expected: &str| {
            let error = parse(mappings).err().unwrap_or_default();
            assert!(error.contains(expected), "{error}");
        };
        check(&["Vem"], "'Column=field'");
        check(&["=owner"], "no column");
        check(&["Vem=ownr"], "the nearest is `owner`");
        check(&["Vem=budget"], "`total_budget`");
        check(&["Vem=projektägaren"], "the fields are name, ");
        check(&["Vem="], "is no field");
        check(&["Vem=owner", "vem=name"], "twice");
    }

    #[test]
    fn distances() {
        let check = |left: &str, right: &str, expected: usize| assert_eq!(distance(left, right), expected, "{left} {right}");
        check("owner", "owner", 0);
        check("ownr", "owner", 1);
        check("", "end", 3);
        check("ned", "end", 2);
        check("granted", "", 7);
    }

    proptest! {
        #[test]
        fn no_mapping_panics(mapping in "\\PC{0,80}") {
            let _ = parse(&[&mapping]);
        }
    }
}
