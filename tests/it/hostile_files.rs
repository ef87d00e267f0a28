//! Files made to exhaust whoever reads them, given to the real binary while a
//! server serves: a clear error, bounded memory, and the served generation stays.

use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::hostile::{REFUSED, SURVIVED};
use crate::program::{Program, corpus};

/// The most resident memory that a run over a hostile file may have had, in kB.
const MOST_KB: u64 = 256 * 1024;
/// The longest that one may take as it is shipped; what is not optimised takes up to
/// twenty times as long, and then this only says that it ends.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

/// How a run ended.
struct Ended {
    code: Option<i32>,
    told: String,
    peak_kb: u64,
    took: Duration,
}

/// Runs `fondsok index` and watches its memory until it ends or takes too long.
fn index(program: &Program, path: &Path) -> Ended {
    let told = program.folder.path().join("told.txt");
    let begun = Instant::now();
    let mut command = program.command();
    command.arg("index").arg(path).stdout(Stdio::null()).stderr(File::create(&told).unwrap());
    let mut child = command.spawn().expect("the binary runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    let code = loop {
        if let Some(ended) = child.try_wait().unwrap() {
            break ended.code();
        }
        if begun.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            break None;
        }
        peak_kb = peak_kb.max(high_water(&fs::read_to_string(&status).unwrap_or_default()));
        std::thread::yield_now();
    };
    Ended { code, told: fs::read_to_string(&told).unwrap(), peak_kb, took: begun.elapsed() }
}

/// The most resident memory that a process has had by its status, in kB.
fn high_water(status: &str) -> u64 {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
}

#[test]
fn every_hostile_file_ends_in_an_error_within_seconds_and_memory() {
    let program = Program::with_index_of(&[corpus()]);
    let server = program.serve();
    let before = server.search("limit=0");
    let mut faults = Vec::new();
    let mut check = |name: &str, path: &Path| {
        let Ended { code, told, peak_kb, took } = index(&program, path);
        println!("{name:<32} {:>6} ms {:>6} MB  {}", took.as_millis(), peak_kb / 1024, told.lines().last().unwrap_or_default());
        let held = code == Some(1) && told.contains(name) && (1..=MOST_KB).contains(&peak_kb) && took <= LONGEST;
        if !held || !told.lines().last().unwrap_or_default().starts_with("fondsok: ") {
            faults.push(format!("{name}: exit {code:?} after {} ms with {peak_kb} kB: {told}", took.as_millis()));
        }
        let now = server.search("limit=0");
        assert_eq!((&now["generation"], &now["total"]), (&before["generation"], &before["total"]), "after {name}");
    };
    for (name, make) in REFUSED.iter().chain(SURVIVED) {
        let path = program.folder.file(name, make());
        check(name, &path);
        fs::remove_file(path).unwrap();
    }
    let gigabytes = program.folder.file("gigabytes.csv", "Id;Namn;Ort\n1;Bron;");
    File::options().write(true).open(&gigabytes).unwrap().set_len(3 << 30).unwrap();
    check("gigabytes.csv", &gigabytes);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_hostile_file_in_a_folder_costs_nothing_of_the_others() {
    let program = Program::new();
    let folder = program.folder.path().join("listor");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("bra.csv"), "Diarienummer;Namn på insatsen;Stödmottagare\n25-1-S01;Bron över sundet;Exempel kommun\n").unwrap();
    for (name, make) in REFUSED.iter().filter(|(name, _)| ["lying-size.xlsx", "cut-off.csv.gz", "unclosed-quote-short.csv"].contains(name))
    {
        fs::write(folder.join(name), make()).unwrap();
    }
    let report = program.folder.path().join("report.json");
    let output = program.run(&["index", folder.to_str().unwrap(), "--report", report.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names: Vec<String> = program.export().iter().map(|project| project["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["Bron över sundet"]);
    let report: serde_json::Value = serde_json::from_slice(&fs::read(report).unwrap()).unwrap();
    let unread = report["sources"].as_array().unwrap().iter().filter(|source| !source["error"].is_null()).count();
    assert_eq!(unread, 3, "{report}");
}
