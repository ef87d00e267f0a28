//! The API and the pages, asked over a socket.

mod answers;
mod embed;
mod hostile;
mod language;
mod pages;
mod parameters;
mod scope;

use std::sync::LazyLock;

use crate::program::{Program, Server, corpus};

/// One server over the sample for all tests that only ask.
struct Shared {
    program: Program,
    server: Server,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let program = Program::with_index_of(&[corpus()]);
    let server = program.serve();
    Shared { program, server }
});

fn server() -> &'static Server {
    &SHARED.server
}

fn program() -> &'static Program {
    &SHARED.program
}
