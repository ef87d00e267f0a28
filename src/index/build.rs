//! Building a generation in a folder: records first, then the index from them.

use std::fs;
use std::path::Path;

use super::document::{FieldValues, field_values};
use super::facets::FacetCollector;
use super::fields::{Field, Fields, Kind, Level};
use super::generation::{FACETS, INDEX, IndexError};
use super::kinship::Kinship;
use super::learnt::{Learning, Learnt};
use super::manifest::{FORMAT, Manifest, SourceCount, hash_files};
use super::records;
use super::tantivy::forward::Forward;
use super::tantivy::{Document, IndexBuilder};
use super::terms::TermMemory;
use crate::analysis::{self, Language, collation};
use crate::record::Project;

/// What a generation is made of, beside its records.
#[derive(Debug, Clone)]
pub struct BuildInfo {
    /// The generation's id.
    pub id: String,
    /// When it is built, RFC 3339 in UTC.
    pub created: String,
    /// What was read.
    pub sources: Vec<SourceCount>,
    /// Whether it is the bundled sample.
    pub sample: bool,
}

/// Builds a whole generation in `folder`, which exists and is empty. Records
/// are put in order of id; `progress` is called with the number indexed.
pub fn build(
    folder: &Path,
    mut projects: Vec<Project>,
    info: &BuildInfo,
    fields: &Fields,
    progress: &dyn Fn(usize),
) -> Result<Manifest, IndexError> {
    projects.sort_by(|a, b| a.id.cmp(&b.id));
    let path = folder.join(records::FILE);
    records::write(&path, &projects)?;
    let ranks = name_ranks(&projects);
    let data_date = projects.iter().flat_map(|p| &p.sources).filter_map(|source| source.date).max().map(|date| date.to_string());
    let count = projects.len();
    // From here on the record file is the source, as it is in a rebuild.
    drop(projects);
    index(folder, &path, &ranks, fields, progress)?;
    let manifest = Manifest {
        format: FORMAT,
        id: info.id.clone(),
        created: info.created.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        fingerprint: fields.fingerprint(),
        analysis: analysis::VERSION,
        records: count,
        sample: info.sample,
        data_date,
        sources: info.sources.clone(),
        files: hash_files(folder)?,
    };
    manifest.write(folder)?;
    Ok(manifest)
}

/// The place of each record's name in Swedish order, by the record's place in the file.
fn name_ranks(projects: &[Project]) -> Vec<u64> {
    let mut keys: Vec<(String, usize)> = projects.iter().enumerate().map(|(nth, p)| (collation::sort_key(&p.name), nth)).collect();
    keys.sort();
    let mut ranks = vec![0; projects.len()];
    let mut rank = 0;
    let mut before: Option<&str> = None;
    for (key, nth) in &keys {
        // Equal names share a rank, so that ties are broken by id and not by chance.
        if before.is_some_and(|before| before != key) {
            rank += 1;
        }
        before = Some(key);
        if let Some(place) = ranks.get_mut(*nth) {
            *place = rank;
        }
    }
    ranks
}

fn index(folder: &Path, records_file: &Path, ranks: &[u64], fields: &Fields, progress: &dyn Fn(usize)) -> Result<(), IndexError> {
    let learnt = learn(records_file, fields)?;
    learnt.write(folder)?;
    let engine = folder.join(INDEX);
    fs::create_dir(&engine).map_err(|error| IndexError::io(&engine, error))?;
    let mut builder = IndexBuilder::create(&engine, fields)?;
    let mut documents = DocumentMaker { fields, facets: FacetCollector::default(), terms: TermMemory::new(&learnt) };
    for (nth, (project, rank)) in records::read(records_file)?.zip(ranks).enumerate() {
        builder.add(documents.make(&project?, nth as u64, *rank))?;
        progress(nth + 1);
    }
    builder.finish()?;
    Kinship::compute(&Forward::open(&engine, fields)?, &documents.terms.shown())?.write(folder)?;
    let path = folder.join(FACETS);
    let text = serde_json::to_string(&documents.facets.finish()).map_err(|error| IndexError::Internal(error.to_string()))?;
    fs::write(&path, text).map_err(|error| IndexError::io(&path, error))
}

/// What the records' own texts teach, before any of them is analysed.
fn learn(records_file: &Path, fields: &Fields) -> Result<Learnt, IndexError> {
    let mut learning = Learning::new(fields);
    for project in records::read(records_file)? {
        learning.add(&project?);
    }
    Ok(learning.finish())
}

/// Makes the engine's document of a project, as the declaration says.
struct DocumentMaker<'a> {
    fields: &'a Fields,
    facets: FacetCollector,
    terms: TermMemory<'a>,
}

impl DocumentMaker<'_> {
    fn make(&mut self, project: &Project, number: u64, name_rank: u64) -> Document {
        let language = Language::of(project.language.as_deref());
        let mut document =
            Document { id: project.id.clone(), number, name_rank, record: crate::record::json::to_line(project), ..Document::default() };
        for field in self.fields.iter() {
            let taken = field_values(field, project).unwrap_or_default();
            self.search_texts(field, &taken, language, &mut document);
            if field.facet && !field.computed {
                let number = |(value, label): &(String, String)| self.facets.number(&field.name, value, label);
                document.facets.push((field.name.clone(), taken.values.iter().map(number).collect()));
            }
            if matches!(field.kind, Kind::Number | Kind::Date) {
                document.spans.push((field.name.clone(), taken.span));
            }
        }
        document
    }

    /// Adds a field's terms to the one searched text, as often as the field
    /// weighs, and its stems to its own where it has one.
    fn search_texts(&mut self, field: &Field, taken: &FieldValues, language: Language, document: &mut Document) {
        if !field.searched {
            return;
        }
        let mut own = Vec::new();
        for text in &taken.texts {
            let terms = self.terms.of(text, languages(&field.name, language));
            for _ in 0..field.repeat {
                document.searched.push(terms.stems.clone());
                document.parts.push(terms.parts.clone());
            }
            own.push(terms.stems);
        }
        if field.level == Level::Own {
            document.own.push((field.name.clone(), own));
        }
    }
}

/// Bodies are stemmed in their own language; names, owners and places are
/// Swedish words as often as not, so in an English record they are stemmed both ways.
pub fn languages(field: &str, language: Language) -> &'static [Language] {
    match (language, field) {
        (Language::Swedish, "name_en" | "description_en") => &[Language::English],
        (Language::Swedish, _) => &[Language::Swedish],
        (Language::English, "description" | "description_en" | "name_en") => &[Language::English],
        (Language::English, _) => &[Language::Swedish, Language::English],
    }
}
