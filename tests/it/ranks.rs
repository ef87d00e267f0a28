//! Golden ranks: for each query its canonical form and its first hits over the
//! sample, so that a change of ranking is a diff to review.

use std::fmt::Write;

use fondsok::search::query::parse;

use crate::golden;
use crate::program::{Program, corpus, escaped};

const QUERIES: [&str; 16] = [
    "kompetensutveckling",
    "kompetensutveckling vården",
    "energieffektivisering företag",
    "bredband glesbygd",
    "besöksnäring",
    "vilka projekt hjälper unga till arbete",
    "social ekonomi",
    "digitala verktyg i skolan",
    "\"förnybar energi\"",
    "energi -sol",
    "jämställdhet arbetsmarknad utrikes födda",
    "region jämtland härjedalen",
    "innovation",
    "companies",
    "ESF+ norrbotten",
    "24-007-S06",
];

#[test]
fn first_hits_are_as_reviewed() {
    let server_of = Program::with_index_of(&[corpus()]);
    let server = server_of.serve();
    let mut shown = String::new();
    for text in QUERIES {
        let answer = server.search(&format!("q={}&limit=5&facets=none", escaped(text)));
        let matching = &answer["matching"];
        writeln!(
            shown,
            "{text}\n  {}\n  {} of {} words, {} projects",
            parse(text).query,
            matching["required"],
            matching["of"],
            answer["total"]
        )
        .unwrap();
        for project in answer["projects"].as_array().unwrap() {
            writeln!(shown, "    {}  {}", project["id"].as_str().unwrap(), project["name"].as_str().unwrap()).unwrap();
        }
    }
    golden::check("ranks.txt", &shown);
}
