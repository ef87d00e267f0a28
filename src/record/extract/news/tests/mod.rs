//! Whole small pages: here those of the first issues, beside it one file for
//! each kind of layout.

mod lists;
mod nothing;
mod running_text;
mod single;

use proptest::prelude::*;

use super::*;
use crate::ingest::text::blocks;
use crate::record::draft::Fact;

/// A page's drafts, a line each: name, owner, fund, grant, partners, time, counts.
fn shown(text: &str) -> Vec<String> {
    let of = |fact: &Option<Fact<String>>| fact.as_ref().map_or("–".to_owned(), |fact| fact.value.clone());
    let line = |draft: &Draft| {
        let partners: Vec<_> = draft.partners.iter().map(|partner| partner.value.as_str()).collect();
        format!(
            "{} | {} | {} | {} | {} | {}/{} | {} {}",
            of(&draft.name),
            of(&draft.owner),
            of(&draft.fund),
            of(&draft.granted),
            partners.join(", "),
            of(&draft.start),
            of(&draft.end),
            of(&draft.participants),
            of(&draft.companies)
        )
    };
    extract(&blocks(text), Vocabulary::bundled()).0.iter().map(line).collect()
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text), expected, "{text}");
}

/// The four facts that every layout has: name, owner, fund, grant.
fn check_facts(text: &str, expected: &[&str]) {
    let four: Vec<String> = shown(text).iter().map(|line| line.split(" | ").take(4).collect::<Vec<_>>().join(" | ")).collect();
    assert_eq!(four, expected, "{text}");
}

const HEADED: &str = "Två ja till kusten

Två satsningar i Blekinge har fått stöd från Europeiska socialfonden (ESF) och Europeiska regionala utvecklingsfonden (ERUF).

Det här är de:

RODRET: VÄGEN TILL ETT YRKE

Rodret lär 40 deltagare att styra. Projektet ägs av Karlshamns kommun och drivs ihop med Ronneby kommun och Sjöfolkets lärcentrum. Stödet från ESF är drygt 2,5 miljoner kronor.

SEGEL AV TÅNG

Väven görs av tång. Region Blekinge har sökt och beviljats 6 miljoner kronor från ERUF. Arbetet når mellan 10 och 15 företag och pågår från 1 mars 2020 till 28 februari 2022.

ESF   ERUF

Senast uppdaterad den 2 februari 2020";

#[test]
fn projects_under_headings() {
    check(
        HEADED,
        &[
            "RODRET: VÄGEN TILL ETT YRKE | Karlshamns kommun | ESF | drygt 2,5 miljoner kronor | Ronneby kommun, Sjöfolkets lärcentrum | –/– | 40 –",
            "SEGEL AV TÅNG | Region Blekinge | ERUF | 6 miljoner kronor |  | 2020-03-01/2022-02-28 | – 10 och 15",
        ],
    );
}

#[test]
fn a_description_is_the_lead_and_the_own_passages() {
    let (drafts, notices) = extract(&blocks(HEADED), Vocabulary::bundled());
    let texts: Vec<_> = drafts.iter().filter_map(|draft| draft.description.as_ref()).map(|fact| fact.value.as_str()).collect();
    let [rodret, segel] = texts.as_slice() else { panic!("two descriptions") };
    assert!(rodret.starts_with("Två satsningar i Blekinge") && rodret.contains("lär 40 deltagare") && !rodret.contains("tång"));
    assert!(segel.contains("görs av tång") && !segel.contains("styra") && !segel.contains("Senast"));
    assert_eq!(
        drafts.iter().filter_map(|draft| draft.date.as_ref()).map(|date| date.value.as_str()).collect::<Vec<_>>(),
        ["2020-02-02"; 2]
    );
    assert!(notices.is_empty());
}

#[test]
fn projects_in_running_text() {
    check(
        "9 miljoner till Gotland\n\nTvå projekt tilldelas sammanlagt 9 miljoner kronor ur Europeiska socialfonden.\n\nProjektet Strå för strå med projektägare Region Gotland, får 5 miljoner kronor. Det gäller ca 200 anställda.\n\nDet andra projektet är Våg med projektägare Havets Hus AB, som tilldelas 4 miljoner kronor. Arbetet görs i samverkan med tre parter, nämligen Region Gotland, Visby Fisk AB och Havets Hus AB.\n\nKursen är lång. Den når 15 företag.\n\nBåda projekten startar i mars 2021.",
        &[
            "Strå för strå | Region Gotland | ESF | 5 miljoner kronor |  | 2021-03/– | 200 –",
            "Våg | Havets Hus AB | ESF | 4 miljoner kronor | Region Gotland, Visby Fisk AB | 2021-03/– | – 15",
        ],
    );
}

#[test]
fn one_project_named_or_not() {
    check(
        "Ny chans i Eda\n\n2024-02-01\n\nMånga vill arbeta.\n\n”Ny chans” drivs av Eda kommun och har beviljats 3 450 000 kronor från ESF+.",
        &["Ny chans | Eda kommun | ESF+ | 3 450 000 kronor |  | –/– | – –"],
    );
    let unnamed = "Pengar till fler kurser\n\nSamordningsförbunden i Skåne, Halland och Blekinge har beviljats medel från Socialfonden. Pengarna, ca 7 miljoner kr, går till kurser.\n\nTvå delar\n\nProjektet, som startar 1 oktober, har två delar.\n\nEgen insats\n\nSocialfonden har beviljat ca 7 miljoner kr. Förbunden står själva för en tredjedel. Starten är planerad till hösten 2022.\n\nFotnot. Socialfonden är en av EU:s fonder och Malmö är en stad.";
    check(
        unnamed,
        &["Pengar till fler kurser | Samordningsförbunden i Skåne, Halland och Blekinge | ESF | ca 7 miljoner kr |  | 2022-10-01/– | – –"],
    );
    let codes: Vec<_> = extract(&blocks(unnamed), Vocabulary::bundled()).1.iter().map(|notice| notice.code).collect();
    assert_eq!(codes, [NoticeCode::UnnamedProject]);
}

#[test]
fn pages_without_a_funded_project() {
    check("", &[]);
    check("Ny skola\n\nProjektet Blåsippan har kostat 40 miljoner kronor. Kommunen har fått in 3 miljoner.", &[]);
    check("Sök pengar\n\nSocialfonden utlyser 40 miljoner kronor. Stöd kan sökas av kommuner fram till maj 2024.", &[]);
    check("Socialfonden i siffror\n\nSocialfonden har beviljat 40 miljoner kronor i år och 50 miljoner förra året.", &[]);
}

proptest! {
    #[test]
    fn no_page_panics(text in "\\PC*") {
        extract(&blocks(&text), Vocabulary::bundled());
    }

    #[test]
    fn no_mixture_of_lists_and_labels_panics(pieces in proptest::collection::vec(
        prop_oneof![Just("• "), Just("Bron"), Just(", "), Just(" – "), Just(" ("), Just(")"), Just("3 200 000 kr"), Just("Mora kommun"), Just("Sökande: "), Just("Projekt"), Just("Sökande"),
            Just("Belopp, tkr"), Just("\n"), Just("\n\n"), Just("\t"), Just(" | "), Just("ESF+"), Just("Beviljat belopp: "), Just("Dalarna"), Just("”"), Just("Ej prioriterade"), Just("å"), Just("4 312")], 0..40)) {
        extract(&blocks(&format!("Projekt får stöd från ESF\n\n{}", pieces.concat())), Vocabulary::bundled());
    }

    #[test]
    fn no_mixture_of_cues_panics(pieces in proptest::collection::vec(
        prop_oneof![Just("Projektet "), Just("Bryggan "), Just("ägs av "), Just("Mora kommun "), Just("och "), Just("får "), Just("3 miljoner kronor "), Just("från ESF"),
            Just(". "), Just(", "), Just("\n\n"), Just("\n"), Just("BRYGGAN"), Just("startar 1 maj "), Just("”"), Just("hösten 2023"), Just("60 företag "), Just(": ")], 0..40)) {
        extract(&blocks(&pieces.concat()), Vocabulary::bundled());
    }
}
