//! Which source states which fact of a record.

use std::collections::BTreeSet;

use super::super::project::{Place, Project, Source};

/// The keys of a project that a source can state, in the order of the record.
/// `period` and `language` are always concluded, `status` computed.
pub const FACTS: [&str; 24] = [
    "reference",
    "name",
    "name_en",
    "description",
    "description_en",
    "fund",
    "programme",
    "programme_area",
    "specific_objective",
    "intervention_fields",
    "owner",
    "partners",
    "region",
    "county",
    "municipality",
    "start",
    "end",
    "total_budget",
    "granted",
    "cofinancing_rate",
    "participants",
    "companies",
    "strategic",
    "secondary_themes",
];

/// Whether a record was read in our own form: it carries no origins, since the
/// sources that it lists say where its facts stood.
pub(super) fn is_in_own_form(project: &Project) -> bool {
    project.origins.is_empty()
}

/// Whether a source states the standing fact behind a key.
pub(super) fn states(source: &Source, key: &str) -> bool {
    source.facts.iter().any(|fact| fact == key)
}

/// Writes down what the only source of a record states, which goes without
/// saying as long as it is the only one.
pub(super) fn spell_out(project: &mut Project) {
    if project.sources.is_empty() {
        project.sources.push(project.source.clone());
    }
    if project.sources.len() > 1 {
        return;
    }
    let stated: Vec<String> = FACTS.into_iter().filter(|key| is_stated(project, key)).map(str::to_owned).collect();
    if let Some(only) = project.sources.first_mut().filter(|source| source.facts.is_empty()) {
        only.facts = stated;
    }
}

fn is_stated(project: &Project, key: &str) -> bool {
    let concluded = project.origins.get(key).is_some_and(|origin| origin.derived);
    has(project, key) && !concluded
}

fn has(project: &Project, key: &str) -> bool {
    let stated = |places: &[Place]| places.iter().any(|place| !place.derived);
    match key {
        "reference" => project.reference.is_some(),
        "name" => true,
        "name_en" => project.name_en.is_some(),
        "description" => project.description.is_some(),
        "description_en" => project.description_en.is_some(),
        "fund" => project.fund.is_some(),
        "programme" => project.programme.is_some(),
        "programme_area" => project.programme_area.is_some(),
        "specific_objective" => project.specific_objective.is_some(),
        "intervention_fields" => !project.intervention_fields.is_empty(),
        "owner" => project.owner.is_some(),
        "partners" => !project.partners.is_empty(),
        "region" => stated(&project.region),
        "county" => stated(&project.county),
        "municipality" => stated(&project.municipality),
        "start" => project.start.is_some(),
        "end" => project.end.is_some(),
        "total_budget" => project.total_budget.is_some(),
        "granted" => project.granted.is_some(),
        "cofinancing_rate" => project.cofinancing_rate.is_some(),
        "participants" => project.participants.is_some(),
        "companies" => project.companies.is_some(),
        "strategic" => project.strategic.is_some(),
        "secondary_themes" => !project.secondary_themes.is_empty(),
        _ => false,
    }
}

/// One list of two, in the order of [`FACTS`].
pub(super) fn joined(left: &[String], right: &[String]) -> Vec<String> {
    let both: BTreeSet<&str> = left.iter().chain(right).map(String::as_str).collect();
    FACTS.into_iter().filter(|key| both.contains(key)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_a_key_of_the_record() {
        let Ok(serde_json::Value::Object(keys)) = serde_json::to_value(Project::default()) else { panic!("a project is an object") };
        let order: Vec<&str> = keys.keys().map(String::as_str).filter(|key| FACTS.contains(key)).collect();
        assert_eq!(order, FACTS);
    }

    #[test]
    fn the_only_source_states_what_was_not_concluded() {
        use crate::record::project::Origin;
        let origin = Origin { source: "x".into(), line: 1, derived: true, evidence: None };
        let place = |derived| Place { code: "SE33".into(), label: "Övre Norrland".into(), derived };
        let mut project = Project { name: "Bryggan".into(), participants: Some(3), ..Project::default() };
        project.fund = Some(Default::default());
        project.origins.insert("fund", origin);
        project.region.push(place(true));
        spell_out(&mut project);
        assert_eq!(project.sources[0].facts, ["name", "participants"]);
        project.region.push(place(false));
        spell_out(&mut project);
        assert_eq!(project.sources[0].facts, ["name", "participants"], "what is written stays");
    }
}
