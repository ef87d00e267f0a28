//! Walking the postings of one form in one segment.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::phrase::occurrences;
use super::served::{Served, internal};
use super::{Deadline, SearchError};
use crate::search::clause::{Form, What};
use crate::search::lexis::{Frequencies, Level};
use crate::search::rank;

/// Documents between two looks at the clock.
const CLOCK: u32 = 1 << 16;

/// One segment, with the numbers that BM25 needs.
pub struct Walk<'a> {
    reader: &'a SegmentReader,
    served: &'a Served,
    stems: Lengths,
    parts: Lengths,
    total: u64,
    deadline: Deadline,
}

/// The lengths of one level's texts.
struct Lengths {
    field: Field,
    norms: FieldNormReader,
    average: f32,
}

impl<'a> Walk<'a> {
    /// Prepares for a segment.
    pub fn new(reader: &'a SegmentReader, served: &'a Served, deadline: Deadline) -> Result<Self, SearchError> {
        let lengths = |field, average| -> Result<Lengths, SearchError> {
            Ok(Lengths { field, norms: reader.get_fieldnorms_reader(field).map_err(internal)?, average })
        };
        Ok(Walk {
            reader,
            served,
            stems: lengths(served.stem, served.average_stems)?,
            parts: lengths(served.parts, served.average_parts)?,
            total: served.searcher.num_docs(),
            deadline,
        })
    }

    /// Calls `each` with every document that has a form, and what it scores there.
    /// Several things together are no single walk: none.
    pub fn form(&self, form: &Form, each: &mut dyn FnMut(u32, f32)) -> Result<(), SearchError> {
        self.deadline.check()?;
        match &form.what {
            What::Stem(stem) => self.term(Level::Stem, stem, form.weight, each),
            What::Part(stem) => self.term(Level::Part, stem, form.weight, each),
            What::Phrase(stems) => self.phrase(stems, form.weight, each),
            What::Together(_) => Ok(()),
        }
    }

    fn term(&self, level: Level, stem: &str, weight: f32, each: &mut dyn FnMut(u32, f32)) -> Result<(), SearchError> {
        let lengths = match level {
            Level::Stem => &self.stems,
            Level::Part => &self.parts,
        };
        let rarity = weight * rank::rarity(self.total, self.served.with(level, stem));
        postings(stem, lengths.field, self.reader, self.deadline, &mut |document, often| {
            each(document, rank::bm25(rarity, often, lengths.norms.fieldnorm(document), lengths.average));
        })
    }

    fn phrase(&self, stems: &[String], weight: f32, each: &mut dyn FnMut(u32, f32)) -> Result<(), SearchError> {
        let found = occurrences(stems, self.stems.field, self.reader, self.deadline)?;
        let rarity = weight * rank::PHRASE_RARITY * rank::rarity(self.total, found.len() as u64);
        for (document, often) in found {
            each(document, rank::bm25(rarity, often, self.stems.norms.fieldnorm(document), self.stems.average));
        }
        Ok(())
    }
}

/// Calls `each` with every document that has a stem in a field, and how often.
fn postings(
    stem: &str,
    field: Field,
    reader: &SegmentReader,
    deadline: Deadline,
    each: &mut dyn FnMut(u32, u32),
) -> Result<(), SearchError> {
    let index = reader.inverted_index(field).map_err(internal)?;
    let term = Term::from_field_text(field, stem);
    let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqs).map_err(internal)? else { return Ok(()) };
    let mut document = postings.doc();
    while document != TERMINATED {
        each(document, postings.term_freq());
        document = postings.advance();
        if document % CLOCK == 0 {
            deadline.check()?;
        }
    }
    Ok(())
}

/// The documents that have something in a field of whole words.
pub fn documents(what: &What, field: Field, reader: &SegmentReader, deadline: Deadline) -> Result<Vec<u32>, SearchError> {
    let mut found = Vec::new();
    match what {
        What::Stem(stem) => postings(stem, field, reader, deadline, &mut |document, _| found.push(document))?,
        What::Phrase(stems) => found.extend(occurrences(stems, field, reader, deadline)?.into_iter().map(|(document, _)| document)),
        // A small field of its own has no parts of compounds.
        What::Part(_) | What::Together(_) => {}
    }
    Ok(found)
}
