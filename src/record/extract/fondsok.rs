//! A record in our own form (`record::json`), as `export` writes it or a
//! person by hand: a missing key is unknown, and so is `null`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::super::json::{from_value, to_line};
use super::super::notice::{Notice, NoticeCode};
use super::super::project::Project;
use super::Item;
use crate::ingest::Row;

/// The keys of a project, from the type itself.
static KEYS: LazyLock<HashSet<String>> = LazyLock::new(|| match serde_json::from_str(&to_line(&Project::default())) {
    Ok(Value::Object(keys)) => keys.into_iter().map(|(key, _)| key).collect(),
    _ => HashSet::new(),
});

/// What a person may leave out inside a value: outer key, inner key, what it is then.
const DEFAULTS: &[(&str, &str, Value)] = &[
    ("owner", "key", Value::String(String::new())),
    ("region", "derived", Value::Bool(false)),
    ("region", "label", Value::String(String::new())),
    ("county", "derived", Value::Bool(false)),
    ("county", "label", Value::String(String::new())),
    ("municipality", "derived", Value::Bool(false)),
    ("municipality", "label", Value::String(String::new())),
];

/// Reads one record.
pub fn extract(row: &Row) -> (Item, Vec<Notice>) {
    let mut notices = Vec::new();
    let keys = row.value.as_object().cloned().unwrap_or_default();
    let known: Map<String, Value> = keys.into_iter().filter(|(key, value)| is_read(key, value, row.line, &mut notices)).collect();
    let item = match from_value(Value::Object(with_defaults(known))) {
        Ok(project) if project.name.trim().is_empty() => rejected(row.line, "name: missing".into()),
        Ok(project) => Item::Project { project: Box::new(project), line: row.line },
        Err(reason) => rejected(row.line, reason),
    };
    (item, notices)
}

fn rejected(line: usize, reason: String) -> Item {
    Item::Rejected { line, reason }
}

/// Status is computed, never read.
fn is_read(key: &str, value: &Value, line: usize, notices: &mut Vec<Notice>) -> bool {
    let known = KEYS.contains(key);
    if !known {
        let message = format!("the key «{key}» is not known; its values were left out");
        notices.push(Notice::general(NoticeCode::UnknownKey, line, message));
    }
    known && key != "status" && !value.is_null()
}

fn with_defaults(mut keys: Map<String, Value>) -> Map<String, Value> {
    for (outer, inner, value) in DEFAULTS {
        match keys.get_mut(*outer) {
            Some(Value::Object(object)) => fill(object, inner, value),
            Some(Value::Array(list)) => list.iter_mut().filter_map(Value::as_object_mut).for_each(|object| fill(object, inner, value)),
            _ => {}
        }
    }
    keys
}

fn fill(object: &mut Map<String, Value>, key: &str, value: &Value) {
    if !object.contains_key(key) {
        object.insert(key.to_owned(), value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(value: Value, expected: &str, unknown_keys: usize) {
        let (item, notices) = extract(&Row { line: 3, value });
        let got = match item {
            Item::Project { project, line } => format!("{} @{line}", project.name),
            Item::Rejected { reason, .. } => reason,
            Item::Draft(_) => "draft".into(),
        };
        assert!(got.starts_with(expected), "{got}");
        assert_eq!(notices.len(), unknown_keys);
    }

    #[test]
    fn records_in_our_own_form() {
        check(json!({"name": "Bryggan"}), "Bryggan @3", 0);
        check(json!({"name": "Bryggan", "färg": "blå", "status": "whatever", "partners": null}), "Bryggan @3", 1);
        check(json!({"name": "Bryggan", "owner": {"name": "X"}, "county": [{"code": "25"}]}), "Bryggan @3", 0);
        check(json!({"id": "x"}), "name: missing", 0);
        check(json!({"name": "Bryggan", "participants": -1}), "participants: ", 0);
        check(json!({"name": "Bryggan", "owner": "X"}), "owner: ", 0);
    }
}
