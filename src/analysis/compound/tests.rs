//! Tests of the splitter as a whole.

use std::sync::LazyLock;

use super::{Compounds, Evidence};

/// A handful of sentences in the manner of the field.
const TEXTS: &[&str] = &[
    "Kompetensväxling för industrin: energiväxling, dataväxling och kompetensväxlingen i små företag.",
    "Närings- och arbetsliv möter hälso- och sjukvård. Testbädden för solcellsteknik byggs av regionen.",
    "En sensorplattform och en sensorlösning med sensorer i skogsbruket. Sensornätet mäter vattennivån.",
    "Entreprenörskap och tillväxt i Norrbotten och i Gällivare. Klustret bygger ett kluster.",
];

/// Words as they are cut by the bundled lists alone; the texts do not change them.
const ALWAYS: &[&str] = &[
    // Linking letters stay with the part before them.
    "arbets|marknad",
    "arbets|marknaden",
    "utbildnings|insatser",
    "forsknings|projekt",
    "fastighets|bolag",
    "hälso|vård",
    "skol|gård",
    "landskaps|arkitekt",
    "besöks|näringen",
    "tjänste|företag",
    "gymnasie|elever",
    // Without a link.
    "energi|system",
    "klimat|anpassning",
    "projekt|ledare",
    "vatten|kvalitet",
    "data|analys",
    "biblioteks|kort",
    // Short parts of the closed list.
    "el|bilar",
    "trä|hus",
    "bio|gas",
    "ny|produktion",
    // Three and four parts.
    "bio|gas|anläggning",
    "risk|kapital|fonder",
    "besöks|närings|företag",
    "projekt|ledar|utbildning",
    // An s that could belong to either part.
    "arbets|lag",
    "grund|skola",
    "process|stöd",
    // Derived from a listed verb, and behind a verb particle.
    "text|tolkning",
    "teknik|överföring",
];

/// Words that are never cut.
const NEVER: &[&str] = &[
    "projekt",
    "projektet",
    "kontroll",
    "kontroller",
    "kultur",
    "kulturen",
    "kompetensen",
    "strategiska",
    "ekonomiska",
    "utbildningen",
    "samverkan",
    "förutsättningar",
    "överföring",
    "deltagande",
    "entreprenörskap",
    "organisationen",
    "aktiviteter",
    "verkstad",
    "medelstora",
    "planerade",
    "etableringar",
    "möjligheter",
    "investerande",
    "internationella",
    "demokratisk",
    "transporter",
    "stockholm",
    "gävleborg",
    "härjedalens",
    "norrköpings",
    "östersund",
    "bil",
    "el",
    "",
];

static LEARNT: LazyLock<Compounds> = LazyLock::new(|| {
    let mut evidence = Evidence::default();
    for text in TEXTS {
        evidence.add_text(text);
    }
    evidence.add_place("Lilla Edet");
    evidence.add_place("Björkhöjden");
    Compounds::learn(&evidence)
});

fn split(compounds: &Compounds, word: &str) -> String {
    let parts = compounds.split(word);
    if parts.is_empty() { word.to_owned() } else { parts.join("|") }
}

fn assert_splits<'a>(compounds: &Compounds, expected: impl Iterator<Item = &'a str>) {
    let wrong: Vec<(&str, String)> =
        expected.map(|cut| (cut, split(compounds, &cut.replace('|', "")))).filter(|(cut, found)| cut != found).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn compounds_of_general_words_are_cut_without_texts() {
    assert_splits(Compounds::bundled(), ALWAYS.iter().copied());
}

#[test]
fn simple_words_derivations_and_places_are_kept() {
    assert_splits(Compounds::bundled(), NEVER.iter().copied());
}

#[test]
fn texts_add_to_what_the_lists_know() {
    assert_splits(&LEARNT, ALWAYS.iter().chain(NEVER).copied());
}

#[test]
fn a_word_part_is_learnt_from_texts() {
    let mut evidence = Evidence::default();
    evidence.add_text("En blorka är en blorka. Blorkor finns.");
    let learnt = Compounds::learn(&evidence);
    assert_eq!(split(Compounds::bundled(), "blorkorna"), "blorkorna");
    assert_eq!(split(&learnt, "energiblorka"), "energi|blorka");
    assert!(learnt.knows("blorka"));
    assert!(!Compounds::bundled().knows("blorka"));
}

#[test]
fn a_hyphen_makes_no_free_word() {
    let mut evidence = Evidence::default();
    evidence.add_text("entre-prenörblask och blaskprenör-");
    let learnt = Compounds::learn(&evidence);
    assert!(!learnt.knows("prenörblask"));
    assert!(!learnt.knows("blaskprenör"));
}

#[test]
fn named_places_are_kept() {
    assert_eq!(split(&LEARNT, "björkhöjden"), "björkhöjden");
    assert_eq!(split(&LEARNT, "björkhöjdens"), "björkhöjdens");
}

#[test]
fn parts_are_indexed_with_and_without_their_link() {
    let compounds = Compounds::bundled();
    assert_eq!(compounds.part_stems("närings", false), ["näring"]);
    assert_eq!(compounds.part_stems("hälso", false).first(), Some(&stem("hälsa")));
    assert!(compounds.part_stems("arbets", false).contains(&stem("arbete")));
    assert!(compounds.part_stems("skol", false).contains(&stem("skola")));
    assert_eq!(compounds.part_stems("energi", false), [stem("energi")]);
    assert_eq!(compounds.part_stems("kund", false), [stem("kund")]);
    assert_eq!(compounds.part_stems("marknaden", true), [stem("marknad")]);
}

fn stem(word: &str) -> String {
    super::SwedishStemmer::bundled().stem(word)
}

#[test]
fn listed_words_are_known() {
    let compounds = Compounds::bundled();
    for word in ["kommun", "och", "norrköping", "projekt"] {
        assert!(compounds.knows(word), "{word}");
    }
    for word in ["kommnu", "kommunrnas", "xyzzy", ""] {
        assert!(!compounds.knows(word), "{word}");
    }
}

#[test]
fn words_with_digits_or_signs_are_never_split() {
    for word in ["energi2020", "2020projekt", "energi-projekt", "esf+projekt", "energi projekt", "projekt:energi"] {
        assert!(Compounds::bundled().split(word).is_empty(), "{word}");
    }
}

#[test]
fn the_frozen_form_cuts_alike_and_is_the_same_bytes() {
    let mut frozen = Vec::new();
    LEARNT.write(&mut frozen).unwrap();
    let read = Compounds::read(frozen.as_slice()).unwrap();
    assert_splits(&read, ALWAYS.iter().chain(NEVER).copied());
    let mut again = Vec::new();
    read.write(&mut again).unwrap();
    assert!(frozen == again);
}

#[test]
fn a_damaged_frozen_form_is_an_error() {
    let mut frozen = Vec::new();
    LEARNT.write(&mut frozen).unwrap();
    let text = String::from_utf8(frozen).unwrap();
    let doubled: Vec<&str> = text.lines().flat_map(|line| [line, line]).collect();
    let damaged = [
        String::new(),
        "fondsok-compounds\t2\nend\t0\n".to_owned(),
        text.replacen("\nfree\t", "\nfrei\t", 1),
        text.replacen("\nfree\t", "\nfree ", 1),
        text.replacen("\nend\t", "\nend\t1", 1),
        format!("{text}free\tord\t1\n"),
        text.chars().take(text.chars().count() / 2).collect(),
        [&text, "\nfree\tord\tmany\n"].concat(),
        doubled.join("\n"),
    ];
    for text in &damaged {
        let error = Compounds::read(text.as_bytes()).err();
        assert_eq!(error.map(|error| error.kind()), Some(std::io::ErrorKind::InvalidData), "{:?}", text.get(..40));
    }
    assert!(Compounds::read([0xff, 0xfe].as_slice()).is_err());
}

/// Words of Swedish letters, known words, endings and characters that are none,
/// from a linear congruential generator (constants of Knuth's MMIX).
#[test]
fn slices_of_any_string_are_the_string() {
    const PIECES: &[&str] = &[
        "a",
        "e",
        "o",
        "s",
        "t",
        "n",
        "r",
        "k",
        "å",
        "ä",
        "ö",
        "projekt",
        "energi",
        "arbets",
        "ledare",
        "sko",
        "skola",
        "närings",
        "liv",
        "över",
        "ning",
        "arna",
        "het",
        "stad",
        "é",
        "ß",
        "İ",
        "e\u{301}",
        "日本",
        "🇸🇪",
        "\u{10ffff}",
        " ",
        "-",
        "7",
    ];
    let mut state: u64 = 20_141_020;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut cut = 0;
    for _ in 0..20_000 {
        let letters = if next(4) == 0 { PIECES.len() } else { 24 };
        let word: String = (0..1 + next(6)).map(|_| PIECES[next(letters)]).collect();
        let parts = LEARNT.split(&word);
        if !parts.is_empty() {
            assert!((2..=4).contains(&parts.len()), "{parts:?}");
            assert!(parts.iter().all(|part| !part.is_empty()), "{parts:?}");
            assert_eq!(parts.concat(), word);
            cut += 1;
        }
        for part in parts {
            assert!(LEARNT.part_stems(part, false).iter().all(|stem| !stem.is_empty()));
        }
    }
    assert!(cut > 1_000, "{cut}");
    assert!(LEARNT.split(&"projekt".repeat(10_000)).is_empty());
}

#[test]
fn tables_are_well_formed() {
    use super::lists::{Lists, tables};
    for (table, columns) in tables() {
        for row in super::lists::rows(table) {
            assert_eq!(row.len(), columns, "{:?}", row.cell(0));
        }
    }
    let lists = Lists::bundled();
    assert!(lists.lexicon.len() + lists.hand_list.len() > 500);
}
