//! What reorders: kinship, feedback, and the owner's name.
//!
//! All three work on the scores of the whole collection where that is small,
//! and on its best [`rank::CANDIDATES`] where it is large.

use std::collections::HashMap;

use tantivy::DocAddress;

use super::score::{Scored, having_all};
use super::served::Served;
use super::walk::Walk;
use super::{Deadline, SearchError};
use crate::search::clause::{Form, How, What};
use crate::search::rank::{self, Recipe};
use crate::search::understand::Understood;

/// Reorders scored documents; the owner rule last.
pub fn reorder(scored: &mut Scored, understood: &Understood, recipe: &Recipe, served: &Served, deadline: Deadline) -> Result<(), SearchError> {
    if recipe.kinship {
        smooth(scored, served);
    }
    if recipe.feedback {
        feed_back(scored, served, deadline)?;
    }
    if recipe.owner {
        raise_owners(scored, understood, served, deadline)?;
    }
    Ok(())
}

/// The best scored documents, best first, at most so many.
fn best(scored: &mut Scored, most: usize) -> Vec<(DocAddress, f32)> {
    let mut all: Vec<(DocAddress, f32)> =
        scored.scores().filter(|(_, score)| **score > 0.0).map(|(document, score)| (document, *score)).collect();
    let order = |a: &(DocAddress, f32), b: &(DocAddress, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if all.len() > most {
        all.select_nth_unstable_by(most, order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    all
}

/// Each project gets a share of its neighbours' scores, and so do projects that have none of the words.
fn smooth(scored: &mut Scored, served: &Served) {
    let mut raised: HashMap<DocAddress, f32> = HashMap::new();
    for (document, score) in best(scored, rank::CANDIDATES) {
        for (other, share) in served.kin.of(document) {
            *raised.entry(other).or_default() += rank::KINSHIP * share * score;
        }
    }
    for (document, more) in raised {
        let score = scored.of(document) + more;
        scored.set(document, score);
    }
}

/// What the best hits are about raises others that are about it too.
fn feed_back(scored: &mut Scored, served: &Served, deadline: Deadline) -> Result<(), SearchError> {
    let mut first = best(scored, rank::FEEDBACK_PROJECTS);
    let Some((_, highest)) = first.first().copied() else { return Ok(()) };
    first.retain(|(_, score)| *score > rank::FEEDBACK_LEAST * highest);
    let terms = served.kin.telling(&first, served.searcher.num_docs());
    if terms.is_empty() {
        return Ok(());
    }
    let mut echoes: HashMap<DocAddress, f32> = HashMap::new();
    for (nth, reader) in served.searcher.segment_readers().iter().enumerate() {
        let walk = Walk::new(reader, served, deadline)?;
        for (stem, weight) in &terms {
            let form = Form::weak(What::Stem(stem.clone()), *weight, How::Alike);
            walk.form(&form, &mut |document, score| *echoes.entry(DocAddress::new(nth as u32, document)).or_default() += score)?;
        }
    }
    let loudest = echoes.values().copied().fold(0.0, f32::max).max(f32::MIN_POSITIVE);
    for (document, echo) in echoes {
        let score = scored.of(document) + rank::FEEDBACK * highest * echo / loudest;
        scored.set(document, score);
    }
    Ok(())
}

/// Raises the projects of an owner whose name has every word of the query.
fn raise_owners(scored: &mut Scored, understood: &Understood, served: &Served, deadline: Deadline) -> Result<(), SearchError> {
    let Some(owner) = served.owner else { return Ok(()) };
    for (nth, reader) in served.searcher.segment_readers().iter().enumerate() {
        for document in having_all(&understood.wanted, owner, reader, deadline)? {
            let document = DocAddress::new(nth as u32, document);
            let score = scored.of(document) * rank::OWNER;
            scored.set(document, score);
        }
    }
    Ok(())
}
