//! Pages about one project: news, project pages, reports, decisions.

use super::{check, check_facts};

#[test]
fn the_owner_is_called_by_its_kind() {
    check(
        "Länsstyrelsen Blekinge\nPubliceringsdatum: 4 mars 2020\n\n9 miljoner till fler skärgårdsjobb\n\nLänsstyrelsen och tre kommuner har beviljats 9,2 miljoner kronor av Europeiska Socialfonden för projektet Jobb på ön.\n\nProjektägare är Länsstyrelsen. Det börjar den 9 mars och avslutas den 31 maj 2022.",
        &["Jobb på ön | Länsstyrelsen Blekinge | ESF | 9,2 miljoner kronor |  | 2020-03-09/2022-05-31 | – –"],
    );
}

#[test]
fn money_that_is_not_the_grant() {
    check_facts(
        "Skogen får stöd\n\n”Skogen som resurs” heter ett projekt som Skogsstyrelsen ska driva. Europeiska regionala utvecklingsfonden bidrar med 6,8 miljoner kronor av projektets totala kostnad på 13,6 miljoner. Region Dalarna skjuter till 2 miljoner.",
        &["Skogen som resurs | Skogsstyrelsen | ERUF | 6,8 miljoner kronor"],
    );
    check_facts(
        "Stöd ur Interreg\n\nMora kommun har fått klartecken från Interreg för projektet Gränsvägen. EU-stödet är 2,4 miljoner euro, motsvarande cirka 25 miljoner kronor.",
        &["Gränsvägen | Mora kommun | Interreg | cirka 25 miljoner kronor"],
    );
}

#[test]
fn a_project_without_a_name() {
    check_facts(
        "Klimatstöd till Gotland\n\nUgnen ska eldas med vätgas. Till det får KALKAB 380 miljoner kronor av Tillväxtverket. Pengarna kommer ur Fonden för en rättvis omställning.",
        &["Klimatstöd till Gotland | KALKAB | FRO | 380 miljoner kronor"],
    );
}

#[test]
fn the_pages_of_projects() {
    check_facts(
        "Havet som arbetsplats\n\nHur kan fiske och turism samsas?\n\nProjektet delfinansieras av Interreg Öresund-Kattegat-Skagerrak.\n\nFakta om projektet\nTid: 2022–2025\nLead partner: Skagens Universitet\nSvensk projektägare: Orusts kommun",
        &["Havet som arbetsplats | Orusts kommun | Interreg | –"],
    );
    check_facts(
        "Slutrapport. Vårdprojektet Vida\n\nTranskript\n\n1 Slutrapport Vårdprojektet Vida Svenska ESF-rådet\n\n2 1(20) Sammanfattning I projektet har 5 vårdcentraler gått kurser. 90 deltagare har läst klart.",
        &["Vida | – | ESF | –"],
    );
}

#[test]
fn headings_and_tables_that_the_markup_declares() {
    use crate::ingest::{Block, BlockKind};
    let block = |line, kind| Block { line, gap: true, kind };
    let cells = |cells: [&str; 3]| BlockKind::Row(cells.map(str::to_owned).to_vec());
    let heading = |level, text: &str| BlockKind::Heading { level, text: text.to_owned() };
    let blocks = [
        block(1, heading(2, "Meny")),
        block(2, heading(1, "Stöd ur regionalfonden")),
        block(3, heading(2, "Kalmar län")),
        block(4, cells(["Projekt", "Sökande", "EU-stöd"])),
        block(5, cells(["Ljus i glaset", "Emmaboda kommun", "1 800 000 kr"])),
    ];
    let (drafts, _) = super::extract(&blocks, super::Vocabulary::bundled());
    let of = |fact: &Option<super::Fact<String>>| fact.as_ref().map(|fact| fact.value.clone()).unwrap_or_default();
    let [draft] = drafts.as_slice() else { panic!("one project") };
    assert_eq!(
        (of(&draft.name), of(&draft.owner), of(&draft.granted)),
        ("Ljus i glaset".into(), "Emmaboda kommun".into(), "1 800 000 kr".into())
    );
    assert_eq!(draft.places.first().map(|place| place.value.text.as_str()), Some("08"));
}

#[test]
fn every_fact_says_what_it_was_read_from() {
    let text = "Ny väv i Mora\n\nMora kommun får 3 miljoner kronor ur Europeiska socialfonden till projektet Varp, som pågår från 1 mars 2020 till 28 februari 2022. 40 deltagare väver.";
    let (drafts, _) = super::extract(&super::blocks(text), super::Vocabulary::bundled());
    let [draft] = drafts.as_slice() else { panic!("one project") };
    let facts = [&draft.name, &draft.owner, &draft.fund, &draft.granted, &draft.start, &draft.end, &draft.participants];
    assert!(facts.iter().all(|fact| fact.as_ref().is_some_and(|fact| fact.evidence.is_some())), "{draft:?}");
    assert!(draft.places.iter().all(|place| place.evidence.is_some()));
}

#[test]
fn a_form_with_labels_above_its_values() {
    check(
        "BESLUT OM STÖD\n\nInterreg Sverige-Norge\n\nStödmottagare\nFjällens universitet\nUniversitetsgatan 2\n\nProjektnamn\nRenen vid gränsen\nProjektperiod\n2018-01-01 – 2020-12-31\nInsatsområde\nInnovativa miljöer\n\nMotivering\nLänsstyrelsen beviljar stöd från Interreg Sverige-Norge med högst 3 150 000 SEK.",
        &["Renen vid gränsen | Fjällens universitet | Interreg | högst 3 150 000 SEK |  | 2018-01-01/2020-12-31 | – –"],
    );
}

#[test]
fn national_money_is_never_forced_to_a_european_fund() {
    check_facts(
        "Bidrag till fritidsgård\n\nAllmänna arvsfonden har beviljat föreningen Unga Grums 2,1 miljoner kronor till projektet Vårt hus.",
        &["Vårt hus | föreningen Unga Grums | Arvsfonden | 2,1 miljoner kronor"],
    );
}
