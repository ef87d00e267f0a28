//! What each parameter does to the projects that are found.

use serde_json::Value;

use super::{program, server};

fn total(query: &str) -> u64 {
    server().search(&format!("{query}&limit=0&facets=none"))["total"].as_u64().unwrap()
}

fn pages(query: &str) -> Vec<Value> {
    let page = |page: usize| server().search(&format!("{query}&limit=100&page={page}&facets=none"))["projects"].as_array().unwrap().clone();
    (1..).map(page).take_while(|page| !page.is_empty()).flatten().collect()
}

#[test]
fn an_empty_query_lists_everything_newest_first() {
    let projects = pages("q=");
    assert_eq!(projects.len(), program().export().len());
    let starts: Vec<Option<&str>> = projects.iter().map(|project| project["start"].as_str()).collect();
    let known: Vec<&str> = starts.iter().copied().flatten().collect();
    let mut sorted = known.clone();
    // A month begins with its first day.
    let first_day = |date: &str| format!("{date}-01-01").chars().take(10).collect::<String>();
    sorted.sort_by_key(|date| std::cmp::Reverse(first_day(date)));
    let first_days = |dates: &[&str]| dates.iter().map(|date| first_day(date)).collect::<Vec<_>>();
    assert_eq!(first_days(&known), first_days(&sorted));
    assert!(starts[known.len()..].iter().all(Option::is_none), "missing ones come last");
}

#[test]
fn values_are_named_by_code_label_or_alias() {
    assert_eq!(total("fund=ESF+"), total("fund=ESF%2B"));
    assert_ne!(total("fund=ESF+"), total("fund=ESF"));
    assert_eq!(total("region=SE33"), total("region=%C3%B6vre+norrland"));
    assert!(total("region=SE33") > 0);
    assert_eq!(total("fund=-ERUF"), total("") - total("fund=ERUF"));
    assert!(total("county=24&county=25") > total("county=24").max(total("county=25")));
    let nobody = server().search("owner=ingen%20s%C3%A5dan");
    assert_eq!(nobody["total"], 0);
    assert_eq!(nobody["notices"][0]["code"], "no_such_value");
    let values = nobody["facets"]["owner"]["values"].as_array().unwrap();
    assert!(values.iter().any(|value| value["value"] == "ingen sådan" && value["selected"] == true && value["count"] == 0));
}

#[test]
fn ranges_are_inclusive_and_partial_dates_overlap() {
    let within = pages("granted_min=1000000&granted_max=5000000");
    assert!(!within.is_empty());
    for project in &within {
        let ore = project["granted"]["amount_ore"].as_i64().unwrap();
        assert!((100_000_000..=500_000_000).contains(&ore), "{ore}");
    }
    for project in pages("start_from=2024&start_to=2024-06") {
        let start = project["start"].as_str().unwrap().to_owned();
        assert!(start.starts_with("2024"), "{start}");
    }
}

#[test]
fn sorts_put_missing_values_last() {
    for (sort, pointer) in [("granted", "/granted/amount_ore"), ("-granted", "/granted/amount_ore")] {
        let projects = pages(&format!("sort={sort}"));
        let amounts: Vec<Option<i64>> = projects
            .iter()
            .map(|project| project.pointer(pointer).and_then(Value::as_i64).filter(|_| project["granted"]["currency"] == "SEK"))
            .collect();
        let known: Vec<i64> = amounts.iter().copied().flatten().collect();
        let mut sorted = known.clone();
        sorted.sort_unstable();
        if sort.starts_with('-') {
            sorted.reverse();
        }
        assert_eq!(known, sorted, "{sort}");
        assert!(amounts[known.len()..].iter().all(Option::is_none), "{sort}");
    }
    let names: Vec<String> = pages("sort=name").iter().map(|project| project["name"].as_str().unwrap().to_owned()).collect();
    let mut sorted = names.clone();
    sorted.sort_by_key(|name| fondsok::analysis::collation::sort_key(name));
    assert_eq!(names, sorted);
}

#[test]
fn exclusions_and_phrases_narrow() {
    assert!(total("q=energi%20-sol") <= total("q=energi"));
    assert!(total("q=%22f%C3%B6rnybar%20energi%22") <= total("q=f%C3%B6rnybar%20energi"));
    assert_eq!(total("q=-qwxz"), total(""));
    assert_eq!(total("q=qwxzqwxz"), 0);
}

#[test]
fn pages_do_not_overlap_and_end() {
    let ids = |page: usize| -> Vec<String> {
        let answer = server().search(&format!("limit=30&page={page}&facets=none"));
        answer["projects"].as_array().unwrap().iter().map(|project| project["id"].as_str().unwrap().to_owned()).collect()
    };
    let mut all: Vec<String> = (1..).map(ids).take_while(|page| !page.is_empty()).flatten().collect();
    let count = all.len();
    assert_eq!(count, program().export().len());
    all.sort();
    all.dedup();
    assert_eq!(all.len(), count);
    assert!(ids(200).is_empty());
}
