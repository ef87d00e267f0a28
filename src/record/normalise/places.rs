//! Places: what is stated, and what follows from it.
//!
//! A place follows upwards from one it lies in (municipality, county, region).
//! Where no county is stated, the project's name, the owner's name and at last
//! the owner's postcode or city may give one, marked derived and inside the stated
//! area; an address never gives a municipality, since the owner's office is
//! not where a project works.

use std::collections::BTreeMap;

use super::super::draft::{Draft, Fact, PlaceKind, PlaceText};
use super::super::notice::NoticeCode;
use super::super::owner::display_name;
use super::super::project::Place;
use super::super::vocabulary::Vocabulary;
use super::super::vocabulary::places::{County, Municipality, PlaceMention, PlaceRef, Region};
use super::Work;
use super::texts::excerpt;

/// The whole country among the regions.
const WHOLE_COUNTRY: &str = "SE";
/// The most places of one level of one project; Sweden has 290 municipalities.
pub(super) const MAX_PLACES: usize = 300;

/// The most names of places read for one project: all of Sweden's, some twice.
const MAX_NAMES: usize = 1_000;

/// The three levels, each by code.
#[derive(Default)]
pub(crate) struct Places {
    pub region: Vec<Place>,
    pub county: Vec<Place>,
    pub municipality: Vec<Place>,
}

impl Places {
    /// Whether there is none of any level.
    pub(crate) fn is_empty(&self) -> bool {
        self.region.is_empty() && self.county.is_empty() && self.municipality.is_empty()
    }
}

impl Work<'_> {
    pub(super) fn places(&mut self, draft: &Draft, name: &str) -> Places {
        let mut found = Found::new(self.vocabulary());
        for fact in &draft.places {
            let key = key(fact.value.kind);
            self.origin(key, fact);
            for name in found.statement(fact) {
                let message = format!("«{}» is no place that is known", excerpt(name));
                self.notice(NoticeCode::UnknownPlace, fact.line, key, message);
            }
        }
        if found.names > MAX_NAMES {
            let message = format!("{} names of places; the first {MAX_NAMES} were read", found.names);
            self.notice(NoticeCode::Truncated, draft.line, "municipality", message);
        }
        found.conclude(name, draft);
        found.finish()
    }
}

/// The key of the JSON that a kind of place belongs to.
fn key(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Region => "region",
        PlaceKind::County | PlaceKind::Prose => "county",
        PlaceKind::Municipality => "municipality",
    }
}

/// Adds what lies above the places of a project in our own form.
pub(crate) fn upwards(vocabulary: &Vocabulary, places: Places) -> Places {
    let mut found = Found::new(vocabulary);
    let level = |places: Vec<Place>| places.into_iter().map(|place| (place.code.clone(), place)).collect();
    found.region = level(places.region);
    found.county = level(places.county);
    found.municipality = level(places.municipality);
    found.finish()
}

/// Places while they are gathered, by code.
struct Found<'v> {
    vocabulary: &'v Vocabulary,
    region: BTreeMap<String, Place>,
    county: BTreeMap<String, Place>,
    municipality: BTreeMap<String, Place>,
    /// How many names were asked for.
    names: usize,
}

impl<'v> Found<'v> {
    fn new(vocabulary: &'v Vocabulary) -> Self {
        Found { vocabulary, region: BTreeMap::new(), county: BTreeMap::new(), municipality: BTreeMap::new(), names: 0 }
    }

    /// Takes a statement; gives the names in it that are no place.
    fn statement<'f>(&mut self, fact: &'f Fact<PlaceText>) -> Vec<&'f str> {
        let text = fact.value.text.trim();
        let kind = fact.value.kind;
        if kind == PlaceKind::Prose {
            self.vocabulary.places.mentions(text).iter().for_each(|mention| self.add(&mention.place, fact.derived));
            return Vec::new();
        }
        // The whole text first: `Småland, öarna` could be one name.
        if self.name(kind, text, fact.derived) {
            return Vec::new();
        }
        let names = text.split([',', ';', '/', '|']).map(str::trim).filter(|name| !name.is_empty());
        names.filter(|name| !self.name(kind, name, fact.derived)).collect()
    }

    /// Takes a name; false where no place has it. Names beyond the limit are
    /// only counted, since a misspelt one is compared with every place.
    fn name(&mut self, kind: PlaceKind, name: &str, derived: bool) -> bool {
        self.names += 1;
        if self.names > MAX_NAMES {
            return true;
        }
        let place = self.resolve(kind, name);
        if let Some(place) = &place {
            self.add(place, derived);
        }
        place.is_some()
    }

    /// The place of that kind; a source may write a county behind the label of
    /// a region, and a smaller place there is still a statement.
    fn resolve(&self, kind: PlaceKind, name: &str) -> Option<PlaceRef<'v>> {
        let places = &self.vocabulary.places;
        let region = || places.resolve_region(name).map(PlaceRef::Region);
        let county = || places.resolve_county(name).map(PlaceRef::County);
        let municipality = || places.resolve_municipality(name).map(PlaceRef::Municipality);
        match kind {
            PlaceKind::Region | PlaceKind::Prose => region().or_else(county).or_else(municipality),
            PlaceKind::County => county().or_else(region).or_else(municipality),
            PlaceKind::Municipality => municipality().or_else(county),
        }
    }

    fn add(&mut self, place: &PlaceRef<'_>, derived: bool) {
        match place {
            PlaceRef::Region(region) => self.add_region(region, derived),
            PlaceRef::County(county) => self.add_county(county, derived),
            PlaceRef::Municipality(municipality) => self.add_municipality(municipality, derived),
        }
    }

    fn add_region(&mut self, region: &Region, derived: bool) {
        put(&mut self.region, &region.code, &region.label_sv, derived);
    }

    fn add_county(&mut self, county: &County, derived: bool) {
        put(&mut self.county, &county.code, &county.label_sv, derived);
    }

    fn add_municipality(&mut self, municipality: &Municipality, derived: bool) {
        put(&mut self.municipality, &municipality.code, &municipality.label, derived);
    }

    /// What names and address add where the source states no place so small.
    fn conclude(&mut self, name: &str, draft: &Draft) {
        self.upwards_to_counties();
        let owner = draft.owner.as_ref().map(|fact| named_by_owner(self.vocabulary, &fact.value)).unwrap_or_default();
        let named = self.vocabulary.places.mentions(name).into_iter().map(|mention| mention.place).collect();
        for places in [named, owner] {
            self.conclude_from(places);
        }
        let postcode = draft.owner_postcode.as_ref().map(|fact| fact.value.as_str()).unwrap_or_default();
        if let Some(county) =
            self.vocabulary.places.county_of_postcode(postcode).filter(|county| self.county.is_empty() && self.holds(county))
        {
            self.add_county(county, true);
        }
        let city = draft.owner_city.as_ref().map(|fact| fact.value.trim()).unwrap_or_default();
        if let Some(county) = county_of_city(self.vocabulary, city).filter(|county| self.county.is_empty() && self.holds(county)) {
            self.add_county(county, true);
        }
    }

    /// Adds those inside the stated area, of each level only where it is empty.
    fn conclude_from(&mut self, places: Vec<PlaceRef<'v>>) {
        let (no_region, no_county, no_municipality) = (self.region.is_empty(), self.county.is_empty(), self.municipality.is_empty());
        let inside: Vec<PlaceRef<'v>> = places
            .into_iter()
            .filter(|place| match place {
                PlaceRef::Region(_) => no_region && no_county,
                PlaceRef::County(county) => no_county && self.holds(county),
                PlaceRef::Municipality(place) => no_municipality && self.holds_municipality(place),
            })
            .collect();
        inside.iter().for_each(|place| self.add(place, true));
        self.upwards_to_counties();
    }

    /// Whether a county lies inside the regions gathered; anywhere where none is.
    fn holds(&self, county: &County) -> bool {
        self.region.is_empty() || self.region.contains_key(WHOLE_COUNTRY) || self.region.contains_key(&county.region)
    }

    fn holds_municipality(&self, municipality: &Municipality) -> bool {
        let county = self.vocabulary.places.county(&municipality.county);
        let in_counties = self.county.is_empty() || self.county.contains_key(&municipality.county);
        in_counties && county.is_some_and(|county| self.holds(county))
    }

    fn upwards_to_counties(&mut self) {
        let places = &self.vocabulary.places;
        let municipalities: Vec<&Municipality> = self.municipality.keys().filter_map(|code| places.municipality(code)).collect();
        for county in municipalities.iter().filter_map(|municipality| places.county(&municipality.county)) {
            self.add_county(county, true);
        }
    }

    fn upwards_to_regions(&mut self) {
        let places = &self.vocabulary.places;
        let counties: Vec<&County> = self.county.keys().filter_map(|code| places.county(code)).collect();
        for region in counties.iter().filter_map(|county| places.region(&county.region)) {
            self.add_region(region, true);
        }
    }

    fn finish(mut self) -> Places {
        self.upwards_to_counties();
        self.upwards_to_regions();
        let level = |places: BTreeMap<String, Place>| places.into_values().collect();
        Places { region: level(self.region), county: level(self.county), municipality: level(self.municipality) }
    }
}

/// The county of a city that a municipality is named after, letter by letter;
/// a list may state the owner's city and no postcode.
fn county_of_city<'v>(vocabulary: &'v Vocabulary, city: &str) -> Option<&'v County> {
    let municipality = vocabulary.places.resolve_municipality(city)?;
    let same = crate::analysis::same_letters(&municipality.label, city);
    vocabulary.places.county(&municipality.county).filter(|_| same)
}

/// A place that is stated anywhere is stated.
fn put(level: &mut BTreeMap<String, Place>, code: &str, label: &str, derived: bool) {
    let place = level.entry(code.to_owned()).or_insert_with(|| Place { code: code.to_owned(), label: label.to_owned(), derived });
    place.derived &= derived;
}

/// The places of an owner's name: the municipality of a municipality, the
/// county of whoever names one. A university or company named after a city is
/// an address and no more.
fn named_by_owner<'v>(vocabulary: &'v Vocabulary, owner: &str) -> Vec<PlaceRef<'v>> {
    let owner = display_name(owner);
    let places = &vocabulary.places;
    let lower = owner.to_lowercase();
    let body = if lower.ends_with(" kommun") { Some(owner.as_str()) } else { lower.strip_suffix(" stad") };
    if let Some(municipality) = body.and_then(|name| places.resolve_municipality(name)) {
        return vec![PlaceRef::Municipality(municipality)];
    }
    let named = |mention: &PlaceMention<'_>| match mention.place {
        PlaceRef::Municipality(_) => {
            owner.get(mention.start..).is_some_and(|rest| of_municipality(rest, mention.end.saturating_sub(mention.start)))
        }
        _ => true,
    };
    places.mentions(&owner).into_iter().filter(named).map(|mention| mention.place).collect()
}

/// Whether the place that the first `length` bytes name is called *kommun*,
/// there or by the next word.
fn of_municipality(text: &str, length: usize) -> bool {
    let (place, after) = text.split_at_checked(length).unwrap_or((text, ""));
    let next = after.trim_start().to_lowercase();
    place.to_lowercase().contains("kommun") || next.starts_with("kommun")
}
