//! The JSON form of a project: one line in storage and export, the body on
//! the command line and over HTTP, and its schema.

use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::project::Project;

/// The project as one line of JSON without a line end.
pub fn to_line(project: &Project) -> String {
    // A project has string keys only and no map whose writing can fail.
    serde_json::to_string(project).unwrap_or_default()
}

/// Reads a project from its JSON; a missing key is unknown.
///
/// # Errors
///
/// What is wrong with the value, beginning with its key.
pub fn from_value(value: Value) -> Result<Project, String> {
    read(&value).map_err(|whole| faulty_key(value).unwrap_or(whole))
}

/// Reads a value by its text, as lines are read: each other kind of source
/// would be one more copy of all that reads a project, and long to compile.
fn read(value: &Value) -> Result<Project, String> {
    // Where in a text that nobody has seen is not worth telling.
    serde_json::from_str(&value.to_string()).map_err(|error| before(&error.to_string(), " at line ").to_owned())
}

fn before<'t>(text: &'t str, end: &str) -> &'t str {
    text.rsplit_once(end).map_or(text, |(before, _)| before)
}

/// The parser does not say which key it stood at; each key alone does.
fn faulty_key(value: Value) -> Option<String> {
    let Value::Object(keys) = value else { return None };
    keys.into_iter().find_map(|(key, value)| {
        let alone = Value::Object([(key.clone(), value)].into_iter().collect());
        read(&alone).err().map(|error| format!("{key}: {error}"))
    })
}

/// The form's JSON Schema (2020-12), generated from the type.
pub fn schema() -> Value {
    let mut parts = Vec::new();
    Project::schemas(&mut parts);
    parts.sort_by(|a, b| a.0.cmp(&b.0));
    let definitions: serde_json::Map<String, Value> = parts.into_iter().map(|(name, part)| (name, plain(&part))).collect();
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Project",
    });
    if let (Some(schema), Value::Object(body)) = (schema.as_object_mut(), plain(&<Project as utoipa::PartialSchema>::schema())) {
        schema.extend(body);
        schema.insert("$defs".into(), Value::Object(definitions));
    }
    schema
}

fn plain(part: &RefOr<Schema>) -> Value {
    let mut value = serde_json::to_value(part).unwrap_or_default();
    refer_to_definitions(&mut value);
    value
}

/// OpenAPI keeps parts under `#/components/schemas/`, a schema alone under `#/$defs/`.
fn refer_to_definitions(value: &mut Value) {
    match value {
        Value::Object(keys) => {
            for (key, part) in keys {
                match part {
                    Value::String(target) if key == "$ref" => *target = target.replace("#/components/schemas/", "#/$defs/"),
                    part => refer_to_definitions(part),
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(refer_to_definitions),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_present_and_reads_back() {
        let project = Project { id: "x".into(), name: "Bryggan".into(), cofinancing_rate: Some(40.0), ..Project::default() };
        let line = to_line(&project);
        let value: Value = serde_json::from_str(&line).unwrap_or_default();
        assert_eq!(value.get("cofinancing_rate"), Some(&json!(40)));
        assert_eq!(value.get("partners"), Some(&json!([])));
        assert_eq!(value.get("granted"), Some(&Value::Null));
        assert_eq!(from_value(value), Ok(project));
    }

    #[test]
    fn a_fault_names_its_key() {
        let check = |value: Value, key: &str| {
            let reason = from_value(value).err().unwrap_or_default();
            assert!(reason.starts_with(key), "{reason}");
        };
        check(json!({"name": 5}), "name: ");
        check(json!({"name": "x", "owner": {"name": "y"}}), "owner: ");
        check(json!({"name": "x", "region": [{"code": "SE33"}]}), "region: ");
        check(json!({"name": "x", "start": "2024-13-01"}), "start: ");
    }

    #[test]
    fn the_schema_has_every_key_and_every_part() {
        let schema = schema();
        let Value::Object(project) = serde_json::to_value(Project::default()).unwrap_or_default() else { return };
        for key in project.keys() {
            assert!(schema.pointer(&format!("/properties/{key}")).is_some(), "{key}");
        }
        let text = schema.to_string();
        assert!(!text.contains("components"));
        for reference in text.split("\"#/$defs/").skip(1) {
            let name = reference.split('"').next().unwrap_or_default();
            assert!(schema.pointer(&format!("/$defs/{name}")).is_some(), "{name}");
        }
    }
}
