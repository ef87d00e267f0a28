//! CSV to records (RFC 4180), in bounded memory whatever the input.
//!
//! Written here rather than taken from a library for three things that lists
//! need: the line where an unclosed quotation mark stands, a bound on what it
//! may swallow, and line numbers of the file and not of the records.

use std::io::Read;

use super::super::error::Refusal;
use super::super::table::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_ROW_BYTES};
use super::super::text_reader::TextReader;

/// One record, its cells as they stand in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    /// The line it begins on, from 1.
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// Where the parser stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    /// Behind a quotation mark within quotes: the end, or the first of two.
    QuoteSeen,
}

/// Takes text apart, piece by piece.
#[derive(Debug)]
pub(super) struct Parser {
    separator: u8,
    state: State,
    line: usize,
    record_line: usize,
    quote_line: usize,
    /// The bytes of the cells before and of this one; `ends` says where each ends.
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Parser {
    pub(super) fn new(separator: u8, line: usize) -> Parser {
        Parser { separator, state: State::CellStart, line, record_line: line, quote_line: line, bytes: Vec::new(), ends: Vec::new() }
    }

    /// Reads on in `text`; gives how many bytes were used and, where one ended
    /// there, the record.
    pub(super) fn feed(&mut self, text: &[u8]) -> Result<(usize, Option<Record>), Refusal> {
        let mut at = 0;
        while let Some(&byte) = text.get(at) {
            let rest = text.get(at..).unwrap_or_default();
            match self.state {
                State::CellStart if byte == b'"' => {
                    self.quote_line = self.line;
                    self.state = State::Quoted;
                    at += 1;
                }
                State::QuoteSeen if byte == b'"' => {
                    self.bytes.push(b'"');
                    self.state = State::Quoted;
                    at += 1;
                }
                State::Quoted => at += self.quoted(rest)?,
                // Text behind a closing quotation mark belongs to the cell.
                State::CellStart | State::Plain | State::QuoteSeen => {
                    at += self.plain(rest)?;
                    match text.get(at) {
                        Some(b'\n') => return Ok((at + 1, Some(self.end_record()?))),
                        Some(_) => self.end_cell()?,
                        None => break,
                    }
                    at += 1;
                }
            }
        }
        Ok((at, None))
    }

    /// What the end of the source leaves.
    pub(super) fn finish(&mut self) -> Result<Option<Record>, Refusal> {
        if self.state == State::Quoted {
            return Err(self.unclosed("is never closed"));
        }
        let nothing = self.state == State::CellStart && self.ends.is_empty();
        if nothing { Ok(None) } else { self.end_record().map(Some) }
    }

    /// The record as far as it has been read.
    pub(super) fn unfinished(&mut self) -> Option<Record> {
        self.state = State::Plain;
        self.end_record().ok()
    }

    fn plain(&mut self, rest: &[u8]) -> Result<usize, Refusal> {
        let separator = self.separator;
        let count = rest.iter().position(|&byte| byte == separator || byte == b'\n').unwrap_or(rest.len());
        self.state = if count == 0 { self.state } else { State::Plain };
        self.take(rest.get(..count).unwrap_or_default())?;
        Ok(count)
    }

    fn quoted(&mut self, rest: &[u8]) -> Result<usize, Refusal> {
        let count = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
        let span = rest.get(..count).unwrap_or_default();
        self.line += span.iter().filter(|&&byte| byte == b'\n').count();
        self.take(span)?;
        if count == rest.len() {
            return Ok(count);
        }
        self.state = State::QuoteSeen;
        Ok(count + 1)
    }

    fn take(&mut self, span: &[u8]) -> Result<(), Refusal> {
        let cell = self.bytes.len() - self.ends.last().copied().unwrap_or(0) + span.len();
        if cell > MAX_CELL_BYTES {
            return Err(match self.state {
                State::Quoted => self.unclosed(&format!("is not closed within {MAX_CELL_BYTES} bytes")),
                _ => Refusal::damaged_at(self.record_line, format!("a cell of more than {MAX_CELL_BYTES} bytes begins in this row")),
            });
        }
        if self.bytes.len() + span.len() > MAX_ROW_BYTES {
            return Err(Refusal::damaged_at(self.record_line, format!("a row of more than {MAX_ROW_BYTES} bytes")));
        }
        self.bytes.extend_from_slice(span);
        Ok(())
    }

    fn unclosed(&self, how: &str) -> Refusal {
        Refusal::damaged_at(self.quote_line, format!("a quotation mark on this line {how}"))
    }

    fn end_cell(&mut self) -> Result<(), Refusal> {
        if self.ends.len() == MAX_COLUMNS {
            return Err(Refusal::damaged_at(self.record_line, format!("a row of more than {MAX_COLUMNS} cells")));
        }
        self.ends.push(self.bytes.len());
        self.state = State::CellStart;
        Ok(())
    }

    fn end_record(&mut self) -> Result<Record, Refusal> {
        self.end_cell()?;
        let mut from = 0;
        let mut cells = Vec::with_capacity(self.ends.len());
        for end in self.ends.drain(..) {
            let bytes = self.bytes.get(from..end).unwrap_or_default();
            // The bytes were text and are cut at ASCII signs only.
            cells.push(String::from_utf8_lossy(bytes).into_owned());
            from = end;
        }
        self.bytes.clear();
        self.line += 1;
        let line = std::mem::replace(&mut self.record_line, self.line);
        Ok(Record { line, cells })
    }
}

/// The records of a text that is read as they are asked for.
pub(super) struct Records<R> {
    text: TextReader<R>,
    parser: Parser,
}

impl<R: Read> Records<R> {
    pub(super) fn new(text: TextReader<R>, parser: Parser) -> Self {
        Records { text, parser }
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record>, Refusal> {
        loop {
            let (used, record) = self.parser.feed(self.text.pending().as_bytes())?;
            self.text.consume(used);
            if record.is_some() {
                return Ok(record);
            }
            if self.text.is_at_end() {
                return self.parser.finish();
            }
            self.text.fill()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Result<Vec<Record>, Refusal> {
        let mut records = Records::new(TextReader::new(text.as_bytes()), Parser::new(b';', 1));
        let mut all = Vec::new();
        while let Some(record) = records.next()? {
            all.push(record);
        }
        Ok(all)
    }

    fn check(text: &str, expected: &str) {
        let shown = match all(text) {
            Ok(records) => records.iter().map(|r| format!("{}[{}]", r.line, r.cells.join("|"))).collect::<Vec<_>>().join(" "),
            Err(Refusal::Damaged { what, line }) => format!("{line:?} {what}"),
            Err(other) => other.to_string(),
        };
        assert_eq!(shown, expected, "{:?}", text.get(..60).unwrap_or(text));
    }

    #[test]
    fn records_know_their_line() {
        check("", "");
        check("a;b", "1[a|b]");
        check("a;b\n\nc;\n", "1[a|b] 2[] 3[c|]");
        check("a;\"b\nc\"\r\nd;e\r\n", "1[a|b\nc] 3[d|e]");
        check("a\rb\r", "1[a] 2[b]");
        check(";;", "1[||]");
        check("\"\"", "1[]");
    }

    #[test]
    fn quotes_hold_separators_and_quotes() {
        check("\"a;b\";\"c\"\"d\"", "1[a;b|c\"d]");
        check("12\" rör;\"x\"y;z", "1[12\" rör|xy|z]");
        check("\"\"\"\";b", "1[\"|b]");
    }

    #[test]
    fn an_unclosed_quote_names_its_line() {
        check("a;b\nc;\"d\ne;f\n", "Some(2) a quotation mark on this line is never closed");
        let long = format!("a;b\n\"{}", "rad\n".repeat(MAX_CELL_BYTES / 4 + 1));
        check(&long, "Some(2) a quotation mark on this line is not closed within 1048576 bytes");
    }

    #[test]
    fn sizes_are_bounded() {
        check(&"x".repeat(MAX_CELL_BYTES + 1), "Some(1) a cell of more than 1048576 bytes begins in this row");
        check(&format!("{};", "x".repeat(1 << 19)).repeat(9), "Some(1) a row of more than 4194304 bytes");
        check(&";".repeat(MAX_COLUMNS), "Some(1) a row of more than 256 cells");
    }

    proptest! {
        #[test]
        fn written_records_are_read_back(cells in proptest::collection::vec("[a-c;\"\n ]{0,6}", 1..5)) {
            let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let records = all(&format!("{}\n", quoted.join(";"))).unwrap();
            prop_assert_eq!(&records[0].cells, &cells);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[a;\"\n\r]{0,80}") {
            let _ = all(&text);
        }
    }
}
