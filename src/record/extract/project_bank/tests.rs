use super::*;
use crate::ingest::text::blocks;
use crate::record::notice::Dropped;

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
    extract(&blocks(text))
}

fn field(text: &str, slot: crate::record::extract::Slot) -> Option<String> {
    read(text).and_then(|(mut draft, _)| slot(&mut draft).clone()).map(|fact| fact.value)
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
fn labels_and_values_may_share_a_line() {
    let page = "Diarienummer: 24-101-S02\nNAMN: Bryggan: nu\nProjektägare: A, A\nprojektperiod: 2022-05-01 - 2023-01-31";
    assert_eq!(field(page, |d| &mut d.name).as_deref(), Some("Bryggan: nu"));
    assert_eq!(field(page, |d| &mut d.owner).as_deref(), Some("A"));
    assert_eq!(field(page, |d| &mut d.end).as_deref(), Some("2023-01-31"));
}

#[test]
fn contact_persons_are_left_out_and_counted() {
    let page =
        "Diarienummer:\n2016/00123\nNamn:\nBryggan\nProjektägare:\nX\nKontaktperson:\nLage Exempel\nE-post:\nTelefon:\n070-000 00 00";
    let (draft, _) = read(page).unwrap_or_default();
    assert_eq!(draft.dropped, [Dropped::ContactPerson, Dropped::Telephone]);
    assert!(!format!("{draft:?}").contains("Lage"));
}

#[test]
fn an_unknown_label_is_told_without_its_value() {
    let (_, notices) = read("Diarienummer:\nX1\nÄrendeslag:\nLage Exempel\nNamn:\nBryggan\nRegion:\nSkåne").unwrap_or_default();
    assert_eq!(notices.iter().map(|n| (n.code, n.line)).collect::<Vec<_>>(), [(NoticeCode::UnknownLabel, 3)]);
    assert!(!format!("{notices:?}").contains("Lage"));
}

#[test]
fn other_pages_are_no_record_of_the_bank() {
    let check = |page: &str| assert!(read(page).is_none(), "{page}");
    check("");
    check("Diarienummer:\n2022-0001\nStartdatum:\n2022-01-01\nSlutdatum:\n2022-02-01");
    check("Namn:\nBryggan\nRegion:\nSkåne\nStartdatum:\n2022-01-01");
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
