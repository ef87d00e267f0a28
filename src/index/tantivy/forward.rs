//! The engine's postings read as a whole, term by term, to find what projects
//! have in common.

use std::ops::Range;
use std::path::Path;

use ::tantivy::fieldnorm::FieldNormReader;
use ::tantivy::postings::{Postings, TermInfo};
use ::tantivy::schema::IndexRecordOption;
use ::tantivy::{DocSet, InvertedIndexReader};

use super::{OpenIndex, internal, names};
use crate::index::fields::Fields;
use crate::index::generation::IndexError;

/// Which postings a term is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The stems of words.
    Stem,
    /// The stems of parts of compounds.
    Part,
}

/// A term of the index.
pub struct ForwardTerm {
    /// The stem.
    pub text: String,
    /// Where it is.
    pub level: Level,
    /// Projects that have it.
    pub projects: u32,
    info: TermInfo,
}

/// One level's postings.
struct Postlist {
    index: std::sync::Arc<InvertedIndexReader>,
    norms: FieldNormReader,
    /// BM25's `k1 · (1 − b + b · length / average)` by the engine's code of a length.
    dampings: [f32; 256],
}

/// A finished index of one segment, walked term by term.
pub struct Forward {
    terms: Vec<ForwardTerm>,
    stems: Postlist,
    parts: Postlist,
    /// The number of each document: its place in the record file.
    numbers: Vec<u32>,
    documents: Vec<u32>,
}

impl Forward {
    /// Opens the index in a folder.
    pub fn open(folder: &Path, fields: &Fields) -> Result<Self, IndexError> {
        let open = OpenIndex::open(folder, fields)?;
        let searcher = open.reader.searcher();
        let [segment] = searcher.segment_readers() else {
            return Err(IndexError::Internal("the index was not merged into one segment".into()));
        };
        let column = segment.fast_fields().u64(names::NUMBER).map_err(internal)?;
        let numbers: Vec<u32> = (0..segment.max_doc()).map(|document| column.first(document).unwrap_or_default() as u32).collect();
        let mut documents = vec![0; numbers.len()];
        for (document, number) in numbers.iter().enumerate() {
            if let Some(place) = documents.get_mut(*number as usize) {
                *place = document as u32;
            }
        }
        let level = |name: &str| -> Result<Postlist, IndexError> {
            let field = searcher.schema().get_field(name).map_err(internal)?;
            let index = segment.inverted_index(field).map_err(internal)?;
            let average = index.total_num_tokens() as f32 / segment.max_doc().max(1) as f32;
            let damping = |code| 1.2 * (0.25 + 0.75 * FieldNormReader::id_to_fieldnorm(code) as f32 / average.max(1.0));
            let dampings = std::array::from_fn(|code| damping(code as u8));
            Ok(Postlist { index, norms: segment.get_fieldnorms_reader(field).map_err(internal)?, dampings })
        };
        let mut forward = Forward { terms: Vec::new(), stems: level(names::STEM)?, parts: level(names::PARTS)?, numbers, documents };
        forward.list(Level::Stem)?;
        forward.list(Level::Part)?;
        Ok(forward)
    }

    /// Lists a level's terms, in their order.
    fn list(&mut self, level: Level) -> Result<(), IndexError> {
        let mut terms = Vec::new();
        let mut stream = self.level(level).index.terms().stream().map_err(internal)?;
        while let Some((key, info)) = stream.next() {
            let text = String::from_utf8_lossy(key).into_owned();
            terms.push(ForwardTerm { text, level, projects: info.doc_freq, info: info.clone() });
        }
        drop(stream);
        self.terms.extend(terms);
        Ok(())
    }

    fn level(&self, level: Level) -> &Postlist {
        match level {
            Level::Stem => &self.stems,
            Level::Part => &self.parts,
        }
    }

    /// Every term: stems first, then parts, each in order.
    pub fn terms(&self) -> &[ForwardTerm] {
        &self.terms
    }

    /// How many projects there are. Here each goes by its document, from zero.
    pub fn projects(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a document: its project's place in the record file.
    pub fn number(&self, document: u32) -> u32 {
        self.numbers.get(document as usize).copied().unwrap_or_default()
    }

    /// The document of a project's number.
    pub fn document(&self, number: u32) -> u32 {
        self.documents.get(number as usize).copied().unwrap_or_default()
    }

    /// Calls `each` with every one of `documents` that has the term, and how often.
    pub fn postings(&self, term: &ForwardTerm, documents: &Range<u32>, each: &mut dyn FnMut(u32, u32)) -> Result<(), IndexError> {
        let index = &self.level(term.level).index;
        let mut postings = index.read_postings_from_terminfo(&term.info, IndexRecordOption::WithFreqs).map_err(internal)?;
        let mut document = postings.doc();
        if document < documents.start {
            document = postings.seek(documents.start);
        }
        while document < documents.end {
            each(document, postings.term_freq());
            document = postings.advance();
        }
        Ok(())
    }

    /// The words of a document's searched text, repeated ones as often as they count.
    pub fn length(&self, document: u32) -> u32 {
        if (document as usize) < self.numbers.len() { self.stems.norms.fieldnorm(document) } else { 0 }
    }

    /// BM25's share of `often` occurrences in one of the documents that [`Forward::postings`] gives, without the term's rarity.
    pub fn saturation(&self, level: Level, document: u32, often: u32) -> f32 {
        let postlist = self.level(level);
        let damping = postlist.dampings[usize::from(postlist.norms.fieldnorm_id(document))];
        let often = often as f32;
        often * 2.2 / (often + damping)
    }
}
