//! Indexing and searching the sample, in one process.
//!
//! What: records a second from a record to a published generation; the median
//! and 99th percentile of a search with all facets, by kind of query. Corpus:
//! the bundled sample repeated under new ids to 8 100 records. Caveats: the
//! texts repeat, so posting lists are longer and dictionaries smaller than in
//! as many real records; compare runs on one machine, not figures.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use fondsok::index::fields::Fields;
use fondsok::index::{DataDir, Provenance};
use fondsok::record::Project;
use fondsok::search::query::parse;
use fondsok::search::tantivy::TantivyBackend;
use fondsok::search::{Backend, FacetOrder, FacetRequest, Request};

const COPIES: usize = 100;
const SEARCHES: usize = 400;
const QUERIES: [(&str, &str); 6] = [
    ("nothing typed", ""),
    ("one rare word", "validering"),
    ("one common word", "projekt"),
    ("three words", "kompetensutveckling företag energi"),
    ("a phrase", "\"förnybar energi\""),
    ("a question", "vilka projekt hjälper unga till arbete i norrbotten"),
];

fn sample(folder: &std::path::Path) -> Vec<Project> {
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/records");
    let data = folder.join("sample");
    let run = |arguments: &[&std::ffi::OsStr]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_fondsok"))
            .arg("--data")
            .arg(&data)
            .args(arguments)
            .output()
            .expect("the binary runs")
    };
    assert!(run(&["index".as_ref(), corpus.as_os_str()]).status.success());
    let export = run(&["export".as_ref()]).stdout;
    String::from_utf8(export).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn main() {
    let folder = std::env::temp_dir().join(format!("fondsok-bench-search-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sample = sample(&folder);
    let copy = |nth: usize| sample.iter().cloned().map(move |project| Project { id: format!("{}-{nth}", project.id), ..project });
    let mut projects: Vec<Project> = (0..COPIES).flat_map(copy).collect();
    projects.sort_by(|a, b| a.id.cmp(&b.id));
    let count = projects.len();
    let data = DataDir::at(folder.join("data"));
    let begun = Instant::now();
    data.begin().unwrap().publish(projects.into_iter().map(Ok), Provenance::default(), Fields::bundled(), &mut || Ok(()), &|_| {}).unwrap();
    let took = begun.elapsed();
    println!("indexing: {count} records in {:.2} s, {:.0} records/s", took.as_secs_f64(), count as f64 / took.as_secs_f64());

    let today = || jiff::civil::date(2026, 11, 24);
    let backend = TantivyBackend::new(Arc::new(today));
    backend.serve(data.open(Fields::bundled()).unwrap().0).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    println!("{:<18} {:>9} {:>10} {:>10}", "search", "hits", "median ms", "p99 ms");
    for (name, text) in QUERIES {
        let mut request = Request::new(parse(text), today());
        let all =
            |field: &fondsok::index::Field| FacetRequest { name: field.name.clone(), limit: 20, order: FacetOrder::Count, contains: None };
        request.facets = Fields::bundled().facets().map(all).collect();
        let mut times: Vec<Duration> = Vec::new();
        let mut hits = 0;
        for _ in 0..SEARCHES {
            let begun = Instant::now();
            hits = runtime.block_on(backend.search(vec![request.clone()])).unwrap()[0].total;
            times.push(begun.elapsed());
        }
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
        println!("{name:<18} {hits:>9} {:>10.2} {:>10.2}", at(0.5), at(0.99));
    }
    let _ = std::fs::remove_dir_all(&folder);
}
