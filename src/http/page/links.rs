//! Addresses within the site. Every one keeps the page's language, and a change
//! of the search begins at its first page again.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Tongue;
use crate::http::params::{SearchParams, push};
use crate::search::Selection;

/// Bytes of a query string that links repeat. A page has a hundred links, so a
/// longer one would make it megabytes; it keeps its form and loses its links.
const LONGEST: usize = 4096;

/// The search in another site's frame.
pub const EMBEDDED: &str = "/embed";

/// The page that prints what a site pastes.
pub const CONFIGURE: &str = "/embed/configure";

/// The stylesheet of that page's preview.
pub const PREVIEW_THEME: &str = "/embed/preview.css";

/// Signs that stand for themselves in a path.
const PATH: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where links lead from.
#[derive(Debug, Clone, Copy)]
pub struct Links<'a> {
    base: &'a str,
    tongue: Tongue,
    /// The page that a search is shown on.
    shown_on: &'static str,
    /// The query string of what a site has fixed; it goes with every link.
    kept: &'a str,
    /// The query string that a search carries on besides, in another site's frame.
    carried: &'a str,
}

impl<'a> Links<'a> {
    /// Links below a path or an absolute address, either without a final slash.
    pub fn new(base: &'a str, tongue: Tongue) -> Self {
        Links { base, tongue, shown_on: "/", kept: "", carried: "" }
    }

    /// The same within a scope, given as a query string.
    pub fn within(self, kept: &'a str) -> Self {
        Links { kept, ..self }
    }

    /// The same in another site's frame, where a search stays; what it carries on is given as a query string.
    pub fn embedded(self, carried: &'a str) -> Self {
        Links { shown_on: EMBEDDED, carried, ..self }
    }

    /// The same outside of it.
    pub fn outside(self) -> Self {
        Links { shown_on: "/", carried: "", ..self }
    }

    /// The same in the other language.
    pub fn other_tongue(self) -> Self {
        Links { tongue: self.tongue.other(), ..self }
    }

    /// The same, where a search leads to its overview.
    pub fn on_overview(self) -> Self {
        Links { shown_on: "/overview", ..self.outside() }
    }

    /// Where forms are sent.
    pub fn action(&self) -> String {
        let page = if self.shown_on == EMBEDDED { EMBEDDED } else { "/" };
        format!("{}{page}", self.base)
    }

    /// The search page with nothing searched.
    pub fn home(&self) -> String {
        match self.shown_on {
            EMBEDDED => self.search(&SearchParams::default()),
            _ => self.page("/", String::new()),
        }
    }

    /// Where a site is told how to embed the search.
    pub fn configure(&self) -> String {
        self.configure_as("")
    }

    /// The same with settings, given as a query string.
    pub fn configure_as(&self, settings: &str) -> String {
        self.page(CONFIGURE, settings.to_owned())
    }

    /// Where its form is sent.
    pub fn configure_form(&self) -> String {
        format!("{}{CONFIGURE}", self.base)
    }

    /// The stylesheet of its preview.
    pub fn preview_theme(&self, settings: &str) -> String {
        format!("{}{PREVIEW_THEME}?{settings}", self.base)
    }

    /// The help page.
    pub fn help(&self) -> String {
        self.page("/help", String::new())
    }

    /// A search.
    pub fn search(&self, params: &SearchParams) -> String {
        self.page(self.shown_on, joined(&params.to_query(), self.carried))
    }

    /// The overview of a search.
    pub fn overview(&self, params: &SearchParams) -> String {
        self.on_overview().search(params)
    }

    /// An owner's page.
    pub fn owner(&self, key: &str) -> String {
        self.owner_page(key, 1)
    }

    /// Another page of an owner's projects, from 1.
    pub fn owner_page(&self, key: &str, page: usize) -> String {
        let mut query = String::new();
        if page > 1 {
            push(&mut query, "page", &page.to_string());
        }
        self.page(&format!("/owners/{}", utf8_percent_encode(key, &PATH)), query)
    }

    /// The projects that have one value, and nothing else asked.
    pub fn having(&self, facet: &str, value: &str) -> String {
        let mut query = String::new();
        push(&mut query, facet, value);
        self.page("/", query)
    }

    /// A project's page.
    pub fn project(&self, id: &str) -> String {
        self.page(&format!("/projects/{}", utf8_percent_encode(id, &PATH)), String::new())
    }

    /// The same search as JSON.
    pub fn search_as_json(&self, params: &SearchParams) -> String {
        format!("{}/v1/projects{}", self.base, self.asked(params.to_query()))
    }

    /// A project as JSON.
    pub fn project_as_json(&self, id: &str) -> String {
        format!("{}/v1/projects/{}{}", self.base, utf8_percent_encode(id, &PATH), self.asked(String::new()))
    }

    /// Where suggestions are asked for.
    pub fn suggest(&self) -> String {
        format!("{}/v1/suggest", self.base)
    }

    /// The description of the API.
    pub fn api(&self) -> String {
        format!("{}/openapi.json", self.base)
    }

    /// A file that is compiled in.
    pub fn asset(&self, name: &str) -> String {
        format!("{}/static/{name}", self.base)
    }

    fn page(&self, path: &str, query: String) -> String {
        let mut query = self.asked(query);
        if self.tongue.is_english() {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str("lang=en");
        }
        format!("{}{path}{query}", self.base)
    }

    /// A query string with what is fixed, and the sign before it.
    fn asked(&self, query: String) -> String {
        let query = joined(&query, self.kept);
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

/// Two query strings as one.
fn joined(first: &str, second: &str) -> String {
    let between = if first.is_empty() || second.is_empty() { "" } else { "&" };
    format!("{first}{between}{second}")
}

/// Whether a search is short enough to be repeated in every link of its page.
pub fn is_linkable(params: &SearchParams) -> bool {
    params.to_query().len() <= LONGEST
}

/// A search with a change, from its first page.
pub fn changed(params: &SearchParams, change: impl FnOnce(&mut SearchParams)) -> SearchParams {
    let mut params = SearchParams { page: 1, ..params.clone() };
    change(&mut params);
    params
}

/// A search without one chosen or excluded value.
pub fn without(params: &SearchParams, facet: &str, value: &str, excluded: bool) -> SearchParams {
    changed(params, |params| {
        for selection in params.selections.iter_mut().filter(|selection| selection.facet == facet) {
            let values = if excluded { &mut selection.exclude } else { &mut selection.include };
            values.retain(|known| known != value);
        }
    })
}

/// A search with these values in place of what is chosen in a facet; what is excluded stays so.
pub fn having(params: &SearchParams, facet: &str, values: &[String]) -> SearchParams {
    changed(params, |params| {
        if let Some(chosen) = params.selections.iter_mut().find(|chosen| chosen.facet == facet) {
            chosen.include = values.to_vec();
        } else {
            params.selections.push(Selection { facet: facet.to_owned(), include: values.to_vec(), exclude: Vec::new() });
        }
    })
}

/// A search without any filter: the query, its order and the size of pages stay.
pub fn without_filters(params: &SearchParams) -> SearchParams {
    changed(params, |params| {
        params.selections = Vec::<Selection>::new();
        (params.granted_min, params.granted_max, params.start_from, params.start_to) = (None, None, None, None);
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::params::pairs;

    fn read(query: &str) -> SearchParams {
        SearchParams::read(&pairs(query), &["fund", "owner"], &[]).0
    }

    #[test]
    fn links_keep_the_language_and_the_base() {
        let params = read("q=bygg%26bo&fund=ESF%2B&page=3");
        let check = |base, tongue, expected: &str| assert_eq!(Links::new(base, tongue).search(&params), expected);
        check("", Tongue::Swedish, "/?q=bygg%26bo&fund=ESF%2B&page=3");
        check("/fondsok", Tongue::English, "/fondsok/?q=bygg%26bo&fund=ESF%2B&page=3&lang=en");
        let links = Links::new("/fondsok", Tongue::English);
        assert_eq!(links.home(), "/fondsok/?lang=en");
        assert_eq!(links.project("a/../b"), "/fondsok/projects/a%2F..%2Fb?lang=en");
        assert_eq!(links.search_as_json(&params), "/fondsok/v1/projects?q=bygg%26bo&fund=ESF%2B&page=3");
        assert_eq!(links.other_tongue().home(), "/fondsok/");
        let within = links.within("view=norr");
        assert_eq!(within.search(&params), "/fondsok/?q=bygg%26bo&fund=ESF%2B&page=3&view=norr&lang=en");
        assert_eq!(within.project_as_json("a"), "/fondsok/v1/projects/a?view=norr");
        assert_eq!(within.other_tongue().home(), "/fondsok/?view=norr");
        let embedded = within.embedded("layout=compact");
        assert_eq!(embedded.home(), "/fondsok/embed?layout=compact&view=norr&lang=en");
        assert_eq!(embedded.action(), "/fondsok/embed");
        assert_eq!(embedded.project("a"), "/fondsok/projects/a?view=norr&lang=en");
        assert_eq!(embedded.overview(&SearchParams::default()), "/fondsok/overview?view=norr&lang=en");
        assert_eq!(embedded.outside().home(), "/fondsok/?view=norr&lang=en");
    }

    #[test]
    fn a_change_begins_at_the_first_page() {
        let params = read("q=x&fund=ESF&fund=-ERUF&granted_min=5&page=3&sort=name");
        assert_eq!(without(&params, "fund", "ESF", false).to_query(), "q=x&fund=-ERUF&granted_min=5&sort=name");
        assert_eq!(without(&params, "fund", "ERUF", true).to_query(), "q=x&fund=ESF&granted_min=5&sort=name");
        assert_eq!(without_filters(&params).to_query(), "q=x&sort=name");
    }

    #[test]
    fn a_very_long_search_is_not_repeated() {
        assert!(is_linkable(&read("q=arbete")));
        assert!(!is_linkable(&read(&format!("q={}", "ö".repeat(4000)))));
    }
}
