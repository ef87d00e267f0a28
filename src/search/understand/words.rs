//! The forms of a word: every way it can stand in a text.

use super::{Understanding, Understood};
use crate::analysis::{Analyzer, Language};
use crate::search::clause::{Clause, Form, How, Member, What};
use crate::search::interpretation::{Expansion, UnderstoodWord};
use crate::search::lexis::Level;
use crate::search::query::{Phrase, Query, Word};
use crate::search::rank;

/// Words that a prefix stands for; of more the commonest.
const MOST_OF_PREFIX: usize = 200;

/// Unknown words with what they were probably meant to be.
type Proposed = Vec<(String, String)>;

impl Understanding<'_> {
    /// One item that stands by itself.
    pub fn single(&self, query: &Query, understood: &mut Understood) {
        let mut expansion = Expansion::default();
        let proposed = understood.corrections.iter().filter(|correction| !correction.applied);
        let proposed = proposed.map(|correction| (correction.from.clone(), correction.to.clone())).collect();
        let Some((clause, described)) = self.clause(query, &mut expansion, &proposed) else { return };
        expansion.from = clause.text.clone();
        understood.add(clause, described, expansion);
    }

    fn clause(&self, query: &Query, expansion: &mut Expansion, proposed: &Proposed) -> Option<(Clause, UnderstoodWord)> {
        match query {
            Query::Word(word) => Some(self.word(word, expansion, proposed)),
            Query::Phrase(phrase) => Some(self.phrase(phrase)),
            Query::Prefix(prefix) => {
                let forms = self.prefix_forms(&prefix.letters);
                let described = UnderstoodWord { text: prefix.typed.clone(), projects: self.most(&forms), ..UnderstoodWord::default() };
                let rarity = self.rarity(&forms);
                Some((Clause { text: prefix.typed.clone(), forms, rarity, required: false, neighbour: None }, described))
            }
            Query::Any(all) => self.any(all, expansion, proposed),
            Query::Everything | Query::Not(_) | Query::Most(_) => None,
        }
    }

    /// Any of several: one clause with the forms of all.
    fn any(&self, all: &[Query], expansion: &mut Expansion, proposed: &Proposed) -> Option<(Clause, UnderstoodWord)> {
        let each: Vec<(Clause, UnderstoodWord)> = all.iter().filter_map(|query| self.clause(query, expansion, proposed)).collect();
        let rarity = each.iter().map(|(clause, _)| clause.rarity).reduce(f32::min)?;
        let text = each.iter().map(|(clause, _)| clause.text.as_str()).collect::<Vec<_>>().join(" | ");
        let projects = each.iter().map(|(_, word)| word.projects).max().unwrap_or_default();
        let forms = each.into_iter().flat_map(|(clause, _)| clause.forms).collect();
        let described = UnderstoodWord { text: text.clone(), projects, ..UnderstoodWord::default() };
        // Whoever writes "or" wants one of them in every hit.
        Some((Clause { text, forms, rarity, required: true, neighbour: None }, described))
    }

    fn word(&self, word: &Word, expansion: &mut Expansion, proposed: &Proposed) -> (Clause, UnderstoodWord) {
        let stem = Analyzer::bundled().stem(&word.whole, Language::Swedish);
        let mut forms = self.word_forms(&word.whole, How::Word);
        forms.extend(phrase_forms(&word.apart, 1.0, &How::Word));
        let rarity = self.rarity(&forms);
        if !word.quoted {
            self.apart_forms(&word.whole, &mut forms);
            self.expand(&[word.typed.as_str()], std::slice::from_ref(&stem), &mut forms, expansion);
            self.alike_forms(&stem, &mut forms);
            // A proposal ranks, though it makes no hit.
            let meant = proposed.iter().find(|(from, _)| *from == word.typed).map(|(_, to)| to);
            forms.extend(meant.into_iter().flat_map(|to| self.proposed_forms(to)));
        } else {
            forms.retain(|form| !matches!(form.how, How::Part));
        }
        let described = UnderstoodWord {
            text: word.typed.clone(),
            stem: stem.clone(),
            parts: self.lexis.split(&word.whole),
            joined: None,
            projects: self.most(&forms),
        };
        let neighbour = word.apart.is_empty().then_some(stem);
        (Clause { text: word.typed.clone(), forms, rarity, required: false, neighbour }, described)
    }

    /// A word by its stem, as Swedish and as English, and as a part of compounds.
    pub fn word_forms(&self, word: &str, how: How) -> Vec<Form> {
        let mut forms: Vec<Form> =
            Analyzer::bundled().query_stems(word).into_iter().map(|stem| Form::strong(What::Stem(stem), rank::STEM, how.clone())).collect();
        if self.recipe.parts {
            let part = Analyzer::bundled().stem(word, Language::Swedish);
            let how = if how == How::Word { How::Part } else { how };
            forms.push(Form::strong(What::Part(part), rank::PART, how));
        }
        forms
    }

    /// A typed compound by its parts, wherever they stand.
    fn apart_forms(&self, word: &str, forms: &mut Vec<Form>) {
        let parts = if self.recipe.apart { self.lexis.part_stems(word) } else { Vec::new() };
        if parts.is_empty() {
            return;
        }
        let last = parts.len().saturating_sub(1);
        let all = self.frequencies.projects();
        let common = |stems: &Vec<String>| {
            let with = stems.iter().map(|stem| self.frequencies.with(Level::Stem, stem)).max().unwrap_or_default();
            all as usize > rank::SMALL_COLLECTION && with as f64 > rank::COMMON_MODIFIER * all as f64
        };
        let member = |(nth, stems): (usize, &Vec<String>)| {
            let both = |stem: &String| [What::Stem(stem.clone()), What::Part(stem.clone())];
            let forms = stems.iter().flat_map(both).map(|what| Form::strong(what, 1.0, How::Apart)).collect();
            Member { forms, alone: if nth == last || common(stems) { 0.0 } else { rank::MODIFIER_ALONE }, strong: self.latitude.widened }
        };
        forms.push(Form::strong(What::Together(parts.iter().enumerate().map(member).collect()), rank::APART, How::Apart));
    }

    /// What the words are synonyms of.
    pub fn expand(&self, typed: &[&str], stems: &[String], forms: &mut Vec<Form>, expansion: &mut Expansion) {
        if !self.recipe.synonyms {
            return;
        }
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        for synonym in self.lexis.thesaurus.synonyms(typed, &stems) {
            if !synonym.strong && !self.recipe.related {
                continue;
            }
            let how = How::Synonym(synonym.text.clone());
            let mut known = false;
            for way in &synonym.ways {
                let mut whats = match way.as_slice() {
                    [stem] => {
                        vec![(What::Stem(stem.clone()), synonym.weight), (What::Part(stem.clone()), synonym.weight * rank::SYNONYM_PART)]
                    }
                    stems => vec![(What::Phrase(stems.to_vec()), synonym.weight)],
                };
                whats.retain(|(what, _)| self.stands(what));
                known |= !whats.is_empty();
                forms.extend(whats.into_iter().map(|(what, weight)| Form {
                    what,
                    weight,
                    strong: synonym.strong || self.latitude.widened,
                    how: how.clone(),
                }));
            }
            let told = if synonym.strong { &mut expansion.to } else { &mut expansion.related };
            if known && !told.contains(&synonym.text) {
                told.push(synonym.text.clone());
            }
        }
    }

    /// Whether the texts have a term at all; of a phrase, whether they have its words.
    pub fn stands(&self, what: &What) -> bool {
        match what {
            What::Stem(stem) => self.frequencies.with(Level::Stem, stem) > 0,
            What::Part(stem) => self.frequencies.with(Level::Part, stem) > 0,
            What::Phrase(stems) => stems.iter().all(|stem| self.frequencies.with(Level::Stem, stem) > 0),
            What::Together(_) => true,
        }
    }

    /// Stems that are spelt much like the word's: other derivations of it, mostly.
    fn alike_forms(&self, stem: &str, forms: &mut Vec<Form>) {
        if !self.recipe.alike {
            return;
        }
        for (alike, similarity) in self.lexis.ngrams.neighbours(stem, rank::LEAST_ALIKE, rank::MOST_ALIKE) {
            let weight = rank::ALIKE * similarity * similarity;
            forms.push(Form::weak(What::Stem(alike.to_owned()), weight, How::Alike));
        }
    }

    fn proposed_forms(&self, word: &str) -> Vec<Form> {
        let forms = self.word_forms(word, How::Spelling(word.to_owned()));
        forms.into_iter().map(|form| Form { weight: form.weight * rank::PROPOSED, strong: false, ..form }).collect()
    }

    fn prefix_forms(&self, letters: &str) -> Vec<Form> {
        let mut words: Vec<(u32, String)> =
            self.lexis.beginning(letters).map(|word| (word.projects, Analyzer::bundled().stem(&word.text, Language::Swedish))).collect();
        words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut stems: Vec<String> = Vec::new();
        for (_, stem) in words {
            if stems.len() == MOST_OF_PREFIX {
                break;
            }
            if !stems.contains(&stem) {
                stems.push(stem);
            }
        }
        stems.into_iter().map(|stem| Form::strong(What::Stem(stem), 1.0, How::Prefix)).collect()
    }

    fn phrase(&self, phrase: &Phrase) -> (Clause, UnderstoodWord) {
        let forms = phrase_forms(&phrase.words, 1.0, &How::Word);
        let stems: Vec<String> = phrase.words.iter().map(|word| Analyzer::bundled().stem(word, Language::Swedish)).collect();
        let rarest = phrase.words.iter().flat_map(|word| Analyzer::bundled().query_stems(word));
        let rarest = rarest.map(|stem| self.frequencies.with(Level::Stem, &stem)).filter(|count| *count > 0).min();
        let rarity = rank::rarity(self.frequencies.projects(), rarest.unwrap_or(1)) * rank::PHRASE_RARITY;
        let described = UnderstoodWord { text: phrase.typed.clone(), stem: stems.join(" "), ..UnderstoodWord::default() };
        (Clause { text: phrase.typed.clone(), forms, rarity, required: true, neighbour: None }, described)
    }

    /// What must not match: the word itself, inflected, and nothing that merely resembles it.
    pub fn excluded(&self, query: &Query) -> Clause {
        let forms = match query {
            Query::Word(word) => {
                let mut forms = self.word_forms(&word.whole, How::Word);
                forms.retain(|form| form.how == How::Word);
                forms.extend(phrase_forms(&word.apart, 1.0, &How::Word));
                forms
            }
            Query::Phrase(phrase) => phrase_forms(&phrase.words, 1.0, &How::Word),
            Query::Prefix(prefix) => self.prefix_forms(&prefix.letters),
            Query::Everything | Query::Not(_) | Query::Most(_) | Query::Any(_) => Vec::new(),
        };
        Clause { text: query.to_string(), forms, rarity: 0.0, required: false, neighbour: None }
    }

    /// The rarity of what these forms are: of the commonest.
    pub fn rarity(&self, forms: &[Form]) -> f32 {
        let own = forms.iter().filter(|form| matches!(form.what, What::Stem(_)) && form.strong);
        let matching = own.map(|form| self.count(&form.what)).max().unwrap_or_default();
        rank::rarity(self.frequencies.projects(), matching.max(1))
    }

    /// How many projects have the commonest strong form.
    pub fn most(&self, forms: &[Form]) -> u64 {
        forms.iter().filter(|form| form.strong).map(|form| self.count(&form.what)).max().unwrap_or_default()
    }

    fn count(&self, what: &What) -> u64 {
        match what {
            What::Stem(stem) => self.frequencies.with(Level::Stem, stem),
            What::Part(stem) => self.frequencies.with(Level::Part, stem),
            What::Phrase(_) | What::Together(_) => 0,
        }
    }
}

/// Words side by side, as Swedish and, where that differs, as English.
fn phrase_forms(words: &[String], weight: f32, how: &How) -> Vec<Form> {
    if words.is_empty() {
        return Vec::new();
    }
    let stems = |language| -> Vec<String> { words.iter().map(|word| Analyzer::bundled().stem(word, language)).collect() };
    let (swedish, english) = (stems(Language::Swedish), stems(Language::English));
    let mut all = vec![swedish];
    if !all.contains(&english) {
        all.push(english);
    }
    all.into_iter().map(|stems| Form::strong(What::Phrase(stems), weight, how.clone())).collect()
}
