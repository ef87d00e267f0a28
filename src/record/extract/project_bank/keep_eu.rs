//! keep.eu, the register of cross-border projects: facts of the project, then
//! a section a partner with its own budget, the project's name near the end.

use super::super::super::draft::{Confidence, Fact};
use super::super::super::notice::{Notice, NoticeCode};
use super::super::super::project::Amount;
use super::address;
use super::bank::{Bank, Label, Labels, Meaning};
use super::chunks::Outline;
use super::description::name_above;
use super::party::{self, Party, is_paid_by_the_union};
use super::record::Record;
use super::signs::Signs;

pub(super) static BANK: Bank = Bank {
    code: "keep",
    labels: &LABELS,
    prefixes: &[],
    alone: &[],
    leading: &[],
    is_reference: is_number,
    title: |_| None,
    named_above: false,
    is_record,
    finish,
};

static LABELS: Labels = Labels::new(ROWS);

const ROWS: &[Label] = &[
    ("project name", Meaning::Part("name")),
    ("project name (sv)", Meaning::Part("name_sv")),
    ("project name (en)", Meaning::Part("name")),
    ("full name", Meaning::Part("name")),
    ("full name (en)", Meaning::Part("name")),
    ("full name (sv)", Meaning::Part("name_sv")),
    ("project acronym", Meaning::Part("acronym")),
    ("acronym", Meaning::Part("acronym")),
    ("project id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("keep id", Meaning::Fact(|d| &mut d.reference, "reference")),
    ("project description", Meaning::Part("description")),
    ("project description (en)", Meaning::Part("description")),
    ("project description (sv)", Meaning::Part("description_sv")),
    ("description (en)", Meaning::Part("description")),
    ("description (sv)", Meaning::Part("description_sv")),
    ("project summary", Meaning::Part("description")),
    ("summary (en)", Meaning::Part("description")),
    ("summary (sv)", Meaning::Part("description_sv")),
    ("period", Meaning::Fact(|d| &mut d.period, "period")),
    ("programming period", Meaning::Fact(|d| &mut d.period, "period")),
    ("programme", Meaning::Fact(|d| &mut d.programme, "programme")),
    ("priority", Meaning::Fact(|d| &mut d.programme_area, "programme_area")),
    ("specific objective", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("priority specific objective", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("programme specific objective", Meaning::Fact(|d| &mut d.specific_objective, "specific_objective")),
    ("type of intervention", Meaning::Part("intervention")),
    ("start date", Meaning::Fact(|d| &mut d.start, "start")),
    ("end date", Meaning::Fact(|d| &mut d.end, "end")),
    ("project start date", Meaning::Fact(|d| &mut d.start, "start")),
    ("project end date", Meaning::Fact(|d| &mut d.end, "end")),
    ("lead partner", Meaning::Each("lead")),
    ("project partner", Meaning::Each("partner")),
    ("partner", Meaning::Each("partner")),
    ("name", Meaning::Each("partner")),
    ("name (en)", Meaning::Ignored),
    ("partner's id if not pic", Meaning::Each("number")),
    ("partner's id", Meaning::Each("number")),
    ("address", Meaning::Each("address")),
    ("country", Meaning::Each("country")),
    ("total budget", Meaning::Each("budget")),
    ("total expected budget", Meaning::Each("budget")),
    ("total budget/expenditure", Meaning::Each("budget")),
    ("total eligible budget", Meaning::Each("budget")),
    ("european union funding", Meaning::Part("union")),
    ("eu funding", Meaning::Part("union")),
    ("programme co-financing", Meaning::Part("union")),
    ("co-financing rate", Meaning::Fact(|d| &mut d.cofinancing_rate, "cofinancing_rate")),
    ("partner's programme co-financing", Meaning::Each("grant")),
    ("partner's programme co-financing rate", Meaning::Ignored),
    ("origin of partner's contribution", Meaning::Ignored),
    ("department", Meaning::Ignored),
    ("legal status", Meaning::Ignored),
    ("website", Meaning::Ignored),
    ("project website", Meaning::Ignored),
    ("pic", Meaning::Ignored),
    ("thematic objective", Meaning::Ignored),
    ("investment priority", Meaning::Ignored),
    ("project status", Meaning::Ignored),
    ("latest update", Meaning::Ignored),
    ("date of latest update", Meaning::Ignored),
    ("themes", Meaning::Ignored),
    ("contact", Meaning::Ignored),
];

/// What only this register writes of a partner.
const OF_THE_REGISTER: &[&str] =
    &["partner's programme co-financing", "partner's programme co-financing rate", "partner's id if not pic", "partner's id"];

/// The register's own number, and no code of a programme's.
fn is_number(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_record(outline: &Outline<'_>, _: &Signs) -> bool {
    outline.has(&["lead partner"]) && outline.has(OF_THE_REGISTER)
}

fn finish(record: &mut Record<'_>) -> bool {
    read_name(record);
    if record.draft.reference.is_none() {
        record.draft.reference = address::number(&record.passages, "keep.eu", is_number);
    }
    let sections = sections(record);
    let parties: Vec<Party<'_>> = sections.iter().map(|section| section.party.clone()).collect();
    if let Some(section) = party::assign(&mut record.draft, &parties).and_then(|at| sections.get(at)) {
        read_owner(record, section);
    }
    read_money(record, &sections);
    read_intervention(record);
    read_description(record);
    conclude_period(record);
    if record.draft.fund.is_none() {
        let line = record.draft.programme.as_ref().map_or(record.draft.line, |fact| fact.line);
        let words = record.draft.programme.as_ref().map_or("keep.eu", |fact| fact.value.as_str()).to_owned();
        record.draft.fund = Some(Fact::derived("Interreg".to_owned(), line).read_from(&words, Confidence::Likely));
    }
    record.draft.name.is_some()
}

/// The Swedish name, else the English, else the acronym, else the heading. An
/// acronym may be a programme's number for the project and says nothing then.
fn read_name(record: &mut Record<'_>) {
    let acronym = record.part("acronym").filter(|(text, _)| text.chars().any(char::is_alphabetic));
    let stated = record.part("name_sv").or_else(|| record.part("name")).or(acronym);
    record.draft.name = stated.map(|(text, line)| Fact::stated(text.to_owned(), line)).or_else(|| {
        let block = name_above(record.passages.first()?)?;
        let text = block.text();
        Some(Fact::stated(text.clone(), block.line).read_from(&text, Confidence::Likely))
    });
    record.draft.name_en = record.part("name_sv").and(record.part("name")).map(|(text, line)| Fact::stated(text.to_owned(), line));
}

/// A partner and what its section says.
#[derive(Default)]
struct Section<'a> {
    party: Party<'a>,
    number: Option<(&'a str, usize)>,
    address: Option<(&'a str, usize)>,
    budget: Option<(&'a str, usize)>,
    grant: Option<(&'a str, usize)>,
}

fn sections<'a>(record: &Record<'a>) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    for (part, said) in &record.parts {
        let Some(value) = said.value else { continue };
        if matches!(*part, "lead" | "partner") {
            let party = Party { name: value, country: None, lead: *part == "lead", line: said.line };
            sections.push(Section { party, ..Section::default() });
        }
        let Some(section) = sections.last_mut() else { continue };
        let fact = Some((value, said.line));
        match *part {
            "number" => section.number = fact,
            "address" => {
                section.address = fact;
                section.party.country = section.party.country.or(value.rsplit(',').next().and_then(party::country));
            }
            "country" => section.party.country = party::country(value),
            "budget" => section.budget = fact,
            "grant" => section.grant = fact,
            _ => {}
        }
    }
    sections
}

/// A Swedish owner's number and the place of its office.
fn read_owner(record: &mut Record<'_>, section: &Section<'_>) {
    if section.party.country.is_some_and(|country| country != "SE") {
        return;
    }
    record.draft.owner_number = section.number.map(|(text, line)| Fact::stated(text.to_owned(), line));
    let Some((address, line)) = section.address else { return };
    // `SÖDRA GATAN 9, 302 38 HALMSTAD, Sweden`: five digits and the city.
    let Some((postcode, city)) = address.split(',').rev().find_map(|part| postcode_and_city(part.trim())) else { return };
    record.draft.owner_postcode = Some(Fact::stated(postcode.to_owned(), line));
    record.draft.owner_city = Some(Fact::stated(city.to_owned(), line)).filter(|city| !city.value.is_empty());
}

fn postcode_and_city(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix("SE-").unwrap_or(text);
    let at = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (postcode, city) = text.split_at_checked(at)?;
    let digits = postcode.bytes().filter(u8::is_ascii_digit).count();
    let plain = postcode.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    (digits == 5 && plain).then(|| (postcode.trim(), city.trim()))
}

/// The project's own figures stand before its partners; where it has none, the
/// partners' add up to them, if each partner's are stated. What Norway and
/// others outside the Union pay their own partners is no grant of the fund.
fn read_money(record: &mut Record<'_>, sections: &[Section<'_>]) {
    let first = record.parts.iter().position(|(part, _)| matches!(*part, "lead" | "partner")).unwrap_or(record.parts.len());
    let own = record.parts.iter().take(first).find(|(part, _)| *part == "budget");
    record.draft.total_budget = own
        .and_then(|(_, said)| Some(Fact::stated(said.value?.to_owned(), said.line)))
        .or_else(|| sum(record, "total_budget", sections.iter().map(|section| section.budget)));
    let paid = sections.iter().filter(|section| is_paid_by_the_union(section.party.country));
    record.draft.granted = record
        .part("union")
        .map(|(text, line)| Fact::stated(text.to_owned(), line))
        .or_else(|| sum(record, "granted", paid.map(|section| section.grant)));
}

/// The sum of amounts of one currency; none, and said so, where one is missing.
fn sum<'s>(record: &mut Record<'_>, key: &'static str, stated: impl Iterator<Item = Option<(&'s str, usize)>>) -> Option<Fact<String>> {
    let stated: Vec<Option<(&str, usize)>> = stated.collect();
    let words = stated.iter().flatten().map(|(text, _)| *text).collect::<Vec<_>>().join(" + ");
    let line = stated.iter().flatten().next()?.1;
    let amounts: Option<Vec<Amount>> = stated.iter().map(|amount| amount.and_then(|(text, _)| Amount::parse(text))).collect();
    let total = amounts.as_deref().and_then(added);
    if total.is_none() {
        let message = "not every partner's share can be added; the sum was left out";
        record.notices.push(Notice::field(NoticeCode::UnreadableAmount, line, key, message));
    }
    total.map(|total| Fact::derived(total, line).read_from(&words, Confidence::Likely))
}

/// The sum as text, where all are of one currency.
fn added(amounts: &[Amount]) -> Option<String> {
    let currency = &amounts.first()?.currency;
    let alike = amounts.iter().all(|amount| amount.currency == *currency && amount.amount_ore >= 0);
    let sum = amounts.iter().try_fold(0i64, |sum, amount| sum.checked_add(amount.amount_ore)).filter(|_| alike)?;
    Some(match sum % 100 {
        0 => format!("{} {currency}", sum / 100),
        cents => format!("{},{cents:02} {currency}", sum / 100),
    })
}

/// Objectives `RSO…` and `ISO…` and the strands `VI-…` are those of 2021–2027.
fn conclude_period(record: &mut Record<'_>) {
    if record.draft.period.is_some() {
        return;
    }
    let later = |fact: &&Fact<String>| fact.value.starts_with("RSO") || fact.value.starts_with("ISO") || fact.value.contains("VI-");
    let facts = [&record.draft.specific_objective, &record.draft.programme_area, &record.draft.programme];
    let sign = facts.into_iter().flatten().find(later).cloned();
    record.draft.period = sign.map(|fact| Fact::derived("2021-2027".to_owned(), fact.line).read_from(&fact.value, Confidence::Likely));
}

/// `141 Support for labour mobility`: the code.
fn read_intervention(record: &mut Record<'_>) {
    let code = record.part("intervention").map(|(text, line)| (text.split_whitespace().next().unwrap_or_default(), line));
    let code = code.filter(|(code, _)| code.len() <= 3 && code.bytes().all(|b| b.is_ascii_digit()));
    record.draft.intervention_fields = code.map(|(code, line)| Fact::stated(code.to_owned(), line));
}

/// The Swedish text, else the English; both where both are there.
fn read_description(record: &mut Record<'_>) {
    let swedish = record.part("description_sv").filter(is_shown);
    let english = record.part("description").filter(is_shown);
    match swedish.or(english) {
        Some((body, line)) => {
            record.described_by(body.to_owned(), line);
            record.draft.description_en = swedish.and(english).map(|(text, line)| Fact::stated(text.to_owned(), line));
        }
        None => record.describe_by_prose(),
    }
}

/// `Show` is a button of the page that hides the text.
fn is_shown((text, _): &(&str, usize)) -> bool {
    !matches!(*text, "Show" | "Visa" | "Hide" | "Dölj")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_written_as_it_is_looked_up() {
        for (label, _) in LABELS.rows() {
            assert_eq!(super::super::bank::key(label), *label);
        }
    }

    #[test]
    fn postcodes_and_cities() {
        let check = |text: &str, expected: Option<(&str, &str)>| assert_eq!(postcode_and_city(text), expected, "{text}");
        check("302 38 HALMSTAD", Some(("302 38", "HALMSTAD")));
        check("SE-90187 Umeå", Some(("90187", "Umeå")));
        check("1337 SANDVIKA", None);
        check("Södra vägen 9", None);
        check("", None);
    }

    #[test]
    fn sums_of_one_currency() {
        let check = |texts: &[&str], expected: Option<&str>| {
            let amounts: Vec<Amount> = texts.iter().filter_map(|text| Amount::parse(text)).collect();
            assert_eq!(added(&amounts).as_deref(), expected, "{texts:?}");
        };
        check(&["EUR 1 000.50", "EUR 2 000.00"], Some("3000,50 EUR"));
        check(&["EUR 1 000", "EUR 2 000"], Some("3000 EUR"));
        check(&["EUR 1 000", "NOK 2 000"], None);
        check(&[], None);
    }
}
