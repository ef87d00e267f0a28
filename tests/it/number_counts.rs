//! The promise of the buckets: every count is exact, and is the total after the click.
//!
//! Random facets and ranges over the sample, against a count over the exported
//! records by a few lines that share nothing with the engine.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use fondsok::index::fields::Fields;
use fondsok::index::{DataDir, Generation};
use fondsok::record::Project;
use fondsok::record::date::PartialDate;
use fondsok::search::query::parse;
use fondsok::search::tantivy::TantivyBackend;
use fondsok::search::{Answer, Backend, Bucket, Buckets, NumberAnswer, NumberRequest, Range, RangeField, Request, Selection};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::program::{Program, TODAY, corpus};

/// Ends of amounts in kronor; the buckets lie between them.
const ENDS: [i64; 5] = [500_000, 1_000_000, 3_000_000, 10_000_000, 40_000_000];

struct Sample {
    backend: TantivyBackend,
    projects: Vec<Project>,
    _program: Program,
}

static SAMPLE: LazyLock<Sample> = LazyLock::new(|| {
    let program = Program::with_index_of(&[corpus()]);
    let open = || -> Generation { DataDir::at(program.data()).open(Fields::bundled()).expect("a generation").0 };
    let projects = open().records().expect("records").map(|record| record.expect("a record")).collect();
    let backend = TantivyBackend::new(Arc::new(today));
    backend.serve(open()).expect("served");
    Sample { backend, projects, _program: program }
});

fn today() -> jiff::civil::Date {
    TODAY.parse().expect("a date")
}

/// What is chosen besides the query.
#[derive(Debug, Clone, Default)]
struct Chosen {
    fund: Option<String>,
    granted: Option<(Option<i64>, Option<i64>)>,
    start: Option<(i16, i16)>,
}

impl Chosen {
    fn ranges(&self) -> Vec<Range> {
        let year = |year: i16| PartialDate::new(year, None, None);
        let granted = self.granted.map(|(from, to)| Range { field: RangeField::Granted, from, to });
        granted.into_iter().chain(self.start.map(|(from, to)| Range::start(year(from), year(to)))).collect()
    }

    fn has(&self, project: &Project, but: Option<RangeField>) -> bool {
        let fund = self.fund.as_ref().is_none_or(|fund| project.fund.as_ref().is_some_and(|of| of.code == *fund));
        let within = |(from, to): (Option<i64>, Option<i64>)| {
            ore(project).is_some_and(|ore| from.is_none_or(|from| ore >= from) && to.is_none_or(|to| ore <= to))
        };
        let began = |(from, to): (i16, i16)| project.start.is_some_and(|start| (from..=to).contains(&start.year()));
        fund && (but == Some(RangeField::Granted) || self.granted.is_none_or(within))
            && (but == Some(RangeField::Start) || self.start.is_none_or(began))
    }
}

fn ore(project: &Project) -> Option<i64> {
    project.granted.as_ref().filter(|amount| amount.currency == "SEK").map(|amount| amount.amount_ore)
}

fn buckets() -> Vec<(Option<i64>, Option<i64>)> {
    let from = [None].into_iter().chain(ENDS.map(|end| Some(end * 100)));
    from.zip(ENDS.into_iter().map(|end| Some((end - 1) * 100)).chain([None])).collect()
}

fn answer(chosen: &Chosen) -> Answer {
    let mut request = Request::new(parse(""), today());
    request.limit = 0;
    request.ranges = chosen.ranges();
    request.selections =
        chosen.fund.iter().map(|fund| Selection { facet: "fund".into(), include: vec![fund.clone()], exclude: vec![] }).collect();
    let by_fund = NumberRequest {
        sum: Some(RangeField::Granted),
        split: Some("fund".into()),
        ..NumberRequest::new(RangeField::Start, Buckets::Years)
    };
    request.numbers = vec![NumberRequest::new(RangeField::Granted, Buckets::Ranges(buckets())), by_fund];
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(SAMPLE.backend.search(vec![request])).expect("an answer").remove(0)
}

/// The sums and counts of a bucket's projects by fund, recounted.
fn parts<'a>(of: impl Iterator<Item = &'a &'a Project>) -> BTreeMap<&'a str, (usize, i64)> {
    let mut parts = BTreeMap::new();
    for project in of {
        let Some(fund) = &project.fund else { continue };
        let (count, sum) = parts.entry(fund.code.as_str()).or_insert((0, 0));
        *count += 1;
        *sum += ore(project).unwrap_or_default();
    }
    parts
}

fn year_of(bucket: &Bucket) -> i16 {
    let day = bucket.from.expect("a first day");
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(day)).expect("a date").year()
}

fn check_money(counted: &NumberAnswer, lifted: &[&Project]) -> Result<(), TestCaseError> {
    let amounts: Vec<i64> = lifted.iter().filter_map(|project| ore(project)).collect();
    prop_assert_eq!(counted.missing, lifted.len() - amounts.len());
    prop_assert_eq!((counted.min, counted.max), (amounts.iter().min().copied(), amounts.iter().max().copied()));
    prop_assert_eq!(counted.sum, amounts.iter().sum::<i64>());
    for bucket in &counted.buckets {
        let within = |ore: &&i64| bucket.from.is_none_or(|from| **ore >= from) && bucket.to.is_none_or(|to| **ore <= to);
        prop_assert_eq!(bucket.count, amounts.iter().filter(within).count());
    }
    Ok(())
}

fn check_years(counted: &NumberAnswer, lifted: &[&Project]) -> Result<(), TestCaseError> {
    prop_assert_eq!(counted.missing, lifted.iter().filter(|project| project.start.is_none()).count());
    prop_assert_eq!(counted.buckets.iter().map(|bucket| bucket.count).sum::<usize>() + counted.missing, lifted.len());
    for bucket in &counted.buckets {
        let year = year_of(bucket);
        let began: Vec<&Project> =
            lifted.iter().copied().filter(|project| project.start.is_some_and(|start| start.year() == year)).collect();
        prop_assert_eq!(bucket.count, began.len(), "{}", year);
        prop_assert_eq!(bucket.sum, began.iter().filter_map(|project| ore(project)).sum::<i64>());
        let told: BTreeMap<&str, (usize, i64)> = bucket.parts.iter().map(|part| (part.value.as_str(), (part.count, part.sum))).collect();
        prop_assert_eq!(told, parts(began.iter()), "{}", year);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn every_bucket_is_a_count_over_the_records_and_the_total_after_the_click(
        fund in prop::option::of(prop::sample::select(vec!["ESF", "ESF+", "ERUF"])),
        granted in prop::option::of(prop::sample::select(buckets())),
        start in prop::option::of((2014i16..2026, 0i16..4)),
        clicked in any::<Index>(),
    ) {
        let chosen = Chosen { fund: fund.map(str::to_owned), granted, start: start.map(|(from, length)| (from, from + length)) };
        let answer = answer(&chosen);
        prop_assert_eq!(answer.total, SAMPLE.projects.iter().filter(|project| chosen.has(project, None)).count());
        let lifted = |field| SAMPLE.projects.iter().filter(|project| chosen.has(project, Some(field))).collect::<Vec<_>>();
        check_money(&answer.numbers[0], &lifted(RangeField::Granted))?;
        check_years(&answer.numbers[1], &lifted(RangeField::Start))?;
        let bucket = clicked.get(&answer.numbers[0].buckets);
        let after = Chosen { granted: Some((bucket.from, bucket.to)), ..chosen.clone() };
        prop_assert_eq!(self::answer(&after).total, bucket.count, "after a click on {:?}", bucket);
        if !answer.numbers[1].buckets.is_empty() {
            let bucket = clicked.get(&answer.numbers[1].buckets);
            let after = Chosen { start: Some((year_of(bucket), year_of(bucket))), ..chosen };
            prop_assert_eq!(self::answer(&after).total, bucket.count, "after a click on {:?}", bucket);
        }
    }
}
