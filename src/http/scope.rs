//! The scope of a request: what a site has fixed with `scope` and `view`.
//!
//! It is part of the question: no count lifts it, no chip takes it away, and
//! every link and form of a page carries it on. A scope that cannot be read is
//! never left out, because that would show more than the site has chosen to.

use std::sync::Arc;

use super::named_views::{NamedView, Views};
use super::params::{InvalidParameter, MOST_CHOSEN, clip, nearest, push};
use crate::search::{Filter, Selection};

/// The parameters that fix a scope.
pub const SCOPE_NAMES: [&str; 2] = ["scope", "view"];

/// Bytes of the longest scope as a query string: it stands in every link of a page.
const LONGEST: usize = 2048;

/// What a request is limited to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// The values of `scope`, one entry a facet.
    pub fixed: Vec<Selection>,
    /// The view that is asked for.
    pub view: Option<AskedView>,
}

/// The named view of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskedView {
    /// As it stands in the address: not looked up, or unknown. Nothing lies in it.
    Named(String),
    /// A view of the service.
    Known(Arc<NamedView>),
}

impl AskedView {
    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            AskedView::Named(name) => name,
            AskedView::Known(view) => &view.name,
        }
    }
}

impl Scope {
    /// Whether nothing is fixed.
    pub fn is_everything(&self) -> bool {
        self.fixed.is_empty() && self.view.is_none()
    }

    /// The view, where it is known.
    pub fn known_view(&self) -> Option<&NamedView> {
        match &self.view {
            Some(AskedView::Known(view)) => Some(view),
            _ => None,
        }
    }

    /// Adds a value of `scope`.
    pub fn fix(&mut self, text: &str, facets: &[&str]) -> Result<(), String> {
        let (facet, value, excluded) = read(text, facets)?;
        add(&mut self.fixed, &facet, &value, excluded)?;
        if self.to_query().len() > LONGEST {
            Err(format!("is longer than {LONGEST} bytes in all; a named view has room for more"))
        } else {
            Ok(())
        }
    }

    /// Takes a value of `view`, which is given once.
    pub fn name_view(&mut self, name: &str) -> Result<(), String> {
        match &self.view {
            Some(known) if known.name() != name => Err("is given once".to_owned()),
            _ => {
                self.view = Some(AskedView::Named(clip(name)));
                Ok(())
            }
        }
    }

    /// Looks its view up; a fault where there is none of the name.
    pub fn look_up(&mut self, views: &Views) -> Option<InvalidParameter> {
        let name = self.view.as_ref()?.name();
        match views.get(name) {
            Some(view) => {
                self.view = Some(AskedView::Known(Arc::clone(view)));
                None
            }
            None => Some(InvalidParameter { name: "view".into(), reason: unknown_view(name, views) }),
        }
    }

    /// The filter: its own values and those of its view both hold.
    pub fn filter(&self) -> Filter {
        let of_view = match &self.view {
            None => Filter::Everything,
            Some(AskedView::Named(_)) => Filter::nothing(),
            Some(AskedView::Known(view)) => Filter::of(&view.scope),
        };
        Filter::of(&self.fixed).and(of_view)
    }

    /// The parameters that say the same.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let view = self.view.iter().map(|view| ("view", view.name().to_owned()));
        view.chain(values(&self.fixed).map(|(facet, value, excluded)| ("scope", written(facet, value, excluded)))).collect()
    }

    /// The same as a query string.
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        self.pairs().iter().for_each(|(name, value)| push(&mut query, name, value));
        query
    }
}

/// The facet, the value and whether it is excluded of a text such as `county:14` or `fund:-ESF`.
pub fn read(text: &str, facets: &[&str]) -> Result<(String, String, bool), String> {
    let (facet, value) = text.split_once(':').ok_or("is facet:value, such as county:14")?;
    let facet = facet.trim();
    if !facets.contains(&facet) {
        return Err(format!("no facet `{}`; did you mean `{}`?", clip(facet), nearest(facet, facets.iter().copied())));
    }
    let value = value.trim();
    let (value, excluded) = value.strip_prefix('-').map_or((value, false), |rest| (rest.trim(), true));
    if value.is_empty() {
        return Err(format!("has no value after `{facet}:`"));
    }
    Ok((facet.to_owned(), clip(value), excluded))
}

/// Adds a value to what is fixed.
pub fn add(fixed: &mut Vec<Selection>, facet: &str, value: &str, excluded: bool) -> Result<(), String> {
    let at = fixed.iter().position(|known| known.facet == facet).unwrap_or_else(|| {
        fixed.push(Selection { facet: facet.to_owned(), include: Vec::new(), exclude: Vec::new() });
        fixed.len() - 1
    });
    let Some(selection) = fixed.get_mut(at) else { return Ok(()) };
    let values = if excluded { &mut selection.exclude } else { &mut selection.include };
    if values.len() >= MOST_CHOSEN {
        return Err(format!("at most {MOST_CHOSEN} values of one facet"));
    }
    if !values.iter().any(|known| known == value) {
        values.push(value.to_owned());
    }
    Ok(())
}

/// Every value of what is fixed: the facet, the value, and whether it is excluded.
pub fn values(fixed: &[Selection]) -> impl Iterator<Item = (&str, &str, bool)> {
    fixed.iter().flat_map(|Selection { facet, include, exclude }| {
        let included = include.iter().map(move |value| (facet.as_str(), value.as_str(), false));
        included.chain(exclude.iter().map(move |value| (facet.as_str(), value.as_str(), true)))
    })
}

/// A value as `scope` takes it.
pub fn written(facet: &str, value: &str, excluded: bool) -> String {
    format!("{facet}:{}{value}", if excluded { "-" } else { "" })
}

fn unknown_view(name: &str, views: &Views) -> String {
    let names = views.iter().map(|view| view.name.as_str());
    if views.iter().next().is_none() {
        return "this service has no named views".to_owned();
    }
    format!("no view of this name; did you mean `{}`?", nearest(name, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACETS: [&str; 3] = ["fund", "county", "owner"];

    fn scope(texts: &[&str]) -> Scope {
        let mut scope = Scope::default();
        texts.iter().for_each(|text| scope.fix(text, &FACETS).expect("a value"));
        scope
    }

    #[test]
    fn values_are_read_and_written() {
        let scope = scope(&["county:14", "county: Västerbottens län ", "fund:-ESF", "owner:a:b", "county:14"]);
        let written: Vec<String> = scope.pairs().into_iter().map(|(_, value)| value).collect();
        assert_eq!(written, ["county:14", "county:Västerbottens län", "fund:-ESF", "owner:a:b"]);
        assert_eq!(
            scope.to_query(),
            "scope=county%3A14&scope=county%3AV%C3%A4sterbottens%20l%C3%A4n&scope=fund%3A-ESF&scope=owner%3Aa%3Ab"
        );
    }

    #[test]
    fn what_cannot_be_read_is_a_fault() {
        for (text, part) in [
            ("county", "facet:value"),
            ("county:", "no value"),
            ("county:-", "no value"),
            ("conty:14", "`county`"),
            ("-fund:ESF", "`fund`"),
        ] {
            let fault = Scope::default().fix(text, &FACETS).expect_err(text);
            assert!(fault.contains(part), "{text}: {fault}");
        }
    }

    #[test]
    fn a_view_that_is_not_known_lets_nothing_in() {
        let mut scope = Scope::default();
        scope.name_view("norr").expect("a name");
        assert_eq!(scope.filter(), Filter::nothing());
        assert!(scope.look_up(&Views::new(Vec::new())).is_some());
        assert_eq!(scope.filter(), Filter::nothing());
        assert!(scope.name_view("söder").is_err(), "two views are none");
        let norr = NamedView { name: "norr".into(), scope: self::scope(&["county:24"]).fixed, ..NamedView::default() };
        assert_eq!(scope.look_up(&Views::new(vec![norr])), None);
        assert_eq!(scope.filter(), self::scope(&["county:24"]).filter());
        assert_eq!(scope.to_query(), "view=norr");
    }

    #[test]
    fn of_one_facet_any_of_several_all() {
        let has = |facet: &str, value: &str| Filter::Has { facet: facet.into(), value: value.into() };
        let expected = Filter::And(vec![
            Filter::Or(vec![has("county", "14"), has("county", "24")]),
            Filter::Or(vec![has("fund", "ESF")]),
            Filter::Not(Box::new(has("fund", "ERUF"))),
        ]);
        assert_eq!(scope(&["county:14", "fund:ESF", "county:24", "fund:-ERUF"]).filter(), expected);
        assert_eq!(Scope::default().filter(), Filter::Everything);
    }
}
