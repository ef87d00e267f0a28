//! Kinship: which projects are about the same things.
//!
//! For every project the terms that tell most about it, and the projects that
//! have most of them in common. Found once when a generation is built; a search
//! uses both to rank, and *similar projects* shows them.
//!
//! ```text
//! kinship/terms.tsv      stem, projects that have it, occurrences, the word to show for it
//! kinship/projects.bin   for each project, in the order of the record file:
//!                        length u32, neighbours u8 × (project u32, share f32), terms u8 × (term u32, occurrences u8)
//! ```
//!
//! All numbers are little-endian.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use foldhash::{HashMap, HashMapExt};

use super::files::write;
use super::generation::IndexError;
use super::tantivy::forward::{Forward, ForwardTerm, Level};
use crate::analysis::compound::is_function_word;

/// The folder in a generation.
pub const FOLDER: &str = "kinship";
/// Neighbours of a project. Five rank alike; ten is what a page of similar projects shows.
pub const NEIGHBOURS: usize = 10;
/// Terms kept of a project: 20, 40 and 80 find .902, .908 and .908 of the relevant ones on the held-out queries.
const TERMS: usize = 40;
/// Terms that neighbours are looked for with.
const ASKED: usize = 30;
/// A term that a larger share of the projects has tells nothing.
const COMMON: f64 = 0.3;
/// Where a collection is smaller than this no term is too common.
const SMALL: usize = 10;
/// A part of a compound counts as half a word.
const PART: f32 = 0.5;
/// Postings that are walked for one project; the rarest terms go first. No
/// bound for a thousand projects, and seconds instead of minutes for a hundred thousand.
const POSTINGS: u32 = 2_500;

/// A term that tells something of a project.
#[derive(Debug, Clone, PartialEq)]
pub struct KinTerm {
    /// The stem.
    pub stem: String,
    /// Projects that have it.
    pub projects: u32,
    /// How often it stands in all of them.
    pub occurrences: u32,
    /// The commonest word with this stem.
    pub shown: String,
}

/// What is known of one project.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kin {
    /// Words of its searched text.
    pub length: u32,
    /// The nearest projects by number, best first, with their shares of 1.
    pub neighbours: Vec<(u32, f32)>,
    /// Its telling terms with their occurrences, the most telling first.
    pub terms: Vec<(u32, u8)>,
}

/// The kinship of a generation.
#[derive(Debug, Default)]
pub struct Kinship {
    /// The terms by number.
    pub terms: Vec<KinTerm>,
    /// The projects by number.
    pub projects: Vec<Kin>,
}

/// A candidate of a bounded best-first list; the worst is on top.
#[derive(PartialEq)]
struct Worst<T> {
    value: f32,
    item: T,
}

impl<T: PartialEq + Ord> Eq for Worst<T> {}

impl<T: Ord> Ord for Worst<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of equal ones the later is the worse, so that the order never depends on chance.
        other.value.total_cmp(&self.value).then_with(|| self.item.cmp(&other.item))
    }
}

impl<T: Ord> PartialOrd for Worst<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Keeps the best `most`.
fn keep<T: Ord>(heap: &mut BinaryHeap<Worst<T>>, value: f32, item: T, most: usize) {
    if heap.len() < most {
        heap.push(Worst { value, item });
    } else if let Some(mut worst) = heap.peek_mut() {
        // Nearly all are worse by far, so their order is asked for last.
        if value >= worst.value && (Worst { value, item: &item }) < (Worst { value: worst.value, item: &worst.item }) {
            *worst = Worst { value, item };
        }
    }
}

/// Best first.
fn best_first<T: Ord>(heap: BinaryHeap<Worst<T>>) -> Vec<(T, f32)> {
    heap.into_sorted_vec().into_iter().map(|Worst { value, item }| (item, value)).collect()
}

/// A term of a project while kinship is computed: its number, and how often it occurs.
type Occurring = (u32, u32);

/// A project's nearest, best first, with their shares.
type Neighbours = Vec<(u32, f32)>;

impl Kinship {
    /// Computes the kinship of an index; `shown` names the commonest word of each stem.
    pub fn compute(index: &Forward, shown: &HashMap<&str, &str>) -> Result<Kinship, IndexError> {
        let parts = on_all_cores(index, &|documents| telling(index, documents))?;
        let occurrences = |term: u32| parts.iter().map(|part| part.occurrences.get(term as usize).copied().unwrap_or_default()).sum();
        let terms: Vec<&[Occurring]> = parts.iter().flat_map(|part| part.terms.iter().map(Vec::as_slice)).collect();
        let neighbours = on_all_cores(index, &|documents| neighbours(index, documents, &terms))?.into_iter().flatten().collect();
        Ok(assemble(index, &terms, neighbours, &occurrences, shown))
    }

    /// Writes the files into a generation's folder.
    pub fn write(&self, generation: &Path) -> Result<(), IndexError> {
        let folder = generation.join(FOLDER);
        fs::create_dir(&folder).map_err(|error| IndexError::io(&folder, error))?;
        write(&folder.join("terms.tsv"), |to| {
            self.terms.iter().try_for_each(|term| writeln!(to, "{}\t{}\t{}\t{}", term.stem, term.projects, term.occurrences, term.shown))
        })?;
        write(&folder.join("projects.bin"), |to| self.projects.iter().try_for_each(|kin| kin.write(to)))
    }

    /// Reads the files of a generation.
    pub fn read(generation: &Path) -> Result<Kinship, IndexError> {
        let folder = generation.join(FOLDER);
        let read = |name: &str| {
            let path = folder.join(name);
            fs::read(&path).map_err(|error| IndexError::io(&path, error))
        };
        let damaged = |what: &str| IndexError::Damaged(format!("{FOLDER}/{what}"));
        let text = String::from_utf8(read("terms.tsv")?).map_err(|_| damaged("terms.tsv"))?;
        let terms = text.lines().map(term).collect::<Option<_>>().ok_or_else(|| damaged("terms.tsv"))?;
        let bytes = read("projects.bin")?;
        let mut rest = bytes.as_slice();
        let mut projects = Vec::new();
        while !rest.is_empty() {
            projects.push(kin(&mut rest).ok_or_else(|| damaged("projects.bin"))?);
        }
        Ok(Kinship { terms, projects })
    }
}

/// Whether a term can tell what two projects share: another must have it, and an
/// acronym as written stands beside its stem already.
fn tells(term: &ForwardTerm) -> bool {
    term.projects > 1 && !term.text.chars().any(char::is_uppercase) && !is_function_word(&term.text)
}

fn rarity(total: usize, projects: u32) -> f32 {
    let (total, projects) = (total as f32, projects as f32);
    (1.0 + (total - projects + 0.5) / (projects + 0.5)).ln()
}

/// Shares the documents out among the cores; what each made, in their order.
fn on_all_cores<T: Send>(index: &Forward, work: &(dyn Fn(Range<u32>) -> Result<T, IndexError> + Sync)) -> Result<Vec<T>, IndexError> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let total = index.projects() as u32;
    let share = total.div_ceil(cores as u32).max(1);
    std::thread::scope(|scope| {
        let shares = (0..total).step_by(share as usize).map(|start| start..total.min(start.saturating_add(share)));
        let workers: Vec<_> = shares.map(|documents| scope.spawn(|| work(documents))).collect();
        let failed = || Err(IndexError::Internal("a thread that looked for kinship ended early".into()));
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| failed())).collect()
    })
}

/// What some documents are about.
struct Telling {
    /// The most telling terms of each document, best first.
    terms: Vec<Vec<Occurring>>,
    /// How often each term of the index stands in these documents.
    occurrences: Vec<u32>,
}

fn telling(index: &Forward, documents: Range<u32>) -> Result<Telling, IndexError> {
    let total = index.projects();
    let is_rare = |projects: u32| total <= SMALL || f64::from(projects) <= COMMON * total as f64;
    let mut heaps: Vec<BinaryHeap<Worst<Occurring>>> = Vec::new();
    heaps.resize_with(documents.len(), BinaryHeap::new);
    let mut occurrences = vec![0_u32; index.terms().len()];
    for ((number, term), sum) in index.terms().iter().enumerate().zip(&mut occurrences) {
        if !is_rare(term.projects) || !tells(term) {
            continue;
        }
        let weight = rarity(total, term.projects) * if term.level == Level::Part { PART } else { 1.0 };
        index.postings(term, &documents, &mut |document, often| {
            *sum = sum.saturating_add(often);
            if let Some(heap) = heaps.get_mut((document - documents.start) as usize) {
                let often_counts = often as f32 / (often as f32 + 1.2);
                keep(heap, weight * often_counts, (number as u32, often), TERMS + ASKED);
            }
        })?;
    }
    let best = |heap| best_first(heap).into_iter().map(|(occurring, _)| occurring).collect();
    Ok(Telling { terms: heaps.into_iter().map(best).collect(), occurrences })
}

/// The nearest projects of each: BM25 with its most telling terms as the query.
fn neighbours(index: &Forward, documents: Range<u32>, terms: &[&[Occurring]]) -> Result<Vec<Neighbours>, IndexError> {
    let mut scores = vec![0.0; terms.len()];
    documents.map(|own| nearest(index, own, terms.get(own as usize).copied().unwrap_or_default(), &mut scores)).collect()
}

fn nearest(index: &Forward, own: u32, terms: &[Occurring], scores: &mut [f32]) -> Result<Neighbours, IndexError> {
    let mut asked: Vec<_> = terms.iter().take(ASKED).filter_map(|(number, _)| index.terms().get(*number as usize)).collect();
    asked.sort_by_key(|term| term.projects);
    let everywhere = 0..index.projects() as u32;
    let mut touched: Vec<u32> = Vec::new();
    let mut walked = 0;
    for term in asked {
        walked += term.projects;
        if walked > POSTINGS && !touched.is_empty() {
            break;
        }
        let weight = rarity(index.projects(), term.projects) * if term.level == Level::Part { PART } else { 1.0 };
        index.postings(term, &everywhere, &mut |document, often| {
            if let Some(score) = scores.get_mut(document as usize) {
                if *score == 0.0 {
                    touched.push(document);
                }
                *score += weight * index.saturation(term.level, document, often);
            }
        })?;
    }
    let mut heap = BinaryHeap::new();
    for document in touched {
        if let Some(score) = scores.get_mut(document as usize) {
            let score = std::mem::take(score);
            if document != own {
                keep(&mut heap, score, index.number(document), NEIGHBOURS);
            }
        }
    }
    let best = best_first(heap);
    let all: f32 = best.iter().map(|(_, score)| score).sum();
    Ok(best.into_iter().map(|(project, score)| (project, score / all.max(f32::MIN_POSITIVE))).collect())
}

/// Puts the parts together in the order of the record file, with numbers for
/// those terms alone that some project keeps.
fn assemble(
    index: &Forward,
    terms: &[&[Occurring]],
    mut neighbours: Vec<Neighbours>,
    occurrences: &dyn Fn(u32) -> u32,
    shown: &HashMap<&str, &str>,
) -> Kinship {
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    let mut kept: Vec<KinTerm> = Vec::new();
    let mut projects = Vec::with_capacity(terms.len());
    for document in (0..terms.len()).map(|own| index.document(own as u32)) {
        let neighbours = neighbours.get_mut(document as usize).map(std::mem::take).unwrap_or_default();
        let mut kin = Kin { length: index.length(document), neighbours, terms: Vec::new() };
        for (number, often) in terms.get(document as usize).copied().unwrap_or_default() {
            let Some(term) = index.terms().get(*number as usize).filter(|term| term.level == Level::Stem) else { continue };
            if kin.terms.len() == TERMS {
                break;
            }
            let number = *numbers.entry(*number).or_insert_with(|| {
                kept.push(KinTerm {
                    stem: term.text.clone(),
                    projects: term.projects,
                    occurrences: occurrences(*number),
                    shown: shown.get(term.text.as_str()).copied().unwrap_or(&term.text).to_owned(),
                });
                kept.len() as u32 - 1
            });
            kin.terms.push((number, (*often).min(255) as u8));
        }
        projects.push(kin);
    }
    Kinship { terms: kept, projects }
}

impl Kin {
    fn write(&self, to: &mut impl Write) -> std::io::Result<()> {
        to.write_all(&self.length.to_le_bytes())?;
        to.write_all(&[self.neighbours.len() as u8])?;
        for (project, share) in &self.neighbours {
            to.write_all(&project.to_le_bytes())?;
            to.write_all(&share.to_le_bytes())?;
        }
        to.write_all(&[self.terms.len() as u8])?;
        for (term, often) in &self.terms {
            to.write_all(&term.to_le_bytes())?;
            to.write_all(&[*often])?;
        }
        Ok(())
    }
}

fn term(line: &str) -> Option<KinTerm> {
    let mut cells = line.split('\t');
    Some(KinTerm {
        stem: cells.next()?.to_owned(),
        projects: cells.next()?.parse().ok()?,
        occurrences: cells.next()?.parse().ok()?,
        shown: cells.next()?.to_owned(),
    })
}

fn kin(rest: &mut &[u8]) -> Option<Kin> {
    let length = u32::from_le_bytes(take(rest)?);
    let [count] = take(rest)?;
    let mut neighbours = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        neighbours.push((u32::from_le_bytes(take(rest)?), f32::from_le_bytes(take(rest)?)));
    }
    let [count] = take(rest)?;
    let mut terms = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let number = u32::from_le_bytes(take(rest)?);
        let [often] = take(rest)?;
        terms.push((number, often));
    }
    Some(Kin { length, neighbours, terms })
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = std::env::temp_dir().join(format!("fondsok-kinship-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let kinship = Kinship {
            terms: vec![KinTerm { stem: "vätgas".into(), projects: 2, occurrences: 5, shown: "vätgas".into() }],
            projects: vec![Kin { length: 90, neighbours: vec![(1, 1.0)], terms: vec![(0, 3)] }, Kin::default()],
        };
        kinship.write(&folder).expect("written");
        let read = Kinship::read(&folder).expect("read");
        assert_eq!((&read.terms, &read.projects), (&kinship.terms, &kinship.projects));
        std::fs::write(folder.join(FOLDER).join("projects.bin"), [0, 0, 0]).expect("written");
        assert!(Kinship::read(&folder).is_err());
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn the_best_are_kept_in_order() {
        let mut heap = BinaryHeap::new();
        for (item, value) in [(1, 0.5), (2, 2.0), (3, 1.0), (4, 2.0)] {
            keep(&mut heap, value, item, 3);
        }
        assert_eq!(best_first(heap), [(2, 2.0), (4, 2.0), (3, 1.0)]);
    }
}
