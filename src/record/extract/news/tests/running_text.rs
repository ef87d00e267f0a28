//! Running text: headings for each project, and prose about several.

use super::check_facts;

#[test]
fn headings_whose_paragraphs_begin_with_the_owner() {
    check_facts(
        "Nya Leaderprojekt\n\nLeader Siljan har beviljat stöd till tre projekt.\n\nSillens dag\nUlvöns byalag får 150 000 kronor för att laga mat.\n\nVandra mera\nSiljans Vandrarförening får 320 000 kronor till nya leder.",
        &["Sillens dag | Ulvöns byalag | EJFLU | 150 000 kronor", "Vandra mera | Siljans Vandrarförening | EJFLU | 320 000 kronor"],
    );
    check_facts(
        "Två projekt prioriterades\n\nPengarna kommer ur Socialfonden.\n\nGenvägen\nStadsmissionen driver projektet som ska ge 240 personer en väg till arbete. EU-stöd: 11,2 mkr.\n\nRätt spår\nHuddinge kommun är projektägare. Stödet blir 7,9 mkr.",
        &["Genvägen | Stadsmissionen | ESF | 11,2 mkr", "Rätt spår | Huddinge kommun | ESF | 7,9 mkr"],
    );
}

#[test]
fn amounts_before_and_behind_the_names() {
    check_facts(
        "Tre projekt om läsning\n\nFlera projekt får pengar från Europeiska socialfonden.\n\n8,3 miljoner kr blir det till Tryggare väg för sena läsare, vars projektägare är Malmö stad.\n\nBokstigen drivs gemensamt av Röda Korset och Lunds kommun och får 5,1 miljoner kr.\n\n2,2 miljoner kr går till Läsverkstaden. Projektägare är Eslövs kommun.",
        &[
            "Tryggare väg för sena läsare | Malmö stad | ESF | 8,3 miljoner kr",
            "Bokstigen | Röda Korset och Lunds kommun | ESF | 5,1 miljoner kr",
            "Läsverkstaden | Eslövs kommun | ESF | 2,2 miljoner kr",
        ],
    );
}

#[test]
fn owners_in_the_genitive_and_names_in_passing() {
    check_facts(
        "18 projekt i norr får pengar\n\nStrukturfondspartnerskapet prioriterade projekt ur ERUF och ESF. Hon nämner Digitala fjäll, där husdjuren får chip.\n\nNågra till:\n\n- Projektet Lära mera, som ska ge fler en plats.\n- Siljans Science Parks projekt Spelbyn.",
        &["Digitala fjäll | – | – | –", "Lära mera | – | – | –", "Spelbyn | Siljans Science Park | – | –"],
    );
}

#[test]
fn one_sentence_about_two_projects() {
    check_facts(
        "Nytt i Värmland\n\nFem projekt får pengar ur regionalfonden.\n\nProjektet Digihuset drivs av Karlstads Science Park, och Almi Värmland leder projektet Digivägen.",
        &["Digihuset | Karlstads Science Park | ERUF | –", "Digivägen | Almi Värmland | ERUF | –"],
    );
}

#[test]
fn amounts_in_brackets() {
    check_facts(
        "Regionens projekt får stöd\n\nTvå av Region Västmanlands ansökningar har fått stöd ur REACT-EU: Gröna gator (5,2 miljoner) och Blå vägar i länet (3,9 miljoner).",
        &["Gröna gator | Region Västmanland | REACT-EU | 5,2 miljoner", "Blå vägar i länet | Region Västmanland | REACT-EU | 3,9 miljoner"],
    );
}

#[test]
fn a_predecessor_is_no_project() {
    check_facts(
        "Mer stöd till skolan\n\nESF-rådet har gett klartecken till Skolkraft 2 och betalar 8 250 000 kronor. Det bygger vidare på projektet Skolros. Leksands kommun är projektägare.",
        &["Skolkraft 2 | Leksands kommun | ESF | 8 250 000 kronor"],
    );
}

#[test]
fn english_pages() {
    check_facts(
        "European funding for Fjord University\n\nThe project Smart Forestry has been granted SEK 8.2 million from the European Regional Development Fund. Fjord University is the project owner.",
        &["Smart Forestry | Fjord University | ERUF | SEK 8.2 million"],
    );
}
