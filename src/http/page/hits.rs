//! Hits as lines of a ledger: what and who to the left, the sum to the right.

use super::Tongue;
use super::format::{Period, Sum, number, sum};
use super::frame::Link;
use super::links::Links;
use super::texts::{Texts, fill};
use crate::http::interpretation::why_text;
use crate::record::{Coded, Place, Project, Vocabulary};
use crate::search::Hit;
use crate::search::answer::Span;

/// Places that are named; of more only their number is told.
const NAMED: usize = 3;

/// A stretch of text that is marked or not. Marks are made of these and not of
/// HTML, so that the template escapes everything that comes from a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The text.
    pub text: &'a str,
    /// Whether it matched.
    pub marked: bool,
}

/// A text cut at its spans. One that overlaps the last, or does not lie in the
/// text at whole letters, is left out.
pub fn pieces<'a>(text: &'a str, spans: &[Span]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut add = |text: &'a str, marked| {
        if !text.is_empty() {
            pieces.push(Piece { text, marked });
        }
    };
    for span in spans {
        let (Some(before), Some(word)) = (text.get(at..span.bytes.start), text.get(span.bytes.clone())) else { continue };
        add(before, false);
        add(word, true);
        at = span.bytes.end;
    }
    add(text.get(at..).unwrap_or_default(), false);
    pieces
}

/// A fund as a page shows it.
pub struct FundTag {
    /// Its code.
    pub code: String,
    /// Its name, where that says more than the code.
    pub title: Option<String>,
    /// The class of its colour.
    pub swatch: &'static str,
}

impl FundTag {
    /// The tag of a project's fund.
    pub fn new(fund: &Coded, tongue: Tongue) -> Self {
        let known = Vocabulary::bundled().funds.by_code(&fund.code);
        let title = known.map(|known| tongue.pick(&known.label_sv, &known.label_en)).or(fund.label.as_deref());
        let title = title.filter(|title| *title != fund.code).map(str::to_owned);
        FundTag { code: fund.code.clone(), title, swatch: swatch(&fund.code) }
    }
}

/// The class that gives a fund its colour; the others share a grey.
pub fn swatch(code: &str) -> &'static str {
    match code {
        "ERUF" => "eruf",
        "ESF" => "esf",
        "ESF+" => "esfplus",
        "REACT-EU" => "react",
        "FRO" => "fro",
        "Interreg" => "interreg",
        _ => "other",
    }
}

/// A hit as its line shows it.
pub struct HitLine<'a> {
    /// Its page.
    pub href: String,
    /// Its name.
    pub name: Vec<Piece<'a>>,
    /// The language of its texts, where that is not the page's.
    pub language: Option<&'a str>,
    /// Who runs it, leading to all they run.
    pub owner: Option<Link>,
    /// Where it is.
    pub place: String,
    /// Whether the place follows from other facts.
    pub derived: bool,
    /// The best passages.
    pub passages: Vec<Vec<Piece<'a>>>,
    /// Why it is a hit, a phrase for each of the query's words.
    pub why: Vec<String>,
    /// What it was granted.
    pub sum: Option<Sum>,
    /// Where from.
    pub fund: Option<FundTag>,
    /// From when to when.
    pub period: Period,
}

impl<'a> HitLine<'a> {
    /// The line of a hit.
    pub fn new(hit: &'a Hit, links: &Links<'_>, tongue: Tongue) -> Self {
        let project = &hit.project;
        let (place, derived) = place(project, tongue);
        HitLine {
            href: links.project(&project.id),
            name: pieces(&project.name, &hit.name),
            language: foreign(project, tongue),
            owner: project.owner.as_ref().map(|owner| Link { href: links.owner(&owner.key), label: owner.name.clone() }),
            place,
            derived,
            passages: hit.passages.iter().map(|passage| pieces(&passage.text, &passage.spans)).collect(),
            why: hit.why.iter().map(|why| why_text(why, tongue)).collect(),
            sum: project.granted.as_ref().map(|amount| sum(amount, tongue)),
            fund: project.fund.as_ref().map(|fund| FundTag::new(fund, tongue)),
            period: Period::in_numbers(project.start, project.end),
        }
    }
}

/// The language of a project's texts, where a screen reader has to be told.
pub fn foreign(project: &Project, tongue: Tongue) -> Option<&str> {
    project.language.as_deref().filter(|language| *language != tongue.code())
}

/// Municipalities and counties, else regions; and whether the nearest of them is derived.
fn place(project: &Project, tongue: Tongue) -> (String, bool) {
    let t = Texts::of(tongue);
    let near = [named(&project.municipality, t.municipalities, tongue), named(&project.county, t.counties, tongue)];
    let mut shown: Vec<String> = near.into_iter().flatten().collect();
    if shown.is_empty() {
        shown.extend(named(&project.region, t.regions, tongue));
    }
    let nearest = [&project.municipality, &project.county, &project.region].into_iter().find(|places| !places.is_empty());
    let derived = nearest.is_some_and(|places| places.iter().all(|place| place.derived));
    (shown.join(" · "), derived)
}

fn named(places: &[Place], many: &str, tongue: Tongue) -> Option<String> {
    match places.len() {
        0 => None,
        count if count > NAMED => Some(fill(many, &[("n", &number(count))])),
        _ => Some(places.iter().map(|place| place_label(place, tongue)).collect::<Vec<_>>().join(", ")),
    }
}

/// What a place is called; the record has its Swedish name.
pub fn place_label(place: &Place, tongue: Tongue) -> &str {
    if !tongue.is_english() {
        return &place.label;
    }
    let places = &Vocabulary::bundled().places;
    let county = || places.county(&place.code).map(|county| county.label_en.as_str());
    places.region(&place.code).map(|region| region.label_en.as_str()).or_else(county).unwrap_or(&place.label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, spans: &[(usize, usize)], expected: &[(&str, bool)]) {
        let spans: Vec<Span> =
            spans.iter().map(|(start, end)| Span { bytes: *start..*end, word: 0, how: crate::search::clause::How::Word }).collect();
        let pieces = pieces(text, &spans);
        let found: Vec<_> = pieces.iter().map(|piece| (piece.text, piece.marked)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_text_is_cut_at_whole_letters() {
        check("åäö läs", &[(7, 11)], &[("åäö ", false), ("läs", true)]);
        check("åäö", &[(1, 3)], &[("åäö", false)]);
        check("åäö", &[(0, 2), (2, 4)], &[("å", true), ("ä", true), ("ö", false)]);
        check("kort", &[(2, 40)], &[("kort", false)]);
        check("abcd", &[(0, 3), (1, 2), (3, 4)], &[("abc", true), ("d", true)]);
        check("", &[(0, 0)], &[]);
    }

    #[test]
    fn many_places_are_counted() {
        let place = |code: &str, label: &str, derived| Place { code: code.into(), label: label.into(), derived };
        let mut project = Project { county: vec![place("23", "Jämtlands län", true)], ..Project::default() };
        assert_eq!(super::place(&project, Tongue::Swedish), ("Jämtlands län".to_owned(), true));
        assert_eq!(super::place(&project, Tongue::English).0, "Jämtland County");
        project.municipality = vec![place("2361", "Härjedalen", false), place("2321", "Åre", false)];
        assert_eq!(super::place(&project, Tongue::Swedish), ("Härjedalen, Åre · Jämtlands län".to_owned(), false));
        project.municipality.extend(vec![place("2313", "Strömsund", false); 2]);
        assert_eq!(super::place(&project, Tongue::Swedish).0, "4 kommuner · Jämtlands län");
    }
}
