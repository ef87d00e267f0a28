//! Who the owner is: who a project's sentences say, else whoever the page says
//! got all of its projects, else, weakly, its publisher.

use super::Reader;
use crate::record::draft::{Confidence, Fact};
use crate::record::extract::news::fact::{grant, owner, places};
use crate::record::extract::news::page::Passage;
use crate::record::extract::news::prose::{folded, has};
use crate::record::extract::news::told::Told;
use crate::record::extract::news::{Sentence, names, party, sentences};
use crate::record::vocabulary::Vocabulary;

/// Words of a text that tells of the page's publisher as *we*.
const WE: &[&str] = &[
    "vi har fått",
    "vi har beviljats",
    "vi får",
    "vi fick",
    "vårt projekt",
    "våra projekt",
    "har vi fått",
    "har vi beviljats",
    "vår ansökan",
    "beviljat oss",
    "till oss",
    "vi själva projektägare",
    "vi projektägare",
    "vi själva leder",
    "vi själva äger",
    "vi leder",
    "vi äger",
    "vi driver",
    "vi ansvarar",
    "oss på",
    "vi på",
];
/// Words by which a page's only project is its publisher's.
const OWN: &[&str] = &[
    "vi",
    "oss",
    "vår",
    "vårt",
    "våra",
    "kommunen",
    "förbundet",
    "högskolan",
    "universitetet",
    "regionen",
    "bolaget",
    "föreningen",
    "länsstyrelsen",
    "kommunens",
    "förbundets",
    "our",
    "we",
];

impl Reader<'_> {
    pub(super) fn owner(&self, told: &Told, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        let unlike = |party: &str| self.is_no_party(told, party);
        let full = |kind: &str| self.full_name(kind);
        let found = in_brackets(told, own)
            .or_else(|| owner::find(own, unlike, full))
            .or_else(|| self.leading_party(told, own))
            .or_else(|| self.called_by_kind(own));
        let page = || self.alone().then(|| owner::find(&sentences(&self.passages), unlike, full)).flatten();
        found
            .or_else(page)
            .or_else(|| self.common_owner.clone())
            .or_else(|| self.first_subject(told))
            .or_else(|| self.publisher(own))
            .filter(|owner| !self.is_no_party(told, &owner.value))
    }

    /// `Garnmuseet, som deltar i projektet …`: the party that an item begins with.
    fn leading_party(&self, told: &Told, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        let (line, sentence) = own.first().filter(|_| told.own.len() == 1)?;
        let party = party::leading(sentence)?;
        let goes_on = [", som deltar", ", som driver", ", som leder", " deltar i ", ", i projektet", " i projektet"]
            .iter()
            .any(|cue| sentence.get(party.len()..).is_some_and(|rest| rest.starts_with(cue)));
        goes_on.then(|| Fact::stated(party.to_owned(), *line).read_from(sentence, Confidence::Likely))
    }

    /// `Gäddfiskarna ska … Föreningen får 2 mkr`: the first subject of the
    /// passages, where the money goes to somebody called by a kind alone.
    fn called_by_kind(&self, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        own.iter().find(|(_, sentence)| owner::pays_kind(sentence))?;
        let (line, sentence) =
            own.iter().find(|(_, sentence)| party::leading(sentence).is_some_and(|party| sentence.starts_with(party)))?;
        let party = party::leading(sentence)
            .filter(|party| !party::is_generic(party) && party::likeness(party) > party::Likeness::No || sentence.contains(" ska "))?;
        Some(Fact::stated(party.to_owned(), *line).read_from(sentence, Confidence::Weak))
    }

    /// `Även Mora kommun kan jubla`: the party that the project's first passage
    /// begins with; a conclusion.
    fn first_subject(&self, told: &Told) -> Option<Fact<String>> {
        let passage = told.own.first()?;
        let text =
            ["Även ", "Också ", "Dessutom ", "I sin tur "].iter().find_map(|word| passage.text.strip_prefix(word)).unwrap_or(&passage.text);
        let party = party::leading(text).filter(|party| {
            text.starts_with(party)
                && party::likeness(party) == party::Likeness::Sure
                && !party::is_generic(party)
                && !owner::decides(party)
        })?;
        Some(Fact::derived(party.to_owned(), passage.line).read_from(text, Confidence::Weak))
    }

    /// The publisher, where the text says *we*; a conclusion.
    fn publisher(&self, own: &[Sentence<'_>]) -> Option<Fact<String>> {
        let publisher =
            self.page.publisher.as_ref().filter(|publisher| party::is_whole(&publisher.text) && !owner::decides(&publisher.text))?;
        let words = if self.alone() { OWN } else { WE };
        let (_, sentence) = own.iter().find(|(_, sentence)| has(&folded(sentence), words))?;
        Some(Fact::derived(publisher.text.clone(), publisher.line).read_from(sentence, Confidence::Weak))
    }

    /// Who the title or lead says got the page's projects: `Mora kommun får stöd till tre projekt`.
    pub(super) fn common_owner(&self) -> Option<Fact<String>> {
        let lead = self.page.lead();
        let claimed = |passage: &&Passage| !self.told.iter().any(|told| told.own.iter().any(|own| own.line == passage.line));
        let first: Vec<Passage> = self.page.title.iter().chain(lead.as_ref().filter(claimed)).cloned().collect();
        let lines = sentences(&first);
        let is_place = |party: &str| !party.starts_with("Region ") && places::is_area(party, self.vocabulary);
        let unlike = |party: &str| {
            is_place(party) || party::likeness(party) < party::Likeness::Sure || party.contains(" och ") || grant::counts_projects(party)
        };
        let found = owner::find(&lines, unlike, |kind| self.full_name(kind))
            .or_else(|| self.genitive_owner(&lines))
            .or_else(|| of_applications(&lines));
        found.map(|owner| Fact { derived: true, ..owner })
    }

    /// `Six of the university's research projects were picked`: whose the projects are.
    fn genitive_owner(&self, lines: &[Sentence<'_>]) -> Option<Fact<String>> {
        const GENITIVES: &[(&str, &str)] = &[
            ("the university's", "the university"),
            ("the municipality's", "the municipality"),
            ("högskolans", "högskolan"),
            ("universitetets", "universitetet"),
            ("kommunens", "kommunen"),
            ("regionens", "regionen"),
            ("förbundets", "förbundet"),
            ("länsstyrelsens", "länsstyrelsen"),
        ];
        lines.iter().find_map(|(line, sentence)| {
            let lower = folded(sentence);
            let (_, kind) = GENITIVES.iter().find(|(genitive, _)| {
                let near = lower.split_once(genitive).map(|(_, rest)| rest.get(..rest.floor_char_boundary(40)).unwrap_or_default());
                near.is_some_and(|near| near.contains("project") || near.contains("projekt"))
            })?;
            Some(Fact::stated(self.full_name(kind)?, *line).read_from(sentence, Confidence::Weak))
        })
    }

    /// An owner named only by its kind (*Länsstyrelsen*), as the page names it elsewhere.
    pub(super) fn whole(&self, owner: Fact<String>) -> Fact<String> {
        let full = party::is_generic(&owner.value).then(|| self.full_name(&folded(&owner.value))).flatten();
        Fact { value: full.unwrap_or(owner.value), ..owner }
    }

    /// The first party of the page whose name holds the kind of body: of
    /// *länsstyrelsen* `Länsstyrelsen Västmanland`.
    fn full_name(&self, kind: &str) -> Option<String> {
        self.parties.iter().find(|party| party::is_of_kind(party, kind)).cloned()
    }

    /// Funds, and the project itself, are no party of a project.
    pub(super) fn is_no_party(&self, told: &Told, party: &str) -> bool {
        let name = told.name.as_ref().map(|name| name.text.as_str()).unwrap_or_default();
        let itself = names::same(party, name) || names::same(party, names::short(name));
        let sibling = self.told.iter().any(|other| !other.key.is_empty() && other.key == names::key(party));
        let fund = self.vocabulary.funds.mentions(party).first().is_some_and(|mention| mention.start == 0);
        itself || sibling || fund || party.to_lowercase().contains("esf-rådet") || party == "EU" || is_bare_place(party, self.vocabulary)
    }
}

/// `”Bryggan” (Mora kommun) får …`: the party in brackets behind the name.
fn in_brackets(told: &Told, own: &[Sentence<'_>]) -> Option<Fact<String>> {
    let name = told.name.as_ref()?.text.as_str();
    own.iter().find_map(|(line, sentence)| {
        let (_, behind) = sentence.split_once(name)?;
        let inner = behind.trim_start_matches(['”', '"', '»', '’', ' ']).strip_prefix('(')?;
        let party = inner.split([')', ',']).next().filter(|party| party::likeness(party) == party::Likeness::Sure)?;
        Some(Fact::stated(party.to_owned(), *line).read_from(sentence, Confidence::Certain))
    })
}

/// `Tre ansökningar från Umeå universitet fick ja`: whose the page's projects are.
fn of_applications(lines: &[Sentence<'_>]) -> Option<Fact<String>> {
    const CUES: &[&str] =
        &["projects at ", "ansökningar från ", "ansökan från ", "projekt vid ", "projekt från ", "projekt hos ", "ansökningar av "];
    lines.iter().find_map(|(line, sentence)| {
        let lower = folded(sentence);
        let (at, cue) = CUES.iter().filter_map(|cue| Some((lower.find(cue)?, cue))).min()?;
        let party = party::leading(sentence.get(at + cue.len()..)?).filter(|party| party::likeness(party) == party::Likeness::Sure)?;
        Some(Fact::stated(party.to_owned(), *line).read_from(sentence, Confidence::Weak))
    })
}

/// `Gävleborg`: a county or region alone is no party.
fn is_bare_place(party: &str, vocabulary: &Vocabulary) -> bool {
    let body = party::likeness(party) == party::Likeness::Sure;
    !body && party.split_whitespace().count() <= 3 && places::is_area(party, vocabulary)
}
