//! The search page in another site's frame: the box, the filters and the hits, and nothing around them.
//!
//! What a site says of the frame beside its scope (the form of hits, how many a
//! page, the language) is carried on by every link and by the form.

use super::Tongue;
use crate::http::named_views::{Layout, NamedView};
use crate::http::params::{DEFAULT_LIMIT, Pair, SearchParams, push, said};

/// Projects a page where neither the address nor the view says: a frame is low.
pub const FEW_HITS: usize = 10;

/// How a page stands in a frame.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    /// The form of hits.
    pub layout: Layout,
    /// What every link to a search carries on, as a query string.
    pub carried: String,
    /// The same as fields of the form.
    pub fields: Vec<(String, String)>,
}

impl Embedded {
    /// What an address and its view say of a frame; the number of hits is put into the parameters.
    pub fn read(pairs: &[Pair], params: &mut SearchParams) -> Embedded {
        let view = params.scope.known_view();
        let of_view = view.and_then(|view| view.layout).unwrap_or_default();
        let layout = said(pairs, "layout").and_then(Layout::of_code).unwrap_or(of_view);
        let few = view.and_then(|view| view.limit).unwrap_or(FEW_HITS);
        let is_english = view.is_some_and(|view| view.language == Some(Tongue::English));
        if said(pairs, "limit").is_none() {
            params.limit = few;
        }
        let swedish = said(pairs, "lang") == Some("sv");
        // Links leave out what is the default of the whole search, which need not be that of the view.
        let fields = [
            (layout != of_view).then(|| ("layout", layout.code().to_owned())),
            (params.limit == DEFAULT_LIMIT && few != DEFAULT_LIMIT).then(|| ("limit", DEFAULT_LIMIT.to_string())),
            (swedish && is_english).then(|| ("lang", "sv".to_owned())),
        ];
        let fields: Vec<(String, String)> = fields.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect();
        let mut carried = String::new();
        fields.iter().for_each(|(name, value)| push(&mut carried, name, value));
        Embedded { layout, carried, fields }
    }

    /// The language of a frame: what its address says, else its view.
    pub fn tongue(pairs: &[Pair], view: Option<&NamedView>) -> Tongue {
        match said(pairs, "lang") {
            Some("en") => Tongue::English,
            Some("sv") => Tongue::Swedish,
            _ => view.and_then(|view| view.language).unwrap_or(Tongue::Swedish),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::named_views::Views;
    use crate::http::params::pairs;

    fn read(query: &str) -> (Embedded, SearchParams, Tongue) {
        let view = NamedView {
            name: "v".into(),
            limit: Some(5),
            layout: Some(Layout::Compact),
            language: Some(Tongue::English),
            ..NamedView::default()
        };
        let pairs = pairs(query);
        let (mut params, _) = SearchParams::read(&pairs, &["fund"], &["lang", "layout"]);
        params.scope.look_up(&Views::new(vec![view]));
        let tongue = Embedded::tongue(&pairs, params.scope.known_view());
        (Embedded::read(&pairs, &mut params), params, tongue)
    }

    #[test]
    fn the_view_says_what_the_address_does_not() {
        let (plain, params, tongue) = read("q=a");
        assert_eq!((plain, params.limit, tongue), (Embedded::default(), FEW_HITS, Tongue::Swedish));
        let (of_view, params, tongue) = read("view=v");
        assert_eq!((of_view.layout, params.limit, tongue), (Layout::Compact, 5, Tongue::English));
        assert_eq!(of_view.carried, "");
        let (own, params, tongue) = read("view=v&layout=list&limit=20&lang=sv");
        assert_eq!((own.layout, params.limit, tongue), (Layout::List, 20, Tongue::Swedish));
        assert_eq!(own.carried, "layout=list&limit=20&lang=sv");
    }

    #[test]
    fn what_is_carried_reads_back_as_the_same_frame() {
        for query in ["", "limit=20", "limit=7&layout=compact", "view=v", "view=v&limit=20&lang=sv", "view=v&layout=list&lang=en"] {
            let (first, params, tongue) = read(query);
            let view = if query.contains("view") { "&view=v" } else { "" };
            // A link writes the language only where it is English.
            let lang = if tongue.is_english() { "&lang=en" } else { "" };
            let again = read(&format!("{}&{}{view}{lang}", params.to_query(), first.carried));
            assert_eq!((&again.0, again.1.limit, again.2), (&first, params.limit, tongue), "{query}");
        }
    }
}
