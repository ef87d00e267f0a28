//! A project's page: the record as a person reads it, and where it comes from.

use askama::Template;

use super::format::{Period, Sum, date_in_words, length, sum};
use super::frame::{Dated, Frame, Link, data_date};
use super::hits::{FundTag, foreign};
use super::links::Links;
use super::project_facts::{Fact, facts, label_of};
use super::texts::{Texts, fill};
use super::{PageContext, Tongue, rendered, structured};
use crate::record::{Project, Source, Vocabulary};
use crate::search::answer::Similar;

#[derive(Template)]
#[template(path = "project.html")]
struct ProjectPage<'a> {
    frame: Frame,
    name: &'a str,
    language: Option<&'a str>,
    owner: Option<Link>,
    sum: Option<Sum>,
    fund: Option<FundTag>,
    length: Option<String>,
    period: Period,
    status: Option<&'static str>,
    description: Vec<&'a str>,
    description_en: Vec<&'a str>,
    sources: Vec<SourceView<'a>>,
    citation: String,
    json: String,
    facts: Vec<Fact>,
    similar: Vec<Kindred>,
}

/// A similar project, and what both are about.
struct Kindred {
    link: Link,
    language: Option<String>,
    shares: Option<String>,
}

struct SourceView<'a> {
    url: Option<&'a str>,
    label: &'a str,
    place: String,
    date: Option<Dated>,
    /// What this one of several sources gave.
    facts: Option<String>,
    /// What it says otherwise than the record.
    differs: Vec<(&'a str, &'a str)>,
}

/// The page of a project.
pub fn project_page(context: &PageContext<'_>, project: &Project, similar: &[Similar]) -> String {
    let tongue = context.tongue;
    let links = &context.links();
    rendered(&ProjectPage {
        frame: Frame {
            structured: Some(structured::project(context, project)),
            ..Frame::new(context, &project.name, |links| links.project(&project.id))
        },
        name: &project.name,
        language: foreign(project, tongue),
        owner: project.owner.as_ref().map(|owner| Link { href: links.owner(&owner.key), label: owner.name.clone() }),
        sum: project.granted.as_ref().map(|amount| sum(amount, tongue)),
        fund: project.fund.as_ref().map(|fund| FundTag::new(fund, tongue)),
        length: project.start.zip(project.end).and_then(|(start, end)| length(start, end, tongue)),
        period: Period::in_words(project.start, project.end, tongue),
        status: project.status.and_then(|status| Vocabulary::bundled().statuses.label(status.code(), tongue.is_english())),
        description: paragraphs(project.description.as_deref()),
        description_en: paragraphs(project.description_en.as_deref()),
        sources: project.sources.iter().map(|source| source_view(source, tongue)).collect(),
        citation: citation(context, project),
        json: links.project_as_json(&project.id),
        facts: facts(project, links, tongue),
        similar: similar.iter().map(|similar| kindred(similar, links, tongue)).collect(),
    })
}

fn kindred(similar: &Similar, links: &Links<'_>, tongue: Tongue) -> Kindred {
    let words = similar.shared.join(", ");
    Kindred {
        link: Link { href: links.project(&similar.project.id), label: similar.project.name.clone() },
        language: foreign(&similar.project, tongue).map(str::to_owned),
        shares: (!words.is_empty()).then(|| fill(Texts::of(tongue).shares, &[("words", &words)])),
    }
}

/// The paragraphs of a text; an empty line parts them.
fn paragraphs(text: Option<&str>) -> Vec<&str> {
    text.unwrap_or_default().split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
}

fn source_view(source: &Source, tongue: Tongue) -> SourceView<'_> {
    let t = Texts::of(tongue);
    let kind = kind(source, tongue);
    let place = [("kind", kind), ("name", source.name.as_str()), ("line", &source.line.to_string())];
    let url = source.url.as_deref().filter(|url| is_web_address(url));
    SourceView {
        url,
        // A record names its source by file; a reader knows it by address.
        label: url.unwrap_or(kind),
        place: fill(t.source_place, &place),
        date: source.date.map(|date| Dated::new(date, tongue)),
        facts: stated(source, t),
        differs: source.differs.iter().map(|differs| (label_of(&differs.field, t), differs.value.as_str())).collect(),
    }
}

/// What a source gave, as the labels of the facts.
fn stated(source: &Source, t: &'static Texts) -> Option<String> {
    let labels: Vec<String> = source.facts.iter().map(|key| label_of(key, t).to_lowercase()).collect();
    (!labels.is_empty()).then(|| fill(t.stands_for, &[("facts", &labels.join(", "))]))
}

fn kind(source: &Source, tongue: Tongue) -> &'static str {
    Vocabulary::bundled().source_kinds.label(source.kind.code(), tongue.is_english()).unwrap_or(source.kind.code())
}

/// Whether an address may be linked: one of the web, never `javascript:` or `data:`.
fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https")) && !url.contains(char::is_control)
}

fn citation(context: &PageContext<'_>, project: &Project) -> String {
    let tongue = context.tongue;
    let reference = project.reference.as_ref().map(|reference| format!(" ({reference})")).unwrap_or_default();
    let address = Links::new(context.public_url, Tongue::Swedish).project(&project.id);
    let date = project.source.date.or_else(|| data_date(context.generation)).map(|date| date_in_words(date, tongue)).unwrap_or_default();
    let values = [
        ("name", project.name.as_str()),
        ("reference", &reference),
        ("address", &address),
        ("date", &date),
        ("source", project.source.url.as_deref().unwrap_or(kind(&project.source, tongue))),
    ];
    fill(Texts::of(tongue).citation, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_linked() {
        for url in ["https://www.esf.se/projekt", "HTTP://example.se"] {
            assert!(is_web_address(url), "{url}");
        }
        for url in ["javascript://%0aalert(1)", "data:text/html,x", "//example.se", "www.esf.se", "java\nscript:x", ""] {
            assert!(!is_web_address(url), "{url}");
        }
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs(Some("Ett.\nÄn ett.\n\n\n\nTvå.\n")), ["Ett.\nÄn ett.", "Två."]);
        assert!(paragraphs(None).is_empty());
    }
}
