//! Work on many items by several threads, the results in the order of the items.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Scope, ScopedJoinHandle};

/// Items handed over at once: enough that the handing over is cheap.
const BATCH: usize = 64;

/// Batches that may wait before each thread, so that a fast reader fills no memory.
const WAITING: usize = 4;

/// The most threads that work.
const MOST_WORKERS: usize = 8;

/// Runs `produce`, which tells its items one by one; `work` makes each a result,
/// and `take` gets the results in the order of the items. Each thread that works
/// has a memory of its own, which `remember` begins; they are given back.
///
/// Few items are worked on at once; only from the second batch on there are threads.
pub fn in_order<T: Send, R: Send, M: Send, A>(
    produce: impl FnOnce(&mut dyn FnMut(T)) -> A,
    remember: impl Fn() -> M + Sync,
    work: impl Fn(&mut M, T) -> R + Sync,
    take: impl FnMut(R) + Send,
) -> (A, Vec<M>) {
    let (work, remember) = (&work, &remember);
    std::thread::scope(|scope| {
        let mut batch = Vec::new();
        let mut take = Some(take);
        let mut workers: Option<Workers<'_, T, M>> = None;
        let produced = produce(&mut |item| {
            batch.push(item);
            if batch.len() == BATCH {
                let full = std::mem::take(&mut batch);
                if let Some(take) = take.take() {
                    workers = Some(Workers::start(scope, remember, work, take));
                }
                if let Some(workers) = &mut workers {
                    workers.send(full);
                }
            }
        });
        let memories = match (workers, take) {
            (Some(mut workers), _) => {
                workers.send(batch);
                workers.end()
            }
            (None, Some(mut take)) => {
                let mut memory = remember();
                batch.into_iter().map(|item| work(&mut memory, item)).for_each(&mut take);
                vec![memory]
            }
            (None, None) => Vec::new(),
        };
        (produced, memories)
    })
}

/// The ways to the threads. Batches go round, and so do the results.
struct Workers<'scope, T, M> {
    to: Vec<SyncSender<Vec<T>>>,
    threads: Vec<ScopedJoinHandle<'scope, M>>,
    next: usize,
}

impl<'scope, T: Send + 'scope, M: Send + 'scope> Workers<'scope, T, M> {
    fn start<R: Send + 'scope>(
        scope: &'scope Scope<'scope, '_>,
        remember: &'scope (impl Fn() -> M + Sync),
        work: &'scope (impl Fn(&mut M, T) -> R + Sync),
        mut take: impl FnMut(R) + Send + 'scope,
    ) -> Self {
        let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(MOST_WORKERS);
        let (mut to, mut threads, mut results): (Vec<_>, Vec<_>, Vec<Receiver<Vec<R>>>) = Default::default();
        for _ in 0..count {
            let (to_worker, batches) = sync_channel::<Vec<T>>(WAITING);
            let (done, from_worker) = sync_channel(WAITING);
            threads.push(scope.spawn(move || {
                let mut memory = remember();
                for batch in batches {
                    // It fails only where the taker panicked, which ends the scope.
                    let _ = done.send(batch.into_iter().map(|item| work(&mut memory, item)).collect());
                }
                memory
            }));
            to.push(to_worker);
            results.push(from_worker);
        }
        scope.spawn(move || {
            // The first thread without a batch when its turn comes was the one after the last.
            for results in results.iter().cycle() {
                let Ok(batch) = results.recv() else { return };
                batch.into_iter().for_each(&mut take);
            }
        });
        Workers { to, threads, next: 0 }
    }

    fn send(&mut self, batch: Vec<T>) {
        if let Some(to) = self.to.get(self.next % self.to.len().max(1)) {
            // It fails only where the thread panicked, which ends the scope.
            let _ = to.send(batch);
        }
        self.next += 1;
    }

    /// The memories, when all is worked on.
    fn end(self) -> Vec<M> {
        drop(self.to);
        self.threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, BATCH - 1, BATCH, BATCH + 1, BATCH * 37 + 5] {
            let mut taken = Vec::new();
            let worked = |met: &mut usize, item: usize| {
                *met += 1;
                item * 2
            };
            let (told, met) = in_order(
                |tell| {
                    (0..count).for_each(tell);
                    "all"
                },
                || 0,
                worked,
                |result| taken.push(result),
            );
            assert_eq!((told, met.iter().sum::<usize>()), ("all", count));
            assert_eq!(taken, (0..count).map(|item| item * 2).collect::<Vec<_>>());
        }
    }
}
