//! A list of 100 000 operations through the real binary, from parsing to the
//! published generation: as CSV and as XLSX, and once more over the first.
//!
//! What: records a second by the wall, and the most memory the process had.
//! Corpus: rows of some 500 bytes under ESF-rådet's eighteen headers; names and
//! summaries are sentences of the bundled sample in random order, 3 000 owners.
//! `FONDSOK_BENCH_ROWS` sets another number of rows. Caveats: rates are of this
//! machine and of nothing else running on it. Ends with 1 where a run fails,
//! is slower than 5 000 records a second, or takes more than a gigabyte.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../tests/support/zip_file.rs"]
mod zip_file;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use zip_file::{Entry, zip_file};

const ROWS: usize = 100_000;
const OWNERS: usize = 3_000;
const LEAST_RATE: f64 = 5_000.0;
const MOST_KB: u64 = 1024 * 1024;

const HEADERS: [&str; 18] = [
    "Diarienummer / Operation ID",
    "Stödmottagare / Beneficiary",
    "Projektägare organisationsnummer / Beneficiary ID",
    "Projektägare ort / Beneficiary city",
    "Stödmottagarens land / Beneficiary country",
    "Namn på insatsen / Operation Name",
    "Programområde / Priority",
    "Specifikt mål / Specific objective concerned",
    "Interventionsområde / Intervention field",
    "Total projektbudget / Total budget SEK",
    "Unionens medfinansieringsgrad / Union co-financing rate",
    "EU-stöd i SEK / EU contribution SEK",
    "Sammanfattning / Summary",
    "Sammanfattning engelsk / Summary in english",
    "Startdatum / Start date",
    "Slutdatum / End date",
    "EU-fond / EU fund",
    "Program CCI / Program CCI",
];

/// A sequence that is the same in every run (Knuth's 64-bit linear congruential generator).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }

    fn of<'a>(&mut self, among: &'a [String]) -> &'a str {
        &among[self.below(among.len())]
    }
}

/// The sentences of the sample's descriptions.
fn sentences() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/records/fondsok");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut sentences = Vec::new();
    for line in paths.iter().flat_map(|path| std::fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect::<Vec<_>>()) {
        let record: serde_json::Value = serde_json::from_str(&line).unwrap();
        let text = record["description"].as_str().unwrap_or_default().replace('\n', " ");
        sentences.extend(text.split_inclusive(". ").map(str::trim).filter(|sentence| sentence.len() > 30).map(str::to_owned));
    }
    sentences
}

/// A Swedish organisation number with its check digit.
fn organisation(nth: usize) -> String {
    let nine = format!("5566{:05}", 10_000 + nth * 7);
    let sum: u32 =
        nine.bytes().zip([2, 1].iter().cycle()).map(|(digit, weight)| u32::from(digit - b'0') * weight).map(|n| n / 10 + n % 10).sum();
    format!("{}-{}{}", &nine[..6], &nine[6..], (10 - sum % 10) % 10)
}

fn row(nth: usize, dice: &mut Dice, sentences: &[String]) -> Vec<String> {
    const CITIES: [&str; 8] = ["Umeå", "Luleå", "Malmö", "Göteborg", "Stockholm", "Östersund", "Kalmar", "Karlstad"];
    let (owner, year, total) = (dice.below(OWNERS), 2022 + dice.below(4), 300_000 + dice.below(30_000_000));
    let name: Vec<&str> = dice.of(sentences).split(' ').take(5).collect();
    let summary: Vec<&str> = (0..3 + dice.below(3)).map(|_| dice.of(sentences)).collect();
    vec![
        format!("{}-{nth:06}-S{:02}", year % 100, 1 + nth % 9),
        format!("Exempel {owner} AB"),
        organisation(owner),
        CITIES[owner % 8].to_owned(),
        "Sverige".to_owned(),
        format!("{} {nth}", name.join(" ")),
        ["A", "B", "C", "D"][dice.below(4)].to_owned(),
        ["ESO4.1", "ESO4.4", "ESO4.7", "ESO4.8"][dice.below(4)].to_owned(),
        ["134", "146", "151", "153"][dice.below(4)].to_owned(),
        total.to_string(),
        "40".to_owned(),
        (total * 2 / 5).to_string(),
        summary.join(" "),
        String::new(),
        format!("{year}-0{}-01", 1 + dice.below(9)),
        format!("{}-12-31", year + 2),
        "ESF+".to_owned(),
        "2021SE05SFPR001".to_owned(),
    ]
}

fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADERS).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// A workbook with one sheet of inline strings.
fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let headers = HEADERS.map(str::to_owned).to_vec();
    let mut sheet = String::from("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
    for row in std::iter::once(&headers).chain(rows) {
        sheet.push_str("<row>");
        for cell in row {
            let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
            write!(sheet, "<c t=\"inlineStr\"><is><t>{cell}</t></is></c>").unwrap();
        }
        sheet.push_str("</row>");
    }
    sheet.push_str("</sheetData></worksheet>");
    let workbook = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
        xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
        <sheets><sheet name=\"Lista\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    let relations = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" \
        Target=\"worksheets/sheet1.xml\"/></Relationships>";
    zip_file(&[
        Entry::deflated("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        Entry::deflated("xl/workbook.xml", workbook.as_bytes()),
        Entry::deflated("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        Entry::deflated("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

/// Indexes a list; how long it took and the most resident memory in kB.
fn index(data: &Path, list: &Path) -> Option<(Duration, u64)> {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_fondsok"));
    command.arg("--data").arg(data).args(["index", "--force"]).arg(list).stderr(Stdio::null());
    let mut child = command.spawn().expect("the binary runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            return ended.success().then(|| (begun.elapsed(), peak));
        }
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
        peak = line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(peak).max(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn main() -> ExitCode {
    let count = std::env::var("FONDSOK_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(ROWS);
    let folder = std::env::temp_dir().join(format!("fondsok-bench-intake-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut dice, sentences) = (Dice(7), sentences());
    let rows: Vec<Vec<String>> = (0..count).map(|nth| row(nth, &mut dice, &sentences)).collect();
    let bytes: usize = rows.iter().flatten().map(String::len).sum();
    println!("{count} rows of {} bytes", bytes / count.max(1));
    let (as_csv, as_xlsx) = (folder.join("list.csv"), folder.join("list.xlsx"));
    std::fs::write(&as_csv, csv(&rows)).unwrap();
    std::fs::write(&as_xlsx, xlsx(&rows)).unwrap();
    drop(rows);
    let mut ok = true;
    for (what, data, list) in [("CSV", "a", &as_csv), ("XLSX", "b", &as_xlsx), ("CSV again", "a", &as_csv)] {
        match index(&folder.join(data), list) {
            Some((took, peak)) => {
                let rate = count as f64 / took.as_secs_f64();
                println!("{what:<10} {:>6.1} s {rate:>8.0} records/s {peak:>8} kB", took.as_secs_f64());
                ok &= rate >= LEAST_RATE && peak <= MOST_KB;
            }
            None => {
                println!("{what}: the run failed");
                ok = false;
            }
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
