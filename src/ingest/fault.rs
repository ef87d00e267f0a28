//! What a stream says between its rows.

use super::error::{IngestError, Refusal};

/// Something in the source that could not be read, or not surely; the rest was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawNotice {
    /// The line, from 1.
    pub line: usize,
    /// What kind of thing it is.
    pub kind: RawKind,
    /// How many records were left out: 0 where the row was kept all the same,
    /// more than 1 where a notice speaks for many. The sum over a source is the
    /// number of its records that were lost here.
    pub lost: usize,
    /// What was wrong, for a person.
    pub message: String,
}

/// The kinds of what cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RawKind {
    /// Bytes that are not valid in the encoding they seem to have.
    Encoding,
    /// UTF-8 read as Windows-1252 once and written again: `Ã¥` for å.
    Mojibake,
    /// A row with fewer or more cells than the header.
    Ragged,
    /// A record that is broken, too large or no record.
    Record,
    /// Sheets of a workbook that were not read.
    Sheet,
}

impl RawNotice {
    /// About something that was kept.
    pub fn kept(kind: RawKind, line: usize, message: impl Into<String>) -> RawNotice {
        RawNotice { line, kind, lost: 0, message: message.into() }
    }

    /// About one record that was left out.
    pub fn lost(kind: RawKind, line: usize, message: impl Into<String>) -> RawNotice {
        RawNotice { line, kind, lost: 1, message: message.into() }
    }
}

/// What a stream gives in place of a row.
#[derive(Debug)]
pub enum Fault {
    /// About one row or a few; the stream goes on.
    Notice(RawNotice),
    /// The last item of a stream: the rest cannot be read, and what came
    /// before is not the whole of the source.
    End(IngestError),
}

/// The most notices of one stream: after these one says how many more there were.
const MAX_NOTICES: usize = 1_000;

/// The most rows of one source: five times the records that all Swedish
/// programmes of a period have together. A record is made of each, so that this
/// bounds what a small file of very many rows costs: 3 seconds and 150 MB.
const MAX_ROWS: usize = 500_000;

/// A stream whose rows and notices are bounded in number.
pub(super) struct Bounded<I, T> {
    name: String,
    inner: I,
    rows: usize,
    told: usize,
    unsaid: usize,
    lost: usize,
    /// What ends the stream, once the untold notices have been summed up.
    last: Option<Option<Result<T, Fault>>>,
}

impl<T, I: Iterator<Item = Result<T, Fault>>> Bounded<I, T> {
    /// `name` is the source's, for the error.
    pub(super) fn new(name: &str, inner: I) -> Self {
        Bounded { name: name.to_owned(), inner, rows: 0, told: 0, unsaid: 0, lost: 0, last: None }
    }

    /// True where the notice has to be kept for the sum.
    fn is_too_many(&mut self, notice: &RawNotice) -> bool {
        self.told += 1;
        let too_many = self.told > MAX_NOTICES;
        if too_many {
            self.unsaid += 1;
            self.lost += notice.lost;
        }
        too_many
    }

    /// The end of the stream, after the sum of what was not told.
    fn end(&mut self, last: Option<Result<T, Fault>>) -> Option<Result<T, Fault>> {
        if self.unsaid == 0 {
            self.last = Some(None);
            return last;
        }
        let message = format!("{} more faults of this kind", self.unsaid);
        self.last = Some(last);
        Some(Err(Fault::Notice(RawNotice { line: 1, kind: RawKind::Record, lost: self.lost, message })))
    }
}

impl<T, I: Iterator<Item = Result<T, Fault>>> Iterator for Bounded<I, T> {
    type Item = Result<T, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(last) = &mut self.last {
            return last.take();
        }
        loop {
            match self.inner.next() {
                Some(Err(Fault::Notice(notice))) if self.is_too_many(&notice) => {}
                end @ (None | Some(Err(Fault::End(_)))) => return self.end(end),
                Some(Ok(_)) if self.rows == MAX_ROWS => {
                    let refusal = Refusal::bomb(format!("more than {MAX_ROWS} rows"));
                    return self.end(Some(Err(Fault::End(refusal.named(&self.name)))));
                }
                item => {
                    self.rows += usize::from(matches!(item, Some(Ok(_))));
                    return item;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_counted_after_a_thousand() {
        let fault = |line| Err::<(), _>(Fault::Notice(RawNotice::lost(RawKind::Record, line, "x")));
        let end = Err(Fault::End(Refusal::damaged("y").named("z")));
        let got: Vec<_> = Bounded::new("z", (1..=3_000).map(fault).chain([end])).collect();
        let lost: usize = got.iter().map(|item| if let Err(Fault::Notice(notice)) = item { notice.lost } else { 0 }).sum();
        assert_eq!((got.len(), lost), (MAX_NOTICES + 2, 3_000));
        assert!(matches!(got.last(), Some(Err(Fault::End(_)))));
    }

    #[test]
    fn two_million_rows_and_no_more() {
        let mut stream = Bounded::new("z", std::iter::repeat_with(|| Ok(())));
        assert_eq!(stream.by_ref().take_while(Result::is_ok).count(), MAX_ROWS);
        assert!(stream.next().is_none());
    }

    #[test]
    fn a_stream_without_faults_is_as_it_was() {
        let mut stream = Bounded::new("z", (1..=3).map(Ok));
        assert_eq!(stream.by_ref().filter_map(Result::ok).collect::<Vec<i32>>(), [1, 2, 3]);
        assert!(stream.next().is_none());
    }
}
