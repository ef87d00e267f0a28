//! Who runs a project: organisation numbers, names that mean the same owner, keys.
//!
//! A name has three forms: as it is shown ([`display_name`]), as it is compared
//! ([`comparison_key`]), and as a slug ([`key`]). Which names one owner has had
//! is known only when all records are read ([`OwnerRegister`]).

mod comparison;
mod display;
mod register;
mod renamed;

use crate::analysis::fold;

pub use comparison::{body_key, comparison_key};
pub use display::display_name;
pub use register::{OwnerRegister, Owners};

/// What an organisation number is, once its check digit has been tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrganisationNumber {
    /// `NNNNNN-NNNN`.
    Valid(String),
    /// A person's number: the owner is a sole trader, and the number personal data.
    Personal,
    /// Not ten digits whose check digit holds: foreign, mistyped, or no number.
    Invalid,
}

/// Longest slug; longer ones are cut at a hyphen where there is one.
const LONGEST_SLUG: usize = 80;

/// Endings of names that say what kind of body it is, not which. Folded; the
/// first two columns of signs are already gone when they are compared.
const LEGAL_FORMS: [&str; 16] = [
    "aktiebolag",
    "ab",
    "publ",
    "svb",
    "ekonomisk forening",
    "ekonomisk foren",
    "ekonomisk fören",
    "ekonomisk förening",
    "ek för",
    "ek förening",
    "ideell förening",
    "ideell fören",
    "handelsbolag",
    "kommanditbolag",
    "hb",
    "kb",
];

/// Reads an organisation number: ten digits with or without hyphen, twelve with
/// the century `16`, or the VAT form `SE…01`.
///
/// The third digit is at least 2 in every organisation number, below 2 in a
/// person's (Skatteverket, SKV 709); 19 and 20 before it are a person's century.
pub fn organisation_number(text: &str) -> OrganisationNumber {
    let text = text.trim();
    let vat = text.strip_prefix("SE").or_else(|| text.strip_prefix("se"));
    let digits: String = vat.unwrap_or(text).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2011}' | '+')).collect();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return OrganisationNumber::Invalid;
    }
    let (ten, person) = match (digits.len(), vat.is_some()) {
        (12, true) => (digits.get(..10), false),
        (12, false) => (digits.get(2..), digits.starts_with("19") || digits.starts_with("20")),
        (10, _) => (digits.get(..), false),
        _ => (None, false),
    };
    match ten {
        Some(ten) if person || is_below_two(ten) && has_birthday(ten) => OrganisationNumber::Personal,
        // Neither a birthday nor a third digit of at least 2: nobody has such a number.
        Some(ten) if check_digit_holds(ten) && !is_below_two(ten) => {
            let (head, tail) = ten.split_at(6);
            OrganisationNumber::Valid(format!("{head}-{tail}"))
        }
        _ => OrganisationNumber::Invalid,
    }
}

/// Whether the third digit is below 2, as in no organisation number.
fn is_below_two(ten: &str) -> bool {
    ten.as_bytes().get(2).is_some_and(|digit| *digit < b'2')
}

/// Whether digits three to six can be a month and a day (a co-ordination
/// number's day is raised by 60).
fn has_birthday(ten: &str) -> bool {
    let two = |from: usize| ten.get(from..from + 2).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    (1..=12).contains(&two(2)) && matches!(two(4), 1..=31 | 61..=91)
}

/// The Luhn check over ten digits.
pub fn check_digit_holds(ten: &str) -> bool {
    let sum: u32 = ten
        .bytes()
        .enumerate()
        .map(|(nth, byte)| {
            let digit = u32::from(byte.wrapping_sub(b'0'));
            let weighted = digit * (2 - nth as u32 % 2);
            weighted / 10 + weighted % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The form two spellings of one owner share: lower case, one space, no legal
/// form, and a name written twice (*Umeå universitet, Umeå universitet*) once.
pub fn normalised_name(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let once = match words.len() / 2 {
        0 => words.as_slice(),
        half if words.len().is_multiple_of(2) && words[..half] == words[half..] && name.contains(',') => &words[..half],
        _ => words.as_slice(),
    };
    without_legal_form(&once.join(" ")).to_owned()
}

fn without_legal_form(name: &str) -> &str {
    let mut name = name;
    while let Some(shorter) = LEGAL_FORMS.iter().find_map(|form| name.strip_suffix(form)?.strip_suffix(' ')) {
        name = shorter;
    }
    name
}

/// The owner's key: ten digits, else a slug of the form that all spellings of the name share.
pub fn key(name: &str, number: Option<&str>) -> String {
    match number {
        Some(number) => number.chars().filter(char::is_ascii_digit).collect(),
        None => slug(&comparison_key(name)),
    }
}

/// The organisation number that a key consists of, `NNNNNN-NNNN`.
pub fn number_of_key(key: &str) -> Option<String> {
    match organisation_number(key) {
        OrganisationNumber::Valid(number) if key.bytes().all(|b| b.is_ascii_digit()) && key.len() == 10 => Some(number),
        _ => None,
    }
}

/// A slug that is another one for every other text: a longer one ends in a hash
/// of all of it instead of being cut.
pub fn distinct_slug(text: &str) -> String {
    let whole = slug_within(text, usize::MAX);
    if whole.len() <= LONGEST_SLUG {
        return whole;
    }
    let hash = blake3::hash(whole.as_bytes()).to_hex();
    format!("{}-{}", slug_within(text, LONGEST_SLUG - 9), hash.get(..8).unwrap_or_default())
}

/// A text as `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 characters, never empty.
pub fn slug(text: &str) -> String {
    slug_within(text, LONGEST_SLUG)
}

fn slug_within(text: &str, longest: usize) -> String {
    let mut slug = String::with_capacity(text.len().min(longest));
    for letter in fold(text).chars() {
        let letter = match letter {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            other => other,
        };
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() > longest {
            slug.truncate(slug.rfind('-').filter(|at| *at > longest / 2).unwrap_or(longest));
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "x".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn organisation_numbers() {
        let valid = |text: &str| OrganisationNumber::Valid(text.to_owned());
        for (text, expected) in [
            ("2120000142", valid("212000-0142")),
            ("202100-6883", valid("202100-6883")),
            ("16 2220002204", valid("222000-2204")),
            ("SE202100688301", valid("202100-6883")),
            ("2120000143", OrganisationNumber::Invalid),
            ("19000101-0008", OrganisationNumber::Personal),
            ("000101-0008", OrganisationNumber::Personal),
            ("991900-0001", OrganisationNumber::Invalid),
            ("DK12345678", OrganisationNumber::Invalid),
            ("", OrganisationNumber::Invalid),
        ] {
            assert_eq!(organisation_number(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_one_owner_have_one_key() {
        for (left, right) in [
            ("BIOFUEL REGION BFR AB", "Biofuel Region BFR"),
            ("Umeå universitet, Umeå universitet", "Umeå Universitet"),
            ("Visit Värmland Ekonomisk Fören", "Visit Värmland ek. för."),
        ] {
            assert_eq!(key(left, None), key(right, None), "{left}");
        }
        assert_eq!(key("Åsele kommun", Some("212000-0142")), "2120000142");
        assert_eq!(slug("Småland & Öarna 2.0"), "smaland-oarna-2-0");
        assert_eq!(slug("—"), "x");
        assert_eq!(key("AB", None), "ab");
        assert_eq!(key("Jämtlands läns landsting", None), "region-jamtland-harjedalen");
        assert_eq!(number_of_key("2120000142").as_deref(), Some("212000-0142"));
        assert_eq!(number_of_key("212000-0142"), None);
        assert_eq!(number_of_key("bryggans-kommun"), None);
    }

    proptest! {
        #[test]
        fn a_slug_is_a_slug(text in "\\PC{0,200}") {
            let slug = slug(&text);
            prop_assert!(slug.len() <= LONGEST_SLUG && !slug.is_empty());
            prop_assert!(slug.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())));
            let _ = (organisation_number(&text), normalised_name(&text));
        }
    }
}
