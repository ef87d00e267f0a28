//! Shares: `0.4` in a spreadsheet, `40`, `40,0` and `40%` in others.

/// What the rows so far tell about a column of shares.
///
/// A share between 0 and 1 is a fraction wherever its header does not say
/// percent: no fund pays less than one percent of anything. A bare `1` is the
/// whole, 100 %, as long as no row above it had more than 1; after one that
/// had, it is one percent as written.
#[derive(Debug, Default)]
pub(super) struct Rates {
    above_one: bool,
}

impl Rates {
    /// The share as percent where it was a fraction, else as it stands.
    pub(super) fn percent(&mut self, cell: &str, header_says_percent: bool) -> String {
        let number = cell.trim().replace(',', ".");
        let Some(value) = number.parse::<f64>().ok().filter(|value| value.is_finite()) else { return cell.trim().to_owned() };
        self.above_one |= value > 1.0;
        let fraction = value > 0.0 && (value < 1.0 || value == 1.0 && !self.above_one);
        if !fraction || header_says_percent {
            return cell.trim().to_owned();
        }
        // Four decimals: 0.4 × 100 is not 40 in binary.
        let percent = format!("{:.4}", value * 100.0);
        format!("{}%", percent.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[&str], expected: &[&str]) {
        let mut rates = Rates::default();
        let got: Vec<String> = cells.iter().map(|cell| rates.percent(cell, false)).collect();
        assert_eq!(got, expected, "{cells:?}");
    }

    #[test]
    fn fractions_become_percent() {
        check(&["0.4", "0,675", "0.3333", "1", "1.0"], &["40%", "67.5%", "33.33%", "100%", "100%"]);
        check(&["40", "1", "0.4"], &["40", "1", "40%"]);
        check(&["40%", "40,0", "0", "", "-3", "nan", "halva"], &["40%", "40,0", "0", "", "-3", "nan", "halva"]);
    }

    #[test]
    fn a_header_in_percent_is_believed() {
        assert_eq!(Rates::default().percent("0.5", true), "0.5");
    }
}
