//! What lies inside a scope, for suggestions: none is made of what only others have.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED, Term};

use super::filter::values;
use super::scope::Scope;
use super::served::Served;

/// Stems whose postings are looked at for one text that is being typed.
const MOST_STEMS: usize = 400;

/// The documents of a scope, and how many of them have what is asked for.
pub struct Inside<'a> {
    served: &'a Served,
    /// The documents of each segment, ascending.
    documents: Vec<Vec<u32>>,
    /// Of each facet, how many documents have each value; none of a facet that nothing is suggested from.
    counts: Vec<Vec<usize>>,
    stems: RefCell<HashMap<String, usize>>,
    looked: Cell<usize>,
}

impl<'a> Inside<'a> {
    /// Walks the documents of a scope once; `suggested` says of a facet whether its values are asked for.
    pub fn new(scope: &Scope<'_>, served: &'a Served, suggested: impl Fn(&str) -> bool) -> Self {
        let lying = |segment: u32, size: u32| (0..size).filter(|document| scope.holds(DocAddress::new(segment, *document))).collect();
        let sizes = served.searcher.segment_readers().iter().map(tantivy::SegmentReader::max_doc);
        let documents: Vec<Vec<u32>> = (0..).zip(sizes).map(|(segment, size)| lying(segment, size)).collect();
        let count = |(nth, facet): (usize, &super::served::Facet)| {
            if suggested(&facet.declared.name) { counts(nth, facet.values.len(), &documents, served) } else { Vec::new() }
        };
        let counts = served.facets.iter().enumerate().map(count).collect();
        Inside { served, documents, counts, stems: RefCell::default(), looked: Cell::new(0) }
    }

    /// How many projects have a stem. Beyond [`MOST_STEMS`] stems it is as if none had one.
    pub fn with_stem(&self, stem: &str) -> usize {
        if let Some(known) = self.stems.borrow().get(stem) {
            return *known;
        }
        self.looked.set(self.looked.get() + 1);
        let count = if self.looked.get() > MOST_STEMS { 0 } else { self.count(stem) };
        self.stems.borrow_mut().insert(stem.to_owned(), count);
        count
    }

    /// How many projects have the value of a number in a facet.
    pub fn with_value(&self, facet: &str, number: u64) -> usize {
        let counts = self.served.facet(facet).ok().and_then(|nth| self.counts.get(nth));
        counts.and_then(|counts| counts.get(number as usize)).copied().unwrap_or_default()
    }

    /// Whether the project of an id lies inside.
    pub fn has_project(&self, id: &str) -> bool {
        let found = self.served.document_of_id(id).ok().flatten();
        let own = found.and_then(|found| Some((self.documents.get(found.segment_ord as usize)?, found.doc_id)));
        own.is_some_and(|(documents, document)| documents.binary_search(&document).is_ok())
    }

    fn count(&self, stem: &str) -> usize {
        let term = Term::from_field_text(self.served.stem, stem);
        let readers = self.served.searcher.segment_readers().iter().zip(&self.documents);
        let postings = |reader: &tantivy::SegmentReader| {
            reader.inverted_index(self.served.stem).ok()?.read_postings(&term, IndexRecordOption::Basic).ok().flatten()
        };
        readers.filter_map(|(reader, documents)| Some(common(&mut postings(reader)?, documents))).sum()
    }
}

/// How many documents are in both: whoever is behind leaps to the other.
fn common(postings: &mut SegmentPostings, mut documents: &[u32]) -> usize {
    let mut common = 0;
    let mut at = postings.doc();
    while let Some((first, rest)) = documents.split_first().filter(|_| at != TERMINATED) {
        match first.cmp(&at) {
            std::cmp::Ordering::Less => documents = rest.get(rest.partition_point(|document| *document < at)..).unwrap_or_default(),
            std::cmp::Ordering::Greater => at = postings.seek(*first),
            std::cmp::Ordering::Equal => {
                common += 1;
                documents = rest;
                at = postings.advance();
            }
        }
    }
    common
}

fn counts(facet: usize, size: usize, documents: &[Vec<u32>], served: &Served) -> Vec<usize> {
    let mut counts = vec![0; size];
    for (columns, documents) in served.segments.iter().zip(documents) {
        for document in documents {
            // Nothing that follows from the day is suggested.
            values(columns, facet, *document, 0, &mut |number| counts.get_mut(number as usize).into_iter().for_each(|count| *count += 1));
        }
    }
    counts
}
