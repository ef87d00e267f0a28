//! `fondsok search` and `fondsok get`: the API's answers without a server.

use std::sync::Arc;

use arc_swap::ArcSwap;

use super::arguments::{GetArguments, SearchArguments};
use super::{Failure, open, print, today};
use crate::config::Settings;
use crate::http::named_views::Views;
use crate::http::params::{InvalidParameter, Pair, SearchParams};
use crate::http::views::SearchView;
use crate::http::{AppState, PublicAddress, Readiness, projects};
use crate::index::fields::Fields;
use crate::record::Project;
use crate::record::json::to_line;
use crate::search::Filter;
use crate::search::tantivy::TantivyBackend;

/// Searches; with `--json` prints exactly the API's body.
pub fn search(settings: &Settings, arguments: &SearchArguments) -> Result<(), Failure> {
    let pair = |name: &str, value: &str| Pair { name: name.to_owned(), value: value.to_owned(), plus_kept: value.to_owned() };
    let mut pairs = vec![pair("q", &arguments.query)];
    pairs.extend(arguments.parameters.pairs().iter().map(|(name, value)| pair(name, value)));
    let (params, invalid) = read(settings, &pairs);
    if let Some(first) = invalid.first() {
        return Err(Failure::Usage(anyhow::anyhow!("--{} {}", first.name, first.reason)));
    }
    let state = state(settings)?;
    let view = runtime()?.block_on(projects::search_view(&state, &params))?;
    if arguments.json {
        return print(&serde_json::to_string(&view)?);
    }
    show(&view)
}

fn read(settings: &Settings, pairs: &[Pair]) -> (SearchParams, Vec<InvalidParameter>) {
    let facets: Vec<&str> = Fields::bundled().facets().map(|facet| facet.name.as_str()).collect();
    let (mut params, mut invalid) = SearchParams::read(pairs, &facets, &[]);
    invalid.extend(params.scope.look_up(&Views::new(settings.views.clone())));
    (params, invalid)
}

/// Shows a project; with `--json` prints exactly the API's body.
pub fn get(settings: &Settings, arguments: &GetArguments) -> Result<(), Failure> {
    let state = state(settings)?;
    let found = runtime()?.block_on(state.backend.project(arguments.id.clone(), Filter::Everything))?;
    let Some(project) = found else {
        return Err(Failure::Absent(anyhow::anyhow!("no project has the id `{}`", arguments.id)));
    };
    let line = to_line(&project);
    if arguments.json { print(&line) } else { print(&serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&line)?)?) }
}

/// A backend over the served generation, without a server around it.
pub fn state(settings: &Settings) -> Result<AppState, Failure> {
    let today = today(settings);
    let backend = TantivyBackend::new(Arc::clone(&today));
    backend.serve(open(settings)?)?;
    Ok(AppState {
        backend: Arc::new(backend),
        readiness: Arc::new(ArcSwap::from_pointee(Readiness::Ready)),
        facets: Fields::bundled().facets().map(|facet| facet.name.as_str()).collect(),
        today,
        address: Arc::new(PublicAddress::new("")),
        views: Arc::new(Views::new(settings.views.clone())),
    })
}

/// A runtime for one command.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?)
}

fn show(view: &SearchView) -> Result<(), Failure> {
    let of =
        if view.matching.of > 1 { format!(" (at least {} of {} words)", view.matching.required, view.matching.of) } else { String::new() };
    print(&format!("{} projects{of}", view.total))?;
    for hit in &view.projects {
        let Project { id, name, owner, fund, start, .. } = &hit.project;
        let shown = [
            owner.as_ref().map(|owner| owner.name.clone()),
            fund.as_ref().map(|fund| fund.code.clone()),
            start.map(|start| start.to_string()),
        ];
        print(&format!("\n{name}\n  {id} · {}", shown.into_iter().flatten().collect::<Vec<_>>().join(" · ")))?;
    }
    for notice in &view.notices {
        eprintln!("{}", notice.message);
    }
    Ok(())
}
