//! The names of places as fields write them, found whatever the spaces, hyphens
//! and case, with or without *län* or *kommun*, and with one wrong letter.

use std::collections::HashMap;

use super::places::{County, Municipality, Region};

/// A name shorter than this is not forgiven a wrong letter: too many rivals.
const SHORTEST_FORGIVEN: usize = 6;

/// No place's name, with all that may stand around it, is longer, in bytes.
const LONGEST: usize = 120;

/// Names by their letters alone, and the place each belongs to.
#[derive(Debug, Default)]
pub(super) struct Names {
    places: HashMap<String, usize>,
    /// What may stand before or after a name of this kind.
    affixes: &'static [Affix],
}

/// A word that may stand beside a name, as its letters alone.
#[derive(Debug, Clone, Copy)]
enum Affix {
    Before(&'static str),
    After(&'static str),
}

impl Names {
    fn new(affixes: &'static [Affix]) -> Names {
        Names { places: HashMap::new(), affixes }
    }

    fn add(&mut self, name: &str, place: usize) {
        self.places.entry(letters(name)).or_insert(place);
    }

    /// The place with this name.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        if text.len() > LONGEST {
            return None;
        }
        let name = letters(text);
        self.find_letters(&name).or_else(|| self.without_affix(&name).find_map(|bare| self.find_letters(bare)))
    }

    fn find_letters(&self, name: &str) -> Option<usize> {
        let genitive = || self.places.get(name.strip_suffix('s')?);
        self.places.get(name).or_else(genitive).copied()
    }

    fn without_affix<'n>(&self, name: &'n str) -> impl Iterator<Item = &'n str> {
        let bare = move |affix: &Affix| match affix {
            Affix::Before(word) => name.strip_prefix(word),
            Affix::After(word) => name.strip_suffix(word),
        };
        self.affixes.iter().filter_map(bare).filter(|bare| !bare.is_empty())
    }

    /// The only place whose name differs by one letter: one wrong, missing, too many, or two swapped.
    pub(super) fn find_misspelt(&self, text: &str) -> Option<usize> {
        if text.len() > LONGEST {
            return None;
        }
        let name = letters(text);
        let bare = self.without_affix(&name).next().unwrap_or(&name);
        let wanted: Vec<char> = bare.chars().collect();
        if wanted.len() < SHORTEST_FORGIVEN {
            return None;
        }
        let mut near = self.places.iter().filter(|(known, _)| differs_by_one(&wanted, known)).map(|(_, place)| *place);
        let first = near.next()?;
        near.all(|other| other == first).then_some(first)
    }
}

/// A name's letters and digits in lower case; `&` is *och*.
fn letters(name: &str) -> String {
    let mut found = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '&' => found.push_str("och"),
            _ if letter.is_alphanumeric() => found.extend(letter.to_lowercase()),
            _ => {}
        }
    }
    found
}

/// Whether two names differ by one step of spelling.
fn differs_by_one(wanted: &[char], known: &str) -> bool {
    let length = known.chars().count();
    if length < SHORTEST_FORGIVEN || wanted.len().abs_diff(length) > 1 {
        return false;
    }
    let same_start = wanted.iter().zip(known.chars()).take_while(|(a, b)| **a == *b).count();
    let a = wanted.get(same_start..).unwrap_or_default();
    let b = || known.chars().skip(same_start);
    let same = |a: &[char], skip: usize| a.iter().copied().eq(b().skip(skip));
    let without_first = a.get(1..).unwrap_or_default();
    let swapped = || match a {
        [a0, a1, rest @ ..] => b().take(2).eq([*a1, *a0]) && same(rest, 2),
        _ => false,
    };
    same(without_first, 1) || same(without_first, 0) || same(a, 1) || swapped()
}

pub(super) fn of_regions(regions: &[Region]) -> Names {
    let mut names = Names::new(&[Affix::Before("esf"), Affix::Before("regionen"), Affix::Before("region")]);
    for (place, region) in regions.iter().enumerate() {
        for name in [&region.label_sv, &region.label_en].into_iter().chain(&region.aliases) {
            names.add(name, place);
        }
    }
    names
}

pub(super) fn of_counties(counties: &[County]) -> Names {
    let mut names = Names::new(&[
        Affix::After("län"),
        Affix::After("county"),
        Affix::Before("region"),
        Affix::After("region"),
        Affix::Before("länsstyrelseni"),
    ]);
    for (place, county) in counties.iter().enumerate() {
        for name in [&county.label_sv, &county.short_sv, &county.label_en].into_iter().chain(&county.aliases) {
            names.add(name, place);
        }
    }
    names
}

pub(super) fn of_municipalities(municipalities: &[Municipality]) -> Names {
    let mut names = Names::new(&[
        Affix::After("kommun"),
        Affix::After("stad"),
        Affix::After("kommuns"),
        Affix::After("municipality"),
        Affix::Before("staden"),
    ]);
    // Labels first, so that an alias never hides another municipality's own name.
    for (place, municipality) in municipalities.iter().enumerate() {
        names.add(&municipality.label, place);
        names.add(&municipality.official, place);
    }
    for (place, municipality) in municipalities.iter().enumerate() {
        for alias in &municipality.aliases {
            names.add(alias, place);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        let wanted: Vec<char> = a.chars().collect();
        assert_eq!(differs_by_one(&wanted, b), expected, "{a} {b}");
    }

    #[test]
    fn one_step_of_spelling() {
        check("stenungssund", "stenungsund", true);
        check("stenunsund", "stenungsund", true);
        check("stenongsund", "stenungsund", true);
        check("setnungsund", "stenungsund", true);
        check("stenungsundx", "stenungsund", true);
        check("stenongsond", "stenungsund", false);
        check("håbo", "habo", false);
        check("", "stenungsund", false);
    }
}
