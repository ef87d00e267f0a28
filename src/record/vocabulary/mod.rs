//! The vocabulary: the codes of funds, places, programmes, objectives and
//! intervention fields with their labels, and how sources write them.
//!
//! The tables are data (`index-schema/vocabulary/*.tsv`, compiled in): a new
//! alias is a row there and never a branch here. The odd word is *verified*:
//! false for a row whose legal source nobody has read yet.
//!
//! Two kinds of questions are answered. `resolve` asks what a **field** means
//! that holds a name and nothing else, and forgives spelling; `mentions` reads
//! **running text** for names, where forgiving would find places in every verb.

pub mod funds;
pub mod intervention;
pub mod labels;
pub mod list_headers;
pub mod objectives;
pub mod places;
pub mod programmes;

mod fund_mentions;
mod place_forms;
mod place_mentions;
mod place_names;
mod postcodes;
pub(crate) mod table;
pub(crate) mod words;

use std::sync::LazyLock;

pub use funds::{Fund, FundLevel, FundMention, Funds};
pub use intervention::InterventionFields;
pub use labels::{Label, Labels};
pub use list_headers::{ListHeader, ListHeaders};
pub use objectives::{Objective, Objectives};
pub use places::{County, Municipality, PlaceMention, PlaceRef, Places, Region};
pub use programmes::{CciParts, Programme, Programmes};

/// All tables of the vocabulary.
#[derive(Debug)]
pub struct Vocabulary {
    /// The funds, European, national and foreign.
    pub funds: Funds,
    /// Regions, counties, municipalities and postcodes.
    pub places: Places,
    /// The programmes by CCI code.
    pub programmes: Programmes,
    /// Programme areas, thematic, policy and specific objectives.
    pub objectives: Objectives,
    /// Intervention fields.
    pub intervention_fields: InterventionFields,
    /// The programming periods.
    pub periods: Labels,
    /// Coming, ongoing, ended.
    pub statuses: Labels,
    /// The languages of descriptions.
    pub languages: Labels,
    /// The layouts that records are read by.
    pub source_kinds: Labels,
    /// The headers of the columns of lists of operations.
    pub list_headers: ListHeaders,
}

/// One table by its file name.
macro_rules! bundled {
    ($name:literal) => {
        include_str!(concat!("../../../index-schema/vocabulary/", $name, ".tsv"))
    };
}

static BUNDLED: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    funds: Funds::read(bundled!("funds")),
    places: Places::read(bundled!("regions"), bundled!("counties"), bundled!("municipalities"), bundled!("postcodes")),
    programmes: Programmes::read(bundled!("programmes")),
    objectives: Objectives::read(bundled!("objectives")),
    intervention_fields: InterventionFields::read(bundled!("intervention-fields")),
    periods: Labels::read(bundled!("periods")),
    statuses: Labels::read(bundled!("status")),
    languages: Labels::read(bundled!("languages")),
    source_kinds: Labels::read(bundled!("source-kinds")),
    list_headers: ListHeaders::read(bundled!("list-headers")),
});

impl Vocabulary {
    /// The tables that are compiled in, read on first use.
    pub fn bundled() -> &'static Vocabulary {
        &BUNDLED
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn all_differ<'a>(codes: impl IntoIterator<Item = &'a str>, count: usize) {
        let codes: Vec<_> = codes.into_iter().collect();
        assert_eq!(codes.len(), count);
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), count);
    }

    #[test]
    fn every_table_is_read_whole() {
        for (name, text, rows) in [
            ("funds", bundled!("funds"), 47),
            ("counties", bundled!("counties"), 21),
            ("municipalities", bundled!("municipalities"), 290),
            ("regions", bundled!("regions"), 9),
            ("postcodes", bundled!("postcodes"), 224),
            ("programmes", bundled!("programmes"), 49),
            ("objectives", bundled!("objectives"), 85),
            ("intervention-fields", bundled!("intervention-fields"), 312),
            ("periods", bundled!("periods"), 3),
            ("status", bundled!("status"), 3),
            ("languages", bundled!("languages"), 5),
            ("source-kinds", bundled!("source-kinds"), 5),
            ("list-headers", bundled!("list-headers"), 114),
            ("owner-renamed", bundled!("owner-renamed"), 21),
        ] {
            assert_eq!(table::rows(text).count(), rows, "{name}");
            assert!(text.lines().skip(1).all(|line| line.ends_with("\tyes") || line.ends_with("\tno")), "{name}");
        }
    }

    #[test]
    fn codes_are_unique_and_parents_exist() {
        let vocabulary = Vocabulary::bundled();
        let places = &vocabulary.places;
        all_differ(places.regions().iter().map(|r| r.code.as_str()), 9);
        all_differ(places.counties().iter().map(|c| c.code.as_str()), 21);
        all_differ(places.municipalities().iter().map(|m| m.code.as_str()), 290);
        all_differ(vocabulary.funds.all().iter().map(|f| f.code.as_str()), 47);
        for county in places.counties() {
            assert!(places.region(&county.region).is_some(), "{}", county.code);
        }
        for municipality in places.municipalities() {
            assert!(places.county(&municipality.county).is_some(), "{}", municipality.code);
        }
        for programme in vocabulary.programmes.all() {
            assert!(vocabulary.periods.label(&programme.period, false).is_some(), "{}", programme.label_sv);
            assert!(programme.funds.iter().all(|fund| vocabulary.funds.by_code(fund).is_some()), "{}", programme.label_sv);
            assert!(programme.region.as_ref().is_none_or(|r| places.region(r).is_some()), "{}", programme.label_sv);
        }
    }

    #[test]
    fn the_codes_of_types_have_labels() {
        use crate::record::{SourceKind, Status};
        let vocabulary = Vocabulary::bundled();
        for kind in [SourceKind::ProjectBank, SourceKind::News, SourceKind::Tillvaxtverket, SourceKind::List, SourceKind::Json] {
            assert!(vocabulary.source_kinds.label(kind.code(), false).is_some(), "{kind:?}");
        }
        for status in [Status::Coming, Status::Ongoing, Status::Ended] {
            assert!(vocabulary.statuses.label(status.code(), true).is_some(), "{status:?}");
        }
    }
}
