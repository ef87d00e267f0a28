use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::ingest;
use crate::record::date::PartialDate;
use crate::record::draft::{Draft, Fact};
use crate::record::json::{from_value, to_line};
use crate::record::normalise::{self, Context};
use crate::record::project::{Amount, Coded, Origin, Owner, Place};
use crate::record::{Project, Source, SourceKind, Vocabulary, extract};

const NEWS: &str = "Ny chans i Dorotea

2024-02-01

Många unga vill arbeta nära hemmet.

”Bryggan åt alla” drivs av Dorotea kommun och har beviljats 1 800 000 kronor från ESF+. Arbetet pågår från 1 mars 2024 till 31 augusti 2026.
";

const BANK: &str = "Bryggan åt alla

Namn:
Bryggan åt alla
Diarienummer:
24-101-S02
Projektägare:
DOROTEA KOMMUN
Organisationsnummer:
2120000142
Berörd fond:
ESF+
Program CCI:
2021SE05SFPR001
Startdatum:
2024-03-01
Slutdatum:
2026-08-31
Region:
Övre Norrland
Antal deltagare:
60

Projektet bygger en brygga mellan skolan och arbetslivet i inlandet, med handledare på varje arbetsplats.
";

/// A record and the name of the file that it was read from.
#[derive(Debug, Clone)]
struct Read {
    file: String,
    project: Project,
}

impl Store for Vec<Project> {
    type Error = std::convert::Infallible;

    fn load(&mut self, nth: usize) -> Result<Project, Self::Error> {
        Ok(self[nth].clone())
    }

    fn keep(&mut self, project: &Project) -> Result<usize, Self::Error> {
        self.push(project.clone());
        Ok(self.len() - 1)
    }
}

/// What records become that all lie in memory.
struct Together {
    projects: Vec<Project>,
    notices: Vec<SourceNotice>,
    merged: usize,
}

/// Unites records that are read in two parts, as sources are.
fn unite(records: Vec<Read>, vocabulary: &Vocabulary) -> Together {
    let (mut uniter, mut second) = (Uniter::default(), Uniter::default());
    let half = records.len() / 2;
    records[..half].iter().for_each(|read| uniter.add(&read.project, &read.file));
    records[half..].iter().for_each(|read| second.add(&read.project, &read.file));
    uniter.append(second);
    let mut store: Vec<Project> = records.into_iter().map(|read| read.project).collect();
    let Ok(united) = uniter.close(&mut store, vocabulary);
    let finished = |(_, nth): &(String, usize)| {
        let mut project = store[*nth].clone();
        united.finish(&mut project);
        project
    };
    Together { projects: united.order.iter().map(finished).collect(), notices: united.notices.clone(), merged: united.merged }
}

fn vocabulary() -> &'static Vocabulary {
    Vocabulary::bundled()
}

fn read(file: &str, text: &str) -> Vec<Read> {
    let (content, _) = ingest::read(file, text.as_bytes()).unwrap();
    let context = Context { vocabulary: vocabulary(), source_name: file, keep_personal_data: false };
    let options = extract::Options { vocabulary: vocabulary(), columns: &extract::list::ColumnMap::default() };
    let mut items = Vec::new();
    let mut keep = |found| items.extend(if let extract::Found::Item(item) = found { Some(item) } else { None });
    extract::extract(content, options, &mut keep).unwrap();
    items.into_iter().filter_map(|item| normalise::item(item, &context).0.ok()).map(|project| Read { file: file.into(), project }).collect()
}

/// A row of a list of operations.
fn row(file: &str, line: usize, cells: &[(&str, &str)]) -> Read {
    let mut draft = Draft { kind: SourceKind::List, line, ..Draft::default() };
    for (label, cell) in cells {
        let slot = match *label {
            "reference" => &mut draft.reference,
            "name" => &mut draft.name,
            "owner" => &mut draft.owner,
            "number" => &mut draft.owner_number,
            "fund" => &mut draft.fund,
            "start" => &mut draft.start,
            "granted" => &mut draft.granted,
            "participants" => &mut draft.participants,
            other => panic!("no cell {other}"),
        };
        *slot = Some(Fact::stated((*cell).to_owned(), line));
    }
    let context = Context { vocabulary: vocabulary(), source_name: file, keep_personal_data: false };
    Read { file: file.into(), project: normalise::normalise(draft, &context).0.unwrap() }
}

fn list() -> Read {
    row(
        "lista.csv",
        7,
        &[
            ("reference", "24-101-s02"),
            ("name", "Bryggan åt alla"),
            ("owner", "Dorotea kommun"),
            ("number", "212000-0142"),
            ("fund", "ESF+"),
            ("start", "2024-04-01"),
            ("granted", "1 735 000 kr"),
            ("participants", "75"),
        ],
    )
}

fn all() -> Vec<Read> {
    [read("nyhet.txt", NEWS), read("bank.txt", BANK), vec![list()]].concat()
}

fn told(notices: &[SourceNotice]) -> Vec<String> {
    notices.iter().map(|told| format!("{}:{} {}", told.source, told.notice.line, told.notice.field.unwrap_or_default())).collect()
}

#[test]
fn one_project_through_news_bank_and_list_is_one_record() {
    let records = all();
    assert_eq!(records.len(), 3);
    let united = unite(records, vocabulary());
    assert_eq!((united.projects.len(), united.merged), (1, 2));
    let project = &united.projects[0];
    let names: Vec<&str> = project.sources.iter().map(|source| source.name.as_str()).collect();
    assert_eq!(names, ["bank.txt", "lista.csv", "nyhet.txt"]);
    assert_eq!(project.source, project.sources[0]);
    assert_eq!((project.id.as_str(), project.reference.as_deref()), ("esf-24-101-s02", Some("24-101-S02")));
    assert_eq!(project.owner.as_ref().map(|owner| (owner.key.as_str(), owner.name.as_str())), Some(("2120000142", "Dorotea kommun")));
    assert_eq!(project.start.map(|start| start.to_string()).as_deref(), Some("2024-03-01"));
    assert_eq!(project.granted.as_ref().map(|amount| amount.amount_ore), Some(173_500_000));
    assert_eq!(project.participants, Some(60));
    assert!(project.description.as_ref().is_some_and(|text| text.contains("brygga mellan skolan")));
    assert_eq!(told(&united.notices), ["lista.csv:7 start", "lista.csv:7 participants", "nyhet.txt:7 granted"]);
    let differs = |at: usize| project.sources[at].differs.iter().map(|d| format!("{} {}", d.field, d.value)).collect::<Vec<_>>();
    assert_eq!(differs(0), [] as [String; 0]);
    assert_eq!(differs(1), ["participants 75", "start 2024-04-01"]);
    assert!(differs(2).contains(&"granted 1 800 000 kr".to_owned()), "{:?}", differs(2));
    assert!(project.sources[2].facts.contains(&"end".to_owned()));
    assert_eq!(project.former_ids, ["bryggan-at-alla-2120000142", "bryggan-at-alla-dorotea-kommun"]);
}

#[test]
fn a_notice_names_both_sources_and_both_values() {
    let united = unite([read("bank.txt", BANK), vec![list()]].concat(), vocabulary());
    let message = &united.notices[0].notice.message;
    assert_eq!(message, "lista.csv says «2024-04-01», bank.txt:3 says «2024-03-01»; the latter stands");
}

#[test]
fn a_merged_record_is_exported_and_read_again() {
    let united = unite(all(), vocabulary());
    let lines: Vec<String> = united.projects.iter().map(to_line).collect();
    let again = unite(read("export.jsonl", &lines.join("\n")), vocabulary());
    let bare = |projects: Vec<Project>| projects.into_iter().map(|p| Project { origins: BTreeMap::new(), ..p }).collect::<Vec<_>>();
    assert_eq!(again.projects, bare(united.projects));
    assert_eq!(again.notices, []);
}

#[test]
fn an_export_and_the_sources_it_came_from_are_the_same_records() {
    let united = unite(all(), vocabulary());
    let lines: Vec<String> = united.projects.iter().map(to_line).collect();
    let both = unite([read("export.jsonl", &lines.join("\n")), all()].concat(), vocabulary());
    let shown = |projects: &[Project]| projects.iter().map(to_line).collect::<Vec<_>>();
    assert_eq!(shown(&both.projects), shown(&united.projects));
}

/// The ids after merging, in the order of the records.
fn ids(records: Vec<Read>) -> Vec<String> {
    unite(records, vocabulary()).projects.into_iter().map(|project| project.id).collect()
}

#[track_caller]
fn one(left: &[(&str, &str)], right: &[(&str, &str)], expected: bool) {
    let records = vec![row("a.csv", 1, left), row("b.csv", 1, right)];
    assert_eq!(ids(records).len() == 1, expected, "{left:?} {right:?}");
}

#[test]
fn rows_of_two_lists() {
    let number = ("number", "212000-0142");
    one(&[("reference", "24-101-S02"), ("name", "Bryggan")], &[("reference", "24-101-s02"), ("name", "Bron")], true);
    one(&[("reference", "24-101-S02"), ("name", "Bryggan")], &[("reference", "24-101-S03"), ("name", "Bryggan")], false);
    let named = [("name", "Bryggan"), ("owner", "Dorotea kommun"), number, ("start", "2024-01")];
    one(&named, &[("name", "BRYGGAN"), ("owner", "Dorotea kn"), number, ("start", "2024-01-02")], true);
    one(&named, &[("name", "Bryggan"), ("owner", "Dorotea kommun"), number, ("start", "2024-02-02")], false);
    one(&named, &[("name", "Bryggan"), ("owner", "Dorotea kommun"), number], false);
    one(&named, &[("name", "Bryggan"), ("owner", "Dorotea kommun"), ("start", "2024-01-02")], true);
    one(&named, &[("name", "Bryggan"), ("owner", "Dorotea kommun"), ("number", "202100-6883"), ("start", "2024-01")], false);
    let here = [("reference", "20361-27"), ("fund", "ERUF"), ("name", "Bryggan"), ("owner", "Dorotea kommun"), number];
    one(&here, &[("reference", "20361-27"), ("fund", "ERUF"), ("name", "Bryggan"), ("owner", "X"), ("number", "202100-6883")], false);
    one(&here, &[("reference", "20361-27"), ("fund", "ERUF"), ("name", "Bryggan"), ("owner", "X")], true);
    one(&here, &[("reference", "20361-28"), ("fund", "ERUF"), ("name", "Bryggan"), ("owner", "Dorotea kommun"), number], false);
}

#[test]
fn rows_of_one_list() {
    let twins = |left: &[(&str, &str)], right: &[(&str, &str)]| ids(vec![row("a.csv", 1, left), row("a.csv", 2, right)]).len();
    let owned = [("name", "Gemensam finansiering"), ("owner", "Norrfyren"), ("start", "2016-09-01")];
    let numbered = |number: &'static str| [&[("reference", number)], owned.as_slice()].concat();
    assert_eq!(twins(&numbered("20201908"), &numbered("20201946")), 2);
    assert_eq!(twins(&numbered("20201908"), &numbered("20201908")), 1);
    assert_eq!(twins(&numbered("20201908"), &owned), 2);
    assert_eq!(twins(&owned, &owned), 1);
    assert_eq!(twins(&owned, &[&owned[..2], &[("start", "2016-09-02")]].concat()), 2);
    let other_name = [("reference", "20201908"), ("name", "Något annat"), ("owner", "Norrfyren")];
    assert_eq!(ids(vec![row("a.csv", 1, &numbered("20201908")), row("a.csv", 2, &other_name)]).len(), 2);
}

#[test]
fn a_news_page_that_could_mean_two_projects_joins_neither() {
    let page = || read("nyhet.txt", &NEWS.replace(" Arbetet pågår från 1 mars 2024 till 31 augusti 2026.", ""));
    let with = |reference: &'static str, start: &'static str, granted: &'static str| {
        let owner = [("owner", "Dorotea kommun"), ("fund", "ESF+"), ("name", "Bryggan åt alla")];
        row("lista.csv", 3, &[&[("reference", reference), ("start", start), ("granted", granted)], owner.as_slice()].concat())
    };
    let phase = |granted| with("23-001-S02", "2023-01-01", granted);
    let next = |granted| with("24-002-S02", "2024-01-01", granted);
    assert_eq!(ids([page(), vec![phase("1 800 000 kr"), next("1 800 000 kr")]].concat()).len(), 3);
    assert_eq!(ids([page(), vec![phase("1 000 000 kr"), next("1 800 000 kr")]].concat()).len(), 2);
    assert_eq!(ids([page(), vec![phase("1 000 000 kr"), next("3 000 000 kr")]].concat()).len(), 3);
}

#[test]
fn many_rows_that_say_the_same_are_found_in_one_walk() {
    let same = row("a.csv", 1, &[("name", "Gemensam finansiering"), ("owner", "Norrfyren"), ("start", "2016-09-01")]);
    let mut merger = Merger::default();
    for nth in 0..3_000 {
        let file = if nth % 2 == 0 { "a.csv".to_owned() } else { format!("{nth}.csv") };
        let source = Source { name: file.clone(), ..same.project.source.clone() };
        merger.add(&Project { source, ..same.project.clone() }, &file);
    }
    let groups = merger.groups();
    // The rows of one file are one record; the files are too many for one project.
    assert_eq!((groups.size_of(0), groups.size_of(1), groups.first_of(2_000)), (1_500, 1, 0));
}

#[test]
fn an_owner_that_changed_stays_on_the_record() {
    let of = |file: &str, owner: &'static str, number: &'static str| {
        row(file, 2, &[("reference", "24-101-S02"), ("name", "Bryggan"), ("owner", owner), ("number", number)])
    };
    let united = unite(vec![of("a.csv", "Dorotea kommun", "212000-0142"), of("b.csv", "Kajens kommun", "202100-6883")], vocabulary());
    assert_eq!(united.projects.len(), 1);
    assert_eq!(told(&united.notices), ["b.csv:2 owner"]);
    assert_eq!(united.projects[0].sources[1].differs[0].value, "Kajens kommun (202100-6883)");
}

#[test]
fn whom_one_source_counts_as_owner_stays_the_partner_of_another() {
    let mut bank = read("bank.txt", BANK).remove(0).project;
    bank.partners = vec!["Åsele kommun".into(), "Vilhelmina kommun".into()];
    let mut page = Read { project: list().project, file: "nyhet.txt".into() };
    page.project.owner = Some(Owner { key: "asele-kommun".into(), name: "Åsele kommun".into(), ..Owner::default() });
    page.project.partners = vec!["Dorotea Kn".into(), "VILHELMINA KOMMUN".into(), "Norrfyren".into()];
    let merged = merge(page.project, bank, vocabulary()).0;
    assert_eq!(merged.partners, ["Åsele kommun", "Vilhelmina kommun", "Norrfyren"]);
}

#[test]
fn more_sources_than_are_listed_are_told() {
    let page = |line: usize| {
        let mut project = list().project;
        project.source = Source { line, ..project.source };
        project.sources = vec![project.source.clone()];
        project
    };
    let (merged, notices) = merge_all((1..=52).map(page).collect(), vocabulary()).unwrap();
    assert_eq!(merged.sources.len(), 50);
    assert_eq!(told(&notices), ["lista.csv:51 sources", "lista.csv:52 sources"]);
}

#[test]
fn the_fund_that_a_web_editor_names_more_narrowly_is_not_believed() {
    let mut bank = row("a.csv", 1, &[("reference", "2018/00076"), ("name", "Bryggan"), ("fund", "ESF")]).project;
    let page = Project {
        source: Source { kind: SourceKind::News, ..bank.source.clone() },
        fund: Some(Coded { code: "ESF+".into(), label: None }),
        ..bank.clone()
    };
    let page = Project { sources: vec![page.source.clone()], ..page };
    bank.reference = None;
    assert_eq!(merge(page, bank, vocabulary()).0.fund.map(|fund| fund.code).as_deref(), Some("ESF"));
}

/// A record with what a seed decides, from one of a few sources.
fn arbitrary() -> impl Strategy<Value = Project> {
    let date = prop_oneof![Just("2024"), Just("2024-03"), Just("2024-03-01"), Just("2023-12-31")];
    let facts = (proptest::option::of(date), proptest::option::of(0_i64..4), any::<bool>(), proptest::option::of(0_u64..3), 0_usize..4);
    let names = (0_usize..3, proptest::option::of(0_usize..3), proptest::option::of("[ab]{1,3}"), proptest::collection::vec("[ab]", 0..3));
    (facts, names, 0_usize..5, 1_usize..3).prop_map(
        |((start, grant, about, participants, place), (name, owner, text, partners), kind, line)| {
            const KINDS: [SourceKind; 5] =
                [SourceKind::ProjectBank, SourceKind::Tillvaxtverket, SourceKind::List, SourceKind::Json, SourceKind::News];
            let owners = [("Norrfyren AB", Some("212000-0142")), ("Norrfyren", None), ("Kajen, Avdelningen", None)];
            let source = Source { kind: KINDS[kind], name: format!("{kind}.txt"), line, ..Source::default() };
            let origin = Origin { source: source.name.clone(), line, derived: false, evidence: None };
            Project {
                id: format!("id-{kind}-{line}"),
                name: ["Bryggan", "Bryggan åt alla", "Kajen"][name].to_owned(),
                start: start.and_then(PartialDate::parse),
                granted: grant.map(|n| Amount { amount_ore: 180_000_000 + n * 3_000_000, currency: "SEK".into(), approximate: about }),
                participants,
                owner: owner.map(|at| Owner {
                    key: crate::record::owner::key(owners[at].0, owners[at].1),
                    name: owners[at].0.into(),
                    org_number: owners[at].1.map(str::to_owned),
                    ..Owner::default()
                }),
                description: text,
                partners,
                county: ["", "24", "25", "03"][place..=place]
                    .iter()
                    .filter(|code| !code.is_empty())
                    .map(|code| Place { code: (*code).into(), label: (*code).into(), derived: false })
                    .collect(),
                origins: [("name", origin)].into_iter().collect(),
                sources: vec![source.clone()],
                source,
                ..Project::default()
            }
        },
    )
}

proptest! {
    #[test]
    fn the_order_of_two_records_does_not_matter(one in arbitrary(), two in arbitrary()) {
        let (left, notices) = merge(one.clone(), two.clone(), vocabulary());
        let (right, others) = merge(two, one, vocabulary());
        prop_assert_eq!(to_line(&left), to_line(&right));
        prop_assert_eq!(notices, others);
    }

    #[test]
    fn the_order_of_sources_does_not_matter(records in proptest::collection::vec(arbitrary(), 1..6), turn in 0_usize..6) {
        let read = |projects: &[Project]| projects.iter().map(|project| Read { file: project.source.name.clone(), project: project.clone() }).collect::<Vec<_>>();
        let shown = |records: Vec<Read>| {
            let mut lines: Vec<String> = unite(records, vocabulary()).projects.iter().map(to_line).collect();
            lines.sort();
            lines
        };
        let mut turned = records.clone();
        turned.rotate_left(turn % records.len());
        turned.reverse();
        prop_assert_eq!(shown(read(&records)), shown(read(&turned)));
    }

    #[test]
    fn nothing_stated_is_lost(one in arbitrary(), two in arbitrary()) {
        prop_assume!(one.source.name != two.source.name);
        let (merged, _) = merge(one.clone(), two.clone(), vocabulary());
        for record in [&one, &two] {
            let source = merged.sources.iter().find(|source| source.name == record.source.name).unwrap();
            for key in ["start", "granted", "participants", "owner", "description", "county"] {
                let value = serde_json::to_value(record).unwrap()[key].clone();
                let stated = !value.is_null() && value != serde_json::json!([]);
                let kept = source.facts.iter().any(|fact| fact == key) || source.differs.iter().any(|differs| differs.field == key);
                prop_assert_eq!(stated, kept, "{} of {}", key, record.source.name);
            }
        }
    }

    #[test]
    fn a_merged_record_reads_back(one in arbitrary(), two in arbitrary()) {
        let merged = Project { origins: BTreeMap::new(), ..merge(one, two, vocabulary()).0 };
        prop_assert_eq!(from_value(serde_json::to_value(&merged).unwrap()), Ok(merged));
    }
}
