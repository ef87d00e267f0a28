//! What finding costs: analysis at index time, and a query with every ingredient
//! of the ranking against one with stems alone.
//!
//! What: microseconds a distinct word and a repeated token of the analysis; the
//! paired ratio of a query's time with everything on to its time with stems
//! alone, over queries of one to four words drawn from rare, middling and common
//! ones and compounds; suggestions. Corpus: 100 000 synthetic records (words of
//! the bundled sample in their order, new compounds of their parts), or the data
//! directory in `FONDSOK_BENCH_DATA`; `FONDSOK_BENCH_RECORDS` sets another number.
//! Caveats: synthetic texts rank nothing; each figure is a ratio or a mean of one
//! run on one machine. Bounds are checked, and a broken one fails the bench.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fondsok::analysis::{Compounds, Language, tokens};
use fondsok::index::fields::Fields;
use fondsok::index::learnt::Learning;
use fondsok::index::terms::TermMemory;
use fondsok::index::{DataDir, Learnt, Provenance};
use fondsok::record::Project;
use fondsok::search::Filter;
use fondsok::search::query::parse;
use fondsok::search::rank::Recipe;
use fondsok::search::tantivy::TantivyBackend;
use fondsok::search::{Backend, FacetOrder, FacetRequest, Request};

const RECORDS: usize = 100_000;
const QUERIES: usize = 200;
const ROUNDS: usize = 5;
/// Microseconds a distinct word may cost, and a repeated token.
const DISTINCT: f64 = 40.0;
const REPEATED: f64 = 1.0;
/// How much more a query with everything on may cost.
const RATIO: f64 = 3.0;
/// Milliseconds a suggestion may take.
const SUGGESTION: f64 = 5.0;

/// Knuth's MMIX generator: the same corpus on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

fn sample(folder: &Path) -> Vec<Project> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/records");
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

/// Records of random sentences of the sample, with compounds of its parts mixed in.
fn synthetic(sample: &[Project], count: usize) -> Vec<Project> {
    let sentences: Vec<Vec<&str>> = sample
        .iter()
        .filter_map(|project| project.description.as_deref())
        .flat_map(|text| text.split(". "))
        .map(|sentence| sentence.split_whitespace().collect())
        .collect();
    let mut firsts: BTreeSet<String> = BTreeSet::new();
    let mut heads: BTreeSet<String> = BTreeSet::new();
    for token in sample.iter().filter_map(|project| project.description.as_deref()).flat_map(tokens) {
        if let [first, .., head] = Compounds::bundled().split(&token.text).as_slice() {
            firsts.insert((*first).to_owned());
            heads.insert((*head).to_owned());
        }
    }
    let (firsts, heads): (Vec<String>, Vec<String>) = (firsts.into_iter().collect(), heads.into_iter().collect());
    let mut chance = Chance(20_261_125);
    (0..count)
        .map(|nth| {
            let like = &sample[chance.below(sample.len())];
            let mut words: Vec<String> = Vec::new();
            while words.len() < 110 {
                for word in &sentences[chance.below(sentences.len())] {
                    match chance.below(20) {
                        0 => words.push(format!("{}{}", firsts[chance.below(firsts.len())], heads[chance.below(heads.len())])),
                        _ => words.push((*word).to_owned()),
                    }
                }
            }
            let description = Some(words.join(" "));
            Project { id: format!("synthetic-{nth:06}"), description, ..like.clone() }
        })
        .collect()
}

fn main() {
    let folder = std::env::temp_dir().join(format!("fondsok-bench-relevance-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let sample = sample(&folder);
    let mut broken = analysis(&sample);
    let data = data(&folder, &sample);
    broken |= queries(&data);
    let _ = std::fs::remove_dir_all(&folder);
    if broken {
        std::process::exit(1);
    }
}

/// The data directory to search: the one named, else one made here.
fn data(folder: &Path, sample: &[Project]) -> DataDir {
    if let Some(named) = std::env::var_os("FONDSOK_BENCH_DATA") {
        return DataDir::at(PathBuf::from(named));
    }
    let count = std::env::var("FONDSOK_BENCH_RECORDS").ok().and_then(|count| count.parse().ok()).unwrap_or(RECORDS);
    let data = DataDir::at(folder.join("data"));
    let begun = Instant::now();
    data.begin()
        .unwrap()
        .publish(synthetic(sample, count).into_iter().map(Ok), Provenance::default(), Fields::bundled(), &mut || Ok(()), &|_| {})
        .unwrap();
    let took = begun.elapsed().as_secs_f64();
    println!("indexing {count} synthetic records: {took:.1} s, {:.0} records/s", count as f64 / took);
    data
}

/// The costs of analysis; whether a bound is broken.
fn analysis(sample: &[Project]) -> bool {
    let mut learning = Learning::new(Fields::bundled());
    sample.iter().for_each(|project| learning.add(project));
    let learnt: Learnt = learning.finish(Vec::new());
    let texts: Vec<&str> = sample.iter().filter_map(|project| project.description.as_deref()).collect();
    let words: BTreeSet<String> = texts.iter().flat_map(|text| tokens(text)).map(|token| token.text.into_owned()).collect();
    // The least of some rounds: whatever else the machine does only adds.
    let mut distinct = f64::MAX;
    let mut repeated = f64::MAX;
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        words.iter().for_each(|word| {
            std::hint::black_box(learnt.compounds.split(word));
        });
        let mut memory = TermMemory::new(&learnt);
        words.iter().for_each(|word| {
            std::hint::black_box(memory.of(word, &[Language::Swedish]));
        });
        distinct = distinct.min(begun.elapsed().as_secs_f64() * 1e6 / words.len() as f64);
        let mut count = 0;
        let begun = Instant::now();
        for text in texts.iter().cycle().take(texts.len() * 5) {
            count += std::hint::black_box(memory.of(text, &[Language::Swedish])).stems.len();
        }
        repeated = repeated.min(begun.elapsed().as_secs_f64() * 1e6 / count as f64);
    }
    println!("analysis: {distinct:.1} µs a distinct word (bound {DISTINCT}), {repeated:.2} µs a repeated token (bound {REPEATED})");
    distinct > DISTINCT || repeated > REPEATED
}

/// The words of a vocabulary by how common they are.
fn bands(learnt: &Learnt) -> [Vec<String>; 4] {
    let mut words: Vec<_> =
        learnt.words.iter().filter(|word| word.text.chars().count() > 3 && word.text.chars().all(char::is_alphabetic)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.projects));
    let take = |from: usize, count: usize| words.iter().skip(from).take(count).map(|word| word.text.clone()).collect();
    let compounds = words.iter().filter(|word| !word.cuts.is_empty()).take(3000).map(|word| word.text.clone()).collect();
    [take(100, 400), take(500, 2000), take(3000, 6000), compounds]
}

/// The costs of queries; whether a bound is broken.
fn queries(data: &DataDir) -> bool {
    let today = || jiff::civil::date(2026, 11, 25);
    let generation = data.open(Fields::bundled()).unwrap().0;
    let (records, bands) = (generation.manifest.records, bands(&generation.learnt));
    let backend = TantivyBackend::new(Arc::new(today));
    let begun = Instant::now();
    backend.serve(generation).unwrap();
    println!("opening {records} records: {:.1} s", begun.elapsed().as_secs_f64());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let mut chance = Chance(7);
    let mut texts: Vec<String> = Vec::new();
    for _ in 0..QUERIES {
        let words = 1 + chance.below(4);
        let word = |chance: &mut Chance| {
            let band = &bands[chance.below(bands.len())];
            band.get(chance.below(band.len())).cloned().unwrap_or_default()
        };
        texts.push((0..words).map(|_| word(&mut chance)).collect::<Vec<_>>().join(" "));
    }
    let time = |text: &str, recipe: Recipe, nearby: bool| -> Duration {
        let mut request = Request::new(parse(text), today());
        let all =
            |field: &fondsok::index::Field| FacetRequest { name: field.name.clone(), limit: 20, order: FacetOrder::Count, contains: None };
        request.facets = Fields::bundled().facets().map(all).collect();
        (request.recipe, request.nearby) = (recipe, nearby);
        let begun = Instant::now();
        runtime.block_on(backend.search(vec![request])).unwrap();
        begun.elapsed()
    };
    let (mut full, mut bare) = (Vec::new(), Vec::new());
    for text in texts.iter().chain(&texts) {
        full.push(time(text, Recipe::default(), true));
        bare.push(time(text, Recipe::stems_alone(), false));
    }
    let sum = |times: &[Duration]| times.iter().skip(QUERIES).sum::<Duration>().as_secs_f64() * 1000.0 / QUERIES as f64;
    let ratio = sum(&full) / sum(&bare);
    let mut sorted: Vec<Duration> = full.iter().skip(QUERIES).copied().collect();
    sorted.sort();
    println!(
        "queries: {:.2} ms with everything on (p99 {:.1}), {:.2} ms with stems alone: {ratio:.2} times (bound {RATIO})",
        sum(&full),
        sorted[sorted.len() * 99 / 100].as_secs_f64() * 1000.0,
        sum(&bare)
    );
    for name in Recipe::NAMES {
        let mut recipe = Recipe::default();
        recipe.turn_off(name);
        let times: Vec<Duration> = texts.iter().map(|text| time(text, recipe, true)).collect();
        println!("  without {name:<10} {:.2} ms", times.iter().sum::<Duration>().as_secs_f64() * 1000.0 / QUERIES as f64);
    }
    let begun = Instant::now();
    for text in &texts {
        let typed: String = text.chars().take(5).collect();
        runtime.block_on(backend.suggest(typed, Filter::Everything, 10)).unwrap();
    }
    let suggestion = begun.elapsed().as_secs_f64() * 1000.0 / texts.len() as f64;
    println!("suggestions: {suggestion:.2} ms (bound {SUGGESTION})");
    ratio > RATIO || suggestion > SUGGESTION
}
