//! Which encoding bytes have, judged from the bytes alone, and characters that
//! nobody sees.
//!
//! Sources come from web pages, word processors and spreadsheets of two
//! decades. They are UTF-8 as a rule, UTF-16 when saved by an office program,
//! Windows-1252 when old; all three occur in one folder. Lines keep their
//! number: nothing here adds or removes a line end.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How many bytes from the start decide between UTF-16 without a byte order
/// mark and the encodings that have no zero bytes.
const SAMPLE: usize = 4096;

/// Western text in UTF-16 has a zero in every second byte; no other encoding
/// of text has zeros at all.
pub(super) fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    let pairs = sample.len() / 2;
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match pairs {
        0..2 => None,
        _ if odd * 5 > pairs * 4 && even * 20 < pairs => Some(UTF_16LE),
        _ if even * 5 > pairs * 4 && odd * 20 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// Valid UTF-8, or UTF-8 with damage: a file cut inside a letter is still no
/// Windows-1252, whose å, ä and ö never make valid sequences in Swedish text.
pub(super) fn is_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults == 0 || letters > faults
}

/// The text in NFC, with `\n` at line ends and no invisible characters.
pub(super) fn visible(raw: &str) -> Cow<'_, str> {
    if is_plain(raw) {
        return Cow::Borrowed(raw);
    }
    let shown = without_invisible(raw);
    match is_nfc_quick(shown.chars()) {
        IsNormalized::Yes => Cow::Owned(shown),
        _ => Cow::Owned(shown.nfc().collect()),
    }
}

/// Printable ASCII, line ends, tabs and the letters U+00C0 to U+02FF: nothing
/// in such a text is invisible or has another form. It is most of what
/// Swedish lists hold, and saves looking at each character.
fn is_plain(raw: &str) -> bool {
    raw.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t' | 0x80..=0xBF | 0xC3..=0xCB))
}

fn without_invisible(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {
                rest.next_if_eq(&'\n');
                text.push('\n');
            }
            // A word processor's soft hyphen, seen where pages were made from PDF.
            '¬' if ends_in_letter(&text) && rest.peek().is_some_and(|n| n.is_alphabetic()) => {}
            // A page break or a separator of lines still parts two words.
            '\u{0B}' | '\u{0C}' | '\u{2028}' | '\u{2029}' => text.push(' '),
            c if is_invisible(c) => {}
            c => text.push(c),
        }
    }
    text
}

fn ends_in_letter(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphabetic)
}

/// Soft hyphen, byte order mark, zero-width and bidirectional marks, tags (Unicode
/// 16, General_Category Cf) and control characters other than tab and line end.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{E0000}'..='\u{E007F}')
        || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn invisible_characters_go_and_lines_stay() {
        let clean = |raw: &str, expected: &str| assert_eq!(visible(raw), expected, "{raw:?}");
        clean("kom\u{ad}pe\u{ad}tens", "kompetens");
        clean("sam¬ord¬ning", "samordning");
        clean("¬ och 5 ¬ 6", "¬ och 5 ¬ 6");
        clean("a\r\nb\rc\n", "a\nb\nc\n");
        clean("\u{e0041}a\u{200b}b\u{202e}c\u{2066}d\0e\u{85}f\tg", "abcdef\tg");
        clean("blad\u{0c}bl\u{0b}ad", "blad bl ad");
        clean("A\u{30a}re", "Åre");
        clean("Å\u{85}re \u{a0}\u{2009}x", "Åre \u{a0}\u{2009}x");
    }

    proptest! {
        #[test]
        fn nothing_invisible_is_left(raw in any::<String>()) {
            let shown = visible(&raw);
            prop_assert!(!shown.chars().any(is_invisible) && unicode_normalization::is_nfc(&shown));
        }

        #[test]
        fn plain_text_is_as_it_was(raw in "[ -~\n\t\u{c0}-\u{2ff}]{0,80}") {
            prop_assert_eq!(without_invisible(&raw).nfc().collect::<String>(), visible(&raw));
        }
    }
}
