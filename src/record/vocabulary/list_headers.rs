//! How lists of operations head their columns.
//!
//! The law says what a list holds and not what its columns are called: a
//! header here is one that a list has been seen with, that the regulation's
//! own wording suggests, or that people use. Two headers are the same if
//! their letters and digits are, in whatever case, with or without dots,
//! spaces, underscores and the words that every header could have (*of the
//! operation*, *insatsens*).

use std::collections::HashMap;

use super::table;
use crate::analysis::fold;

/// What a header means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListHeader {
    /// The field of the record, `-` for a column that no record has.
    pub field: String,
    /// Of two columns for one field the lower is read first: 1 where the header
    /// says just this field, 2 where it could mean more, 3 for a column that
    /// repeats another one's content and only fills its gaps.
    pub rank: u8,
    /// The currency of a column of amounts that states none.
    pub currency: Option<String>,
}

/// The headers of columns.
#[derive(Debug, Default)]
pub struct ListHeaders {
    whole: HashMap<String, ListHeader>,
    bare: HashMap<String, ListHeader>,
}

/// Words that every header could have, folded as [`letters`] does.
const EMPTY_WORDS: [&str; 20] = [
    "av",
    "for",
    "pa",
    "i",
    "in",
    "of",
    "the",
    "s",
    "insats",
    "insatsen",
    "insatsens",
    "projekt",
    "projektet",
    "projektets",
    "project",
    "projects",
    "operation",
    "operations",
    "concerned",
    "berord",
];

/// What a file shows that was written as UTF-8 and read as Windows-1252.
const MISREAD: [(&str, &str); 7] = [("Ã¥", "å"), ("Ã¤", "ä"), ("Ã¶", "ö"), ("Ã…", "Å"), ("Ã„", "Ä"), ("Ã–", "Ö"), ("Ã©", "é")];

impl ListHeaders {
    pub(super) fn read(text: &str) -> ListHeaders {
        let mut headers = ListHeaders::default();
        for row in table::rows(text) {
            let Ok(rank) = row.cell("rank").parse() else { continue };
            let header = ListHeader { field: row.text("field"), rank, currency: row.optional("currency") };
            for name in row.list("headers") {
                keep(&mut headers.whole, letters(&name), header.clone());
                keep(&mut headers.bare, bare(&name), ListHeader { rank: rank.max(2), ..header.clone() });
            }
        }
        headers
    }

    /// What a header means, all of it as one name; none where the table lacks it.
    pub fn find(&self, header: &str) -> Option<&ListHeader> {
        self.whole.get(&letters(header)).or_else(|| self.bare.get(&bare(header)))
    }

    /// The headers with the letters that the table is searched by, for its tests.
    #[cfg(test)]
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &ListHeader)> {
        self.whole.iter().map(|(name, header)| (name.as_str(), header))
    }
}

/// The more specific of two rows with the same name stays.
fn keep(map: &mut HashMap<String, ListHeader>, name: String, header: ListHeader) {
    if !name.is_empty() && map.get(&name).is_none_or(|known| header.rank < known.rank) {
        map.insert(name, header);
    }
}

/// A header's letters and digits, lower case, without dots and accents.
pub fn letters(header: &str) -> String {
    words(header).concat()
}

/// The same without the words that every header could have; all of them where nothing else is left.
fn bare(header: &str) -> String {
    let words = words(header);
    let telling: String = words.iter().filter(|word| !EMPTY_WORDS.contains(&word.as_str())).map(String::as_str).collect();
    if telling.is_empty() { words.concat() } else { telling }
}

/// The words of a header, folded down to a–z and digits: exports lose dots.
pub fn words(header: &str) -> Vec<String> {
    let mut header = header.to_owned();
    for (misread, letter) in MISREAD {
        if header.contains('Ã') {
            header = header.replace(misread, letter);
        }
    }
    let plain = |letter: char| match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        other => other,
    };
    let folded: String = fold(&header).chars().map(plain).collect();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use crate::record::Vocabulary;
    use proptest::prelude::*;

    fn check(header: &str, expected: Option<(&str, u8)>) {
        let found = Vocabulary::bundled().list_headers.find(header);
        assert_eq!(found.map(|h| (h.field.as_str(), h.rank)), expected, "{header:?}");
    }

    #[test]
    fn headers_are_found_in_any_spelling() {
        check("Stödmottagare", Some(("owner", 1)));
        check("STODMOTTAGARE", Some(("owner", 1)));
        check("StÃ¶dmottagare", Some(("owner", 1)));
        check("Operation_Local_Identifier", Some(("reference", 1)));
        check("operation local identifier", Some(("reference", 1)));
        check("Program-CCI", Some(("programme", 1)));
        check("EU stöd", Some(("granted", 1)));
        check("Id", Some(("reference", 2)));
        check("Projekt", Some(("name", 2)));
        check("Färg", None);
        check("", None);
    }

    #[test]
    fn words_that_every_header_could_have_do_not_count() {
        check("The start date of the project", Some(("start", 2)));
        check("Projektets slutdatum", Some(("end", 2)));
        check("Insatsens fond", Some(("fund", 2)));
        check("Projektets", None);
    }

    proptest! {
        #[test]
        fn no_header_panics(header in "\\PC{0,60}") {
            Vocabulary::bundled().list_headers.find(&header);
        }
    }
}
