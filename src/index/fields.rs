//! The declared index, read from `index-schema/fields.toml`.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::analysis;

/// The declaration compiled in.
const DECLARATION: &str = include_str!("../../index-schema/fields.toml");

/// Raised when the way a field is stored changes without a change in the declaration.
const FORMAT: u32 = 3;

/// All declared fields, in the order declared.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fields {
    #[serde(rename = "field")]
    all: Vec<Field>,
}

/// What one key of a record is to the search.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The key in the record.
    pub name: String,
    /// What its values are.
    pub kind: Kind,
    /// Whether its words are searched.
    #[serde(default)]
    pub searched: bool,
    /// How often its words stand in the one searched text: its weight.
    #[serde(default = "once")]
    pub repeat: usize,
    /// Whether its stems also have a field of their own.
    #[serde(default)]
    pub level: Level,
    /// Whether it is counted and filtered by value.
    #[serde(default)]
    pub facet: bool,
    /// Whether its value follows from the dates and today instead of being stored.
    #[serde(default)]
    pub computed: bool,
    /// Whether it is filtered by from and to.
    #[serde(default)]
    pub range: bool,
    /// Whether hits can be ordered by it.
    #[serde(default)]
    pub sort: bool,
    /// The facet's heading in Swedish.
    #[serde(default)]
    pub label_sv: String,
    /// The facet's heading in English.
    #[serde(default)]
    pub label_en: String,
    /// The vocabulary with its values' labels; without one the index's own labels are shown.
    #[serde(default)]
    pub vocabulary: Option<String>,
    /// The facet whose values its values lie in.
    #[serde(default)]
    pub parent: Option<String>,
}

/// What a field's values are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Running text.
    Text,
    /// A code or a name that is one value as a whole.
    Keyword,
    /// A whole number.
    Number,
    /// A date, in days since 1970-01-01.
    Date,
}

/// Where a searched field's stems stand beside the one searched text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Only there.
    #[default]
    Shared,
    /// Also in a small field of their own.
    Own,
}

/// What of a field shapes the stored index.
#[derive(Serialize)]
struct Stored<'a> {
    name: &'a str,
    kind: Kind,
    searched: bool,
    repeat: usize,
    level: Level,
    facet: bool,
    computed: bool,
    range: bool,
    sort: bool,
}

fn once() -> usize {
    1
}

impl Fields {
    /// The declaration compiled in. Its soundness is a test's matter: a broken
    /// declaration reads as no fields.
    pub fn bundled() -> &'static Fields {
        static BUNDLED: LazyLock<Fields> = LazyLock::new(|| Fields::read(DECLARATION).unwrap_or_default());
        &BUNDLED
    }

    /// Reads a declaration.
    pub fn read(text: &str) -> Result<Fields, String> {
        let fields: Fields = toml::from_str(text).map_err(|error| error.to_string())?;
        fields.check().map(|()| fields)
    }

    /// What no parser checks: names are unique, parents are facets, facets have headings.
    fn check(&self) -> Result<(), String> {
        for (nth, field) in self.all.iter().enumerate() {
            if self.all.iter().take(nth).any(|before| before.name == field.name) {
                return Err(format!("field `{}` is declared twice", field.name));
            }
            if field.facet && (field.label_sv.is_empty() || field.label_en.is_empty()) {
                return Err(format!("facet `{}` lacks a label", field.name));
            }
            if let Some(parent) = &field.parent
                && !self.get(parent).is_some_and(|parent| parent.facet)
            {
                return Err(format!("`{}`, the parent of `{}`, is no facet", parent, field.name));
            }
        }
        Ok(())
    }

    /// Every field.
    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.all.iter()
    }

    /// The facets, in the order declared: the order they are counted and shown in.
    pub fn facets(&self) -> impl Iterator<Item = &Field> {
        self.all.iter().filter(|field| field.facet)
    }

    /// The facets whose values are stored, not computed.
    pub fn stored_facets(&self) -> impl Iterator<Item = &Field> {
        self.facets().filter(|field| !field.computed)
    }

    /// A field by name.
    pub fn get(&self, name: &str) -> Option<&Field> {
        self.all.iter().find(|field| field.name == name)
    }

    /// The fingerprint of everything that shapes the stored index, as 16 hex
    /// digits: a generation of another fingerprint is rebuilt, never opened.
    pub fn fingerprint(&self) -> String {
        let stored: Vec<Stored<'_>> = self
            .all
            .iter()
            .map(|field| Stored {
                name: &field.name,
                kind: field.kind,
                searched: field.searched,
                repeat: field.repeat,
                level: field.level,
                facet: field.facet,
                computed: field.computed,
                range: field.range,
                sort: field.sort,
            })
            .collect();
        let declared = serde_json::to_string(&(FORMAT, analysis::VERSION, stored)).unwrap_or_default();
        blake3::hash(declared.as_bytes()).to_hex().chars().take(16).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_declaration_is_sound() {
        let fields = Fields::read(DECLARATION).expect("sound");
        let facets: Vec<&str> = fields.facets().map(|f| f.name.as_str()).collect();
        assert_eq!(
            facets,
            ["fund", "region", "county", "municipality", "owner", "status", "period", "programme_area", "language", "source"]
        );
    }

    #[test]
    fn labels_change_nothing_stored_and_weights_do() {
        let before = Fields::read(DECLARATION).expect("sound").fingerprint();
        let relabelled = DECLARATION.replace("label_sv = \"Fond\"", "label_sv = \"EU-fond\"");
        assert_eq!(Fields::read(&relabelled).expect("sound").fingerprint(), before);
        let reweighted = DECLARATION.replace("repeat = 3", "repeat = 4");
        assert_ne!(Fields::read(&reweighted).expect("sound").fingerprint(), before);
    }

    #[test]
    fn faults_are_named() {
        for (text, fault) in [
            ("[[field]]\nname = \"a\"\nkind = \"text\"\n[[field]]\nname = \"a\"\nkind = \"text\"", "twice"),
            ("[[field]]\nname = \"a\"\nkind = \"keyword\"\nfacet = true", "label"),
            ("[[field]]\nname = \"a\"\nkind = \"keyword\"\nparent = \"b\"", "no facet"),
            ("[[field]]\nname = \"a\"\nkind = \"picture\"", "picture"),
        ] {
            assert!(Fields::read(text).expect_err("faulty").contains(fault), "{text}");
        }
    }
}
