//! Whether a text is a table, and which sign parts its cells.
//!
//! A table has a line of names, and below it lines with as many cells. A page
//! of prose has commas, too, and may hold a small table somewhere, so that
//! most of the lines below the header must fit; a comma counts only where no
//! space follows it, since a sentence puts one there and a list does not.

use std::collections::HashSet;

use super::super::error::Refusal;
use super::records::{Parser, Record};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// What stands between two cells: `;`, `,`, tab or `|`.
    pub(super) separator: u8,
    /// The line of the header, from 1.
    pub(super) header_line: usize,
    /// How many columns the header has.
    pub(super) width: usize,
    /// True where the first line only names the separator, as Excel writes it.
    pub(super) named: bool,
}

/// The signs that part cells, the surest first.
const SEPARATORS: [u8; 4] = [b';', b'\t', b'|', b','];
/// How many records above the header are looked at for one.
const PREAMBLE: usize = 30;
/// How many records of the sample are judged.
const JUDGED: usize = 200;
/// The longest name of a column in characters; a bilingual one has some 60.
const LONGEST_NAME: usize = 150;

/// The dialect of a text that begins with `sample`; none where it is no table.
///
/// `whole` says that the sample is all there is, `expected` that the source's
/// name promises a table: then two columns are enough.
pub(crate) fn sniff(sample: &str, whole: bool, expected: bool) -> Option<Dialect> {
    let named = named_separator(sample);
    let separators = named.map_or(SEPARATORS.to_vec(), |separator| vec![separator]);
    let rules = if expected || named.is_some() { Rules::EXPECTED } else { Rules::STRICT };
    let body = if named.is_some() { sample.split_once('\n').map_or("", |(_, body)| body) } else { sample };
    let found = separators.into_iter().filter_map(|separator| {
        let sample = sampled(body, separator, 1 + usize::from(named.is_some()), whole);
        let (header_line, width) = header(&sample, separator, &rules)?;
        Some(Dialect { separator, header_line, width, named: named.is_some() })
    });
    // Of two that fit, the one that finds more columns; the surer one of equals.
    found.reduce(|best, next| if next.width > best.width { next } else { best })
}

/// What must hold for a text to be a table.
struct Rules {
    columns: usize,
    /// Records below the header.
    records: usize,
    /// How many in a hundred of them must fit it.
    fitting: usize,
}

impl Rules {
    const STRICT: Rules = Rules { columns: 3, records: 1, fitting: 80 };
    const EXPECTED: Rules = Rules { columns: 2, records: 0, fitting: 50 };
}

/// `sep=;` on the first line: Excel's own way to say it.
fn named_separator(sample: &str) -> Option<u8> {
    let first = sample.lines().next()?.trim().trim_matches('"');
    let sign = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="))?;
    sign.bytes().next().filter(|sign| sign.is_ascii_punctuation() || *sign == b'\t').or(Some(b'\t'))
}

/// The first records of a text.
struct Sample {
    records: Vec<Record>,
    /// Whether the last of them has no end.
    cut: bool,
}

/// The records of a sample that are not empty. The last is taken as far as it
/// goes where the sample cuts it off, or an unclosed quotation mark swallows
/// the rest.
fn sampled(body: &str, separator: u8, first_line: usize, whole: bool) -> Sample {
    let mut parser = Parser::new(separator, first_line);
    let mut records = Vec::new();
    let mut cut = false;
    let mut rest = body.as_bytes();
    while records.len() < JUDGED {
        match parser.feed(rest) {
            Ok((used, Some(record))) => {
                records.push(record);
                rest = rest.get(used..).unwrap_or_default();
            }
            Ok((_, None)) => {
                let last = if whole { parser.finish() } else { Err(Refusal::damaged("cut")) };
                cut = last.is_err();
                records.extend(last.unwrap_or_else(|_| parser.unfinished()));
                break;
            }
            Err(_) => break,
        }
    }
    records.retain(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()));
    Sample { records, cut }
}

/// The line and width of the header.
fn header(Sample { records, cut }: &Sample, separator: u8, rules: &Rules) -> Option<(usize, usize)> {
    let candidates = records.iter().enumerate().take(PREAMBLE).filter(|(_, record)| is_header(record, separator, rules));
    candidates.into_iter().find_map(|(at, record)| {
        let width = width(record);
        let below = records.get(at + 1..).unwrap_or_default();
        // The last record may be a cut one, which tells nothing.
        let unknown = usize::from(*cut && below.last().is_some_and(|row| !fits(row, width)));
        let fitting = unknown + below.iter().filter(|row| fits(row, width)).count();
        let fits = below.len() >= rules.records && fitting * 100 >= below.len() * rules.fitting;
        fits.then_some((record.line, width))
    })
}

/// Without the empty cells behind the last name.
fn width(record: &Record) -> usize {
    record.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1)
}

/// Different names, nearly all of them filled in, each with a letter.
fn is_header(record: &Record, separator: u8, rules: &Rules) -> bool {
    let width = width(record);
    let cells = record.cells.get(..width).unwrap_or_default();
    let named: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| is_name(cell)).collect();
    let differ = named.iter().collect::<HashSet<_>>().len() == named.len();
    let spaced = cells.iter().skip(1).filter(|cell| cell.starts_with(' ')).count();
    let is_prose = separator == b',' && spaced * 2 > width.saturating_sub(1);
    width >= rules.columns && named.len() * 10 >= width * 8 && differ && !is_prose
}

fn is_name(cell: &str) -> bool {
    cell.chars().count() <= LONGEST_NAME && cell.chars().any(char::is_alphabetic) && !cell.ends_with(['.', '!', '?'])
}

/// As many cells as the header, some trailing ones missing or empty ones too many.
fn fits(record: &Record, width: usize) -> bool {
    let filled = self::width(record);
    filled <= width && record.cells.len() * 2 >= width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sample: &str, expected: Option<(char, usize, usize)>) {
        let found = sniff(sample, true, false).map(|d| (char::from(d.separator), d.header_line, d.width));
        assert_eq!(found, expected, "{sample:?}");
    }

    #[test]
    fn tables_are_seen_with_their_separator() {
        check("Diarienummer;Namn;Stöd\n1;Bron, del två;3\n", Some((';', 1, 3)));
        check("id,name,amount\n1,Bron;vägen,3\n2,\"a, b\",4\n", Some((',', 1, 3)));
        check("id\tname\tamount\n1\tBron\t3\n", Some(('\t', 1, 3)));
        check("id|name|amount\n1|Bron, nu|3\n", Some(('|', 1, 3)));
        check("\"Total; budget\";\"Namn\";\"År\"\n1;2;3\n", Some((';', 1, 3)));
    }

    #[test]
    fn a_title_may_stand_above_the_header() {
        check("Lista över insatser\nUppdaterad 2024-03-01\n\nId;Namn;Stöd\n1;Bron;3\n2;Vägen;4\n", Some((';', 4, 3)));
        check("Lista;;\n;;\nId;Namn;Stöd\n1;Bron;3\n", Some((';', 3, 3)));
    }

    #[test]
    fn a_named_separator_is_believed() {
        let found = sniff("sep=|\nId|Namn\n1|Bron\n", true, false);
        assert_eq!(found, Some(Dialect { separator: b'|', header_line: 2, width: 2, named: true }));
    }

    #[test]
    fn two_columns_need_a_name_that_promises_a_table() {
        check("Id;Namn\n1;Bron\n", None);
        assert!(sniff("Id;Namn\n1;Bron\n", true, true).is_some());
        assert!(sniff("Id;Namn;Stöd\n", true, true).is_some());
        assert!(sniff("Bara en text utan något.\n", true, true).is_none());
    }

    #[test]
    fn pages_stay_pages() {
        check("Kommunen, regionen, skolan och andra får stöd.\nVägen, bron, tunneln och annat byggs.\nSlut, klart, färdigt nu.\n", None);
        check("Ån kommun, Bron, 300 000 kronor\nBy kommun, Vägen, 200 000 kronor\nSjö kommun, Hamnen, 1 kronor\n", None);
        check("Hem | Nyheter | Kontakt\n\nBron byggs\n\nDet blir en bro; den är lång; den är bred.\n", None);
        check("Bron byggs nu\n\nKommun\tProjekt\tStöd\nÅn\tBron\t3\n\nSå säger ordföranden.\n\nDet är bra.\n", None);
        check("Namn:\nBron\nRegion:\nÖvre Norrland\n", None);
        check("", None);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_still_a_table() {
        check("Id;Namn;Stöd\n1;\"Bron;3\n2;Vägen;4\n", Some((';', 1, 3)));
        check("Id;Namn;Stöd\n1;Vägen;4\n2;\"Bron;3\n2;Vägen;4\n", Some((';', 1, 3)));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[aå;,\t|\"\n =.]{0,80}") {
            let _ = sniff(&text, true, true);
            let _ = sniff(&text, false, false);
        }
    }
}
