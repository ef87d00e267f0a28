//! A row of a list: a name, an owner and an amount, in the order and with the
//! signs that the list has.
//!
//! `NAME (OWNER), AMOUNT` · `NAME, OWNER – AMOUNT` · `NAME: OWNER` · `OWNER: NAME, AMOUNT`

use crate::record::amount;
use crate::record::extract::news::fact::grant;
use crate::record::extract::news::party::{Likeness, is_generic, likeness};
use crate::record::extract::news::prose::{folded, is_quote, words};
use crate::record::project::Amount;
use crate::record::vocabulary::Vocabulary;

/// Words that make a line a sentence and no row.
const VERBS: &[&str] = &[
    "är",
    "får",
    "fick",
    "fått",
    "har",
    "hade",
    "ska",
    "kan",
    "vill",
    "blir",
    "blev",
    "går",
    "gick",
    "ger",
    "beviljas",
    "beviljades",
    "beviljats",
    "tilldelas",
    "tilldelades",
    "tilldelats",
    "erhåller",
    "drivs",
    "leds",
    "ägs",
    "deltar",
    "söker",
    "handlar",
    "syftar",
    "startar",
    "prioriteras",
    "innebär",
    "omfattar",
    "receives",
    "is",
    "are",
    "will",
];

/// Between the fields of a row.
const DASHES: &[&str] = &[" – ", " - ", " — ", " − ", " / ", " | "];

/// On which side of which sign the owner stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Brackets,
    Comma,
    Dash,
    Colon,
    By,
    FirstColon,
    FirstDash,
    FirstComma,
}

/// All orders, the more usual first.
pub(super) const ORDERS: [Order; 8] =
    [Order::Brackets, Order::Comma, Order::Dash, Order::Colon, Order::By, Order::FirstColon, Order::FirstDash, Order::FirstComma];

/// A row cut into its amount and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row<'t> {
    /// What holds the name and perhaps the owner.
    pub head: &'t str,
    pub amount: Option<&'t str>,
    /// What the same sentence says behind the amount.
    pub tail: &'t str,
}

/// Whether a text has a verb and is therefore no row.
pub(super) fn is_sentence(text: &str) -> bool {
    words(text).iter().any(|word| VERBS.contains(&word.text) || word.start == 0 && matches!(word.text, "Det" | "Vi" | "De"))
}

impl<'t> Row<'t> {
    /// The first sentence of a text as a row; `None` where it is running text.
    pub(super) fn read(text: &'t str, vocabulary: &Vocabulary) -> Option<Row<'t>> {
        let text = text.trim();
        let row = match own_amount(text, vocabulary) {
            Some((start, end)) => {
                let amount = text.get(start..end)?;
                let (before, after) = (trimmed(text.get(..start)?), text.get(end..)?);
                // *3 mkr till Bryggan*: the amount stands first.
                let leads = before.is_empty();
                let head = if leads { first_sentence(without_lead(after)) } else { before };
                let sentence = folded(after).contains("projekt") || folded(after).contains("förstudie");
                let head = trimmed(head);
                Row {
                    head: if sentence { head } else { without_verb(head) },
                    amount: Some(amount),
                    tail: if leads { "" } else { first_sentence(after) },
                }
            }
            None => Row { head: trimmed(first_sentence(text)), amount: None, tail: "" },
        };
        let letters = row.head.chars().filter(|c| c.is_alphabetic()).count();
        (letters > 1 && !is_sentence(row.head)).then_some(row)
    }

    /// The field behind the amount: `Bryggan, 3 mkr (Mora kommun)`, and for a
    /// party before it what the money is for: `Mora kommun, 3 mkr till Bryggan`.
    pub(super) fn behind(&self) -> Option<(&'t str, &'t str)> {
        let field = trimmed(self.tail.trim_start_matches([')', ' '])).trim_start_matches('(').trim_end_matches(')');
        if likeness(self.head) == Likeness::Sure {
            let purpose = without_lead(self.tail);
            let told = purpose.len() < trimmed(self.tail).len();
            return told
                .then(|| (unquoted(trimmed(purpose)), self.head))
                .filter(|(name, _)| !is_sentence(name) && name.chars().any(char::is_alphabetic));
        }
        (likeness(field) == Likeness::Sure && !is_generic(field)).then_some((self.head, field))
    }

    /// Name and owner by an order, and how much the owner looks like one.
    pub(super) fn split(&self, order: Order) -> Option<(&'t str, &'t str, Likeness)> {
        let head = self.head;
        let (name, owner) = match order {
            Order::Brackets => brackets(head)?,
            Order::Comma => head.rsplit_once(", ")?,
            Order::Dash => rsplit_any(head, DASHES)?,
            Order::Colon => head.rsplit_once(": ")?,
            Order::By => {
                head.rsplit_once(" av ").filter(|(_, owner)| likeness(owner) > Likeness::No && owner.starts_with(char::is_uppercase))?
            }
            Order::FirstColon => swapped(head.split_once(": ")?),
            Order::FirstDash => swapped(DASHES.iter().filter_map(|dash| head.split_once(dash)).min_by_key(|(first, _)| first.len())?),
            Order::FirstComma => swapped(head.split_once(", ")?),
        };
        let name = ["projektet ", "förstudien "].iter().find_map(|noun| name.split_once(noun)).map_or(name, |(_, behind)| behind);
        let (name, owner) = (unquoted(trimmed(name)), trimmed(owner).trim_end_matches(')').trim());
        let owner = if owner.contains('(') && !owner.contains(')') { owner.split('(').next().unwrap_or(owner).trim() } else { owner };
        let fits = name.chars().any(char::is_alphabetic) && owner.chars().any(char::is_alphabetic) && !is_generic(owner);
        fits.then(|| (name, owner, likeness(owner)))
    }
}

/// `Bryggan, Mora kommun, får`: a row whose amount a verb leads to; with a name
/// alone before it, it is a sentence.
fn without_verb(head: &str) -> &str {
    const LEADING: &[&str] = &[
        " får",
        " fick",
        " beviljas",
        " beviljades",
        " tilldelas",
        " tilldelades",
        " har beviljats",
        " har fått",
        " prioriterades med",
        " erhåller",
    ];
    let bare = LEADING.iter().find_map(|verb| head.strip_suffix(verb)).map_or(head, |bare| bare.trim_end_matches([' ', ',']));
    let fields = bare.contains([',', '(', ':', '”', '"']) || DASHES.iter().any(|dash| bare.contains(dash));
    if fields { bare } else { head }
}

/// The first amount that is not said to be something else, or bare figures at the end.
fn own_amount(text: &str, vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    let found = amount::mentions(text);
    let granted = grant::grants(text, vocabulary).into_iter().next().or_else(|| grant::unclear(text, vocabulary));
    let first =
        granted.or_else(|| found.into_iter().next().filter(|_| !text.contains("total"))).map(|mention| (mention.start, mention.end));
    first.or_else(|| bare_at_end(text))
}

/// `…, 316 000`: figures in groups at the end of a row.
fn bare_at_end(text: &str) -> Option<(usize, usize)> {
    let end = text.trim_end_matches(['.', ' ', ')']).len();
    let body = text.get(..end)?;
    let start = body
        .rfind(|c: char| !(c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '.')))
        .map_or(0, |at| at + body.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let figures = body.get(start..)?;
    let from = start + figures.len() - figures.trim_start().len();
    let amount = Amount::parse(figures.trim())?;
    (amount.amount_ore >= 10_000 * 100 && figures.trim().contains([' ', '\u{a0}', '.']) || amount.amount_ore >= 100_000 * 100)
        .then_some((from, end))
}

/// The text up to the first full stop before a new sentence.
fn first_sentence(text: &str) -> &str {
    crate::record::extract::news::prose::sentences(text).into_iter().next().unwrap_or(text)
}

/// `till Bryggan`, `– Bryggan`, `kr till projektet Bryggan`: what stands behind a leading amount.
fn without_lead(text: &str) -> &str {
    let text = trimmed(text);
    let leads = ["till projektet ", "till förstudien ", "till ", "för projektet ", "för ", "i stöd till ", "går till ", "to "];
    leads.iter().find_map(|lead| text.strip_prefix(lead)).unwrap_or(text)
}

/// A field without the signs around it.
fn trimmed(text: &str) -> &str {
    let text = text.trim_matches([' ', '\u{a0}', ',', ';', ':', '–', '—', '-', '|', '.', '·', '\t', '=']);
    let ends = [" totalt", " med", " på", " om", ", eu-stöd", " eu-stöd", " stöd", " ca", " beviljat belopp", " belopp"];
    let lower = folded(text);
    let length = ends.iter().find(|end| lower.ends_with(**end)).map_or(text.len(), |end| text.len() - end.len());
    let text = text.get(..length).unwrap_or(text);
    text.trim_end_matches([' ', ',', ':', '–', '-', '('])
}

/// `Bryggan (Mora kommun`: the text in the last brackets, closed or cut by the amount.
fn brackets(head: &str) -> Option<(&str, &str)> {
    let open = head.rfind('(')?;
    let inner = head.get(open + 1..)?.trim_end_matches(')');
    let closed = !head.get(open..)?.trim_end_matches(')').contains(')');
    let plain =
        inner.chars().any(char::is_alphabetic) && !inner.contains(|c: char| c.is_ascii_digit()) && inner.starts_with(char::is_uppercase);
    (closed && plain).then(|| head.get(..open).map(|name| (name, inner))).flatten()
}

fn rsplit_any<'t>(text: &'t str, signs: &[&str]) -> Option<(&'t str, &'t str)> {
    signs.iter().filter_map(|sign| text.rsplit_once(sign)).max_by_key(|(before, _)| before.len())
}

fn swapped<'t>((first, second): (&'t str, &'t str)) -> (&'t str, &'t str) {
    (second, first)
}

/// A name without the quotation marks around it.
fn unquoted(name: &str) -> &str {
    // *”Bryggan”. Beviljat*: what follows the closing mark is no part of it.
    let mut parts = name.split(is_quote);
    if let (Some(""), Some(inner), Some(_)) = (parts.next(), parts.next(), parts.next()) {
        return inner.trim();
    }
    name.trim_matches(|c: char| is_quote(c) || c == '\'' || c == '’').trim()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, order: Order, name: &str, owner: &str, amount: &str) {
        let row = Row::read(text, Vocabulary::bundled());
        let split = row.and_then(|row| row.split(order)).map(|(name, owner, _)| (name, owner));
        assert_eq!((split, row.and_then(|row| row.amount)), (Some((name, owner)), Some(amount).filter(|a| !a.is_empty())), "{text}");
    }

    #[test]
    fn orders_and_signs() {
        check("Bryggan (Mora kommun), 3 200 000 kr", Order::Brackets, "Bryggan", "Mora kommun", "3 200 000 kr");
        check("Bryggan (Mora kommun, 3 200 000 kr)", Order::Brackets, "Bryggan", "Mora kommun", "3 200 000 kr");
        check("Bryggan, båten och bron, Mora kommun, 316 000", Order::Comma, "Bryggan, båten och bron", "Mora kommun", "316 000");
        check("Bryggan (2024-2027), Väv AB – 148 225 kr", Order::Comma, "Bryggan (2024-2027)", "Väv AB", "148 225 kr");
        check("Bryggan – Mora kommun – drygt 3 mkr.", Order::Dash, "Bryggan", "Mora kommun", "drygt 3 mkr");
        check("Bryggan: Mora kommun", Order::Colon, "Bryggan", "Mora kommun", "");
        check("Mora kommun: ”Bryggan”, 3 mkr", Order::FirstColon, "Bryggan", "Mora kommun", "3 mkr");
        check("Bygge av broar av Mora kommun", Order::By, "Bygge av broar", "Mora kommun", "");
        check("3 mkr till Bryggan (Mora kommun). Den blir lång.", Order::Brackets, "Bryggan", "Mora kommun", "3 mkr");
    }

    #[test]
    fn sentences_are_no_rows() {
        for text in ["Mora kommun får 3 mkr till Bryggan", "Bryggan är lång", "3 mkr", ""] {
            assert_eq!(Row::read(text, Vocabulary::bundled()), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*", piece in "(Bro|, | – |\\(|\\)|3 mkr|Mora kommun|: | av |316 000){0,10}") {
            for text in [text, piece] {
                if let Some(row) = Row::read(&text, Vocabulary::bundled()) {
                    ORDERS.iter().for_each(|order| { row.split(*order); });
                }
            }
        }
    }
}
