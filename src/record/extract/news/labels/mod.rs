//! Labels: `Sökande: Mora kommun`, alone on a line, several in one, or as the
//! header of a column.

mod table;

use super::prose::folded;
use crate::record::personal::contact_label;
use table::{GRANT_WORDS, LABELS, OTHER_MONEY};

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Name,
    Owner,
    Partners,
    /// The grant; the rank says how surely, 0 the surest.
    Granted(u8),
    /// Total cost, co-financing: money that is not the fund's.
    OtherMoney,
    Fund,
    Place,
    Period,
    Start,
    End,
    Participants,
    Companies,
    Description,
    Reference,
    /// A fact that no field holds.
    Ignored,
    /// A fact of a call, which has no project yet.
    OfCall,
}

/// A label with what stands behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Labelled<'t> {
    pub meaning: Meaning,
    pub label: &'t str,
    pub value: &'t str,
}

/// The longest label in bytes.
const LONGEST: usize = 70;
/// The most words of a label that is known by a word it holds.
const MOST_WORDS: usize = 7;
/// What may stand before a label inside a line.
const BEFORE_LABEL: &[&str] = &[". ", "; ", " | ", ", ", "\t", "  ", " – ", " · ", "( ", ") ", "! ", " / "];

/// What a label says, given without its colon.
pub(super) fn meaning(label: &str) -> Option<Meaning> {
    if label.len() > LONGEST {
        return None;
    }
    let folded = folded(label.trim());
    let exact = LABELS.iter().find(|(known, _)| *known == folded).map(|(_, meaning)| *meaning);
    // A contact person is dropped before; whoever is left behind such a label names no project.
    exact.or_else(|| contact_label(label).map(|_| Meaning::Ignored)).or_else(|| money(&folded))
}

/// The meaning of a column's header, which may be shorter than a label: never
/// one that reads as a sentence or as a row.
pub(super) fn column(header: &str) -> Option<Meaning> {
    let header = header.trim().trim_end_matches([':', '*']).trim();
    let bare = header.split(" (").next().unwrap_or(header);
    (header.len() <= LONGEST && !header.contains(|c: char| c.is_ascii_digit())).then(|| meaning(header).or_else(|| meaning(bare))).flatten()
}

/// A label of money, by its words.
fn money(folded: &str) -> Option<Meaning> {
    if folded.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let words: Vec<&str> = folded.split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | ',')).collect();
    let holds = |known: &str| if known.contains(' ') { folded.contains(known) } else { words.contains(&known) };
    if OTHER_MONEY.iter().any(|other| words.iter().any(|word| word.starts_with(other)) || holds(other)) {
        let money = GRANT_WORDS.iter().any(|(known, _)| holds(known)) || words.len() <= 2;
        return money.then_some(Meaning::OtherMoney);
    }
    if words.iter().any(|word| matches!(*word, "utlyst" | "utlysta" | "utlysning" | "utlysningen")) {
        return Some(Meaning::OfCall);
    }
    let known = GRANT_WORDS.iter().filter(|(known, _)| holds(known)).min_by_key(|(_, rank)| *rank);
    known.map(|(_, rank)| Meaning::Granted(*rank))
}

/// The labelled facts of a line and what stands before the first: `None` for a
/// line without a known label.
pub(super) fn split(text: &str) -> Option<(&str, Vec<Labelled<'_>>)> {
    let colons = text
        .match_indices(':')
        .filter(|(at, _)| text.get(at + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\u{a0}', '\t'])));
    let found: Vec<(usize, usize, Meaning)> = colons.filter_map(|(at, _)| label_before(text, at)).collect();
    let first = found.first()?.0;
    let mut facts = Vec::with_capacity(found.len());
    for (nth, (start, colon, meaning)) in found.iter().enumerate() {
        let end = found.get(nth + 1).map_or(text.len(), |next| next.0);
        let (Some(label), Some(value)) = (text.get(*start..*colon), text.get(colon + 1..end)) else { continue };
        facts.push(Labelled { meaning: *meaning, label, value: trimmed(value) });
    }
    Some((text.get(..first)?.trim_end_matches([' ', '.', ',', ';', '–', '|', ':', '-']), facts))
}

/// The label that ends at a colon: where it begins, the colon, its meaning.
fn label_before(text: &str, colon: usize) -> Option<(usize, usize, Meaning)> {
    let from = text.ceil_char_boundary(colon.saturating_sub(LONGEST));
    let near = text.get(from..colon)?;
    let starts = BEFORE_LABEL.iter().filter_map(|sign| near.rfind(sign).map(|at| from + at + sign.len()));
    let start = starts.max().or((from == 0).then_some(0))?;
    let label = text.get(start..colon)?;
    let parted = text.get(..start).is_some_and(|before| [", ", "; ", " | "].iter().any(|sign| before.ends_with(sign)));
    let opens = label.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit()) || start == 0 || parted;
    meaning(label).filter(|_| opens).map(|meaning| (start, colon, meaning))
}

fn trimmed(value: &str) -> &str {
    let value = value.trim().trim_end_matches([',', ';', '|', '–']).trim_end();
    let abbreviation = value.ends_with("för.") || value.ends_with("fören.") || value.ends_with("m.fl.");
    if abbreviation { value } else { value.trim_end_matches('.') }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_and_columns() {
        let check = |label: &str, expected: Option<Meaning>| assert_eq!(column(label), expected, "{label}");
        check("Sökande", Some(Meaning::Owner));
        check("Sökt EU-belopp från Regionalfonden", Some(Meaning::Granted(1)));
        check("Beviljade medel", Some(Meaning::Granted(0)));
        check("Belopp (kr)", Some(Meaning::Granted(3)));
        check("Offentlig medfinansiering", Some(Meaning::OtherMoney));
        check("Totalt", Some(Meaning::OtherMoney));
        check("Total projektbudget", Some(Meaning::OtherMoney));
        check("Utlyst belopp", Some(Meaning::OfCall));
        check("Bryggan", None);
        check("Så här ser det ut i länet", None);
    }

    #[test]
    fn several_labels_in_a_line() {
        let shown = |text| {
            split(text).map(|(before, facts)| {
                let facts: Vec<_> = facts.iter().map(|fact| format!("{:?}={}", fact.meaning, fact.value)).collect();
                format!("{before}|{}", facts.join("|"))
            })
        };
        assert_eq!(shown("Sökande: Mora kommun").as_deref(), Some("|Owner=Mora kommun"));
        assert_eq!(shown("Sökande: Mora kommun. Syfte: fler broar.").as_deref(), Some("|Owner=Mora kommun|Description=fler broar"));
        assert_eq!(shown("Bron. Sökande: Bro AB, Belopp: 3 mkr").as_deref(), Some("Bron|Owner=Bro AB|Granted(3)=3 mkr"));
        assert_eq!(shown("Bron: en länk till Mora"), None);
        assert_eq!(shown("Klockan 10:30 är det klart"), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*", piece in "(Sökande|: |\\. |Belopp|å|,){0,12}") {
            for text in [text, piece] {
                column(&text);
                split(&text);
            }
        }
    }
}
