//! Files made to exhaust or mislead whoever reads them, by name.
//!
//! Each must end in an error within seconds and a few hundred megabytes, or,
//! where it is only odd, be read within them.

// Not every test needs every file; writing to memory cannot fail.
#![allow(dead_code, clippy::expect_used)]

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::zip_file::{Entry, zip_file};

/// A file's name and what makes its bytes.
pub type Hostile = (&'static str, fn() -> Vec<u8>);

/// Those that give an error: at once, or as the end of their rows.
pub const REFUSED: &[Hostile] = &[
    ("zeros.xlsx", || with_sheet(Entry::repeated(SHEET, &[b'0'; 1 << 20], 512))),
    ("rows.xlsx", || with_sheet(Entry::repeated(SHEET, b"<row><c><v>1</v></c><c><v>2</v></c></row>", 8 << 20))),
    ("million-shared-texts.xlsx", || with_shared(Entry::repeated(SHARED, b"<si><t>x</t></si>", 1_000_000))),
    ("three-million-shared-texts.xlsx", || with_shared(Entry::repeated(SHARED, b"<si><t>x</t></si>", 3_000_000))),
    ("distinct-shared-texts.xlsx", || with_shared(Entry::deflated(SHARED, distinct_texts(4_000_001).as_bytes()))),
    ("many-entries.xlsx", || zip_file(&(0..1_200).map(|i| Entry::deflated(&format!("xl/{i}.xml"), b"<a/>")).collect::<Vec<_>>())),
    ("attributes.xlsx", || with_sheet(sheet(&format!("<row {}>{}</row>", attributes(300_000), "<c><v>1</v></c>".repeat(300))))),
    ("entities.xlsx", || with_shared(Entry::deflated(SHARED, LAUGHS.as_bytes()))),
    ("entities-in-sheet.xlsx", || with_sheet(Entry::deflated(SHEET, LAUGHS.as_bytes()))),
    ("lying-size.xlsx", || with_sheet(Entry { size: 1_000, ..Entry::repeated(SHEET, &[b'0'; 1 << 20], 64) })),
    ("larger-than-declared.xlsx", || with_sheet(Entry { size: 90, ..sheet(&rows(5_000)) })),
    ("smaller-than-declared.xlsx", || with_sheet(Entry { size: 400_000, ..sheet(&rows(5_000)) })),
    ("wrong-checksum.xlsx", || with_sheet(Entry { crc: 1, ..sheet(&rows(5_000)) })),
    ("far-corner.xlsx", || {
        with_sheet(sheet("<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))
    }),
    ("nested.xlsx", || with_sheet(sheet(&"<row>".repeat(200_000)))),
    ("one-text.xlsx", || with_sheet(sheet(&format!("<row><c t='inlineStr'><is><t>{}</t></is></c></row>", noise(48 << 20))))),
    ("text-of-many.xlsx", || {
        with_sheet(sheet(&format!("<row><c t='inlineStr'><is><t>{}</t></is></c></row>", format!("{}&lt;", noise(50)).repeat(100_000))))
    }),
    ("shared-text-everywhere.xlsx", || shared_everywhere(900_000, 20, 200)),
    ("shared-text-in-all-rows.xlsx", || shared_everywhere(30_000, 100, 60_000)),
    ("shared-text-missing.xlsx", || with_sheet(sheet(&"<row><c t='s'><v>7</v></c><c t='s'><v>9</v></c></row>".repeat(3)))),
    ("cut-off.xlsx", || cut(workbook(&[sheet(&rows(5_000))]))),
    ("encrypted.xlsx", || with_sheet(Entry { flags: 1, ..sheet(&rows(3)) })),
    ("outside.xlsx", || workbook(&[sheet(&rows(3)), Entry::deflated("../../etc/x", b"x")])),
    ("twice.xlsx", || workbook(&[sheet(&rows(3)), sheet(&rows(3))])),
    ("empty.xlsx", || zip_file(&[])),
    ("repeated-columns.ods", || {
        ods(
            "<table:table-row><table:table-cell table:number-columns-repeated='1000000000' office:value-type='string'><text:p>x</text:p></table:table-cell></table:table-row>",
        )
    }),
    ("repeated-rows.ods", || ods(&format!("<table:table-row table:number-rows-repeated='1000000000'>{CELLS}</table:table-row>"))),
    ("zeros.ods", || ods_with(Entry::repeated("content.xml", &[b'0'; 1 << 20], 256))),
    ("entities.ods", || ods_with(Entry::deflated("content.xml", LAUGHS.as_bytes()))),
    ("cut-off.ods", || cut(ods(&format!("<table:table-row>{CELLS}</table:table-row>").repeat(50)))),
    ("zeros.csv.gz", || gzip(b"Id;Namn;Ort\n", &[b'0'; 1 << 20], 512)),
    ("rows.csv.gz", || gzip(b"Id;Namn;Ort\n", &b"1;Bron;Ort\n".repeat(100_000), 300)),
    ("cut-off.csv.gz", || cut(gzip(b"Id;Namn;Ort\n", distinct_rows(20_000).as_bytes(), 1))),
    ("unclosed-quote.csv", || format!("Id;Namn;Ort\n1;\"Bron;Ort\n{}", distinct_rows(1_000_000)).into_bytes()),
    ("unclosed-quote-short.csv", || b"Id;Namn;Ort\n1;Bro;Ort\n2;\"Bron;Ort\n3;Bro;Ort\n".to_vec()),
    ("long-line.csv", || [b"Id;Namn;Ort\n1;Bron;".to_vec(), vec![b'x'; 300 << 20]].concat()),
    ("many-cells.csv", || [b"Id;Namn;Ort\n".to_vec(), vec![b';'; 100 << 20]].concat()),
    ("zero-bytes.csv", || format!("Id;Namn;Ort\n{}1;Br\0on;Ort\n", distinct_rows(10_000)).into_bytes()),
    ("long-line.jsonl", || [b"{\"a\": 1}\n{\"a\": 2}\n{\"a\": \"".to_vec(), vec![b'x'; 300 << 20]].concat()),
    ("cut-off.json", || b"[{\"a\": 1},\n{\"a\": 2},\n{\"a".to_vec()),
    ("long-line.txt", || vec![b'x'; 300 << 20]),
    ("labels.txt", || b"a:\n".repeat(1_300_000)),
    ("many-blocks.html", || b"<dt>a".repeat(800_000)),
    ("long-attribute.html", || [b"<p class='".to_vec(), vec![b'x'; 100 << 20]].concat()),
    ("laughs.xml", || LAUGHS.as_bytes().to_vec()),
    ("random.bin", || noise(1 << 20).bytes().map(|byte| byte.wrapping_mul(31)).chain([0]).collect()),
];

/// Those that are only odd: they give little or nothing, and no error.
pub const SURVIVED: &[Hostile] = &[
    ("nested.html", || b"<b><i>".repeat(650_000)),
    ("nested-regions.html", || b"<aside>".repeat(550_000)),
    ("nested-tables.html", || b"<table><tr><td>".repeat(270_000)),
    ("attribute.html", || [b"<p class='".to_vec(), vec![b'x'; 4_000_000]].concat()),
    ("attributes.html", || format!("<p {}>x", attributes(380_000)).into_bytes()),
    ("tag-signs.html", || [b"<p>".to_vec(), vec![b'<'; 4_000_000]].concat()),
    ("entity-signs.html", || [b"<p>".to_vec(), vec![b'&'; 4_000_000]].concat()),
    ("comment.html", || [b"<p>x<!--".to_vec(), vec![b'-'; 4_000_000]].concat()),
    ("nested.json", || b"[{\"a\":".repeat(200_000)),
    ("brackets.json", || [b"[{\"a\":".to_vec(), b"[".repeat(8 << 20)].concat()),
    ("zeros.json", || format!("[{{\"a\":[{}0]}}]", "0,".repeat(500_000)).into_bytes()),
];

const SHEET: &str = "xl/worksheets/sheet1.xml";
const SHARED: &str = "xl/sharedStrings.xml";
const CELLS: &str = "<table:table-cell office:value-type='string'><text:p>x</text:p></table:table-cell><table:table-cell office:value-type='float' office:value='2'><text:p>2</text:p></table:table-cell>";
const LAUGHS: &str = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><sst><si><t>&c;</t></si></sst>";

/// The parts that every workbook has, and these.
pub fn workbook(parts: &[Entry]) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationship Id='{id}' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}' Target='{target}'/>"
        )
    };
    let fixed = [
        Entry::deflated("[Content_Types].xml", b"<Types/>"),
        Entry::deflated(
            "_rels/.rels",
            format!("<Relationships>{}</Relationships>", relation("r1", "officeDocument", "xl/workbook.xml")).as_bytes(),
        ),
        Entry::deflated(
            "xl/workbook.xml",
            b"<workbook xmlns:r='r'><sheets><sheet name='Lista' sheetId='1' r:id='r1'/></sheets></workbook>",
        ),
        Entry::deflated(
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships>{}{}</Relationships>",
                relation("r1", "worksheet", "worksheets/sheet1.xml"),
                relation("r2", "sharedStrings", "sharedStrings.xml")
            )
            .as_bytes(),
        ),
    ];
    zip_file(&fixed.into_iter().chain(parts.iter().cloned()).collect::<Vec<_>>())
}

/// A sheet with these rows.
pub fn sheet(rows: &str) -> Entry {
    Entry::deflated(SHEET, format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes())
}

/// An ODS workbook with these rows in its only sheet.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name='Lista'>{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    ods_with(Entry::deflated("content.xml", content.as_bytes()))
}

fn ods_with(content: Entry) -> Vec<u8> {
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    zip_file(&[Entry { method: 0, body: mimetype.to_vec(), ..Entry::deflated("mimetype", mimetype) }, content])
}

fn with_sheet(sheet: Entry) -> Vec<u8> {
    workbook(&[sheet])
}

fn with_shared(shared: Entry) -> Vec<u8> {
    workbook(&[sheet("<row><c t='s'><v>0</v></c></row>"), shared])
}

/// One text of so many bytes in each of so many cells of so many rows.
fn shared_everywhere(bytes: usize, columns: usize, rows: usize) -> Vec<u8> {
    let shared = format!("<sst><si><t>{}</t></si></sst>", noise(bytes));
    // The rows' numbers differ so that they compress no better than a list does.
    let row = |number: usize| format!("<row r='{number}'>{}</row>", "<c t='s'><v>0</v></c>".repeat(columns));
    let rows: String = (1..=rows).map(row).collect();
    let body = Entry { method: 0, body: rows_xml(&rows).into_bytes(), ..sheet(&rows) };
    workbook(&[body, Entry::deflated(SHARED, shared.as_bytes())])
}

fn rows_xml(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn rows(count: usize) -> String {
    (0..count).map(|i| format!("<row><c><v>{i}</v></c><c><v>{}</v></c></row>", i * 7)).collect()
}

fn distinct_texts(count: usize) -> String {
    let texts: String = (0..count).map(|i| format!("<si><t>{i}</t></si>")).collect();
    format!("<sst>{texts}</sst>")
}

fn distinct_rows(count: usize) -> String {
    (0..count).map(|i| format!("{i};Bron nummer {i};Ort\n")).collect()
}

fn attributes(count: usize) -> String {
    (0..count).map(|i| format!("a{i}='' ")).collect()
}

/// Letters that hardly compress.
fn noise(bytes: usize) -> String {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut letter = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        char::from(b'a' + (state >> 33) as u8 % 26)
    };
    (0..bytes).map(|_| letter()).collect()
}

fn gzip(head: &[u8], piece: &[u8], times: usize) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(head).expect("memory takes it");
    for _ in 0..times {
        encoder.write_all(piece).expect("memory takes it");
    }
    encoder.finish().expect("memory takes it")
}

/// The first three quarters.
fn cut(mut bytes: Vec<u8>) -> Vec<u8> {
    bytes.truncate(bytes.len() / 4 * 3);
    bytes
}
