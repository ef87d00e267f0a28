//! Every word on screen, in one table: the Swedish beside the English.
//!
//! `{n}` and the like are places for values, filled by [`fill`]. A row with
//! only one language does not compile.

use super::Tongue;

macro_rules! texts {
    ($($key:ident: $swedish:literal, $english:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub struct Texts {
            $(#[doc = $swedish] pub $key: &'static str,)*
        }

        static SWEDISH: Texts = Texts { $($key: $swedish,)* };
        static ENGLISH: Texts = Texts { $($key: $english,)* };

        #[cfg(test)]
        const ROWS: &[(&str, &str, &str)] = &[$((stringify!($key), $swedish, $english),)*];
    };
}

texts! {
    // Around every page.
    about: "Sök bland svenska projekt med stöd ur EU:s fonder.", "Search Swedish projects supported by EU funds.";
    skip: "Hoppa till innehållet", "Skip to the content";
    main_menu: "Huvudmeny", "Main menu";
    search: "Sök", "Search";
    limited_to: "Sökningen är begränsad till {what}.", "The search is limited to {what}.";
    or: " eller ", " or ";
    not_this: "inte {what}", "not {what}";
    help: "Hjälp", "Help";
    hero: "Vad blev EU-pengarna till?", "What became of the EU money?";
    other_tongue: "English", "Svenska";
    box_label: "Sök bland {n} projekt med EU-stöd", "Search {n} projects with EU support";
    box_label_bare: "Sök bland projekt med EU-stöd", "Search projects with EU support";
    box_help: "Böjda ord, sammansättningar och synonymer hittas också.", "Inflected words, compounds and synonyms are found too.";
    phrase_example: "\"exakt fras\"", "\"exact phrase\"";
    exclude_example: "-uteslut", "-exclude";
    suggestions: "Förslag", "Suggestions";
    suggestions_said: "{n} förslag", "{n} suggestions";
    words: "Sökord", "Search words";
    owners: "Projektägare", "Project owners";
    places: "Platser", "Places";
    sample: "Exempeldata", "Sample data";
    sample_text: "Det här är en samling exempel som följer med Fondsök.", "This is a collection of examples that comes with Fondsök.";
    how_to_search: "Så söker du", "How to search";
    help_words: "Skriv några ord, på svenska eller engelska. Böjda former hittas också.", "Type a few words, in Swedish or English. Inflected forms are found too.";
    help_phrase: "Citattecken håller ihop ord:", "Quotation marks keep words together:";
    help_exclude: "Minus utesluter ett ord:", "A minus sign excludes a word:";
    more_help: "Allt om hur du söker", "All about searching";
    help_filters: "Antalet vid ett filter är så många träffar du får när du väljer det.", "The number at a filter is how many results you get by choosing it.";
    about_data: "Om uppgifterna", "About the data";
    about_data_text: "Ur myndigheternas öppna projektlistor och nyheter. Varje projekt visar sin källa och dess datum.", "From the authorities’ open lists of projects and their news. Each project shows its source and its date.";
    updated: "Senast uppdaterat", "Last updated";
    about_site: "Om webbplatsen", "About this site";
    about_site_text: "Fungerar utan JavaScript, sätter inga kakor och hämtar inget från tredje part.", "Works without JavaScript, sets no cookies and fetches nothing from third parties.";
    embed: "Bädda in sökningen på din webbplats", "Embed the search in your site";
    open_outside: "Öppna sökningen i Fondsök", "Open the search in Fondsök";
    new_tab: "öppnas i ny flik", "opens in a new tab";
    api: "API och öppna data", "API and open data";
    title: "{page} – Fondsök", "{page} – Fondsök";
    title_search: "{q}: {count} – Fondsök", "{q}: {count} – Fondsök";

    // Hits.
    hits: "Träffar", "Results";
    hits_one: "{n} träff", "{n} result";
    hits_many: "{n} träffar", "{n} results";
    hits_word_one: "träff", "result";
    hits_word_many: "träffar", "results";
    none: "Inga träffar", "No results";
    none_for: "Inga träffar på ”{q}”", "No results for “{q}”";
    showing: "Visar {from}–{to} av {total}.", "Showing {from}–{to} of {total}.";
    beyond: "Sidan ligger bortom den sista träffen.", "This page lies beyond the last result.";
    matching: "Varje träff har minst {required} av dina {of} ord.", "Each result has at least {required} of your {of} words.";
    may_help: "Det här kan ge träffar", "This may give results";
    tip_spelling: "Kontrollera stavningen.", "Check the spelling.";
    tip_words: "Pröva färre eller vanligare ord.", "Try fewer or more common words.";
    tip_place: "Pröva en större plats: länet i stället för kommunen.", "Try a larger place: the county instead of the municipality.";
    did_you_mean: "Menade du", "Did you mean";
    showing_instead: "Visar träffar för ”{to}”.", "Showing results for “{to}”.";
    search_as_typed: "Sök i stället på ”{from}”", "Search instead for “{from}”";
    only_in: "Visa bara:", "Show only:";
    how_understood: "Så tolkades sökningen", "How the search was understood";
    also_found_by: "{word}: också {terms}", "{word}: also {terms}";
    why_hit: "Varför träff:", "Why a result:";
    nearby: "Närliggande projekt", "Nearby projects";
    nearby_text: "Projekt om besläktade ämnen. De räknas inte som träffar.", "Projects on related subjects. They do not count as results.";
    similar: "Liknande projekt", "Similar projects";
    shares: "Gemensamt: {words}", "In common: {words}";
    remove_the_filter: "Ta bort filtret", "Remove the filter";
    granted: "Beviljat EU-stöd", "EU support granted";
    no_amount: "Belopp saknas i källan", "No amount in the source";
    fund: "Fond", "Fund";
    project_time: "Projekttid", "Project period";
    no_dates: "Datum saknas", "No dates";
    derived: "härlett", "derived";
    municipalities: "{n} kommuner", "{n} municipalities";
    counties: "{n} län", "{n} counties";
    regions: "{n} regioner", "{n} regions";
    sorting: "Sortering", "Order";
    sort_by: "Sortera på", "Sort by";
    sort_relevance: "Relevans", "Relevance";
    sort_newest: "Nyast först", "Newest first";
    sort_oldest: "Äldst först", "Oldest first";
    sort_largest: "Störst belopp", "Largest amount";
    sort_smallest: "Minst belopp", "Smallest amount";
    sort_name: "Projektnamn A–Ö", "Project name A–Ö";
    sort_name_down: "Projektnamn Ö–A", "Project name Ö–A";
    pages: "Sidor", "Pages";
    page: "Sida", "Page";
    first_page: "Första", "First";
    previous: "Föregående", "Previous";
    next: "Nästa", "Next";
    last_page: "Sista", "Last";
    same_as_json: "Samma svar ur API:et, som JSON", "The same answer from the API, as JSON";
    not_kronor: "Beloppet förstods inte och togs inte med: skriv hela kronor, till exempel 5000000.", "The amount was not understood and is left out: write whole kronor, such as 5000000.";
    not_date: "Året förstods inte och togs inte med: skriv till exempel 2021 eller 2021-03.", "The year was not understood and is left out: write, say, 2021 or 2021-03.";

    // Filters.
    filters: "Filter", "Filters";
    chosen_one: "{n} vald", "{n} chosen";
    chosen_many: "{n} valda", "{n} chosen";
    chosen_filters: "Valda filter", "Chosen filters";
    remove_filter: "Ta bort filter", "Remove filter";
    clear_filters: "Rensa filter", "Clear filters";
    show_hits: "Visa träffar", "Show results";
    place: "Plats", "Place";
    places_in: "Platser i {place}", "Places in {place}";
    not_value: "Inte {value}", "Not {value}";
    find_in: "Sök i {facet}", "Search in {facet}";
    show_more: "Visa fler ({n} till)", "Show more ({n} more)";
    show_fewer: "Visa färre", "Show fewer";
    missing_one: "{n} träff saknar uppgift.", "{n} result has no such fact.";
    missing_many: "{n} träffar saknar uppgift.", "{n} results have no such fact.";
    amount_range: "Beviljat belopp", "Amount granted";
    amount_from: "Från, kr", "From, SEK";
    amount_to: "Till, kr", "To, SEK";
    start_range: "Startår", "Start year";
    start_from: "Från år", "From year";
    start_to: "Till år", "To year";
    millions_below: "under {to} mnkr", "below SEK {to} million";
    millions_between: "{from}–{to} mnkr", "SEK {from}–{to} million";
    millions_from: "{from} mnkr eller mer", "SEK {from} million or more";
    bars_help: "Välj en stapel för att visa projekten.", "Choose a bar to show its projects.";
    as_table: "Visa som tabell", "Show as a table";
    range: "Intervall", "Range";
    granted_between: "Beviljat {from} – {to}", "Granted {from} – {to}";
    starts_in: "Start {value}", "Starts {value}";
    starts_between: "Start {from} – {to}", "Starts {from} – {to}";
    at_least: "Beviljat minst {value}", "Granted at least {value}";
    at_most: "Beviljat högst {value}", "Granted at most {value}";
    starts_from: "Start tidigast {value}", "Starts {value} or later";
    starts_to: "Start senast {value}", "Starts {value} or earlier";

    // Overview.
    overview: "Översikt", "Overview";
    projects_one: "{n} projekt", "{n} project";
    projects_many: "{n} projekt", "{n} projects";
    overview_lede: "{projects}. Tillsammans har {with} av dem beviljats {sum} miljoner kronor.", "{projects}. Together, {with} of them were granted SEK {sum} million.";
    overview_hits: "Visa projekten som lista", "Show the projects as a list";
    as_chart: "Visa som diagram och karta", "Show as chart and map";
    chart: "Beviljat EU-stöd efter startår och fond", "EU support granted by start year and fund";
    chart_text: "Miljoner kronor. Projekt utan startår eller belopp är inte med. Välj en del för att se projekten.", "SEK million. Projects without start year or amount are left out. Choose a part to see its projects.";
    chart_table: "Beviljat EU-stöd i miljoner kronor", "EU support granted, SEK million";
    chart_scroll: "Diagrammet kan rullas i sidled", "The chart can be scrolled sideways";
    funds: "Fonder", "Funds";
    other_funds: "Övriga fonder", "Other funds";
    start_year: "Startår", "Start year";
    all_funds: "Alla", "All";
    all_years: "Alla år", "All years";
    year_sum: "{year}: {sum} miljoner kronor ({parts})", "{year}: SEK {sum} million ({parts})";
    year_fund_sum: "{year}, {fund}: {sum} miljoner kronor", "{year}, {fund}: SEK {sum} million";
    map: "Projekt efter län", "Projects by county";
    map_text: "Ett projekt i flera län räknas en gång i varje. Välj ett län för att se projekten.", "A project in several counties counts once in each. Choose a county to see its projects.";
    scale: "Färgskala", "Colour scale";
    no_chart: "Det finns inget att rita: inga av träffarna har både startår och belopp.", "There is nothing to draw: none of the results has both start year and amount.";
    by_fund: "Efter fond", "By fund";
    by_county: "Efter län", "By county";
    all_on_map: "Alla län på karta", "All counties on a map";
    try_searching: "Så kan du söka", "Try searching for";
    all_projects: "Alla {n} projekt", "All {n} projects";
    ways: "Vägar in", "Ways in";
    example_words: "hjälpa unga till jobb", "help young people find work";
    example_money: "energi över 5 mnkr", "energy over 5 million";
    example_place: "besöksnäring plats:Jämtland", "tourism place:Jämtland";
    example_phrase: "\"små och medelstora företag\"", "broadband OR fibre";
    example_without: "kompetensutveckling -vård", "training -care";

    // An owner.
    owner_is: "Projektägare", "Project owner";
    former_names: "Även som", "Also as";
    projects: "Projekt", "Projects";
    granted_in_all: "Beviljat sammanlagt", "Granted in all";
    sum_of_some: "{n} av projekten har belopp", "{n} of the projects have an amount";
    sum_in_millions: "{sum} mnkr", "SEK {sum} million";
    active_years: "Startår", "Start years";
    search_their_projects: "Sök bland ägarens projekt", "Search the owner’s projects";
    owner_as_json: "Projekten ur API:et, som JSON", "The projects from the API, as JSON";
    their_places: "Var projekten är", "Where the projects are";

    // A project.
    name: "Namn", "Name";
    starts: "Start", "Start";
    ends: "Slut", "End";
    differs: "Enligt den här källan:", "According to this source:";
    stands_for: "Härifrån: {facts}", "From here: {facts}";
    copy: "Kopiera", "Copy";
    copied: "Kopierat", "Copied";
    you_are_here: "Du är här", "You are here";
    back_to_search: "Tillbaka till sökningen", "Back to the search";
    not_in_source: "Saknas i källan", "Not in the source";
    status: "Status", "Status";
    status_unknown: "Datum saknas", "No dates";
    about_project: "Om projektet", "About the project";
    no_description: "Källan har ingen beskrivning.", "The source has no description.";
    in_english: "På engelska", "In English";
    sources: "Källor", "Sources";
    source_place: "{kind}: {name}, rad {line}", "{kind}: {name}, line {line}";
    cite: "Hänvisa till sidan", "Cite this page";
    citation: "”{name}”{reference}. Fondsök, {address}, uppgifter från {date}. Källa: {source}.", "“{name}”{reference}. Fondsök, {address}, data of {date}. Source: {source}.";
    record_as_json: "Posten som JSON", "The record as JSON";
    facts: "Uppgifter", "Facts";
    reference: "Diarienummer", "Reference number";
    name_in_english: "Namn på engelska", "Name in English";
    owner: "Projektägare", "Project owner";
    org_number: "Org.nummer", "Org. number";
    owner_place: "Ägarens ort", "Owner’s place";
    partners: "Medverkande", "Partners";
    period: "Programperiod", "Programming period";
    programme: "Program", "Programme";
    programme_area: "Programområde", "Programme area";
    objective: "Mål", "Objective";
    intervention_fields: "Insatstyper", "Intervention fields";
    region: "Region", "Region";
    county: "Län", "County";
    show_all: "Visa alla {n}", "Show all {n}";
    municipality: "Kommun", "Municipality";
    total_budget: "Total budget", "Total budget";
    rate: "EU:s andel", "EU share";
    participants: "Deltagare", "Participants";
    companies: "Företag", "Companies";
    strategic: "Strategiskt viktig insats", "Of strategic importance";
    yes: "Ja", "Yes";
    no: "Nej", "No";
    secondary_themes: "Sekundära teman", "Secondary themes";
    language: "Beskrivningens språk", "Language of the description";
    years_one: "{n} år", "{n} year";
    years_many: "{n} år", "{n} years";
    months_one: "{n} månad", "{n} month";
    months_many: "{n} månader", "{n} months";
    days_one: "{n} dag", "{n} day";
    days_many: "{n} dagar", "{n} days";

    // The configurator, and what it prints.
    embed_title: "Bädda in sökningen", "Embed the search";
    embed_lede: "Välj vad som ska gå att söka i, kopiera koden och klistra in den på din sida. Inga kakor och inget samtycke behövs.", "Choose what can be searched, copy the code and paste it into your page. No cookies, and no consent is needed.";
    settings: "Inställningar", "Settings";
    embed_scope: "1. Avgränsning", "1. Scope";
    embed_scope_help: "Besökaren kan inte välja bort det du väljer här, och alla antal räknas inom det.", "Visitors cannot take away what you choose here, and every number is counted within it.";
    named_view: "Namngiven vy", "Named view";
    no_view: "Ingen", "None";
    all_funds_long: "Alla fonder", "All funds";
    everywhere: "Hela landet", "The whole country";
    embed_owner_help: "Namn eller organisationsnummer, precis som i sökningens filter.", "Name or organisation number, exactly as in the filter of the search.";
    embed_inside: "Avgränsningen rymmer", "The scope holds";
    embed_nothing: "Inga projekt ligger i avgränsningen. Kontrollera att allt är rätt skrivet.", "No project lies in the scope. Check that everything is spelt right.";
    embed_content: "2. Innehåll", "2. Content";
    embed_label_of_box: "Text över sökrutan", "Text above the box";
    embed_label_default: "Tomt fält blir ”{label}”.", "Left empty it is “{label}”.";
    embed_facets: "Filter som visas", "Filters shown";
    embed_layout: "Träffarnas form", "Form of results";
    embed_list: "Med text ur projekten", "With text from the projects";
    embed_compact: "Bara namn och uppgifter", "Names and facts only";
    embed_count: "Träffar per sida", "Results a page";
    embed_language: "Språk", "Language";
    swedish: "Svenska", "Swedish";
    english: "Engelska", "English";
    embed_look: "3. Utseende", "3. Look";
    embed_look_help: "Typsnitt och textfärg ärvs från din sida.", "Font and text colour are those of your page.";
    embed_accent: "Knapp och länkar", "Button and links";
    embed_ground: "Din sidas botten", "Ground of your page";
    embed_too_weak: "För svag kontrast.", "Too weak a contrast.";
    embed_weak: "{accent} når {ratio}:1 mot {ground}; 4,5:1 krävs.", "{accent} reaches {ratio}:1 on {ground}; 4.5:1 is required.";
    embed_mended: "Koden använder närmaste färg som räcker: {colour}, {ratio}:1.", "The code uses the nearest colour that does: {colour}, {ratio}:1.";
    embed_no_colour: "En färg förstods inte. Skriv den som #0b5a47.", "A colour was not understood. Write it as #0b5a47.";
    embed_local: "Koden leder till {address}, som bara nås från den här datorn. Den som driver tjänsten anger dess adress med public_url.", "The code leads to {address}, which only this computer can reach. Whoever runs the service sets its address with public_url.";
    embed_update: "Uppdatera koden", "Update the code";
    embed_preview: "Så ser det ut", "What it looks like";
    embed_code: "Koden", "The code";
    embed_element: "Sökruta med träffar", "Box with results";
    embed_element_small: "8 kB skript", "8 kB of script";
    embed_element_help: "Klistra in där sökningen ska stå. Formuläret fungerar också innan skriptet kommit, och utan det.", "Paste it where the search is to stand. The form works before the script has come, too, and without it.";
    embed_colours: "Dina färger", "Your colours";
    embed_colours_small: "i din stilmall", "in your stylesheet";
    embed_pinned: "Låst version", "Pinned version";
    embed_pinned_small: "med kontrollsumma", "with a checksum";
    embed_pinned_help: "Byt ut skriptets rad mot den här, så kan skriptet aldrig ändras utan att du byter rad igen.", "Put this in the place of the script’s line, and the script can never change without you changing the line.";
    embed_frame: "Iframe", "Iframe";
    embed_frame_small: "när skript inte går", "where scripts are not allowed";
    embed_frame_help: "Ramen har tjänstens egna färger. Den sista raden är till för höjden och kan utelämnas: då rullar ramen för sig.", "The frame has the service’s own colours. The last line is for the height and may be left out: the frame then scrolls by itself.";
    embed_form: "Bara formulär", "Form alone";
    embed_form_small: "inget skript", "no script";
    embed_policy: "Rader till säkerhetspolicyn", "Lines for the security policy";
    embed_policy_small: "Content-Security-Policy", "Content-Security-Policy";
    embed_policy_element: "För sökruta med träffar:", "For the box with results:";
    embed_policy_frame: "För iframe:", "For the iframe:";
    embed_sentences: "Meningar till er text om integritet och tillgänglighet", "Sentences for your statements on privacy and accessibility";
    embed_private_help: "Om integritet. Fråga den som driver tjänsten om någon server framför den loggar anrop; skriv i så fall det också.", "On privacy. Ask whoever runs the service whether a server in front of it logs requests; if so, say that too.";
    embed_private: "Sökningen efter EU-projekt kommer från {host}. Den sätter inga kakor, sparar ingenting i webbläsaren och hämtar ingenting från någon annan. Sökorden skickas till {host}, där programmet Fondsök inte loggar vare sig sökningar eller besökares adresser.", "The search for EU projects comes from {host}. It sets no cookies, keeps nothing in the browser and fetches nothing from anybody else. What is typed is sent to {host}, where the program Fondsök logs neither searches nor visitors’ addresses.";
    embed_accessible_help: "Om tillgänglighet.", "On accessibility.";
    embed_accessible: "Sökningen efter EU-projekt är byggd för att följa WCAG 2.2 på nivå AA. Den prövas automatiskt med axe-core vid varje ändring, och den går att använda med tangentbord, i fönster ned till 320 bildpunkters bredd och utan JavaScript.", "The search for EU projects is built to meet WCAG 2.2 at level AA. It is tested automatically with axe-core at every change, and it can be used with a keyboard, in windows down to 320 pixels wide and without JavaScript.";
    embed_accessible_known: "Ingen utomstående har granskat den.", "Nobody from outside has reviewed it.";
    embed_label: "Sök EU-projekt", "Search EU projects";
    embed_label_in: "Sök EU-projekt i {place}", "Search EU projects in {place}";
    embed_landmark: "EU-projekt", "EU projects";

    // Amounts.
    about_amount: "cirka", "about";
    million_one: "miljon", "million";
    million_many: "miljoner", "million";

    // Messages.
    to_search: "Till sökningen", "To the search";
    lost: "Sidan finns inte", "There is no such page";
    lost_text: "Adressen kan vara felskriven, eller så har projektet fallit bort ur sin källa. Sök på projektets namn i stället.", "The address may be mistyped, or the project may have left its source. Search for the project’s name instead.";
    empty: "Det finns inget att söka i än", "There is nothing to search yet";
    empty_text: "Den som sköter webbplatsen behöver läsa in projekt:", "Whoever runs this site needs to read in projects:";
    rebuilding: "Registret byggs om", "The index is being rebuilt";
    rebuilding_text: "Det är snart klart. Kom tillbaka om en stund och läs in sidan igen.", "It will soon be done. Come back in a moment and load the page again.";
    failed: "Sökningen misslyckades", "The search failed";
    failed_text: "Felet är vårt och inte ditt. Försök igen om en stund.", "The fault is ours and not yours. Try again in a moment.";
    bad_request: "Adressen gick inte att läsa", "The address could not be read";
    bad_scope_text: "Sidan som länkade hit har begränsat sökningen på ett sätt som inte kan läsas. Säg gärna till den som sköter den.", "The page that linked here limits the search in a way that cannot be read. Please tell whoever looks after it.";
    bad_request_text: "Något i adressen är inte som det ska. Börja om från sökningen.", "Something in the address is not as it should be. Start again from the search.";
    index_command: "fondsok index SÖKVÄG…", "fondsok index PATH…";
}

impl Texts {
    /// The words of a language.
    pub fn of(tongue: Tongue) -> &'static Texts {
        match tongue {
            Tongue::Swedish => &SWEDISH,
            Tongue::English => &ENGLISH,
        }
    }
}

/// Puts values in the places named `{like this}`. A value is never searched for
/// places itself, so a query such as `{n}` stays as it was typed.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// A text with a number in it, in the singular or the plural.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    fill(if count == 1 { one } else { many }, &[("n", &super::format::number(count))])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_both_languages_and_the_same_places() {
        let places = |text: &str| {
            let mut places: Vec<String> =
                text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name.into()).collect();
            places.sort();
            places
        };
        for (key, swedish, english) in ROWS {
            assert!(!swedish.trim().is_empty() && !english.trim().is_empty(), "{key}");
            assert_eq!(places(swedish), places(english), "{key}");
        }
        assert!(ROWS.len() > 100);
    }

    #[test]
    fn values_are_filled_once() {
        assert_eq!(fill("på ”{q}”: {n}", &[("q", "{n}"), ("n", "3")]), "på ”{n}”: 3");
        assert_eq!(counted(1, SWEDISH.hits_one, SWEDISH.hits_many), "1 träff");
        assert_eq!(counted(142, SWEDISH.hits_one, SWEDISH.hits_many), "142 träffar");
        assert_eq!(counted(1, ENGLISH.hits_one, ENGLISH.hits_many), "1 result");
        assert_eq!(counted(1142, ENGLISH.hits_one, ENGLISH.hits_many), "1\u{a0}142 results");
    }
}
