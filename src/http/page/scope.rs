//! What a site has fixed, as a page says and keeps it: one line, every link, and fields of the form.

use super::Tongue;
use super::texts::{Texts, fill};
use crate::http::named_views::NamedView;
use crate::http::scope::{Scope, values};
use crate::search::Selection;

/// The scope of a page.
#[derive(Debug, Default)]
pub struct PageScope {
    /// The query string that says the same; empty where nothing is fixed.
    pub query: String,
    /// The fields that the form sends.
    pub fields: Vec<(String, String)>,
    /// What a person is told; none where nothing is fixed.
    pub line: Option<String>,
}

impl PageScope {
    /// A scope in words; `label` names a facet's value.
    pub fn new(scope: &Scope, tongue: Tongue, label: &dyn Fn(&str, &str) -> String) -> Self {
        let t = Texts::of(tongue);
        let of_view = scope.known_view().map(|view| titled(view, tongue).unwrap_or_else(|| described(&view.scope, t, label)));
        let own = Some(described(&scope.fixed, t, label)).filter(|words| !words.is_empty());
        let words = of_view.into_iter().chain(own).collect::<Vec<_>>().join(", ");
        PageScope {
            query: scope.to_query(),
            fields: scope.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            line: (!words.is_empty()).then(|| fill(t.limited_to, &[("what", &words)])),
        }
    }
}

fn titled(view: &NamedView, tongue: Tongue) -> Option<String> {
    Some(tongue.pick(&view.title_sv, &view.title_en).to_owned()).filter(|title| !title.is_empty())
}

/// *Norrbottens län eller Västerbottens län, inte Europeiska socialfonden*.
fn described(fixed: &[Selection], t: &Texts, label: &dyn Fn(&str, &str) -> String) -> String {
    let facet = |selection: &Selection| {
        let named = |excluded: bool| {
            let own = values(std::slice::from_ref(selection)).filter(move |(_, _, out)| *out == excluded);
            own.map(|(facet, value, _)| label(facet, value)).collect::<Vec<_>>().join(t.or)
        };
        let (within, without) = (named(false), named(true));
        let without = (!without.is_empty()).then(|| fill(t.not_this, &[("what", &without)]));
        [Some(within).filter(|words| !words.is_empty()), without].into_iter().flatten().collect::<Vec<_>>()
    };
    fixed.iter().flat_map(facet).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_fixed_is_told_in_one_line() {
        let mut scope = Scope::default();
        for text in ["county:24", "county:25", "fund:-ESF"] {
            scope.fix(text, &["county", "fund"]).expect("a value");
        }
        let page = PageScope::new(&scope, Tongue::Swedish, &|facet, value| format!("{facet} {value}"));
        assert_eq!(page.line.as_deref(), Some("Sökningen är begränsad till county 24 eller county 25, inte fund ESF."));
        assert_eq!(page.query, "scope=county%3A24&scope=county%3A25&scope=fund%3A-ESF");
        assert_eq!(page.fields[2], ("scope".to_owned(), "fund:-ESF".to_owned()));
        assert_eq!(PageScope::new(&Scope::default(), Tongue::English, &|_, _| String::new()).line, None);
    }
}
