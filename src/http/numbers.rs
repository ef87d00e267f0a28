//! Amounts and start years as buckets: which ones are counted, and how the API tells them.
//!
//! A bucket's ends are what is sent as `granted_min` and `granted_max`, or
//! `start_from` and `start_to`; its count is the total one gets by that.

use serde::Serialize;
use utoipa::ToSchema;

use crate::index::document::year_of_day;
use crate::search::{Bucket, Buckets, NumberAnswer, NumberRequest, RangeField};

/// The numbers that are counted, by the names of their parameters.
pub const NUMBERS: [(&str, RangeField); 2] = [("granted", RangeField::Granted), ("start", RangeField::Start)];

/// Where buckets of granted money begin, in kronor: the series 1, 2, 5, since grants
/// spread over four powers of ten and equal steps would put nearly all into the first.
const BOUNDS: [i64; 8] = [0, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000];

/// Hundredths of a krona in a krona.
const ORE: i64 = 100;

/// Amounts and start years in buckets.
#[derive(Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct RangesView {
    /// Granted money, in whole kronor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub granted: Option<RangeView>,
    /// The start, in calendar years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<RangeView>,
}

/// One number in buckets.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct RangeView {
    /// The smallest, rounded down.
    pub min: Option<i64>,
    /// The largest, rounded up.
    pub max: Option<i64>,
    /// All of them together, rounded down; of years there is none.
    pub sum: Option<i64>,
    /// Matching projects without it.
    pub missing: usize,
    /// The buckets, smallest first.
    pub buckets: Vec<BucketView>,
}

/// One bucket.
#[derive(Debug, PartialEq, Serialize, ToSchema)]
pub struct BucketView {
    /// Its lower end, inclusive; `null` is open.
    pub from: Option<i64>,
    /// Its upper end, inclusive.
    pub to: Option<i64>,
    /// The total one gets by choosing this range instead of the one chosen.
    pub count: usize,
}

/// What is asked of a backend to count a number.
pub fn request(field: RangeField) -> NumberRequest {
    let buckets = match field {
        RangeField::Granted => Buckets::Ranges(ranges().map(|(from, to)| (from.map(|from| from * ORE), to.map(|to| to * ORE))).collect()),
        RangeField::Start => Buckets::Years,
    };
    NumberRequest::new(field, buckets)
}

/// The buckets of money in kronor: each ends a krona below the next, the last is open.
fn ranges() -> impl Iterator<Item = (Option<i64>, Option<i64>)> {
    let above = BOUNDS.into_iter().skip(1).map(|bound| Some(bound - 1)).chain([None]);
    // Nothing is granted less than nothing, so that the first is open as well.
    BOUNDS.into_iter().map(|bound| (bound > 0).then_some(bound)).zip(above)
}

/// The ends of a bucket in the unit of its parameters: whole kronor, or years.
pub fn ends(field: RangeField, bucket: &Bucket) -> (Option<i64>, Option<i64>) {
    (bucket.from.map(|from| floor(field, from)), bucket.to.map(|to| floor(field, to)))
}

fn floor(field: RangeField, value: i64) -> i64 {
    match field {
        RangeField::Granted => value.div_euclid(ORE),
        RangeField::Start => year_of_day(value),
    }
}

fn ceiling(field: RangeField, value: i64) -> i64 {
    match field {
        RangeField::Granted => value.saturating_add(ORE - 1).div_euclid(ORE),
        RangeField::Start => floor(field, value),
    }
}

impl RangesView {
    /// The envelope of what was counted.
    pub fn new(answers: &[NumberAnswer]) -> Self {
        let of = |wanted| answers.iter().find(|answer| answer.field == wanted).map(RangeView::new);
        RangesView { granted: of(RangeField::Granted), start: of(RangeField::Start) }
    }
}

impl RangeView {
    fn new(answer: &NumberAnswer) -> Self {
        let field = answer.field;
        let bucket = |bucket: &Bucket| {
            let (from, to) = ends(field, bucket);
            BucketView { from, to, count: bucket.count }
        };
        RangeView {
            min: answer.min.map(|min| floor(field, min)),
            max: answer.max.map(|max| ceiling(field, max)),
            sum: (field == RangeField::Granted).then(|| floor(field, answer.sum)),
            missing: answer.missing,
            buckets: answer.buckets.iter().map(bucket).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_whole_amount_lies_in_one_bucket() {
        let within = |kronor: i64| ranges().filter(|(from, to)| from.is_none_or(|f| kronor >= f) && to.is_none_or(|t| kronor <= t)).count();
        for bound in BOUNDS {
            assert_eq!((within(bound), within(bound + 1), within(bound - 1)), (1, 1, 1), "{bound}");
        }
        assert_eq!(within(i64::MAX), 1);
    }

    #[test]
    fn money_is_told_in_kronor_and_start_in_years() {
        let bucket = Bucket { from: Some(50_000_000), to: Some(99_999_900), count: 3, ..Bucket::default() };
        let money = |field, min, max| NumberAnswer { field, missing: 1, min, max, sum: 250, buckets: vec![bucket.clone()] };
        let views = RangesView::new(&[money(RangeField::Granted, Some(101), Some(101))]);
        let view = views.granted.expect("money");
        assert_eq!((view.min, view.max, view.sum), (Some(1), Some(2), Some(2)));
        assert_eq!(view.buckets, [BucketView { from: Some(500_000), to: Some(999_999), count: 3 }]);
        assert_eq!(views.start, None);
        let years = RangeView::new(&money(RangeField::Start, Some(-1), Some(365)));
        assert_eq!((years.min, years.max, years.sum), (Some(1969), Some(1971), None));
    }
}
