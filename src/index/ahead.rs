//! Reading ahead: an iterator runs on a thread of its own, a few batches
//! before its user, so that parsing and indexing share two cores.

use std::sync::mpsc::{IntoIter, sync_channel};
use std::thread::Scope;

/// Items handed over at once: enough to make the handing over cheap, few
/// enough to stay small in memory.
const BATCH: usize = 256;

/// Batches that may wait.
const WAITING: usize = 4;

/// The batches of an iterator that another thread walks.
pub struct Ahead<T>(IntoIter<Vec<T>>);

/// Walks `items` on a thread of the scope.
pub fn ahead<'scope, T: Send + 'scope>(scope: &'scope Scope<'scope, '_>, items: impl Iterator<Item = T> + Send + 'scope) -> Ahead<T> {
    let (to, from) = sync_channel(WAITING);
    scope.spawn(move || {
        let mut items = items;
        loop {
            let batch: Vec<T> = items.by_ref().take(BATCH).collect();
            // The user may have stopped at an error: then nobody waits for more.
            if batch.is_empty() || to.send(batch).is_err() {
                return;
            }
        }
    });
    Ahead(from.into_iter())
}

impl<T> Iterator for Ahead<T> {
    type Item = Vec<T>;

    fn next(&mut self) -> Option<Vec<T>> {
        self.0.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_comes_once_and_in_order() {
        for count in [0, 1, BATCH, BATCH * (WAITING + 3) + 1] {
            let read: Vec<usize> = std::thread::scope(|scope| ahead(scope, 0..count).flatten().collect());
            assert_eq!(read, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_user_that_stops_early_leaves_no_thread_waiting() {
        let first = std::thread::scope(|scope| ahead(scope, 0..usize::MAX).flatten().next());
        assert_eq!(first, Some(0));
    }
}
