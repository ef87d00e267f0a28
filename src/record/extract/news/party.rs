//! Names of organisations in running text.
//!
//! A **party** is read word by word: capitals, words that only organisations
//! have (*kommun*, *ekonomisk förening*), and small words between such words.

use super::prose::{Word, folded, words};

/// Lower-case words that belong to an organisation's name.
const ORGANISATION_WORDS: &[&str] = &[
    "ab",
    "arbetsförmedling",
    "bildningsförbund",
    "bolag",
    "ek.förening",
    "ekonomisk",
    "energikontor",
    "folkhögskola",
    "föreningen",
    "förening",
    "förbund",
    "fören",
    "församling",
    "gymnasium",
    "handelskammare",
    "högskola",
    "ideell",
    "ideella",
    "kluster",
    "kommun",
    "kommuner",
    "kommunerna",
    "kommunernas",
    "kommunalförbund",
    "landsting",
    "lantbruksuniversitet",
    "lärcentrum",
    "län",
    "läns",
    "museum",
    "näringsliv",
    "regionförbund",
    "samordningsförbund",
    "stad",
    "stads",
    "stift",
    "stiftelse",
    "studieförbund",
    "tekniska",
    "universitet",
    "utbildningsförbund",
    "vuxenutbildning",
];
/// Lower-case words that may open a party: a kind of organisation, named or in the plural.
const OPENERS: &[&str] = &[
    "föreningen",
    "ideella",
    "kommunalförbundet",
    "kommunerna",
    "länsstyrelsen",
    "länsstyrelserna",
    "organisationen",
    "regionerna",
    "samordningsförbundet",
    "samordningsförbunden",
    "förbunden",
    "stiftelsen",
    "studieförbundet",
    "studieförbunden",
    "företaget",
    "bolaget",
    "lärosätena",
];
/// Openers in the plural, whose members follow as a list: *förbunden i A, B och C*.
const PLURALS: &[&str] = &["förbunden", "kommunerna", "regionerna", "länsstyrelserna"];
/// Small words inside a name.
const JOINTS: &[&str] = &["i", "och", "för", "av", "på", "vid", "&", "the", "of", "–"];
/// After one of these a name is complete, and *i* begins something else.
const ENDS: &[&str] = &["ab", "förening", "högskola", "kommun", "kommuner", "län", "stad", "universitet"];
/// Capitalised words that open a sentence and name no party.
const NO_PARTY: &[&str] = &[
    "arbetet",
    "bidraget",
    "båda",
    "de",
    "deltagarna",
    "den",
    "denna",
    "det",
    "detta",
    "dessa",
    "en",
    "ett",
    "eu",
    "företagen",
    "förstudien",
    "han",
    "hon",
    "hela",
    "här",
    "insatsen",
    "i",
    "ingen",
    "kommunerna",
    "man",
    "med",
    "medlen",
    "några",
    "nu",
    "också",
    "pengarna",
    "projektet",
    "projekten",
    "resten",
    "samtliga",
    "satsningen",
    "sju",
    "som",
    "stödet",
    "tre",
    "till",
    "totalt",
    "två",
    "varje",
    "verksamheten",
    "vi",
    "alla",
    "fyra",
    "fem",
    "sex",
    "åtta",
    "nio",
    "tio",
    "ytterligare",
    "sammanlagt",
    "därför",
    "där",
    "då",
    "under",
    "genom",
    "för",
    "efter",
    "när",
];
/// Words that stand for an organisation named before; with a name behind them they are part of it.
const NO_PARTY_ALONE: &[&str] = &[
    "bolaget",
    "företaget",
    "förbunden",
    "förbundet",
    "föreningen",
    "högskolan",
    "kommunen",
    "myndigheten",
    "regionen",
    "staden",
    "stiftelsen",
    "universitetet",
];
/// Words that no subject of a granting verb contains.
const NO_SUBJECT: &[&str] = &[
    "att",
    "ansökan",
    "beviljas",
    "beviljats",
    "drivs",
    "där",
    "efter",
    "från",
    "får",
    "fått",
    "genom",
    "har",
    "inom",
    "klart",
    "kommer",
    "med",
    "men",
    "nu",
    "när",
    "om",
    "projekt",
    "projektet",
    "ska",
    "som",
    "till",
    "tillsammans",
    "under",
    "ur",
    "utifrån",
    "vill",
    "ägs",
    "är",
    "pengar",
    "miljoner",
    "kronor",
    "stödet",
];
/// The longest party in bytes, with what stands around it.
const LONGEST: usize = 400;
/// The most parties of one list.
const MOST_PARTIES: usize = 100;
/// The most words of a party.
const MOST_WORDS: usize = 14;

fn is_organisation_word(word: &Word<'_>) -> bool {
    ORGANISATION_WORDS.contains(&word.folded().as_str())
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
            && (if word.text == "och" { and == And::Joins || listed } else { !is_end(&last) });
        if is_body(word) {
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

/// The subject that a text ends with: whoever stands before *får* or *äger*.
pub(super) fn trailing(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches(',');
    let whole = words(text);
    plural_list(text, &whole)
        .or_else(|| whole_subject(text, &whole))
        .or_else(|| backwards(text, &whole))
        .filter(|party| !stands_for_another(party))
}

/// `Bolaget`, `Projektet`: a word that stands for a party or project named before.
fn stands_for_another(party: &str) -> bool {
    let lower = folded(party);
    is_pronoun(&lower) || NO_PARTY_ALONE.contains(&lower.as_str())
}

/// `Nu får samordningsförbunden i A, B och C`: from the plural to the end.
fn plural_list<'t>(text: &'t str, whole: &[Word<'t>]) -> Option<&'t str> {
    let head = whole.iter().rposition(is_plural)?;
    let rest = whole.get(head + 1..)?;
    let fits = rest.first()?.text == "i" && rest.iter().all(|word| is_body(word) || matches!(word.text, "i" | "och"));
    fits.then(|| text.get(whole.get(head)?.start..)).flatten()
}

/// The whole clause, where it is nothing but a name: `Samordningsförbundet Fjäll och älv`.
fn whole_subject<'t>(text: &'t str, whole: &[Word<'t>]) -> Option<&'t str> {
    let first = whole.first()?;
    let last = whole.last()?;
    let clean =
        whole.iter().all(|word| (word.after.is_empty() || word.start == last.start) && !NO_SUBJECT.contains(&word.folded().as_str()));
    let fits = first.capital() && !is_pronoun(&first.folded()) && whole.len() <= 8 && clean;
    let named = whole.len() > 1 || first.text.chars().count() > 2;
    (fits && named).then(|| text.get(first.start..last.end())).flatten()
}

fn backwards<'t>(text: &'t str, whole: &[Word<'t>]) -> Option<&'t str> {
    let last = whole.last().filter(|word| is_body(word))?;
    let mut first = *last;
    let mut at = whole.len() - 1;
    while at > 0 {
        at -= 1;
        let Some(word) = whole.get(at) else { break };
        if !word.after.is_empty() {
            break;
        }
        let inside = is_joint(word)
            && at > 0
            && whole.get(at - 1).is_some_and(|before| is_body(before) && before.after.is_empty() && !is_end(before));
        if is_body(word) && !(is_pronoun(&word.folded())) {
            first = *word;
        } else if !inside {
            if OPENERS.contains(&word.text) {
                first = *word;
            }
            break;
        }
    }
    let party = text.get(first.start..last.end())?;
    party.chars().any(char::is_uppercase).then_some(party)
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
