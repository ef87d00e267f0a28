//! Lists, label blocks and tables.

use super::check_facts;

#[test]
fn rows_of_name_owner_and_amount() {
    check_facts(
        "Tre projekt prioriterades\n\nPartnerskapet gav stöd ur Europeiska regionala utvecklingsfonden till:\n\n• Glas och grus (Region Skåne), 7 205 411 kr\n• Grön hamn, kaj och kran (Hamnens Hus AB), 612 500 kr",
        &["Glas och grus | Region Skåne | ERUF | 7 205 411 kr", "Grön hamn, kaj och kran | Hamnens Hus AB | ERUF | 612 500 kr"],
    );
    // The order of most rows holds for one whose owner nobody would know.
    check_facts(
        "Projekt som får stöd ur ESF+\n\n- Nya vägar, Mora kommun, 3 mkr\n- Den digitala byn, Siljans Vävhus, 2 mkr\n- Jobb nu, Orsa kommun, 1,5 mkr",
        &[
            "Nya vägar | Mora kommun | ESF+ | 3 mkr",
            "Den digitala byn | Siljans Vävhus | ESF+ | 2 mkr",
            "Jobb nu | Orsa kommun | ESF+ | 1,5 mkr",
        ],
    );
    check_facts(
        "Beslut i norr\n\nRegionalfonden\n\nIsbron – Umeå universitet – 11 200 000 kr\nRymdbyn – Institutet för rymdfysik – 6 400 000 kr\n\nSocialfonden+\n\nJobbspåret – Piteå kommun – 3 450 000 kr\nVägval – Bodens kommun – 2 900 000 kr",
        &[
            "Isbron | Umeå universitet | ERUF | 11 200 000 kr",
            "Rymdbyn | Institutet för rymdfysik | ERUF | 6 400 000 kr",
            "Jobbspåret | Piteå kommun | ESF+ | 3 450 000 kr",
            "Vägval | Bodens kommun | ESF+ | 2 900 000 kr",
        ],
    );
    check_facts(
        "Fyra av våra ansökningar gick igenom\n\nMittlands universitet fick ja när partnerskapet prioriterade projekt ur regionalfonden.\n\n- Digital omställning: 8,3 miljoner kronor\n- Risk och kris i skogen: 5 miljoner kronor",
        &[
            "Digital omställning | Mittlands universitet | ERUF | 8,3 miljoner kronor",
            "Risk och kris i skogen | Mittlands universitet | ERUF | 5 miljoner kronor",
        ],
    );
}

#[test]
fn owners_that_get_amounts() {
    check_facts(
        "Klimatpengar\n\nTillväxtverket ger stöd ur Fonden för en rättvis omställning.\n\nUtlyst belopp: 400 miljoner kronor\n\n• Luleå Kaj AB: 250 miljoner kronor för projektet Malmvägen\n• Gällivare kommun får 32 miljoner kronor till projektet ”Vätgasskolan”.\n• Talga Sten AB får 41,5 miljoner kronor för en ny kvarn.",
        &[
            "Malmvägen | Luleå Kaj AB | FRO | 250 miljoner kronor",
            "Vätgasskolan | Gällivare kommun | FRO | 32 miljoner kronor",
            "Klimatpengar | Talga Sten AB | FRO | 41,5 miljoner kronor",
        ],
    );
    check_facts(
        "Norrpengar från ESF+\n\n• Umeå kommun tilldelas 3,1 miljoner kronor för Språngbrädet\n• Pajala kommun tilldelas 940 000 för ”Välkommen hit”\n• Vävarförbundet tilldelas 800 000 kronor för Lära - leva - laga",
        &[
            "Språngbrädet | Umeå kommun | ESF+ | 3,1 miljoner kronor",
            "Välkommen hit | Pajala kommun | ESF+ | 940 000",
            "Lära - leva - laga | Vävarförbundet | ESF+ | 800 000 kronor",
        ],
    );
}

#[test]
fn label_blocks_under_counties() {
    check_facts(
        "Sju projekt får EU-stöd\n\nDALARNA\n\nEn skola till\nSökande: Mora kommun\nKontaktperson: Asta Exempel\nSökt EU-belopp från Socialfonden: 4 500 000 kr\nTotalt: 9 000 000 kr\n\nVÄRMLAND\n\nLedljus\nSökande: Visit Vinterled ek. för.\nSökt EU-belopp från Regionalfonden: 750 000 kr",
        &["En skola till | Mora kommun | ESF | 4 500 000 kr", "Ledljus | Visit Vinterled ek. för. | ERUF | 750 000 kr"],
    );
    check_facts(
        "Beviljade projekt i regionalfonden\n\nVävens väg av Högskolan i Borås\nSumma: 9 400 000 SEK\n\nSkydd av kajer av Hamnens Hus AB\nSumma: 845 000 SEK",
        &["Vävens väg | Högskolan i Borås | ERUF | 9 400 000 SEK", "Skydd av kajer | Hamnens Hus AB | ERUF | 845 000 SEK"],
    );
    check_facts(
        "Projekt med stöd från ESF+\n\nProjektägare: Botkyrka kommun\nProjektnamn: Jobb nu\nBeviljat belopp: 17 500 000\n\nProjektägare: Fryshuset\nProjektnamn: Första klivet\nBeviljat belopp: 9 300 000",
        &["Jobb nu | Botkyrka kommun | ESF+ | 17 500 000", "Första klivet | Fryshuset | ESF+ | 9 300 000"],
    );
    check_facts(
        "Interreg: två nya\n\n1 Fäbod 2\nMottagare: Region Gävleborg\nFinansiering: 1,9 miljoner euro (cirka 21 miljoner kronor)\n\n2 Fjäll 3\nMottagare: Åre kommun\nFinansiering: 640 000 euro",
        &["Fäbod 2 | Region Gävleborg | Interreg | cirka 21 miljoner kronor", "Fjäll 3 | Åre kommun | Interreg | 640 000 euro"],
    );
}

#[test]
fn what_was_refused_is_no_project() {
    check_facts(
        "Omgången är klar\n\nPengar ur regionalfonden.\n\nPrioriterade projekt:\n* Vintervägar, 4 300 000 kr, Mora kommun\n* Sommarvägar, 2 800 000 kr, Orsa kommun\n\nEj prioriterade projekt:\n* Rymdvägar, 1 000 000 kr, Rättviks kommun",
        &["Vintervägar | Mora kommun | ERUF | 4 300 000 kr", "Sommarvägar | Orsa kommun | ERUF | 2 800 000 kr"],
    );
}

#[test]
fn tables() {
    check_facts(
        "Så fördelas stödet ur regionalfonden\n\nProjekt\tSökande\tLän\tEU-stöd\nGröna gator\tGävle kommun\tGävleborg\t4 500 000 kr\nSmart stål\tHögskolan Dalarna\tDalarna\t8 250 000 kr",
        &["Gröna gator | Gävle kommun | ERUF | 4 500 000 kr", "Smart stål | Högskolan Dalarna | ERUF | 8 250 000 kr"],
    );
    check_facts(
        "Beviljade projekt\n\nSocialfonden har gett stöd till dessa.\n\nDnr\nProjektets namn\nProjektägare\nStöd, tkr\n\n2017/00102\nLyft på hatten\nLycksele kommun\n4 312\n\n2017/00118\nKompisbyrån\nLuleå kommun\n9 870",
        &["Lyft på hatten | Lycksele kommun | ESF | 4 312 tkr", "Kompisbyrån | Luleå kommun | ESF | 9 870 tkr"],
    );
    check_facts(
        "Stöd ur regionalfonden\n\nRegion Gotland\nHållbara gäster\n6 500 000 kr\n\nVisby Fisk AB\nVärme ur havet\n9 400 000 kr",
        &["Hållbara gäster | Region Gotland | ERUF | 6 500 000 kr", "Värme ur havet | Visby Fisk AB | ERUF | 9 400 000 kr"],
    );
}

#[test]
fn names_above_a_line_that_begins_with_the_grant() {
    super::check(
        "Nya projekt i länet\n\nEuropeiska regionala utvecklingsfonden (ERUF)\n\nFyra projekt får tillsammans 18 miljoner kr ur ERUF.\n\nLinbanan över sjön\n4,6 miljoner kr, pågår 2019-02-01 – 2021-06-30\n\nByn bygger och åker. Regionen skjuter till ytterligare 4,6 miljoner kr.",
        &["Linbanan över sjön | – | ERUF | 4,6 miljoner kr |  | 2019-02-01/2021-06-30 | – –"],
    );
}

#[test]
fn paragraphs_that_open_with_a_name() {
    check_facts(
        "Tre nya projekt i Interreg Sverige-Norge\n\nGränslös vård. Region Värmland leder arbetet tillsammans med Sykehuset Innlandet. EU-stöd: 11,2 mkr.\n\nFjällnära odling. Länsstyrelsen i Jämtlands län är projektägare. EU-stöd: 8,3 mkr.",
        &["Gränslös vård | Region Värmland | Interreg | 11,2 mkr", "Fjällnära odling | Länsstyrelsen i Jämtlands län | Interreg | 8,3 mkr"],
    );
    check_facts(
        "Stöd till skolan\n\nEtt steg till. Projektet Bryggan hos Exempel kommun får 2 miljoner kronor från Socialfonden.",
        &["Bryggan | Exempel kommun | ESF | 2 miljoner kronor"],
    );
}
