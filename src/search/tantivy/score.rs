//! Scores: one clause after the other walks its postings and adds to what each
//! document has.
//!
//! Clause by clause, with an accumulator for every document, rather than
//! document by document: coverage and the matching rule need to know which
//! clauses a document has before anything can be skipped, and some bytes a
//! document are a megabyte or two for a hundred thousand projects.

use tantivy::schema::Field;
use tantivy::{DocAddress, SegmentReader};

use super::served::Served;
use super::walk::Walk;
use super::{Deadline, SearchError};
use crate::search::clause::{Clause, Form, How, Member, What};
use crate::search::rank::{self, Recipe};
use crate::search::understand::Understood;

/// What every document of every segment has.
pub struct Scored {
    segments: Vec<Segment>,
    clauses: usize,
    required: u8,
}

struct Segment {
    score: Vec<f32>,
    /// Clauses that a document has in a strong form.
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
pub struct Forms {
    best: Vec<f32>,
    sum: Vec<f32>,
    strong: Vec<bool>,
    touched: Vec<u32>,
}

/// Scores every document.
pub fn score(understood: &Understood, recipe: &Recipe, served: &Served, deadline: Deadline) -> Result<Scored, SearchError> {
    let readers = served.searcher.segment_readers();
    let one = |reader| score_segment(understood, recipe, served, reader, deadline);
    let segments = readers.iter().map(one).collect::<Result<_, _>>()?;
    let required = understood.wanted.iter().filter(|clause| clause.required).count();
    Ok(Scored { segments, clauses: understood.wanted.len(), required: required as u8 })
}

fn score_segment(
    understood: &Understood,
    recipe: &Recipe,
    served: &Served,
    reader: &SegmentReader,
    deadline: Deadline,
) -> Result<Segment, SearchError> {
    let documents = reader.max_doc() as usize;
    let mut segment = Segment {
        score: vec![0.0; documents],
        clauses: vec![0; documents],
        required: vec![0; documents],
        excluded: vec![false; documents],
    };
    let walk = Walk::new(reader, served, deadline)?;
    let mut weight = vec![0.0; documents];
    let (mut forms, mut inner) = (Forms::new(documents), Forms::new(documents));
    for clause in &understood.wanted {
        collect(&walk, clause, &mut forms, &mut inner)?;
        segment.take(clause, &mut forms, &mut weight);
    }
    if recipe.coverage {
        let all: f32 = understood.wanted.iter().map(|clause| clause.rarity).sum();
        for (score, weight) in segment.score.iter_mut().zip(&weight) {
            *score *= weight / all.max(f32::MIN_POSITIVE);
        }
    }
    if recipe.pairs {
        segment.add_neighbours(understood, &walk)?;
    }
    for clause in &understood.unwanted {
        collect(&walk, clause, &mut forms, &mut inner)?;
        forms.touched.iter().for_each(|document| set(&mut segment.excluded, *document, true));
        forms.clear();
    }
    Ok(segment)
}

/// Walks every form of a clause.
fn collect(walk: &Walk<'_>, clause: &Clause, forms: &mut Forms, inner: &mut Forms) -> Result<(), SearchError> {
    for form in &clause.forms {
        match &form.what {
            What::Together(members) => together(walk, members, form, forms, inner)?,
            _ => walk.form(form, &mut |document, score| forms.add(document, score, form.strong))?,
        }
    }
    Ok(())
}

/// Adds each member where it stands, and the sum of all where all of them are.
fn together(walk: &Walk<'_>, members: &[Member], form: &Form, forms: &mut Forms, inner: &mut Forms) -> Result<(), SearchError> {
    let mut all: Option<Vec<(u32, f32)>> = None;
    for member in members {
        for form in &member.forms {
            walk.form(form, &mut |document, score| inner.add(document, score, true))?;
        }
        if member.alone > 0.0 {
            inner.touched.iter().for_each(|document| forms.add(*document, member.alone * inner.combined(*document), member.strong));
        }
        match &mut all {
            None => all = Some(inner.touched.iter().map(|document| (*document, inner.combined(*document))).collect()),
            Some(all) => all.retain_mut(|(document, sum)| {
                let more = inner.combined(*document);
                *sum += more;
                more > 0.0
            }),
        }
        inner.clear();
    }
    for (document, sum) in all.unwrap_or_default() {
        forms.add(document, form.weight * sum, form.strong);
    }
    Ok(())
}

impl Forms {
    fn new(documents: usize) -> Self {
        Forms { best: vec![0.0; documents], sum: vec![0.0; documents], strong: vec![false; documents], touched: Vec::new() }
    }

    fn add(&mut self, document: u32, score: f32, strong: bool) {
        let place = document as usize;
        let (Some(best), Some(sum), Some(is_strong)) = (self.best.get_mut(place), self.sum.get_mut(place), self.strong.get_mut(place))
        else {
            return;
        };
        if *sum == 0.0 {
            self.touched.push(document);
        }
        *best = best.max(score);
        // Never zero once touched, however common the word.
        *sum += score.max(f32::MIN_POSITIVE);
        *is_strong |= strong;
    }

    fn combined(&self, document: u32) -> f32 {
        rank::combine(get(&self.best, document), get(&self.sum, document))
    }

    fn clear(&mut self) {
        for document in std::mem::take(&mut self.touched) {
            set(&mut self.best, document, 0.0);
            set(&mut self.sum, document, 0.0);
            set(&mut self.strong, document, false);
        }
    }
}

impl Segment {
    /// Adds a clause's combined forms to the documents that have it.
    fn take(&mut self, clause: &Clause, forms: &mut Forms, weight: &mut [f32]) {
        for document in &forms.touched {
            add(&mut self.score, *document, forms.combined(*document));
            add(weight, *document, clause.rarity);
            if get(&forms.strong, *document) {
                add(&mut self.clauses, *document, 1);
                add(&mut self.required, *document, u8::from(clause.required));
            }
        }
        forms.clear();
    }

    /// Raises documents in which neighbouring words of the query are neighbours too.
    fn add_neighbours(&mut self, understood: &Understood, walk: &Walk<'_>) -> Result<(), SearchError> {
        for pair in understood.wanted.windows(2) {
            let [Clause { neighbour: Some(left), .. }, Clause { neighbour: Some(right), .. }] = pair else {
                continue;
            };
            let phrase = Form::weak(What::Phrase(vec![left.clone(), right.clone()]), rank::PAIR, How::Word);
            walk.form(&phrase, &mut |document, score| add(&mut self.score, document, score))?;
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
    pub fn with_at_least(&self, clauses: usize, candidates: &[Candidate]) -> Vec<DocAddress> {
        candidates.iter().filter(|candidate| usize::from(candidate.clauses) >= clauses).map(|candidate| candidate.document).collect()
    }

    /// Whether nothing excludes a document.
    pub fn is_wanted(&self, document: DocAddress) -> bool {
        self.segment(document).is_some_and(|segment| !get(&segment.excluded, document.doc_id))
    }

    /// Whether a document has every phrase asked for.
    pub fn has_required(&self, document: DocAddress) -> bool {
        self.segment(document).is_some_and(|segment| get(&segment.required, document.doc_id) == self.required)
    }

    /// The score of a document.
    pub fn of(&self, document: DocAddress) -> f32 {
        self.segment(document).map_or(0.0, |segment| get(&segment.score, document.doc_id))
    }

    /// Every document with its score, which may be changed.
    pub fn scores(&mut self) -> impl Iterator<Item = (DocAddress, &mut f32)> {
        self.segments.iter_mut().enumerate().flat_map(|(nth, segment)| {
            segment.score.iter_mut().enumerate().map(move |(document, score)| (DocAddress::new(nth as u32, document as u32), score))
        })
    }

    /// Sets the score of a document.
    pub fn set(&mut self, document: DocAddress, score: f32) {
        if let Some(segment) = self.segments.get_mut(document.segment_ord as usize) {
            set(&mut segment.score, document.doc_id, score);
        }
    }

    fn segment(&self, document: DocAddress) -> Option<&Segment> {
        self.segments.get(document.segment_ord as usize)
    }
}

/// The farthest way of matching that a name is looked through for: the word itself, or its dots.
const NEAREST: u8 = 1;

/// The documents in whose field every clause has the word itself.
pub fn having_all(clauses: &[Clause], field: Field, reader: &SegmentReader, deadline: Deadline) -> Result<Vec<u32>, SearchError> {
    let mut all: Option<Vec<u32>> = None;
    for clause in clauses {
        let mut found: Vec<u32> = Vec::new();
        for form in clause.forms.iter().filter(|form| form.how.distance() <= NEAREST) {
            found.extend(super::walk::documents(&form.what, field, reader, deadline)?);
        }
        found.sort_unstable();
        found.dedup();
        if let Some(before) = &all {
            found.retain(|document| before.binary_search(document).is_ok());
        }
        all = Some(found);
    }
    Ok(all.unwrap_or_default())
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
