//! What a generation has learnt of its own language: its words, how their
//! compounds split, and the acronyms that its texts define.
//!
//! Learnt from the records before they are analysed, frozen into the
//! generation, and read by every search of it, so that both sides always agree.
//!
//! ```text
//! language/words.tsv        word, projects that have it, where its compound is cut (byte offsets)
//! language/compounds.tsv    the splitter, for words that the texts do not have
//! language/definitions.tsv  acronym, meaning, texts
//! language/names.tsv        id and name of each project, in the order of the record file
//! ```

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use foldhash::{HashMap, HashMapExt};

use super::document::field_values;
use super::fields::Fields;
use super::files::write;
use super::generation::IndexError;
use crate::analysis::compound::Evidence;
use crate::analysis::definitions::{Definition, Definitions};
use crate::analysis::{Compounds, Language, tokens};
use crate::record::Project;

/// The folder in a generation.
pub const FOLDER: &str = "language";

/// What was learnt.
pub struct Learnt {
    /// The distinct words of the searched texts, in order.
    pub words: Vec<Word>,
    /// How compounds split.
    pub compounds: Compounds,
    /// The acronyms that texts define.
    pub definitions: Vec<Definition>,
    /// The id and name of each project, in the order of the record file.
    pub names: Vec<(String, String)>,
}

/// A word that the texts have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded.
    pub text: String,
    /// Projects that have it.
    pub projects: u32,
    /// The bytes where its compound is cut; none of a simple word.
    pub cuts: Vec<usize>,
}

/// Gathers what there is to learn while records pass by.
pub struct Learning<'a> {
    fields: &'a Fields,
    evidence: Evidence,
    definitions: Definitions,
    words: HashMap<String, Met>,
    /// Records read.
    records: u32,
}

/// Where a word was met.
#[derive(Default, Clone, Copy)]
struct Met {
    projects: u32,
    /// The number of the last record that has it.
    last: u32,
}

impl<'a> Learning<'a> {
    /// Nothing yet.
    pub fn new(fields: &'a Fields) -> Self {
        Learning { fields, evidence: Evidence::default(), definitions: Definitions::default(), words: HashMap::new(), records: 0 }
    }

    /// Reads a record's searched texts.
    pub fn add(&mut self, project: &Project) {
        let swedish = Language::of(project.language.as_deref()) == Language::Swedish;
        self.records += 1;
        for field in self.fields.iter().filter(|field| field.searched) {
            for text in field_values(field, project).unwrap_or_default().texts {
                if swedish && !field.name.ends_with("_en") {
                    self.evidence.add_text(&text);
                    self.definitions.add_text(&text);
                }
                tokens(&text).into_iter().for_each(|token| self.meet(&token.text));
            }
        }
        for place in project.region.iter().chain(&project.county).chain(&project.municipality) {
            self.evidence.add_place(&place.label);
        }
    }

    /// Counts a word once a record.
    fn meet(&mut self, word: &str) {
        let here = Met { projects: 1, last: self.records };
        match self.words.get_mut(word) {
            Some(met) if met.last == self.records => {}
            Some(met) => *met = Met { projects: met.projects + 1, ..here },
            None => {
                self.words.insert(word.to_owned(), here);
            }
        }
    }

    /// Takes in what another has read.
    pub fn join(&mut self, other: Learning<'_>) {
        self.evidence.join(other.evidence);
        self.definitions.join(other.definitions);
        for (word, met) in other.words {
            self.words.entry(word).or_default().projects += met.projects;
        }
    }

    /// Learns from what was read; `names` are the id and name of each record, in order.
    pub fn finish(self, names: Vec<(String, String)>) -> Learnt {
        let compounds = Compounds::learn(&self.evidence);
        let mut counted: Vec<(String, u32)> = self.words.into_iter().map(|(word, met)| (word, met.projects)).collect();
        counted.sort_unstable();
        let words = cut_words(&counted, &compounds);
        Learnt { words, compounds, definitions: self.definitions.finish(), names }
    }
}

/// Splits every word, the words dealt out among the cores: those of one
/// beginning take alike long, so that no core gets a run of the hard ones.
fn cut_words(counted: &[(String, u32)], compounds: &Compounds) -> Vec<Word> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let cut = |(text, projects): &(String, u32)| Word { text: text.clone(), projects: *projects, cuts: cuts(&compounds.split(text)) };
    let mut shares: Vec<_> = std::thread::scope(|scope| {
        let dealt = |nth| counted.iter().skip(nth).step_by(cores).map(cut).collect::<Vec<Word>>();
        let workers: Vec<_> = (0..cores).map(|nth| scope.spawn(move || dealt(nth))).collect();
        // A splitter has no way to panic; the words would be learnt without their cuts.
        workers.into_iter().map(|worker| worker.join().unwrap_or_default().into_iter()).collect()
    });
    (0..counted.len()).filter_map(|nth| shares.get_mut(nth % cores)?.next()).collect()
}

/// The bytes where a word is cut, given its parts.
fn cuts(parts: &[&str]) -> Vec<usize> {
    let mut at = 0;
    parts
        .iter()
        .take(parts.len().saturating_sub(1))
        .map(|part| {
            at += part.len();
            at
        })
        .collect()
}

impl Word {
    /// Its parts; none of a simple word.
    pub fn parts(&self) -> Vec<&str> {
        if self.cuts.is_empty() {
            return Vec::new();
        }
        let starts = std::iter::once(0).chain(self.cuts.iter().copied());
        let ends = self.cuts.iter().copied().chain(std::iter::once(self.text.len()));
        starts.zip(ends).filter_map(|(start, end)| self.text.get(start..end)).collect()
    }
}

impl Learnt {
    /// A word of the texts.
    pub fn word(&self, text: &str) -> Option<&Word> {
        let at = self.words.binary_search_by(|word| word.text.as_str().cmp(text)).ok()?;
        self.words.get(at)
    }

    /// The parts of a compound; none of a simple word.
    pub fn parts<'w>(&'w self, word: &'w str) -> Vec<&'w str> {
        // Each project of a list has a number of its own, which need not be looked up.
        if !Compounds::may_split(word) {
            return Vec::new();
        }
        self.word(word).map_or_else(|| self.compounds.split(word), Word::parts)
    }

    /// The stems that the parts of a compound are found by, part by part; none of a simple word.
    pub fn part_stems(&self, word: &str) -> Vec<Vec<String>> {
        let parts = self.parts(word);
        let last = parts.len().saturating_sub(1);
        parts.into_iter().enumerate().map(|(nth, part)| self.compounds.part_stems(part, nth == last)).collect()
    }

    /// Writes the files into a generation's folder.
    pub fn write(&self, generation: &Path) -> Result<(), IndexError> {
        let folder = generation.join(FOLDER);
        fs::create_dir(&folder).map_err(|error| IndexError::io(&folder, error))?;
        write(&folder.join("words.tsv"), |to| {
            self.words.iter().try_for_each(|word| {
                let cuts: Vec<String> = word.cuts.iter().map(usize::to_string).collect();
                writeln!(to, "{}\t{}\t{}", word.text, word.projects, cuts.join(","))
            })
        })?;
        write(&folder.join("compounds.tsv"), |to| self.compounds.write(to))?;
        write(&folder.join("names.tsv"), |to| self.names.iter().try_for_each(|(id, name)| writeln!(to, "{id}\t{name}")))?;
        write(&folder.join("definitions.tsv"), |to| {
            self.definitions.iter().try_for_each(|found| writeln!(to, "{}\t{}\t{}", found.acronym, found.meaning, found.texts))
        })
    }

    /// Reads the files of a generation.
    pub fn read(generation: &Path) -> Result<Learnt, IndexError> {
        let folder = generation.join(FOLDER);
        let words = rows(&folder.join("words.tsv"), |cells| {
            let cuts = cells.get(2)?.split(',').filter(|cut| !cut.is_empty()).map(|cut| cut.parse().ok()).collect::<Option<_>>()?;
            Some(Word { text: cells.first()?.to_string(), projects: cells.get(1)?.parse().ok()?, cuts })
        })?;
        let definitions = rows(&folder.join("definitions.tsv"), |cells| {
            Some(Definition { acronym: cells.first()?.to_string(), meaning: cells.get(1)?.to_string(), texts: cells.get(2)?.parse().ok()? })
        })?;
        let names = rows(&folder.join("names.tsv"), |cells| Some((cells.first()?.to_string(), cells.get(1)?.to_string())))?;
        let path = folder.join("compounds.tsv");
        let file = fs::File::open(&path).map_err(|error| IndexError::io(&path, error))?;
        let compounds =
            Compounds::read(BufReader::new(file)).map_err(|error| IndexError::Damaged(format!("{}: {error}", path.display())))?;
        Ok(Learnt { words, compounds, definitions, names })
    }
}

/// The rows of a file of tab-separated cells.
fn rows<T>(path: &Path, row: impl Fn(&[&str]) -> Option<T>) -> Result<Vec<T>, IndexError> {
    let file = fs::File::open(path).map_err(|error| IndexError::io(path, error))?;
    let mut read = Vec::new();
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|error| IndexError::io(path, error))?;
        let cells: Vec<&str> = line.split('\t').collect();
        read.push(row(&cells).ok_or_else(|| IndexError::Damaged(format!("{}: {line}", path.display())))?);
    }
    Ok(read)
}
