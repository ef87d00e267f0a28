//! Granted money by the year of the start, stacked by fund: a drawing whose every
//! part is a link, and the same numbers as a table.
//!
//! The drawing is wide in shares of its frame and tall in pixels, so that its
//! text keeps the reader's size. Colours name funds, and so do the parts'
//! titles, the legend and the table.

use super::Tongue;
use super::format::{about_millions, millions};
use super::frame::Link;
use super::histogram::{choosing, pixels, share};
use super::hits::swatch;
use super::links::{Links, having, is_linkable};
use super::texts::{Texts, fill};
use crate::http::numbers::ends;
use crate::http::params::SearchParams;
use crate::search::{Bucket, NumberAnswer, Part, RangeField};

/// The facet that years are split by.
pub const FUND: &str = "fund";
/// Height of the drawing above its axis, in CSS pixels.
const HEIGHT: f64 = 260.0;
/// Room above the tallest bar for its total.
const ABOVE: f64 = 26.0;
/// Share of a year's place that is left empty.
const GAP: f64 = 0.24;
/// Lines of the grid, at most.
const MOST_LINES: i64 = 5;
/// Öre in a million kronor.
const MILLION: i64 = 100_000_000;

/// The chart.
pub struct Chart {
    /// What each colour means, leading to the projects of that fund.
    pub legend: Vec<Series>,
    /// The years.
    pub columns: Vec<Column>,
    /// The lines of the grid: how far from above, and what they stand for.
    pub lines: Vec<(String, String)>,
    /// The sums of each series over all years, in the order of the legend.
    pub totals: Vec<String>,
    /// The sum of all.
    pub total: String,
}

/// What one colour means.
pub struct Series {
    /// The projects of that fund, and its code.
    pub link: Link,
    /// The class of its colour.
    pub swatch: &'static str,
    funds: Vec<String>,
}

/// One year.
pub struct Column {
    /// Its projects.
    pub href: String,
    /// The year.
    pub year: String,
    /// Its sum in millions.
    pub sum: String,
    /// Year, sum and parts, for one who does not see them.
    pub spoken: String,
    /// Where its place begins, its middle and its width, in per cent.
    pub place: (String, String, String),
    /// How far from above its sum stands.
    pub top: String,
    /// The parts, from below.
    pub parts: Vec<Segment>,
    /// The sum of each series, in the order of the legend, leading to its projects.
    pub cells: Vec<Option<Link>>,
}

/// The part of a year that comes from one fund.
pub struct Segment {
    /// Its projects.
    pub href: String,
    /// Year, fund and sum.
    pub spoken: String,
    /// The class of its colour.
    pub swatch: &'static str,
    /// Where it begins and how wide it is, in per cent; where from above and how tall, in pixels.
    pub bar: (String, String, String, String),
}

impl Chart {
    /// The chart of start years split by fund; none where nothing was granted or links would be too long.
    pub fn new(answer: &NumberAnswer, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Option<Self> {
        let most = answer.buckets.iter().map(|bucket| bucket.sum).max().filter(|most| *most > 0 && is_linkable(params))?;
        let legend = series(answer, params, links, tongue);
        let (top, lines) = grid(most, tongue);
        let draw = Drawing { params, links, tongue, legend: &legend, top, wide: 100.0 / answer.buckets.len() as f64 };
        let columns = answer.buckets.iter().enumerate().map(|(nth, bucket)| draw.column(nth, bucket)).collect();
        let total = |series: &Series| answer.buckets.iter().map(|bucket| sum_of(series, bucket)).fold(0, i64::saturating_add);
        let totals = legend.iter().map(|series| about_millions(total(series), tongue)).collect();
        let all = answer.buckets.iter().map(|bucket| bucket.sum).fold(0, i64::saturating_add);
        Some(Chart { columns, lines, totals, total: about_millions(all, tongue), legend })
    }
}

/// The funds that have a colour of their own, and the others as one.
fn series(answer: &NumberAnswer, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Vec<Series> {
    let mut found: Vec<(&'static str, Vec<String>)> = Vec::new();
    for part in answer.buckets.iter().flat_map(|bucket| &bucket.parts).filter(|part| part.sum > 0) {
        let colour = swatch(&part.value);
        match found.iter_mut().find(|(known, _)| *known == colour) {
            Some((_, funds)) if funds.contains(&part.value) => {}
            Some((_, funds)) => funds.push(part.value.clone()),
            None => found.push((colour, vec![part.value.clone()])),
        }
    }
    found.sort_by_key(|(colour, funds)| (*colour == "other", funds.first().cloned()));
    let named = |(swatch, funds): (&'static str, Vec<String>)| {
        let label = if funds.len() == 1 { funds.concat() } else { Texts::of(tongue).other_funds.to_owned() };
        Series { link: Link { href: links.search(&of_funds(&funds, params)), label }, swatch, funds }
    };
    found.into_iter().map(named).collect()
}

/// The search with these funds in place of the chosen ones.
fn of_funds(funds: &[String], params: &SearchParams) -> SearchParams {
    having(params, FUND, funds)
}

fn sum_of(series: &Series, bucket: &Bucket) -> i64 {
    let of_series = |part: &&Part| series.funds.contains(&part.value);
    bucket.parts.iter().filter(of_series).map(|part| part.sum.max(0)).fold(0, i64::saturating_add)
}

/// The value at the top of the drawing, and the lines below it at round numbers of millions.
fn grid(most: i64, tongue: Tongue) -> (f64, Vec<(String, String)>) {
    let steps =
        (0..18).flat_map(|power| [1, 2, 5].map(|digit| 10_000_i64.saturating_mul(digit).saturating_mul(10_i64.saturating_pow(power))));
    let step = steps.into_iter().find(|step| most / step < MOST_LINES).unwrap_or(i64::MAX);
    let top = most as f64;
    let at = |value: i64| pixels(ABOVE + HEIGHT * (1.0 - value as f64 / top));
    let lines = (0..=most / step).map(|nth| nth.saturating_mul(step)).map(|value| (at(value), millions(value, tongue))).collect();
    (top, lines)
}

struct Drawing<'a> {
    params: &'a SearchParams,
    links: &'a Links<'a>,
    tongue: Tongue,
    legend: &'a [Series],
    top: f64,
    wide: f64,
}

impl Drawing<'_> {
    fn column(&self, nth: usize, bucket: &Bucket) -> Column {
        let t = Texts::of(self.tongue);
        let years = ends(RangeField::Start, bucket);
        let year = years.0.unwrap_or_default().to_string();
        let of_year = choosing(RangeField::Start, years, self.params);
        let from = nth as f64 * self.wide;
        let mut below = ABOVE + HEIGHT;
        let (mut parts, mut cells, mut told) = (Vec::new(), Vec::new(), Vec::new());
        for series in self.legend {
            let sum = sum_of(series, bucket);
            if sum == 0 {
                cells.push(None);
                continue;
            }
            let href = self.links.search(&of_funds(&series.funds, &of_year));
            let shown = about_millions(sum, self.tongue);
            let tall = HEIGHT * sum as f64 / self.top;
            below -= tall;
            let values = [("year", year.as_str()), ("fund", &series.link.label), ("sum", &shown)];
            let bar = (share(from + self.wide * GAP / 2.0), share(self.wide * (1.0 - GAP)), pixels(below), pixels(tall));
            parts.push(Segment { href: href.clone(), spoken: fill(t.year_fund_sum, &values), swatch: series.swatch, bar });
            told.push(format!("{} {shown}", series.link.label));
            cells.push(Some(Link { href, label: shown }));
        }
        let sum = about_millions(bucket.sum, self.tongue);
        Column {
            href: self.links.search(&of_year),
            spoken: fill(t.year_sum, &[("year", &year), ("sum", &sum), ("parts", &told.join(", "))]),
            place: (share(from), share(from + self.wide / 2.0), share(self.wide)),
            top: pixels(below - 7.0),
            year,
            sum: if bucket.sum >= MILLION / 100 { sum } else { String::new() },
            parts,
            cells,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(fund: &str, millions: i64) -> Part {
        Part { value: fund.into(), label_sv: fund.into(), label_en: fund.into(), count: 1, sum: millions * MILLION }
    }

    fn answer() -> NumberAnswer {
        let bucket = |from, to, parts: Vec<Part>| Bucket {
            from: Some(from),
            to: Some(to),
            count: parts.len(),
            sum: parts.iter().map(|part| part.sum).sum(),
            parts,
        };
        let buckets = vec![
            bucket(0, 364, vec![part("LIFE", 1), part("ERUF", 30), part("ESF+", 10)]),
            bucket(365, 729, vec![part("AMIF", 2), part("ERUF", 20)]),
        ];
        NumberAnswer { field: RangeField::Start, missing: 0, min: Some(0), max: Some(700), sum: 0, buckets }
    }

    fn chart(query: &str) -> Chart {
        let params = SearchParams::read(&crate::http::params::pairs(query), &["fund"], &[]).0;
        Chart::new(&answer(), &params, &Links::new("", Tongue::Swedish), Tongue::Swedish).expect("a chart")
    }

    #[test]
    fn every_part_leads_to_its_projects() {
        let chart = chart("q=x&fund=-ESF&page=2");
        let legend: Vec<&str> = chart.legend.iter().map(|series| series.link.label.as_str()).collect();
        assert_eq!(legend, ["ERUF", "ESF+", "Övriga fonder"]);
        assert_eq!(chart.legend[2].link.href, "/?q=x&fund=LIFE&fund=AMIF&fund=-ESF");
        assert_eq!(chart.columns[0].href, "/?q=x&fund=-ESF&start_from=1970&start_to=1970");
        assert_eq!(chart.columns[0].parts[1].href, "/?q=x&fund=ESF%2B&fund=-ESF&start_from=1970&start_to=1970");
        assert_eq!(chart.columns[0].spoken.replace('\u{a0}', " "), "1970: 41 miljoner kronor (ERUF 30, ESF+ 10, Övriga fonder 1)");
        assert!(chart.columns[1].cells[1].is_none());
        assert_eq!((chart.totals.join(" "), chart.total), ("50 10 3".to_owned(), "63".to_owned()));
    }

    #[test]
    fn the_parts_stand_on_one_another_and_fill_the_tallest_column() {
        let column = &chart("").columns[0];
        let tall: f64 = column.parts.iter().map(|part| part.bar.3.parse::<f64>().unwrap()).sum();
        assert!((tall - HEIGHT).abs() < 0.5, "{tall}");
        assert_eq!(column.parts.last().unwrap().bar.2, pixels(ABOVE));
    }

    #[test]
    fn the_grid_has_few_round_lines() {
        for most in [1, 999_999, 41 * MILLION, 3_370 * MILLION, i64::MAX] {
            let (_, lines) = grid(most, Tongue::Swedish);
            assert!((1..=MOST_LINES as usize).contains(&lines.len()), "{most}: {lines:?}");
        }
        let labels: Vec<String> = grid(41 * MILLION, Tongue::Swedish).1.into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels, ["0", "10", "20", "30", "40"]);
    }
}
