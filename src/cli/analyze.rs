//! `fondsok analyze`: what the analysis makes of words.

use std::io::BufRead;

use serde::Serialize;

use super::arguments::AnalyzeArguments;
use super::{Failure, open, print};
use crate::analysis::{Analyzer, Compounds, Language, Thesaurus, fold};
use crate::config::Settings;
use crate::index::learnt::Word;
use crate::index::{DataDir, Learnt};

/// What the analysis makes of a word.
#[derive(Debug, Serialize)]
struct Analysed<'a> {
    word: &'a str,
    stem: String,
    parts: Vec<&'a str>,
    synonyms: Vec<&'a str>,
}

/// What words are analysed with: a generation's own, else what is compiled in.
struct Knowledge {
    learnt: Option<Learnt>,
    thesaurus: Thesaurus,
}

impl Knowledge {
    fn of(settings: &Settings) -> Result<Self, Failure> {
        let data = DataDir::at(&settings.data.value);
        let learnt = if data.published().is_some() { Some(open(settings)?.learnt) } else { None };
        let thesaurus = match &learnt {
            Some(learnt) => Thesaurus::with_definitions(&learnt.definitions),
            None => Thesaurus::bundled().clone(),
        };
        Ok(Knowledge { learnt, thesaurus })
    }

    fn compounds(&self) -> &Compounds {
        self.learnt.as_ref().map_or(Compounds::bundled(), |learnt| &learnt.compounds)
    }

    fn analyse<'a>(&'a self, word: &'a str) -> Analysed<'a> {
        let folded: Vec<String> = word.split_whitespace().map(|word| fold(word).into_owned()).collect();
        let stems: Vec<String> = folded.iter().map(|word| Analyzer::bundled().stem(word, Language::Swedish)).collect();
        let typed: Vec<&str> = word.split_whitespace().collect();
        let keys: Vec<&str> = stems.iter().map(String::as_str).collect();
        let synonyms = self.thesaurus.synonyms(&typed, &keys).into_iter().map(|synonym| synonym.text.as_str()).collect();
        Analysed { word, stem: stems.join(" "), parts: parts(word, &fold(word), self.compounds()), synonyms }
    }
}

/// Analyses the words given, else those on stdin, one a line.
pub fn run(settings: &Settings, arguments: &AnalyzeArguments) -> Result<(), Failure> {
    let knowledge = Knowledge::of(settings)?;
    if let Some(count) = arguments.top_splits {
        return top_splits(&knowledge, count);
    }
    if !arguments.words.is_empty() {
        return arguments.words.iter().try_for_each(|word| show(&knowledge.analyse(word), arguments.json));
    }
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let word = line.trim();
        if !word.is_empty() {
            show(&knowledge.analyse(word), arguments.json)?;
        }
    }
    Ok(())
}

fn show(analysed: &Analysed<'_>, json: bool) -> Result<(), Failure> {
    if json {
        return print(&serde_json::to_string(analysed)?);
    }
    let Analysed { word, stem, parts, synonyms } = analysed;
    print(&format!("{word}\tstem {stem}"))?;
    if !parts.is_empty() {
        print(&format!("\tparts {}", parts.join("|")))?;
    }
    if !synonyms.is_empty() {
        print(&format!("\tsynonyms {}", synonyms.join(", ")))?;
    }
    Ok(())
}

/// The parts of a word as slices of what was typed. Folding keeps the number of
/// letters but for a few signs (ß), and a word with those is left whole.
fn parts<'a>(typed: &'a str, folded: &str, compounds: &Compounds) -> Vec<&'a str> {
    if !folded.chars().all(char::is_alphabetic) || typed.chars().count() != folded.chars().count() {
        return Vec::new();
    }
    let mut rest = typed;
    let cut = |part: &str, rest: &mut &'a str| {
        let end = rest.char_indices().nth(part.chars().count()).map_or(rest.len(), |(at, _)| at);
        let (slice, after) = rest.split_at(end);
        *rest = after;
        slice
    };
    compounds.split(folded).into_iter().map(|part| cut(part, &mut rest)).collect()
}

/// The most frequent compounds with their parts, for a person to review.
fn top_splits(knowledge: &Knowledge, count: usize) -> Result<(), Failure> {
    let Some(learnt) = &knowledge.learnt else {
        return Err(Failure::Absent(anyhow::anyhow!("no index, so no words to list; run: fondsok index PATH…")));
    };
    let mut split: Vec<&Word> = learnt.words.iter().filter(|word| !word.cuts.is_empty()).collect();
    split.sort_by(|a, b| b.projects.cmp(&a.projects).then_with(|| a.text.cmp(&b.text)));
    split.into_iter().take(count).try_for_each(|word| print(&format!("{}\t{}", word.projects, word.parts().join("|"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_slices_of_what_was_typed() {
        let check = |typed: &str, expected: &[&str]| assert_eq!(parts(typed, &fold(typed), Compounds::bundled()), expected, "{typed}");
        check("Kompetensutveckling", &["Kompetens", "utveckling"]);
        check("ENERGIFRÅGOR", &["ENERGI", "FRÅGOR"]);
        check("idé", &[]);
        check("straße", &[]);
        check("e-hälsa", &[]);
        check("", &[]);
    }
}
