//! Places: region (NUTS 2, the areas of ESF and ERDF) > county (län) > municipality (kommun).

use super::place_forms::PlaceForms;
use super::place_mentions;
use super::place_names::{self, Names};
use super::postcodes::Postcodes;
use super::table;

pub use super::place_mentions::{PlaceMention, PlaceRef};

/// A region, or `SE` for the whole country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// NUTS 2 code: `SE33`.
    pub code: String,
    /// Swedish.
    pub label_sv: String,
    /// English.
    pub label_en: String,
    /// Other names, the areas' names of both funds among them.
    pub aliases: Vec<String>,
    /// Whether its source has been read.
    pub verified: bool,
}

/// A county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Two digits: `25`.
    pub code: String,
    /// The region it lies in.
    pub region: String,
    /// NUTS 3 code: `SE332`.
    pub nuts3: String,
    /// `Norrbottens län`.
    pub label_sv: String,
    /// `Norrbotten`.
    pub short_sv: String,
    /// `Norrbotten County`.
    pub label_en: String,
    /// Other names, `Region Norrbotten` among them.
    pub aliases: Vec<String>,
    /// Whether its source has been read.
    pub verified: bool,
}

/// A municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Four digits: `2505`.
    pub code: String,
    /// The county it lies in.
    pub county: String,
    /// `Arvidsjaur`.
    pub label: String,
    /// `Arvidsjaurs kommun`.
    pub official: String,
    /// Whether the name is also a word or a person's name (*Vara*, *Nora*).
    pub common_word: bool,
    /// Whether it is also a surname, so that a capital alone says nothing.
    pub surname: bool,
    /// Whether it is also a given name, so that not even *till* before it says anything.
    pub given_name: bool,
    /// Other names, the genitive among them where it is irregular.
    pub aliases: Vec<String>,
    /// Whether its source has been read.
    pub verified: bool,
}

/// All places.
#[derive(Debug)]
pub struct Places {
    regions: Vec<Region>,
    counties: Vec<County>,
    municipalities: Vec<Municipality>,
    region_names: Names,
    county_names: Names,
    municipality_names: Names,
    postcodes: Postcodes,
    forms: PlaceForms,
}

impl Places {
    pub(super) fn read(regions: &str, counties: &str, municipalities: &str, postcodes: &str) -> Places {
        let regions: Vec<Region> = table::rows(regions).map(|row| region(&row)).collect();
        let counties: Vec<County> = table::rows(counties).map(|row| county(&row)).collect();
        let municipalities: Vec<Municipality> = table::rows(municipalities).map(|row| municipality(&row)).collect();
        Places {
            region_names: place_names::of_regions(&regions),
            county_names: place_names::of_counties(&counties),
            municipality_names: place_names::of_municipalities(&municipalities),
            postcodes: Postcodes::read(postcodes),
            forms: PlaceForms::of(&regions, &counties, &municipalities),
            regions,
            counties,
            municipalities,
        }
    }

    /// All regions, the whole country among them.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// All counties by code.
    pub fn counties(&self) -> &[County] {
        &self.counties
    }

    /// All municipalities by code.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The region with this NUTS 2 code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.code == code)
    }

    /// The county with this two-digit code.
    pub fn county(&self, code: &str) -> Option<&County> {
        self.counties.iter().find(|county| county.code == code)
    }

    /// The municipality with this four-digit code.
    pub fn municipality(&self, code: &str) -> Option<&Municipality> {
        self.municipalities.iter().find(|municipality| municipality.code == code)
    }

    /// The region a county lies in.
    pub fn region_of(&self, county: &County) -> Option<&Region> {
        self.region(&county.region)
    }

    /// The county a municipality lies in.
    pub fn county_of(&self, municipality: &Municipality) -> Option<&County> {
        self.county(&municipality.county)
    }

    /// The region that a field names: by NUTS code (NUTS 3 too), name, alias, or
    /// the names of exactly its counties; forgiving one wrong letter.
    pub fn resolve_region(&self, text: &str) -> Option<&Region> {
        let text = text.trim();
        let code = text.split([' ', '\u{a0}', ':', ',']).next().unwrap_or_default().to_uppercase();
        if code.starts_with("SE") && code.len() <= 5 {
            let by_nuts3 = || self.counties.iter().find(|county| county.nuts3 == code).and_then(|county| self.region_of(county));
            if let Some(region) = self.region(&code).or_else(by_nuts3) {
                return Some(region);
            }
        }
        let named = self.region_names.find(text).and_then(|at| self.regions.get(at));
        named
            .or_else(|| self.region_by_counties(text))
            .or_else(|| self.region_names.find_misspelt(text).and_then(|at| self.regions.get(at)))
    }

    /// The region whose counties, all of them and no others, a text lists.
    fn region_by_counties(&self, text: &str) -> Option<&Region> {
        // The longest such list, all counties' full names, is shorter.
        if text.len() > 500 {
            return None;
        }
        let listed = text.replace(" och ", ",").replace(" samt ", ",").replace(['&', '/'], ",");
        let mut codes = listed.split(',').map(|name| self.county_names.find(name)).collect::<Option<Vec<_>>>()?;
        codes.sort_unstable();
        codes.dedup();
        let first = self.counties.get(*codes.first()?)?;
        let all = self.counties.iter().enumerate().filter(|(_, county)| county.region == first.region).map(|(at, _)| at);
        if all.eq(codes.iter().copied()) { self.region_of(first) } else { None }
    }

    /// The county that a field names: by code, name with or without *län*, alias;
    /// forgiving one wrong letter.
    pub fn resolve_county(&self, text: &str) -> Option<&County> {
        let by_nuts3 = || self.counties.iter().find(|county| county.nuts3.eq_ignore_ascii_case(text.trim()));
        let named = || self.county_names.find(text).or_else(|| self.county_names.find_misspelt(text));
        self.county(text.trim()).or_else(by_nuts3).or_else(|| self.counties.get(named()?))
    }

    /// The municipality that a field names: by code, name with or without *kommun*
    /// or *stad*, alias; ignoring spaces and hyphens; forgiving one wrong letter.
    pub fn resolve_municipality(&self, text: &str) -> Option<&Municipality> {
        let named = || self.municipality_names.find(text).or_else(|| self.municipality_names.find_misspelt(text));
        self.municipality(text.trim()).or_else(|| self.municipalities.get(named()?))
    }

    /// The county a postcode lies in; `None` where two counties share its beginning.
    pub fn county_of_postcode(&self, text: &str) -> Option<&County> {
        self.county(self.postcodes.county(text)?)
    }

    /// The places that running text names, from left to right.
    ///
    /// A bare word in small letters is never a place, and a name that is also a
    /// word (*Vara*, *Berg*) needs *kommun*, a list of municipalities around it, or *i*
    /// before its capital. A name of both a county and a municipality is the
    /// county, unless *kommun*, *stad* or a list of municipalities says otherwise.
    pub fn mentions<'a>(&'a self, text: &str) -> Vec<PlaceMention<'a>> {
        place_mentions::find(&self.forms, text, self)
    }
}

fn region(row: &table::Row) -> Region {
    let mut aliases = row.list("aliases");
    aliases.extend(row.list("eruf_area"));
    aliases.extend(row.list("esf_area"));
    let label_sv = row.text("label_sv");
    aliases.sort_unstable();
    aliases.dedup();
    aliases.retain(|alias| *alias != label_sv);
    Region { code: row.text("code"), label_sv, label_en: row.text("label_en"), aliases, verified: row.verified() }
}

fn county(row: &table::Row) -> County {
    County {
        code: row.text("code"),
        region: row.text("area"),
        nuts3: row.text("nuts3"),
        label_sv: row.text("label_sv"),
        short_sv: row.text("short_sv"),
        label_en: row.text("label_en"),
        aliases: row.list("aliases"),
        verified: row.verified(),
    }
}

fn municipality(row: &table::Row) -> Municipality {
    let mut aliases = row.list("aliases");
    aliases.extend(row.list("genitive"));
    let why = row.cell("common_why");
    Municipality {
        code: row.text("code"),
        county: row.text("county"),
        label: row.text("label_sv"),
        official: row.text("kommun_name"),
        common_word: row.cell("common_word") == "yes",
        surname: why.contains("surname"),
        given_name: ["given name", "church name", "foreign"].iter().any(|kind| why.contains(kind)),
        aliases,
        verified: row.verified(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::record::Vocabulary;

    fn places() -> &'static Places {
        &Vocabulary::bundled().places
    }

    #[test]
    fn regions_by_field() {
        for (text, code) in [
            ("SE33", "SE33"),
            ("se332", "SE33"),
            ("SE0", "SE"),
            ("SE", "SE"),
            ("Övre Norrland", "SE33"),
            ("Skåne-Blekinge", "SE22"),
            ("Skåne och Blekinge", "SE22"),
            ("Småland med öarna", "SE21"),
            ("Småland & Öarna", "SE21"),
            ("SMÅLAND OCH ÖARNA", "SE21"),
            ("Nationellt", "SE"),
            ("ESF Nationellt", "SE"),
            ("Nationellt regionalfondsprogram", "SE"),
            ("Stockholm", "SE11"),
            ("Sydsverige", "SE22"),
            ("Östra Mellansverge", "SE12"),
            ("Norrbotten och Västerbotten", "SE33"),
            ("ESF Norra Mellansverige", "SE31"),
            ("SE33 Övre Norrland", "SE33"),
            ("Norrbotten, Västerbotten", "SE33"),
            ("Västsverige", "SE23"),
        ] {
            assert_eq!(places().resolve_region(text).map(|r| r.code.as_str()), Some(code), "{text:?}");
        }
        for text in ["", "SE9", "Norrbotten", "Mars", "Norge"] {
            assert_eq!(places().resolve_region(text), None, "{text:?}");
        }
    }

    #[test]
    fn counties_by_field() {
        for (text, code) in [
            ("25", "25"),
            ("Norrbotten", "25"),
            ("Norrbottens län", "25"),
            ("norrbottens", "25"),
            ("Region Norrbotten", "25"),
            ("Kalmar län", "08"),
            ("Kalmar", "08"),
            ("Region Kalmar län", "08"),
            ("Västra Götalandsregionen", "14"),
            ("Sörmland", "04"),
            ("Dalarna", "20"),
            ("SE332", "25"),
            ("Norrbotten County", "25"),
            ("Västra-Götaland", "14"),
            ("Södermannland", "04"),
            ("Gotlands län", "09"),
        ] {
            assert_eq!(places().resolve_county(text).map(|c| c.code.as_str()), Some(code), "{text:?}");
        }
        for text in ["", "26", "Luleå", "län", "Småland"] {
            assert_eq!(places().resolve_county(text), None, "{text:?}");
        }
    }

    #[test]
    fn municipalities_by_field() {
        for (text, label) in [
            ("0114", "Upplands Väsby"),
            ("UpplandsVäsby", "Upplands Väsby"),
            ("LillaEdet", "Lilla Edet"),
            ("ÖstraGöinge", "Östra Göinge"),
            ("Stenungssund", "Stenungsund"),
            ("STRÖMSUNDS KOMMUN", "Strömsund"),
            ("Malmö stad", "Malmö"),
            ("Falu kommun", "Falun"),
            ("vara", "Vara"),
            ("Österåkers kommun", "Österåker"),
            ("Borås", "Borås"),
            ("Gothenburg", "Göteborg"),
            ("Malung - Sälen", "Malung-Sälen"),
            ("Kalmar", "Kalmar"),
            ("Gotland", "Gotland"),
            ("Håbo", "Håbo"),
            ("Habo", "Habo"),
            ("Upplands-Bro", "Upplands-Bro"),
        ] {
            assert_eq!(places().resolve_municipality(text).map(|m| m.label.as_str()), Some(label), "{text:?}");
        }
        for text in ["", "9999", "Skåne", "kommun", "Övertorn", "Oslo"] {
            assert_eq!(places().resolve_municipality(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_name_resolves_to_its_own_place() {
        for county in places().counties() {
            for name in [&county.code, &county.label_sv, &county.short_sv, &county.label_en].into_iter().chain(&county.aliases) {
                assert_eq!(places().resolve_county(name), Some(county), "{name}");
            }
        }
        for municipality in places().municipalities() {
            for name in [&municipality.code, &municipality.label, &municipality.official].into_iter().chain(&municipality.aliases) {
                assert_eq!(places().resolve_municipality(name), Some(municipality), "{name}");
            }
        }
        for region in places().regions() {
            for name in [&region.code, &region.label_sv, &region.label_en].into_iter().chain(&region.aliases) {
                assert_eq!(places().resolve_region(name), Some(region), "{name}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "\\PC*") {
            places().resolve_region(&text);
            places().resolve_county(&text);
            places().resolve_municipality(&text);
            places().county_of_postcode(&text);
        }
    }
}
