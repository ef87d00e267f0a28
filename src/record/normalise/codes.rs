//! Codes: fund, programme, area, objective, intervention fields.

use super::super::draft::{Draft, Fact};
use super::super::notice::NoticeCode;
use super::super::project::Coded;
use super::Work;
use super::texts::excerpt;

/// A programme's code and what it says beyond its label.
pub(super) struct Programme {
    /// The code as stated, with the label of the programme.
    pub coded: Coded,
    /// The period that the code names.
    pub period: Option<String>,
    /// The funds that the code names.
    pub funds: Vec<String>,
    /// Where it stood.
    pub line: usize,
}

/// The longest code that an area or objective has (`RSO1.1`); longer is a text.
const CODE_CHARS: usize = 7;

impl Work<'_> {
    /// The CCI code stays as stated, with or without its serial number; a
    /// programme that only its name tells has the code of the table, else its name.
    pub(super) fn programme(&mut self, draft: &Draft) -> Option<Programme> {
        let fact = draft.programme.as_ref().filter(|fact| !fact.value.trim().is_empty())?;
        let named = self.programme_by_name(fact);
        // A name that was only read in a text and is no programme's is no code either.
        if named.is_some() || fact.derived {
            return named;
        }
        let code = excerpt(&fact.value.trim().to_uppercase());
        self.origin("programme", fact);
        let programmes = &self.vocabulary().programmes;
        let known = programmes.resolve(&code);
        let parts = programmes.parse_cci(&code);
        if known.is_none() {
            self.notice(NoticeCode::UnknownCode, fact.line, "programme", format!("«{}» is no programme that is known", excerpt(&code)));
        }
        let label = known.map(|programme| programme.label_sv.clone());
        let period = known.map(|programme| programme.period.clone()).or_else(|| parts.as_ref().map(|parts| parts.period.clone()));
        let funds = known.map(|programme| programme.funds.clone()).or_else(|| parts.map(|parts| parts.funds)).unwrap_or_default();
        Some(Programme { coded: Coded { code, label }, period, funds, line: fact.line })
    }

    fn programme_by_name(&mut self, fact: &Fact<String>) -> Option<Programme> {
        let named = self.vocabulary().programmes.named(&fact.value);
        let first = named.first()?;
        let alike = named.iter().all(|programme| programme.label_sv == first.label_sv);
        if !alike {
            return None;
        }
        let one = named.len() == 1;
        self.origin("programme", fact);
        let code = if one && !first.cci.is_empty() { first.cci.clone() } else { first.label_sv.clone() };
        let coded = Coded { code, label: Some(first.label_sv.clone()) };
        Some(Programme { coded, period: one.then(|| first.period.clone()), funds: first.funds.clone(), line: fact.line })
    }

    /// What the source states wins; the programme's code serves where it states
    /// nothing, and a contradiction is told.
    pub(super) fn fund(&mut self, draft: &Draft, programme: Option<&Programme>) -> Option<Coded> {
        let Some(fact) = draft.fund.as_ref().filter(|fact| !fact.value.trim().is_empty()) else {
            return self.fund_of_programme(programme?);
        };
        self.origin("fund", fact);
        let fund = self.fund_by_text(fact.value.trim(), fact.line);
        if let Some(programme) = programme.filter(|p| !p.funds.is_empty() && !p.funds.contains(&fund.code)) {
            let message = format!("the fund {} is not that of the programme {}", fund.code, programme.coded.code);
            self.notice(NoticeCode::FundProgramme, fact.line, "fund", message);
        }
        Some(fund)
    }

    fn fund_of_programme(&mut self, programme: &Programme) -> Option<Coded> {
        let [code] = programme.funds.as_slice() else { return None };
        self.concluded("fund", programme.line);
        Some(self.fund_by_text(code, programme.line))
    }

    /// The fund that a text names, or the text itself as an unknown code.
    pub(super) fn fund_by_text(&mut self, text: &str, line: usize) -> Coded {
        let funds = &self.vocabulary().funds;
        let found = funds.resolve(text).or_else(|| funds.mentions(text).first().map(|mention| mention.fund));
        match found {
            Some(fund) => Coded { code: fund.code.clone(), label: Some(fund.label_sv.clone()) },
            None => {
                self.notice(NoticeCode::UnknownFund, line, "fund", format!("«{}» is no fund that is known", excerpt(text)));
                Coded { code: excerpt(text), label: None }
            }
        }
    }

    pub(super) fn programme_area(&mut self, draft: &Draft, period: Option<&str>) -> Option<String> {
        self.coded_text("programme_area", &draft.programme_area, period, |kind| kind.contains("programområde"))
    }

    pub(super) fn specific_objective(&mut self, draft: &Draft, period: Option<&str>) -> Option<String> {
        self.coded_text("specific_objective", &draft.specific_objective, period, |kind| !kind.contains("programområde"))
    }

    /// A code as stated, or the code of a text that is a code's label, or the text.
    fn coded_text(
        &mut self,
        key: &'static str,
        fact: &Option<Fact<String>>,
        period: Option<&str>,
        of_kind: impl Fn(&str) -> bool,
    ) -> Option<String> {
        let text = self.text(key, fact)?;
        let line = fact.as_ref().map_or(1, |fact| fact.line);
        let period = period?.to_owned();
        let objectives = &self.vocabulary().objectives;
        if let Some(objective) = objectives.by_label(&period, &text).filter(|objective| of_kind(&objective.kind)) {
            return Some(objective.code.clone());
        }
        if text.chars().count() <= CODE_CHARS && objectives.find(&period, &text).is_none() {
            self.notice(NoticeCode::UnknownCode, line, key, format!("«{text}» is no code that is known for {period}"));
        }
        Some(text)
    }

    pub(super) fn intervention_fields(&mut self, draft: &Draft, period: Option<&str>) -> Vec<Coded> {
        let Some(fact) = &draft.intervention_fields else { return Vec::new() };
        let texts = fact.value.split([',', ';', '|']).map(|text| three_digits(text.trim()));
        let codes = self.names("intervention_fields", texts.collect::<Vec<_>>().iter().map(String::as_str), fact.line);
        let fields: Vec<Coded> = codes.iter().map(|code| self.intervention_field(code, period, fact.line)).collect();
        if !fields.is_empty() {
            self.origin("intervention_fields", fact);
        }
        fields
    }

    /// A code means different things in different periods: without a period it stays bare.
    pub(super) fn intervention_field(&mut self, code: &str, period: Option<&str>, line: usize) -> Coded {
        let fields = &self.vocabulary().intervention_fields;
        let label = period.and_then(|period| fields.label(period, code));
        if !period.is_some_and(|period| fields.contains(period, code)) {
            let message =
                format!("«{}» is no intervention field that is known for {}", excerpt(code), period.unwrap_or("an unknown period"));
            self.notice(NoticeCode::UnknownCode, line, "intervention_fields", message);
        }
        Coded { code: code.to_owned(), label: label.map(str::to_owned) }
    }
}

/// `17` and `17.0`, as spreadsheets write it, are `017`.
fn three_digits(text: &str) -> String {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    match whole.parse::<u16>() {
        Ok(number) => format!("{number:03}"),
        Err(_) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_three_digits() {
        let check = |text: &str, expected: &str| assert_eq!(three_digits(text), expected);
        check("175", "175");
        check("17", "017");
        check("117.0", "117");
        check("R1", "R1");
    }
}
