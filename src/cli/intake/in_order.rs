//! Work on many items by several threads, the results in the order of the items.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

/// Items handed over at once: enough that the handing over is cheap.
const BATCH: usize = 64;

/// Batches that may wait before each thread, so that a fast reader fills no memory.
const WAITING: usize = 4;

/// The most threads that work.
const MOST_WORKERS: usize = 8;

/// Runs `produce`, which tells its items one by one; `work` makes each a result,
/// and `take` gets the results in the order of the items.
///
/// Few items are worked on at once; only from the second batch on there are threads.
pub fn in_order<T: Send, R: Send, A>(
    produce: impl FnOnce(&mut dyn FnMut(T)) -> A,
    work: impl Fn(T) -> R + Sync,
    take: impl FnMut(R) + Send,
) -> A {
    let work = &work;
    std::thread::scope(|scope| {
        let mut batch = Vec::new();
        let mut take = Some(take);
        let mut workers: Option<Workers<T>> = None;
        let produced = produce(&mut |item| {
            batch.push(item);
            if batch.len() == BATCH {
                let full = std::mem::take(&mut batch);
                if let Some(take) = take.take() {
                    workers = Some(Workers::start(scope, work, take));
                }
                if let Some(workers) = &mut workers {
                    workers.send(full);
                }
            }
        });
        match workers {
            Some(mut workers) => workers.send(batch),
            None => take.into_iter().for_each(|mut take| batch.drain(..).map(work).for_each(&mut take)),
        }
        produced
    })
}

/// The ways to the threads. Batches go round, and so do the results.
struct Workers<T> {
    to: Vec<SyncSender<Vec<T>>>,
    next: usize,
}

impl<T: Send> Workers<T> {
    fn start<'scope, R: Send + 'scope>(
        scope: &'scope Scope<'scope, '_>,
        work: &'scope (impl Fn(T) -> R + Sync),
        mut take: impl FnMut(R) + Send + 'scope,
    ) -> Self
    where
        T: 'scope,
    {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_WORKERS);
        let (to, results): (Vec<_>, Vec<Receiver<Vec<R>>>) = (0..threads)
            .map(|_| {
                let (to, batches) = sync_channel::<Vec<T>>(WAITING);
                let (done, results) = sync_channel(WAITING);
                scope.spawn(move || batches.into_iter().all(|batch| done.send(batch.into_iter().map(work).collect()).is_ok()));
                (to, results)
            })
            .unzip();
        scope.spawn(move || {
            // The first thread without a batch when its turn comes was the one after the last.
            for results in results.iter().cycle() {
                let Ok(batch) = results.recv() else { return };
                batch.into_iter().for_each(&mut take);
            }
        });
        Workers { to, next: 0 }
    }

    fn send(&mut self, batch: Vec<T>) {
        if let Some(to) = self.to.get(self.next % self.to.len().max(1)) {
            // It fails only where the thread panicked, which ends the scope.
            let _ = to.send(batch);
        }
        self.next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, BATCH - 1, BATCH, BATCH + 1, BATCH * 37 + 5] {
            let mut taken = Vec::new();
            let told = in_order(
                |tell| {
                    (0..count).for_each(tell);
                    "all"
                },
                |item| item * 2,
                |result| taken.push(result),
            );
            assert_eq!(told, "all");
            assert_eq!(taken, (0..count).map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
