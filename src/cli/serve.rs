//! `fondsok serve`: open a generation, answer, and take each new one within two seconds.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{Failure, data_dir, index, print, today};
use crate::config::{Origin, Settings};
use crate::http::named_views::Views;
use crate::http::{AppState, PublicAddress, Readiness, router, server};
use crate::index::fields::Fields;
use crate::index::{DataDir, IndexError};
use crate::search::tantivy::TantivyBackend;

/// How often the published generation is looked at; `current` is a link, so a look is a system call.
const LOOK: Duration = Duration::from_millis(400);

/// Serves until SIGTERM or SIGINT.
pub fn run(settings: &Settings) -> Result<(), Failure> {
    let data = data_dir(settings);
    if settings.data.origin == Origin::Default && data.kept().is_empty() {
        index::run_corpus(&data)?;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(serve(settings, data));
    // A search that never ends must not keep the process from ending.
    runtime.shutdown_timeout(Duration::from_secs(2));
    served
}

async fn serve(settings: &Settings, data: DataDir) -> Result<(), Failure> {
    let listener = TcpListener::bind(settings.listen.value).await.map_err(|error| {
        anyhow::anyhow!("cannot listen at {}: {error}; --listen 127.0.0.1:0 takes any free port", settings.listen.value)
    })?;
    let address = format!("http://{}", listener.local_addr()?);
    let backend = Arc::new(TantivyBackend::new(today(settings)));
    let readiness = Arc::new(ArcSwap::from_pointee(Readiness::Nothing));
    let state = AppState {
        backend: backend.clone(),
        readiness: readiness.clone(),
        facets: Fields::bundled().facets().map(|facet| facet.name.as_str()).collect(),
        today: today(settings),
        address: Arc::new(PublicAddress::new(settings.public_url.value.as_deref().unwrap_or(&address))),
        views: Arc::new(Views::new(settings.views.clone())),
    };
    let keeper = Keeper { data, backend, readiness, attempted: None };
    let first = tokio::task::spawn_blocking(move || keeper.looked_at_first()).await?;
    tokio::spawn(first.keep());
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    print(&format!("{address}/"))?;
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {},
            _ = interrupt.recv() => {},
        }
        tracing::info!("stopping");
    };
    server::serve(listener, router(state), stop).await;
    Ok(())
}

/// Keeps the backend on the published generation.
struct Keeper {
    data: DataDir,
    backend: Arc<TantivyBackend>,
    readiness: Arc<ArcSwap<Readiness>>,
    /// What `current` named at the last look, whether or not it could be served; `None` before the first.
    attempted: Option<Option<String>>,
}

impl Keeper {
    /// The first look, before anything is answered. One that must be rebuilt is left to the keeper.
    fn looked_at_first(mut self) -> Self {
        match self.data.open(Fields::bundled()) {
            Err(IndexError::OtherVersion(_)) => self.readiness.store(Arc::new(Readiness::Rebuilding)),
            _ => self.look(),
        }
        self
    }

    async fn keep(mut self) {
        loop {
            let looked = tokio::task::spawn_blocking(move || {
                self.look();
                self
            });
            match looked.await {
                Ok(keeper) => self = keeper,
                // Only a panic inside the engine ends up here; what is served goes on being served.
                Err(error) => return tracing::error!(%error, "generations are no longer watched"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Takes the published generation where it is another one than before.
    fn look(&mut self) {
        let published = Some(self.data.published());
        if published == self.attempted {
            return;
        }
        self.attempted = published;
        match self.data.open(Fields::bundled()) {
            Ok((generation, refused)) => {
                for refusal in refused {
                    tracing::error!(generation = refusal.id, error = %refusal.error, "a generation is refused");
                }
                self.serve(generation);
            }
            Err(IndexError::Nothing(data)) => tracing::warn!(data = %data.display(), "no index yet; run: fondsok index PATH…"),
            Err(IndexError::OtherVersion(why)) => self.rebuild(&why),
            Err(error) => {
                tracing::error!(%error, "no sound generation; run: fondsok check");
                self.not_ready(Readiness::Damaged);
            }
        }
    }

    fn serve(&self, generation: crate::index::Generation) {
        let (id, records) = (generation.manifest.id.clone(), generation.manifest.records);
        match self.backend.serve(generation) {
            Ok(()) => {
                self.readiness.store(Arc::new(Readiness::Ready));
                tracing::info!(generation = id, records, "serving");
            }
            Err(error) => {
                tracing::error!(generation = id, %error, "a generation cannot be served");
                self.not_ready(Readiness::Damaged);
            }
        }
    }

    /// Builds the generation anew from its own records; the next look serves it.
    fn rebuild(&mut self, why: &str) {
        self.not_ready(Readiness::Rebuilding);
        tracing::warn!(why, "the generation was built by another version: rebuilding it from its own records");
        let rebuilt = self.data.begin().and_then(|run| run.rebuild(Fields::bundled(), &|_| {}));
        match rebuilt {
            Ok(manifest) => tracing::info!(generation = manifest.id, "rebuilt"),
            // Another run has the lock: what it publishes is looked at next.
            Err(IndexError::Locked) => self.attempted = None,
            Err(error) => {
                tracing::error!(%error, "the generation cannot be rebuilt; run: fondsok index PATH…");
                self.not_ready(Readiness::Damaged);
            }
        }
    }

    /// Not ready, unless a former generation is still being served.
    fn not_ready(&self, readiness: Readiness) {
        use crate::search::Backend;
        if self.backend.generation().is_err() {
            self.readiness.store(Arc::new(readiness));
        }
    }
}
