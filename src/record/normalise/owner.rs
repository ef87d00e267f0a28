//! The owner: name, number, key, and its own place.

use super::super::draft::Draft;
use super::super::notice::{Dropped, NoticeCode};
use super::super::owner::{OrganisationNumber, display_name, key, organisation_number};
use super::super::project::Owner;
use super::Work;
use super::texts::NAME_CHARS;

impl Work<'_> {
    pub(super) fn owner(&mut self, draft: &Draft) -> Option<Owner> {
        let Some(name) = self.text("owner", &draft.owner) else {
            self.number_without_owner(draft);
            return None;
        };
        let name = display_name(&self.limited("owner", name, NAME_CHARS, draft.line));
        let number = draft.owner_number.as_ref().filter(|fact| !fact.value.trim().is_empty());
        let read = number.map(|fact| (organisation_number(&fact.value), fact.line));
        // A sole trader's postcode and city are those of a home.
        let personal = matches!(read, Some((OrganisationNumber::Personal, _)));
        let org_number = self.number(read);
        Some(Owner {
            key: key(&name, org_number.as_deref()),
            place: place(draft).filter(|_| !personal || self.context.keep_personal_data),
            former_names: Vec::new(),
            org_number,
            name,
        })
    }

    /// The number is repeated in no notice: a wrong one may be a person's.
    fn number(&mut self, read: Option<(OrganisationNumber, usize)>) -> Option<String> {
        match read? {
            (OrganisationNumber::Valid(number), _) => return Some(number),
            (OrganisationNumber::Personal, _) => self.dropped.push(Dropped::PersonalNumber),
            (OrganisationNumber::Invalid, line) => {
                let message = "the organisation number's check digit is wrong; it was left out";
                self.notice(NoticeCode::OrganisationNumber, line, "owner", message.into());
            }
        }
        None
    }

    fn number_without_owner(&mut self, draft: &Draft) {
        if let Some(fact) = &draft.owner_number {
            let message = "an organisation number without a name was left out";
            self.notice(NoticeCode::OrganisationNumber, fact.line, "owner", message.into());
        }
    }
}

/// `972 31 LULEÅ`: the postcode in the form of the post, the city as stated.
fn place(draft: &Draft) -> Option<String> {
    let postcode = draft.owner_postcode.as_ref().map(|fact| postcode(fact.value.trim()));
    let city = draft.owner_city.as_ref().map(|fact| fact.value.trim().to_owned());
    let parts: Vec<String> = [postcode, city].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Five digits as `NNN NN`; whatever else as it stands.
fn postcode(text: &str) -> String {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = digits.len() == 5 && digits.bytes().all(|b| b.is_ascii_digit());
    match digits.split_at_checked(3).filter(|_| plain) {
        Some((area, rest)) => format!("{area} {rest}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::draft::Fact;

    #[test]
    fn postcode_and_city() {
        let fact = |text: &str| Some(Fact::stated(text.to_owned(), 1)).filter(|f| !f.value.is_empty());
        let check = |code: &str, city: &str, expected: Option<&str>| {
            let draft = Draft { owner_postcode: fact(code), owner_city: fact(city), ..Draft::default() };
            assert_eq!(place(&draft).as_deref(), expected);
        };
        check("97231", "LULEÅ", Some("972 31 LULEÅ"));
        check("972 31", "", Some("972 31"));
        check("", "Luleå", Some("Luleå"));
        check("FI-00100", "Helsingfors", Some("FI-00100 Helsingfors"));
        check("", "", None);
    }
}
