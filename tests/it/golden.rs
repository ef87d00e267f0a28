//! Golden files: what came out last time, reviewed and committed. After an
//! intended change `UPDATE_GOLDEN=1 cargo test` writes them anew, and the diff
//! is what there is to review.

use std::path::Path;

/// Compares with `tests/golden/<name>`.
pub fn check(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).expect("a golden file");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if let Some((nth, (want, got))) = expected.lines().zip(found.lines()).enumerate().find(|(_, (want, got))| want != got) {
        panic!("{name}:{}: expected\n{want}\nfound\n{got}\nUPDATE_GOLDEN=1 cargo test writes it anew", nth + 1);
    }
    assert_eq!(expected.lines().count(), found.lines().count(), "{name} has another number of lines");
}
