//! Strings that look like the last part of a compound and are an ending.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::lists::rows;

const CONSONANTS: &str = "bdfghjklmnprstv";

/// The table `compound-endings.tsv`, made ready for look-ups.
pub(super) struct Endings {
    /// Endings with each of their continuations, with and without an *s* in front.
    whole: HashSet<String>,
    /// Endings that any letters may follow, and whether an *s* may precede them.
    open: HashMap<String, bool>,
    longest_open: usize,
}

impl Endings {
    pub(super) fn from_table(table: &'static str) -> Endings {
        let mut endings = Endings { whole: HashSet::new(), open: HashMap::new(), longest_open: 0 };
        for row in rows(table) {
            let [beginning, after_s, continuations] = row.cells();
            for continuation in continuations.split(' ') {
                for beginning in spelled_out(beginning) {
                    endings.add(&beginning, after_s == "yes", continuation);
                }
            }
        }
        endings
    }

    fn add(&mut self, beginning: &str, after_s: bool, continuation: &str) {
        if continuation == "*" {
            self.open.insert(beginning.to_owned(), after_s);
            self.longest_open = self.longest_open.max(beginning.len());
            return;
        }
        let rest = if continuation == "-" { "" } else { continuation };
        self.whole.insert([beginning, rest].concat());
        if after_s {
            self.whole.insert(["s", beginning, rest].concat());
        }
    }

    /// Whether `rest`, the letters of a word behind some place, is an ending there.
    pub(super) fn matches(&self, rest: &str) -> bool {
        self.whole.contains(rest)
            || self.begins_open(rest, false)
            || rest.strip_prefix('s').is_some_and(|rest| self.begins_open(rest, true))
    }

    fn begins_open(&self, rest: &str, behind_s: bool) -> bool {
        (1..=self.longest_open.min(rest.len())).filter_map(|length| self.open.get(rest.get(..length)?)).any(|after_s| *after_s || !behind_s)
    }
}

/// The beginnings that a cell of the table stands for: a `?` is any consonant.
fn spelled_out(beginning: &'static str) -> Vec<String> {
    match beginning.strip_prefix('?') {
        Some(rest) => CONSONANTS.chars().map(|consonant| format!("{consonant}{rest}")).collect(),
        None => vec![beginning.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# comment\nbeginning\tafter s\tcontinuations\nhet\tyes\t- en\nisk\tyes\t*\nkap\tno\tet\n?ade\tno\t-\n";

    #[test]
    fn endings_match_with_their_continuations() {
        let endings = Endings::from_table(TABLE);
        for ending in ["het", "heten", "shet", "isk", "iskhet", "siska", "kapet", "lade"] {
            assert!(endings.matches(ending), "{ending}");
        }
        for other in ["hetta", "kap", "skapet", "ade", "fisk", "slade", ""] {
            assert!(!endings.matches(other), "{other}");
        }
    }
}
