//! Funds named in running text.
//!
//! Each name of a fund is a **form**; a form is tried wherever a word begins,
//! and the longest that fits wins. How strictly its letters are compared is
//! decided word by word: a word without small letters is an acronym and counts
//! only as written, other words may be written in any case unless the form is a
//! single plain word (*Formas*), which needs its capital.

use std::collections::HashMap;

use super::funds::{Fund, FundLevel};

/// A fund named in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FundMention<'a> {
    /// The first byte of the name.
    pub start: usize,
    /// The byte after the name; what follows in a compound is outside.
    pub end: usize,
    /// Which fund.
    pub fund: &'a Fund,
}

/// Names that mean a fund in a field but mostly something else in a sentence.
const ONLY_IN_FIELDS: &[&str] = &[
    "Life",
    "MEDIA",
    "DIGITAL",
    "ETS",
    "ETC",
    "CF",
    "FSE",
    "Horizon",
    "AMF",
    "ramprogrammet",
    "rättvis omställning",
    "Just Transition",
    "territoriellt samarbete",
    "gränsregionalt samarbete",
    "cross-border cooperation",
    "lokalt ledd utveckling",
    "KKS",
    "EIF",
    "ERF",
    "ESC",
    "Social Fund",
    "Regional Fund",
    "fondmedel",
    "ESF-medel",
    "ESF-pengar",
    "ESF-stöd",
];

/// Acronyms that are also words: in a line of capitals only, they are not believed.
const WORDS_IN_CAPITALS: &[&str] = &["LIFE", "HE", "FRO", "LEADER", "EIC", "LOVA"];

/// What may follow a name in the same word: inflection, not a compound.
const ENDINGS: &[&str] = &["s", "en", "ens", "er", "erna", "ernas", "et", "ets"];

/// All forms by the two letters they begin with, in lower case.
#[derive(Debug, Default)]
pub(super) struct Forms {
    by_opening: HashMap<[char; 2], Vec<Form>>,
}

/// One way to write a fund's name.
#[derive(Debug)]
struct Form {
    letters: Vec<Letter>,
    fund: usize,
    /// Written in capitals or as one plain word: only as written.
    acronym: bool,
    believed_in_capitals: bool,
    /// Begins compounds: `socialfondsprojekt`.
    opens_compounds: bool,
}

/// A letter of a form.
#[derive(Debug, Clone, Copy)]
enum Letter {
    /// Only this very letter.
    Exactly(char),
    /// This letter, given in lower case, in any case.
    AnyCase(char),
    /// A space, no-break space or hyphen.
    Gap,
    /// A plus sign, perhaps after a space.
    Plus,
}

impl Forms {
    pub(super) fn of(funds: &[Fund]) -> Forms {
        let mut forms = Forms::default();
        for (position, fund) in funds.iter().enumerate() {
            for name in fund.names().filter(|name| !ONLY_IN_FIELDS.contains(name)) {
                forms.add(name, position);
            }
        }
        forms
    }

    fn add(&mut self, name: &str, fund: usize) {
        let mut lower = name.chars().flat_map(char::to_lowercase);
        let (Some(first), Some(second)) = (lower.next(), lower.next()) else { return };
        let form = Form {
            letters: letters(name),
            fund,
            acronym: !name.contains(|c: char| c.is_lowercase()),
            believed_in_capitals: !WORDS_IN_CAPITALS.contains(&name),
            opens_compounds: name.ends_with("fond"),
        };
        self.by_opening.entry([first, second]).or_default().push(form);
    }

    /// The mentions in a text, none overlapping another.
    pub(super) fn find<'a>(&self, text: &str, funds: &'a [Fund]) -> Vec<FundMention<'a>> {
        let mut found: Vec<(FundMention<'a>, bool)> = Vec::new();
        let mut skip_to = 0;
        let mut before = ' ';
        for (start, letter) in text.char_indices() {
            let opens = letter.is_alphanumeric() && !before.is_alphanumeric();
            before = letter;
            if !opens || start < skip_to {
                continue;
            }
            if let Some((form, end)) = self.longest_at(text, start)
                && let Some(fund) = funds.get(form.fund)
            {
                skip_to = end;
                found.push((FundMention { start, end, fund }, form.acronym));
            }
        }
        joined(text, found)
    }

    fn longest_at(&self, text: &str, start: usize) -> Option<(&Form, usize)> {
        let rest = text.get(start..)?;
        let mut lower = rest.chars().flat_map(char::to_lowercase);
        let candidates = self.by_opening.get(&[lower.next()?, lower.next()?])?;
        let fits = |form: &Form| form.end_in(rest).filter(|_| form.believed_in_capitals || !in_line_of_capitals(text, start));
        let ends = candidates.iter().filter_map(|form| fits(form).map(|end| (form, start + end)));
        // Of two names of the same length the first row's wins.
        ends.rev().max_by_key(|(_, end)| *end)
    }
}

impl Form {
    /// Where the form ends in a text that begins with it.
    fn end_in(&self, text: &str) -> Option<usize> {
        let mut at = 0;
        for letter in &self.letters {
            at += letter.length_in(text.get(at..)?)?;
        }
        let tail = text.get(at..)?;
        let ending: &str = tail.get(..tail.find(|c: char| !c.is_alphanumeric()).unwrap_or(tail.len()))?;
        if ending.is_empty() || matches!(self.letters.last(), Some(Letter::Plus)) {
            return Some(at);
        }
        let ending = if ending.len() <= 60 { ending.to_lowercase() } else { return None };
        let inflected = if self.acronym { ending == "s" } else { ENDINGS.contains(&ending.as_str()) };
        if inflected {
            return Some(at + ending.len());
        }
        // The partnership that ranks applications is no fund.
        (self.opens_compounds && ending.starts_with('s') && !ending.contains("partnerskap")).then_some(at)
    }
}

impl Letter {
    /// How many bytes of the text it takes.
    fn length_in(self, text: &str) -> Option<usize> {
        let letter = text.chars().next()?;
        let fits = match self {
            Letter::Exactly(wanted) => letter == wanted,
            Letter::AnyCase(wanted) => letter == wanted || letter.to_lowercase().eq([wanted]),
            Letter::Gap => matches!(letter, ' ' | '\u{a0}' | '-' | '\u{2010}' | '\u{2011}' | '\u{2013}'),
            Letter::Plus if letter == ' ' || letter == '\u{a0}' => {
                let after = text.get(letter.len_utf8()..)?.strip_prefix('+')?;
                // *ESF + 2 miljoner* is a sum.
                let sum = after.trim_start().starts_with(|c: char| c.is_ascii_digit());
                return (!sum).then_some(letter.len_utf8() + 1);
            }
            Letter::Plus => letter == '+',
        };
        fits.then_some(letter.len_utf8())
    }
}

fn letters(name: &str) -> Vec<Letter> {
    let plain_word =
        !name.contains([' ', '-']) && name.starts_with(char::is_uppercase) && !["fond", "program"].iter().any(|part| name.contains(part));
    let mut found = Vec::new();
    for (position, word) in name.split(' ').enumerate() {
        if position > 0 && word != "+" {
            found.push(Letter::Gap);
        }
        let strict = plain_word || !word.contains(char::is_lowercase) || word.chars().filter(|c| c.is_uppercase()).count() > 1;
        found.extend(word.chars().map(|letter| match letter {
            '+' => Letter::Plus,
            '-' => Letter::Gap,
            _ if strict => Letter::Exactly(letter),
            _ => Letter::AnyCase(letter.to_lowercase().next().unwrap_or(letter)),
        }));
    }
    found
}

/// Whether the line around a position, as far as 200 bytes away, has no small letter.
fn in_line_of_capitals(text: &str, at: usize) -> bool {
    let near = |c: &char| *c != '\n';
    let before = text.get(..at).unwrap_or_default().chars().rev().take(200).take_while(near);
    let after = text.get(at..).unwrap_or_default().chars().take(200).take_while(near);
    let mut letters = before.chain(after).filter(|c| c.is_alphabetic());
    letters.clone().count() > 6 && letters.all(char::is_uppercase)
}

/// Mentions where a name and its acronym after it (`Europeiska socialfonden, ESF+`)
/// are one, and the acronym, being the newer word, says which fund it is.
fn joined<'a>(text: &str, found: Vec<(FundMention<'a>, bool)>) -> Vec<FundMention<'a>> {
    let mut joined: Vec<(FundMention<'a>, bool)> = Vec::with_capacity(found.len());
    for (mention, acronym) in found {
        if let Some((last, false)) = joined.last_mut()
            && acronym
            && matches!(text.get(last.end..mention.start), Some(" (" | ", " | " - " | " – "))
            && same_fund(last.fund, mention.fund)
        {
            let closed = text.get(mention.end..).is_some_and(|rest| rest.starts_with(')'));
            *last = FundMention { start: last.start, end: mention.end + usize::from(closed), ..mention };
        } else {
            joined.push((mention, acronym));
        }
    }
    joined.into_iter().map(|(mention, _)| mention).collect()
}

fn same_fund(name: &Fund, acronym: &Fund) -> bool {
    name.level != FundLevel::Group && (name.code == acronym.code || acronym.code.strip_suffix('+') == Some(&name.code))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::record::Vocabulary;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found: Vec<_> = Vocabulary::bundled()
            .funds
            .mentions(text)
            .into_iter()
            .map(|m| (text.get(m.start..m.end).unwrap_or("?"), m.fund.code.as_str()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn names_and_acronyms() {
        check("pengar ur ESF och ERUF.", &[("ESF", "ESF"), ("ERUF", "ERUF")]);
        check("från Europeiska socialfonden (ESF)", &[("Europeiska socialfonden (ESF)", "ESF")]);
        check("från europeiska socialfonden, ESF+", &[("europeiska socialfonden, ESF+", "ESF+")]);
        check("Socialfonden+ ger, ESF plus ger, ESF + ger", &[("Socialfonden+", "ESF+"), ("ESF plus", "ESF+"), ("ESF +", "ESF+")]);
        check("Socialfonden plus", &[("Socialfonden plus", "ESF+")]);
        check("SOCIALFONDENS pengar", &[("SOCIALFONDENS", "ESF")]);
        check("ESF-rådet, ESF-medel, ESF:s stöd", &[("ESF", "ESF"), ("ESF", "ESF"), ("ESF", "ESF")]);
        check("ett socialfondsprojekt i regionalfonden", &[("socialfond", "ESF"), ("regionalfonden", "ERUF")]);
        check("REACT-EU och React EU", &[("REACT-EU", "REACT-EU"), ("React EU", "REACT-EU")]);
        check("LIFE-programmet och LIFE+", &[("LIFE-programmet", "LIFE"), ("LIFE+", "LIFE")]);
        check("”Fonden för en rättvis omställning”", &[("Fonden för en rättvis omställning", "FRO")]);
        check("stöd från Kreativa Europa", &[("Kreativa Europa", "Kreativa Europa")]);
        check("Asyl-, migrations- och integrationsfonden (AMIF)", &[("Asyl-, migrations- och integrationsfonden (AMIF)", "AMIF")]);
        check("Interregs medel", &[("Interregs", "Interreg")]);
    }

    #[test]
    fn words_that_are_no_funds() {
        for text in [
            "he and she",
            "Life is short",
            "life",
            "fro och glad",
            "ceferera",
            "ESFAHAN",
            "det formas nu",
            "forte",
            "Strukturfondspartnerskapet",
            "EN DIGITAL MODELL FÖR MEDIA",
            "HE SAID THIS LOUDLY",
            "rättvis omställning i länet",
            "esf",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_sum_is_no_plus() {
        check("ESF + 2 miljoner", &[("ESF", "ESF")]);
    }

    proptest! {
        #[test]
        fn mentions_lie_on_letters(text in "\\PC*", piece in "(ESF|Life|socialfond|EU| |\\+|-|å|s){0,12}") {
            for text in [text, piece] {
                for mention in Vocabulary::bundled().funds.mentions(&text) {
                    prop_assert!(text.get(mention.start..mention.end).is_some());
                }
            }
        }
    }
}
