//! Scores: one clause after the other walks its postings and adds to what each
//! document has.
//!
//! Clause by clause, with an accumulator for every document, rather than
//! document by document: coverage and the matching rule need to know which
//! clauses a document has before anything can be skipped, and ten bytes a
//! document are a megabyte for a hundred thousand projects.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED, Term};

use super::lower::{Clause, Form, Lowered};
use super::phrase::occurrences;
use super::served::{Served, internal};
use super::{Deadline, SearchError};
use crate::search::rank;

/// Documents between two looks at the clock.
const CLOCK: u32 = 1 << 16;

/// What every document of every segment has.
pub struct Scored {
    segments: Vec<Segment>,
    clauses: usize,
    required: u8,
}

struct Segment {
    score: Vec<f32>,
    clauses: Vec<u8>,
    required: Vec<u8>,
    excluded: Vec<bool>,
}

/// A document that can be a hit, and how many clauses it has.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// Where it is.
    pub document: DocAddress,
    clauses: u8,
}

/// The scores of a clause's forms, until they are combined.
struct Forms {
    best: Vec<f32>,
    sum: Vec<f32>,
    touched: Vec<u32>,
}

/// Scores every document.
pub fn score(lowered: &Lowered, served: &Served, deadline: Deadline) -> Result<Scored, SearchError> {
    let average = average_length(served)?;
    let readers = served.searcher.segment_readers();
    let segments = readers.iter().map(|reader| score_segment(lowered, served, reader, average, deadline)).collect::<Result<_, _>>()?;
    let required = lowered.wanted.iter().filter(|clause| clause.required).count();
    Ok(Scored { segments, clauses: lowered.wanted.len(), required: required as u8 })
}

fn average_length(served: &Served) -> Result<f32, SearchError> {
    let mut tokens = 0;
    for reader in served.searcher.segment_readers() {
        tokens += reader.inverted_index(served.stem).map_err(internal)?.total_num_tokens();
    }
    Ok(tokens as f32 / served.searcher.num_docs().max(1) as f32)
}

fn score_segment(
    lowered: &Lowered,
    served: &Served,
    reader: &SegmentReader,
    average: f32,
    deadline: Deadline,
) -> Result<Segment, SearchError> {
    let documents = reader.max_doc() as usize;
    let mut segment = Segment {
        score: vec![0.0; documents],
        clauses: vec![0; documents],
        required: vec![0; documents],
        excluded: vec![false; documents],
    };
    let walk = Walk { reader, field: served.stem, average, total: served.searcher.num_docs(), deadline };
    let mut weight = vec![0.0; documents];
    let mut forms = Forms { best: vec![0.0; documents], sum: vec![0.0; documents], touched: Vec::new() };
    for clause in &lowered.wanted {
        walk.clause(clause, &mut forms)?;
        segment.take(clause, &mut forms, &mut weight);
    }
    let all: f32 = lowered.wanted.iter().map(|clause| clause.rarity).sum();
    for (score, weight) in segment.score.iter_mut().zip(&weight) {
        *score *= weight / all.max(f32::MIN_POSITIVE);
    }
    segment.add_neighbours(lowered, &walk)?;
    if let Some(owner) = served.owner {
        segment.raise_owners(lowered, &Walk { field: owner, ..walk })?;
    }
    for clause in &lowered.unwanted {
        walk.clause(clause, &mut forms)?;
        forms.touched.iter().for_each(|document| set(&mut segment.excluded, *document, true));
        forms.clear();
    }
    Ok(segment)
}

/// One field of one segment, walked with the numbers that BM25 needs.
#[derive(Clone, Copy)]
struct Walk<'a> {
    reader: &'a SegmentReader,
    field: Field,
    average: f32,
    total: u64,
    deadline: Deadline,
}

impl Walk<'_> {
    fn clause(&self, clause: &Clause, forms: &mut Forms) -> Result<(), SearchError> {
        self.deadline.check()?;
        let norms = self.reader.get_fieldnorms_reader(self.field).map_err(internal)?;
        for form in &clause.forms {
            match form {
                Form::Stem(stem, matching) => {
                    let rarity = rank::rarity(self.total, *matching);
                    self.stem(stem, |document, frequency| {
                        forms.add(document, rank::bm25(rarity, frequency, norms.fieldnorm(document), self.average));
                    })?;
                }
                Form::Phrase(stems) => {
                    for (document, often) in occurrences(stems, self.field, self.reader, self.deadline)? {
                        forms.add(document, rank::bm25(clause.rarity, often, norms.fieldnorm(document), self.average));
                    }
                }
            }
        }
        Ok(())
    }

    /// Calls `each` with every document that has the stem, and how often.
    fn stem(&self, stem: &str, mut each: impl FnMut(u32, u32)) -> Result<(), SearchError> {
        let index = self.reader.inverted_index(self.field).map_err(internal)?;
        let term = Term::from_field_text(self.field, stem);
        let Some(mut postings) = index.read_postings(&term, IndexRecordOption::WithFreqs).map_err(internal)? else { return Ok(()) };
        let mut document = postings.doc();
        while document != TERMINATED {
            each(document, postings.term_freq());
            document = postings.advance();
            if document % CLOCK == 0 {
                self.deadline.check()?;
            }
        }
        Ok(())
    }
}

impl Forms {
    fn add(&mut self, document: u32, score: f32) {
        let Some((best, sum)) = self.best.get_mut(document as usize).zip(self.sum.get_mut(document as usize)) else { return };
        if *sum == 0.0 {
            self.touched.push(document);
        }
        *best = best.max(score);
        // Never zero once touched, however common the word.
        *sum += score.max(f32::MIN_POSITIVE);
    }

    fn combined(&self, document: u32) -> f32 {
        rank::combine(get(&self.best, document), get(&self.sum, document))
    }

    fn clear(&mut self) {
        for document in std::mem::take(&mut self.touched) {
            set(&mut self.best, document, 0.0);
            set(&mut self.sum, document, 0.0);
        }
    }
}

impl Segment {
    /// Adds a clause's combined forms to the documents that have it.
    fn take(&mut self, clause: &Clause, forms: &mut Forms, weight: &mut [f32]) {
        for document in &forms.touched {
            add(&mut self.score, *document, forms.combined(*document));
            add(weight, *document, clause.rarity);
            add(&mut self.clauses, *document, 1);
            add(&mut self.required, *document, u8::from(clause.required));
        }
        forms.clear();
    }

    /// Raises documents in which neighbouring words of the query are neighbours too.
    fn add_neighbours(&mut self, lowered: &Lowered, walk: &Walk<'_>) -> Result<(), SearchError> {
        let norms = walk.reader.get_fieldnorms_reader(walk.field).map_err(internal)?;
        for pair in lowered.wanted.windows(2) {
            let [Clause { neighbour: Some(left), rarity: a, .. }, Clause { neighbour: Some(right), rarity: b, .. }] = pair else {
                continue;
            };
            let rarity = a.max(*b) * rank::PHRASE_RARITY;
            for (document, often) in occurrences(&[left.clone(), right.clone()], walk.field, walk.reader, walk.deadline)? {
                add(&mut self.score, document, rank::PAIR * rank::bm25(rarity, often, norms.fieldnorm(document), walk.average));
            }
        }
        Ok(())
    }

    /// Raises the projects of an owner whose name has every word of the query.
    fn raise_owners(&mut self, lowered: &Lowered, walk: &Walk<'_>) -> Result<(), SearchError> {
        let mut having: Vec<(u32, usize)> = Vec::new();
        for (nth, clause) in lowered.wanted.iter().enumerate() {
            let mut found: Vec<u32> = Vec::new();
            for form in &clause.forms {
                match form {
                    Form::Stem(stem, _) => walk.stem(stem, |document, _| found.push(document))?,
                    Form::Phrase(stems) => {
                        found.extend(occurrences(stems, walk.field, walk.reader, walk.deadline)?.iter().map(|(d, _)| *d))
                    }
                }
            }
            found.sort_unstable();
            found.dedup();
            having = if nth == 0 {
                found.into_iter().map(|document| (document, 1)).collect()
            } else {
                having.into_iter().filter(|(document, _)| found.binary_search(document).is_ok()).map(|(d, n)| (d, n + 1)).collect()
            };
        }
        for (document, _) in having {
            if let Some(score) = self.score.get_mut(document as usize) {
                *score *= rank::OWNER;
            }
        }
        Ok(())
    }
}

impl Scored {
    /// The documents that have every required clause and nothing excluded, and that `in_scope` holds for.
    pub fn eligible(&self, in_scope: &dyn Fn(DocAddress) -> bool) -> Vec<Candidate> {
        let mut eligible = Vec::new();
        for (nth, segment) in self.segments.iter().enumerate() {
            for (document, clauses) in segment.clauses.iter().enumerate() {
                let document = document as u32;
                let has = (*clauses > 0 || self.clauses == 0) && get(&segment.required, document) == self.required;
                let address = DocAddress::new(nth as u32, document);
                if has && !get(&segment.excluded, document) && in_scope(address) {
                    eligible.push(Candidate { document: address, clauses: *clauses });
                }
            }
        }
        eligible
    }

    /// For each number of clauses, how many of the candidates have exactly that many.
    pub fn having(&self, candidates: &[Candidate]) -> Vec<usize> {
        let mut having = vec![0; self.clauses + 1];
        for candidate in candidates {
            if let Some(count) = having.get_mut(usize::from(candidate.clauses)) {
                *count += 1;
            }
        }
        having
    }

    /// The candidates that have at least this many clauses.
    pub fn with_at_least(&self, clauses: usize, candidates: Vec<Candidate>) -> Vec<DocAddress> {
        candidates.into_iter().filter(|candidate| usize::from(candidate.clauses) >= clauses).map(|candidate| candidate.document).collect()
    }

    /// The score of a document.
    pub fn of(&self, document: DocAddress) -> f32 {
        self.segments.get(document.segment_ord as usize).map_or(0.0, |segment| get(&segment.score, document.doc_id))
    }
}

fn get<T: Copy + Default>(values: &[T], document: u32) -> T {
    values.get(document as usize).copied().unwrap_or_default()
}

fn set<T>(values: &mut [T], document: u32, value: T) {
    if let Some(place) = values.get_mut(document as usize) {
        *place = value;
    }
}

fn add<T: std::ops::AddAssign>(values: &mut [T], document: u32, value: T) {
    if let Some(place) = values.get_mut(document as usize) {
        *place += value;
    }
}
