//! The places of a record of two sources.
//!
//! What is stated goes before what was concluded. Two sources agree where the
//! places of one lie within those of the other; then all stated ones stand.
//! Otherwise those of the believed source stand alone. What lies above a stated
//! place is concluded anew.

use std::collections::BTreeSet;

use super::super::normalise::places::{Places, upwards};
use super::super::project::{Place, Project};
use super::super::vocabulary::Vocabulary;
use super::agreement::Agreement;
use super::pair::{Pair, Side};
use super::shown;

/// The keys of the three levels.
const LEVELS: [&str; 3] = ["region", "county", "municipality"];

/// The whole country among the regions.
const WHOLE_COUNTRY: &str = "SE";

impl Pair {
    pub(super) fn places(&mut self, vocabulary: &Vocabulary) {
        let (left, right) = (Stated::of(&self.left, vocabulary), Stated::of(&self.right, vocabulary));
        let (left_places, right_places) = (taken(&mut self.left), taken(&mut self.right));
        let first = LEVELS.iter().find(|key| self.left.sources.iter().chain(&self.right.sources).any(|s| super::facts::states(s, key)));
        let side = match (left.is_empty(), right.is_empty()) {
            (true, true) if left_places.is_empty() => Side::Right,
            (false, true) | (true, true) => Side::Left,
            (true, false) => Side::Right,
            (false, false) => self.believed(first.unwrap_or(&"county")),
        };
        let agree = left.is_empty() || right.is_empty() || left.agrees(&right);
        let (stands, gives_way) = if side == Side::Left { (left_places, right_places) } else { (right_places, left_places) };
        if !agree {
            self.places_give_way(side, &stands, &gives_way);
        }
        let places = if agree { united(stands, gives_way, vocabulary) } else { stands };
        LEVELS.into_iter().for_each(|key| self.origin_of(key, side));
        (self.left.region, self.left.county, self.left.municipality) = (places.region, places.county, places.municipality);
    }

    fn places_give_way(&mut self, side: Side, stands: &Places, gives_way: &Places) {
        let levels =
            [(&stands.region, &gives_way.region), (&stands.county, &gives_way.county), (&stands.municipality, &gives_way.municipality)];
        for (key, (stands, gives_way)) in LEVELS.into_iter().zip(levels) {
            if gives_way.iter().any(|place| !place.derived) {
                self.compared(key, side, Agreement::Contradiction, &shown::places(stands), &shown::places(gives_way));
            }
        }
    }
}

fn taken(project: &mut Project) -> Places {
    Places {
        region: std::mem::take(&mut project.region),
        county: std::mem::take(&mut project.county),
        municipality: std::mem::take(&mut project.municipality),
    }
}

/// The codes of what a record states, with what lies above.
struct Stated {
    regions: BTreeSet<String>,
    counties: BTreeSet<String>,
}

impl Stated {
    fn of(project: &Project, vocabulary: &Vocabulary) -> Stated {
        let stated =
            |places: &[Place]| places.iter().filter(|place| !place.derived).map(|place| place.code.clone()).collect::<BTreeSet<_>>();
        let county_of = |code: &String| vocabulary.places.municipality(code).map(|municipality| municipality.county.clone());
        let counties: BTreeSet<String> =
            stated(&project.municipality).iter().filter_map(county_of).chain(stated(&project.county)).collect();
        let region_of = |code: &String| vocabulary.places.county(code).map(|county| county.region.clone());
        let regions = counties.iter().filter_map(region_of).chain(stated(&project.region)).collect();
        Stated { regions, counties }
    }

    fn is_empty(&self) -> bool {
        self.regions.is_empty() && self.counties.is_empty()
    }

    /// Whether one lies within the other, by counties where both have some.
    fn agrees(&self, other: &Stated) -> bool {
        let country = self.regions.contains(WHOLE_COUNTRY) || other.regions.contains(WHOLE_COUNTRY);
        let within = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.is_subset(b) || b.is_subset(a);
        match self.counties.is_empty() || other.counties.is_empty() {
            true => country || within(&self.regions, &other.regions),
            false => within(&self.counties, &other.counties),
        }
    }
}

/// What either states and what lies above it; where neither states a county or
/// municipality, what the believed one concluded inside the regions.
fn united(first: Places, second: Places, vocabulary: &Vocabulary) -> Places {
    let stated = |a: &[Place], b: &[Place]| a.iter().chain(b).filter(|place| !place.derived).cloned().collect::<Vec<_>>();
    let gathered = Places {
        region: stated(&first.region, &second.region),
        county: stated(&first.county, &second.county),
        municipality: stated(&first.municipality, &second.municipality),
    };
    let nothing = gathered.is_empty();
    let mut places = upwards(vocabulary, gathered);
    if nothing {
        return if first.is_empty() { second } else { first };
    }
    let regions: BTreeSet<&str> = places.region.iter().map(|place| place.code.as_str()).collect();
    let inside = |county: &&Place| {
        let region = vocabulary.places.county(&county.code).map(|county| county.region.as_str());
        regions.contains(WHOLE_COUNTRY) || region.is_some_and(|region| regions.contains(region))
    };
    if places.county.is_empty() {
        places.county = first.county.iter().filter(inside).cloned().collect();
        if places.county.is_empty() {
            places.county = second.county.iter().filter(inside).cloned().collect();
        }
        places = upwards(vocabulary, places);
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `24 24? 2463`: codes, a concluded one with a question mark.
    fn places(text: &str) -> Places {
        let mut places = Places::default();
        for word in text.split_whitespace() {
            let code = word.trim_end_matches('?');
            let place = Place { code: code.into(), label: code.into(), derived: word.ends_with('?') };
            match (code.starts_with("SE"), code.len()) {
                (true, _) => places.region.push(place),
                (_, 2) => places.county.push(place),
                _ => places.municipality.push(place),
            }
        }
        places
    }

    fn shown(places: &Places) -> String {
        let all = places.region.iter().chain(&places.county).chain(&places.municipality);
        all.map(|place| format!("{}{}", place.code, if place.derived { "?" } else { "" })).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn stated_places_and_what_lies_above() {
        let check = |first: &str, second: &str, expected: &str| {
            assert_eq!(shown(&united(places(first), places(second), Vocabulary::bundled())), expected, "{first} + {second}");
        };
        check("SE33? 24", "SE33? 24? 2463", "SE33? 24 2463");
        check("SE33 25?", "SE33? 24 ", "SE33 24");
        check("SE33 25?", "SE33", "SE33 25?");
        check("SE33", "SE12? 03?", "SE33");
        check("SE33? 25?", "", "SE33? 25?");
        check("", "SE33? 25?", "SE33? 25?");
        check("SE 12?", "SE33? 24", "SE SE33? 24");
    }

    #[test]
    fn agreement_is_lying_within() {
        let vocabulary = Vocabulary::bundled();
        let stated = |text: &str| {
            let Places { region, county, municipality } = places(text);
            Stated::of(&Project { region, county, municipality, ..Project::default() }, vocabulary)
        };
        let check = |left: &str, right: &str, expected: bool| assert_eq!(stated(left).agrees(&stated(right)), expected, "{left} {right}");
        check("24", "2463", true);
        check("24 25", "25", true);
        check("24 25", "25 23", false);
        check("SE33", "24", true);
        check("SE33", "03", false);
        check("SE", "03", true);
    }
}
