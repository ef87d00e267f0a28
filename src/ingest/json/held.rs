//! The records of a text that is held: an array, one record, or several one
//! after another.

use super::super::error::Refusal;
use super::super::fault::Fault;
use super::{Row, record};

/// What surrounds the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Unknown,
    Array,
    Sequence,
    Ended,
}

/// One walk over a text that is held; the line is counted along with it, so
/// that asking for a line number never walks the text again.
pub(super) struct Held {
    name: String,
    text: String,
    at: usize,
    counted: usize,
    line: usize,
    shape: Shape,
}

impl Iterator for Held {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            self.skip_space();
            match (self.shape, self.peek()) {
                (Shape::Ended, _) => return None,
                (Shape::Unknown, first) => self.open(first),
                (Shape::Array, None) => return Some(Err(self.cut_off())),
                (Shape::Array, Some(b']')) | (Shape::Sequence, None) => self.shape = Shape::Ended,
                (_, Some(b',' | b']')) => self.at += 1,
                (_, Some(_)) => {
                    if let Some(item) = self.next_record() {
                        return Some(item);
                    }
                }
            }
        }
    }
}

impl Held {
    pub(super) fn new(name: String, text: String) -> Held {
        Held { name, text, at: 0, counted: 0, line: 1, shape: Shape::Unknown }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn open(&mut self, first: Option<u8>) {
        let is_array = first == Some(b'[');
        self.shape = if is_array { Shape::Array } else { Shape::Sequence };
        self.at += usize::from(is_array);
    }

    /// A download that broke off: what is missing cannot be known.
    fn cut_off(&mut self) -> Fault {
        self.shape = Shape::Ended;
        Fault::End(Refusal::damaged_at(self.line(), "the array is cut off: no closing bracket").named(&self.name))
    }

    /// The line of the place reached.
    fn line(&mut self) -> usize {
        let passed = self.text.as_bytes().get(self.counted..self.at).unwrap_or_default();
        self.line += passed.iter().filter(|&&b| b == b'\n').count();
        self.counted = self.at;
        self.line
    }

    /// Reads the record that begins here and moves behind it.
    fn next_record(&mut self) -> Option<Result<Row, Fault>> {
        let line = self.line();
        let from = self.at;
        self.at = record_end(self.text.as_bytes(), from);
        record(line, self.text.get(from..self.at).unwrap_or_default().trim_end())
    }
}

/// Where the value that begins at `from` ends: before the comma or bracket
/// that follows it at its own depth, after its last bracket, or at the text's
/// end. Always beyond `from`.
fn record_end(bytes: &[u8], from: usize) -> usize {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        if in_string {
            // A raw line end cannot stand inside a string: a quote is missing.
            in_string = escaped || !matches!(byte, b'"' | b'\n');
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth > 1 => depth -= 1,
            b'}' | b']' if depth == 1 => return at + 1,
            b',' | b'}' | b']' if depth == 0 => return at.max(from + 1),
            _ => {}
        }
    }
    bytes.len()
}
