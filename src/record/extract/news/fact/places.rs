//! Places: where a project works, as its own lines or those around it say.
//!
//! Where a meeting was held, and where a university has its seat, is no place
//! of a project; neither is the municipality that a party is (*Mora kommun
//! driver …*), which the owner's name tells anyway.

use crate::record::draft::{Confidence, Fact, PlaceKind, PlaceText};
use crate::record::extract::news::prose::{folded, has, sentences, words};
use crate::record::extract::news::surroundings::{Around, Surroundings};
use crate::record::vocabulary::{PlaceMention, PlaceRef, Vocabulary};

/// A sentence with one of these tells where people met.
const MEETINGS: &[&str] = &[
    "heldag",
    "konferens",
    "konferensen",
    "möttes",
    "möttes i",
    "samlades",
    "seminarium",
    "träffades",
    "workshop",
    "invigning",
    "presskonferens",
    "besökte",
    "fotograferades",
    "samlat",
    "samlad",
    "sammanträdde",
    "sammanträde",
    "sammanträder",
    "träffas",
    "besöksadress",
    "postadress",
    "box",
];
/// Institutions that are named after their city, in the order `Högskolan i X`.
const BEFORE_CITY: &[&str] = &[
    "sjukhuset",
    "länssjukhuset",
    "regionsjukhuset",
    "campus",
    "stadsmuseet",
    "museet",
    "högskolan",
    "universitetet",
    "yrkeshögskolan",
    "folkuniversitetet",
];
/// Institutions that are named after their city, in the order `X universitet`.
const AFTER_CITY: &[&str] = &["universitet", "högskola", "tekniska", "universitetssjukhus", "lantbruksuniversitet"];

/// Words before a name that say that something is done there.
const PREPOSITIONS: &[&str] =
    &["i", "inom", "för", "på", "från", "till", "kring", "runt", "hos", "in", "kommunerna", "kommuner", "mellan", "båda", "across"];
/// Capitalised words before a name that are no part of it.
const OPENERS: &[&str] = &[
    "i",
    "på",
    "för",
    "från",
    "till",
    "inom",
    "hela",
    "även",
    "in",
    "kommunerna",
    "strukturfondspartnerskapet",
    "partnerskapet",
    "båda",
    "esf",
    "interreg",
];

/// The places of a project: those of its own sentences, else of the nearest
/// heading of a place, else of its name, else of the lines above, the title, the page.
pub(in super::super) fn find(
    own: &[(usize, &str)],
    name: Option<(usize, &str)>,
    at: usize,
    about: &[(usize, &str)],
    around: &Surroundings<'_>,
    vocabulary: &Vocabulary,
) -> Vec<Fact<PlaceText>> {
    let first = |sentences: &[(usize, &str)], confidence: Confidence| {
        sentences
            .iter()
            .map(|(line, sentence)| facts(&of_text(sentence, vocabulary), *line, sentence, confidence))
            .find(|found| !found.is_empty())
    };
    // On a page about one project all of it is.
    let alone = !about.is_empty();
    let nearest = around.above(at).find(|line| line.several || line.heading && !line.places.is_empty());
    let several = nearest.is_some_and(|line| line.several);
    let heading = || nearest.filter(|line| !line.several).map(|line| of_line(line, Confidence::Certain));
    let named =
        || name.map(|(line, name)| facts(&in_name(name, vocabulary), line, name, Confidence::Likely)).filter(|found| !found.is_empty());
    let title = || {
        around
            .title()
            .filter(|title| alone && !title.places.is_empty())
            .map(|title| facts(&title.places, title.line, &title.text, Confidence::Likely))
    };
    let above = || around.above(at).find(|line| wide(line) && !(several && line.heading)).map(|line| of_line(line, Confidence::Likely));
    let anywhere = || around.unclaimed().find(|line| wide(line) && !(several && line.heading)).map(|line| of_line(line, Confidence::Weak));
    // At last what the parties are called after: *Länsstyrelsen i Hallands län har beviljat …*.
    let titled = around.title().filter(|_| alone).map(|title| (title.line, title.text.as_str()));
    let parties = || {
        // Of the lines above only a body of a whole county says anything: *Region Sörmland har fått …*.
        let above = around.unclaimed().map(|line| (line.line, line.text.as_str()));
        let counties = above.map(|(line, text)| {
            let wide: Vec<PlaceRef<'_>> =
                in_name(text, vocabulary).into_iter().filter(|place| !matches!(place, PlaceRef::Municipality(_))).collect();
            facts(&wide, line, text, Confidence::Weak)
        });
        let named = titled.iter().chain(own).map(|(line, text)| facts(&in_name(text, vocabulary), *line, text, Confidence::Weak));
        named.into_iter().chain(counties).find(|found| !found.is_empty())
    };
    let publisher = || around.publisher().map(|line| facts(&in_name(&line.text, vocabulary), line.line, &line.text, Confidence::Weak));
    first(own, Confidence::Likely)
        .or_else(heading)
        .or_else(named)
        .or_else(title)
        .or_else(|| first(about, Confidence::Likely))
        .or_else(above)
        .or_else(anywhere)
        .or_else(parties)
        .or_else(publisher)
        .unwrap_or_default()
}

/// Whether a line names a county or region; a municipality in passing holds for no other project.
fn wide(line: &Around<'_>) -> bool {
    line.places.iter().any(|place| !matches!(place, PlaceRef::Municipality(_)))
}

fn of_line(line: &Around<'_>, confidence: Confidence) -> Vec<Fact<PlaceText>> {
    let wide = |place: &&PlaceRef<'_>| line.heading || !matches!(place, PlaceRef::Municipality(_));
    let narrower = |place: &PlaceRef<'_>| {
        line.places
            .iter()
            .any(|other| matches!((place, other), (PlaceRef::Region(region), PlaceRef::County(county)) if county.region == region.code))
    };
    // *Sörmlands del av Östra Mellansveriges pengar*: the county says more than its region.
    let places: Vec<PlaceRef<'_>> = line.places.iter().filter(wide).filter(|place| !narrower(place)).copied().collect();
    facts(&places, line.line, &line.text, confidence)
}

/// A place as a fact, by its label.
pub(in super::super) fn facts(places: &[PlaceRef<'_>], line: usize, words: &str, confidence: Confidence) -> Vec<Fact<PlaceText>> {
    let fact = |place: &PlaceRef<'_>| {
        let kind = match place {
            PlaceRef::Region(_) => PlaceKind::Region,
            PlaceRef::County(_) => PlaceKind::County,
            PlaceRef::Municipality(_) => PlaceKind::Municipality,
        };
        let code = place.code().to_owned();
        Fact::stated(PlaceText { kind, text: code }, line).read_from(words, confidence)
    };
    places.iter().map(fact).collect()
}

/// The places that a text names as places, without those of meetings and parties.
pub(in super::super) fn of_text<'v>(text: &str, vocabulary: &'v Vocabulary) -> Vec<PlaceRef<'v>> {
    let mut found: Vec<PlaceRef<'v>> = Vec::new();
    for sentence in sentences(text) {
        // Of a meeting only the area whose meeting it was is kept, not the town.
        let meeting = has(&folded(sentence), MEETINGS);
        let sentence = without_seats(sentence);
        let mut mentions = vocabulary.places.mentions(&sentence);
        mentions.retain(|mention| !meeting || matches!(mention.place, PlaceRef::Region(_)));
        for (nth, mention) in mentions.iter().enumerate() {
            let chained = nth > 0 && mentions.get(nth - 1).is_some_and(|before| is_chain(&sentence, before, mention));
            let place = mention.place;
            if (chained && !found.is_empty() || !is_party(&sentence, mention)) && !found.contains(&place) {
                found.push(place);
            }
        }
    }
    found
}

/// The places that a name holds, whatever stands beside them.
fn in_name<'v>(name: &str, vocabulary: &'v Vocabulary) -> Vec<PlaceRef<'v>> {
    let mut found: Vec<PlaceRef<'v>> = Vec::new();
    for mention in vocabulary.places.mentions(&without_seats(name)) {
        if !found.contains(&mention.place) {
            found.push(mention.place);
        }
    }
    found
}

/// Whether a text is the name of places and nothing else: *Dalarna*, *Skåne och
/// Blekinge*. As written: a name with a wrong letter may be a project's.
pub(in super::super) fn is_place(text: &str, vocabulary: &Vocabulary) -> bool {
    let text = text.trim().trim_end_matches([':', '.']);
    let named: usize = vocabulary.places.mentions(text).iter().map(|mention| mention.end - mention.start).sum();
    named > 0 && named * 5 >= text.len() * 4 || named > 0 && text.contains(" och ") && (named + " och ".len()) * 10 >= text.len() * 9
}

/// Whether a text is the name of a county or region and nothing else.
pub(in super::super) fn is_area(text: &str, vocabulary: &Vocabulary) -> bool {
    let wide = |mention: &PlaceMention<'_>| !matches!(mention.place, PlaceRef::Municipality(_));
    is_place(text, vocabulary) && vocabulary.places.mentions(text).iter().all(wide)
}

fn is_chain(text: &str, before: &PlaceMention<'_>, mention: &PlaceMention<'_>) -> bool {
    matches!(text.get(before.end..mention.start), Some(", " | " och " | ", och " | " samt "))
}

/// Whether a mention is a party or part of one: *Region Skåne*, *Mora kommun
/// driver*, *Campus Mora*, *Visit Dalarna AB*.
fn is_party(text: &str, mention: &PlaceMention<'_>) -> bool {
    let (Some(name), Some(before), Some(after)) =
        (text.get(mention.start..mention.end), text.get(..mention.start), text.get(mention.end..))
    else {
        return false;
    };
    let lower = folded(name);
    let last = before.split_whitespace().next_back().filter(|_| before.ends_with([' ', '\u{a0}'])).unwrap_or_default();
    let placed = PREPOSITIONS.contains(&folded(last).as_str());
    if lower.starts_with("region ") {
        return true;
    }
    if lower.ends_with(" kommun") || lower.ends_with(" stad") || lower.ends_with(" kommuns") {
        return !placed;
    }
    let office = folded(before);
    if ["länsstyrelsen i ", "länsstyrelsen ", "handelskammaren i ", "företagarna i ", "coompanion ", "coompanion i ", "almi "]
        .iter()
        .any(|office_of| office.ends_with(office_of))
    {
        return true;
    }
    let capital_before =
        last.starts_with(char::is_uppercase) && !last.ends_with([',', '.', ':', ';']) && !OPENERS.contains(&folded(last).as_str());
    let opens_line = before.trim().is_empty() || before.trim_end().ends_with(['.', ':', '–']);
    let capital_after = after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    matches!(mention.place, PlaceRef::Municipality(_) | PlaceRef::County(_)) && (capital_before && !opens_line || capital_after)
}

/// A sentence without the cities that institutions are named after.
fn without_seats(sentence: &str) -> String {
    let all = words(sentence);
    let mut cut: Vec<(usize, usize)> = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let kind = word.folded();
        if BEFORE_CITY.contains(&kind.as_str()) {
            let city = all.get(at + 1).map_or(0, |next| if matches!(next.text, "i" | "på") { 2 } else { 1 });
            cut.extend(all.get(at + city).filter(|city| city.capital()).map(|city| (city.start, city.end())));
        } else if AFTER_CITY.contains(&kind.as_str()) {
            cut.extend(
                at.checked_sub(1).and_then(|before| all.get(before)).filter(|city| city.capital()).map(|city| (city.start, city.end())),
            );
        }
    }
    cut.sort_unstable();
    cut.dedup();
    let mut text = String::new();
    let mut from = 0;
    for (start, end) in cut {
        text.push_str(sentence.get(from..start).unwrap_or_default());
        from = end;
    }
    text.push_str(sentence.get(from..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_no_places() {
        let check = |text: &str, expected: &str| assert_eq!(without_seats(text), expected);
        check("Högskolan i Borås och Skövde kommun", "Högskolan i  och Skövde kommun");
        check("Umeå universitet, Luleå tekniska universitet", " universitet,  tekniska universitet");
        check("Skövde kommun", "Skövde kommun");
    }

    #[test]
    fn meetings_and_parties_are_left_out() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<_> = of_text(text, Vocabulary::bundled()).iter().map(|place| place.label()).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("Alla träffades i Mora. Bron byggs i Orsa.", &["Orsa"]);
        check("Mora kommun bygger med Region Skåne och Visit Dalarna AB.", &[]);
        check("Bron byggs i Mora kommun och i kommunerna Orsa och Älvdalen.", &["Mora", "Orsa", "Älvdalen"]);
        check("Länsstyrelsen i Dalarna stöder fiber till Gagnef.", &["Gagnef"]);
        check("Dalarna, Värmland och Gävleborg får broar.", &["Dalarnas län", "Värmlands län", "Gävleborgs län"]);
        check("I Skaraborg byggs det.", &["Västra Götalands län"]);
    }
}
