use std::io::Write;

use super::super::hostile::{REFUSED, SURVIVED, ods, sheet, workbook};
use super::super::{BlockKind, Fault};
use super::*;
use proptest::prelude::*;

/// What the content is and how much of it, for a name and bytes.
fn shown(name: &str, bytes: &[u8]) -> String {
    match read(name, bytes) {
        Ok((Content::Page(blocks), notices)) => format!("page {} notices {}", blocks.len(), notices.len()),
        Ok((Content::Rows(rows), _)) => tally("rows", rows),
        Ok((Content::Table(table), _)) => tally("table", table),
        Err(IngestError::UnknownFormat { looks_like, .. }) => format!("unknown: {looks_like}"),
        Err(other) => other.to_string(),
    }
}

fn tally<T>(kind: &str, items: impl Iterator<Item = Result<T, Fault>>) -> String {
    let (mut rows, mut notices, mut end) = (0, 0, String::new());
    for item in items {
        match item {
            Ok(_) => rows += 1,
            Err(Fault::Notice(_)) => notices += 1,
            Err(Fault::End(error)) => end = format!(" ended: {error}"),
        }
    }
    format!("{kind} {rows} notices {notices}{end}")
}

fn check(bytes: &[u8], expected: &str) {
    assert_eq!(shown("prov", bytes), expected, "{:?}", String::from_utf8_lossy(bytes.get(..40).unwrap_or(bytes)));
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn content_is_recognised_whatever_its_name() {
    check(b"", "unknown: empty");
    check(b" \n\xef\xbb\xbf\n", "unknown: empty");
    check(b"PK\x03\x04rest", "prov: the archive is cut off, or none: its directory is missing");
    check(b"%PDF-1.7\n", "unknown: PDF");
    check(b"ab\0\x01\x02\x03", "unknown: binary");
    check(b"<!doctype html><p>hej", "page 1 notices 0");
    check(b"<?xml version='1.0'?>", "unknown: XML");
    check(b"< 5 procent av kommunerna", "page 1 notices 0");
    check(b"Namn:\nSkruva\n\nEn rad.", "page 2 notices 0");
    check(br#"[{"a":1},{"a":2}]"#, "rows 2 notices 0");
    check(b"{\"a\":1}\n{\"a\":\n{\"a\":3}\n", "rows 2 notices 1");
    check(b"[Bild: en bro]\nText.", "page 2 notices 0");
    check(&b"ett ord ".repeat(1 << 20), "prov: 8388608 bytes; at most 4194304 can be read");
    check(b"Id;Namn;Ort\n1;Bron;Ort\n", "table 2 notices 0");
    check(&workbook(&[sheet("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row>")]), "table 2 notices 0");
    check(&ods("<table:table-row/>"), "prov: no visible sheet of this workbook holds a table of at least two rows and two columns");
}

#[test]
fn the_name_breaks_a_tie_and_no_more() {
    let two = b"Id;Namn\n1;Bron\n2;V\xe4gen\n";
    assert_eq!(shown("lista.txt", two), "page 3 notices 0");
    assert_eq!(shown("lista.csv", two), "table 3 notices 0");
    assert_eq!(shown("LISTA.CSV.GZ", &gzip(two)), "table 3 notices 0");
    assert_eq!(shown("lista.csv", b"Bron byggs nu.\n\nDet blir bra.\n"), "page 2 notices 0");
    assert_eq!(shown("lista.csv", b"[{\"a\":1}]"), "rows 1 notices 0");
}

#[test]
fn gzip_is_looked_through_once() {
    check(&gzip(b"Namn:\nSkruva\n"), "page 1 notices 0");
    check(&gzip(b"{\"a\":1}\n{\"a\":2}\n"), "rows 2 notices 0");
    check(&gzip(&gzip(b"Namn:\nSkruva\n")), "unknown: gzip of something that is no text");
    check(&gzip(&workbook(&[])), "unknown: gzip of something that is no text");
}

#[test]
fn unreadable_bytes_of_a_page_are_told() {
    check("räv och lärare ".as_bytes().iter().chain(b"\xc3").copied().collect::<Vec<_>>().as_slice(), "page 1 notices 1");
}

#[test]
fn prose_is_a_page_whatever_its_commas() {
    let pages = [
        "Tre projekt får stöd\n\nBron, vägen, hamnen och skolan rustas.\nKommunen, regionen, staten och EU betalar.\nDet är bra, tycker alla.\n",
        "Kommun, Projekt, Belopp\nÅn, Bron, 300 000 kronor\nBy, Vägen, 200 000 kronor\nSjö, Hamnen, 100 000 kronor\n",
        "Hem | Nyheter | Kontakt\n\nBron byggs\n\nDet blir en bro; den är lång; den är bred.\n\nSlut.\n",
        "Projektägare: Ån\nProjekt: Bron\nStöd: 300 000 kr\n",
    ];
    for page in pages {
        let shown = shown("nyhet.txt", page.as_bytes());
        assert!(shown.starts_with("page"), "{shown}: {page}");
    }
}

#[test]
fn a_page_keeps_its_blocks() {
    let (content, _) = read("sida", "<h1>Bron</h1><ul><li>en sak</li></ul>".as_bytes()).unwrap();
    let Content::Page(blocks) = content else { panic!("a page") };
    assert!(matches!(&blocks[0].kind, BlockKind::Heading { level: 1, text } if text == "Bron"));
    assert!(matches!(&blocks[1].kind, BlockKind::ListItem(text) if text == "en sak"));
}

#[test]
fn a_file_that_is_missing_or_a_folder_is_unreadable() {
    for path in [std::path::PathBuf::from("/nowhere/at-all.csv"), std::env::temp_dir()] {
        let error = open("lista", &path).expect_err("no file");
        assert!(matches!(&error, IngestError::Unreadable { path: named, .. } if *named == path), "{error}");
    }
}

/// The large ones are for the measurement with memory bounds; the small ones
/// show here that each is refused for its own reason.
#[test]
fn hostile_files_are_refused() {
    let small = |name: &str| {
        ["xlsx", "ods", "json", "xml", "bin"].iter().any(|ending| name.ends_with(ending))
            && !["distinct", "everywhere", "in-all", "one-text", "zeros", "rows.xlsx", "shared-texts", "attributes"]
                .iter()
                .any(|large| name.contains(large))
    };
    for (name, make) in REFUSED.iter().filter(|(name, _)| small(name)) {
        let shown = shown(name, &make());
        assert!(!shown.contains("notices") || shown.contains("ended"), "{name} was read: {shown}");
    }
    for (name, make) in SURVIVED.iter().filter(|(name, _)| small(name) && !name.contains("brackets")) {
        let _ = shown(name, &make());
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = shown("prov.csv", &bytes);
    }

    #[test]
    fn no_brackets_make_it_panic(text in "[\\[\\]{}\",:\\\\ a0\n]{0,200}") {
        let _ = shown("prov", text.as_bytes());
    }

    #[test]
    fn no_cut_makes_it_panic(cut in 0_usize..2_000, byte: u8) {
        let mut bytes = workbook(&[sheet("<row><c><v>1</v></c><c t='inlineStr'><is><t>x</t></is></c></row>")]);
        let at = cut % bytes.len();
        bytes[at] = byte;
        let _ = shown("prov", &bytes);
        bytes.truncate(at);
        let _ = shown("prov", &bytes);
    }
}
