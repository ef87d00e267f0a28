//! What each declared field takes from a project: one arm a field.

use super::fields::Field;
use crate::record::date::PartialDate;
use crate::record::{Coded, Place, Project, Vocabulary};

/// What a field takes from a project.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldValues {
    /// Texts whose words are searched.
    pub texts: Vec<String>,
    /// Facet values with their labels.
    pub values: Vec<(String, String)>,
    /// The smallest and largest number a range can match: of a date its first
    /// and last day since 1970-01-01, of money its öre twice.
    pub span: Option<(i64, i64)>,
}

impl FieldValues {
    fn text(text: Option<&str>) -> Self {
        FieldValues { texts: text.into_iter().map(str::to_owned).collect(), ..FieldValues::default() }
    }

    fn value(value: Option<&str>) -> Self {
        FieldValues { values: value.into_iter().map(|value| (value.to_owned(), value.to_owned())).collect(), ..FieldValues::default() }
    }

    fn coded<'a>(codes: impl IntoIterator<Item = &'a Coded>) -> Self {
        let mut taken = FieldValues::default();
        for Coded { code, label } in codes {
            taken.values.push((code.clone(), label.clone().unwrap_or_else(|| code.clone())));
            taken.texts.push(code.clone());
            taken.texts.extend(label.clone().filter(|label| label != code));
        }
        taken
    }

    fn places(places: &[Place]) -> Self {
        FieldValues {
            texts: places.iter().map(|place| place.label.clone()).collect(),
            values: places.iter().map(|place| (place.code.clone(), place.label.clone())).collect(),
            span: None,
        }
    }

    fn date(date: Option<PartialDate>) -> Self {
        FieldValues { span: date.map(|date| (day_number(date.first_day()), day_number(date.last_day()))), ..FieldValues::default() }
    }
}

/// What `field` takes from `project`; `None` for a declared field that has no arm here.
pub fn field_values(field: &Field, project: &Project) -> Option<FieldValues> {
    let taken = match field.name.as_str() {
        "name" => FieldValues::text(Some(&project.name)),
        "name_en" => FieldValues::text(project.name_en.as_deref()),
        "description" => FieldValues::text(project.description.as_deref()),
        "description_en" => FieldValues::text(project.description_en.as_deref()),
        "reference" => FieldValues::text(project.reference.as_deref()),
        "partners" => FieldValues { texts: project.partners.clone(), ..FieldValues::default() },
        "secondary_themes" => FieldValues { texts: project.secondary_themes.clone(), ..FieldValues::default() },
        "owner" => owner(project),
        "fund" => FieldValues::coded(&project.fund),
        "programme" => FieldValues::coded(&project.programme),
        "intervention_fields" => {
            FieldValues { texts: project.intervention_fields.iter().map(|field| field.code.clone()).collect(), ..FieldValues::default() }
        }
        "programme_area" => objective(project, project.programme_area.as_deref()),
        "specific_objective" => objective(project, project.specific_objective.as_deref()),
        "region" => FieldValues::places(&project.region),
        "county" => FieldValues::places(&project.county),
        "municipality" => FieldValues::places(&project.municipality),
        "period" => FieldValues::value(project.period.as_deref()),
        "language" => FieldValues::value(project.language.as_deref()),
        "source" => sources(project),
        "granted" => FieldValues { span: granted(project), ..FieldValues::default() },
        "start" => FieldValues::date(project.start),
        "end" => FieldValues::date(project.end),
        "status" => FieldValues::default(),
        _ => return None,
    };
    Some(taken)
}

fn owner(project: &Project) -> FieldValues {
    let Some(owner) = &project.owner else { return FieldValues::default() };
    // An organisation number is typed with its hyphen or without.
    let number = owner.org_number.iter().flat_map(|number| [number.clone(), number.replace('-', "")]);
    FieldValues {
        texts: std::iter::once(owner.name.clone()).chain(owner.former_names.iter().cloned()).chain(number).collect(),
        values: vec![(owner.key.clone(), owner.name.clone())],
        span: None,
    }
}

/// A programme area or objective: searched by its code, shown with its label.
/// The label's words are not searched: they are the programme's and stand at
/// every project under it, whatever that does (*fiske och vattenbruk* at half of
/// the regional fund), and cost .006 nDCG@10.
fn objective(project: &Project, code: Option<&str>) -> FieldValues {
    let Some(code) = code else { return FieldValues::default() };
    let period = project.period.as_deref().unwrap_or_default();
    let label = Vocabulary::bundled().objectives.find(period, code).map(|objective| objective.label_sv.clone());
    let label = label.filter(|label| !label.is_empty());
    let shown = label.as_ref().map_or_else(|| code.to_owned(), |label| format!("{code} – {label}"));
    FieldValues { texts: vec![code.to_owned()], values: vec![(code.to_owned(), shown)], span: None }
}

/// Each kind of source once.
fn sources(project: &Project) -> FieldValues {
    let mut values: Vec<(String, String)> = Vec::new();
    for kind in project.sources.iter().chain(std::iter::once(&project.source)).map(|source| source.kind.code()) {
        if !values.iter().any(|(known, _)| known == kind) {
            values.push((kind.to_owned(), kind.to_owned()));
        }
    }
    FieldValues { values, ..FieldValues::default() }
}

/// Granted öre; ranges and sorting use SEK only.
fn granted(project: &Project) -> Option<(i64, i64)> {
    project.granted.as_ref().filter(|amount| amount.currency == "SEK").map(|amount| (amount.amount_ore, amount.amount_ore))
}

/// Days since 1970-01-01, the unit of every day in the index.
pub fn day_number(date: jiff::civil::Date) -> i64 {
    const EPOCH: jiff::civil::Date = jiff::civil::Date::constant(1970, 1, 1);
    EPOCH.until(date).map_or(0, |span| i64::from(span.get_days()))
}

/// The year of such a day; 1970 for one that no calendar has.
pub fn year_of_day(day: i64) -> i64 {
    let epoch = jiff::civil::Date::constant(1970, 1, 1);
    let date = jiff::Span::new().try_days(day).ok().and_then(|days| epoch.checked_add(days).ok());
    i64::from(date.unwrap_or(epoch).year())
}

#[cfg(test)]
mod tests {
    use super::super::fields::Fields;
    use super::*;

    #[test]
    fn a_day_lies_in_its_year_of_day() {
        for (text, expected) in [("1969-12-31", 1969), ("1970-01-01", 1970), ("2024-02-29", 2024), ("2023-12-31", 2023)] {
            assert_eq!(year_of_day(day_number(text.parse().expect("a date"))), expected, "{text}");
        }
        let _: [i64; 4] = [year_of_day(i64::MAX), year_of_day(i64::MIN), year_of_day(7_304_485), year_of_day(i64::from(i32::MAX))];
    }

    #[test]
    fn every_declared_field_has_an_arm() {
        for field in Fields::bundled().iter() {
            assert!(field_values(field, &Project::default()).is_some(), "{}", field.name);
        }
    }
}
