//! Conditions typed in the box, as filters and as the reader sees them.
//!
//! They are part of the question, not a choice: counts never lift them.

use super::interpretation::UnderstoodFilter;
use super::query::{Condition, FilterField, Parsed, TypedFilter};
use super::request::{Filter, Range, RangeField};

/// The facets that may have a field's value. *Region* in Swedish is a county's
/// authority as often as a NUTS 2 region.
fn facets(field: FilterField) -> &'static [&'static str] {
    match field {
        FilterField::Fund => &["fund"],
        FilterField::Place => &["municipality", "county", "region"],
        FilterField::Region => &["region", "county"],
        FilterField::County => &["county"],
        FilterField::Municipality => &["municipality"],
        FilterField::Status => &["status"],
        FilterField::Period => &["period"],
        FilterField::ProgrammeArea => &["programme_area"],
        FilterField::Language => &["language"],
        FilterField::Source => &["source"],
        FilterField::Owner | FilterField::Name | FilterField::Granted | FilterField::Year => &[],
    }
}

/// The filter that the conditions of a query make together: on one field any of
/// the values that are not excluded, every range, and no exclusion.
pub fn filter(parsed: &Parsed) -> Filter {
    let mut all = Vec::new();
    let mut fields: Vec<FilterField> = parsed.filters.iter().map(|typed| typed.field).collect();
    fields.sort_unstable();
    fields.dedup();
    for field in fields {
        let of_field = || parsed.filters.iter().filter(move |typed| typed.field == field);
        let (ranges, values): (Vec<_>, Vec<_>) = of_field().filter(|typed| !typed.excluded).partition(|typed| is_range(typed));
        all.extend(ranges.into_iter().map(one));
        if !values.is_empty() {
            all.push(Filter::Or(values.into_iter().map(one).collect()));
        }
        all.extend(of_field().filter(|typed| typed.excluded).map(|typed| Filter::Not(Box::new(one(typed)))));
    }
    if all.is_empty() { Filter::Everything } else { Filter::And(all) }
}

fn is_range(typed: &TypedFilter) -> bool {
    matches!(typed.condition, Condition::Granted { .. } | Condition::Started { .. })
}

/// One condition.
pub fn one(typed: &TypedFilter) -> Filter {
    match &typed.condition {
        Condition::Value(value) => {
            let has = |facet: &&str| Filter::Has { facet: (*facet).to_owned(), value: value.clone() };
            Filter::Or(facets(typed.field).iter().map(has).collect())
        }
        Condition::Words(words) => Filter::Words { field: typed.field.name().to_owned(), words: words.clone() },
        Condition::Granted { from, to } => Filter::Within(Range { field: RangeField::Granted, from: *from, to: *to }),
        Condition::Started { from, to } => Filter::Within(Range::start(*from, *to)),
    }
}

/// The conditions as a reader sees them, each with the query that lacks it.
pub fn understood(parsed: &Parsed) -> Vec<UnderstoodFilter> {
    let describe = |(nth, typed): (usize, &TypedFilter)| UnderstoodFilter {
        text: typed.text.clone(),
        field: typed.field.name().to_owned(),
        value: typed.condition.to_string(),
        label_sv: label(typed, "minst", "högst", "inte"),
        label_en: label_en(typed),
        applied: true,
        excluded: typed.excluded,
        query: parsed.without(nth),
    };
    parsed.filters.iter().enumerate().map(describe).collect()
}

fn label(typed: &TypedFilter, least: &str, most: &str, not: &str) -> String {
    let value = shown(&typed.condition, least, most);
    let not = if typed.excluded { format!("{not} ") } else { String::new() };
    format!("{}: {not}{value}", typed.field.label_sv())
}

fn label_en(typed: &TypedFilter) -> String {
    let value = shown(&typed.condition, "at least", "at most");
    let not = if typed.excluded { "not " } else { "" };
    format!("{}: {not}{value}", typed.field.label_en())
}

fn shown(condition: &Condition, least: &str, most: &str) -> String {
    match condition {
        Condition::Value(value) => value.clone(),
        Condition::Words(words) => words.join(" "),
        Condition::Granted { from, to } => span(from.map(kronor), to.map(kronor), least, most),
        Condition::Started { from, to } => span(from.map(|date| date.to_string()), to.map(|date| date.to_string()), "≥", "≤"),
    }
}

fn span(from: Option<String>, to: Option<String>, least: &str, most: &str) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => from,
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => format!("{least} {from}"),
        (None, Some(to)) => format!("{most} {to}"),
        (None, None) => String::new(),
    }
}

/// Whole kronor with thin groups, as Swedish writes them.
fn kronor(ore: i64) -> String {
    let digits = (ore / 100).to_string();
    let mut grouped = String::with_capacity(digits.len() + 8);
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) && !grouped.ends_with('-') {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    format!("{grouped}\u{a0}kr")
}

#[cfg(test)]
mod tests {
    use super::super::query::parse;
    use super::*;

    #[test]
    fn conditions_of_one_field_are_alternatives_and_exclusions_hold_each() {
        let has = |facet: &str, value: &str| Filter::Has { facet: facet.into(), value: value.into() };
        let either = |filters| Filter::Or(filters);
        assert_eq!(filter(&parse("energi")), Filter::Everything);
        assert_eq!(
            filter(&parse("fond:ESF fond:ERUF -fond:LIFE")),
            Filter::And(vec![
                either(vec![either(vec![has("fund", "ESF")]), either(vec![has("fund", "ERUF")])]),
                Filter::Not(Box::new(either(vec![has("fund", "LIFE")]))),
            ])
        );
    }

    #[test]
    fn an_amount_is_shown_as_it_is_read() {
        let of = |text: &str| understood(&parse(text)).into_iter().map(|filter| (filter.label_sv, filter.query)).collect::<Vec<_>>();
        assert_eq!(of("energi över 5 mnkr"), [("Beviljat: minst 5\u{a0}000\u{a0}000\u{a0}kr".to_owned(), "energi".to_owned())]);
        assert_eq!(of("fond:ESF+ unga"), [("Fond: ESF+".to_owned(), "unga".to_owned())]);
    }
}
