//! One project told of by a news page, a project bank and a list is one record
//! with three sources and the conflicts between them, through the real binary.

use serde_json::Value;

use crate::program::Program;

const NEWS: &str = "Ljus i mörkret över Sorsele

2024-05-02

Fler ska få arbete när gruvbyn växer.

”Ljus i mörkret” drivs av Sorsele kommun och har beviljats 2 400 000 kronor från ESF+. Arbetet pågår från 1 juni 2024 till 30 november 2026.
";

const BANK: &str = "Ljus i mörkret

Namn:
Ljus i mörkret
Diarienummer:
24-207-S02
Projektägare:
SORSELE KOMMUN
Organisationsnummer:
2120002569
Berörd fond:
ESF+
Program CCI:
2021SE05SFPR001
Startdatum:
2024-06-01
Slutdatum:
2026-11-30
Region:
Övre Norrland
Antal deltagare:
80

Projektet prövar nya vägar till arbete under den mörka årstiden, med handledare i varje by.
";

const LIST: &str = "Diarienummer;Stödmottagare;Organisationsnummer;Namn på insatsen;EU-fond;Startdatum;EU-stöd i SEK;Antal deltagare
24-208-S02;Exempel AB;5566119998;Något helt annat;ESF+;2024-09-01;900000;12
24-207-S02;Sorsele kommun;212000-2569;Ljus i mörkret;ESF+;2024-07-01;2 310 000;95
";

#[test]
fn a_news_page_a_bank_and_a_list_give_one_record() {
    let program = Program::new();
    let paths = [("nyhet.txt", NEWS), ("bank.txt", BANK), ("lista.csv", LIST)].map(|(name, text)| program.folder.file(name, text));
    let report = program.folder.path().join("report.json");
    let mut command = program.command();
    let output = command.arg("index").args(&paths).arg("--report").arg(&report).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&std::fs::read(report).unwrap()).unwrap();
    assert_eq!((&report["records"], &report["merged"], &report["codes"]["conflict"]), (&2.into(), &2.into(), &3.into()));
    let conflicts = report["sources"].as_array().unwrap().iter().flat_map(|source| {
        let notices = source["notices"].as_array().unwrap().iter().filter(|notice| notice["code"] == "conflict");
        notices.map(|notice| format!("{}:{} {}", source["name"].as_str().unwrap(), notice["line"], notice["message"].as_str().unwrap()))
    });
    assert_eq!(
        conflicts.collect::<Vec<_>>(),
        [
            "nyhet.txt:7 nyhet.txt says «2 400 000 kr», lista.csv:3 says «2 310 000 kr»; the latter stands",
            "lista.csv:3 lista.csv says «2024-07-01», bank.txt:3 says «2024-06-01»; the latter stands",
            "lista.csv:3 lista.csv says «95», bank.txt:3 says «80»; the latter stands",
        ]
    );

    let server = program.serve();
    let found = server.search("q=ljus%20i%20m%C3%B6rkret&fund=ESF%2B");
    assert_eq!(found["total"], 1);
    let project = server.get("/v1/projects/esf-24-207-s02").json();
    let sources: Vec<(&str, &str)> =
        project["sources"].as_array().unwrap().iter().map(|s| (s["name"].as_str().unwrap(), s["kind"].as_str().unwrap())).collect();
    assert_eq!(sources, [("bank.txt", "project_bank"), ("lista.csv", "list"), ("nyhet.txt", "news")]);
    assert_eq!((&project["owner"]["name"], &project["owner"]["org_number"]), (&"Sorsele kommun".into(), &"212000-2569".into()));
    assert_eq!((&project["start"], &project["end"], &project["participants"]), (&"2024-06-01".into(), &"2026-11-30".into(), &80.into()));
    assert_eq!(project["granted"]["amount_ore"], 231_000_000);
    let differs = |at: usize| {
        let said = project["sources"][at]["differs"].as_array().unwrap().iter();
        said.map(|other| format!("{} {}", other["field"].as_str().unwrap(), other["value"].as_str().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(differs(0), Vec::<String>::new());
    assert_eq!(differs(1), ["participants 95", "start 2024-07-01"]);
    assert!(differs(2).contains(&"granted 2 400 000 kr".to_owned()), "{:?}", differs(2));
    // The address that the news page alone would have given leads here.
    let former = project["former_ids"].as_array().unwrap()[0].as_str().unwrap();
    assert_eq!(server.get(&format!("/v1/projects/{former}")).header("location"), Some("/v1/projects/esf-24-207-s02"));
}
