//! Searches run on few threads, and wait in a short line: an answer that comes
//! too late helps nobody, and a long line makes every answer late.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;

use super::SearchError;

/// Searches that may wait.
const LONGEST_LINE: usize = 256;
/// How long a search may wait before it is turned away.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// As many searches at a time as there are cores.
pub struct Pool {
    running: Arc<Semaphore>,
    waiting: AtomicUsize,
}

/// One place in the line; left when dropped, also when the client goes away.
struct InLine<'a>(&'a AtomicUsize);

impl Drop for InLine<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Pool {
    /// A pool of as many threads as the machine has cores.
    pub fn new() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Pool { running: Arc::new(Semaphore::new(cores)), waiting: AtomicUsize::new(0) }
    }

    /// Runs `work` on a thread of the pool.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, SearchError> {
        let line = InLine(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= LONGEST_LINE {
            return Err(SearchError::Overloaded);
        }
        let waited = tokio::time::timeout(LONGEST_WAIT, Arc::clone(&self.running).acquire_owned()).await;
        drop(line);
        let Ok(Ok(permit)) = waited else { return Err(SearchError::Overloaded) };
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.map_err(|error| SearchError::Internal(error.to_string()))
    }
}
