//! The frozen form: what was learnt, as a sorted table of text.
//!
//! The first line names the format. Then one line an entry: its kind, the
//! string and a count, with tabs between, sorted by kind and string, so that
//! the same texts give the same bytes.

use std::collections::BTreeMap;
use std::io;

use foldhash::{HashMap, HashMapExt};

use super::Compounds;

/// The first line. Another format gets another number.
const FORMAT: &str = "fondsok-compounds\t1";

/// The last line is this and the number of entries: a file cut short has none.
const END: &str = "end";

const AFTER: &str = "after";
const BEFORE: &str = "before";
const FREE: &str = "free";
const HANGING: &str = "hanging";
const PLACE: &str = "place";

impl Compounds {
    /// Writes what was learnt, so that [`read`](Self::read) needs no texts.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    pub fn write(&self, to: &mut impl io::Write) -> io::Result<()> {
        writeln!(to, "{FORMAT}")?;
        let places = self.places.iter().map(|place| (place.clone(), 1)).collect();
        let kinds = [(AFTER, &self.after), (BEFORE, &self.before), (FREE, &self.free), (HANGING, &self.hanging), (PLACE, &places)];
        let mut entries = 0_usize;
        for (kind, counts) in kinds {
            for (text, count) in counts.iter().collect::<BTreeMap<_, _>>() {
                writeln!(to, "{kind}\t{text}\t{count}")?;
                entries += 1;
            }
        }
        writeln!(to, "{END}\t{entries}")
    }

    /// Reads what [`write`](Self::write) wrote.
    ///
    /// # Errors
    ///
    /// Those of the reader, and `InvalidData` where the text is of another
    /// format or damaged.
    pub fn read(from: impl io::BufRead) -> io::Result<Compounds> {
        let mut lines = from.lines();
        if lines.next().transpose()?.as_deref() != Some(FORMAT) {
            return Err(damaged(1, "is no table of compounds of this format"));
        }
        let mut kinds: HashMap<&str, HashMap<String, u32>> =
            [AFTER, BEFORE, FREE, HANGING, PLACE].map(|kind| (kind, HashMap::new())).into_iter().collect();
        let mut entries = 0_usize;
        for (line, number) in lines.by_ref().zip(2_usize..) {
            let line = line?;
            if let Some(end) = line.strip_prefix(END) {
                let is_whole = end.strip_prefix('\t').and_then(|count| count.parse().ok()) == Some(entries);
                return if is_whole && lines.next().is_none() {
                    Ok(assemble(kinds))
                } else {
                    Err(damaged(number, "ends the table at the wrong place"))
                };
            }
            read_entry(&line, &mut kinds).ok_or_else(|| damaged(number, "is no entry"))?;
            entries += 1;
        }
        Err(damaged(entries + 2, "is missing"))
    }
}

/// Adds the entry of a line; None where it is none or stands there twice.
fn read_entry(line: &str, kinds: &mut HashMap<&str, HashMap<String, u32>>) -> Option<()> {
    let mut cells = line.split('\t');
    let (kind, text, count) = (cells.next()?, cells.next()?, cells.next()?);
    let is_entry = cells.next().is_none() && !text.is_empty() && text.chars().all(char::is_alphabetic);
    let counts = kinds.get_mut(kind).filter(|_| is_entry)?;
    counts.insert(text.to_owned(), count.parse().ok()?).is_none().then_some(())
}

fn assemble(mut kinds: HashMap<&str, HashMap<String, u32>>) -> Compounds {
    let mut take = |kind| kinds.remove(kind).unwrap_or_default();
    let mut compounds = Compounds::with_counts(take(FREE), take(HANGING), take(PLACE).into_keys());
    compounds.after = take(AFTER);
    compounds.before = take(BEFORE);
    compounds
}

fn damaged(line: usize, what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("line {line} of the frozen compounds {what}"))
}
