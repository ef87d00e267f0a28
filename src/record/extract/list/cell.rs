//! What single cells say: codes, names, places, and nothing.

use super::markup;

/// What lists write where they know nothing.
const NOTHING: [&str; 15] = [
    "-",
    "–",
    "—",
    "?",
    "n/a",
    "n.a.",
    "na",
    "null",
    "none",
    "saknas",
    "uppgift saknas",
    "ej angivet",
    "ej tillgängligt",
    "#n/a",
    "#saknas!",
];

/// The most names that one cell is cut into.
pub(super) const MOST_NAMES: usize = 200;

/// Whether a cell is empty or says that nothing is known.
pub(super) fn says_nothing(cell: &str) -> bool {
    cell.is_empty() || NOTHING.iter().any(|nothing| nothing.eq_ignore_ascii_case(cell))
}

/// A number as spreadsheets write it: `20200940.0` is `20200940`.
pub(super) fn whole_number(cell: &str) -> &str {
    cell.strip_suffix(".0").filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())).unwrap_or(cell)
}

/// Codes without the labels that may stand behind them: `117.0|118.0`,
/// `151 - Stöd till vuxenutbildning`, `001, 002`.
pub(super) fn interventions(cell: &str) -> String {
    let mut codes: Vec<&str> = cell.split(['|', ';', '\n']).map(str::trim).collect();
    if cell.bytes().all(|b| b.is_ascii_digit() || b" ,;|.\n".contains(&b)) {
        // Nothing but numbers: a comma parts them, unless it is a decimal one.
        codes = codes.into_iter().flat_map(|part| if is_one_number(part) { vec![part] } else { part.split(',').collect() }).collect();
    }
    codes.into_iter().map(|code| code_of(code.trim())).filter(|code| !code.is_empty()).collect::<Vec<_>>().join(";")
}

/// `117`, and `117,0` as a Swedish spreadsheet writes it.
fn is_one_number(text: &str) -> bool {
    let text = text.trim();
    let whole = text.strip_suffix(",0").or_else(|| text.strip_suffix(".0")).unwrap_or(text);
    !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())
}

/// The digits that a text begins with, or all of it where it begins with none.
fn code_of(text: &str) -> &str {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    if (1..=3).contains(&end) && !rest.starts_with(char::is_alphabetic) { digits } else { text }
}

/// `63.83,20.26`: digits, and a decimal point or more.
pub(super) fn is_coordinates(text: &str) -> bool {
    text.contains('.') && text.bytes().all(|b| b.is_ascii_digit() || b" .,;|-()".contains(&b)) || text.starts_with("POINT")
}

/// Whether a text is Sweden, which all these lists are about.
pub(super) fn is_country(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "sverige" | "sweden" | "se")
}

/// Whether a text has the form of a Swedish NUTS 3 code: `SE332`.
pub(super) fn is_nuts3(text: &str) -> bool {
    text.len() == 5
        && text.get(..2).is_some_and(|country| country.eq_ignore_ascii_case("SE"))
        && text.bytes().skip(2).all(|b| b.is_ascii_digit())
}

/// The names in a cell: between bars, semicolons and lines, else between commas.
pub(super) fn names(cell: &str) -> impl Iterator<Item = String> + '_ {
    const STRONG: [char; 3] = ['|', ';', '\n'];
    let signs: &'static [char] = if cell.contains(STRONG) { &STRONG } else { &[','] };
    cell.split(signs).map(markup::line).filter(|name| !name.is_empty()).take(MOST_NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn codes_of_intervention_fields() {
        let check = |cell: &str, expected: &str| assert_eq!(interventions(cell), expected, "{cell:?}");
        check("117", "117");
        check("117.0", "117");
        check("117,0", "117");
        check("117.0|118.0", "117;118");
        check("001, 002", "001;002");
        check("1,2,3", "1;2;3");
        check("151 - Stöd till vuxna, unga och andra", "151");
        check("134. Tillträde; 136. Unga", "134;136");
        check("Livslångt lärande", "Livslångt lärande");
        check("2014", "2014");
        check("", "");
    }

    #[test]
    fn names_between_the_strongest_sign() {
        let check = |cell: &str, expected: &[&str]| assert_eq!(names(cell).collect::<Vec<_>>(), expected, "{cell:?}");
        check("Umeå kommun, Skellefteå kommun", &["Umeå kommun", "Skellefteå kommun"]);
        check("Hav, vind och sol AB; Bron", &["Hav, vind och sol AB", "Bron"]);
        check("A|B|\nC", &["A", "B", "C"]);
        check(" ; ", &[]);
    }

    #[test]
    fn cells_that_say_nothing() {
        for cell in ["", "-", "N.a.", "UPPGIFT SAKNAS", "#N/A"] {
            assert!(says_nothing(cell), "{cell}");
        }
        assert!(!says_nothing("0") && !says_nothing("Nej") && !says_nothing("Naturum"));
    }

    proptest! {
        #[test]
        fn no_cell_panics(cell in "\\PC{0,60}", pieces in "[0-9,.;| \n-]{0,30}") {
            for text in [cell.as_str(), pieces.as_str()] {
                let _ = (interventions(text), names(text).count(), says_nothing(text), whole_number(text));
                let _ = (is_coordinates(text), is_country(text), is_nuts3(text));
            }
        }
    }
}
