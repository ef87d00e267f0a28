//! The kinship of a generation, by document.

use std::collections::HashMap;

use tantivy::DocAddress;

use super::served::Columns;
use crate::index::Kinship;
use crate::index::kinship::{Kin, KinTerm};
use crate::search::rank;

/// Shared words that are shown.
const MOST_SHARED: usize = 6;

/// The kinship of a generation, as a search walks it.
pub struct Kindred {
    kinship: Kinship,
    /// The document of each project's number.
    documents: Vec<DocAddress>,
    /// The number of each document, by segment.
    numbers: Vec<Vec<u32>>,
    /// For each project those whose neighbour it is, with its share.
    backwards: Vec<Vec<(u32, f32)>>,
    /// Words of all projects together.
    occurrences: f32,
}

impl Kindred {
    /// Lays the kinship out for a generation's segments.
    pub fn new(kinship: Kinship, segments: &[Columns], sizes: &[u32]) -> Self {
        let mut documents = vec![DocAddress::new(u32::MAX, u32::MAX); kinship.projects.len()];
        let mut numbers: Vec<Vec<u32>> = Vec::with_capacity(segments.len());
        for (segment, (columns, size)) in segments.iter().zip(sizes).enumerate() {
            let of = |document| columns.number.first(document).map_or(u32::MAX, |number| number as u32);
            let own: Vec<u32> = (0..*size).map(of).collect();
            for (document, number) in own.iter().enumerate() {
                if let Some(place) = documents.get_mut(*number as usize) {
                    *place = DocAddress::new(segment as u32, document as u32);
                }
            }
            numbers.push(own);
        }
        let mut backwards: Vec<Vec<(u32, f32)>> = vec![Vec::new(); kinship.projects.len()];
        for (own, kin) in kinship.projects.iter().enumerate() {
            for (other, share) in &kin.neighbours {
                if let Some(from) = backwards.get_mut(*other as usize) {
                    from.push((own as u32, *share));
                }
            }
        }
        let occurrences = kinship.projects.iter().map(|kin| kin.length as f32).sum();
        Kindred { kinship, documents, numbers, backwards, occurrences }
    }

    /// The documents that a document is a neighbour of, with its share among their neighbours.
    pub fn of(&self, document: DocAddress) -> impl Iterator<Item = (DocAddress, f32)> + '_ {
        let from = self.number(document).and_then(|number| self.backwards.get(number as usize)).map(Vec::as_slice).unwrap_or_default();
        from.iter().filter_map(|(other, share)| Some((*self.documents.get(*other as usize)?, *share)))
    }

    /// A document's neighbours, nearest first, with the words that tell most of both.
    pub fn similar(&self, document: DocAddress) -> Vec<(DocAddress, Vec<String>)> {
        let Some(own) = self.kin(document) else { return Vec::new() };
        let one = |(other, _): &(u32, f32)| {
            let theirs = self.kinship.projects.get(*other as usize)?;
            Some((*self.documents.get(*other as usize)?, self.shared(own, theirs)))
        };
        own.neighbours.iter().filter_map(one).collect()
    }

    fn shared(&self, own: &Kin, theirs: &Kin) -> Vec<String> {
        let both = own.terms.iter().filter(|(term, _)| theirs.terms.iter().any(|(other, _)| other == term));
        let mut terms: Vec<&KinTerm> = both.filter_map(|(term, _)| self.kinship.terms.get(*term as usize)).collect();
        terms.retain(|term| term.shown.chars().any(char::is_alphabetic));
        terms.sort_by(|a, b| a.projects.cmp(&b.projects).then_with(|| a.shown.cmp(&b.shown)));
        terms.into_iter().map(|term| term.shown.clone()).take(MOST_SHARED).collect()
    }

    fn kin(&self, document: DocAddress) -> Option<&Kin> {
        self.kinship.projects.get(self.number(document)? as usize)
    }

    fn number(&self, document: DocAddress) -> Option<u32> {
        self.numbers.get(document.segment_ord as usize)?.get(document.doc_id as usize).copied()
    }

    /// The terms that tell best what some documents are about, with weights that add to 1, in order of terms.
    pub fn telling(&self, first: &[(DocAddress, f32)], total: u64) -> Vec<(u32, f32)> {
        let all: f32 = first.iter().map(|(_, score)| score).sum();
        let mut shares: HashMap<u32, (f32, u32)> = HashMap::new();
        for (document, score) in first {
            let Some(kin) = self.kin(*document) else { continue };
            for (term, often) in &kin.terms {
                let entry = shares.entry(*term).or_default();
                entry.0 += score / all * f32::from(*often) / kin.length.max(1) as f32;
                entry.1 += 1;
            }
        }
        let mut telling: Vec<(u32, f32)> = shares
            .into_iter()
            .filter(|(_, (_, projects))| *projects >= 2)
            .filter_map(|(number, (share, _))| {
                let term = self.kinship.terms.get(number as usize)?;
                let usual = term.occurrences as f32 / self.occurrences.max(1.0);
                let common = term.projects as f32 > rank::FEEDBACK_COMMON * total as f32;
                (!common).then(|| (number, share * (1.0 + share / usual.max(f32::MIN_POSITIVE)).log2()))
            })
            .collect();
        telling.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        telling.truncate(rank::FEEDBACK_TERMS);
        let sum: f32 = telling.iter().map(|(_, weight)| weight).sum();
        let mut telling: Vec<(u32, f32)> =
            telling.into_iter().map(|(number, weight)| (number, weight / sum.max(f32::MIN_POSITIVE))).collect();
        telling.sort_unstable_by_key(|(number, _)| *number);
        telling
    }

    /// How much a document is about telling terms: BM25 over the terms that are kept of it.
    pub fn echo(&self, document: DocAddress, telling: &[(u32, f32)], total: u64, average: f32) -> f32 {
        let Some(kin) = self.kin(document) else { return 0.0 };
        let of = |(number, often): &(u32, u8)| {
            let at = telling.binary_search_by_key(number, |(number, _)| *number).ok()?;
            let (_, weight) = telling.get(at)?;
            let term = self.kinship.terms.get(*number as usize)?;
            let rarity = rank::rarity(total, u64::from(term.projects));
            Some(weight * rank::bm25(rarity, u32::from(*often), kin.length, average))
        };
        kin.terms.iter().filter_map(of).sum()
    }
}
