//! Swedish order: … x y z å ä ö, and w is a letter of its own.
//!
//! A key per name, compared as text, rather than a collation library: names
//! sort by letters and digits alone, and the whole alphabet fits in one match.

use super::fold::fold;

/// A key whose byte order is the Swedish order of the names. Signs and spaces
/// at the start are skipped; inside, a space sorts before any letter.
pub fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in fold(name).chars() {
        match letter {
            'å' => key.push('{'),
            'ä' => key.push('|'),
            'ö' => key.push('}'),
            c if c.is_alphanumeric() => key.push(c),
            _ if key.is_empty() || key.ends_with(' ') => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_in_a_swedish_register() {
        let mut names =
            vec!["Östersund", "\"Zon\"", "Åre", "Ärla", "Vattnet", "Watt", "vatten i nord", "Vattenkraft", "Élan", "2020", "Ekan"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["2020", "Ekan", "Élan", "vatten i nord", "Vattenkraft", "Vattnet", "Watt", "\"Zon\"", "Åre", "Ärla", "Östersund"]
        );
    }
}
