//! One record a line, read as it is asked for.

use super::super::error::Refusal;
use super::super::fault::Fault;
use super::super::text_reader::AnyText;
use super::{Row, record};

/// The longest line: 4 MiB. A longer record than the largest costs itself; a
/// line without end is no list.
const MAX_LINE_BYTES: usize = 4 << 20;

/// The records of JSON Lines.
pub(super) struct Lines {
    name: String,
    text: AnyText,
    line: usize,
    ended: bool,
}

impl Iterator for Lines {
    type Item = Result<Row, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.read_line() {
                Ok(Some(item)) => return Some(item),
                Ok(None) => {}
                Err(refusal) => {
                    self.ended = true;
                    return Some(Err(Fault::End(refusal.at(self.line).named(&self.name))));
                }
            }
        }
        None
    }
}

impl Lines {
    pub(super) fn new(name: String, text: AnyText) -> Lines {
        Lines { name, text, line: 1, ended: false }
    }

    /// The record of the next line; none where the line is empty.
    fn read_line(&mut self) -> Result<Option<Result<Row, Fault>>, Refusal> {
        let end = self.line_end()?;
        let piece = self.text.pending().get(..end).unwrap_or_default();
        let item = record(self.line, piece.trim());
        self.text.consume(end + 1);
        self.line += 1;
        self.ended = self.text.is_at_end() && self.text.pending().is_empty();
        Ok(item)
    }

    /// Where the line ends that is pending, read as far as necessary.
    fn line_end(&mut self) -> Result<usize, Refusal> {
        let mut seen = 0;
        loop {
            let unseen = self.text.pending().get(seen..).unwrap_or_default();
            if let Some(end) = unseen.find('\n') {
                return Ok(seen + end);
            }
            seen = self.text.pending().len();
            if self.text.is_at_end() {
                return Ok(seen);
            }
            if seen > MAX_LINE_BYTES {
                return Err(Refusal::damaged(format!("a line of more than {MAX_LINE_BYTES} bytes")));
            }
            self.text.fill()?;
        }
    }
}
