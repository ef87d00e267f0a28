use super::*;
use crate::ingest::BlockKind;
use crate::ingest::text::blocks;
use crate::record::draft::Fact;
use crate::record::extract::Slot;
use crate::record::notice::{Dropped, NoticeCode};
use proptest::prelude::*;

const LATER: &str = "24-101-S02 - Fler vägar fram

Diarienummer:
24-101-S02
Namn:
Fler vägar fram
Berörd fond:
ESF+
Projektägare:
BRYGGANS KOMMUN
Sekundärtema - Jämställdhet:
Ja
Sekundärtema - Digitala färdigheter:
Nej
Region:
Västsverige

Första stycket handlar om arbetet i stort och hela vägen fram.

Andra stycket har mål:
Att fler får jobb.
• en punkt
Dela sidan
Kontakta oss";

fn read(text: &str) -> Option<(Draft, Vec<Notice>)> {
    extract(&blocks(text)).map(|(drafts, notices)| (drafts.into_iter().next().unwrap_or_default(), notices))
}

fn field(text: &str, slot: Slot) -> Option<String> {
    read(text).and_then(|(mut draft, _)| slot(&mut draft).clone()).map(|fact| fact.value)
}

/// Blocks as a page's markup gives them, one a line.
fn marked(kinds: Vec<BlockKind>) -> Vec<Block> {
    kinds.into_iter().enumerate().map(|(at, kind)| Block { line: at + 1, gap: true, kind }).collect()
}

fn heading(text: &str) -> BlockKind {
    BlockKind::Heading { level: 2, text: text.to_owned() }
}

fn line(text: &str) -> BlockKind {
    BlockKind::Line(text.to_owned())
}

fn row(cells: &[&str]) -> BlockKind {
    BlockKind::Row(cells.iter().map(|cell| (*cell).to_owned()).collect())
}

fn pair(label: &str, value: &str) -> BlockKind {
    BlockKind::Pair { label: label.to_owned(), value: Some(value.to_owned()).filter(|v| !v.is_empty()), value_line: 1 }
}

/// Names, owners and starts of a page's projects.
fn shown(blocks: &[Block]) -> String {
    let Some((drafts, _)) = extract(blocks) else { return "none".into() };
    let text = |fact: &Option<Fact<String>>| fact.as_ref().map_or("?".to_owned(), |fact| fact.value.clone());
    let draft = |draft: &Draft| format!("{}/{}/{}/{}", text(&draft.reference), text(&draft.name), text(&draft.owner), text(&draft.start));
    drafts.iter().map(draft).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_page_of_the_later_bank() {
    let (draft, notices) = read(LATER).unwrap_or_default();
    let value = |fact: Option<Fact<String>>| fact.map(|f| format!("{}@{}", f.value, f.line)).unwrap_or_default();
    assert_eq!(value(draft.reference), "24-101-S02@4");
    assert_eq!(value(draft.name), "Fler vägar fram@6");
    assert_eq!(value(draft.owner), "BRYGGANS KOMMUN@10");
    assert_eq!(draft.secondary_themes, [Fact::stated("Jämställdhet".to_owned(), 12)]);
    assert_eq!(draft.places.first().map(|p| p.value.text.as_str()), Some("Västsverige"));
    let description = draft.description.map(|d| d.value).unwrap_or_default();
    assert!(description.ends_with("Andra stycket har mål: Att fler får jobb.\n• en punkt"), "{description:?}");
    assert_eq!((draft.line, draft.bank), (1, Some("esf")));
    assert_eq!(notices, []);
}

#[test]
fn the_fund_is_concluded_from_numbers_and_areas() {
    let check = |lines: &str, expected: Option<&str>| {
        let page = format!("Namn:\nBryggan\nProjektägare:\nBryggans kommun\n{lines}");
        assert_eq!(field(&page, |d| &mut d.fund).as_deref(), expected, "{lines}");
    };
    check("Diarienummer:\n24-101-S02", Some("ESF+"));
    check("Diarienummer:\n2016/00123", Some("ESF"));
    check("Diarienummer:\nX1\nProgramområde:\nD", Some("ESF+"));
    check("Diarienummer:\nX1\nProgramområde:\n2", Some("ESF"));
    check("Diarienummer:\nX1\nBeviljat ESF-stöd:\n1 000", Some("ESF"));
    check("Diarienummer:\nX1\nProgram CCI:\n2021SE05SFPR", Some("ESF+"));
    check("Diarienummer:\n2016/00123\nBerörd fond:\nERUF", Some("ERUF"));
    check("Diarienummer:\nX1", None);
}

#[test]
fn a_number_beside_another_fund_is_another_banks() {
    let bank = |lines: &str| read(&format!("Namn:\nBryggan\nProjektägare:\nB\n{lines}")).and_then(|(draft, _)| draft.bank);
    assert_eq!(bank("Diarienummer:\n20201234\nEU-fond:\nEuropeiska regionala utvecklingsfonden"), Some("tvv"));
    assert_eq!(bank("Diarienummer:\nA-1\nEU-fond:\nERUF"), None);
    assert_eq!(bank("Diarienummer:\nA-1\nEU-fond:\nSocialfonden"), Some("esf"));
}

#[test]
fn labels_and_values_may_share_a_line() {
    let page = "Diarienummer: 24-101-S02\nNAMN: Bryggan: nu\nProjektägare: A, A\nprojektperiod: 2022-05-01 - 2023-01-31";
    assert_eq!(field(page, |d| &mut d.name).as_deref(), Some("Bryggan: nu"));
    assert_eq!(field(page, |d| &mut d.owner).as_deref(), Some("A"));
    assert_eq!(field(page, |d| &mut d.end).as_deref(), Some("2023-01-31"));
}

#[test]
fn labels_may_stand_in_any_shape() {
    let facts = [("Diarienummer", "24-101-S02"), ("Namn", "Bryggan"), ("Projektägare", "B kommun"), ("Startdatum", "2024-02-01")];
    let expected = "24-101-S02/Bryggan/B kommun/2024-02-01";
    let check = |kinds: Vec<BlockKind>| assert_eq!(shown(&marked(kinds.clone())), expected, "{kinds:?}");
    check(facts.iter().map(|(label, value)| pair(label, value)).collect());
    check(facts.iter().map(|(label, value)| row(&[label, value])).collect());
    check(facts.iter().map(|(label, value)| row(&[&format!("{label}:"), value, ""])).collect());
    check(facts.iter().flat_map(|(label, value)| [heading(label), line(value)]).collect());
    check(facts.iter().flat_map(|(label, value)| [heading(&format!("{label}:")), line(value)]).collect());
    check(facts.iter().map(|(label, value)| BlockKind::ListItem(format!("{label}: {value}"))).collect());
    check(facts.chunks(2).map(|two| row(&two.iter().flat_map(|(l, v)| [*l, *v]).collect::<Vec<_>>())).collect());
    check(facts.iter().flat_map(|(label, value)| [line(label), line(value)]).collect());
    let bare: String = facts.iter().map(|(label, value)| format!("{label}\n{value}\n")).collect();
    assert_eq!(shown(&blocks(&bare)), expected, "{bare}");
    let spaced: String = facts.iter().map(|(label, value)| format!("{label}:\n\n{value}\n\n")).collect();
    assert_eq!(shown(&blocks(&spaced)), expected, "{spaced}");
}

#[test]
fn both_halves_of_the_exports_headers_are_labels() {
    let page = marked(vec![
        row(&["Diarienummer / Operation ID", "24-101-S02"]),
        row(&["Namn på insatsen / Operation Name", "Bryggan"]),
        row(&["Stödmottagare / Beneficiary", "B kommun"]),
        row(&["Startdatum / Start date", "2024-02-01"]),
    ]);
    assert_eq!(shown(&page), "24-101-S02/Bryggan/B kommun/2024-02-01");
}

#[test]
fn an_empty_value_takes_no_label_for_its_own() {
    let check = |page: &str| assert_eq!(field(page, |d| &mut d.owner_postcode).as_deref(), Some("96100"), "{page}");
    let head = "Diarienummer: 2016/00123\nNamn: Bryggan\nProjektägare: B\n";
    check(&format!("{head}Stödmottagarens address:\nStödmottagare postnr:\n96100"));
    check(&format!("{head}Stödmottagarens address:\nStödmottagare postnr: 96100"));
    check("Diarienummer\n2016/00123\nNamn\nBryggan\nProjektägare\nB\nStödmottagarens address\nStödmottagare postnr\n96100");
    assert_eq!(field(&format!("{head}Antal deltagare: -\nRegion: Skåne"), |d| &mut d.participants), None);
}

#[test]
fn the_description_stands_above_between_or_below() {
    let body = "Projektet ger den som länge varit utan arbete en väg tillbaka genom praktik och studier.";
    let check = |page: &str| assert_eq!(field(page, |d| &mut d.description).as_deref(), Some(body), "{page}");
    let labels = "Diarienummer:\n24-101-S02\nProjektägare:\nB kommun\n";
    check(&format!(
        "Cookies\n\nKakor används på den här webbplatsen för att den ska fungera som den är tänkt att göra.\n\n24-101-S02 - Bryggan\n\n{body}\n\n{labels}Namn:\nBryggan"
    ));
    check(&format!("24-101-S02 - Bryggan\n\n{labels}\n{body}\n\nNamn:\nBryggan"));
    check(&format!("24-101-S02 - Bryggan\n\n{labels}Namn:\nBryggan\n\n{body}\n\nDela sidan\n\nSenast uppdaterad 1 mars 2024"));
    check(&format!("{labels}Namn:\nBryggan\nSammanfattning:\n{body}"));
    check(&format!("Kakor används på den här webbplatsen för att den ska fungera som den är tänkt.\n{labels}Namn:\nBryggan\n\n{body}"));
}

#[test]
fn contact_persons_are_left_out_and_counted() {
    let page =
        "Diarienummer:\n2016/00123\nNamn:\nBryggan\nProjektägare:\nX\nKontaktperson:\nLage Exempel\nE-post:\nTelefon:\n070-000 00 00";
    let (draft, _) = read(page).unwrap_or_default();
    assert_eq!(draft.dropped, [Dropped::ContactPerson, Dropped::Telephone]);
    assert!(!format!("{draft:?}").contains("Lage"));
    let rows = [["Diarienummer", "2016/00123"], ["Namn", "Bryggan"], ["Projektägare", "X"], ["Kontaktperson", "Lage Exempel"]];
    let (drafts, _) = extract(&marked(rows.iter().map(|cells| row(cells)).collect())).unwrap_or_default();
    assert_eq!(drafts.first().map(|draft| draft.dropped.clone()), Some(vec![Dropped::ContactPerson]));
    assert!(!format!("{drafts:?}").contains("Lage"));
}

#[test]
fn an_unknown_label_is_told_without_its_value() {
    let page = "Diarienummer:\nX1\nÄrendeslag:\nLage Exempel\nNamn:\nBryggan\nProjektägare:\nB";
    let (_, notices) = read(page).unwrap_or_default();
    assert_eq!(notices.iter().map(|n| (n.code, n.line)).collect::<Vec<_>>(), [(NoticeCode::UnknownLabel, 3)]);
    assert!(!format!("{notices:?}").contains("Lage"));
}

#[test]
fn other_pages_are_no_record_of_a_bank() {
    let check = |page: &str| assert!(read(page).is_none(), "{page}");
    check("");
    check("Diarienummer:\n2022-0001\nStartdatum:\n2022-01-01\nSlutdatum:\n2022-02-01");
    check("Namn:\nBryggan\nRegion:\nSkåne\nStartdatum:\n2022-01-01");
    check("Projektägare: Bryggans kommun\n\nKommunen får pengar till ett nytt projekt.");
}

#[test]
fn calls_for_applications_are_no_record_of_a_bank() {
    let check = |page: &str| assert!(read(page).is_none(), "{page}");
    check("Diarienummer:\n2023/00123\nNamn:\nVägar till jobb\nRegion:\nSkåne\nStartdatum:\n2023-01-01\nSlutdatum:\n2023-02-01");
    check("Diarienummer: 23-017-S01\nNamn: Vägar till jobb\nStödmottagare: kommuner\nAnsökningstid: 3 september - 16 oktober");
    check("Diarienummer\n23-017-S01\nNamn\nVägar till jobb\nStödmottagare\nkommuner\nUtlyst belopp\n20 000 000");
    check("Diarienummer:\n23-017-S01\nNamn:\nUtlysning för unga\nStartdatum:\n2023-01-01\nProgramområde:\nA");
    check("Diarienummer 2023-01234\nSatsning Vägval\nStatus Öppen\n\nVinnova öppnar för nya projekt.");
    check(
        "Lead partner: kommuner\nInsatsområde: Innovation\nTotal budget: 3 miljoner euro\nSista ansökningsdag: 1 mars\n\nInterreg öppnar.",
    );
}

#[test]
fn applications_that_wait_and_refusals_are_no_record() {
    let check = |page: &str| assert!(read(page).is_none(), "{page}");
    check("Fyra söker stöd från Interreg\n\nBron över\nLead partner: Åns kommun\nTotalt ansökt belopp 200 000 euro\nInsatsområde: Miljö");
    check("BESLUT OM AVSLAG\n\nVinnova\nDiarienummer:\n2023-01234\nProjekttitel:\nBryggan\nKoordinator:\nB AB");
}

#[test]
fn a_title_serves_where_labels_are_missing() {
    let page = "Sök projekt\n2016/00123 - Bron - del 2\n\nProjektnummer:\nProjektägare:\nX\nRegion:\nSkåne\nStartdatum:\n2016-01-01";
    assert_eq!(field(page, |d| &mut d.name).as_deref(), Some("Bron - del 2"));
    assert_eq!(field(page, |d| &mut d.reference).as_deref(), Some("2016/00123"));
}

#[test]
fn two_numbers_are_a_conflict() {
    let (draft, notices) = read("Diarienummer:\n1\nProjektnummer:\n2\nNamn:\nBryggan").unwrap_or_default();
    assert_eq!(draft.reference.map(|r| r.value).as_deref(), Some("1"));
    assert_eq!(notices.first().map(|n| (n.code, n.line)), Some((NoticeCode::Conflict, 4)));
}

#[test]
fn records_one_after_another() {
    let one = "Diarienummer:\n24-101-S02\nNamn:\nBryggan\nProjektägare:\nA\nStartdatum:\n2024-01-01\n\nEn text om bryggan och dess folk.\n";
    let two = "Diarienummer:\n24-102-S02\nNamn:\nBron\nProjektägare:\nB\nStartdatum:\n2024-02-01\n\nEn text om bron och dess folk.\n";
    let expected = "24-101-S02/Bryggan/A/2024-01-01 24-102-S02/Bron/B/2024-02-01";
    assert_eq!(shown(&blocks(&format!("{one}\n{two}"))), expected);
    assert_eq!(shown(&blocks(&format!("24-101-S02 - Bryggan\n\n{one}\n24-102-S02 - Bron\n\n{two}"))), expected);
    let (drafts, notices) = extract(&blocks(&format!("{one}\n{two}"))).unwrap_or_default();
    assert!(drafts.iter().all(|draft| draft.description.is_some()));
    assert_eq!(notices, []);
    // The same record twice on one page is one.
    assert_eq!(shown(&blocks(&format!("{one}\n{one}"))), "24-101-S02/Bryggan/A/2024-01-01");
}

#[test]
fn long_pages_take_linear_time() {
    let pieces = [
        "Namn:\n",
        "Diarienummer: 1\nNamn: A\nProjektägare: B\n",
        "Lead partner: A; B – ",
        "Namn\n",
        "Startdatum: 1 - ",
        "a - ",
        "(,",
        "Region: ",
    ];
    for piece in pieces {
        let page = format!(
            "Diarienummer: 24-101-S02\nNamn: Bryggan\nProjektägare: A\nLead partner: A\nEU-medel: 1 EUR\nInterreg\n{}",
            piece.repeat(400_000 / piece.len())
        );
        let _ = extract(&blocks(&page));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = extract(&blocks(&text));
    }

    #[test]
    fn no_mixture_of_labels_makes_it_panic(parts in proptest::collection::vec(0usize..PARTS.len(), 0..40)) {
        let page: String = parts.iter().filter_map(|at| PARTS.get(*at)).copied().collect();
        let _ = extract(&blocks(&page));
    }

    #[test]
    fn no_markup_makes_it_panic(parts in proptest::collection::vec((0usize..PARTS.len(), 0usize..PARTS.len(), 0u8..5), 0..30)) {
        let text = |at: usize| PARTS.get(at).copied().unwrap_or_default().trim().to_owned();
        let kind = |(left, right, kind): &(usize, usize, u8)| match kind {
            0 => heading(&text(*left)),
            1 => line(&text(*left)),
            2 => row(&[&text(*left), &text(*right)]),
            3 => pair(&text(*left), &text(*right)),
            _ => BlockKind::ListItem(text(*left)),
        };
        let _ = extract(&marked(parts.iter().map(kind).collect()));
    }
}

const PARTS: &[&str] = &[
    "Diarienummer:\n",
    "24-101-S02\n",
    "24-101-S02 - Bryggan\n",
    "Namn: Bryggan\n",
    "Namn\n",
    "Projektägare:\n",
    "A, A\n",
    "\n",
    "• B (Norge)\n",
    "Startdatum: 2024-01-01\n",
    "Projektperiod: 2024 - 2025\n",
    "Lead partner: A, Sverige\n",
    "Partner's programme co-financing: EUR 1 000,50\n",
    "Total budget: EUR 9\n",
    "Project name (SV): Bron\n",
    "Address: Gatan 1, 111 11 ORTEN, Sweden\n",
    "EU contribution: 1,5 € (40%)\n",
    "Programming period: 2021-2027\n",
    "Fund: ERDF\n",
    "Flag of Sweden  Skåne County, Sweden\n",
    "Koordinator Bryggan AB\n",
    "2023-01234\n",
    "Bidrag från Vinnova 150 000 kronor\n",
    "Bidragsmottagare\n",
    "Summa:\n",
    "100 %\n",
    "Interreg Sverige-Norge har beviljat\n",
    "EU-medel: 1 EUR – IR-medel: 2 NOK\n",
    "Kontaktperson: Lage\n",
    "En mening som är så lång att den läses som en text av den som läser sidan.\n",
    "Ansökningstid: nu\n",
    "Partners:\n",
    "Status: Avslag\n",
    "https://keep.eu/projects/1/\n",
];
