//! What was understood imperfectly, and what was left out on purpose.

use serde::Serialize;

/// Something in a source that was not, or not fully, understood; the work goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What kind of thing it is; stable, for scripts.
    pub code: NoticeCode,
    /// The line in the source, from 1.
    pub line: usize,
    /// The JSON key it concerns, where it concerns one.
    pub field: Option<&'static str>,
    /// The sentence for a person, with what the source says.
    pub message: String,
}

impl Notice {
    /// A notice about one field.
    pub fn field(code: NoticeCode, line: usize, field: &'static str, message: impl Into<String>) -> Self {
        Notice { code, line, field: Some(field), message: message.into() }
    }

    /// A notice about the source as such.
    pub fn general(code: NoticeCode, line: usize, message: impl Into<String>) -> Self {
        Notice { code, line, field: None, message: message.into() }
    }
}

/// The kinds of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeCode {
    /// The bytes were not valid in the encoding they seem to have.
    Encoding,
    /// A label that no table knows.
    UnknownLabel,
    /// A key in a JSON record that no table knows.
    UnknownKey,
    /// A fund that the vocabulary lacks.
    UnknownFund,
    /// A place that the vocabulary lacks.
    UnknownPlace,
    /// A code that the vocabulary lacks for this period.
    UnknownCode,
    /// A date that could not be read.
    UnreadableDate,
    /// An amount that could not be read.
    UnreadableAmount,
    /// A number that could not be read.
    UnreadableNumber,
    /// An organisation number whose check digit is wrong.
    OrganisationNumber,
    /// The page names no project: its title became the name.
    UnnamedProject,
    /// The page names no funded project at all.
    NoProject,
    /// Two records with the same id; the later was left out or renumbered.
    DuplicateId,
    /// The end lies before the start.
    DatesReversed,
    /// A statement that contradicts another one.
    Conflict,
    /// A record that cannot be used, with its reason.
    Rejected,
    /// A file in a folder whose format is not known.
    UnknownFormat,
    /// A text was longer than the limit and was cut.
    Truncated,
    /// An operation without the unique code that its list must give it.
    MissingCode,
    /// A share below 0 or above 100 percent.
    RateRange,
    /// The grant is larger than the total.
    GrantAboveTotal,
    /// The fund is not that of the programme's code.
    FundProgramme,
    /// The end lies after the last day on which the period's money can be spent.
    LateEnd,
    /// Letters of a text that was read in the wrong encoding: `Ã¥` for å.
    Mojibake,
    /// Two operations of one list with the same code.
    DuplicateReference,
    /// A list older than the law allows it to become.
    StaleList,
    /// A column that means what another one does; it only fills that one's gaps.
    DuplicateColumn,
    /// A row of a table that is no operation: a sum, a footnote, a heading.
    SkippedRow,
    /// A project of the last generation that no source tells of any more.
    Vanished,
}

impl NoticeCode {
    /// The code as written in reports.
    pub fn code(self) -> &'static str {
        match self {
            NoticeCode::Encoding => "encoding",
            NoticeCode::UnknownLabel => "unknown_label",
            NoticeCode::UnknownKey => "unknown_key",
            NoticeCode::UnknownFund => "unknown_fund",
            NoticeCode::UnknownPlace => "unknown_place",
            NoticeCode::UnknownCode => "unknown_code",
            NoticeCode::UnreadableDate => "unreadable_date",
            NoticeCode::UnreadableAmount => "unreadable_amount",
            NoticeCode::UnreadableNumber => "unreadable_number",
            NoticeCode::OrganisationNumber => "organisation_number",
            NoticeCode::UnnamedProject => "unnamed_project",
            NoticeCode::NoProject => "no_project",
            NoticeCode::DuplicateId => "duplicate_id",
            NoticeCode::DatesReversed => "dates_reversed",
            NoticeCode::Conflict => "conflict",
            NoticeCode::Rejected => "rejected",
            NoticeCode::UnknownFormat => "unknown_format",
            NoticeCode::Truncated => "truncated",
            NoticeCode::MissingCode => "missing_code",
            NoticeCode::RateRange => "rate_range",
            NoticeCode::GrantAboveTotal => "grant_above_total",
            NoticeCode::FundProgramme => "fund_programme",
            NoticeCode::LateEnd => "late_end",
            NoticeCode::Mojibake => "mojibake",
            NoticeCode::DuplicateReference => "duplicate_reference",
            NoticeCode::StaleList => "stale_list",
            NoticeCode::DuplicateColumn => "duplicate_column",
            NoticeCode::SkippedRow => "skipped_row",
            NoticeCode::Vanished => "vanished",
        }
    }
}

/// Personal data that was seen in a source and left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// A contact person's or project manager's name.
    ContactPerson,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Telephone,
    /// A personal identity number, also a sole trader's organisation number.
    PersonalNumber,
}

impl Dropped {
    /// The code as written in reports.
    pub fn code(self) -> &'static str {
        match self {
            Dropped::ContactPerson => "contact_person",
            Dropped::Email => "email",
            Dropped::Telephone => "telephone",
            Dropped::PersonalNumber => "personal_number",
        }
    }
}
