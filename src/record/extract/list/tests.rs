//! The samples of `corpus/lists/`: every field of each lands, and each fault
//! of their faulty copies is told. What is expected stands beside, in
//! `tests/golden/lists/`: projects as JSON Lines, reports as lines of text.
//! A golden file that is wanted otherwise is written anew with
//! `FONDSOK_BLESS=1 cargo test --lib list::tests`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::ingest::{Row, TableRow};
use crate::record::check::{ListAge, check};
use crate::record::extract::{Item, tillvaxtverket};
use crate::record::json::to_line;
use crate::record::normalise::{Context, item};
use crate::record::{Draft, Notice, NoticeCode, Project, SourceKind, Vocabulary};

/// How a sample is written: `ingest` finds that out, here it is known.
struct Written {
    name: &'static str,
    separator: u8,
    windows_1252: bool,
    maps: &'static [&'static str],
}

const OWN_MAPS: &[&str] = &[
    "Beteckning=reference",
    "Vad=name",
    "Vem driver det=owner",
    "Pott=fund",
    "Pengar från EU (tkr)=granted",
    "Hela notan (tkr)=total_budget",
    "Var någonstans=municipality",
    "Börjar=start",
    "Färdigt=end",
    "Vår anteckning=-",
];

const SAMPLES: [Written; 5] = [
    Written { name: "esf-18-kolumner", separator: b';', windows_1252: false, maps: &[] },
    Written { name: "tillvaxtverket", separator: b',', windows_1252: false, maps: &[] },
    Written { name: "kohesio", separator: b',', windows_1252: false, maps: &[] },
    Written { name: "bilaga-xii", separator: b'\t', windows_1252: true, maps: &[] },
    Written { name: "egen-lista", separator: b';', windows_1252: false, maps: OWN_MAPS },
];

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rows(text: &str, separator: u8) -> Vec<TableRow> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let row = |record: csv::StringRecord| TableRow {
        line: record.position().map_or(0, |position| position.line() as usize),
        cells: record.iter().map(|cell| cell.trim().to_owned()).collect(),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn sample(written: &Written, under: &str) -> Vec<TableRow> {
    let bytes = fs::read(folder().join(under).join(written.name).with_extension("csv")).unwrap();
    let encoding = if written.windows_1252 { encoding_rs::WINDOWS_1252 } else { encoding_rs::UTF_8 };
    // The `csv` crate counts a record after CRLF from the line before.
    rows(&encoding.decode(&bytes).0.replace("\r\n", "\n"), written.separator)
}

/// All that was made of a list.
#[derive(Default)]
struct Outcome {
    drafts: Vec<Draft>,
    projects: Vec<Project>,
    notices: Vec<Notice>,
    report: Vec<String>,
}

fn read(rows: &[TableRow], maps: &[&str], title: &str) -> Outcome {
    let maps: Vec<String> = maps.iter().map(|map| (*map).to_owned()).collect();
    let map = ColumnMap::parse(&maps).unwrap();
    let vocabulary = Vocabulary::bundled();
    let mut reader = ListReader::new(ListOptions { vocabulary, columns: &map, title });
    let context = Context { vocabulary, source_name: "lista", keep_personal_data: false };
    let (mut outcome, mut age) = (Outcome::default(), ListAge::default());
    for row in rows {
        let read = reader.push(row);
        outcome.notices.extend(reader.take_notices());
        let Some(Item::Draft(draft)) = read else { continue };
        outcome.drafts.push((*draft).clone());
        let (project, notices, dropped) = item(Item::Draft(draft), &context);
        outcome.notices.extend(notices);
        outcome.report.extend(dropped.iter().map(|kind| format!("{:>3} dropped {}", row.line, kind.code())));
        match project {
            Ok(project) => {
                age.see(&project);
                outcome.notices.extend(check(&project));
                outcome.projects.push(project);
            }
            Err(reason) => outcome.report.push(format!("{:>3} rejected {reason}", row.line)),
        }
    }
    let end = reader.finish();
    age.dated(end.date);
    outcome.notices.extend(end.notices);
    outcome.notices.extend(age.notice(date(2026, 9, 15)));
    let told = |n: &Notice| format!("{:>3} {} {}: {}", n.line, n.code.code(), n.field.unwrap_or("-"), n.message);
    outcome.report.extend(outcome.notices.iter().map(told));
    outcome.report.sort();
    outcome
}

fn check_golden(name: &str, got: &str) {
    let path = folder().join("tests/golden/lists").join(name);
    if std::env::var_os("FONDSOK_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, got).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    for (nth, (got, expected)) in got.lines().zip(expected.lines()).enumerate() {
        assert_eq!(got, expected, "{name}, line {}", nth + 1);
    }
    assert_eq!(got.lines().count(), expected.lines().count(), "{name}");
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.fold(String::new(), |mut text, line| {
        let _ = writeln!(text, "{line}");
        text
    })
}

fn table(text: &str) -> Vec<TableRow> {
    rows(text, b';')
}

#[test]
fn every_field_of_each_sample_lands() {
    for written in &SAMPLES {
        let outcome = read(&sample(written, "corpus/lists"), written.maps, "");
        let silent = [NoticeCode::SkippedRow, NoticeCode::StaleList];
        let loud: Vec<_> = outcome.notices.iter().filter(|notice| !silent.contains(&notice.code)).collect();
        assert!(loud.is_empty(), "{}: {loud:?}", written.name);
        check_golden(&format!("{}.jsonl", written.name), &lines(outcome.projects.iter().map(to_line)));
    }
}

#[test]
fn each_fault_of_the_faulty_copies_is_told() {
    for written in &SAMPLES {
        let outcome = read(&sample(written, "corpus/lists/faulty"), written.maps, "");
        check_golden(&format!("{}.faults.txt", written.name), &lines(outcome.report.into_iter()));
    }
}

#[test]
fn the_bank_s_table_gives_the_drafts_of_its_json() {
    let rows = sample(&SAMPLES[1], "corpus/lists");
    let keys = &rows[0].cells;
    let of_json = |row: &TableRow| {
        let number = |cell: &str| cell.parse::<u64>().map_or_else(|_| json!(cell), |number| json!(number));
        let value = |key: &str, cell: &str| if key.starts_with("beviljat") { number(cell) } else { json!(cell) };
        let record: serde_json::Map<_, _> = keys.iter().zip(&row.cells).map(|(key, cell)| (key.clone(), value(key, cell))).collect();
        match tillvaxtverket::extract(&Row { line: row.line, value: record.into() }) {
            (Item::Draft(draft), notices) if notices.is_empty() => *draft,
            other => panic!("{other:?}"),
        }
    };
    let expected: Vec<Draft> = rows.iter().skip(1).map(of_json).collect();
    let got = read(&rows, &[], "");
    assert_eq!(got.drafts, expected);
    assert!(got.drafts.iter().all(|draft| draft.kind == SourceKind::Tillvaxtverket));
}

#[test]
fn the_headings_of_article_49_are_known() {
    let outcome = read(
        &table(
            "List of operations;\nDate of last update;2026-06-30\nProgramming period 2021-2027;\n\n\
             Unique code of the operation;a) Beneficiary's name;b) Organisation number;d) Name of the operation;\
             e) Purpose of the operation and its expected or actual achievements;f) Start date of the operation;\
             g) Expected or actual date of completion of the operation;h) Total cost of the operation (SEK);i) Fund concerned;\
             j) Specific objective concerned;k) Union co-financing rate;\
             l) Location indicator or geolocation for the operation and the country concerned;n) Type of intervention;EU support (SEK)\n\
             20390102;Luleå Skogsteknik AB;5599991030;Quiet machines;Tried out close to villages.;2023-05-01;2025-12-31;8200000;ERDF;\
             RSO1.1;0.4;SE332, Sweden;10;3280000\n\
             20390103;Region Gotland;2129990020;Heat from the kiln;Waste heat warms greenhouses.;2023-09-01;2026-08-31;15600000;JTF;\
             JSO8.1;0.5;SE214, Sweden;48;7800000.5\n",
        ),
        &[],
        "",
    );
    assert_eq!(outcome.report, [""; 0]);
    check_golden("artikel-49-headings.jsonl", &lines(outcome.projects.iter().map(to_line)));
}

fn report(text: &str, maps: &[&str], title: &str) -> Vec<String> {
    read(&table(text), maps, title).report
}

#[test]
fn a_table_that_is_no_list_says_how_to_map_it() {
    let told = report("Vad;Vem;Hur mycket\nBryggan;Åsele kommun;5\n", &[], "");
    assert!(
        told.len() == 1 && told[0].contains("no_project") && told[0].contains("«Vad», «Vem»") && told[0].contains("--map 'Vad=name'"),
        "{told:?}"
    );
    let mapped = read(&table("Vad;Vem;Hur mycket\nBryggan;Åsele kommun;5\n"), &["Vad=name", "Vem=owner", "Hur mycket=granted"], "");
    assert_eq!(mapped.projects.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["bryggan-asele-kommun"]);
    let empty = report("", &[], "");
    assert!(empty.len() == 1 && empty[0].contains("the table is empty"), "{empty:?}");
}

#[test]
fn the_header_may_stand_in_row_thirty_and_no_later() {
    let list = |above: usize| format!("{}Projektnamn;Stödmottagare\nBryggan;Åsele kommun\n", "Text;\n".repeat(above));
    assert_eq!(read(&table(&list(29)), &[], "").projects.len(), 1);
    assert_eq!(read(&table(&list(30)), &[], "").projects.len(), 0);
}

#[test]
fn what_stands_above_or_in_the_sheet_s_name_holds_for_all_rows() {
    let list = "Uppdaterad 2024-05-02;;\nProgram CCI;2021SE05SFPR001;\nDiarienummer;Projektnamn;Stödmottagare\n\
                23-001-S01;Bryggan;Åsele kommun\n23-002-S01;Bron;Åsele kommun\n";
    let outcome = read(&table(list), &[], "Insatser ESF+");
    for draft in &outcome.drafts {
        let derived = |fact: &Option<crate::record::Fact<String>>| fact.as_ref().filter(|f| f.derived).map(|f| f.value.clone());
        assert_eq!(derived(&draft.fund).as_deref(), Some("ESF+"));
        assert_eq!(derived(&draft.programme).as_deref(), Some("2021SE05SFPR001"));
        assert_eq!(derived(&draft.date).as_deref(), Some("2024-05-02"));
        assert_eq!(draft.bank, Some("esf"));
    }
    assert_eq!(outcome.projects[0].origins.get("fund").map(|origin| origin.derived), Some(true));
}

#[test]
fn a_date_below_the_rows_dates_the_list() {
    let told = report("Diarienummer;Projektnamn;EU-fond\n23-001-S01;Bryggan;ESF+\nSenast uppdaterad 2026-01-01;;\n", &[], "");
    let codes: Vec<_> = told.iter().map(|line| line.split_whitespace().nth(1).unwrap_or_default()).collect();
    assert_eq!(codes, ["stale_list", "skipped_row"], "{told:?}");
}

#[test]
fn amounts_dates_and_rates_in_every_notation() {
    let list = "Projektnamn;EU-stöd (SEK);Total budget, tkr;Startdatum;Slutdatum;Medfinansieringsgrad;Diarienummer\n\
                Ett;4973906;\"9 947,8\";2024-03-01;01/03/2026;0.4;P1\n\
                Två;4 973 906 kr;9947.8;20240301;2026-03-01 00:00:00;40%;P2\n\
                Tre;4.973.906,00;9947,8;1 mars 2024;2026-03-01;40,0;P3\n\
                Fyra;4,973,906.00;9 947 812 kr;2024-03-01;2026-03-01;n/a;P4\n";
    let outcome = read(&table(list), &[], "");
    assert_eq!(outcome.report, [""; 0]);
    for project in &outcome.projects {
        assert_eq!(project.granted.as_ref().map(|a| (a.amount_ore, a.currency.as_str())), Some((497_390_600, "SEK")), "{}", project.name);
        assert_eq!((project.start, project.end).0.map(|d| d.to_string()).as_deref(), Some("2024-03-01"));
        assert_eq!(project.end.map(|d| d.to_string()).as_deref(), Some("2026-03-01"));
    }
    let totals: Vec<_> = outcome.projects.iter().filter_map(|p| p.total_budget.as_ref()).map(|a| a.amount_ore).collect();
    assert_eq!(totals, [994_780_000, 994_780_000, 994_780_000, 994_781_200]);
    let rates: Vec<_> = outcome.projects.iter().map(|p| p.cofinancing_rate).collect();
    assert_eq!(rates, [Some(40.0), Some(40.0), Some(40.0), None]);
}

#[test]
fn two_currencies_are_one_amount() {
    let list = "Projektnamn;EU-stöd EUR;EU-stöd SEK;Stödmottagare\nEtt;100;1 100;A\nTvå;200;0;B\nTre;300;;C\n";
    let outcome = read(&table(list), &[], "");
    let amounts: Vec<_> =
        outcome.projects.iter().filter_map(|p| p.granted.as_ref()).map(|a| (a.amount_ore / 100, a.currency.as_str())).collect();
    assert_eq!(amounts, [(1100, "SEK"), (200, "EUR"), (300, "EUR")]);
    assert_eq!(outcome.notices.iter().map(|n| n.code).collect::<Vec<_>>(), [NoticeCode::MissingCode]);
}

#[test]
fn a_keep_eu_export_has_partners_and_a_programme_by_name() {
    let list = "Period;Programme;Project acronym;Project name;Start date;End date;Total budget (EUR);EU funding (EUR);EU co-financing rate;Lead partner;Partners\n\
                2014 - 2020;Interreg V-A Sweden-Norway;BRO;A bridge for all;2016-09-01;N.a.;1200000;600000;50%;Länsbron;Nordbroen|Sydbron\n";
    let outcome = read(&table(list), &[], "");
    let project = &outcome.projects[0];
    assert_eq!(project.fund.as_ref().map(|f| f.code.as_str()), Some("Interreg"));
    assert_eq!((project.period.as_deref(), project.name.as_str(), project.end), (Some("2014-2020"), "A bridge for all", None));
    assert_eq!(project.partners, ["Nordbroen", "Sydbron"]);
    assert_eq!(project.granted.as_ref().map(|a| (a.amount_ore, a.currency.as_str())), Some((60_000_000, "EUR")));
}

#[test]
fn many_rows_without_code_are_told_up_to_a_hundred() {
    let list = format!("Diarienummer;Projektnamn;Stödmottagare\n{}", ";Bryggan;Åsele kommun\n".repeat(150));
    let told: Vec<_> = read(&table(&list), &[], "").notices.into_iter().filter(|n| n.code == NoticeCode::MissingCode).collect();
    assert_eq!(told.len(), 101);
    assert!(told.iter().any(|notice| notice.message.starts_with("50 more")), "{:?}", told.last());
}

proptest! {
    #[test]
    fn no_table_panics(cells in proptest::collection::vec(proptest::collection::vec("\\PC{0,20}", 0..6), 0..8)) {
        let mut rows = vec![TableRow { line: 1, cells: ["Projektnamn", "Diarienummer", "EU-stöd", "Plats", "Period"].map(str::to_owned).to_vec() }];
        rows.extend(cells.into_iter().enumerate().map(|(nth, cells)| TableRow { line: nth + 2, cells }));
        let with_header = read(&rows, &[], "");
        prop_assert!(with_header.projects.len() <= rows.len());
        rows.remove(0);
        read(&rows, &["å=name"], "ESF+");
    }
}
