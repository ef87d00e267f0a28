//! The values of each facet: the side file that turns the numbers in the index
//! into values and labels, read once when a generation opens.

use std::collections::BTreeMap;

use foldhash::HashMap;
use serde::{Deserialize, Serialize};

/// A value of a facet as the records have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetEntry {
    /// What is sent to select it.
    pub value: String,
    /// How most records write it.
    pub label: String,
}

/// The values of every stored facet; a value's number is its place in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetDictionary {
    facets: BTreeMap<String, Vec<FacetEntry>>,
}

impl FacetDictionary {
    /// The values of a facet, by number.
    pub fn values(&self, facet: &str) -> &[FacetEntry] {
        self.facets.get(facet).map_or(&[], Vec::as_slice)
    }
}

/// Collects the values of facets while documents are made.
#[derive(Debug, Default)]
pub struct FacetCollector {
    facets: BTreeMap<String, Collected>,
}

#[derive(Debug, Default)]
struct Collected {
    numbers: HashMap<String, u64>,
    values: Vec<Spellings>,
}

/// A value and how often each of its labels was seen.
#[derive(Debug)]
struct Spellings {
    value: String,
    labels: Vec<(String, usize)>,
}

impl FacetCollector {
    /// The number of a value, given a new one where it is new.
    pub fn number(&mut self, facet: &str, value: &str, label: &str) -> u64 {
        let collected = match self.facets.get_mut(facet) {
            Some(collected) => collected,
            None => self.facets.entry(facet.to_owned()).or_default(),
        };
        let number = match collected.numbers.get(value) {
            Some(number) => *number,
            None => {
                let number = collected.values.len() as u64;
                collected.numbers.insert(value.to_owned(), number);
                collected.values.push(Spellings { value: value.to_owned(), labels: Vec::new() });
                number
            }
        };
        if let Some(spellings) = collected.values.get_mut(number as usize) {
            match spellings.labels.iter_mut().find(|(known, _)| known == label) {
                Some((_, seen)) => *seen += 1,
                None => spellings.labels.push((label.to_owned(), 1)),
            }
        }
        number
    }

    /// The dictionary: each value with the label that most records write, of
    /// equally many the one seen first.
    pub fn finish(self) -> FacetDictionary {
        let entry = |spellings: Spellings| FacetEntry {
            label: spellings
                .labels
                .iter()
                .rev()
                .max_by_key(|(_, seen)| *seen)
                .map_or_else(|| spellings.value.clone(), |(label, _)| label.clone()),
            value: spellings.value,
        };
        FacetDictionary {
            facets: self.facets.into_iter().map(|(name, collected)| (name, collected.values.into_iter().map(entry).collect())).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_takes_the_label_most_records_write() {
        let mut collector = FacetCollector::default();
        for label in ["UMEÅ KOMMUN", "Umeå kommun", "Umeå kommun"] {
            assert_eq!(collector.number("owner", "2120002627", label), 0);
        }
        assert_eq!(collector.number("owner", "x", "X"), 1);
        let dictionary = collector.finish();
        assert_eq!(dictionary.values("owner")[0].label, "Umeå kommun");
        assert!(dictionary.values("fund").is_empty());
    }
}
