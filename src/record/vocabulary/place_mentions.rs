//! Places named in running text.
//!
//! Swedish municipalities are called *Vara* (to be), *Mark* (ground), *Berg*
//! (mountain) and *Nora*, and a third of the counties share their name with a
//! town. What a name means is therefore judged from what stands around it: the
//! words *kommun*, *län* and *Region*, its capital, the word before it, and the
//! **chain** it stands in, names joined by commas and *och*.

use super::place_forms::{Occurrence, PlaceForms};
use super::places::{County, Municipality, Places, Region};
use super::words::{self, Word};

/// A place of any level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceRef<'a> {
    /// NUTS 2.
    Region(&'a Region),
    /// Län.
    County(&'a County),
    /// Kommun.
    Municipality(&'a Municipality),
}

impl<'a> PlaceRef<'a> {
    /// The place's code.
    pub fn code(self) -> &'a str {
        match self {
            PlaceRef::Region(region) => &region.code,
            PlaceRef::County(county) => &county.code,
            PlaceRef::Municipality(municipality) => &municipality.code,
        }
    }

    /// The place's Swedish label.
    pub fn label(self) -> &'a str {
        match self {
            PlaceRef::Region(region) => &region.label_sv,
            PlaceRef::County(county) => &county.label_sv,
            PlaceRef::Municipality(municipality) => &municipality.label,
        }
    }
}

/// A place named in running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceMention<'a> {
    /// The first byte of the name, of *Region* before it.
    pub start: usize,
    /// The byte after the name, after *kommun*, *stad* or *län* following it.
    pub end: usize,
    /// Which place.
    pub place: PlaceRef<'a>,
}

/// What the words around a name, or around its chain, say that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    County,
    Municipality,
}

const COUNTY_AFTER: &[&str] = &["län", "läns", "länet", "länets", "länen", "county"];
const MUNICIPALITY_AFTER: &[&str] =
    &["kommun", "kommuns", "kommunen", "kommunens", "kommuner", "kommuners", "kommunerna", "kommunernas", "stad", "stads", "municipality"];
const MUNICIPALITIES_AFTER: &[&str] = &["kommuner", "kommuners", "kommunerna", "kommunernas"];
const COUNTY_BEFORE: &[&str] = &["region", "regionerna", "länen", "landstinget"];
const MUNICIPALITIES_BEFORE: &[&str] = &["kommunerna", "kommuner", "städerna", "orterna"];

/// Words before a name that is also a surname which say that it is the place.
const PREPOSITIONS: &[&str] = &["från", "till", "kring", "runt", "utanför", "nära", "vid", "mellan"];

/// The places that `text` names.
pub(super) fn find<'a>(forms: &PlaceForms, text: &str, places: &'a Places) -> Vec<PlaceMention<'a>> {
    let words = words::words(text);
    let reader = Reader { forms, text, words: &words, places };
    let occurrences = forms.occurrences(text, &words);
    occurrences.chunk_by(|a, b| reader.is_chain(a, b)).flat_map(|chain| reader.read_chain(chain)).collect()
}

/// A text being read.
struct Reader<'r, 'a> {
    forms: &'r PlaceForms,
    text: &'r str,
    words: &'r [Word<'r>],
    places: &'a Places,
}

impl<'a> Reader<'_, 'a> {
    fn is_chain(&self, a: &Occurrence, b: &Occurrence) -> bool {
        let gap = self.between(a.after.checked_sub(1), Some(b.first));
        a.capital
            && b.capital
            && matches!(gap, Some(", " | " och " | ", och " | " samt " | "/" | " / " | " & " | " eller " | " and " | ", and "))
    }

    fn read_chain(&self, chain: &[Occurrence]) -> Vec<PlaceMention<'a>> {
        let level = self.level_of_chain(chain);
        let mut found = Vec::new();
        for (position, occurrence) in chain.iter().enumerate() {
            let of_chain = level.filter(|level| chain.len() > 1 || *level == Level::County);
            let alone = self.level_alone(occurrence).or(of_chain);
            let certain = self.level_alone(occurrence).is_some() || chain.len() > 1 && level == Some(Level::Municipality);
            if let Some(mention) = self.mention(occurrence, alone, certain) {
                if position == 0 {
                    found.extend(self.suspended_before(occurrence));
                }
                found.push(mention);
            }
        }
        found
    }

    /// What *län* or *kommuner* beside a chain says about all of it; else whether
    /// a name of nothing but a municipality stands in it.
    fn level_of_chain(&self, chain: &[Occurrence]) -> Option<Level> {
        let (first, last) = (chain.first()?, chain.last()?);
        let (before, after) = (self.word_before(first), self.word_after(last));
        if COUNTY_AFTER.contains(&after.as_str()) || COUNTY_BEFORE.contains(&before.as_str()) && chain.len() > 1 && before != "region" {
            return Some(Level::County);
        }
        if MUNICIPALITIES_AFTER.contains(&after.as_str()) || MUNICIPALITIES_BEFORE.contains(&before.as_str()) {
            return Some(Level::Municipality);
        }
        let only_county = |o: &Occurrence| o.reading.municipality.is_none();
        let clear = |o: &Occurrence| o.reading.county.is_none() && self.municipality(o).is_some_and(|m| !m.common_word);
        (chain.iter().any(clear) && !chain.iter().any(only_county)).then_some(Level::Municipality)
    }

    /// What the words directly beside one name say.
    fn level_alone(&self, occurrence: &Occurrence) -> Option<Level> {
        let after = self.word_after(occurrence);
        if COUNTY_AFTER.contains(&after.as_str()) {
            return Some(Level::County);
        }
        if MUNICIPALITY_AFTER.contains(&after.as_str()) {
            return Some(Level::Municipality);
        }
        COUNTY_BEFORE.contains(&self.word_before(occurrence).as_str()).then_some(Level::County)
    }

    /// The place a name means, `None` where it is a mere word. `certain` is true
    /// where the words around it say that it is a place.
    fn mention(&self, occurrence: &Occurrence, level: Option<Level>, certain: bool) -> Option<PlaceMention<'a>> {
        let place = self.place(occurrence, level)?;
        let common = matches!(place, PlaceRef::Municipality(m) if m.common_word);
        if matches!(place, PlaceRef::Region(_)) && self.is_part_of_english_name(occurrence) {
            return None;
        }
        let believed = match (occurrence.capital, common) {
            (true, false) => true,
            (true, true) => certain || self.is_used_as_place(occurrence, place),
            (false, _) => certain && !common && self.level_alone(occurrence).is_some(),
        };
        let (start, end) = self.extent(occurrence)?;
        believed.then_some(PlaceMention { start, end, place })
    }

    /// *Mid Sweden University*, *North Sweden Green Deal*: a region's English name
    /// inside the name of something else.
    fn is_part_of_english_name(&self, occurrence: &Occurrence) -> bool {
        let last = occurrence.after.checked_sub(1).and_then(|at| self.words.get(at));
        let capital_after = self.next_word(occurrence).is_some_and(Word::is_capitalised);
        last.is_some_and(|word| word.text.eq_ignore_ascii_case("Sweden")) && capital_after
    }

    fn place(&self, occurrence: &Occurrence, level: Option<Level>) -> Option<PlaceRef<'a>> {
        let county = occurrence.reading.county.and_then(|at| self.places.counties().get(at)).map(PlaceRef::County);
        let municipality = self.municipality(occurrence).map(PlaceRef::Municipality);
        let region = occurrence.reading.region.and_then(|at| self.places.regions().get(at)).map(PlaceRef::Region);
        match level {
            Some(Level::Municipality) => municipality.or(county).or(region),
            _ if self.shares_label_with_county(occurrence) || level.is_some() => county.or(municipality).or(region),
            _ => municipality.or(county).or(region),
        }
    }

    /// Whether the name, where it is both, is the county's short name and not merely its alias.
    fn shares_label_with_county(&self, occurrence: &Occurrence) -> bool {
        let county = occurrence.reading.county.and_then(|at| self.places.counties().get(at));
        matches!((county, self.municipality(occurrence)), (Some(county), Some(municipality)) if county.short_sv == municipality.label)
    }

    /// Whether a capitalised name that is also a word is used as a place: after
    /// *i*, after other prepositions unless it is a given name, and after any word
    /// in small letters if nobody is called so.
    fn is_used_as_place(&self, occurrence: &Occurrence, place: PlaceRef<'_>) -> bool {
        let Some(before) = occurrence.first.checked_sub(1).and_then(|at| self.words.get(at)) else { return false };
        let Some(name) = self.words.get(occurrence.first) else { return false };
        let one_space = self.text.get(before.end..name.start) == Some(" ");
        let in_capitals = name.is_all_capitals();
        let goes_on = self.next_word(occurrence).is_some_and(|next| next.is_capitalised())
            || self.text.get(self.end_of(occurrence)..).is_some_and(|rest| rest.starts_with(['-', '\u{2011}']));
        if !one_space || in_capitals || goes_on {
            return false;
        }
        let (surname, given) = match place {
            PlaceRef::Municipality(municipality) => (municipality.surname, municipality.given_name),
            _ => (false, false),
        };
        let before = before.text;
        matches!(before, "i" | "I" | "in" | "In")
            || !given && PREPOSITIONS.contains(&before)
            || !given && !surname && before.chars().all(char::is_lowercase)
    }

    /// `Norr-` before *och Västerbotten*: the beginning of a county's name whose end stands in the next.
    fn suspended_before(&self, occurrence: &Occurrence) -> Option<PlaceMention<'a>> {
        let start = occurrence.first.checked_sub(2)?;
        let [beginning, and, name] = self.words.get(start..start + 3)? else { return None };
        if and.text != "och"
            || self.text.get(beginning.end..and.start) != Some("- ")
            || beginning.text.len() > 20
            || !beginning.is_capitalised()
        {
            return None;
        }
        let tails = name.text.char_indices().skip(1).filter_map(|(at, _)| name.text.get(at..));
        let whole = |tail: &str| self.forms.reading_of(&format!("{}{tail}", beginning.text).to_lowercase());
        let county = tails.filter_map(whole).find_map(|reading| reading.county)?;
        let place = PlaceRef::County(self.places.counties().get(county)?);
        Some(PlaceMention { start: beginning.start, end: beginning.end + 1, place })
    }

    fn municipality(&self, occurrence: &Occurrence) -> Option<&'a Municipality> {
        self.places.municipalities().get(occurrence.reading.municipality?)
    }

    /// From *Region* before the name to *kommun* or *län* after it.
    fn extent(&self, occurrence: &Occurrence) -> Option<(usize, usize)> {
        let mut start = self.words.get(occurrence.first)?.start;
        if self.word_before(occurrence) == "region"
            && let Some(region) = occurrence.first.checked_sub(1).and_then(|at| self.words.get(at))
        {
            start = region.start;
        }
        let mut end = self.end_of(occurrence);
        let after = self.word_after(occurrence);
        if [COUNTY_AFTER, MUNICIPALITY_AFTER].iter().any(|words| words.contains(&after.as_str()))
            && let Some(word) = self.words.get(occurrence.after)
        {
            end = word.end;
        }
        Some((start, end))
    }

    fn end_of(&self, occurrence: &Occurrence) -> usize {
        occurrence.after.checked_sub(1).and_then(|at| self.words.get(at)).map_or(self.text.len(), |word| word.end)
    }

    /// The word before a name, in lower case, where only a space stands between.
    fn word_before(&self, occurrence: &Occurrence) -> String {
        let before = occurrence.first.checked_sub(1);
        self.beside(before, before, Some(occurrence.first))
    }

    /// The word after a name, in lower case, where only a space stands between.
    fn word_after(&self, occurrence: &Occurrence) -> String {
        self.beside(Some(occurrence.after), occurrence.after.checked_sub(1), Some(occurrence.after))
    }

    fn next_word(&self, occurrence: &Occurrence) -> Option<&Word<'_>> {
        let gap = self.between(occurrence.after.checked_sub(1), Some(occurrence.after));
        self.words.get(occurrence.after).filter(|_| gap == Some(" "))
    }

    /// The word at `word`, short ones only, if a space alone lies between `a` and `b`.
    fn beside(&self, word: Option<usize>, a: Option<usize>, b: Option<usize>) -> String {
        let word = word.and_then(|at| self.words.get(at)).filter(|word| word.text.len() <= 20);
        let near = matches!(self.between(a, b), Some(" " | "\u{a0}" | "  "));
        word.filter(|_| near).map(|word| word.text.to_lowercase()).unwrap_or_default()
    }

    fn between(&self, a: Option<usize>, b: Option<usize>) -> Option<&str> {
        self.text.get(self.words.get(a?)?.end..self.words.get(b?)?.start)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::record::Vocabulary;

    /// The mentions as `name=code`.
    fn check(text: &str, expected: &[&str]) {
        let found = Vocabulary::bundled().places.mentions(text);
        let found: Vec<_> = found.iter().map(|m| format!("{}={}", text.get(m.start..m.end).unwrap_or("?"), m.place.code())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn words_are_no_places() {
        check("Det ska vara en mark med berg, ale och säter.", &[]);
        check("Vara eller inte. Mark finns. Berg finns", &[]);
        check("Sökande kan vara kommun, region eller stad", &[]);
        check("Nora och Vilhelmina leder det, säger Eva Lund.", &[]);
        check("ATT VARA MED I ARBETET", &[]);
        check("I Mora Bengtssons hus", &[]);
        check("Att Få Vara Med", &[]);
        check("i Berg- och dalbanan", &[]);
        check("Sverige och hela landet", &[]);
        check("stockholm, luleå", &[]);
    }

    #[test]
    fn kommun_and_lan_decide() {
        check("Vara kommun och Marks kommuns skola", &["Vara kommun=1470", "Marks kommuns=1463"]);
        check("Kalmar kommun i Kalmar län", &["Kalmar kommun=0880", "Kalmar län=08"]);
        check("Stockholms stad, Stockholms län, Stockholm", &["Stockholms stad=0180", "Stockholms län=01", "Stockholm=01"]);
        check("Region Gotland, Gotlands kommun, på Gotland", &["Region Gotland=09", "Gotlands kommun=0980", "Gotland=09"]);
        check("i åsele kommun och jämtlands län", &["åsele kommun=2463", "jämtlands län=23"]);
        check("Falu kommun", &["Falu kommun=2080"]);
        check("STRÖMSUNDS KOMMUN", &["STRÖMSUNDS KOMMUN=2313"]);
    }

    #[test]
    fn chains_share_their_level() {
        check("Tyresö, Nacka och Haninge kommuner", &["Tyresö=0138", "Nacka=0182", "Haninge kommuner=0136"]);
        check("kommunerna Vara och Skara", &["Vara=1470", "Skara=1495"]);
        check("Norrbottens och Västerbottens län", &["Norrbottens=25", "Västerbottens län=24"]);
        check("Örebro, Västerås, Uppsala och Köping", &["Örebro=1880", "Västerås=1980", "Uppsala=0380", "Köping=1983"]);
        check("i Dalarna, Värmland och Örebro", &["Dalarna=20", "Värmland=17", "Örebro=18"]);
        check("regionerna Halland och Skåne", &["Halland=13", "Skåne=12"]);
        check("i Norr- och Västerbotten", &["Norr-=25", "Västerbotten=24"]);
    }

    #[test]
    fn regions_and_aliases() {
        check("i Övre Norrland och östra Mellansverige", &["Övre Norrland=SE33", "östra Mellansverige=SE12"]);
        check("Småland och Öarna, Småland & Öarna", &["Småland och Öarna=SE21", "Småland & Öarna=SE21"]);
        check("Strukturfondspartnerskapet Skåne-Blekinge i Skåne och Blekinge", &["Skåne-Blekinge=SE22", "Skåne=12", "Blekinge=10"]);
        check("Region Jämtland Härjedalen ligger i Jämtland Härjedalen", &["Region Jämtland Härjedalen=23", "Jämtland Härjedalen=23"]);
        check(
            "Mid Sweden University, IDC west Sweden AB, in Upper Norrland and North Sweden",
            &["Upper Norrland=SE33", "North Sweden=SE33"],
        );
        check("Stockholmsregionen", &["Stockholmsregionen=01"]);
        check("Västra Götalandsregionen (VGR)", &["Västra Götalandsregionen=14", "VGR=14"]);
        check("Malung-Sälen, Upplands-Väsby, Lilla Edet", &["Malung-Sälen=2023", "Upplands-Väsby=0114", "Lilla Edet=1462"]);
    }

    #[test]
    fn common_names_in_clear_context() {
        check("De bor i Sala men arbetar vid Boden.", &["Sala=1981", "Boden=2582"]);
        check("Bredband till Säter - och från Nora, tack vare Berg", &["Säter=2082"]);
        check("Luleå satsar. Skellefteås projekt", &["Luleå=2580", "Skellefteås=2482"]);
    }

    #[test]
    fn a_long_list_takes_linear_time() {
        let text = "Vara, Norr- och Mark i Lund ".repeat(20_000);
        assert!(!Vocabulary::bundled().places.mentions(&text).is_empty());
    }

    proptest! {
        #[test]
        fn mentions_lie_on_letters(text in "\\PC*", piece in "(Vara|Norr-|Kalmar|Region|Upplands| och | län| kommun|, |-|Väsby| |\n){0,14}") {
            for text in [text, piece] {
                for mention in Vocabulary::bundled().places.mentions(&text) {
                    prop_assert!(text.get(mention.start..mention.end).is_some());
                }
            }
        }
    }
}
