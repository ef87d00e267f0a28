//! The house rules that a compiler does not know: which room may import which,
//! who may name an engine or a web framework, and what a file is never called.
//!
//! [`rules`] judges one file's text, so that each rule is also tried on a
//! planted violation; the tests here walk the real tree.

mod rules;
mod rust_paths;

use std::fs;
use std::path::{Path, PathBuf};

use rules::{faults, names_folder};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, in name order.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let files = entries.into_iter().flat_map(|path| if path.is_dir() { rust_files(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn every_room_imports_only_from_its_left() {
    let src = root().join("src");
    let files = rust_files(&src);
    assert!(files.len() > 20, "the sources are where they were");
    let mut found = Vec::new();
    for file in files {
        let path = file.strip_prefix(&src).unwrap().to_str().unwrap();
        found.extend(faults(path, &fs::read_to_string(&file).unwrap()));
    }
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
}

#[test]
fn readme_and_architecture_mention_every_room() {
    let mut folders: Vec<String> = fs::read_dir(root().join("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    for page in ["README.md", "ARCHITECTURE.md"] {
        let text = fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"));
        let forgotten: Vec<&String> = folders.iter().filter(|folder| !names_folder(&text, folder)).collect();
        assert!(forgotten.is_empty(), "{page} says nothing of {forgotten:?}");
    }
}
