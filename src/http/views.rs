//! The answers' envelopes: what a search looks like as JSON.

use serde::Serialize;
use utoipa::ToSchema;

use super::interpretation::{InterpretationView, WhyView};
use super::numbers::RangesView;
use super::params::SearchParams;
use crate::record::Project;
use crate::search::answer::Span;
use crate::search::{Answer, FacetAnswer, FacetValue, Hit, SearchNotice};

/// The answer to a search.
#[derive(Debug, Serialize, ToSchema)]
pub struct SearchView {
    /// Projects that match; exact.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// Projects a page.
    pub limit: usize,
    /// The generation that answered.
    pub generation: String,
    /// How many of the query's words a project had to have.
    pub matching: MatchingView,
    /// What was understood imperfectly.
    pub notices: Vec<NoticeView>,
    /// How the query was understood.
    pub interpretation: InterpretationView,
    /// The page's projects.
    pub projects: Vec<HitView>,
    /// Kindred projects, where the hits end: found by spelling neighbours, kinship and feedback, never counted.
    pub nearby: Vec<HitView>,
    /// The facets, by name.
    pub facets: FacetsView,
    /// Amounts and start years in buckets, by name.
    pub ranges: RangesView,
}

/// The facets by name, in the order they are shown in.
#[derive(Debug, Default, ToSchema)]
#[schema(value_type = BTreeMap<String, FacetView>)]
pub struct FacetsView(#[schema(inline)] pub Vec<(String, FacetView)>);

impl Serialize for FacetsView {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, facet)| (name, facet)))
    }
}

/// How many of the query's words a project had to have.
#[derive(Debug, Serialize, ToSchema)]
pub struct MatchingView {
    /// At least this many …
    pub required: usize,
    /// … of this many words and phrases that carry weight.
    pub of: usize,
}

/// Something understood imperfectly.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoticeView {
    /// Stable, for programs.
    pub code: String,
    /// For a person, in Swedish.
    pub message: String,
    /// The parameter it is about.
    pub parameter: Option<String>,
}

/// A project that matches, and where.
#[derive(Debug, Serialize, ToSchema)]
pub struct HitView {
    /// The record.
    #[serde(flatten)]
    pub project: Project,
    /// The words that matched.
    pub highlight: HighlightView,
    /// For each of the query's words that it has, why.
    pub why: Vec<WhyView>,
}

/// Escaped text whose only markup is `<mark>`.
#[derive(Debug, Serialize, ToSchema)]
pub struct HighlightView {
    /// The name.
    pub name: String,
    /// The best passages of the description.
    pub passages: Vec<String>,
}

/// A counted facet.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetView {
    /// Its heading in Swedish.
    pub label: String,
    /// Values that at least one matching project has.
    pub total_values: usize,
    /// Matching projects without any value.
    pub missing: usize,
    /// The values asked for; chosen ones always, also at zero.
    pub values: Vec<FacetValueView>,
}

/// A value of a facet.
#[derive(Debug, Serialize, ToSchema)]
pub struct FacetValueView {
    /// What to send to select it.
    pub value: String,
    /// What to show.
    pub label: String,
    /// The total one gets with this facet's choice replaced by this value alone.
    pub count: usize,
    /// Whether it is chosen.
    pub selected: bool,
    /// Whether it is excluded.
    pub excluded: bool,
    /// The value of the facet above that it lies in.
    pub parent: Option<String>,
}

impl SearchView {
    /// The envelope of an answer to these parameters.
    pub fn new(params: &SearchParams, answer: Answer) -> Self {
        let notices: Vec<NoticeView> = answer.notices.into_iter().map(NoticeView::from).collect();
        SearchView {
            total: answer.total,
            page: params.page,
            limit: params.limit,
            generation: answer.generation,
            matching: MatchingView { required: answer.matching.required, of: answer.matching.of },
            notices,
            interpretation: answer.interpretation.into(),
            projects: answer.hits.into_iter().map(HitView::from).collect(),
            nearby: answer.nearby.into_iter().map(HitView::from).collect(),
            facets: FacetsView(answer.facets.into_iter().map(|facet| (facet.name.clone(), FacetView::from(facet))).collect()),
            ranges: RangesView::new(&answer.numbers),
        }
    }
}

impl From<SearchNotice> for NoticeView {
    fn from(notice: SearchNotice) -> Self {
        NoticeView { code: notice.code.to_owned(), message: notice.message_sv, parameter: notice.parameter }
    }
}

impl From<Hit> for HitView {
    fn from(hit: Hit) -> Self {
        let highlight = HighlightView {
            name: marked(&hit.project.name, &hit.name),
            passages: hit.passages.iter().map(|passage| marked(&passage.text, &passage.spans)).collect(),
        };
        let why = hit.why.into_iter().map(WhyView::from).collect();
        HitView { project: hit.project, highlight, why }
    }
}

impl From<FacetAnswer> for FacetView {
    fn from(facet: FacetAnswer) -> Self {
        FacetView {
            label: facet.label_sv,
            total_values: facet.total_values,
            missing: facet.missing,
            values: facet.values.into_iter().map(FacetValueView::from).collect(),
        }
    }
}

impl From<FacetValue> for FacetValueView {
    fn from(value: FacetValue) -> Self {
        FacetValueView {
            value: value.value,
            label: value.label_sv,
            count: value.count,
            selected: value.selected,
            excluded: value.excluded,
            parent: value.parent,
        }
    }
}

/// A text with its matching words in `<mark>`, everything else escaped.
pub fn marked(text: &str, spans: &[Span]) -> String {
    let mut html = String::with_capacity(text.len() + spans.len() * 13);
    let mut at = 0;
    for span in spans {
        // Spans come in order; one that does not lie in the text is left out.
        let (Some(before), Some(word)) = (text.get(at..span.bytes.start), text.get(span.bytes.clone())) else { continue };
        escape(before, &mut html);
        html.push_str("<mark>");
        escape(word, &mut html);
        html.push_str("</mark>");
        at = span.bytes.end;
    }
    escape(text.get(at..).unwrap_or_default(), &mut html);
    html
}

/// Escapes the five signs that mean something in HTML.
pub fn escape(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::clause::How;

    #[test]
    fn marks_are_the_only_markup() {
        let spans = [Span { bytes: 8..13, word: 0, how: How::Word }];
        assert_eq!(marked("<script>läs&</script>", &spans), "&lt;script&gt;<mark>läs&amp;</mark>&lt;/script&gt;");
        assert_eq!(marked("å\"", &[Span { bytes: 1..2, word: 0, how: How::Word }]), "å&quot;");
    }
}
