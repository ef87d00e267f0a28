//! The promise of the facets: every count is exact, and is the total after the click.
//!
//! Random queries and multi-selections over the sample, against a count over
//! the records by a few lines that share nothing with the engine but the words
//! a field takes and the stems.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Arc, LazyLock};

use fondsok::analysis::{Analyzer, Compounds, Language, suspended, tokens};
use fondsok::index::document::field_values;
use fondsok::index::fields::Fields;
use fondsok::index::{DataDir, Generation};
use fondsok::record::Project;
use fondsok::search::matching::requirement;
use fondsok::search::query::{Query, parse};
use fondsok::search::rank::Recipe;
use fondsok::search::tantivy::TantivyBackend;
use fondsok::search::{Answer, Backend, FacetOrder, FacetRequest, Request, Selection};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::program::{Program, TODAY, corpus};

const FACETS: [&str; 3] = ["fund", "region", "owner"];

struct Sample {
    backend: TantivyBackend,
    projects: Vec<Naive>,
    words: Vec<String>,
    _program: Program,
}

/// A project as the naive count sees it.
struct Naive {
    stems: HashSet<String>,
    values: Vec<BTreeSet<String>>,
}

fn today() -> jiff::civil::Date {
    TODAY.parse().expect("a date")
}

fn naive(project: &Project, compounds: &Compounds) -> Naive {
    let mut stems = HashSet::new();
    for field in Fields::bundled().iter().filter(|field| field.searched) {
        let body = matches!(field.name.as_str(), "description" | "description_en" | "name_en");
        let languages: &[Language] = match (project.language.as_deref(), field.name.ends_with("_en")) {
            (Some("en"), _) if body => &[Language::English],
            (Some("en"), _) => &[Language::Swedish, Language::English],
            (_, true) => &[Language::English],
            (_, false) => &[Language::Swedish],
        };
        for text in field_values(field, project).unwrap_or_default().texts {
            let tokens = tokens(&text);
            // *vandrings- och cykelled* has *vandringsled*, too.
            let joined = suspended::joined(&tokens, compounds, &|word| compounds.split(word)).into_iter().map(|(_, word)| word);
            for word in tokens.iter().map(|token| token.text.to_string()).chain(joined) {
                stems.extend(languages.iter().map(|language| Analyzer::bundled().stem(&word, *language)));
            }
        }
    }
    let values = |name: &&str| {
        let field = Fields::bundled().get(name).expect("declared");
        field_values(field, project).unwrap_or_default().values.into_iter().map(|(value, _)| value).collect()
    };
    Naive { stems, values: FACETS.iter().map(values).collect() }
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let program = Program::with_index_of(&[corpus()]);
    let open = || -> Generation { DataDir::at(program.data()).open(Fields::bundled()).expect("a generation").0 };
    let records: Vec<Project> = open().records().expect("records").map(|record| record.expect("a record")).collect();
    let words: BTreeSet<String> = records
        .iter()
        .filter_map(|project| project.description.as_deref())
        .flat_map(|text| tokens(text).into_iter().map(|token| token.text.into_owned()))
        .filter(|word| word.chars().count() > 3)
        .collect();
    let learnt = open().learnt;
    let backend = TantivyBackend::new(Arc::new(today));
    backend.serve(open()).expect("served");
    Sample {
        backend,
        projects: records.iter().map(|project| naive(project, &learnt.compounds)).collect(),
        words: words.into_iter().collect(),
        _program: program,
    }
});

impl Sample {
    fn answer(&self, request: Request) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(self.backend.search(vec![request])).expect("an answer").remove(0)
    }

    /// The projects that match a query, by the rule of the contract alone.
    fn matching(&self, query: &Query) -> Vec<&Naive> {
        let wanted: Vec<Vec<String>> = query.wanted().into_iter().map(stems_of).collect();
        let has = |project: &Naive| wanted.iter().filter(|stems| stems.iter().any(|stem| project.stems.contains(stem))).count();
        let mut having = vec![0; wanted.len() + 1];
        self.projects.iter().for_each(|project| having[has(project)] += 1);
        let required = requirement(&having).required;
        self.projects.iter().filter(|project| has(project) >= required).collect()
    }
}

fn stems_of(query: &Query) -> Vec<String> {
    match query {
        Query::Word(word) => Analyzer::bundled().query_stems(&word.whole),
        other => panic!("a word was typed, not {other}"),
    }
}

fn request(text: &str, chosen: &[Vec<String>], recipe: Recipe) -> Request {
    let mut request = Request::new(parse(text), today());
    // The naive count knows stems alone; what else a word matches by changes which
    // projects match, and nothing of how they are counted.
    request.recipe = recipe;
    request.limit = 0;
    let all = |name: &&str| FacetRequest { name: (*name).to_owned(), limit: 1000, order: FacetOrder::Count, contains: None };
    request.facets = FACETS.iter().map(all).collect();
    request.selections = FACETS
        .iter()
        .zip(chosen)
        .filter(|(_, include)| !include.is_empty())
        .map(|(facet, include)| Selection { facet: (*facet).to_owned(), include: include.clone(), exclude: Vec::new() })
        .collect();
    request
}

fn passes(project: &Naive, chosen: &[Vec<String>], but: Option<usize>) -> bool {
    chosen
        .iter()
        .enumerate()
        .all(|(nth, include)| but == Some(nth) || include.is_empty() || include.iter().any(|v| project.values[nth].contains(v)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_count_is_a_count_over_the_records_and_the_total_after_the_click(
        words in prop::collection::vec(any::<Index>(), 0..3),
        picks in prop::collection::vec(prop::collection::vec(any::<Index>(), 0..3), 3),
        clicked in any::<Index>(),
    ) {
        let sample = &*SAMPLE;
        let text = words.iter().map(|word| word.get(&sample.words).as_str()).collect::<Vec<_>>().join(" ");
        prop_assume!(parse(&text).query.wanted().iter().all(|wanted| matches!(wanted, Query::Word(word) if word.apart.is_empty())));
        let unfiltered = sample.answer(request(&text, &[], Recipe::stems_alone()));
        let pick = |(facet, indexes): (&fondsok::search::FacetAnswer, &Vec<Index>)| -> Vec<String> {
            if facet.values.is_empty() { return Vec::new() }
            indexes.iter().map(|index| index.get(&facet.values).value.clone()).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let chosen: Vec<Vec<String>> = unfiltered.facets.iter().zip(&picks).map(pick).collect();
        let answer = sample.answer(request(&text, &chosen, Recipe::stems_alone()));
        let matching = sample.matching(&parse(&text).query);
        prop_assert_eq!(answer.total, matching.iter().filter(|project| passes(project, &chosen, None)).count(), "total of {:?} {:?}", text, chosen);
        for (nth, facet) in answer.facets.iter().enumerate() {
            let lifted: Vec<&&Naive> = matching.iter().filter(|project| passes(project, &chosen, Some(nth))).collect();
            let distinct: BTreeSet<&String> = lifted.iter().flat_map(|project| &project.values[nth]).collect();
            prop_assert_eq!(facet.total_values, distinct.len());
            prop_assert_eq!(facet.missing, lifted.iter().filter(|project| project.values[nth].is_empty()).count());
            for value in &facet.values {
                let counted = lifted.iter().filter(|project| project.values[nth].contains(&value.value)).count();
                prop_assert_eq!(value.count, counted, "{} {}", facet.name, value.value);
                prop_assert_eq!(value.selected, chosen[nth].contains(&value.value));
            }
            if !facet.values.is_empty() {
                let value = clicked.get(&facet.values);
                let mut click = chosen.clone();
                click[nth] = vec![value.value.clone()];
                prop_assert_eq!(sample.answer(request(&text, &click, Recipe::stems_alone())).total, value.count, "after a click on {} {}", facet.name, value.value);
            }
        }
    }

    #[test]
    fn with_everything_on_a_count_is_the_total_after_the_click(
        words in prop::collection::vec(any::<Index>(), 1..4),
        clicked in any::<Index>(),
    ) {
        let sample = &*SAMPLE;
        let text = words.iter().map(|word| word.get(&sample.words).as_str()).collect::<Vec<_>>().join(" ");
        let answer = sample.answer(request(&text, &[], Recipe::default()));
        for (nth, facet) in answer.facets.iter().enumerate().filter(|(_, facet)| !facet.values.is_empty()) {
            let value = clicked.get(&facet.values);
            let mut click = vec![Vec::new(); FACETS.len()];
            click[nth] = vec![value.value.clone()];
            let after = sample.answer(request(&text, &click, Recipe::default()));
            prop_assert_eq!(after.total, value.count, "{:?} after a click on {} {}", text, facet.name, value.value);
            prop_assert!(value.count <= answer.total);
        }
    }
}
