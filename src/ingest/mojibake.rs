//! Text that was UTF-8, read as Windows-1252 and written as UTF-8 again:
//! `VÃ¤xjÃ¶` for Växjö.

use super::fault::{RawKind, RawNotice};
use super::table::TableRow;

/// What Swedish letters and signs become. Each begins with a letter that no
/// Swedish word has before such a sign.
const SEQUENCES: [&str; 14] = ["Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–", "Ã©", "Ã¼", "Ã\u{85}", "Ã\u{84}", "Ã\u{96}", "â€“", "â€™", "â€"];

/// How many such sequences are no accident.
const ENOUGH: usize = 3;

/// Whether a text was encoded twice: at least three of the sequences that å,
/// ä, ö and typographic signs become.
pub fn mojibake(text: &str) -> bool {
    sequences(text) >= ENOUGH
}

fn sequences(text: &str) -> usize {
    // Nearly every text has neither letter.
    if !text.contains(['Ã', 'â']) {
        return 0;
    }
    text.char_indices()
        .filter(|(_, c)| matches!(c, 'Ã' | 'â'))
        .filter(|(at, _)| text.get(*at..).is_some_and(|rest| SEQUENCES.iter().any(|sequence| rest.starts_with(sequence))))
        .count()
}

/// What is doubtful about the characters of a row, if anything is. Its cells
/// count together.
pub(super) fn notice(row: &TableRow) -> Option<RawNotice> {
    let unreadable: usize = row.cells.iter().map(|cell| cell.matches(char::REPLACEMENT_CHARACTER).count()).sum();
    if unreadable > 0 {
        return Some(RawNotice::kept(RawKind::Encoding, row.line, format!("{unreadable} unreadable characters in this row")));
    }
    let twice = row.cells.iter().map(|cell| sequences(cell)).sum::<usize>() >= ENOUGH;
    twice.then(|| RawNotice::kept(RawKind::Mojibake, row.line, "this row was encoded twice: Ã¥ stands for å"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_encoded_twice_are_seen() {
        let twice: String = "Växjö får stöd".bytes().map(char::from).collect();
        assert!(mojibake(&twice), "{twice}");
        assert!(mojibake("FÃ¶rskola i SkÃ¥ne lÃ¤n"));
        for text in ["", "Växjö får stöd", "Ã¥ en gång", "São Paulo, château, Ångström, naïve", "ÃÃÃÃ"] {
            assert!(!mojibake(text), "{text}");
        }
    }
}
