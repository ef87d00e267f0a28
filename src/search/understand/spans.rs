//! Which words of the query belong together.

use super::{Understanding, Understood};
use crate::analysis::{Analyzer, Language};
use crate::search::clause::{Clause, Form, How, Member, What};
use crate::search::interpretation::{Expansion, UnderstoodWord};
use crate::search::lexis::Level;
use crate::search::query::{Query, Word};
use crate::search::rank;

/// Words between two that turn a compound round: *utveckling av kompetens* is *kompetensutveckling*.
const TURNING: [&str; 9] = ["av", "för", "i", "på", "till", "med", "om", "inom", "hos"];

/// Reads the wanted items into clauses.
pub fn read(to: &Understanding<'_>, wanted: &[&Query], text: &str, understood: &mut Understood) {
    let mut rest = wanted;
    while let Some((first, after)) = rest.split_first() {
        let run = words(rest);
        let read = pair(to, &run, text, understood).or_else(|| term(to, &run, understood));
        rest = match read {
            Some(count) => rest.get(count..).unwrap_or_default(),
            None => {
                to.single(first, understood);
                after
            }
        };
    }
}

/// The plain words that the items begin with.
fn words<'a>(items: &[&'a Query]) -> Vec<&'a Word> {
    items
        .iter()
        .map_while(|item| match item {
            Query::Word(word) if !word.quoted => Some(word),
            _ => None,
        })
        .collect()
}

/// Two neighbours that the texts have as one compound.
fn pair(to: &Understanding<'_>, run: &[&Word], text: &str, understood: &mut Understood) -> Option<usize> {
    let (left, right) = (run.first()?, run.get(1)?);
    if !to.recipe.joined || !left.apart.is_empty() || !right.apart.is_empty() {
        return None;
    }
    let between = text.get(left.bytes.end..right.bytes.start).unwrap_or_default().trim();
    let joined = match between {
        "" => [left, right],
        small if TURNING.contains(&small.to_lowercase().as_str()) => [right, left],
        _ => return None,
    };
    let compounds: Vec<String> =
        joined_forms(&joined.map(|word| word.whole.as_str())).into_iter().filter_map(|word| indexed(to, word)).collect();
    let compound = compounds.first()?.clone();
    let mut forms: Vec<Form> = Vec::new();
    for compound in &compounds {
        forms.extend(to.word_forms(compound, How::Joined));
    }
    let rarity = to.rarity(&forms) * rank::PHRASE_RARITY;
    // One of the two alone is a trace of what is meant, no more.
    let member =
        |word: &Word| Member { forms: to.word_forms(&word.whole, How::Word), alone: rank::PAIR_APART * rank::PAIR_HALF, strong: false };
    forms.push(Form::strong(What::Together(vec![member(left), member(right)]), rank::PAIR_APART, How::Apart));
    let typed = [left.typed.as_str(), right.typed.as_str()];
    let stems = typed_stems(&[left, right]);
    let mut expansion = Expansion { from: shown(text, left, right), ..Expansion::default() };
    to.expand(&typed, &stems, &mut forms, &mut expansion);
    to.expand(&[&compound], &[Analyzer::bundled().stem(&compound, Language::Swedish)], &mut forms, &mut expansion);
    let described = UnderstoodWord {
        text: shown(text, left, right),
        stem: Analyzer::bundled().stem(&compound, Language::Swedish),
        parts: to.lexis.split(&compound),
        joined: Some(compound),
        projects: to.most(&forms),
    };
    understood.add(Clause { text: described.text.clone(), forms, rarity, required: false, neighbour: None }, described, expansion);
    Some(2)
}

fn shown(text: &str, left: &Word, right: &Word) -> String {
    text.get(left.bytes.start..right.bytes.end).unwrap_or_default().to_owned()
}

/// The compound of two words: as they are, with a linking s, and without the left one's last vowel.
fn joined_forms([left, right]: &[&str; 2]) -> Vec<String> {
    let mut forms = vec![format!("{left}{right}"), format!("{left}s{right}")];
    if let Some(bare) = left.strip_suffix(['a', 'e']) {
        forms.push(format!("{bare}{right}"));
        forms.push(format!("{bare}o{right}"));
    }
    forms
}

/// The compound as the texts have it, with its dots and rings where it was typed without.
fn indexed(to: &Understanding<'_>, word: String) -> Option<String> {
    let is_indexed = |word: &str| to.frequencies.with(Level::Stem, &Analyzer::bundled().stem(word, Language::Swedish)) > 0;
    if word.chars().count() < rank::SHORTEST_JOINED {
        return None;
    }
    if is_indexed(&word) {
        return Some(word);
    }
    to.lexis.spelling.dotted(&word).into_iter().next().map(|dotted| dotted.word)
}

/// The longest term of two words and more that the thesaurus has here.
fn term(to: &Understanding<'_>, run: &[&Word], understood: &mut Understood) -> Option<usize> {
    if !to.recipe.synonyms {
        return None;
    }
    let most = run.len().min(to.lexis.thesaurus.longest());
    let count = (2..=most).rev().find(|count| {
        let words = run.get(..*count).unwrap_or_default();
        let (typed, stems) = (typed(words), typed_stems(words));
        to.lexis.thesaurus.has(&typed, &stems.iter().map(String::as_str).collect::<Vec<_>>())
    })?;
    let words = run.get(..count)?;
    let (typed, stems) = (typed(words), typed_stems(words));
    let mut forms = vec![Form::strong(What::Phrase(stems.clone()), 1.0, How::Word)];
    forms.push(Form::strong(
        What::Together(
            words.iter().map(|word| Member { forms: to.word_forms(&word.whole, How::Word), alone: 0.0, strong: false }).collect(),
        ),
        rank::TERM_APART,
        How::Word,
    ));
    let text = typed.join(" ");
    let mut expansion = Expansion { from: text.clone(), ..Expansion::default() };
    to.expand(&typed, &stems, &mut forms, &mut expansion);
    let rarest = stems.iter().map(|stem| to.frequencies.with(Level::Stem, stem)).min().unwrap_or_default();
    let rarity = rank::rarity(to.frequencies.projects(), rarest.max(1)) * rank::PHRASE_RARITY;
    let described = UnderstoodWord { text: text.clone(), stem: stems.join(" "), projects: to.most(&forms), ..UnderstoodWord::default() };
    understood.add(Clause { text, forms, rarity, required: false, neighbour: None }, described, expansion);
    Some(count)
}

fn typed<'a>(words: &[&'a Word]) -> Vec<&'a str> {
    words.iter().map(|word| word.typed.as_str()).collect()
}

fn typed_stems(words: &[&Word]) -> Vec<String> {
    words.iter().map(|word| Analyzer::bundled().stem(&word.whole, Language::Swedish)).collect()
}

impl Understood {
    /// Adds a clause and what is told of it.
    pub fn add(&mut self, clause: Clause, described: UnderstoodWord, expansion: Expansion) {
        self.wanted.push(clause);
        self.words.push(described);
        if !expansion.to.is_empty() || !expansion.related.is_empty() {
            self.synonyms.push(expansion);
        }
    }
}
