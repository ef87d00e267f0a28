//! Bytes to text: the encoding is judged from the bytes alone, and characters
//! that nobody sees are taken out.
//!
//! Sources come from web pages, word processors and spreadsheets of two
//! decades. They are UTF-8 as a rule, UTF-16 when saved by an office program,
//! Windows-1252 when old; all three occur in one folder. Lines keep their
//! number: nothing here adds or removes a line end.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::format::RawNotice;

/// A source's text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text in NFC, with `\n` at line ends and no invisible characters.
    pub text: String,
    /// The encoding's name: `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: &'static str,
    /// What was not valid in that encoding.
    pub notices: Vec<RawNotice>,
}

/// How many bytes from the start decide between UTF-16 without a byte order
/// mark and the encodings that have no zero bytes.
const SAMPLE: usize = 4096;

/// Reads bytes as text.
///
/// Never fails: what is not valid in the encoding that the bytes seem to have
/// becomes U+FFFD and a notice.
pub fn decode(bytes: &[u8]) -> Decoded {
    let (raw, encoding) = raw_text(bytes);
    let notices = match raw.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count() {
        0 => Vec::new(),
        count => vec![RawNotice {
            line: line_of_first_replacement(&raw),
            message: format!("{count} unreadable characters in {encoding}; the first stands on this line"),
        }],
    };
    Decoded { text: visible(&raw), encoding, notices }
}

fn line_of_first_replacement(text: &str) -> usize {
    let before = text.split(char::REPLACEMENT_CHARACTER).next().unwrap_or_default();
    1 + before.matches('\n').count()
}

fn raw_text(bytes: &[u8]) -> (String, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let body = bytes.get(mark..).unwrap_or_default();
        return (encoding.decode_without_bom_handling(body).0.into_owned(), encoding.name());
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding.name());
    }
    if is_utf_8(bytes) {
        return (String::from_utf8_lossy(bytes).into_owned(), "UTF-8");
    }
    (WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), WINDOWS_1252.name())
}

/// Western text in UTF-16 has a zero in every second byte; no other encoding
/// of text has zeros at all.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
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
fn is_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut faults) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    faults == 0 || letters > faults
}

fn visible(raw: &str) -> String {
    let shown = without_invisible(raw);
    match is_nfc_quick(shown.chars()) {
        IsNormalized::Yes => shown,
        _ => shown.nfc().collect(),
    }
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

/// Soft hyphen, byte order mark, zero-width and bidirectional marks (Unicode
/// 16, General_Category Cf) and control characters other than tab and line end.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, encoding), "{bytes:?}");
    }

    #[test]
    fn encodings_are_told_apart() {
        check(b"", "", "UTF-8");
        check("Åre först".as_bytes(), "Åre först", "UTF-8");
        check("\u{feff}Åre".as_bytes(), "Åre", "UTF-8");
        check(b"\xc5re f\xf6rst", "Åre först", "windows-1252");
        check(b"\x94ordet\x94 \x96 s\xe5", "”ordet” – så", "windows-1252");
        check(b"\xff\xfe\xc5\x00r\x00", "År", "UTF-16LE");
        check(b"\xfe\xff\x00\xc5\x00r", "År", "UTF-16BE");
        check(b"N\x00a\x00m\x00n\x00:\x00", "Namn:", "UTF-16LE");
        check(b"\x00N\x00a\x00m\x00n\x00:", "Namn:", "UTF-16BE");
    }

    #[test]
    fn a_file_cut_inside_a_letter_is_still_utf_8() {
        let decoded = decode(b"r\xc3\xa4v och l\xc3\xa4rare fr\xc3");
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.notices.len(), 1);
    }

    #[test]
    fn invisible_characters_go_and_lines_stay() {
        let clean = |raw: &str, expected: &str| assert_eq!(decode(raw.as_bytes()).text, expected, "{raw:?}");
        clean("kom\u{ad}pe\u{ad}tens", "kompetens");
        clean("sam¬ord¬ning", "samordning");
        clean("¬ och 5 ¬ 6", "¬ och 5 ¬ 6");
        clean("a\r\nb\rc\n", "a\nb\nc\n");
        clean("a\u{200b}b\u{202e}c\u{2066}d\0e\u{85}f\tg", "abcdef\tg");
        clean("blad\u{0c}bl\u{0b}ad", "blad bl ad");
        clean("A\u{30a}re", "Åre");
    }

    proptest! {
        #[test]
        fn any_bytes_become_clean_text(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let decoded = decode(&bytes);
            prop_assert!(!decoded.text.chars().any(is_invisible));
        }

        #[test]
        fn text_survives_its_encodings(text in "[a-zåäöÅÄÖ0-9 ,.\n]{1,200}") {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little).collect();
            prop_assert_eq!(&decode(text.as_bytes()).text, &text);
            prop_assert_eq!(&decode(&marked).text, &text);
        }
    }
}
