//! Golden ranks: for each judged query how it was understood, how many projects
//! match, and its first ten with their grades, so that a change of ranking is a
//! diff to review. One file a class of queries.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::path::Path;

use crate::golden;
use crate::program::{Program, corpus, escaped};

fn judgements(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/judgements").join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn first_hits_are_as_reviewed() {
    let server_of = Program::with_index_of(&[corpus()]);
    let server = server_of.serve();
    let qrels = judgements("qrels.tsv");
    let mut grades: HashMap<(&str, &str), usize> = HashMap::new();
    for line in qrels.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        grades.insert((cells[0], cells[1]), cells[2].parse().unwrap());
    }
    let mut classes: BTreeMap<String, String> = BTreeMap::new();
    for line in judgements("queries.jsonl").lines() {
        let query: serde_json::Value = serde_json::from_str(line).unwrap();
        let (qid, text) = (query["qid"].as_str().unwrap(), query["query"].as_str().unwrap());
        let answer = server.search(&format!("q={}&limit=10&facets=none", escaped(text)));
        let matching = &answer["matching"];
        let shown = classes.entry(query["class"].as_str().unwrap().to_owned()).or_default();
        writeln!(shown, "{qid}  {text}\n  {} of {} words, {} projects", matching["required"], matching["of"], answer["total"]).unwrap();
        for (kind, mark) in [("projects", ' '), ("nearby", '~')] {
            for project in answer[kind].as_array().unwrap() {
                let id = project["id"].as_str().unwrap();
                let grade = grades.get(&(qid, id)).copied().unwrap_or_default();
                writeln!(shown, "  {mark} {:3} {id}  {}", "*".repeat(grade), project["name"].as_str().unwrap()).unwrap();
            }
        }
    }
    assert!(classes.len() >= 12);
    for (class, shown) in classes {
        golden::check(&format!("ranks/{class}.txt"), &shown);
    }
}

/// What the sample's judged queries have to reach together: a floor below what was
/// measured, so that the goldens cannot slide step by step.
#[test]
fn judged_queries_stay_above_the_floor() {
    let program = Program::with_index_of(&[corpus()]);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/judgements");
    let (queries, qrels) = (folder.join("queries.jsonl"), folder.join("qrels.tsv"));
    let out = program.run(&["evaluate", "--queries", queries.to_str().unwrap(), "--qrels", qrels.to_str().unwrap()]);
    let last = String::from_utf8_lossy(&out.stdout).lines().last().unwrap_or_default().to_owned();
    let figures: Vec<f64> = last.split_whitespace().skip(2).map(|figure| figure.parse().unwrap()).collect();
    assert!(figures[0] >= 0.80 && figures[1] >= 0.85, "{last}");
}
