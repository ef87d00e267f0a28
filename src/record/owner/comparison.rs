//! When two names mean one owner: the form that all its spellings share.

use super::normalised_name;
use super::renamed::name_today;

/// Cities that call themselves *stad*, though by law each is a *kommun*.
const CITIES: [&str; 14] = [
    "borås",
    "göteborgs",
    "haparanda",
    "helsingborgs",
    "landskrona",
    "lidingö",
    "malmö",
    "mölndals",
    "solna",
    "stockholms",
    "sundbybergs",
    "trollhättans",
    "vaxholms",
    "västerås",
];

/// Legal forms that may open a name; the one for a company goes, as at the end.
const COMPANY_BEFORE: [&str; 3] = ["ab ", "aktiebolag ", "aktiebolaget "];

/// The word that makes a name a foundation's, wherever it stands.
const FOUNDATION: &str = "stiftelsen";

/// The form that all spellings of one owner's name share: normalised
/// ([`normalised_name`]), with the words of a municipality, a foundation and a
/// renamed county council as they are today.
///
/// Deterministic and independent of other records, so that keys made of it
/// hold from one run to the next.
pub fn comparison_key(name: &str) -> String {
    let normalised = normalised_name(name);
    let name = without_company(&normalised);
    if let Some(today) = name_today(name) {
        return today.to_owned();
    }
    municipality(name).or_else(|| foundation(name)).unwrap_or_else(|| name.to_owned())
}

/// The part of the key that names the body, without the department that some
/// sources write after a comma: *Region Kalmar län, Regional utveckling*.
pub fn body_key(name: &str) -> String {
    match name.split_once(',') {
        Some((body, _)) if !body.trim().is_empty() => comparison_key(body),
        _ => comparison_key(name),
    }
}

/// `umeå kn` and `malmö kommun` as the body calls itself.
fn municipality(normalised: &str) -> Option<String> {
    let (place, _) = normalised.rsplit_once(' ').filter(|(_, word)| matches!(*word, "kommun" | "kn" | "stad"))?;
    if let Some(city) = CITIES.iter().find(|city| **city == place || city.strip_suffix('s') == Some(place)) {
        return Some(format!("{city} stad"));
    }
    (!normalised.ends_with(" stad")).then(|| format!("{place} kommun"))
}

/// `X, stiftelsen`, `X stiftelse` and `Stift X` as `stiftelsen x`.
fn foundation(normalised: &str) -> Option<String> {
    let after = normalised.strip_prefix("stift ").or_else(|| normalised.strip_prefix("stiftelsen "));
    let before = || normalised.strip_suffix(" stiftelsen").or_else(|| normalised.strip_suffix(" stiftelse"));
    let name = after.or_else(before)?;
    Some(format!("{FOUNDATION} {name}"))
}

fn without_company(normalised: &str) -> &str {
    let mut name = normalised;
    while let Some(shorter) = COMPANY_BEFORE.iter().find_map(|form| name.strip_prefix(form)) {
        name = shorter;
    }
    name
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn same(left: &str, right: &str) {
        assert_eq!(comparison_key(left), comparison_key(right), "{left} / {right}");
    }

    #[track_caller]
    fn other(left: &str, right: &str) {
        assert_ne!(comparison_key(left), comparison_key(right), "{left} / {right}");
    }

    #[test]
    fn spellings_of_one_owner() {
        same("UMEÅ KOMMUN", "Umeå kommun");
        same("Umeå kn", "Umeå Kommun");
        same("Göteborgs Stad", "Göteborgs kommun");
        same("Malmö stad", "MALMÖ KOMMUN");
        same("Bryggans Redskap AB (publ)", "BRYGGANS REDSKAP AKTIEBOLAG");
        same("AB Bryggans Redskap", "Bryggans Redskap");
        same("Stiftelsen Norrfyren", "Norrfyren, stiftelsen");
        same("Stift Norrfyren", "Stiftelsen Norrfyren");
        same("Fjällvandrarna Ek. För.", "Fjällvandrarna ekonomisk förening");
        same("Umeå universitet, Umeå universitet", "UMEÅ UNIVERSITET");
    }

    #[test]
    fn county_councils_are_regions_today() {
        same("Jämtlands Läns Landsting", "Region Jämtland Härjedalen");
        same("VÄSTRA GÖTALANDS LÄNS LANDSTING", "Västra Götalandsregionen");
        same("Stockholms läns landsting", "Region Stockholm");
        same("Landstinget i Värmland", "Region Värmland");
        same("Landstinget Dalarna", "Region Dalarna");
        same("Kalmar Läns Landsting", "Region Kalmar län");
    }

    #[test]
    fn bodies_that_only_sound_alike() {
        other("Regionförbundet i Kalmar län", "Region Kalmar län");
        other("Växjö stift", "Växjö stad");
        other("Kalmar kommun", "Region Kalmar län");
        other("Region Kalmar län, Regional utveckling", "Region Kalmar län");
        other("Gamla Uppsala stad", "Gamla Uppsala kommun");
        assert_eq!(body_key("Region Kalmar län, Regional utveckling"), body_key("Region Kalmar län"));
        assert_eq!(body_key(", Regional utveckling"), comparison_key("Regional utveckling"));
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic(name in "\\PC{0,60}") {
            let _ = (comparison_key(&name), body_key(&name));
        }

        #[test]
        fn a_key_is_its_own_key(name in "(ab |stift |stiftelsen )?[a-zåäö]{1,8}( (läns landsting|kommun|stad|ab|stiftelse))?") {
            let once = comparison_key(&name);
            prop_assert_eq!(comparison_key(&once), once);
        }
    }
}
