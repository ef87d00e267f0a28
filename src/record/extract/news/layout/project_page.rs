//! A project's own page, and its final report: the title is, or holds, the name.

use crate::record::draft::Draft;
use crate::record::extract::news::fact::grant;
use crate::record::extract::news::labels;
use crate::record::extract::news::names;
use crate::record::extract::news::page::{Page, Passage};
use crate::record::extract::news::prose::{folded, has};
use crate::record::extract::news::told::Told;

/// Headings and labels of pages about one project.
const SECTIONS: &[&str] = &[
    "mål och syfte",
    "syfte",
    "syfte och mål",
    "mål",
    "bakgrund",
    "om projektet",
    "målgrupp",
    "aktiviteter",
    "förväntade resultat",
    "resultat",
    "kort om projektet",
    "projektfakta",
    "fakta om projektet",
    "projektperiod",
    "samarbetspartners",
    "projektpartners",
    "finansiering",
    "så arbetar vi",
    "vad gör vi",
    "purpose",
    "background",
    "about the project",
];
/// Words of a text about one project.
const ONE_PROJECT: &[&str] = &["projektet", "det här projektet", "projektets", "the project", "this project"];
/// Words that make a title a sentence about a project, not its name.
const TELLING: &[&str] = &[
    "får",
    "fick",
    "ska",
    "är",
    "beviljas",
    "beviljades",
    "satsar",
    "miljoner",
    "kronor",
    "mkr",
    "tilldelas",
    "startar",
    "söker",
    "öppnar",
    "klart",
    "nu",
    "vill",
    "blir",
    "ger",
    "till",
];

/// The project that the page is the page of.
pub(super) fn read(page: &Page, loose: &Draft) -> Option<Told> {
    let title = page.title.as_ref()?;
    let own: Vec<Passage> = page.passages().collect();
    let texts: Vec<String> = own.iter().map(|passage| folded(&passage.text)).collect();
    let heads = texts.iter().filter(|text| SECTIONS.contains(&text.trim_end_matches(':'))).count();
    let about = texts.iter().any(|text| has(text, ONE_PROJECT) || text.contains("projekt som") || text.contains("-projekt"));
    let report = folded(&title.text).contains("slutrapport");
    if report {
        return report_of(title, own);
    }
    let short =
        title.text.split_whitespace().count() <= 12 && !has(&folded(&title.text), TELLING) && !title.text.ends_with(['.', '!', '?']);
    let named = short && names::could_be_name(&title.text) && !grant::counts_projects(&title.text);
    let labelled = loose.owner.is_some() && (loose.granted.is_some() || loose.fund.is_some() || loose.start.is_some());
    (named && (about && heads > 0 || labelled)).then(|| {
        let labelled =
            labels::split(&title.text).and_then(|(_, facts)| facts.into_iter().find(|fact| fact.meaning == labels::Meaning::Name));
        let mut told = Told::named(labelled.map_or(title.text.as_str(), |fact| fact.value), title.line, 0);
        told.own = own;
        told
    })
}

/// A final report: the name that its title or its form gives.
fn report_of(title: &Passage, own: Vec<Passage>) -> Option<Told> {
    let in_form = || own.iter().flat_map(Passage::sentences).find_map(|sentence| names::introductions(sentence).into_iter().next());
    let behind = || {
        let at = folded(&title.text).find("slutrapport")? + "slutrapport".len();
        let rest = title.text.get(at..)?.trim_start_matches([':', '–', '-', '.', ' ']);
        names::behind(["för ", "från ", "av "].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest)).map(str::to_owned)
    };
    let of = |introduced: names::Introduction| introduced.name;
    let name = names::introductions(&title.text).into_iter().next().map(of).or_else(behind).or_else(|| in_form().map(of))?;
    let mut told = Told::named(&name, title.line, 0);
    told.own = own;
    Some(told)
}
