//! Stems side by side: which documents have them, and how often.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::served::internal;
use super::{Deadline, SearchError};

/// Documents between two looks at the clock.
const CLOCK: u32 = 4096;

/// The documents of a segment in which the stems stand side by side in this
/// order, each with how often. Cost: the postings of the rarest stem, and the
/// positions where all of them meet; no slop, which grows exponentially.
pub fn occurrences(stems: &[String], field: Field, segment: &SegmentReader, deadline: Deadline) -> Result<Vec<(u32, u32)>, SearchError> {
    let index = segment.inverted_index(field).map_err(internal)?;
    let mut lists: Vec<(usize, SegmentPostings)> = Vec::with_capacity(stems.len());
    for (offset, stem) in stems.iter().enumerate() {
        let term = Term::from_field_text(field, stem);
        match index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions).map_err(internal)? {
            Some(postings) => lists.push((offset, postings)),
            None => return Ok(Vec::new()),
        }
    }
    lists.sort_by_key(|(_, postings)| postings.size_hint());
    let mut found = Vec::new();
    let mut steps = 0;
    while let Some(document) = next_common(&mut lists) {
        let often = side_by_side(&mut lists);
        if often > 0 {
            found.push((document, often));
        }
        if let Some((_, rarest)) = lists.first_mut() {
            rarest.advance();
        }
        steps += 1;
        if steps % CLOCK == 0 {
            deadline.check()?;
        }
    }
    Ok(found)
}

/// Moves every list to the next document that all of them have.
fn next_common(lists: &mut [(usize, SegmentPostings)]) -> Option<u32> {
    let mut candidate = lists.first()?.1.doc();
    'candidates: while candidate != TERMINATED {
        for (_, postings) in lists.iter_mut() {
            let here = if postings.doc() < candidate { postings.seek(candidate) } else { postings.doc() };
            if here > candidate {
                candidate = here;
                continue 'candidates;
            }
        }
        return Some(candidate);
    }
    None
}

/// How often the stems stand side by side in the document that all lists are at.
fn side_by_side(lists: &mut [(usize, SegmentPostings)]) -> u32 {
    let mut starts: Vec<u32> = Vec::new();
    let mut positions: Vec<u32> = Vec::new();
    for (nth, (offset, postings)) in lists.iter_mut().enumerate() {
        postings.positions(&mut positions);
        let offset = *offset as u32;
        if nth == 0 {
            starts.extend(positions.iter().filter_map(|position| position.checked_sub(offset)));
        } else {
            starts.retain(|start| positions.binary_search(&(start + offset)).is_ok());
        }
        if starts.is_empty() {
            return 0;
        }
    }
    starts.len() as u32
}
