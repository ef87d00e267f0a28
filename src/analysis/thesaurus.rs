//! The thesaurus: which words and phrases stand for one another.
//!
//! `index-schema/sv/synonyms.tsv` holds groups of terms; a generation adds the
//! acronyms that its own texts define (`definitions`). A term is found by its
//! stems with filler words left out, so *små och medelstora företagen* is the
//! key that the query's *små medelstora företag* reaches; what it is expanded
//! to keeps every word, since a text has them side by side.
//!
//! Expansion goes one step: synonyms of synonyms add nothing but noise.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::analyzer::Analyzer;
use super::compound::Compounds;
use super::definitions::Definition;
use super::language::Language;
use super::token::tokens;

/// The groups compiled in.
const GROUPS: &str = include_str!("../../index-schema/sv/synonyms.tsv");

/// The weight of an acronym that the texts themselves define: as an equivalent in the table.
const DEFINED: f32 = 0.9;

/// A term that another may be expanded to.
#[derive(Debug, Clone, PartialEq)]
pub struct Synonym {
    /// As the table or the text writes it.
    pub text: String,
    /// The stems that stand side by side in a text: one or more ways of writing it.
    pub ways: Vec<Vec<String>>,
    /// How much it counts beside the word itself, above 0 and below 1.
    pub weight: f32,
    /// Whether having it is having the word; otherwise it only ranks.
    pub strong: bool,
}

/// A term as a key: what it takes to reach it, and what it is expanded to.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    /// The exact letters that have to be typed, of a term that means something else otherwise (*LED*, *led*).
    exactly: Option<String>,
    synonyms: Vec<Synonym>,
}

/// The groups by the stems of each term.
#[derive(Debug, Clone, Default)]
pub struct Thesaurus {
    entries: HashMap<String, Vec<Entry>>,
    /// Every word of every term, folded.
    words: HashSet<String>,
    longest: usize,
}

/// One line of the table.
struct Group<'a> {
    from: Vec<&'a str>,
    to: Vec<&'a str>,
    exactly: Vec<&'a str>,
    weight: f32,
    strong: bool,
}

impl Thesaurus {
    /// The groups compiled in.
    pub fn bundled() -> &'static Thesaurus {
        static BUNDLED: LazyLock<Thesaurus> = LazyLock::new(|| {
            let mut thesaurus = Thesaurus::default();
            GROUPS.lines().filter_map(group).for_each(|group| thesaurus.add(&group));
            thesaurus
        });
        &BUNDLED
    }

    /// The groups compiled in, and the acronyms that a generation's texts define.
    pub fn with_definitions(definitions: &[Definition]) -> Thesaurus {
        let mut thesaurus = Thesaurus::bundled().clone();
        for Definition { acronym, meaning, .. } in definitions {
            let exactly = if acronym.chars().count() < 3 { vec![acronym.as_str()] } else { Vec::new() };
            let both = vec![acronym.as_str(), meaning.as_str()];
            thesaurus.add(&Group { from: both.clone(), to: both, exactly, weight: DEFINED, strong: true });
        }
        thesaurus
    }

    /// The words of the longest key.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// What the words are expanded to, each given as typed and by its stem; empty where they are no key.
    pub fn synonyms(&self, typed: &[&str], stems: &[&str]) -> Vec<&Synonym> {
        let Some(entries) = self.entries.get(&stems.join(" ")) else { return Vec::new() };
        let typed = typed.join(" ");
        let reached = |entry: &&Entry| entry.exactly.as_ref().is_none_or(|exactly| *exactly == typed);
        let mut found: Vec<&Synonym> = Vec::new();
        for synonym in entries.iter().filter(reached).flat_map(|entry| &entry.synonyms) {
            // In two groups the stronger bond holds.
            match found.iter_mut().find(|known| known.ways == synonym.ways) {
                Some(known) if known.weight < synonym.weight => *known = synonym,
                Some(_) => {}
                None => found.push(synonym),
            }
        }
        found
    }

    /// Whether the words are a key.
    pub fn has(&self, typed: &[&str], stems: &[&str]) -> bool {
        !self.synonyms(typed, stems).is_empty()
    }

    /// Whether some term has the word, folded, exactly so.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    fn add(&mut self, group: &Group<'_>) {
        for term in group.from.iter().chain(&group.to) {
            self.words.extend(tokens(term).into_iter().map(|token| token.text.into_owned()));
        }
        for from in &group.from {
            let exact = group.exactly.contains(from);
            let synonyms: Vec<Synonym> =
                group.to.iter().filter(|to| *to != from).map(|to| synonym(to, group.exactly.contains(to), group)).collect();
            for key in keys(from) {
                self.longest = self.longest.max(key.len());
                let entry = Entry { exactly: exact.then(|| (*from).to_owned()), synonyms: synonyms.clone() };
                self.entries.entry(key.join(" ")).or_default().push(entry);
            }
        }
    }
}

fn synonym(text: &str, exact: bool, group: &Group<'_>) -> Synonym {
    // A text's own capitals are indexed beside the stem, so *IT* is found and *it* is not.
    let ways = if exact && is_acronym(text) || is_english(text) { vec![vec![text.to_owned()]] } else { ways(text) };
    Synonym { text: text.to_owned(), ways, weight: group.weight, strong: group.strong }
}

/// Whether a term is a single English word that Swedish rules would make another
/// word of (*market* is not *mark*): no Swedish word or compound itself, and a stem
/// as it is in English alone. English bodies are stemmed so.
fn is_english(text: &str) -> bool {
    let is_word = text.chars().all(|letter| letter.is_ascii_lowercase());
    let stem = |language| Analyzer::bundled().stem(text, language);
    let unknown = || !Compounds::bundled().knows(text) && Compounds::bundled().split(text).is_empty();
    let swedish = stem(Language::Swedish);
    is_word && stem(Language::English) == text && swedish != text && Compounds::bundled().knows(&swedish) && unknown()
}

/// Capitals alone, two to six: what is indexed as written beside its stem.
pub fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.chars().count()) && text.chars().all(|letter| letter.is_uppercase())
}

/// The ways a term stands in a text, as stems: a hyphenated one joined and apart.
fn ways(text: &str) -> Vec<Vec<String>> {
    let mut apart: Vec<String> = Vec::new();
    let mut joined: Vec<String> = Vec::new();
    let mut last = None;
    let mut hyphenated = false;
    for token in tokens(text) {
        let stem = Analyzer::bundled().stem(&token.text, Language::Swedish);
        if last == Some(token.position) {
            // Beside `esf+` stands `esf`, which is another fund; any other form of one place is the joined one.
            if joined.last().is_some_and(|last| !last.ends_with('+')) {
                joined.pop();
                joined.push(stem);
                hyphenated = true;
            }
        } else {
            apart.push(stem.clone());
            if !(hyphenated && inside_joined(text, token.start)) {
                joined.push(stem);
                hyphenated = false;
            }
        }
        last = Some(token.position);
    }
    if joined == apart || joined.is_empty() { vec![apart] } else { vec![joined, apart] }
}

/// Whether the token that starts here is tied to the one before by a hyphen.
fn inside_joined(text: &str, start: usize) -> bool {
    text.get(..start).is_some_and(|before| before.ends_with(['-', '\u{2010}', '\u{2011}']))
}

/// A term's keys: its ways without the filler words that a query leaves out.
fn keys(text: &str) -> Vec<Vec<String>> {
    let bare: Vec<String> = text
        .split_whitespace()
        .filter(|word| !tokens(word).iter().all(|token| Analyzer::bundled().is_filler(&token.text)))
        .map(|word| word.trim_end_matches(['-', ',']).to_owned())
        .collect();
    let mut keys = ways(&bare.join(" "));
    if keys.iter().all(Vec::is_empty) {
        keys = ways(text);
    }
    keys.retain(|key| !key.is_empty());
    keys
}

/// Reads a line of the table; comments and broken lines are none, and a test finds the latter.
fn group(line: &str) -> Option<Group<'_>> {
    if line.starts_with('#') || line.trim().is_empty() {
        return None;
    }
    let mut cells = line.split('\t').map(str::trim);
    let (relation, weight, terms) = (cells.next()?, cells.next()?.parse().ok()?, cells.next()?);
    let exactly = cells.next().map(split_terms).unwrap_or_default();
    let (from, to) = match relation {
        "eq" | "related" => (split_terms(terms), split_terms(terms)),
        "narrower" => terms.split_once('>').map(|(from, to)| (split_terms(from), split_terms(to)))?,
        _ => return None,
    };
    Some(Group { from, to, exactly, weight, strong: relation != "related" })
}

fn split_terms(cell: &str) -> Vec<&str> {
    cell.split('|').map(str::trim).filter(|term| !term.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(typed: &[&str]) -> Vec<String> {
        let stems: Vec<String> = typed.iter().map(|word| Analyzer::bundled().stem(&super::super::fold(word), Language::Swedish)).collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        Thesaurus::bundled().synonyms(typed, &stems).iter().map(|synonym| synonym.text.clone()).collect()
    }

    #[test]
    fn every_line_is_read() {
        for line in GROUPS.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let group = group(line).unwrap_or_else(|| panic!("{line}"));
            assert!(group.weight > 0.0 && group.weight < 1.0, "{line}");
            assert!(!group.from.is_empty() && !group.to.is_empty(), "{line}");
            for exactly in &group.exactly {
                assert!(group.from.contains(exactly) || group.to.contains(exactly), "{line}");
            }
        }
    }

    #[test]
    fn there_are_at_least_eight_hundred_groups() {
        assert!(GROUPS.lines().filter_map(group).count() >= 800);
    }

    #[test]
    fn acronyms_and_what_they_stand_for_find_each_other() {
        assert!(texts(&["ERUF"]).contains(&"Europeiska regionala utvecklingsfonden".to_owned()));
        assert!(texts(&["europeiska", "regionala", "utvecklingsfonden"]).contains(&"ERUF".to_owned()));
        assert!(texts(&["smf"]).iter().any(|text| text.contains("medelstora")));
        assert!(texts(&["små", "medelstora", "företagens"]).contains(&"SMF".to_owned()));
    }

    #[test]
    fn a_term_that_means_something_else_in_lower_case_has_to_be_typed_as_written() {
        assert!(texts(&["AF"]).contains(&"Arbetsförmedlingen".to_owned()));
        assert!(!texts(&["af"]).contains(&"Arbetsförmedlingen".to_owned()));
    }

    #[test]
    fn a_hyphenated_term_stands_joined_and_apart() {
        assert_eq!(ways("e-hälsa"), [vec!["ehäls".to_owned()], vec!["e".to_owned(), Analyzer::bundled().stem("hälsa", Language::Swedish)]]);
        assert_eq!(ways("ESF+"), [vec!["esf+".to_owned()]]);
    }

    #[test]
    fn an_english_synonym_was_stemmed_to_another_swedish_word() {
        assert!(is_english("market"));
        for word in ["marknad", "skola", "företag", "bredbandsnät", "AF", "labour market"] {
            assert!(!is_english(word), "{word}");
        }
    }

    #[test]
    fn a_definition_in_a_text_is_a_group() {
        let definition = Definition { acronym: "XKN".into(), meaning: "xylofoniskt kammarnät".into(), texts: 1 };
        let thesaurus = Thesaurus::with_definitions(&[definition]);
        assert_eq!(thesaurus.synonyms(&["xkn"], &["xkn"]).first().map(|s| s.text.as_str()), Some("xylofoniskt kammarnät"));
    }
}
