//! A record of Tillväxtverket's project bank: JSON with Swedish keys.

use serde_json::Value;

use super::super::draft::{Draft, Fact, PlaceKind, PlaceText};
use super::super::notice::{Notice, NoticeCode};
use super::super::personal;
use super::super::project::SourceKind;
use super::{Item, Slot, folded};
use crate::ingest::Row;

/// What the bank writes where it knows nothing.
const UNKNOWN: &str = "UPPGIFT SAKNAS";

/// What stands behind a key.
pub(super) enum Meaning {
    /// A text for one place of the draft.
    Text(Slot),
    /// A text or a whole number.
    TextOrNumber(Slot),
    /// An amount in kronor.
    Kronor,
    /// An amount in euro, 0 where the other one is stated.
    Euro,
    /// Names of places separated by commas.
    Place(PlaceKind),
    /// The page of the bank that the record was read from.
    Page,
}

/// The bank's keys; a new key is a new row.
///
/// `område` is the area of the programme that pays; `län` and `kommuner` are
/// where the project is.
const KEYS: &[(&str, Meaning)] = &[
    ("_source", Meaning::Page),
    ("ärende-id", Meaning::TextOrNumber(|d| &mut d.reference)),
    ("stödmottagare", Meaning::Text(|d| &mut d.owner)),
    ("beviljat_belopp_sek", Meaning::Kronor),
    ("beviljat_belopp_eur", Meaning::Euro),
    ("projektnamn", Meaning::Text(|d| &mut d.name)),
    ("projektbeskrivning", Meaning::Text(|d| &mut d.description)),
    ("projekt_starttid", Meaning::Text(|d| &mut d.start)),
    ("projekt_sluttid", Meaning::Text(|d| &mut d.end)),
    ("län", Meaning::Place(PlaceKind::County)),
    ("kommuner", Meaning::Place(PlaceKind::Municipality)),
    ("område", Meaning::Place(PlaceKind::Region)),
    ("uppdateringsdatum", Meaning::Text(|d| &mut d.date)),
    ("insatsområde", Meaning::Text(|d| &mut d.programme_area)),
    ("tematiskt_mål", Meaning::Text(|d| &mut d.specific_objective)),
];

/// The keys, which are the columns of the bank's table too.
pub(super) fn keys() -> impl Iterator<Item = (&'static str, &'static Meaning)> {
    KEYS.iter().map(|(key, meaning)| (*key, meaning))
}

/// A record of the bank before anything is read.
pub(super) fn draft(line: usize) -> Draft {
    Draft { kind: SourceKind::Tillvaxtverket, line, bank: Some("tvv"), ..Draft::default() }
}

/// Writes a cell of the bank's table into the draft.
pub(super) fn take_cell(draft: &mut Draft, meaning: &Meaning, cell: &str) {
    let value = Value::String(cell.to_owned());
    // The only values that are refused are no texts, and a cell is one.
    let _ = if is_unknown(&value) { Ok(()) } else { take(draft, meaning, &value) };
}

/// Reads one record.
pub fn extract(row: &Row) -> (Item, Vec<Notice>) {
    let mut draft = draft(row.line);
    let mut notices = Vec::new();
    for (key, value) in row.value.as_object().into_iter().flatten() {
        if is_unknown(value) {
            continue;
        }
        if let Some(kind) = personal::contact_label(key) {
            draft.dropped.push(kind);
            continue;
        }
        let wanted = folded(key);
        match KEYS.iter().find(|(name, _)| *name == wanted) {
            Some((_, meaning)) => {
                if let Err(expected) = take(&mut draft, meaning, value) {
                    let reason = format!("{key}: {expected} expected");
                    return (Item::Rejected { line: row.line, reason }, notices);
                }
            }
            None => {
                let message = format!("the key «{key}» is not known; its values were left out");
                notices.push(Notice::general(NoticeCode::UnknownKey, row.line, message));
            }
        }
    }
    (Item::Draft(Box::new(draft)), notices)
}

fn is_unknown(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty() || text.trim().eq_ignore_ascii_case(UNKNOWN),
        _ => false,
    }
}

/// Writes a value into the draft; the error says what it should have been.
fn take(draft: &mut Draft, meaning: &Meaning, value: &Value) -> Result<(), &'static str> {
    let line = draft.line;
    match meaning {
        Meaning::Text(slot) => *slot(draft) = Some(Fact::stated(text(value)?, line)),
        Meaning::TextOrNumber(slot) => *slot(draft) = Some(Fact::stated(text_or_number(value)?, line)),
        Meaning::Kronor => draft.granted = amount(value, "SEK")?.map(|text| Fact::stated(text, line)).or(draft.granted.take()),
        Meaning::Euro => draft.granted = draft.granted.take().or(amount(value, "EUR")?.map(|text| Fact::stated(text, line))),
        Meaning::Place(kind) => draft.places.push(Fact::stated(PlaceText { kind: *kind, text: text(value)? }, line)),
        Meaning::Page => page(draft, &text(value)?),
    }
    Ok(())
}

/// The address names the fund whose page it is: `…/projektbanken2020#page=eruf`.
fn page(draft: &mut Draft, address: &str) {
    if address.to_lowercase().contains("page=eruf") {
        draft.fund = Some(Fact::derived("ERUF".to_owned(), draft.line));
    }
    draft.url = Some(address.to_owned());
}

fn text(value: &Value) -> Result<String, &'static str> {
    value.as_str().map(|text| text.trim().to_owned()).ok_or("a text")
}

fn text_or_number(value: &Value) -> Result<String, &'static str> {
    match value {
        Value::Number(number) if number.is_u64() => Ok(number.to_string()),
        other => text(other).map_err(|_| "a text or a whole number"),
    }
}

/// None where the amount is 0: then the other currency has it.
fn amount(value: &Value, currency: &str) -> Result<Option<String>, &'static str> {
    match value {
        Value::Number(number) if number.as_f64() == Some(0.0) => Ok(None),
        Value::Number(number) if number.as_f64().is_some_and(|n| n > 0.0) => Ok(Some(format!("{number} {currency}"))),
        Value::String(text) if text.trim().parse() == Ok(0.0) => Ok(None),
        Value::String(text) => Ok(Some(format!("{} {currency}", text.trim()))),
        _ => Err("an amount"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::notice::Dropped;
    use serde_json::json;

    fn read(value: Value) -> Result<(Draft, Vec<Notice>), String> {
        match extract(&Row { line: 7, value }) {
            (Item::Draft(draft), notices) => Ok((*draft, notices)),
            (Item::Rejected { reason, .. }, _) => Err(reason),
            (Item::Project { .. }, _) => Err("a project".into()),
        }
    }

    #[test]
    fn keys_become_statements() {
        let value = json!({"_source": "http://x/projektbanken2020#page=eruf", "ärende-id": "20209999", "projektnamn": " Bryggan ",
            "beviljat_belopp_eur": 0, "beviljat_belopp_sek": 1500, "län": "Skåne, Blekinge", "stödmottagare": "UPPGIFT SAKNAS"});
        let (draft, notices) = read(value).unwrap_or_default();
        let shown = |fact: Option<Fact<String>>| fact.map(|f| format!("{}@{}{}", f.value, f.line, if f.derived { "?" } else { "" }));
        assert_eq!(shown(draft.reference).as_deref(), Some("20209999@7"));
        assert_eq!(shown(draft.name).as_deref(), Some("Bryggan@7"));
        assert_eq!(shown(draft.granted).as_deref(), Some("1500 SEK@7"));
        assert_eq!(shown(draft.fund).as_deref(), Some("ERUF@7?"));
        assert_eq!(shown(draft.owner), None);
        assert_eq!(notices, []);
    }

    #[test]
    fn amounts_take_the_currency_that_has_them() {
        let check = |sek: Value, eur: Value, expected: Option<&str>| {
            let (draft, _) = read(json!({"beviljat_belopp_sek": sek, "beviljat_belopp_eur": eur})).unwrap_or_default();
            assert_eq!(draft.granted.map(|g| g.value).as_deref(), expected);
        };
        check(json!(5), json!(0), Some("5 SEK"));
        check(json!(0), json!(12.5), Some("12.5 EUR"));
        check(json!("3 000"), json!(7), Some("3 000 SEK"));
        check(json!(null), json!(null), None);
        check(json!(0), json!("0"), None);
    }

    #[test]
    fn contact_persons_are_left_out_and_counted() {
        let value =
            json!({"projektledare": "Lage Exempel", "telnr": "UPPGIFT SAKNAS", "e-post": "lage@example.se", "projektnamn": "Bryggan"});
        let (draft, _) = read(value).unwrap_or_default();
        assert_eq!(draft.dropped, [Dropped::ContactPerson, Dropped::Email]);
    }

    #[test]
    fn wrong_types_reject_the_record_and_unknown_keys_do_not() {
        let check = |value: Value, reason: &str| assert_eq!(read(value).err().as_deref(), Some(reason));
        check(json!({"projektnamn": 5}), "projektnamn: a text expected");
        check(json!({"ärende-id": ["x"]}), "ärende-id: a text or a whole number expected");
        check(json!({"beviljat_belopp_sek": -5}), "beviljat_belopp_sek: an amount expected");
        check(json!({"län": {"a": 1}}), "län: a text expected");
        let (_, notices) = read(json!({"projektnamn": "Bryggan", "färg": "blå"})).unwrap_or_default();
        assert_eq!(notices.iter().map(|n| n.code).collect::<Vec<_>>(), [NoticeCode::UnknownKey]);
    }
}
