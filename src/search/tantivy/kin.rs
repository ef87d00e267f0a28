//! What reorders: kinship, feedback, and the owner's name.
//!
//! Kinship and feedback work on the whole collection up to
//! [`rank::SMALL_COLLECTION`] projects, else on its best [`rank::CANDIDATES`].

use tantivy::DocAddress;

use super::score::{Scored, having_all};
use super::served::Served;
use super::{Deadline, SearchError};
use crate::search::rank::{self, Recipe};
use crate::search::understand::Understood;

/// Reorders scored documents; the owner rule last.
pub fn reorder(
    scored: &mut Scored,
    understood: &Understood,
    recipe: &Recipe,
    served: &Served,
    deadline: Deadline,
) -> Result<(), SearchError> {
    let all = served.searcher.num_docs() as usize;
    let most = if all <= rank::SMALL_COLLECTION { all } else { rank::CANDIDATES };
    let mut candidates = best(scored, most);
    if recipe.kinship {
        candidates = smooth(scored, candidates, most, served);
    }
    if recipe.feedback {
        feed_back(scored, &candidates, served);
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
    if all.len() > most {
        all.select_nth_unstable_by(most, order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    all
}

/// Each project gets a share of its neighbours' scores, and so do projects that
/// have none of the words. What is best then is returned.
fn smooth(scored: &mut Scored, candidates: Vec<(DocAddress, f32)>, most: usize, served: &Served) -> Vec<(DocAddress, f32)> {
    let mut raised: Vec<DocAddress> = candidates.iter().map(|(document, _)| *document).collect();
    let mut more: Vec<(DocAddress, f32)> = Vec::with_capacity(candidates.len());
    for (document, score) in candidates {
        more.extend(served.kin.of(document).map(|(other, share)| (other, rank::KINSHIP * share * score)));
    }
    for (document, more) in more {
        let before = scored.of(document);
        scored.set(document, before + more);
        raised.push(document);
    }
    raised.sort_unstable();
    raised.dedup();
    let mut raised: Vec<(DocAddress, f32)> = raised.into_iter().map(|document| (document, scored.of(document))).collect();
    raised.sort_unstable_by(order);
    raised.truncate(most);
    raised
}

/// Best first; of equal ones the first.
fn order(a: &(DocAddress, f32), b: &(DocAddress, f32)) -> std::cmp::Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}

/// What the best hits are about raises others that are about it too.
fn feed_back(scored: &mut Scored, candidates: &[(DocAddress, f32)], served: &Served) {
    let Some((_, highest)) = candidates.first().copied() else { return };
    let first: Vec<(DocAddress, f32)> =
        candidates.iter().take(rank::FEEDBACK_PROJECTS).filter(|(_, score)| *score > rank::FEEDBACK_LEAST * highest).copied().collect();
    let telling = served.kin.telling(&first, served.searcher.num_docs());
    let all = served.searcher.num_docs();
    // A small collection is looked through as a whole: a project may be about it without any of the words.
    let documents: Vec<DocAddress> = match all as usize <= rank::SMALL_COLLECTION {
        true => scored.scores().map(|(document, _)| document).collect(),
        false => candidates.iter().map(|(document, _)| *document).collect(),
    };
    let echoes: Vec<(DocAddress, f32)> =
        documents.into_iter().map(|document| (document, served.kin.echo(document, &telling, all, served.average_stems))).collect();
    let loudest = echoes.iter().map(|(_, echo)| *echo).fold(0.0, f32::max).max(f32::MIN_POSITIVE);
    for (document, echo) in echoes {
        let score = scored.of(document) + rank::FEEDBACK * highest * echo / loudest;
        scored.set(document, score);
    }
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
