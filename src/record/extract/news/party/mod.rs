//! Names of organisations in running text.
//!
//! A **party** is read word by word: capitals, words that only organisations
//! have (*kommun*, *ekonomisk förening*), and small words between such words.
//! How much a text looks like one is judged in `likeness`.

mod likeness;
mod subject;
mod words;

use self::words::{ENDS, JOINTS, NO_PARTY, NO_PARTY_ALONE, OPENERS, ORGANISATION_ENDINGS, ORGANISATION_WORDS, PLURALS};
use super::prose::{Word, folded, words};

pub(super) use likeness::{Likeness, is_generic, likeness};
pub(super) use subject::trailing;

/// The longest party in bytes, with what stands around it.
const LONGEST: usize = 400;
/// The most parties of one list.
const MOST_PARTIES: usize = 100;
/// The most words of a party.
const MOST_WORDS: usize = 14;

fn is_organisation_word(word: &Word<'_>) -> bool {
    let lower = word.folded();
    ORGANISATION_WORDS.contains(&lower.as_str())
        || ORGANISATION_ENDINGS.iter().any(|ending| lower.len() > ending.len() && lower.ends_with(ending))
}

fn is_body(word: &Word<'_>) -> bool {
    word.capital() || is_organisation_word(word) || word.text.bytes().all(|b| b.is_ascii_digit())
}

fn is_joint(word: &Word<'_>) -> bool {
    JOINTS.contains(&word.text)
}

fn is_end(word: &Word<'_>) -> bool {
    ENDS.contains(&word.folded().as_str())
}

fn is_plural(word: &Word<'_>) -> bool {
    let word = word.folded();
    PLURALS.iter().any(|plural| word.ends_with(plural))
}

/// How *och* is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum And {
    /// As part of a joint owner.
    Joins,
    /// As the sign between two items of a list.
    Divides,
}

/// The party that a text begins with; several joined by *och* are one.
pub(super) fn leading(text: &str) -> Option<&str> {
    read(text, And::Joins)
}

fn read(text: &str, and: And) -> Option<&str> {
    let start = text.len() - text.trim_start().len();
    // No party is longer than a few words, whatever follows.
    let all = words(text.get(..text.floor_char_boundary(start + LONGEST))?);
    let first = all.first().filter(|word| word.start <= start + 4)?;
    let opens = (first.capital() && !is_pronoun(&first.folded())) || OPENERS.contains(&first.text);
    if !opens || first.text.ends_with('-') {
        return None;
    }
    let listed = is_plural(first) && all.get(1).is_some_and(|word| word.text == "i");
    let mut last = *first;
    let mut at = 1;
    while let Some(word) = all.get(at).filter(|_| at < MOST_WORDS) {
        let next = all.get(at + 1);
        if !(last.after.is_empty() || listed && last.after == "," && word.capital() && at > 2) {
            break;
        }
        let joins = is_joint(word)
            && word.after.is_empty()
            && next.is_some_and(is_body)
            && (word.text != "för" || is_organisation_word(&last) || last.folded().ends_with("et") || last.folded().ends_with("en"))
            && (if word.text == "och" { and == And::Joins || listed } else { !is_end(&last) });
        // Figures are part of a name only before another word of it: *Region 10 kommunerna*.
        let figures =
            word.text.bytes().all(|b| b.is_ascii_digit()) && !next.is_some_and(|next| next.capital() || is_organisation_word(next));
        if figures {
            break;
        }
        if is_body(word) {
            // *Mora kommun Exempelgatan 12*: the name is whole with its legal form.
            if matches!(last.folded().as_str(), "kommun" | "ab") && word.capital() {
                break;
            }
            last = *word;
            at += 1;
        } else if joins {
            at += 1;
            // The next turn takes the word behind the joint.
            last = Word { after: "", ..*word };
        } else {
            break;
        }
    }
    let alone = last.start == first.start;
    let lone_opener = alone
        && (OPENERS.contains(&first.text) && !is_plural(first) || NO_PARTY_ALONE.contains(&first.folded().as_str()) && first.capital());
    (!lone_opener).then(|| text.get(first.start..last.end())).flatten().filter(|party| !party.is_empty())
}

fn is_pronoun(folded: &str) -> bool {
    NO_PARTY.contains(&folded)
}

/// The parties of the list that a text begins with, and the byte after it:
/// `A kommun, B kommun och C`.
pub(super) fn list(text: &str) -> (Vec<&str>, usize) {
    let mut found = Vec::new();
    let mut at = 0;
    let mut end = 0;
    while let Some(rest) = text.get(at..).filter(|_| found.len() < MOST_PARTIES) {
        let Some(party) = read(rest.trim_start(), And::Divides) else { break };
        found.push(party);
        // A party is a part of the text, wherever signs before it were skipped.
        end = party.as_ptr() as usize - text.as_ptr() as usize + party.len();
        let Some(next) = text.get(end..).and_then(divider) else { break };
        at = end + next;
    }
    (found, end)
}

/// The length of what divides two items of a list.
fn divider(text: &str) -> Option<usize> {
    const DIVIDERS: &[&str] = &[", och ", ", samt ", " och ", " samt ", ", ", " & "];
    DIVIDERS.iter().find(|divider| text.starts_with(**divider)).map(|divider| divider.len())
}

/// The parties that a text names by a word that only organisations have, in its order.
pub(super) fn all(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut end = 0;
    for word in words(text) {
        if word.start < end || !(word.capital() || OPENERS.contains(&word.text)) {
            continue;
        }
        let Some(party) = text.get(word.start..).and_then(|rest| read(rest, And::Divides)) else { continue };
        if likeness(party) == Likeness::Sure && !is_generic(party) {
            end = word.start + party.len();
            found.push(party);
        }
    }
    found
}

/// Whether a party is of the kind that texts go on to call it by: *länsstyrelsen*, *högskolan*.
pub(super) fn is_of_kind(party: &str, kind: &str) -> bool {
    const WORDS: &[(&str, &[&str])] = &[
        ("kommunen", &["kommun"]),
        ("staden", &["stad"]),
        ("högskolan", &["högskolan", "högskola"]),
        ("universitetet", &["universitet", "universitetet"]),
        ("lärosätet", &["universitet", "universitetet", "högskolan", "högskola"]),
        ("the university", &["university", "universitet"]),
        ("the municipality", &["municipality"]),
        ("regionen", &["region"]),
        (
            "förbundet",
            &[
                "samordningsförbundet",
                "samordningsförbund",
                "kommunalförbundet",
                "kommunalförbund",
                "utbildningsförbund",
                "förbund",
                "förbundet",
            ],
        ),
        ("bolaget", &["ab", "aktiebolag"]),
        ("föreningen", &["förening", "föreningen"]),
        ("folkhögskolan", &["folkhögskola", "folkhögskolan"]),
    ];
    let lower = folded(party);
    let known = WORDS.iter().find(|(known, _)| *known == kind).map(|(_, words)| *words);
    let has = |word: &str| lower.split_whitespace().any(|part| part == word);
    known.map_or_else(|| has(kind), |words| words.iter().any(|word| has(word))) && lower != kind
}

/// Whether a text is the name of one party and nothing else.
pub(super) fn is_whole(text: &str) -> bool {
    let text = text.trim();
    likeness(text) == Likeness::Sure && text.split_whitespace().count() <= MOST_WORDS && read(text, And::Joins) == Some(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_party_at_the_start() {
        let check = |text: &str, expected: &str| assert_eq!(leading(text).unwrap_or_default(), expected, "{text}");
        check("Mora kommun och drivs vidare", "Mora kommun");
        check("Mora kommun och Orsa kommun i tre år", "Mora kommun och Orsa kommun");
        check("Vävarnas Hus ekonomisk förening, som får", "Vävarnas Hus ekonomisk förening");
        check("Högskolan i Borås tillsammans med", "Högskolan i Borås");
        check("Mora kommun i Dalarna", "Mora kommun");
        check("samordningsförbunden i Halland, Skåne och Blekinge får", "samordningsförbunden i Halland, Skåne och Blekinge");
        check("Norrlands Garn AB och projektet Varp", "Norrlands Garn AB");
        check("projektet Varp", "");
        check("Projektet Varp", "");
        check("", "");
    }

    #[test]
    fn lists_of_parties() {
        let check = |text: &str, expected: &[&str]| assert_eq!(list(text).0, expected, "{text}");
        check("Mora kommun, Orsa kommun och Siljans lärcentrum.", &["Mora kommun", "Orsa kommun", "Siljans lärcentrum"]);
        check("VÄV och Orsa kommun", &["VÄV", "Orsa kommun"]);
        check(
            "Region Skåne, samordningsförbunden, Arbetsförmedlingen och SKR beviljats",
            &["Region Skåne", "samordningsförbunden", "Arbetsförmedlingen", "SKR"],
        );
        check("Umeå universitet, som mäter", &["Umeå universitet"]);
        check("tre kommuner", &[]);
    }

    #[test]
    fn a_party_at_the_end() {
        let check = |text: &str, expected: &str| assert_eq!(trailing(text).unwrap_or_default(), expected, "{text}");
        check("Region Skåne", "Region Skåne");
        check("Samordningsförbundet Å och äng", "Samordningsförbundet Å och äng");
        check("Det är klart att samordningsförbunden i Halland och Skåne", "samordningsförbunden i Halland och Skåne");
        check("Till projektet Varp och väft med Region Skåne", "Region Skåne");
        check("Projektet", "");
        check("Stiftelsen Väv", "Stiftelsen Väv");
        check("Stiftelsen", "");
        check("det nya bolaget", "");
        check("Nu", "");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            leading(&text);
            trailing(&text);
            let (_, end) = list(&text);
            prop_assert!(text.get(..end).is_some());
        }
    }
}
