//! Whether an unknown word is a form, not seen yet, of a known one.
//!
//! *kommunernas* stands in no text, though *kommunen* and *kommunerna* do: it is
//! no slip. *kommunena* is one, since a word with *kommuner* has no plural on
//! *-ena*. A word is taken for a form if it and a known word stand in one
//! pattern of inflection below, and if no pattern that lacks it accounts for
//! more of the known forms.

/// What words a pattern is of: only nouns have a genitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Noun,
    Verb,
    Adjective,
}

/// How a pattern's stem has to end.
#[derive(Debug, Clone, Copy)]
enum Before {
    Any,
    Vowel,
    Consonant,
    Letters(&'static [&'static str]),
}

/// How the forms of some words are made.
#[derive(Debug)]
struct Pattern {
    kind: Kind,
    before: Before,
    /// The endings, that of the base form first; *-* is none.
    endings: &'static str,
}

const fn noun(before: Before, endings: &'static str) -> Pattern {
    Pattern { kind: Kind::Noun, before, endings }
}

const fn verb(before: Before, endings: &'static str) -> Pattern {
    Pattern { kind: Kind::Verb, before, endings }
}

const fn adjective(before: Before, endings: &'static str) -> Pattern {
    Pattern { kind: Kind::Adjective, before, endings }
}

/// The patterns. A noun's forms take a genitive *s* too.
const PATTERNS: &[Pattern] = &[
    noun(Before::Consonant, "a an or orna"),
    noun(Before::Consonant, "- en ar arna"),
    noun(Before::Vowel, "- n ar arna"),
    noun(Before::Consonant, "e en ar arna"),
    noun(Before::Consonant, "el eln lar larna"),
    noun(Before::Consonant, "er ern rar rarna"),
    noun(Before::Consonant, "- en er erna"),
    noun(Before::Vowel, "- n er erna"),
    noun(Before::Letters(&["o"]), "r rn rer rerna"),
    noun(Before::Consonant, "e en er erna"),
    noun(Before::Any, "um et er erna"),
    noun(Before::Consonant, "e et en ena"),
    noun(Before::Vowel, "- t n na"),
    noun(Before::Consonant, "- et en"),
    noun(Before::Consonant, "el let len"),
    noun(Before::Consonant, "er ret ren"),
    noun(Before::Letters(&["ar"]), "e en na"),
    noun(Before::Letters(&["m"]), "- met men mar marna"),
    noun(Before::Letters(&["n"]), "- net nen nar narna"),
    verb(Before::Any, "a ar ade at as ades ats ad ande andet anden"),
    verb(Before::Consonant, "a er te t as s tes ts ta ande"),
    verb(Before::Consonant, "a er de t as s des ts d da ande"),
    verb(Before::Letters(&["r"]), "a - de t as s des ts d da ande"),
    verb(Before::Letters(&["d"]), "a er de as s des ande"),
    verb(Before::Vowel, "- r dde tt s ddes tts dd dda ende"),
    verb(Before::Consonant, "a er it as s its en et na ande"),
    adjective(Before::Letters(ADJECTIVES), "- t a are ast aste het heten"),
    adjective(Before::Consonant, "- are ast aste"),
    adjective(Before::Vowel, "d t de"),
    adjective(Before::Vowel, "- tt a are ast aste"),
    adjective(Before::Letters(&["nd", "rd", "ld"]), "- a are ast aste"),
    adjective(Before::Consonant, "el elt la lare last"),
    adjective(Before::Consonant, "en et na"),
    adjective(Before::Consonant, "d t da"),
];

/// Ends of adjectives.
const ADJECTIVES: &[&str] = &[
    "ig", "isk", "sk", "bar", "sam", "iv", "al", "ell", "il", "är", "ant", "ent", "full", "lös", "rik", "fri", "vis", "artad", "lik", "ern",
];

/// Shorter stems have too many neighbours to tell.
const SHORTEST_STEM: usize = 3;

/// Shorter stems need more than one known form.
const SURE_STEM: usize = 4;

/// Whether an unknown word is a regular form of a word that `frequency_of` knows.
///
/// With a lexicon of base forms beside the texts, count its words as frequent
/// once, and pass the result to [`Spelling::corrections`](super::Spelling::corrections)
/// as part of `known`.
pub fn regular_inflection(word: &str, frequency_of: &dyn Fn(&str) -> u32) -> bool {
    if !word.chars().all(char::is_alphabetic) {
        return false;
    }
    let known = |form: &str| frequency_of(form) > 0;
    let bare = genitive(word);
    if bare.is_some_and(|bare| has_letters(bare, SHORTEST_STEM) && known(bare)) {
        return true;
    }
    let nouns = |pattern: &Pattern| pattern.kind == Kind::Noun;
    is_form(word, &|_| true, &known) || bare.is_some_and(|bare| is_form(bare, &nouns, &known))
}

/// Whether a part of a word is an ending rather than a word.
pub(super) fn is_ending(part: &str) -> bool {
    PATTERNS.iter().any(|pattern| pattern.endings.split(' ').any(|ending| ending == part))
}

/// The word without a genitive *s*, which none takes that ends in a hiss.
fn genitive(word: &str) -> Option<&str> {
    word.strip_suffix('s').filter(|bare| !bare.ends_with(['s', 'x', 'z']))
}

fn is_form(word: &str, may_be: &dyn Fn(&Pattern) -> bool, known: &dyn Fn(&str) -> bool) -> bool {
    let mut best = 0;
    let mut kin: Vec<String> = Vec::new();
    for reading in readings(word).filter(|reading| may_be(reading.pattern)) {
        let forms = reading.known_forms(word, known);
        if forms.len() > 1 || forms.iter().any(|form| reading.is_sure(word, form)) {
            best = best.max(forms.len());
            kin.extend(forms);
        }
    }
    if best == 0 {
        return false;
    }
    // Another pattern that accounts for more of the same words, without this form, is the right one.
    kin.sort_unstable();
    kin.dedup();
    let rival = |form: &String| {
        let mut others = readings(form).filter(|reading| !reading.has(word));
        others.any(|reading| reading.known_forms(word, known).len() > best)
    };
    !kin.iter().any(rival)
}

/// A word as a form of a pattern.
struct Reading<'w> {
    stem: &'w str,
    pattern: &'static Pattern,
}

/// The patterns that a form fits, each with the stem it then has.
fn readings(form: &str) -> impl Iterator<Item = Reading<'_>> {
    PATTERNS.iter().flat_map(move |pattern| {
        let stems = pattern.endings.split(' ').filter_map(|ending| form.strip_suffix(letters(ending)));
        stems.map(move |stem| Reading { stem, pattern }).filter(|reading| has_letters(reading.stem, SHORTEST_STEM) && reading.fits())
    })
}

impl Reading<'_> {
    /// The forms of the pattern, other than the word, that are known; a noun's genitive counts for its form.
    fn known_forms(&self, word: &str, known: &dyn Fn(&str) -> bool) -> Vec<String> {
        let is_noun = self.pattern.kind == Kind::Noun;
        let forms = self.pattern.endings.split(' ').map(|ending| [self.stem, letters(ending)].concat());
        forms.filter(|form| form != word && (known(form) || is_noun && known(&[form, "s"].concat()))).collect()
    }

    /// Whether one known form is enough, as the word is no variant of it that a
    /// slip makes: it is longer by two letters, or the base form with a letter
    /// added, of nouns also with another ending.
    fn is_sure(&self, word: &str, form: &str) -> bool {
        let longer = word.chars().count().saturating_sub(form.chars().count());
        let base = self.pattern.endings.split(' ').next().map(letters);
        let from_base = || form.strip_prefix(self.stem) == base && (word.starts_with(form) || self.pattern.kind == Kind::Noun);
        has_letters(self.stem, SURE_STEM) && (longer > 1 || longer == 1 && from_base())
    }

    fn has(&self, word: &str) -> bool {
        word.strip_prefix(self.stem).is_some_and(|rest| self.pattern.endings.split(' ').any(|ending| letters(ending) == rest))
    }

    fn fits(&self) -> bool {
        let stem = self.stem;
        stem.contains(is_vowel)
            && match self.pattern.before {
                Before::Any => true,
                Before::Vowel => stem.ends_with(is_vowel),
                Before::Consonant => !stem.ends_with(is_vowel),
                Before::Letters(endings) => endings.iter().any(|ending| stem.ends_with(ending)),
            }
    }
}

/// An ending as it is written: the sign for none is nothing.
fn letters(ending: &str) -> &str {
    if ending == "-" { "" } else { ending }
}

fn has_letters(text: &str, count: usize) -> bool {
    text.chars().nth(count - 1).is_some()
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'å' | 'ä' | 'ö')
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &str = "kommun kommunen kommuner kommunerna projekt projektet projekten företagare utveckla utvecklar \
        utvecklade bredbandsnät nätet hållbar energi innovation möjlighet fiske analysera";

    fn check(words: &str, expected: bool) {
        for word in words.split(' ') {
            let frequency = |form: &str| u32::from(KNOWN.split_whitespace().any(|known| known == form));
            assert_eq!(regular_inflection(word, &frequency), expected, "{word}");
        }
    }

    #[test]
    fn unseen_forms_of_known_words_are_regular() {
        check("kommunernas kommuns projektens företagarnas företagaren utvecklades utvecklas", true);
        check("bredbandsnäten hållbart hållbarhet energin energierna innovationerna möjligheternas fisket analyserades", true);
    }

    #[test]
    fn slips_are_none() {
        check("kommunrna kommunernaa komunerna kommunena projekta projekter utveklade bredbandsnt hållbatr energ 2020s", false);
        check("innovatione möjlighte xyz s", false);
        check("", false);
    }
}
