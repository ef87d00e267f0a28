//! The owner of a record of two sources.

use super::super::owner::{body_key, comparison_key, key};
use super::super::project::Owner;
use super::agreement::Agreement;
use super::pair::{Pair, Side};
use super::shown;

impl Pair {
    pub(super) fn owners(&mut self) {
        let (side, owner) = match (self.left.owner.take(), self.right.owner.take()) {
            (None, None) => return,
            (Some(owner), None) => (Side::Left, owner),
            (None, Some(owner)) => (Side::Right, owner),
            (Some(left), Some(right)) => {
                let agreement = agreement(&left, &right);
                let side = self.believed("owner");
                let (stands, gives_way) = if side == Side::Left { (left, right) } else { (right, left) };
                self.compared("owner", side, agreement, &shown::owner(&stands), &shown::owner(&gives_way));
                (side, if agreement == Agreement::Contradiction { stands } else { filled_up(stands, gives_way) })
            }
        };
        self.left.owner = Some(owner);
        self.origin_of("owner", side);
    }
}

/// One number is one owner, whatever it is called; two are two. Names agree in
/// the form that is compared; one that adds a department is another wording.
fn agreement(left: &Owner, right: &Owner) -> Agreement {
    let numbers = left.org_number.as_ref().zip(right.org_number.as_ref()).map(|(a, b)| a == b);
    let (a, b) = (left.name.as_str(), right.name.as_str());
    match numbers {
        Some(true) => Agreement::Same,
        Some(false) => Agreement::Contradiction,
        None if comparison_key(a) == comparison_key(b) => Agreement::Same,
        None if body_key(a) == body_key(b) => Agreement::Worded,
        None => Agreement::Contradiction,
    }
}

/// The owner with what the other source knows besides of the same one.
fn filled_up(owner: Owner, other: Owner) -> Owner {
    let mut former_names = owner.former_names;
    former_names.extend(other.former_names);
    if comparison_key(&other.name) != comparison_key(&owner.name) && body_key(&other.name) != body_key(&owner.name) {
        former_names.push(other.name);
    }
    former_names.retain(|name| *name != owner.name);
    former_names.sort();
    former_names.dedup();
    let unnumbered = owner.org_number.is_none();
    let org_number = owner.org_number.or(other.org_number);
    let key = if unnumbered { org_number.as_deref().map(|number| key(&owner.name, Some(number))) } else { None };
    Owner { key: key.unwrap_or(owner.key), place: owner.place.or(other.place), name: owner.name, former_names, org_number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owner(name: &str, number: Option<&str>) -> Owner {
        Owner { key: key(name, number), name: name.into(), org_number: number.map(str::to_owned), ..Owner::default() }
    }

    #[test]
    fn one_owner_or_two() {
        let check = |left: (&str, Option<&str>), right: (&str, Option<&str>), expected: Agreement| {
            assert_eq!(agreement(&owner(left.0, left.1), &owner(right.0, right.1)), expected, "{left:?} {right:?}");
        };
        let (one, two) = (Some("212000-0142"), Some("202100-6883"));
        check(("Bryggans kommun", one), ("BRYGGANS KN", None), Agreement::Same);
        check(("Bryggan Teknik AB", one), ("Bryggans Redskap AB", one), Agreement::Same);
        check(("Bryggans kommun", one), ("Bryggans kommun", two), Agreement::Contradiction);
        check(("Bryggans kommun", None), ("Bryggans kommun, Arbetsenheten", one), Agreement::Worded);
        check(("Bryggans kommun", None), ("Kajens kommun", None), Agreement::Contradiction);
    }

    #[test]
    fn what_the_other_source_knows_is_kept() {
        let got = filled_up(
            owner("Bryggan Teknik AB", None),
            Owner { place: Some("Boden".into()), ..owner("BRYGGAN TEKNIK", Some("212000-0142")) },
        );
        assert_eq!((got.key.as_str(), got.place.as_deref(), got.former_names.len()), ("2120000142", Some("Boden"), 0));
        let got = filled_up(owner("Bryggan Teknik AB", Some("212000-0142")), owner("Bryggans Redskap AB", Some("212000-0142")));
        assert_eq!(got.former_names, ["Bryggans Redskap AB"]);
    }
}
