//! The bundled lists and tables, parsed once.

use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::endings::Endings;
use super::letters;
use super::links::Link;
use crate::analysis::fold;
use crate::analysis::swedish::SwedishStemmer;

const LEXICON: &str = include_str!("../../../index-schema/sv/lexicon.txt");
const HAND_LIST: &str = include_str!("../../../index-schema/sv/compound-hand-list.txt");
const NO_SPLIT: &str = include_str!("../../../index-schema/sv/compound-no-split.txt");
const PARTICLES: &str = include_str!("../../../index-schema/sv/compound-particles.txt");
const PREFIXES: &str = include_str!("../../../index-schema/sv/compound-prefixes.txt");
const FUNCTION_WORDS: &str = include_str!("../../../index-schema/sv/compound-function-words.txt");
const SHORT_PARTS: &str = include_str!("../../../index-schema/sv/compound-short-parts.tsv");
const ENDINGS: &str = include_str!("../../../index-schema/sv/compound-endings.tsv");
const LINKS: &str = include_str!("../../../index-schema/sv/compound-links.tsv");
const DERIVATIONS: &str = include_str!("../../../index-schema/sv/compound-derivations.tsv");
const FORCED_S: &str = include_str!("../../../index-schema/sv/compound-forced-s.txt");
const PLACES: &str = include_str!("../../../index-schema/sv/compound-places.txt");
const MUNICIPALITIES: &str = include_str!("../../../index-schema/vocabulary/municipalities.tsv");

/// Shorter verb particles also end words by chance (*minut*), unless a linking
/// *s* stands in front.
const SHORTEST_TRAILING: usize = 3;

/// What the bundled files say.
pub(super) struct Lists {
    /// Base forms of general words.
    pub(super) lexicon: Vec<&'static str>,
    /// Word parts of the field that build compounds.
    pub(super) hand_list: Vec<&'static str>,
    /// Names of places, folded.
    pub(super) places: HashSet<String>,
    pub(super) endings: Endings,
    pub(super) links: Vec<Link>,
    pub(super) derivations: Vec<Link>,
    /// Words of the lexicon and the hand list.
    words: HashSet<&'static str>,
    /// Their stems.
    stems: HashSet<String>,
    no_split: HashSet<&'static str>,
    /// Bytes of the longest of them: longer beginnings need not be looked up.
    longest_no_split: usize,
    particles: HashSet<&'static str>,
    longest_particle: usize,
    prefixes: HashSet<&'static str>,
    function_words: HashSet<&'static str>,
    short_parts: HashMap<&'static str, ShortPart>,
    forced_s: Vec<&'static str>,
}

/// Where a part of up to three letters may stand.
#[derive(Clone, Copy, Default)]
struct ShortPart {
    first: bool,
    last: bool,
}

impl Lists {
    pub(super) fn bundled() -> &'static Lists {
        static BUNDLED: OnceLock<Lists> = OnceLock::new();
        BUNDLED.get_or_init(Lists::from_files)
    }

    fn from_files() -> Lists {
        let municipalities = rows(MUNICIPALITIES).flat_map(|row| place_words(row.cell(2)));
        let lexicon: Vec<&str> =
            LEXICON.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_whitespace().next()).collect();
        let hand_list: Vec<&str> = words(HAND_LIST).collect();
        let stemmer = SwedishStemmer::bundled();
        let short_part = |row: Row| (row.cell(0), ShortPart { first: row.cell(1) == "yes", last: row.cell(2) == "yes" });
        Lists {
            words: lexicon.iter().chain(&hand_list).copied().collect(),
            stems: lexicon.iter().chain(&hand_list).map(|word| stemmer.stem(word)).collect(),
            lexicon,
            hand_list,
            places: municipalities.chain(words(PLACES).flat_map(place_words)).collect(),
            endings: Endings::from_table(ENDINGS),
            links: Link::from_table(LINKS),
            derivations: Link::from_table(DERIVATIONS),
            no_split: words(NO_SPLIT).collect(),
            longest_no_split: words(NO_SPLIT).map(str::len).max().unwrap_or(0),
            particles: words(PARTICLES).collect(),
            longest_particle: words(PARTICLES).map(str::len).max().unwrap_or(0),
            prefixes: words(PREFIXES).collect(),
            function_words: words(FUNCTION_WORDS).collect(),
            short_parts: rows(SHORT_PARTS).map(short_part).collect(),
            forced_s: words(FORCED_S).collect(),
        }
    }

    /// Whether the lexicon or the hand list holds the word as it is.
    pub(super) fn holds(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether the lexicon or the hand list holds a word of this stem.
    pub(super) fn has_stem(&self, stem: &str) -> bool {
        self.stems.contains(stem)
    }

    pub(super) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word)
    }

    /// Whether a part may stand at the beginning of a compound or inside it,
    /// as far as the lists know.
    pub(super) fn may_be_first(&self, part: &str, letters: usize) -> bool {
        let is_particle = |part: &str| self.particles.contains(part) || self.prefixes.contains(part);
        match letters {
            0..=1 => false,
            2..=3 => self.short_parts.get(part).is_some_and(|short| short.first),
            _ => !self.is_function_word(part) && !is_particle(part) && !part.strip_suffix('s').is_some_and(is_particle),
        }
    }

    /// Whether a part may end a compound, as far as the lists know.
    pub(super) fn may_be_last(&self, part: &str, letters: usize) -> bool {
        match letters {
            0..=3 => self.is_short_last(part) && !self.is_function_word(part),
            _ => !self.is_function_word(part) && !self.endings.matches(part),
        }
    }

    /// Whether a string of up to three letters is a listed last part.
    pub(super) fn is_short_last(&self, part: &str) -> bool {
        self.short_parts.get(part).is_some_and(|short| short.last)
    }

    /// What a word has behind the longest verb particle at its beginning.
    pub(super) fn behind_particle<'w>(&self, word: &'w str) -> Option<&'w str> {
        let ends = word.char_indices().map(|(at, letter)| at + letter.len_utf8()).take_while(|end| *end <= self.longest_particle);
        ends.filter_map(|end| word.split_at_checked(end)).filter(|(front, _)| self.particles.contains(front)).last().map(|(_, rest)| rest)
    }

    /// Whether a part ends in a verb particle, which belongs to the next part.
    pub(super) fn ends_in_particle(&self, part: &str) -> bool {
        let mut cuts = part.char_indices().skip(1).filter_map(|(at, _)| part.split_at_checked(at));
        cuts.any(|(front, end)| {
            let is_plain = letters(end) >= SHORTEST_TRAILING || front.ends_with('s');
            is_plain && self.particles.contains(end)
        })
    }

    /// How many letters at the start of `rest` no cut may fall into.
    pub(super) fn protected(&self, rest: &str) -> usize {
        let beginnings = rest.char_indices().map(|(at, letter)| at + letter.len_utf8());
        beginnings
            .take_while(|end| *end <= self.longest_no_split)
            .filter_map(|end| rest.get(..end))
            .filter(|beginning| self.no_split.contains(beginning))
            .last()
            .map_or(0, letters)
    }

    /// Whether a part takes a linking *s* before a next one.
    pub(super) fn forces_s(&self, part: &str) -> bool {
        self.forced_s.iter().any(|ending| part.ends_with(ending))
    }
}

/// The words of a name of a place, folded. Shorter ones are words like any other.
pub(super) fn place_words(name: &str) -> impl Iterator<Item = String> + '_ {
    // Of a hyphenated name (*Upplands-Bro*) also the form that its tokens are joined to.
    let joined = name.split_whitespace().filter(|word| word.contains('-')).map(|word| fold(&word.replace('-', "")).into_owned());
    let apart = name.split(|letter: char| !letter.is_alphabetic()).map(|word| fold(word).into_owned());
    apart.chain(joined).filter(|word| letters(word) > 3)
}

/// One row of a table.
pub(super) struct Row {
    cells: Vec<&'static str>,
}

impl Row {
    pub(super) fn cell(&self, index: usize) -> &'static str {
        self.cells.get(index).copied().unwrap_or("")
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(super) fn cells<const N: usize>(&self) -> [&'static str; N] {
        std::array::from_fn(|index| self.cell(index))
    }
}

/// The tables of the splitter and how many columns each has.
#[cfg(test)]
pub(super) fn tables() -> [(&'static str, usize); 4] {
    [(SHORT_PARTS, 3), (ENDINGS, 3), (LINKS, 4), (DERIVATIONS, 4)]
}

/// The rows of a table below its head line; lines with `#` are comments.
pub(super) fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.skip(1).map(|line| Row { cells: line.split('\t').collect() })
}

/// The words of a list; lines with `#` are comments.
fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}
