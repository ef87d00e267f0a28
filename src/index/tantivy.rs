//! The engine's side of a generation: its schema from the declaration, writing
//! documents, and opening for reading without writing anything.

pub mod forward;
pub mod stem_text;

use std::path::Path;
use std::sync::Arc;

use ::tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use ::tantivy::directory::{DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr};
use ::tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, SchemaBuilder, TextFieldIndexing, TextOptions};
use ::tantivy::{Directory, Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument};

use super::fields::{Fields, Kind, Level};
use super::generation::IndexError;
use stem_text::{StemText, StemTokenizer, TOKENIZER};

/// Memory of the writer before it writes a segment out; it takes no more than it needs.
/// A hundred thousand projects of 800 bytes need 200 MB, and one segment need not be merged.
const WRITER_BYTES: usize = 300_000_000;

/// The stems of one text, each with its position.
pub type Stems = Vec<(usize, Arc<str>)>;

/// A document as the engine takes it.
#[derive(Debug, Default)]
pub struct Document {
    /// The project's id.
    pub id: String,
    /// The ids it had before: it is found by those too.
    pub former_ids: Vec<String>,
    /// Its place in the record file.
    pub number: u64,
    /// The place of its name in Swedish order.
    pub name_rank: u64,
    /// Its JSON.
    pub record: String,
    /// The one searched text.
    pub searched: StemText,
    /// The stems of the parts of its compounds.
    pub parts: StemText,
    /// The stems of fields with a level of their own.
    pub own: Vec<(String, StemText)>,
    /// The numbers of facet values.
    pub facets: Vec<(String, Vec<u64>)>,
    /// What ranges and orders compare.
    pub spans: Vec<(String, Option<(i64, i64)>)>,
}

/// The names of the engine's fields.
pub mod names {
    /// The one searched text's stems.
    pub const STEM: &str = "stem";
    /// The stems of the parts of its compounds.
    pub const PARTS: &str = "parts";
    /// The id, and former ones.
    pub const ID: &str = "id";
    /// The place in the record file.
    pub const NUMBER: &str = "number";
    /// The place of the name in Swedish order.
    pub const NAME_RANK: &str = "name_rank";
    /// The record's JSON.
    pub const RECORD: &str = "record";

    /// A field's own stems.
    pub fn own(field: &str) -> String {
        format!("stem_{field}")
    }
    /// A facet's numbers.
    pub fn facet(field: &str) -> String {
        format!("facet_{field}")
    }
    /// The smallest number a range can match.
    pub fn first(field: &str) -> String {
        format!("first_{field}")
    }
    /// The largest number a range can match.
    pub fn last(field: &str) -> String {
        format!("last_{field}")
    }
}

/// The engine's schema of a declaration.
pub fn schema(fields: &Fields) -> Schema {
    let stems = || {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(TOKENIZER)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions)
            .set_fieldnorms(true);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut schema = SchemaBuilder::new();
    schema.add_text_field(names::ID, STRING);
    schema.add_u64_field(names::NUMBER, FAST);
    schema.add_u64_field(names::NAME_RANK, FAST);
    // As text: the engine writes bytes one by one.
    schema.add_text_field(names::RECORD, STORED);
    schema.add_text_field(names::STEM, stems());
    let unordered =
        TextFieldIndexing::default().set_tokenizer(TOKENIZER).set_index_option(IndexRecordOption::WithFreqs).set_fieldnorms(true);
    schema.add_text_field(names::PARTS, TextOptions::default().set_indexing_options(unordered));
    for field in fields.iter() {
        if field.level == Level::Own {
            schema.add_text_field(&names::own(&field.name), stems());
        }
        if field.facet && !field.computed {
            schema.add_u64_field(&names::facet(&field.name), FAST);
        }
        if matches!(field.kind, Kind::Number | Kind::Date) {
            schema.add_i64_field(&names::first(&field.name), FAST | INDEXED);
            schema.add_i64_field(&names::last(&field.name), FAST);
        }
    }
    schema.build()
}

fn internal(error: impl std::fmt::Display) -> IndexError {
    IndexError::Internal(error.to_string())
}

/// Writes the documents of one generation into one segment.
pub struct IndexBuilder {
    schema: Schema,
    writer: IndexWriter,
    index: Index,
}

impl IndexBuilder {
    /// Begins an index in an empty folder.
    pub fn create(folder: &Path, fields: &Fields) -> Result<Self, IndexError> {
        let schema = schema(fields);
        let index = Index::create_in_dir(folder, schema.clone()).map_err(internal)?;
        index.tokenizers().register(TOKENIZER, StemTokenizer);
        // One thread: documents stay in the order of ids, and two cores have a search to answer meanwhile.
        let writer = index.writer_with_num_threads(1, WRITER_BYTES).map_err(internal)?;
        Ok(IndexBuilder { schema, writer, index })
    }

    fn field(&self, name: &str) -> Result<Field, IndexError> {
        self.schema.get_field(name).map_err(internal)
    }

    /// Adds a document.
    pub fn add(&mut self, from: Document) -> Result<(), IndexError> {
        let mut document = TantivyDocument::new();
        for id in std::iter::once(&from.id).chain(&from.former_ids) {
            document.add_text(self.field(names::ID)?, id);
        }
        document.add_u64(self.field(names::NUMBER)?, from.number);
        document.add_u64(self.field(names::NAME_RANK)?, from.name_rank);
        document.add_text(self.field(names::RECORD)?, from.record);
        document.add_text(self.field(names::STEM)?, from.searched.finish());
        document.add_text(self.field(names::PARTS)?, from.parts.finish());
        for (name, text) in from.own {
            document.add_text(self.field(&names::own(&name))?, text.finish());
        }
        for (name, numbers) in from.facets {
            let field = self.field(&names::facet(&name))?;
            numbers.into_iter().for_each(|number| document.add_u64(field, number));
        }
        for (name, span) in from.spans {
            if let Some((first, last)) = span {
                document.add_i64(self.field(&names::first(&name))?, first);
                document.add_i64(self.field(&names::last(&name))?, last);
            }
        }
        self.writer.add_document(document).map(|_| ()).map_err(internal)
    }

    /// Commits, merges everything into one segment and removes what is no longer used.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.writer.commit().map_err(internal)?;
        let segments = self.index.searchable_segment_ids().map_err(internal)?;
        if segments.len() > 1 {
            self.writer.merge(&segments).wait().map_err(internal)?;
        }
        self.writer.garbage_collect_files().wait().map_err(internal)?;
        self.writer.wait_merging_threads().map_err(internal)
    }
}

/// An index opened for reading.
pub struct OpenIndex {
    /// The engine's index.
    pub index: Index,
    /// Its reader; never reloaded, a new generation is a new index.
    pub reader: IndexReader,
}

impl OpenIndex {
    /// Opens a sealed index and proves the engine's own checksums' presence by reading its segments.
    pub fn open(folder: &Path, fields: &Fields) -> Result<Self, IndexError> {
        let directory = SealedDirectory { inner: MmapDirectory::open(folder).map_err(internal)? };
        let index = Index::open(directory).map_err(internal)?;
        if index.schema() != schema(fields) {
            return Err(IndexError::OtherVersion("the engine's schema is another one".into()));
        }
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(internal)?;
        Ok(OpenIndex { index, reader })
    }
}

/// A directory that takes no lock file, so that a sealed generation stays as
/// hashed and can lie on a read-only disk. It never changes, so nobody has to
/// be locked out.
#[derive(Debug, Clone)]
struct SealedDirectory {
    inner: MmapDirectory,
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.inner.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError { io_error: Arc::new(sealed()), filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::IoError { io_error: Arc::new(sealed()), filepath: path.to_owned() })
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.inner.atomic_read(path)
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> std::io::Result<()> {
        Err(sealed())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> ::tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }

    fn sync_directory(&self) -> std::io::Result<()> {
        Ok(())
    }
}

fn sealed() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::ReadOnlyFilesystem, "a generation is never changed")
}
