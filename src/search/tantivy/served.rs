//! A generation as searches need it: its columns, and its facet values by every
//! way of naming them.

use std::collections::HashSet;

use tantivy::columnar::Column;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TantivyDocument, Term};

use super::kindred::Kindred;
use super::score::having_all;
use super::suggestions::Suggestions;
use super::{Deadline, SearchError};
use crate::index::fields::{Field as Declared, Fields};
use crate::index::tantivy::names;
use crate::index::{Generation, Manifest};
use crate::record::Project;
use crate::search::answer::GenerationInfo;
use crate::search::clause::Clause;
use crate::search::facet::FacetValues;
use crate::search::lexis::{Frequencies, Level, Lexis};

/// A generation opened for searching.
pub struct Served {
    /// What it is.
    pub info: GenerationInfo,
    /// The engine's reader over the generation's segments.
    pub searcher: Searcher,
    /// The one searched text's stems.
    pub stem: Field,
    /// The stems of the parts of its compounds.
    pub parts: Field,
    /// Words of the average text.
    pub average_stems: f32,
    /// Parts of compounds in the average text.
    pub average_parts: f32,
    /// The owner's stems.
    pub owner: Option<Field>,
    /// What is known of the words.
    pub lexis: Lexis,
    /// What a text that is still typed may become.
    pub completion: Suggestions,
    /// What the projects have in common.
    pub kin: Kindred,
    /// Each facet's values, in the order declared.
    pub facets: Vec<Facet>,
    /// The columns of each segment.
    pub segments: Vec<Columns>,
    id: Field,
    record: Field,
}

/// A facet and its values.
pub struct Facet {
    /// Its declaration.
    pub declared: &'static Declared,
    /// Its values, by number and by name.
    pub values: FacetValues,
}

/// What is read of every document while it is filtered, counted and ordered.
pub struct Columns {
    /// The numbers of each stored facet's values, in the order of `facets`; `None` for a computed one.
    pub facets: Vec<Option<Column<u64>>>,
    /// Whether each facet is computed from the dates instead.
    pub computed: Vec<bool>,
    /// The place in the record file: the order of ids.
    pub number: Column<u64>,
    /// The place of the name in Swedish order.
    pub name_rank: Column<u64>,
    /// First and last day of the start.
    pub start: Span,
    /// First and last day of the end.
    pub end: Span,
    /// Granted öre.
    pub granted: Span,
}

/// The two columns of a range; without any value in the segment there are none.
pub struct Span {
    first: Option<Column<i64>>,
    last: Option<Column<i64>>,
}

impl Span {
    /// The smallest value of a document.
    pub fn first(&self, document: u32) -> Option<i64> {
        self.first.as_ref()?.first(document)
    }

    /// The largest value of a document.
    pub fn last(&self, document: u32) -> Option<i64> {
        self.last.as_ref()?.first(document)
    }
}

/// A failure of the engine.
pub fn internal(error: impl std::fmt::Display) -> SearchError {
    SearchError::Internal(error.to_string())
}

impl Served {
    /// Reads what searches need of a generation.
    pub fn new(generation: Generation) -> Result<Self, SearchError> {
        let fields = Fields::bundled();
        let searcher = generation.index.reader.searcher();
        let schema = searcher.schema().clone();
        let field = |name: &str| schema.get_field(name).map_err(internal);
        let facets: Vec<Facet> = fields
            .facets()
            .map(|declared| Facet { declared, values: FacetValues::new(declared, generation.facets.values(&declared.name)) })
            .collect();
        let segments: Vec<Columns> =
            searcher.segment_readers().iter().map(|segment| columns(segment, &facets)).collect::<Result<_, _>>()?;
        let learnt = generation.learnt;
        let (stem, parts) = (field(names::STEM)?, field(names::PARTS)?);
        let stems = stems(&searcher, stem)?;
        let sizes: Vec<u32> = searcher.segment_readers().iter().map(SegmentReader::max_doc).collect();
        Ok(Served {
            info: info(&generation.manifest),
            stem,
            parts,
            average_stems: average_length(&searcher, stem)?,
            average_parts: average_length(&searcher, parts)?,
            owner: field(&names::own("owner")).ok(),
            completion: Suggestions::new(&learnt.words, &learnt.names, &facets, &segments, &sizes),
            lexis: Lexis::new(learnt.words, learnt.compounds, &learnt.definitions, &stems),
            kin: Kindred::new(generation.kinship, &segments, &sizes),
            id: field(names::ID)?,
            record: field(names::RECORD)?,
            searcher,
            facets,
            segments,
        })
    }

    /// The place of a facet in `facets`.
    pub fn facet(&self, name: &str) -> Result<usize, SearchError> {
        self.facets.iter().position(|facet| facet.declared.name == name).ok_or_else(|| SearchError::UnknownFacet(name.to_owned()))
    }

    /// The documents in whose field all of some words stand; a field without a level of its own has none.
    pub fn having_words(&self, field: &str, words: &[String]) -> Result<HashSet<DocAddress>, SearchError> {
        let Ok(own) = self.searcher.schema().get_field(&names::own(field)) else { return Ok(HashSet::new()) };
        let mut found = HashSet::new();
        for (nth, reader) in self.searcher.segment_readers().iter().enumerate() {
            let clauses: Vec<Clause> = words.iter().map(|word| Clause::of_word(word)).collect();
            let documents = having_all(&clauses, own, reader, Deadline::far())?;
            found.extend(documents.into_iter().map(|document| DocAddress::new(nth as u32, document)));
        }
        Ok(found)
    }

    /// The record of a document.
    pub fn project(&self, address: DocAddress) -> Result<Project, SearchError> {
        let document: TantivyDocument = self.searcher.doc(address).map_err(internal)?;
        let json = document.get_first(self.record).and_then(|value| value.as_str()).unwrap_or_default();
        serde_json::from_str(json).map_err(internal)
    }

    /// The document of an id: of the project that has it, else of the first that had it.
    pub fn document_of_id(&self, id: &str) -> Result<Option<DocAddress>, SearchError> {
        let documents = self.documents_under(id)?;
        if let [_, _, ..] = documents.as_slice() {
            for document in &documents {
                if self.project(*document)?.id == id {
                    return Ok(Some(*document));
                }
            }
        }
        Ok(documents.first().copied())
    }

    /// The documents that have an id or had it before.
    fn documents_under(&self, id: &str) -> Result<Vec<DocAddress>, SearchError> {
        let term = Term::from_field_text(self.id, id);
        let mut documents = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let postings = reader.inverted_index(self.id).map_err(internal)?;
            let Some(mut found) = postings.read_postings(&term, tantivy::schema::IndexRecordOption::Basic).map_err(internal)? else {
                continue;
            };
            let mut document = found.doc();
            while document != tantivy::TERMINATED {
                documents.push(DocAddress::new(segment as u32, document));
                document = found.advance();
            }
        }
        Ok(documents)
    }
}

impl Frequencies for Served {
    fn projects(&self) -> u64 {
        self.searcher.num_docs()
    }

    fn with(&self, level: Level, term: &str) -> u64 {
        let field = match level {
            Level::Stem => self.stem,
            Level::Part => self.parts,
        };
        // A term that cannot be read is walked later, and that tells the failure.
        self.searcher.doc_freq(&Term::from_field_text(field, term)).unwrap_or_default()
    }
}

/// Every stem of the index, in order.
fn stems(searcher: &Searcher, field: Field) -> Result<Vec<String>, SearchError> {
    let mut stems = Vec::new();
    for reader in searcher.segment_readers() {
        let index = reader.inverted_index(field).map_err(internal)?;
        let mut stream = index.terms().stream().map_err(internal)?;
        while let Some((key, _)) = stream.next() {
            stems.push(String::from_utf8_lossy(key).into_owned());
        }
    }
    Ok(stems)
}

/// Words of the average text of a field.
fn average_length(searcher: &Searcher, field: Field) -> Result<f32, SearchError> {
    let mut tokens = 0;
    for reader in searcher.segment_readers() {
        tokens += reader.inverted_index(field).map_err(internal)?.total_num_tokens();
    }
    Ok(tokens as f32 / searcher.num_docs().max(1) as f32)
}

fn columns(segment: &tantivy::SegmentReader, facets: &[Facet]) -> Result<Columns, SearchError> {
    let fast = segment.fast_fields();
    let span = |name: &str| -> Result<Span, SearchError> {
        Ok(Span {
            first: fast.column_opt(&names::first(name)).map_err(internal)?,
            last: fast.column_opt(&names::last(name)).map_err(internal)?,
        })
    };
    let facet = |facet: &Facet| match facet.declared.computed {
        true => Ok(None),
        false => fast.column_opt(&names::facet(&facet.declared.name)).map_err(internal),
    };
    Ok(Columns {
        facets: facets.iter().map(facet).collect::<Result<_, _>>()?,
        computed: facets.iter().map(|facet| facet.declared.computed).collect(),
        number: fast.u64(names::NUMBER).map_err(internal)?,
        name_rank: fast.u64(names::NAME_RANK).map_err(internal)?,
        start: span("start")?,
        end: span("end")?,
        granted: span("granted")?,
    })
}

fn info(manifest: &Manifest) -> GenerationInfo {
    GenerationInfo {
        id: manifest.id.clone(),
        projects: manifest.records,
        created: manifest.created.clone(),
        data_date: manifest.data_date.clone(),
        sample: manifest.sample,
    }
}
