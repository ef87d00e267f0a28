//! Our own accept loop: hyper with a time limit on the first byte, the headers
//! and idling, and a limit on connections. `axum::serve` has neither, so one
//! silent client holds a connection for ever.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Time for the first byte, the headers, and between two requests: one timer in hyper.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// Connections at a time; further ones wait in the listener's backlog.
const CONNECTIONS: usize = 1024;
/// Bytes of a request's head; more is answered 431 or 414.
const HEAD_BYTES: usize = 64 * 1024;
/// Headers of a request.
const HEADERS: usize = 64;
/// How long a connection may live: one that never reads its answers must not
/// hold its place for ever; any other client opens a new one.
const LIFETIME: Duration = Duration::from_secs(600);
/// How long answers under way have when the service stops.
const DRAIN: Duration = Duration::from_secs(10);

/// Serves until `stop` resolves, then lets answers under way finish.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let connections = Arc::new(Semaphore::new(CONNECTIONS));
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let permit = tokio::select! {
            permit = Arc::clone(&connections).acquire_owned() => permit,
            () = &mut stop => break,
        };
        let Ok(permit) = permit else { break };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Out of file descriptors, most likely: some must be closed first.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let _ = stream.set_nodelay(true);
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIMEOUT)
            .max_buf_size(HEAD_BYTES)
            .max_headers(HEADERS)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let watched = graceful.watch(connection);
        tokio::spawn(async move {
            match tokio::time::timeout(LIFETIME, watched).await {
                Ok(Err(error)) => tracing::debug!(%error, "a connection ended badly"),
                Err(_) => tracing::debug!("a connection lived too long"),
                Ok(Ok(())) => {}
            }
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were cut off");
    }
}
