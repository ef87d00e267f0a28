//! Personal data: which labels announce it, and where it stands in running text.
//!
//! It is dropped at the door, before anything is stored, unless the operator
//! has said otherwise. A contact person's e-mail and telephone help nobody
//! find a project, and a name in a public list is still a person's.

use super::notice::Dropped;
use super::owner::check_digit_holds;
use crate::analysis::{fold, same_letters};

/// Labels and JSON keys whose value is a person's.
const CONTACT_LABELS: [(&str, Dropped); 22] = [
    ("Kontaktperson", Dropped::ContactPerson),
    ("Kontaktpersoner", Dropped::ContactPerson),
    ("Kontakt", Dropped::ContactPerson),
    ("Projektledare", Dropped::ContactPerson),
    ("Projektansvarig", Dropped::ContactPerson),
    ("Handläggare", Dropped::ContactPerson),
    ("Contact person", Dropped::ContactPerson),
    ("Project manager", Dropped::ContactPerson),
    ("E-post", Dropped::Email),
    ("E-postadress", Dropped::Email),
    ("Epost", Dropped::Email),
    ("Mejl", Dropped::Email),
    ("Mail", Dropped::Email),
    ("E-mail", Dropped::Email),
    ("Telefon", Dropped::Telephone),
    ("Telefonnummer", Dropped::Telephone),
    ("Telnr", Dropped::Telephone),
    ("Tel", Dropped::Telephone),
    ("Mobil", Dropped::Telephone),
    ("Mobiltelefon", Dropped::Telephone),
    ("Phone", Dropped::Telephone),
    ("Personnummer", Dropped::PersonalNumber),
];

/// Beginnings of words that announce a person wherever they stand in a label:
/// *Projektets kontaktperson*, *Handläggare på ESF-rådet*.
const CONTACT_WORDS: [&str; 5] = ["kontaktperson", "kontaktuppgift", "projektledare", "handläggare", "telefonnummer"];

/// What a label announces, if it is a person's data.
pub fn contact_label(label: &str) -> Option<Dropped> {
    let known = CONTACT_LABELS.iter().find(|(known, _)| same_letters(known, label)).map(|(_, kind)| *kind);
    known.or_else(|| {
        let folded = fold(label);
        let mut words = folded.split(|c: char| !c.is_alphanumeric());
        words.any(|word| CONTACT_WORDS.iter().any(|known| word.starts_with(known))).then_some(Dropped::ContactPerson)
    })
}

/// Words that stood before what was dropped and mean nothing without it.
const INTRODUCTIONS: [&str; 10] = ["e-post", "epost", "mejl", "mail", "e-mail", "telefon", "tel", "mobil", "tfn", "telnr"];

/// A text without e-mail addresses, Swedish telephone numbers and personal
/// identity numbers, and what was found.
pub fn scrub(text: &str) -> (String, Vec<Dropped>) {
    if !AT_SIGNS.iter().any(|sign| text.contains(sign)) && !text.bytes().any(|b| b.is_ascii_digit()) {
        return (text.to_owned(), Vec::new());
    }
    let mut dropped = Vec::new();
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, length, kind)) = next_personal(rest) {
        push_before(rest.get(..at).unwrap_or_default(), &mut kept);
        dropped.push(kind);
        rest = rest.get(at + length..).unwrap_or_default();
        if kept.ends_with(char::is_whitespace) || kept.is_empty() {
            rest = rest.trim_start_matches([' ', ',']);
        }
        if rest.is_empty() || rest.starts_with(['.', ',', '!', '?', ')', '\n']) {
            kept.truncate(kept.trim_end_matches(' ').len());
        }
    }
    if dropped.is_empty() {
        return (text.to_owned(), dropped);
    }
    kept.push_str(rest);
    (kept, dropped)
}

/// Adds the text before something dropped, without the word that announced it.
fn push_before(before: &str, kept: &mut String) {
    let trimmed = before.trim_end_matches([' ', ':', '\u{a0}']);
    let lower = trimmed.to_lowercase();
    let introduced = INTRODUCTIONS
        .iter()
        .find(|word| lower.ends_with(*word) && lower.len() == trimmed.len())
        .and_then(|word| trimmed.get(..trimmed.len() - word.len()))
        .filter(|head| !head.ends_with(char::is_alphanumeric));
    kept.push_str(introduced.unwrap_or(before));
}

/// The next thing that is a person's: where, how long, what.
fn next_personal(text: &str) -> Option<(usize, usize, Dropped)> {
    let mut before = ' ';
    let mut before_that = ' ';
    for (at, letter) in text.char_indices() {
        let starts = !before.is_alphanumeric();
        let here = text.get(at..).unwrap_or_default();
        if letter.is_alphanumeric()
            && starts
            && let Some(length) = email(here)
        {
            return Some((at, length, Dropped::Email));
        }
        // Between digits these signs are inside a number; after a word they end it.
        let inside = matches!(before, '-' | '+') || matches!(before, '/' | '.' | ',') && before_that.is_ascii_digit();
        let numeric = starts && !inside;
        if numeric && (letter.is_ascii_digit() || letter == '+') {
            if let Some(length) = personal_number(here) {
                return Some((at, length, Dropped::PersonalNumber));
            }
            if let Some(length) = telephone(here) {
                return Some((at, length, Dropped::Telephone));
            }
        }
        (before_that, before) = (before, letter);
    }
    None
}

/// The longest part before the `@` (RFC 5321, section 4.5.3.1.1); with a limit, a
/// long text of dots and letters is not read once from each of its words.
const LONGEST_LOCAL_PART: usize = 64;

/// The most digits that are read as one number: a telephone number with its
/// country has 15 (ITU-T E.164). One more says that it is something else.
const MOST_DIGITS: usize = 16;

/// How the sign of an address is written, also by those who hide it from robots.
const AT_SIGNS: [&str; 4] = ["@", "(at)", "[at]", "(a)"];

/// The length of the e-mail address that a text begins with.
fn email(text: &str) -> Option<usize> {
    let in_address = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '%');
    let local = text.char_indices().take(LONGEST_LOCAL_PART + 1).find(|(_, c)| !in_address(*c)).map(|(at, _)| at)?;
    let rest = text.get(local..)?;
    let (sign, domain) = AT_SIGNS.iter().find_map(|sign| Some((sign.len(), rest.strip_prefix(sign)?)))?;
    let length = domain.find(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').unwrap_or(domain.len());
    let domain = domain.get(..length)?.trim_end_matches(['.', '-']);
    (local > 0 && domain.contains('.') && !domain.starts_with('.')).then_some(local + sign + domain.len())
}

/// The digits at the start of a text, with the signs that may stand between
/// them, and where they end; the number ends at the last digit.
fn digit_run(text: &str, between: &[char]) -> (String, usize) {
    let mut digits = String::new();
    let mut end = 0;
    let mut gap = 0;
    for (at, letter) in text.char_indices() {
        if letter.is_ascii_digit() {
            if digits.len() == MOST_DIGITS {
                break;
            }
            digits.push(letter);
            end = at + 1;
            gap = 0;
        } else if (between.contains(&letter) || letter == '+' && at == 0) && gap < 3 {
            gap += 1;
        } else {
            break;
        }
    }
    (digits, end)
}

/// `YYMMDD-NNNN` or `YYYYMMDD-NNNN` whose date and check digit hold.
fn personal_number(text: &str) -> Option<usize> {
    let (digits, end) = digit_run(text, &['-', '+', '\u{2011}', '\u{2013}']);
    let written = text.get(..end)?;
    let ten = match digits.len() {
        10 => digits.as_str(),
        12 if digits.starts_with("19") || digits.starts_with("20") => digits.get(2..)?,
        _ => return None,
    };
    let part = |from: usize| ten.get(from..from + 2).and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    let dated = (1..=12).contains(&part(2)) && matches!(part(4), 1..=31 | 61..=91);
    // Ten digits in a row are as likely an ärende-id; a personal number in prose has its hyphen.
    let parted = written.len() > digits.len();
    (dated && (digits.len() == 12 || parted) && check_digit_holds(ten)).then_some(end)
}

/// A Swedish telephone number: `070-123 45 67`, `0911-69 60 00`, `+46 70 123 45 67`.
fn telephone(text: &str) -> Option<usize> {
    let (digits, end) = digit_run(text, &[' ', '-', '\u{a0}', '(', ')', '/', '.', '\u{2011}', '\u{2013}']);
    let written = text.get(..end)?;
    let national = digits.strip_prefix("46").filter(|_| text.starts_with('+')).or_else(|| digits.strip_prefix("0046")).unwrap_or(&digits);
    let foreign = national.len() != digits.len();
    let area = foreign || digits.starts_with('0') && !digits.starts_with("00");
    // Nine or ten digits after the trunk zero; a hyphen, a slash or two groups, as numbers are written.
    let grouped = written.contains(['-', ' ', '/', '.', '\u{a0}', '\u{2011}', '\u{2013}']);
    // An area code has two to four digits: `0 – 1 000 000` is a range of amounts.
    let code = text.chars().take_while(char::is_ascii_digit).count();
    let grouped = grouped && (foreign || (2..=4).contains(&code));
    let mobile = digits.len() == 10 && digits.starts_with("07");
    (area && (grouped || mobile || foreign) && (7..=11).contains(&national.len()) && !is_date(written)).then_some(end)
}

/// Whether the text begins with a date written with its day first: `01-09-2023`, `01/09 2023`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', '\u{a0}']).take(3).collect();
    let [day, month, year] = parts.as_slice() else { return false };
    let within = |text: &str, most: u32| text.len() <= 2 && text.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
    within(day, 31) && within(month, 12) && year.len() == 4 && (year.starts_with("19") || year.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str, kinds: &[Dropped]) {
        let (kept, dropped) = scrub(text);
        assert_eq!((kept.as_str(), dropped.as_slice()), (expected, kinds), "{text}");
    }

    #[test]
    fn personal_data_goes_and_the_sentence_stays() {
        check("Skriv till exempel.person@example.se för mer.", "Skriv till för mer.", &[Dropped::Email]);
        check("Frågor: tel 070-000 41 27.", "Frågor:.", &[Dropped::Telephone]);
        check("Ring 0700000000 eller 0910-00 00 00", "Ring eller", &[Dropped::Telephone, Dropped::Telephone]);
        check("Ring +46 70 000 00 00 i dag", "Ring i dag", &[Dropped::Telephone]);
        for number in ["0911–69 60 00", "070 – 123 45 61", "070.123.45.69", "08 / 123 45 67"] {
            check(&format!("Ring {number} i dag"), "Ring i dag", &[Dropped::Telephone]);
        }
        check("Anna,070-123 45 68", "Anna,", &[Dropped::Telephone]);
        check("Skriv till anna.berg(at)example.se i dag", "Skriv till i dag", &[Dropped::Email]);
        check("Ägare 000101-0008 i Umeå", "Ägare i Umeå", &[Dropped::PersonalNumber]);
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "Projektet pågår 2022-05-01 - 2023-01-31.",
            "Budget 400 000 kronor, 16,2 mnkr, 0 – 1 000 000 kr, 0.5",
            "Diarienummer 23-051-S06 och 2022/00157",
            "Organisationsnummer 222000-2204",
            "Start 01-09-2023, slut 01/09 2024, kl. 08-17",
            "0,5 procent av 1 250 000 år 2014–2020",
            "a@b",
        ] {
            check(text, text, &[]);
        }
    }

    #[test]
    fn labels_and_keys() {
        assert_eq!(contact_label("E-post"), Some(Dropped::Email));
        assert_eq!(contact_label("projektledare"), Some(Dropped::ContactPerson));
        assert_eq!(contact_label("Projektägare"), None);
    }

    #[test]
    fn long_texts_take_linear_time() {
        for piece in ["1 ", "a.", "0-1 ", "+46 "] {
            scrub(&piece.repeat(200_000));
        }
    }

    proptest! {
        #[test]
        fn nothing_panics_and_no_address_is_left(text in "\\PC{0,120}") {
            let (kept, _) = scrub(&text);
            prop_assert!(kept.len() <= text.len());
        }
    }
}
