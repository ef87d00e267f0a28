//! Forms: labels without colons, each on a line of its own above its value, as
//! a form becomes that was made into text.
//!
//! ```text
//! Projektnamn
//! Bryggan till jobb
//! Stödmottagare
//! Mora kommun
//! ```

use super::super::labels::{self, Meaning};
use super::lines::Line;
use crate::record::extract::news::prose::is_closed;

/// How many labels with values make a page a form.
const ENOUGH: usize = 3;
/// The most words of a label without a colon.
const LABEL_WORDS: usize = 5;
/// The most words of a value.
const VALUE_WORDS: usize = 20;

/// The lines with each label and its value in one, where the page is a form.
pub(super) fn joined(lines: Vec<Line>) -> Vec<Line> {
    let meanings: Vec<Option<Meaning>> = lines.iter().map(label).collect();
    let is_pair = |at: usize| {
        let value = lines.get(at + 1).filter(|_| meanings.get(at + 1) == Some(&None));
        meanings.get(at).is_some_and(Option::is_some)
            && value.is_some_and(is_value)
            && at.checked_sub(1).is_none_or(|before| meanings.get(before) == Some(&None))
    };
    let pairs: Vec<usize> = (0..lines.len()).filter(|at| is_pair(*at)).collect();
    let known = |at: &usize| matches!(meanings.get(*at), Some(Some(Meaning::Name | Meaning::Owner)));
    if pairs.len() < ENOUGH || !pairs.iter().any(known) {
        return lines;
    }
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut of_pair = false;
    for (at, line) in lines.into_iter().enumerate() {
        match joined.last_mut().filter(|_| of_pair) {
            Some(label) => {
                label.text = format!("{}: {}", label.text.trim_end_matches(':'), line.text);
                of_pair = false;
            }
            None => {
                of_pair = pairs.binary_search(&at).is_ok();
                joined.push(line);
            }
        }
    }
    joined
}

fn label(line: &Line) -> Option<Meaning> {
    let few = line.text.split_whitespace().count() <= LABEL_WORDS && line.is_plain() && !line.text.contains([':', '.', ',']);
    let known = few.then(|| labels::column(&line.text)).flatten();
    // *Beslut om stöd* is a title, *Beviljat stöd* a label.
    known.filter(|meaning| !matches!(meaning, Meaning::Granted(rank) if *rank > 1) || line.text.split_whitespace().count() == 1)
}

fn is_value(line: &Line) -> bool {
    line.is_plain()
        && line.text.split_whitespace().count() <= VALUE_WORDS
        && !(is_closed(&line.text) && line.text.split_whitespace().count() > 8)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use crate::ingest::text::blocks;

    #[test]
    fn labels_take_the_line_below() {
        let shown = |text: &str| lines(&blocks(text)).into_iter().map(|line| line.text).collect::<Vec<_>>().join(" | ");
        assert_eq!(
            shown("Projektnamn\nBryggan\nStödmottagare\nMora kommun\nMorgatan 1\nProjektperiod\n2018-01-01 – 2020-12-31"),
            "Projektnamn: Bryggan | Stödmottagare: Mora kommun | Morgatan 1 | Projektperiod: 2018-01-01 – 2020-12-31"
        );
        // The header of a flattened table is no form.
        assert_eq!(
            shown("Projekt\nSökande\nBelopp\nBryggan\nMora kommun\n3 mkr"),
            "Projekt | Sökande | Belopp | Bryggan | Mora kommun | 3 mkr"
        );
        assert_eq!(shown("Projekt\nDet går bra.\nPartner"), "Projekt | Det går bra. | Partner");
    }
}
