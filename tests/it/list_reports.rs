//! The samples of `corpus/lists/` and their faulty copies through the real
//! binary: exactly the expected report, in each of its forms.

use std::fs;
use std::path::Path;

use crate::golden;
use crate::program::Program;

const SAMPLES: [&str; 8] = [
    "artikel-49.xlsx",
    "bilaga-xii.csv",
    "egen-lista.csv",
    "esf-18-kolumner.csv",
    "esf-18-kolumner.ods",
    "esf-18-kolumner.xlsx",
    "kohesio.csv",
    "tillvaxtverket.csv",
];

/// What the columns of the list with headers of its own are.
const OWN: [&str; 10] = [
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

/// The report of a dry run over a list in the form that an ending asks for.
fn report(list: &Path, ending: &str) -> String {
    let program = Program::new();
    let file = program.folder.path().join(format!("report.{ending}"));
    let mut command = program.command();
    command.args(["index", "--dry-run"]).arg(list).arg("--report").arg(&file);
    if list.ends_with("egen-lista.csv") {
        for map in OWN {
            command.args(["--map", map]);
        }
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}: {}", list.display(), String::from_utf8_lossy(&output.stderr));
    assert!(!program.data().join("current").exists(), "a dry run publishes nothing");
    fs::read_to_string(file).unwrap()
}

#[test]
fn each_list_gives_exactly_the_expected_report() {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/lists");
    for name in SAMPLES {
        golden::check(&format!("reports/{name}.txt"), &report(&lists.join(name), "txt"));
        golden::check(&format!("reports/faulty-{name}.txt"), &report(&lists.join("faulty").join(name), "txt"));
    }
    let faulty = lists.join("faulty/esf-18-kolumner.csv");
    golden::check("reports/faulty-esf-18-kolumner.csv.csv", &report(&faulty, "csv"));
    golden::check("reports/faulty-esf-18-kolumner.csv.json", &report(&faulty, "json"));
}

#[test]
fn one_list_in_three_formats_gives_the_same_records() {
    let lists = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/lists");
    let records = |name: &str| {
        let program = Program::with_index_of(&[lists.join(name)]);
        let bare = |mut project: serde_json::Value| {
            // Where it stood is all that may differ.
            for key in ["source", "sources"] {
                project.as_object_mut().unwrap().remove(key);
            }
            project.to_string()
        };
        program.export().into_iter().map(bare).collect::<Vec<_>>()
    };
    let csv = records("esf-18-kolumner.csv");
    assert!(csv.len() > 5);
    assert_eq!(csv, records("esf-18-kolumner.xlsx"));
    assert_eq!(csv, records("esf-18-kolumner.ods"));
}
