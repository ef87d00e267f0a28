//! `fondsok evaluate`: how well judged queries are answered.
//!
//! The measures are those of TREC's tools with the gain 2^grade − 1: nDCG@10,
//! the share of relevant documents among the first fifty, the reciprocal rank of
//! the first good one, and whether the first is good. A run is the hits and then
//! the projects nearby, as a searcher sees them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow};
use serde::Deserialize;

use super::arguments::EvaluateArguments;
use super::search::{runtime, state};
use super::{Failure, print};
use crate::config::Settings;
use crate::http::AppState;
use crate::search::Request;
use crate::search::query::parse;
use crate::search::rank::Recipe;

/// Documents of a run, as deep as recall looks.
const DEPTH: usize = 50;
/// Documents that nDCG looks at.
const GAINED: usize = 10;
/// The least grade of a document that MRR and S@1 take for good.
const GOOD: u32 = 2;

/// A judged query.
#[derive(Debug, Deserialize)]
struct JudgedQuery {
    qid: String,
    query: String,
    #[serde(default)]
    class: String,
}

/// The measures of one query, or their means.
#[derive(Debug, Clone, Copy, Default)]
struct Measures {
    ndcg: f64,
    recall: f64,
    reciprocal: f64,
    success: f64,
    hits: usize,
}

type Grades = HashMap<String, u32>;

/// Answers every query, measures the answers and prints the means by class.
pub fn run(settings: &Settings, arguments: &EvaluateArguments) -> Result<(), Failure> {
    let evaluation = Evaluation::read(settings, arguments)?;
    if arguments.ablation {
        return evaluation.ablation();
    }
    let mut run = arguments.run.as_deref().map(std::fs::File::create).transpose().context("the run file")?;
    let mut all: Vec<(&JudgedQuery, Measures)> = Vec::new();
    for query in &evaluation.queries {
        let (documents, measures) = evaluation.answer(query, recipe(arguments)?)?;
        if let Some(run) = &mut run {
            for (nth, document) in documents.iter().enumerate() {
                writeln!(run, "{}\tQ0\t{document}\t{}\t{}\tfondsok", query.qid, nth + 1, documents.len() - nth)?;
            }
        }
        all.push((query, measures));
    }
    show(&all, arguments.per_query)
}

/// Judged queries and what answers them.
struct Evaluation {
    queries: Vec<JudgedQuery>,
    judged: HashMap<String, Grades>,
    ids: HashMap<String, String>,
    state: AppState,
    runtime: tokio::runtime::Runtime,
}

impl Evaluation {
    fn read(settings: &Settings, arguments: &EvaluateArguments) -> Result<Self, Failure> {
        Ok(Evaluation {
            queries: read_queries(&arguments.queries)?,
            judged: read_qrels(&arguments.qrels)?,
            ids: arguments.ids.as_deref().map(read_ids).transpose()?.unwrap_or_default(),
            state: state(settings)?,
            runtime: runtime()?,
        })
    }

    /// The judged documents that a query finds, best first, and how good that is.
    fn answer(&self, query: &JudgedQuery, recipe: Recipe) -> Result<(Vec<String>, Measures), Failure> {
        let mut request = Request::new(parse(&query.query), (self.state.today)());
        (request.limit, request.nearby, request.recipe) = (DEPTH, true, recipe);
        let mut answers = self.runtime.block_on(self.state.backend.search(vec![request]))?;
        let answer = answers.pop().ok_or_else(|| anyhow!("no answer"))?;
        let found: Vec<String> = answer.hits.iter().chain(&answer.nearby).map(|hit| hit.project.id.clone()).collect();
        let documents = judged_ids(found, &self.ids);
        let none = Grades::new();
        let mut measures = measure(&documents, self.judged.get(&query.qid).unwrap_or(&none));
        measures.hits = answer.total;
        Ok((documents, measures))
    }

    /// Prints what each ingredient is worth: the means with all of them, and with each one off in turn.
    fn ablation(&self) -> Result<(), Failure> {
        let mut rows = vec![("everything".to_owned(), Recipe::default())];
        for name in Recipe::NAMES {
            let mut recipe = Recipe::default();
            recipe.turn_off(name);
            rows.push((format!("without `{name}`"), recipe));
        }
        rows.push(("stems alone".to_owned(), Recipe::stems_alone()));
        print("| ranking | nDCG@10 | R@50 | MRR | S@1 | without hits |")?;
        print("|---|---|---|---|---|---|")?;
        for (name, recipe) in rows {
            let all: Vec<Measures> =
                self.queries.iter().map(|query| self.answer(query, recipe).map(|(_, measures)| measures)).collect::<Result<_, _>>()?;
            let m = mean(&all);
            print(&format!("| {name} | {:.3} | {:.3} | {:.3} | {:.3} | {} |", m.ndcg, m.recall, m.reciprocal, m.success, m.hits))?;
        }
        Ok(())
    }
}

/// The recipe without the ingredients that are to be left out.
fn recipe(arguments: &EvaluateArguments) -> Result<Recipe, Failure> {
    let mut recipe = if arguments.stems_alone { Recipe::stems_alone() } else { Recipe::default() };
    for name in &arguments.without {
        if !recipe.turn_off(name) {
            return Err(Failure::Usage(anyhow!("no ingredient `{name}`; there are {}", Recipe::NAMES.join(", "))));
        }
    }
    Ok(recipe)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::Usage(anyhow!("{}: {error}", path.display())))
}

fn broken(path: &Path, line: usize, expected: &str) -> Failure {
    Failure::Usage(anyhow!("{}:{}: expected {expected}", path.display(), line + 1))
}

/// One JSON object a line: `qid`, `query`, `class`.
fn read_queries(path: &Path) -> Result<Vec<JudgedQuery>, Failure> {
    let text = read(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(nth, line)| serde_json::from_str(line).map_err(|_| broken(path, nth, "an object with qid and query"))).collect()
}

/// `qid document grade`, or with TREC's second column between the first two.
fn read_qrels(path: &Path) -> Result<HashMap<String, Grades>, Failure> {
    let mut judged: HashMap<String, Grades> = HashMap::new();
    for (nth, line) in read(path)?.lines().enumerate() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let (qid, document, grade) = match cells.as_slice() {
            [] => continue,
            [qid, document, grade] | [qid, _, document, grade] => (qid, document, grade),
            _ => return Err(broken(path, nth, "query, document, grade")),
        };
        let grade = grade.parse::<i64>().map_err(|_| broken(path, nth, "a whole number as grade"))?.max(0);
        judged.entry((*qid).to_owned()).or_default().insert((*document).to_owned(), grade.min(10) as u32);
    }
    Ok(judged)
}

/// `record-id judged-id`, so that several records can be one judged document.
fn read_ids(path: &Path) -> Result<HashMap<String, String>, Failure> {
    let mut ids = HashMap::new();
    for (nth, line) in read(path)?.lines().enumerate() {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            [] => {}
            [record, judged] => {
                ids.insert((*record).to_owned(), (*judged).to_owned());
            }
            _ => return Err(broken(path, nth, "record id, judged id")),
        }
    }
    Ok(ids)
}

/// The judged documents of the records found, each once, at its best rank.
fn judged_ids(found: Vec<String>, ids: &HashMap<String, String>) -> Vec<String> {
    let mut seen = HashSet::new();
    found.into_iter().map(|id| ids.get(&id).cloned().unwrap_or(id)).filter(|id| seen.insert(id.clone())).collect()
}

fn measure(documents: &[String], grades: &Grades) -> Measures {
    let gain = |grade: u32| f64::from(2_u32.pow(grade) - 1);
    let discount = |rank: usize| (rank as f64 + 2.0).log2();
    let grade = |document: &String| grades.get(document).copied().unwrap_or_default();
    let mut best: Vec<u32> = grades.values().copied().collect();
    best.sort_unstable_by(|a, b| b.cmp(a));
    let ideal: f64 = best.iter().take(GAINED).enumerate().map(|(rank, grade)| gain(*grade) / discount(rank)).sum();
    let gained: f64 = documents.iter().take(GAINED).enumerate().map(|(rank, id)| gain(grade(id)) / discount(rank)).sum();
    let relevant = best.iter().filter(|grade| **grade > 0).count();
    let found = documents.iter().take(DEPTH).filter(|id| grade(id) > 0).count();
    let first = documents.iter().position(|id| grade(id) >= GOOD);
    Measures {
        ndcg: if ideal > 0.0 { gained / ideal } else { 0.0 },
        recall: if relevant > 0 { found as f64 / relevant.min(DEPTH) as f64 } else { 0.0 },
        reciprocal: first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0)),
        success: if first == Some(0) { 1.0 } else { 0.0 },
        hits: 0,
    }
}

fn mean(all: &[Measures]) -> Measures {
    let count = all.len().max(1) as f64;
    let of = |value: fn(&Measures) -> f64| all.iter().map(value).sum::<f64>() / count;
    Measures {
        ndcg: of(|m| m.ndcg),
        recall: of(|m| m.recall),
        reciprocal: of(|m| m.reciprocal),
        success: of(|m| m.success),
        hits: all.iter().filter(|m| m.hits == 0).count(),
    }
}

fn show(all: &[(&JudgedQuery, Measures)], per_query: bool) -> Result<(), Failure> {
    if per_query {
        for (query, m) in all {
            print(&format!(
                "{}\t{:.3}\t{:.3}\t{:.3}\t{:.0}\t{}\t{}",
                query.qid, m.ndcg, m.recall, m.reciprocal, m.success, m.hits, query.query
            ))?;
        }
    }
    let mut classes: BTreeMap<&str, Vec<Measures>> = BTreeMap::new();
    for (query, measures) in all {
        classes.entry(query.class.as_str()).or_default().push(*measures);
    }
    print(&format!("{:<18}{:>8}{:>10}{:>8}{:>8}{:>8}{:>10}", "class", "queries", "nDCG@10", "R@50", "MRR", "S@1", "no hits"))?;
    let line = |name: &str, count: usize, m: Measures| {
        print(&format!("{name:<18}{count:>8}{:>10.4}{:>8.4}{:>8.4}{:>8.4}{:>10}", m.ndcg, m.recall, m.reciprocal, m.success, m.hits))
    };
    for (class, measures) in &classes {
        line(if class.is_empty() { "(none)" } else { class }, measures.len(), mean(measures))?;
    }
    line("all", all.len(), mean(&all.iter().map(|(_, measures)| *measures).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn measures_are_those_of_the_books() {
        let grades: Grades = [("a", 3), ("b", 2), ("c", 1)].map(|(id, grade)| (id.to_owned(), grade)).into();
        let perfect = measure(&ids("a b c"), &grades);
        assert!((perfect.ndcg - 1.0).abs() < 1e-9 && (perfect.recall - 1.0).abs() < 1e-9 && perfect.success > 0.0);
        let turned = measure(&ids("x c b"), &grades);
        // (1/log2(3) + 3/2) / (7 + 3/log2(3) + 1/2)
        assert!((turned.ndcg - (1.0 / 3f64.log2() + 1.5) / (7.5 + 3.0 / 3f64.log2())).abs() < 1e-9);
        assert!((turned.reciprocal - 1.0 / 3.0).abs() < 1e-9 && turned.success == 0.0);
        assert_eq!(measure(&ids("a"), &Grades::new()).ndcg, 0.0);
    }

    #[test]
    fn records_of_one_document_count_once_at_the_best_rank() {
        let map = [("r1", "seed"), ("r2", "seed")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
        assert_eq!(judged_ids(ids("x r2 r1 y"), &map), ids("x seed y"));
    }
}
