//! Lists of projects: bullets, numbered items, or lines that all end with an
//! amount, each a row of name, owner and amount.
//!
//! A list is read as a whole: the order of fields that gives owners in most
//! rows holds for all. A list of places or priorities is statistics.

use super::row::{ORDERS, Order, Row};
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::fact::{grant, places};
use crate::record::extract::news::names;
use crate::record::extract::news::page::{Line, Page, Shape};
use crate::record::extract::news::party::{self, Likeness};
use crate::record::extract::news::prose::{folded, has, is_quote};
use crate::record::extract::news::sections::MOST_PROJECTS;
use crate::record::extract::news::told::Told;
use crate::record::vocabulary::Vocabulary;

/// The most words of a row without an amount.
const ROW_WORDS: usize = 30;
/// How many lines above a list say what it lists.
const ABOVE: usize = 3;

/// Words above a list of projects.
const PROJECT_LIST: &[&str] = &[
    "projekt",
    "projekten",
    "projektet",
    "förstudie",
    "förstudier",
    "förstudien",
    "ansökningar",
    "satsningar",
    "projects",
    "insatser",
    "fick ja",
    "beviljades",
    "beviljas",
    "beviljade",
    "beviljats",
    "utvalda",
    "utvald",
    "prioriterade",
    "prioriterades",
    "godkända",
    "esf-projekt",
    "eu-projekt",
    "genomförandeprojekt",
];
/// Words above a list of something else.
const OTHER_LIST: &[&str] = &[
    "kvar att söka",
    "återstår",
    "fördelning",
    "fördelningen",
    "fördelas så",
    "fördelat på",
    "per region",
    "per område",
    "per insatsområde",
    "per län",
    "utlysningar",
    "utlysning",
    "pottens",
    "budgeten",
    "enligt nedan",
    "insatsområden",
    "programområden",
    "kostnadsslag",
];
/// Names that are a programme's priorities and no projects.
const PRIORITIES: &[&str] = &[
    "innovativa miljöer",
    "små- och medelstora företag",
    "små och medelstora företag",
    "natur- och kulturarv",
    "hållbara transporter",
    "sysselsättning",
    "kompetensförsörjning",
    "innovation och entreprenörskap",
    "grön omställning",
    "transport och mobilitet",
    "gränslös arbetsmarknad",
    "nationellt",
    "totalt",
    "summa",
    "tekniskt stöd",
    "koldioxidsnål ekonomi",
];

/// The projects of the page's lists.
pub(super) fn read(page: &Page, taken: &mut [bool], vocabulary: &Vocabulary) -> Vec<Told> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < page.lines.len() && found.len() < MOST_PROJECTS {
        let length = list_length(page, at, taken, vocabulary);
        if let Some(lines) = page.lines.get(at..at + length).filter(|_| length > 0) {
            for told in (List { page, vocabulary, at, lines }).projects() {
                if let Some(taken) = taken.get_mut(told.at) {
                    *taken = true;
                }
                found.push(told);
            }
        }
        at += length.max(1);
    }
    found.truncate(MOST_PROJECTS);
    found
}

/// How many lines from `at` are items, or plain lines that end with an amount.
fn list_length(page: &Page, at: usize, taken: &[bool], vocabulary: &Vocabulary) -> usize {
    let open = |at: &usize| taken.get(*at) == Some(&false);
    let of = |fits: &dyn Fn(&Line) -> bool| {
        (at..page.lines.len()).take_while(open).take_while(|at| page.lines.get(*at).is_some_and(fits)).count()
    };
    let items = of(&Line::is_item);
    if items > 0 {
        return items;
    }
    let rows = of(&|line: &Line| line.is_plain() && is_full_row(&line.text, vocabulary));
    if rows > 1 { rows } else { 0 }
}

/// Whether a line that is no item is a row by itself: name, owner, and the amount at its end.
fn is_full_row(text: &str, vocabulary: &Vocabulary) -> bool {
    let Some(row) = Row::read(text, vocabulary) else { return false };
    let Some(amount) = row.amount else { return false };
    let last = text.trim_end_matches(['.', ')', ' ']).ends_with(amount) || text.starts_with(amount);
    let owned = ORDERS.iter().filter_map(|order| row.split(*order)).any(|(_, _, likeness)| likeness > Likeness::No);
    (last && owned || row.behind().is_some()) && text.split_whitespace().count() <= ROW_WORDS
}

struct List<'p> {
    page: &'p Page,
    vocabulary: &'p Vocabulary,
    at: usize,
    lines: &'p [Line],
}

impl<'p> List<'p> {
    fn projects(&self) -> Vec<Told> {
        let rows: Vec<Option<Row<'p>>> = self.lines.iter().map(|line| self.row(line)).collect();
        let read: Vec<&Row<'p>> = rows.iter().flatten().collect();
        if read.len() * 5 < rows.len() * 3 || self.is_other_list(&read) {
            return Vec::new();
        }
        let priced = read.iter().any(|row| row.amount.is_some());
        if !priced && !self.above(PROJECT_LIST) {
            return Vec::new();
        }
        let behind: Vec<Told> = rows.iter().enumerate().filter_map(|(nth, row)| self.behind(nth, row.as_ref()?)).collect();
        if behind.len() * 2 > read.len() {
            return behind;
        }
        let Some(order) = best_order(&read) else { return self.without_owners(&rows) };
        let told = rows.iter().enumerate().filter_map(|(nth, row)| self.told(nth, row.as_ref()?, order));
        told.collect()
    }

    fn row(&self, line: &'p Line) -> Option<Row<'p>> {
        let row = Row::read(&line.text, self.vocabulary)?;
        (row.amount.is_some() || line.text.split_whitespace().count() <= ROW_WORDS).then_some(row)
    }

    /// Rows that name no owner are projects only where the text above says so.
    fn without_owners(&self, rows: &[Option<Row<'p>>]) -> Vec<Told> {
        let priced = rows.iter().flatten().all(|row| row.amount.is_some());
        let owners = rows.iter().flatten().filter(|row| party::likeness(row.head) == Likeness::Sure).count() * 2 > rows.len();
        if !priced || owners || !self.above(PROJECT_LIST) {
            return Vec::new();
        }
        rows.iter().enumerate().filter_map(|(nth, row)| row.as_ref().map(|row| self.project(nth, row, row.head, None))).collect()
    }

    fn behind(&self, nth: usize, row: &Row<'p>) -> Option<Told> {
        let (name, owner) = row.behind()?;
        let told = row.amount.map(|_| self.project(nth, row, name, Some(owner)))?;
        // *… kronor till en ny kaj* says what for, and names nothing.
        let named = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '#' || is_quote(c));
        Some(if named { told } else { Told { name: None, key: String::new(), short: String::new(), ..told } })
    }

    fn told(&self, nth: usize, row: &Row<'p>, (order, sure): (Order, bool)) -> Option<Told> {
        let row = &self.without_place(row);
        let by_order = row.split(order);
        let other = || ORDERS.iter().filter_map(|order| row.split(*order)).find(|(_, _, likeness)| *likeness == Likeness::Sure);
        let split = match by_order {
            Some((_, _, Likeness::Sure)) => by_order,
            Some(_) if sure => other().filter(|(name, ..)| name.len() > 2).or(by_order),
            _ => other(),
        };
        match split {
            Some((name, owner, _)) if names::could_be_name(name) || sure && !names::is_body(name) => {
                Some(self.project(nth, row, name, Some(owner)))
            }
            _ if row.amount.is_some() && names::could_be_name(row.head) => Some(self.project(nth, row, row.head, None)),
            _ => None,
        }
    }

    /// A row without the county that its last field is: `Bryggan, Mora kommun, Dalarna`.
    fn without_place(&self, row: &Row<'p>) -> Row<'p> {
        let is_place =
            |field: &str| field.split_whitespace().count() <= 3 && !field.starts_with("Region ") && places::is_area(field, self.vocabulary);
        let fields = row.head.matches(", ").count();
        match row.head.rsplit_once(", ").filter(|(_, last)| fields > 1 && is_place(last)) {
            Some((head, _)) => Row { head, ..*row },
            None => *row,
        }
    }

    fn project(&self, nth: usize, row: &Row<'p>, name: &str, owner: Option<&str>) -> Told {
        let (line, text) = self.lines.get(nth).map_or((1, ""), |line| (line.line, line.text.as_str()));
        let fact = |value: &str| Fact::stated(value.to_owned(), line).read_from(text, Confidence::Certain);
        let mut told = Told::named(name, line, self.at + nth);
        told.stated.owner = owner.map(fact);
        told.stated.granted = row.amount.map(fact);
        told.own = self.lines.get(nth).map(Into::into).into_iter().collect();
        told
    }

    /// Whether the list counts places or priorities, or the text above says that it lists something else.
    fn is_other_list(&self, rows: &[&Row<'p>]) -> bool {
        let is_place = |name: &str| places::is_place(name, self.vocabulary);
        let counted = |row: &&&Row<'p>| {
            is_place(row.head) || PRIORITIES.contains(&folded(row.head).as_str()) || names::is_fund(row.head, self.vocabulary)
        };
        let several = rows.iter().filter(counted).count() * 2 > rows.len();
        let owned =
            rows.iter().any(|row| ORDERS.iter().filter_map(|order| row.split(*order)).any(|(.., likeness)| likeness == Likeness::Sure));
        several || !owned && self.above(OTHER_LIST)
    }

    /// Whether the lines above the list, or the title, have one of the words.
    fn above(&self, cues: &[&str]) -> bool {
        let lines = self.page.lines.get(self.at.saturating_sub(ABOVE)..self.at).unwrap_or_default();
        let texts = lines
            .iter()
            .filter(|line| line.shape != Shape::Item)
            .map(|line| &line.text)
            .chain(self.page.title.iter().map(|title| &title.text));
        texts.into_iter().any(|text| has(&folded(text), cues) || cues == PROJECT_LIST && grant::decided(text))
    }
}

/// The order by which most rows have an owner, and whether so many have that it holds for all.
fn best_order(rows: &[&Row<'_>]) -> Option<(Order, bool)> {
    let weight = |order: &Order| -> usize {
        rows.iter()
            .filter_map(|row| row.split(*order))
            .map(|(name, _, likeness)| match likeness {
                // A name that is itself a party speaks for the other order.
                Likeness::Sure if party::likeness(name) == Likeness::Sure => 1,
                Likeness::Sure => 2,
                Likeness::Perhaps => 1,
                Likeness::No => 0,
            })
            .sum()
    };
    // Of two orders alike the more usual, which stands first, wins.
    let best = ORDERS.iter().rev().max_by_key(|order| weight(order)).copied()?;
    let sum = weight(&best);
    let owned = rows.iter().filter_map(|row| row.split(best)).filter(|(.., likeness)| *likeness > Likeness::No).count();
    let splits = rows.iter().filter(|row| row.split(best).is_some()).count();
    let priced = rows.iter().filter(|row| row.amount.is_some()).count() * 2 > rows.len();
    let sure = sum >= rows.len() || priced && splits == rows.len() && sum > 0;
    let most = owned * 2 >= rows.len();
    (most && (sum >= 2 || sum > 0 && priced)).then_some((best, sure))
}
