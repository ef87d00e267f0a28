//! Pages that name no funded project.

use super::check;

#[test]
fn calls_and_guidance() {
    check(
        "Nu öppnar höstens utlysning i Regionalfonden\n\nTillväxtverket utlyser 45 miljoner kronor.\n\nVem kan söka?\nSökande kan vara kommuner, regioner och universitet.\n\nTidplan\nÖppnar: 1 september 2023\nStänger: 15 oktober 2023",
        &[],
    );
    check(
        "Så skriver du en bra ansökan till ESF+\n\n1. Börja med problemet.\n2. Räkna på budgeten: 40 procent från ESF+.\n\nEtt projekt får i regel mellan 2 och 20 miljoner kronor.",
        &[],
    );
}

#[test]
fn statistics_and_totals() {
    check(
        "Vårens siffror\n\nSocialfonden har beviljat 31 ansökningar.\n\n• Övre Norrland 7 300 000 kr\n• Sydsverige 21 500 000 kr\n• Nationellt 40 250 000 kr",
        &[],
    );
    check(
        "Det här återstår\n\nKvar att söka i Interreg Sverige-Norge:\n\n1. Innovativa miljöer: 250 000 Euro\n2. Hållbara transporter: 1 900 500 Euro",
        &[],
    );
    check(
        "Partnerskapet sa ja\n\nPartnerskapet har prioriterat tolv ansökningar. Sju gäller ESF+ och fem regionalfonden. Totalt handlar det om 96 miljoner kronor.",
        &[],
    );
}

#[test]
fn applications_that_nobody_has_decided_on() {
    check(
        "Kommunen söker EU-pengar\n\nOrsa kommun ansöker om 13 miljoner kronor ur Europeiska regionala utvecklingsfonden till projektet Badlyftet. Beslut väntas till sommaren.",
        &[],
    );
    check(
        "Satsningen fick nej\n\nTillväxtverket avslår ansökan från Region Halland om 12 miljoner kronor från Regionalfonden till projektet AI Väst.",
        &[],
    );
}
