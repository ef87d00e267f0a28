//! How an owner's name is shown: as stated, but not shouted and not twice.

/// Words that stay in capitals, since they are abbreviations and not words.
/// Whatever has a digit or no vowel stays without standing here.
const ABBREVIATIONS: &[&str] = &[
    "AB", "ABF", "AI", "AIK", "ALMI", "ESF", "EU", "FOI", "GIH", "GU", "HB", "HIF", "IBM", "IDC", "IF", "IFK", "IKT", "IOGT", "IT", "IUC",
    "IVL", "JTI", "KAU", "KB", "KI", "KTH", "LIU", "LO", "LTU", "MAU", "NTO", "OK", "RISE", "SACO", "SCA", "SIQ", "SIS", "SISU", "SKL",
    "SKR", "SLU", "SLL", "SOS", "SU", "SVEA", "TCO", "UB", "UF", "UMU", "UU", "VGR", "YMCA",
];

/// Words that are written small inside a name.
const SMALL: &[&str] = &[
    "i",
    "och",
    "för",
    "av",
    "på",
    "till",
    "med",
    "från",
    "om",
    "vid",
    "under",
    "mot",
    "of",
    "and",
    "the",
    "for",
    "in",
    "kommun",
    "kommuns",
    "kommunens",
    "stad",
    "län",
    "läns",
    "landsting",
    "universitet",
    "högskola",
    "högskolan",
    "tekniska",
    "kommunförbund",
    "ekonomisk",
    "ekonomiska",
    "ideell",
    "förening",
    "föreningen",
    "fören",
    "ek",
    "handelsbolag",
    "aktiebolag",
    "kommanditbolag",
    "stiftelse",
    "församling",
    "samfällighet",
    "samfällighetsförening",
    "avdelning",
    "avdelningen",
    "enhet",
    "enheten",
    "publ",
    "svb",
];

/// Endings of words that say what kind of body a name is: small unless they open it.
const SMALL_ENDINGS: &[&str] = &[
    "förbund",
    "förbundet",
    "förening",
    "föreningen",
    "förvaltning",
    "förvaltningen",
    "kontor",
    "kontoret",
    "nämnd",
    "nämnden",
    "skola",
    "skolan",
    "stiftelse",
    "bolag",
    "distrikt",
];

/// A single word of so many letters that is all in capitals is left as it is:
/// it is as likely an abbreviation.
const SHORT: usize = 3;

/// The name as it is shown: white space single, a name written twice
/// (*X, X*) once, and a name all in capitals in the case of Swedish text
/// (*BOTKYRKA KOMMUN* becomes *Botkyrka kommun*). Any other name stays as stated.
pub fn display_name(stated: &str) -> String {
    let name = once(&stated.split_whitespace().collect::<Vec<_>>().join(" "));
    if name.chars().any(char::is_lowercase) || !name.contains(char::is_alphabetic) {
        return name;
    }
    if !name.contains(' ') && name.chars().count() <= SHORT {
        return name;
    }
    let words = name.split(' ').enumerate().map(|(nth, word)| spoken(word, nth == 0));
    words.collect::<Vec<_>>().join(" ")
}

/// A name that is written twice, with a comma between, once.
fn once(name: &str) -> String {
    let mut name = name;
    while let Some(half) = first_of_two(name) {
        name = half;
    }
    name.to_owned()
}

fn first_of_two(name: &str) -> Option<&str> {
    let commas = name.matches(", ").count();
    // Of the commas only the middle one can part two equal halves.
    let (middle, _) = name.match_indices(", ").nth(commas / 2).filter(|_| commas % 2 == 1)?;
    let (left, right) = (name.get(..middle)?, name.get(middle + 2..)?);
    (!left.is_empty() && left.to_lowercase() == right.to_lowercase()).then_some(left)
}

/// One word with the signs around it and the hyphens inside.
fn spoken(word: &str, first: bool) -> String {
    let mut spoken = String::with_capacity(word.len());
    let mut first = first;
    for part in word.split_inclusive(['-', '/', '(', ')', ',', '.', '&', ':', '"', '”']) {
        spoken.push_str(&cased(part, first));
        first &= !part.contains(char::is_alphanumeric);
    }
    spoken
}

fn cased(part: &str, first: bool) -> String {
    let bare: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
    let small = bare.to_lowercase();
    if SMALL.contains(&small.as_str()) || SMALL_ENDINGS.iter().any(|ending| small.ends_with(ending)) {
        return if first { capitalised(part) } else { part.to_lowercase() };
    }
    if is_abbreviation(&bare) { part.to_owned() } else { capitalised(part) }
}

fn is_abbreviation(bare: &str) -> bool {
    const VOWELS: &str = "AEIOUYÅÄÖÉÜ";
    let vowel = bare.chars().any(|c| VOWELS.contains(c));
    ABBREVIATIONS.contains(&bare) || !vowel || bare.chars().count() == 1 || bare.contains(|c: char| c.is_ascii_digit())
}

/// The first letter as it stands, the others small.
fn capitalised(part: &str) -> String {
    let start = part.find(char::is_alphabetic).unwrap_or(0);
    let (before, word) = part.split_at_checked(start).unwrap_or(("", part));
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return part.to_owned() };
    format!("{before}{first}{}", letters.as_str().to_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(stated: &str, expected: &str) {
        assert_eq!(display_name(stated), expected, "{stated}");
    }

    #[test]
    fn capitals_become_swedish() {
        check("BOTKYRKA KOMMUN", "Botkyrka kommun");
        check("REGION VÄSTERBOTTEN", "Region Västerbotten");
        check("LULEÅ TEKNISKA UNIVERSITET", "Luleå tekniska universitet");
        check("RISE RESEARCH INSTITUTES OF SWEDEN AB", "RISE Research Institutes of Sweden AB");
        check("HÖGSKOLAN I GÄVLE", "Högskolan i Gävle");
        check("FALUN-BORLÄNGE UTVECKLING AB (PUBL)", "Falun-Borlänge Utveckling AB (publ)");
        check("SAMORDNINGSFÖRBUNDET NORRA SKÄRGÅRDEN", "Samordningsförbundet Norra Skärgården");
        check("ÖSTRA FJORDENS OMSORGSFÖRBUND", "Östra Fjordens omsorgsförbund");
        check("STOCKHOLMS LÄNS LANDSTING", "Stockholms läns landsting");
        check("FJÄLLVANDRARNA EK. FÖR.", "Fjällvandrarna ek. för.");
        check("ARBETSFÖRMEDLINGEN", "Arbetsförmedlingen");
        check("BFR 2030 I NORR", "BFR 2030 i Norr");
        check("KTH", "KTH");
        check("ÅRE", "ÅRE");
    }

    #[test]
    fn any_other_name_stays_as_stated() {
        for name in [
            "Region Kalmar län, Regional utvecklingsförvaltning",
            "IUC Syd AB",
            "McHandel i Boden",
            "Chalmers Tekniska Högskola AB",
            "123",
            "",
            "—",
        ] {
            check(name, name);
        }
    }

    #[test]
    fn white_space_and_doubles() {
        check("  Umeå \u{a0} universitet ", "Umeå universitet");
        check("Norrfyren AB, Norrfyren AB", "Norrfyren AB");
        check("NORRFYREN AB, NORRFYREN AB", "Norrfyren AB");
        check("Norrfyren, Väst, Norrfyren, Väst", "Norrfyren, Väst");
        check("Norrfyren, Väst", "Norrfyren, Väst");
    }

    proptest! {
        #[test]
        fn a_shown_name_is_shown_as_it_is(name in "(\\PC{0,40}|[A-ZÅÄÖ ,.()-]{0,40})") {
            let once = display_name(&name);
            prop_assert_eq!(display_name(&once), once);
        }
    }
}
