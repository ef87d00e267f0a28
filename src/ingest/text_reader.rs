//! Bytes to text, a piece at a time, for sources that are never held whole.
//!
//! The encoding is judged from the bytes, line ends become `\n`; what is not
//! valid becomes U+FFFD. A file that is ASCII for
//! megabytes and then has one å is judged at that å, with what follows it.

use std::io::Read;

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

use super::decode::{is_utf_8, utf_16_without_mark};
use super::error::Refusal;

/// How much is read at a time.
const CHUNK: usize = 64 << 10;
/// How many bytes from the first that is not ASCII decide between UTF-8 and
/// Windows-1252.
const EVIDENCE: usize = 16 << 10;

/// A source's text, as far as it has been read and not yet used.
pub(super) struct TextReader<R> {
    bytes: R,
    /// Read and not yet decoded: at most a chunk and the evidence.
    raw: Vec<u8>,
    judge: Judge,
    /// What 8-bit text that is not UTF-8 is read as.
    fallback: &'static Encoding,
    text: String,
    used: usize,
    after_return: bool,
    at_end: bool,
}

enum Judge {
    /// No byte has been seen.
    Start,
    /// ASCII so far.
    Ascii,
    Decided(Box<Decoder>),
}

impl<R: Read> TextReader<R> {
    pub(super) fn new(bytes: R) -> Self {
        TextReader {
            bytes,
            raw: Vec::new(),
            judge: Judge::Start,
            fallback: WINDOWS_1252,
            text: String::new(),
            used: 0,
            after_return: false,
            at_end: false,
        }
    }

    /// The bytes say what they are where they are not UTF-8.
    pub(super) fn with_fallback(mut self, declared: Option<&'static Encoding>) -> Self {
        self.fallback = declared.unwrap_or(WINDOWS_1252);
        self
    }

    /// The text that was read and not used.
    pub(super) fn pending(&self) -> &str {
        self.text.get(self.used..).unwrap_or_default()
    }

    /// Marks the first `count` bytes of [`Self::pending`] as used.
    pub(super) fn consume(&mut self, count: usize) {
        self.used = (self.used + count).min(self.text.len());
    }

    /// Whether everything has been read; some may still be pending.
    pub(super) fn is_at_end(&self) -> bool {
        self.at_end
    }

    /// Reads until at least `count` bytes are pending or the source ends.
    pub(super) fn fill_to(&mut self, count: usize) -> Result<(), Refusal> {
        while !self.at_end && self.pending().len() < count {
            self.fill()?;
        }
        Ok(())
    }

    /// The whole text, if it has at most `limit` bytes.
    pub(super) fn into_text(mut self, limit: usize) -> Result<String, Refusal> {
        self.fill_to(limit + 1)?;
        if self.pending().len() > limit {
            return Err(Refusal::TooLarge { bytes: self.pending().len() as u64, limit: limit as u64 });
        }
        self.text.drain(..self.used);
        Ok(self.text)
    }

    /// Reads one piece more.
    pub(super) fn fill(&mut self) -> Result<(), Refusal> {
        self.text.drain(..self.used);
        self.used = 0;
        let read = self.bytes.by_ref().take(CHUNK as u64).read_to_end(&mut self.raw).map_err(|error| Refusal::from(&error))?;
        self.at_end = read == 0;
        let from = self.text.len();
        self.judge_raw();
        self.decode_raw();
        self.unify_line_ends(from);
        Ok(())
    }

    /// Decides the encoding as soon as the bytes show it.
    fn judge_raw(&mut self) {
        if matches!(self.judge, Judge::Start) {
            self.judge = Judge::Ascii;
            if let Some((encoding, mark)) = Encoding::for_bom(&self.raw) {
                self.raw.drain(..mark);
                self.judge = decided(encoding);
            } else if let Some(encoding) = utf_16_without_mark(&self.raw) {
                self.judge = decided(encoding);
            }
        }
        if !matches!(self.judge, Judge::Ascii) {
            return;
        }
        let first = self.raw.iter().position(|byte| !byte.is_ascii()).unwrap_or(self.raw.len());
        let evidence = self.raw.get(first..).unwrap_or_default();
        if evidence.len() >= EVIDENCE || (self.at_end && !evidence.is_empty()) {
            self.judge = decided(if is_utf_8(evidence) { UTF_8 } else { self.fallback });
        }
    }

    fn decode_raw(&mut self) {
        match &mut self.judge {
            Judge::Decided(decoder) => {
                let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len() * 3 + 16);
                self.text.reserve(room);
                // The room suffices for every byte, so that nothing is left.
                let _ = decoder.decode_to_string(&self.raw, &mut self.text, self.at_end);
                self.raw.clear();
            }
            Judge::Start | Judge::Ascii => {
                let ascii = self.raw.iter().position(|byte| !byte.is_ascii()).unwrap_or(self.raw.len());
                self.text.push_str(&String::from_utf8_lossy(self.raw.get(..ascii).unwrap_or_default()));
                self.raw.drain(..ascii);
            }
        }
    }

    /// CRLF and CR become LF in the text from `from` on, also where a piece
    /// ends between the two.
    fn unify_line_ends(&mut self, from: usize) {
        let fresh = self.text.get(from..).unwrap_or_default();
        let skips = self.after_return && fresh.starts_with('\n');
        if fresh.is_empty() {
            return;
        }
        self.after_return = fresh.ends_with('\r');
        if !skips && !fresh.contains('\r') {
            return;
        }
        let fresh = fresh.get(usize::from(skips)..).unwrap_or_default();
        let unified = fresh.replace("\r\n", "\n").replace('\r', "\n");
        self.text.truncate(from);
        self.text.push_str(&unified);
    }
}

fn decided(encoding: &'static Encoding) -> Judge {
    Judge::Decided(Box::new(encoding.new_decoder_without_bom_handling()))
}

/// The text reader over any bytes.
pub(super) type AnyText = TextReader<Box<dyn Read + Send>>;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io;

    /// Gives one byte, then two, then three at a time, as a slow network may.
    struct Drip<'a>(&'a [u8], usize);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            self.1 = self.1 % 3 + 1;
            let count = self.1.min(into.len());
            self.0.read(into.get_mut(..count).unwrap_or_default())
        }
    }

    fn check(bytes: &[u8], expected: &str) {
        for text in [TextReader::new(bytes).into_text(1 << 24), TextReader::new(Drip(bytes, 0)).into_text(1 << 24)] {
            assert!(text.as_deref() == Ok(expected), "{:?} of {} bytes", text.map(|t| t.chars().take(60).collect::<String>()), bytes.len());
        }
    }

    #[test]
    fn encodings_are_told_apart() {
        check(b"", "");
        check("\u{feff}Åre".as_bytes(), "Åre");
        check(b"\xc5re f\xf6rst", "Åre först");
        check(b"\xff\xfe\xc5\x00r\x00", "År");
        check(b"\xfe\xff\x00\xc5\x00r", "År");
        check(b"N\x00a\x00m\x00n\x00:\x00", "Namn:");
        check(b"\x00N\x00a\x00m\x00n\x00:", "Namn:");
        check(b"\x94ordet\x94 \x96 s\xe5", "”ordet” – så");
    }

    #[test]
    fn a_file_cut_inside_a_letter_is_still_utf_8() {
        check(b"r\xc3\xa4v och l\xc3\xa4rare fr\xc3", "räv och lärare fr\u{fffd}");
    }

    #[test]
    fn a_letter_far_behind_ascii_is_judged_where_it_stands() {
        let ascii = "abc;def\n".repeat(40_000);
        check(&[ascii.as_bytes(), b"r\xe4v;h\xe4st\n"].concat(), &format!("{ascii}räv;häst\n"));
        check(&[ascii.as_bytes(), "räv;häst\n".as_bytes()].concat(), &format!("{ascii}räv;häst\n"));
    }

    #[test]
    fn line_ends_are_one_kind() {
        check(b"a\r\nb\rc\n\r\r\nd\r", "a\nb\nc\n\n\nd\n");
        let long = "x".repeat(CHUNK - 1);
        check(format!("{long}\r\ny").as_bytes(), &format!("{long}\ny"));
    }

    #[test]
    fn more_than_the_limit_is_refused() {
        assert!(matches!(TextReader::new(&b"abcd"[..]).into_text(3), Err(Refusal::TooLarge { .. })));
    }

    proptest! {
        #[test]
        fn text_survives_its_encodings(text in "[a-zåäöÅÄÖ0-9 ,.\n]{1,200}") {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(little).collect();
            let read = |bytes: &[u8]| TextReader::new(Drip(bytes, 0)).into_text(1 << 20);
            prop_assert_eq!(read(text.as_bytes()), Ok(text.clone()));
            prop_assert_eq!(read(&marked), Ok(text.clone()));
            prop_assert_eq!(read(&WINDOWS_1252.encode(&text).0), Ok(text));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = TextReader::new(Drip(&bytes, 0)).into_text(1 << 20);
        }
    }
}
