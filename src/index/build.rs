//! Building a generation in a folder: records first, then the index from them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use super::ahead::ahead;
use super::document::{FieldValues, field_values};
use super::facets::FacetCollector;
use super::fields::{Field, Fields, Kind, Level};
use super::files::sync_tree;
use super::generation::{FACETS, INDEX, IndexError};
use super::in_order::in_order;
use super::kinship::Kinship;
use super::learnt::{Learning, Learnt};
use super::manifest::{FORMAT, Manifest, SourceCount, hash_files};
use super::records;
use super::tantivy::forward::Forward;
use super::tantivy::stem_text::StemText;
use super::tantivy::{Document, IndexBuilder};
use super::terms::{self, TermMemory};
use crate::analysis::{self, Language, collation};
use crate::record::Project;
use crate::record::date::PartialDate;

/// What a generation is made from, beside its records.
#[derive(Debug, Clone, Default)]
pub struct Provenance {
    /// What was read, in the order read.
    pub sources: Vec<SourceCount>,
    /// Whether it is the bundled sample.
    pub sample: bool,
    /// The hash of what was read and of the settings it was read by, where an `index` run knows it.
    pub inputs: Option<String>,
}

/// What a generation is told of itself.
#[derive(Debug, Clone)]
pub struct BuildInfo {
    /// The generation's id.
    pub id: String,
    /// When it is built, RFC 3339 in UTC.
    pub created: String,
    /// The generation that was published before it.
    pub previous: Option<String>,
    /// What it is made from.
    pub provenance: Provenance,
}

/// Builds a whole generation in `folder`, which exists and is empty. The
/// records come in order of id; `approve` is asked once when all are read;
/// `progress` is called with the number indexed.
///
/// # Errors
///
/// [`IndexError::Empty`] where there is no record, the records' own error, that
/// of `approve`, and what the file system or the engine refuses.
pub fn build(
    folder: &Path,
    records: impl Iterator<Item = Result<Project, IndexError>> + Send,
    info: &BuildInfo,
    fields: &Fields,
    approve: &mut dyn FnMut() -> Result<(), IndexError>,
    progress: &dyn Fn(usize),
) -> Result<Manifest, IndexError> {
    let first = FirstPass::walk(folder, records, fields)?;
    approve()?;
    // From here on the record file is the source, as it is in a rebuild.
    index(folder, &first, fields, progress)?;
    let manifest = Manifest {
        format: FORMAT,
        id: info.id.clone(),
        created: info.created.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        fingerprint: fields.fingerprint(),
        analysis: analysis::VERSION,
        records: first.name_ranks.len(),
        sample: info.provenance.sample,
        data_date: first.data_date.map(|date| date.to_string()),
        previous: info.previous.clone(),
        inputs: info.provenance.inputs.clone(),
        sources: info.provenance.sources.clone(),
        files: hash_files(folder)?,
    };
    manifest.write(folder)?;
    Ok(manifest)
}

/// What the first walk over the records leaves behind, beside the record file.
struct FirstPass {
    learnt: Learnt,
    /// The place of each record's name in Swedish order, by the record's place in the file.
    name_ranks: Vec<u64>,
    /// The newest date that a source gives.
    data_date: Option<PartialDate>,
}

impl FirstPass {
    /// Writes the record file and learns from what it holds, each on threads of their own.
    fn walk(folder: &Path, records: impl Iterator<Item = Result<Project, IndexError>> + Send, fields: &Fields) -> Result<Self, IndexError> {
        let mut gathered = Gathered::default();
        let learning = std::thread::scope(|scope| {
            let (to_writer, batches) = sync_channel::<Batch>(WAITING);
            let writer = scope.spawn(move || write_records(folder, batches));
            let (to_learners, learners): (Vec<_>, Vec<_>) = (0..LEARNERS)
                .map(|_| {
                    let (to_learner, batches) = sync_channel::<Batch>(WAITING);
                    (to_learner, scope.spawn(move || learn(fields, batches)))
                })
                .unzip();
            for (batch, to_learner) in ahead(scope, records).zip(to_learners.iter().cycle()) {
                let batch = Arc::new(batch.into_iter().collect::<Result<Vec<Project>, _>>()?);
                gathered.add(&batch);
                // One that stopped says why when it is joined.
                let _ = to_writer.send(Arc::clone(&batch));
                let _ = to_learner.send(batch);
            }
            drop((to_writer, to_learners));
            let mut learners = learners.into_iter().map(|learner| learner.join().map_err(|_| ended_early("learns")));
            let mut whole = learners.next().unwrap_or_else(|| Ok(Learning::new(fields)))?;
            learners.try_for_each(|learnt| learnt.map(|learnt| whole.join(learnt)))?;
            writer.join().map_err(|_| ended_early("writes the records"))?.map(|()| whole)
        })?;
        let Gathered { names, sort_keys, data_date } = gathered;
        if names.is_empty() {
            return Err(IndexError::Empty);
        }
        let learnt = learning.finish(names);
        learnt.write(folder)?;
        Ok(FirstPass { learnt, name_ranks: name_ranks(sort_keys), data_date })
    }
}

/// Records on their way through the first pass.
type Batch = Arc<Vec<Project>>;

/// Threads that learn. Always as many, whatever the machine has: what is
/// learnt of very many words depends on how they are shared out.
const LEARNERS: usize = 2;

fn learn<'a>(fields: &'a Fields, batches: Receiver<Batch>) -> Learning<'a> {
    let mut learning = Learning::new(fields);
    for batch in batches {
        batch.iter().for_each(|project| learning.add(project));
    }
    learning
}

fn ended_early(does: &str) -> IndexError {
    IndexError::Internal(format!("the thread that {does} ended early"))
}

/// What is noted of every record in the order of the file.
#[derive(Default)]
struct Gathered {
    names: Vec<(String, String)>,
    sort_keys: Vec<String>,
    data_date: Option<PartialDate>,
}

impl Gathered {
    fn add(&mut self, batch: &[Project]) {
        for project in batch {
            // A tab or line end in a name would break the rows of the file it is kept in.
            self.names.push((project.id.clone(), project.name.split_whitespace().collect::<Vec<_>>().join(" ")));
            self.sort_keys.push(collation::sort_key(&project.name));
            self.data_date = self.data_date.max(project.sources.iter().filter_map(|source| source.date).max());
        }
    }
}

/// Batches of records that wait to be written.
const WAITING: usize = 4;

fn write_records(folder: &Path, batches: Receiver<Batch>) -> Result<(), IndexError> {
    let mut writer = records::Writer::create(&folder.join(records::FILE))?;
    for batch in batches {
        batch.iter().try_for_each(|project| writer.add(project))?;
    }
    writer.finish()
}

/// The ranks of names by their sort keys. Equal names share a rank, so that
/// ties are broken by id and not by chance.
fn name_ranks(keys: Vec<String>) -> Vec<u64> {
    let mut ranks = vec![0; keys.len()];
    let mut order: Vec<(String, usize)> = keys.into_iter().zip(0..).collect();
    order.sort_unstable();
    let mut rank = 0;
    let mut before: Option<&str> = None;
    for (key, nth) in &order {
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

fn index(folder: &Path, first: &FirstPass, fields: &Fields, progress: &dyn Fn(usize)) -> Result<(), IndexError> {
    let engine = folder.join(INDEX);
    fs::create_dir(&engine).map_err(|error| IndexError::io(&engine, error))?;
    let mut adding = Adding { builder: IndexBuilder::create(&engine, fields)?, facets: FacetCollector::default(), failed: None };
    let records = records::lines(&folder.join(records::FILE))?;
    let (read, memories) = in_order(
        |tell| {
            for (nth, (line, rank)) in records.zip(&first.name_ranks).enumerate() {
                tell((line?, nth as u64, *rank));
                progress(nth + 1);
            }
            Ok::<(), IndexError>(())
        },
        || TermMemory::new(&first.learnt),
        |terms, (line, nth, rank)| DocumentMaker { fields, terms }.make(line, nth, rank),
        |made| adding.add(made),
    );
    read?;
    let Adding { builder, facets, failed } = adding;
    failed.map_or(Ok(()), Err)?;
    let path = folder.join(FACETS);
    let text = serde_json::to_string(&facets.finish()).map_err(|error| IndexError::Internal(error.to_string()))?;
    fs::write(&path, text).map_err(|error| IndexError::io(&path, error))?;
    let shown = beside(|| terms::shown(&memories), || builder.finish(), "names the stems")?;
    // What is written reaches the disk while the processors find what projects have in common.
    beside(|| sync_tree(&engine), || Kinship::compute(&Forward::open(&engine, fields)?, &shown)?.write(folder), "sees the index on disk")?
}

/// Does the first on a thread of its own while the second is done here; what the first gives.
fn beside<T: Send>(first: impl FnOnce() -> T + Send, second: impl FnOnce() -> Result<(), IndexError>, does: &str) -> Result<T, IndexError> {
    std::thread::scope(|scope| {
        let first = scope.spawn(first);
        second()?;
        first.join().map_err(|_| ended_early(does))
    })
}

/// A document that lacks the numbers of its facet values: those are given in the order of documents.
struct Made {
    document: Document,
    /// Values and labels by facet.
    facets: Vec<(String, Vec<(String, String)>)>,
}

/// What takes the documents in their order.
struct Adding {
    builder: IndexBuilder,
    facets: FacetCollector,
    failed: Option<IndexError>,
}

impl Adding {
    fn add(&mut self, made: Result<Made, IndexError>) {
        match made {
            Ok(_) if self.failed.is_some() => {}
            Ok(made) => self.failed = self.document(made).err(),
            Err(error) => {
                self.failed.get_or_insert(error);
            }
        }
    }

    fn document(&mut self, Made { mut document, facets }: Made) -> Result<(), IndexError> {
        for (name, values) in facets {
            let numbers = values.iter().map(|(value, label)| self.facets.number(&name, value, label)).collect();
            document.facets.push((name, numbers));
        }
        self.builder.add(document)
    }
}

/// Makes the engine's document of a project, as the declaration says.
struct DocumentMaker<'a, 'b> {
    fields: &'a Fields,
    terms: &'a mut TermMemory<'b>,
}

impl DocumentMaker<'_, '_> {
    /// The document of a line of the record file, which is what the index keeps of it.
    fn make(&mut self, line: String, number: u64, name_rank: u64) -> Result<Made, IndexError> {
        let project = &records::project(&line)?;
        let language = Language::of(project.language.as_deref());
        let mut document = Document {
            id: project.id.clone(),
            former_ids: project.former_ids.clone(),
            number,
            name_rank,
            record: line,
            ..Document::default()
        };
        let mut facets = Vec::new();
        for field in self.fields.iter() {
            let taken = field_values(field, project).unwrap_or_default();
            self.search_texts(field, &taken, language, &mut document);
            if matches!(field.kind, Kind::Number | Kind::Date) {
                document.spans.push((field.name.clone(), taken.span));
            }
            if field.facet && !field.computed {
                facets.push((field.name.clone(), taken.values));
            }
        }
        Ok(Made { document, facets })
    }

    /// Adds a field's terms to the one searched text, as often as the field
    /// weighs, and its stems to its own where it has one.
    fn search_texts(&mut self, field: &Field, taken: &FieldValues, language: Language, document: &mut Document) {
        if !field.searched {
            return;
        }
        let mut own = StemText::default();
        for text in &taken.texts {
            let terms = self.terms.of(text, languages(&field.name, language));
            for _ in 0..field.repeat {
                document.searched.add(&terms.stems);
                document.parts.add(&terms.parts);
            }
            own.add(&terms.stems);
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
