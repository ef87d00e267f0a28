//! A number as bars beside its fields from and to: each bar is a link that chooses its range.
//!
//! The drawing is an SVG whose lengths along the line are shares of its width,
//! so that it fills the column whatever the column is; the same counts stand
//! in a table below.

use super::Tongue;
use super::format::{millions, number};
use super::links::{Links, changed, is_linkable};
use super::texts::{Texts, counted, fill};
use crate::http::numbers::ends;
use crate::http::params::SearchParams;
use crate::record::date::PartialDate;
use crate::search::{NumberAnswer, RangeField};

/// Height of the tallest bar, in CSS pixels.
const HEIGHT: f64 = 56.0;
/// The lowest bar that is seen.
const LEAST: f64 = 3.0;
/// Bars beside one another in the column, each wide enough for a finger (WCAG 2.5.8: 24 CSS pixels).
const MOST_BARS: usize = 11;
/// Share of a bar's place that is left empty.
const GAP: f64 = 0.12;

/// The bars of one number.
pub struct Histogram {
    /// The bars, smallest first.
    pub bars: Vec<Bar>,
    /// The lower end of the first bar, in words.
    pub low: String,
    /// The upper end of the last.
    pub high: String,
    /// How many hits do not have the number.
    pub missing: Option<String>,
}

/// One bar.
pub struct Bar {
    /// The search with this range, or without it where it is the chosen one; none where no project lies in it.
    pub href: Option<String>,
    /// Its range.
    pub range: String,
    /// Projects in it.
    pub count: String,
    /// Its range and count, for one who does not see it.
    pub spoken: String,
    /// Whether it lies in the chosen range, or none is chosen.
    pub lit: bool,
    /// Where its place begins and how wide that is, in per cent.
    pub place: (String, String),
    /// Where the bar begins, how wide it is, in per cent, and where it begins from above and how tall it is, in pixels.
    pub bar: (String, String, String, String),
}

/// A range of whole kronor or years, inclusive.
type Ends = (Option<i64>, Option<i64>);

impl Histogram {
    /// The bars of what was counted; none where no project has the number.
    pub fn new(answer: &NumberAnswer, params: &SearchParams, links: &Links<'_>, tongue: Tongue) -> Option<Self> {
        let t = Texts::of(tongue);
        let field = answer.field;
        let buckets = grouped(answer);
        let most = buckets.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
        let chosen = chosen(field, params);
        let draw = |(nth, (ends, count)): (usize, &(Ends, usize))| {
            let range = named(field, *ends, t, tongue);
            let place = 100.0 / buckets.len() as f64;
            let from = nth as f64 * place;
            let tall = if *count == 0 { 0.0 } else { (HEIGHT * *count as f64 / most as f64).max(LEAST) };
            let is_chosen = chosen == *ends;
            Bar {
                href: (*count > 0 && is_linkable(params))
                    .then(|| links.search(&choosing(field, if is_chosen { (None, None) } else { *ends }, params))),
                spoken: format!("{range}: {}", counted(*count, t.hits_one, t.hits_many)),
                range,
                count: number(*count),
                lit: overlap(*ends, chosen),
                place: (share(from), share(place)),
                bar: (share(from + place * GAP / 2.0), share(place * (1.0 - GAP)), pixels(HEIGHT - tall), pixels(tall)),
            }
        };
        let bars: Vec<Bar> = buckets.iter().enumerate().map(draw).collect();
        let low = bars.first().map(|bar| bar.range.clone()).unwrap_or_default();
        let high = bars.last().map(|bar| bar.range.clone()).unwrap_or_default();
        let missing = (answer.missing > 0).then(|| counted(answer.missing, t.missing_one, t.missing_many));
        Some(Histogram { bars, low, high, missing })
    }
}

/// The ranges and counts, neighbours joined where there are too many to hit with a finger.
fn grouped(answer: &NumberAnswer) -> Vec<(Ends, usize)> {
    let size = answer.buckets.len().div_ceil(MOST_BARS).max(1);
    let join = |group: &[crate::search::Bucket]| {
        let from = group.first().and_then(|bucket| ends(answer.field, bucket).0);
        let to = group.last().and_then(|bucket| ends(answer.field, bucket).1);
        ((from, to), group.iter().map(|bucket| bucket.count).sum())
    };
    answer.buckets.chunks(size).map(join).collect()
}

/// The range that is chosen, in the unit of the bars.
fn chosen(field: RangeField, params: &SearchParams) -> Ends {
    let year = |date: Option<PartialDate>| date.map(|date| i64::from(date.year()));
    match field {
        RangeField::Granted => (params.granted_min, params.granted_max),
        RangeField::Start => (year(params.start_from), year(params.start_to)),
    }
}

/// The search with a range in place of the chosen one.
pub fn choosing(field: RangeField, (from, to): Ends, params: &SearchParams) -> SearchParams {
    let year = |year: Option<i64>| year.and_then(|year| PartialDate::new(i16::try_from(year).ok()?, None, None));
    changed(params, |params| match field {
        RangeField::Granted => (params.granted_min, params.granted_max) = (from, to),
        RangeField::Start => (params.start_from, params.start_to) = (year(from), year(to)),
    })
}

fn overlap((from, to): Ends, (least, most): Ends) -> bool {
    least.is_none_or(|least| to.is_none_or(|to| to >= least)) && most.is_none_or(|most| from.is_none_or(|from| from <= most))
}

/// What a range is called: `0,5–1 mnkr`, `2021`.
fn named(field: RangeField, (from, to): Ends, t: &Texts, tongue: Tongue) -> String {
    if field == RangeField::Start {
        let years: Vec<String> = [from, to].into_iter().flatten().map(|year| year.to_string()).collect();
        return if from == to { years.into_iter().next().unwrap_or_default() } else { years.join("–") };
    }
    // A bucket ends a krona below the next; a reader wants the round number.
    let (from, to) = (from.map(|from| millions(from * 100, tongue)), to.map(|to| millions((to + 1) * 100, tongue)));
    match (from, to) {
        (Some(from), Some(to)) => fill(t.millions_between, &[("from", &from), ("to", &to)]),
        (Some(from), None) => fill(t.millions_from, &[("from", &from)]),
        (None, Some(to)) => fill(t.millions_below, &[("to", &to)]),
        (None, None) => String::new(),
    }
}

/// Per cent with two decimals: a hundredth of a per cent is finer than any screen.
pub fn share(per_cent: f64) -> String {
    format!("{per_cent:.2}%")
}

/// Pixels with one decimal.
pub fn pixels(pixels: f64) -> String {
    format!("{pixels:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Bucket;

    fn years(from: i64, to: i64) -> NumberAnswer {
        let day = |year: i64| {
            jiff::civil::date(1970, 1, 1).until(jiff::civil::date(year as i16, 1, 1)).map(|span| i64::from(span.get_days())).unwrap()
        };
        let bucket =
            |year: i64| Bucket { from: Some(day(year)), to: Some(day(year + 1) - 1), count: (year - from) as usize, ..Bucket::default() };
        NumberAnswer { field: RangeField::Start, missing: 2, min: None, max: None, sum: 0, buckets: (from..=to).map(bucket).collect() }
    }

    fn drawn(answer: &NumberAnswer, params: &SearchParams) -> Histogram {
        Histogram::new(answer, params, &Links::new("", Tongue::Swedish), Tongue::Swedish).expect("bars")
    }

    #[test]
    fn a_bar_leads_to_its_years_and_the_chosen_one_back() {
        let mut params = SearchParams { q: "x".into(), page: 3, ..SearchParams::default() };
        let bars = drawn(&years(2020, 2023), &params);
        assert_eq!((bars.low.as_str(), bars.high.as_str()), ("2020", "2023"));
        assert_eq!(bars.bars[0].href, None, "nothing to choose");
        assert_eq!(bars.bars[2].href.as_deref(), Some("/?q=x&start_from=2022&start_to=2022"));
        assert_eq!(bars.bars[3].bar.3, "56.0", "the tallest");
        assert!(bars.bars.iter().all(|bar| bar.lit));
        params = choosing(RangeField::Start, (Some(2022), Some(2022)), &params);
        let bars = drawn(&years(2020, 2023), &params);
        assert_eq!(bars.bars[2].href.as_deref(), Some("/?q=x"));
        assert_eq!(bars.bars.iter().map(|bar| bar.lit).collect::<Vec<_>>(), [false, false, true, false]);
    }

    #[test]
    fn many_years_are_joined_without_losing_any() {
        let answer = years(2000, 2024);
        let bars = drawn(&answer, &SearchParams::default());
        assert!(bars.bars.len() <= MOST_BARS);
        assert_eq!(bars.bars[1].range, "2003–2005");
        assert_eq!(bars.bars[1].href.as_deref(), Some("/?start_from=2003&start_to=2005"));
        let all: usize = grouped(&answer).iter().map(|(_, count)| count).sum();
        assert_eq!(all, answer.buckets.iter().map(|bucket| bucket.count).sum::<usize>());
    }

    #[test]
    fn amounts_are_named_by_round_numbers() {
        let name = |from, to, tongue| named(RangeField::Granted, (from, to), Texts::of(tongue), tongue).replace('\u{a0}', " ");
        assert_eq!(name(Some(500_000), Some(999_999), Tongue::Swedish), "0,5–1 mnkr");
        assert_eq!(name(None, Some(499_999), Tongue::Swedish), "under 0,5 mnkr");
        assert_eq!(name(Some(50_000_000), None, Tongue::English), "SEK 50 million or more");
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let empty = NumberAnswer { buckets: Vec::new(), ..years(2020, 2020) };
        let drawn =
            |answer: &NumberAnswer| Histogram::new(answer, &SearchParams::default(), &Links::new("", Tongue::Swedish), Tongue::Swedish);
        assert!(drawn(&empty).is_none() && drawn(&years(2020, 2020)).is_none());
    }
}
