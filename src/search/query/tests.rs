//! What each thing that can be typed means.

use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &str) {
    assert_eq!(parse(text).query.to_string(), expected, "{text}");
}

/// The query and the filters, and that each filter can be taken out again.
fn filtered(text: &str, query: &str, filters: &[&str]) {
    let parsed = parse(text);
    assert_eq!(parsed.query.to_string(), query, "{text}");
    let found: Vec<String> = parsed.filters.iter().map(ToString::to_string).collect();
    assert_eq!(found, filters, "{text}");
    for nth in 0..found.len() {
        assert_eq!(parse(&parsed.without(nth)).filters.len() + 1, found.len(), "{text} without {nth}");
    }
}

#[test]
fn words_phrases_and_exclusions() {
    check("", "(everything)");
    check("  ()[]{}*?~^ ", "(everything)");
    check("Kompetens  utveckling", "(most kompetens utveckling)");
    check("\"förnybar energi\" -sol", "(most (phrase förnybar energi) (not sol))");
    check("”förnybar energi”", "(most (phrase förnybar energi))");
    check("\"öppen fras", "(most (phrase öppen fras))");
    check("-\"grön omställning\" energi", "(most (not (phrase grön omställning)) energi)");
    check("energi - sol", "(most energi sol)");
    check("energi energi ENERGI", "(most energi)");
    check("(energi) (-sol) -(vind)", "(most energi (not sol) (not vind))");
}

#[test]
fn a_single_quoted_word_is_meant_exactly() {
    check("\"energi\"", "(most (exact energi))");
    check("energi \"energi\"", "(most energi (exact energi))");
    check("\"ESF+\"", "(most (exact esf+))");
}

#[test]
fn fillers_go_unless_nothing_else_is_left() {
    check("vilka projekt hjälper unga", "(most unga)");
    check("vilka projekt", "(most vilka projekt)");
    check("projekt", "(most projekt)");
    check("energi -projekt", "(most energi (not projekt))");
    check("energi \"projekt\"", "(most energi (exact projekt))");
    check("energi eller klimat", "(most energi klimat)");
    filtered("vilka projekt fond:ESF", "(everything)", &["(fund ESF)"]);
}

#[test]
fn hyphens_and_plus_belong_to_words() {
    check("e-hälsa", "(most ehälsa)");
    let Query::Most(words) = parse("23-051-S06").query else { panic!("a word") };
    let [Query::Word(word)] = words.as_slice() else { panic!("one word") };
    assert_eq!((word.whole.as_str(), word.apart.join(" ").as_str(), word.typed.as_str()), ("23051s06", "23 051 s06", "23-051-S06"));
    check("ESF+ norrbotten", "(most esf+ norrbotten)");
    check("2014-2020", "(most 2014 2020)");
    check("Skåne-Blekinge vatten", "(most skåneblekinge vatten)");
    check("a-ESF+ b", "(most aesf b)");
}

#[test]
fn a_hanging_hyphen_is_told() {
    check("hälso- och sjukvård", "(most hälso- sjukvård)");
    check("mark-, skogs- och vattenfrågor", "(most mark- skogs- vattenfrågor)");
    // Fillers too may be the first part of a compound.
    check("för- och nackdelar", "(most för- nackdelar)");
    check("hälso-", "(most hälso-)");
    check("hälso - och", "(most hälso)");
}

#[test]
fn words_know_how_and_where_they_were_typed() {
    let parsed = parse("  EU:s IT-stöd \"Grön  energi\" bredB*, e-Hälsa");
    let typed = |query: &Query| match query {
        Query::Word(word) => (word.typed.clone(), word.bytes.clone()),
        Query::Phrase(phrase) => (phrase.typed.clone(), phrase.bytes.clone()),
        Query::Prefix(prefix) => (prefix.typed.clone(), prefix.bytes.clone()),
        other => panic!("{other}"),
    };
    let found: Vec<_> = parsed.query.leaves().into_iter().map(typed).collect();
    assert!(found.iter().all(|(typed, bytes)| parsed.text.get(bytes.clone()) == Some(typed)));
    let found: Vec<_> = found.iter().map(|(typed, _)| typed.as_str()).collect();
    assert_eq!(found, ["EU", "IT-stöd", "Grön  energi", "bredB*", "e-Hälsa"]);
}

#[test]
fn a_star_makes_a_prefix() {
    check("bredb*", "(most (prefix bredb))");
    check("-bredb*", "(most (not (prefix bredb)))");
    check("bredb**, energi", "(most (prefix bredb) energi)");
    check("e-häls*", "(most (prefix ehäls))");
    check("om*", "(most (prefix om))");
    // Too short, in the middle, in quotes, after a plus: no prefix.
    check("b* energi", "(most b energi)");
    check("bred*band", "(most bred band)");
    check("*band", "(most band)");
    check("\"bredb*\"", "(most (exact bredb))");
    check("ESF+*", "(most esf+)");
}

#[test]
fn or_makes_a_choice() {
    check("energi OR klimat", "(most (any energi klimat))");
    check("energi ELLER klimat sol", "(most (any energi klimat) sol)");
    check("energi | klimat|vatten", "(most (any energi klimat vatten))");
    check("\"grön energi\" OR klim* OR sol", "(most (any (phrase grön energi) (prefix klim) sol))");
    check("(energi OR klimat) (sol OR vind)", "(most (any energi klimat) (any sol vind))");
    check("energi OR OR klimat", "(most (any energi klimat))");
    check("energi OR energi", "(most energi)");
    check("energi OR energi OR klimat OR energi", "(most (any energi klimat))");
    // What hyphens and slashes hold together is one side.
    check("energi OR 2014-2020", "(most (any energi (phrase 2014 2020)))");
    check("små/stora OR klimat", "(most (any (phrase små stora) klimat))");
    check("energi OR små/stora OR klimat", "(most (any energi (phrase små stora) klimat))");
    check("små/stora OR -klimat", "(most små stora (not klimat))");
}

#[test]
fn or_without_two_sides_is_nothing() {
    check("OR energi", "(most energi)");
    check("energi OR", "(most energi)");
    check("energi OR -sol", "(most energi (not sol))");
    check("-sol OR energi", "(most (not sol) energi)");
    check("energi or klimat", "(most energi or klimat)");
    check("\"OR\" energi", "(most (exact or) energi)");
    check("OR", "(most or)");
    check("ELLER", "(most eller)");
    check("|", "(everything)");
    check("energi OR - klimat", "(most energi klimat)");
    filtered("energi OR fond:ESF OR klimat", "(most energi klimat)", &["(fund ESF)"]);
}

#[test]
fn or_beside_a_filler_word_is_nothing() {
    check("energi ELLER vilka", "(most energi)");
    check("energi vilka ELLER klimat", "(most energi klimat)");
    check("energi ELLER vilka ELLER klimat", "(most (any energi klimat))");
}

#[test]
fn not_excludes() {
    check("energi INTE sol", "(most energi (not sol))");
    check("energi NOT \"grön el\" NOT vind*", "(most energi (not (phrase grön el)) (not (prefix vind)))");
    check("energi NOT NOT sol", "(most energi (not sol))");
    check("energi NOT -sol", "(most energi (not sol))");
    check("energi NOT (sol)", "(most energi (not sol))");
    check("energi inte sol", "(most energi sol)");
    check("energi NOT", "(most energi)");
    check("NOT", "(most not)");
    // Several words without spaces are excluded as one.
    check("energi -2014-2020", "(most energi (not (phrase 2014 2020)))");
    filtered("energi INTE fond:ESF", "(most energi)", &["(not (fund ESF))"]);
}

#[test]
fn filters_by_swedish_and_english_names() {
    for (text, filter) in [
        ("fond:ESF", "(fund ESF)"),
        ("FUND:esf", "(fund esf)"),
        ("plats:Umeå", "(place Umeå)"),
        ("ort:Umeå", "(place Umeå)"),
        ("region:SE33", "(region SE33)"),
        ("län:Skåne", "(county Skåne)"),
        ("lan:Skåne", "(county Skåne)"),
        ("county:12", "(county 12)"),
        ("Kommun:Umeå", "(municipality Umeå)"),
        ("projektägare:ALMI", "(owner almi)"),
        ("owner:ALMI", "(owner almi)"),
        ("titel:Grön", "(name grön)"),
        ("title:IN [", "(name in)"),
        ("period:2014-2020", "(period 2014-2020)"),
        ("område:A1", "(programme_area A1)"),
        ("programme_area:A1", "(programme_area A1)"),
        ("språk:engelska", "(language engelska)"),
        ("källa:projektbank", "(source projektbank)"),
        ("fond: ESF", "(fund ESF)"),
        ("fond:ESF+", "(fund ESF+)"),
        ("(fond:ESF+),", "(fund ESF+)"),
        ("fond:\"Horisont  Europa\"", "(fund Horisont Europa)"),
        ("fond: ”ESF+”", "(fund ESF+)"),
        ("fond:\"ESF", "(fund ESF)"),
        ("a\u{30a}r:2023", "(year 2023..2023)"),
        ("-fond:ESF", "(not (fund ESF))"),
        ("-fond:\"ESF+\"", "(not (fund ESF+))"),
        ("namn:\"e-hälsa för alla\"", "(name e hälsa för alla)"),
    ] {
        filtered(text, "(everything)", &[filter]);
    }
}

#[test]
fn statuses_are_read_in_both_languages() {
    for (text, code) in [("pågående", "ongoing"), ("Pågår", "ongoing"), ("kommande", "coming"), ("AVSLUTAT", "ended"), ("ended", "ended")]
    {
        filtered(&format!("status:{text}"), "(everything)", &[&format!("(status {code})")]);
    }
    filtered("status:vilande", "(most status vilande)", &[]);
}

#[test]
fn a_bare_value_is_a_word_and_what_belongs_to_it() {
    filtered("ägare:Umeå kommun vatten", "(most vatten)", &["(owner umeå kommun)"]);
    filtered("ägare:Umeå vatten kommun", "(most vatten kommun)", &["(owner umeå)"]);
    filtered("plats:Malmö stad, energi", "(most energi)", &["(place Malmö stad)"]);
    filtered("län:Skåne län", "(everything)", &["(county Skåne län)"]);
    filtered("ägare:Luleå universitet", "(everything)", &["(owner luleå universitet)"]);
    filtered("ägare:Region Skåne energi", "(most energi)", &["(owner region skåne)"]);
    filtered("ägare:region", "(everything)", &["(owner region)"]);
    filtered("ägare:Region fond:ESF", "(everything)", &["(owner region)", "(fund ESF)"]);
    filtered("kommun:Upplands Väsby", "(most väsby)", &["(municipality Upplands)"]);
    filtered("kommun:\"Upplands Väsby\"", "(everything)", &["(municipality Upplands Väsby)"]);
    filtered("kommun:Umeå, kommun", "(most kommun)", &["(municipality Umeå)"]);
    filtered("namn:Umeå kommun", "(most kommun)", &["(name umeå)"]);
    filtered("fond:ESF OR energi", "(most energi)", &["(fund ESF)"]);
}

#[test]
fn years_and_amounts_by_name() {
    for (text, filter) in [
        ("år:2023", "(year 2023..2023)"),
        ("year:2020-2023", "(year 2020..2023)"),
        ("år:>2020", "(year 2021..)"),
        ("år:-2019", "(year ..2019)"),
        ("-år:2019", "(not (year 2019..2019))"),
        ("start:2023-05", "(year 2023-05..2023-05)"),
        ("start:\"maj 2023\"", "(year 2023-05..2023-05)"),
        ("år: \"> 2020\"", "(year 2021..)"),
        ("belopp:>5mnkr", "(granted 500000000..)"),
        ("belopp: > 5 mnkr", "(granted 500000000..)"),
        ("belopp:1-5 mnkr", "(granted 100000000..500000000)"),
        ("amount:\"1-5 mnkr\"", "(granted 100000000..500000000)"),
        ("-granted:<2 miljoner", "(not (granted ..200000000))"),
    ] {
        filtered(text, "(everything)", &[filter]);
    }
    filtered("belopp:>500 000 energi år:2023 sol", "(most energi sol)", &["(granted 50000000..)", "(year 2023..2023)"]);
}

#[test]
fn what_cannot_be_read_stays_words() {
    filtered("foo:bar", "(most foo bar)", &[]);
    filtered("EU:s stöd", "(most eu stöd)", &[]);
    filtered("http://exempel.se/sida", "(most http exempel se sida)", &[]);
    filtered("kl 10:30", "(most kl 10 30)", &[]);
    filtered("fond:", "(most fond)", &[]);
    filtered("fond:\"\" energi", "(most fond energi)", &[]);
    filtered("fond :ESF", "(most fond esf)", &[]);
    filtered("fond: -sol", "(most fond (not sol))", &[]);
    filtered("fond: OR sol", "(most (any fond sol))", &[]);
    filtered("fond: kommun:Umeå", "(most fond)", &["(municipality Umeå)"]);
    filtered("år:2020-talet", "(most år 2020talet)", &[]);
    filtered("år:>2199", "(most år 2199)", &[]);
    filtered("belopp:mycket", "(most belopp mycket)", &[]);
    filtered("belopp:\"5 mnkr ungefär\"", "(most belopp (phrase 5 mnkr ungefär))", &[]);
    filtered("\"fond:ESF\"", "(most (phrase fond esf))", &[]);
}

#[test]
fn amounts_among_the_words() {
    filtered("energi över 5 mnkr i Umeå", "(most energi umeå)", &["(granted 500000000..)"]);
    filtered("(högst 3 miljoner)", "(everything)", &["(granted ..300000000)"]);
    filtered("minst 1 mnkr högst 5 mnkr", "(everything)", &["(granted 100000000..)", "(granted ..500000000)"]);
    filtered("INTE över 5 mnkr", "(everything)", &["(not (granted 500000000..))"]);
    filtered("inte över 5 mnkr", "(everything)", &["(granted ..500000000)"]);
    filtered("över 5 miljoner år:2023", "(everything)", &["(granted 500000000..)", "(year 2023..2023)"]);
    filtered("över 60 år", "(most 60 år)", &[]);
    filtered("över 100 deltagare", "(most 100 deltagare)", &[]);
    filtered("\"över 5 mnkr\"", "(most (phrase över 5 mnkr))", &[]);
    filtered("över \"5 mnkr\"", "(most (phrase 5 mnkr))", &[]);
    filtered("1 | 5 mnkr", "(most (any 1 5) mnkr)", &[]);
    filtered("från 2023 i Umeå", "(most 2023 umeå)", &[]);
}

#[test]
fn a_filter_is_told_as_typed() {
    let parsed = parse("energi -fond:\"ESF+\" NOT  år:2023 ägare:Umeå kommun, över 5 mnkr.");
    let texts: Vec<&str> = parsed.filters.iter().map(|filter| filter.text.as_str()).collect();
    assert_eq!(texts, ["-fond:\"ESF+\"", "NOT  år:2023", "ägare:Umeå kommun", "över 5 mnkr"]);
    assert_eq!(parsed.without(1), "energi -fond:\"ESF+\" ägare:Umeå kommun, över 5 mnkr.");
    assert_eq!(parsed.without(4), parsed.text);
}

#[test]
fn taking_a_filter_out_changes_nothing_else() {
    for (text, nth, left) in [
        ("energi   fond:ESF   sol", 0, "energi sol"),
        ("fond:ESF", 0, ""),
        ("fond:ESF OR fond:ERUF", 0, "fond:ERUF"),
        ("fond:ESF OR fond:ERUF", 1, "fond:ESF"),
        ("energi OR fond:ESF OR klimat", 0, "energi klimat"),
        ("energi|fond:ESF|klimat", 0, "energi klimat"),
        ("energi | - fond:ESF klimat", 0, "energi | - klimat"),
        // The words around would become a condition, or another one.
        ("över fond:ESF 5 mnkr", 0, "över, 5 mnkr"),
        ("fond: kommun:Umeå ESF", 0, "fond:, ESF"),
        ("kommun:Umeå fond:ESF kommun", 1, "kommun:Umeå, kommun"),
    ] {
        assert_eq!(parse(text).without(nth), left, "{text}");
    }
}

#[test]
fn sizes_are_capped() {
    assert!(parse(&"(".repeat(10_000)).truncated);
    assert!(parse(&"ord ".repeat(1000)).truncated);
    let many: String = (0..100).map(|n| format!("o{n} ")).collect();
    let parsed = parse(&many);
    assert!(parsed.truncated);
    assert_eq!(parsed.query.wanted().len(), MOST_WORDS);
    let many: String = (0..60).map(|n| format!("o{n}|")).collect();
    assert_eq!(parse(&many).query.leaves().len(), MOST_WORDS);
    let many = "fond:ESF ".repeat(18);
    let parsed = parse(&many);
    assert_eq!((parsed.filters.len(), parsed.query.to_string().as_str()), (MOST_FILTERS, "(most fond esf)"));
    let long = format!("\"{}\"", "ord ".repeat(100));
    assert!(matches!(parse(&long).query.leaves().as_slice(), [Query::Phrase(phrase)] if phrase.words.len() == 16));
}

fn check_places(parsed: &Parsed) -> Result<(), TestCaseError> {
    for filter in &parsed.filters {
        prop_assert_eq!(parsed.text.get(filter.bytes.clone()), Some(filter.text.as_str()));
    }
    for leaf in parsed.query.leaves().into_iter().chain(parsed.query.unwanted()) {
        let (typed, bytes) = match leaf {
            Query::Word(word) => (&word.typed, &word.bytes),
            Query::Phrase(phrase) => (&phrase.typed, &phrase.bytes),
            Query::Prefix(prefix) => (&prefix.typed, &prefix.bytes),
            _ => return Err(TestCaseError::fail("a leaf is a word, phrase or prefix")),
        };
        prop_assert_eq!(parsed.text.get(bytes.clone()), Some(typed.as_str()));
        prop_assert!(!typed.is_empty());
        prop_assert!(parsed.filters.iter().all(|filter| filter.bytes.end <= bytes.start || bytes.end <= filter.bytes.start));
    }
    Ok(())
}

fn check_all(text: &str) -> Result<(), TestCaseError> {
    let parsed = parse(text);
    prop_assert!(!parsed.query.to_string().is_empty());
    prop_assert!(parsed.query.leaves().len() + parsed.query.unwanted().len() <= MOST_WORDS);
    prop_assert!(parsed.filters.len() <= MOST_FILTERS);
    check_places(&parsed)?;
    for (nth, filter) in parsed.filters.iter().enumerate() {
        let left = parse(&parsed.without(nth));
        // Where there is no room for more, one that was words may apply now.
        if parsed.filters.len() < MOST_FILTERS {
            prop_assert_eq!(left.filters.len() + 1, parsed.filters.len(), "{:?} without {}: {:?}", text, filter, left.text);
            prop_assert!(parsed.query == Query::Everything || parsed.query == left.query, "{:?} without {}: {:?}", text, filter, left.text);
        }
    }
    Ok(())
}

/// What means something, and what may stand around it.
const PARTS: &[&str] = &[
    "fond:ESF+",
    "kommun:Umeå",
    "ägare:",
    "kommun",
    "Region",
    "\"",
    "-",
    "–",
    "NOT",
    "OR",
    "|",
    "ELLER",
    "över",
    "mellan",
    "och",
    "till",
    "5",
    "mnkr",
    "miljoner",
    "1-5",
    "kr",
    "år:2023",
    "år:",
    ">",
    "belopp:",
    "namn:grön",
    "energi",
    "bredb*",
    "hälso-",
    "vilka",
    "(",
    ")",
    ",",
    ".",
    "2020",
    "500 000",
    " ",
    "  ",
    "status:",
    "pågående",
    "e-hälsa",
    "\u{308}",
    "å",
    "för",
    "*",
    "SEK",
    "inte",
    "mer än",
];

proptest! {
    #[test]
    fn any_text_parses_and_prints(text in "\\PC{0,300}") {
        check_all(&text)?;
    }

    #[test]
    fn any_sequence_of_parts_can_be_undone(parts in proptest::collection::vec((proptest::sample::select(PARTS), any::<bool>()), 0..16)) {
        let text: String = parts.iter().map(|(part, space)| format!("{part}{}", if *space { " " } else { "" })).collect();
        check_all(&text)?;
    }
}
