//! The command line's words; the doc comments are the help texts.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::config::{RawSettings, RawSource};

/// Full-text search over Swedish EU-fund projects.
///
/// Fondsök reads project records as their sources publish them and serves a
/// search over them: a page for people, an API for programs.
///
/// In sixty seconds: `fondsok` alone serves the bundled sample;
/// `fondsok --data DIR index PATH…` indexes your own files, and
/// `fondsok --data DIR` serves them.
#[derive(Debug, Parser)]
#[command(name = "fondsok", version, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    pub settings: SettingFlags,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that work before and after the command.
#[derive(Debug, Args)]
pub struct SettingFlags {
    /// The data directory [environment: FONDSOK_DATA] [default: ./fondsok-data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<String>,
    /// The configuration file [environment: FONDSOK_CONFIG] [default: fondsok.toml where it exists]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Where to serve, port 0 for any free one [environment: FONDSOK_LISTEN] [default: 127.0.0.1:7700]
    #[arg(long, global = true, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// The address the service is seen at from outside, behind a proxy [environment: FONDSOK_PUBLIC_URL]
    #[arg(long, global = true, value_name = "URL")]
    pub public_url: Option<String>,
    /// The log's filter, such as `warn` or `fondsok=debug` [environment: FONDSOK_LOG] [default: info]
    #[arg(long, global = true, value_name = "FILTER")]
    pub log: Option<String>,
    /// The day that a project's status is seen from and a list's age is counted to, YYYY-MM-DD [environment: FONDSOK_TODAY] [default: today]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
}

impl SettingFlags {
    /// The settings given as flags, those of the command included.
    pub fn raw(&self, command: &Option<Command>) -> RawSettings {
        let mut raw = RawSettings {
            data: self.data.clone(),
            listen: self.listen.clone(),
            public_url: self.public_url.clone(),
            log: self.log.clone(),
            today: self.today.clone(),
            ..RawSettings::default()
        };
        if let Some(Command::Index(index)) = command {
            raw.keep_personal_data = index.keep_personal_data.then_some(true);
            raw.suppress = index.suppress.clone();
            raw.keep_generations = index.keep_generations;
            raw.source = (!index.sources.is_empty()).then(|| index.sources.clone());
        }
        raw
    }
}

#[derive(Debug, Default, Subcommand)]
pub enum Command {
    /// Serve the search page and the API (what `fondsok` alone does)
    #[default]
    Serve,
    /// Build an index of exactly these files and folders, or of the configured sources, and publish it
    Index(IndexArguments),
    /// List the kept generations, the newest first
    History(HistoryArguments),
    /// Serve a former generation again
    Rollback(RollbackArguments),
    /// Search from the command line
    Search(Box<SearchArguments>),
    /// Show the project of an id
    Get(GetArguments),
    /// Show what the analysis makes of words: stem, parts, synonyms
    Analyze(AnalyzeArguments),
    /// Measure how well judged queries are answered
    Evaluate(EvaluateArguments),
    /// Write every project as JSON Lines, ordered by id
    Export,
    /// Prove every kept generation, file by file
    Check,
    /// Print the JSON Schema of a project
    Schema,
    /// Print every setting and where its value comes from
    Config,
}

/// Formats are recognised by content: project-bank pages and news pages as
/// text, Tillväxtverket's JSON, and Fondsök's own JSON Lines (the form of
/// `export`). Folders are read recursively, in the order of names.
///
/// Without a PATH the configured sources are read (`[[source]]` in the
/// configuration file): paths, and addresses that are fetched first. Where a
/// PATH is named, the sources are left alone.
///
/// With `--watch` the command keeps running: it looks at files every two
/// seconds, asks addresses at their interval, and publishes a new generation
/// whenever what they hold has changed and is no longer growing.
#[derive(Debug, Clone, Args)]
pub struct IndexArguments {
    /// Files and folders; without any the configured sources
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Keep running, and publish anew whenever something changes
    #[arg(long, conflicts_with = "dry_run")]
    pub watch: bool,
    /// A source on one line, such as `name = "esf", url = "https://example.se/list.csv"`; repeat
    /// for several. Those of the configuration are left alone then
    /// [environment: FONDSOK_SOURCES, one a line]
    #[arg(long = "source", value_name = "SOURCE", value_parser = RawSource::parse, conflicts_with = "paths")]
    pub sources: Vec<RawSource>,
    /// How many generations are kept, at least 2 [environment: FONDSOK_KEEP_GENERATIONS] [default: 5]
    #[arg(long, value_name = "N")]
    pub keep_generations: Option<usize>,
    /// Only report what would be published
    #[arg(long)]
    pub dry_run: bool,
    /// Write the report into a file: .csv a notice a row, .txt as text, else JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Write where each fact of each project stood, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub evidence: Option<PathBuf>,
    /// Read a list's column as a field, as in --map 'Kolumnens namn=owner'; `-` leaves it out [repeatable]
    #[arg(long, value_name = "COLUMN=FIELD")]
    pub map: Vec<String>,
    /// Publish although a source shrank by more than a tenth or a facet lost a value
    #[arg(long)]
    pub force: bool,
    /// Keep e-mail addresses, telephone and personal numbers that stand in texts
    /// [environment: FONDSOK_KEEP_PERSONAL_DATA]
    #[arg(long)]
    pub keep_personal_data: bool,
    /// A file with ids, owner keys and owner names, one a line, that no run may bring in
    /// [environment: FONDSOK_SUPPRESS]
    #[arg(long, value_name = "FILE")]
    pub suppress: Option<String>,
}

#[derive(Debug, Args)]
pub struct SearchArguments {
    /// What to search for; everything where it is left out. One that begins with a minus stands after `--`
    #[arg(default_value = "", value_name = "QUERY")]
    pub query: String,
    /// Print exactly the body that the API answers
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub parameters: ApiParameters,
}

/// The API's parameters, by the same names with hyphens or underscores.
#[derive(Debug, Args)]
#[command(next_help_heading = "The API's parameters")]
pub struct ApiParameters {
    /// What the search is limited to, as facet:value; repeat for any of one facet and all of several
    #[arg(long, value_name = "FACET:VALUE")]
    pub scope: Vec<String>,
    /// A named view of the configuration
    #[arg(long, value_name = "NAME")]
    pub view: Option<String>,
    /// Fund; repeat for any of them, a leading `-` excludes
    #[arg(long, allow_hyphen_values = true)]
    pub fund: Vec<String>,
    /// ESF and ERDF area
    #[arg(long, allow_hyphen_values = true)]
    pub region: Vec<String>,
    /// County
    #[arg(long, allow_hyphen_values = true)]
    pub county: Vec<String>,
    /// Municipality
    #[arg(long, allow_hyphen_values = true)]
    pub municipality: Vec<String>,
    /// Owner
    #[arg(long, allow_hyphen_values = true)]
    pub owner: Vec<String>,
    /// coming, ongoing or ended
    #[arg(long, allow_hyphen_values = true)]
    pub status: Vec<String>,
    /// Programming period
    #[arg(long, allow_hyphen_values = true)]
    pub period: Vec<String>,
    /// Programme area
    #[arg(long, alias = "programme_area", allow_hyphen_values = true)]
    pub programme_area: Vec<String>,
    /// Language of the description
    #[arg(long, allow_hyphen_values = true)]
    pub language: Vec<String>,
    /// Kind of source
    #[arg(long, allow_hyphen_values = true)]
    pub source: Vec<String>,
    /// Least granted, whole kronor
    #[arg(long, alias = "granted_min")]
    pub granted_min: Option<String>,
    /// Most granted, whole kronor
    #[arg(long, alias = "granted_max")]
    pub granted_max: Option<String>,
    /// Earliest start
    #[arg(long, alias = "start_from")]
    pub start_from: Option<String>,
    /// Latest start
    #[arg(long, alias = "start_to")]
    pub start_to: Option<String>,
    /// relevance, start, -start, granted, -granted, name, -name
    #[arg(long, allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// Projects a page, 0 to 100 [default: 20]
    #[arg(long)]
    pub limit: Option<String>,
    /// The page, from 1
    #[arg(long)]
    pub page: Option<String>,
    /// Whether kindred projects may fill the last page, 1 or 0
    #[arg(long)]
    pub nearby: Option<String>,
    /// The facets to count, or none
    #[arg(long)]
    pub facets: Vec<String>,
    /// Values a facet, 0 to 1000 [default: 20]
    #[arg(long, alias = "facet_limit")]
    pub facet_limit: Option<String>,
    /// count or label
    #[arg(long, alias = "facet_sort")]
    pub facet_sort: Option<String>,
}

impl ApiParameters {
    /// Names and values as in a query string.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let many = [
            ("scope", &self.scope),
            ("fund", &self.fund),
            ("region", &self.region),
            ("county", &self.county),
            ("municipality", &self.municipality),
            ("owner", &self.owner),
            ("status", &self.status),
            ("period", &self.period),
            ("programme_area", &self.programme_area),
            ("language", &self.language),
            ("source", &self.source),
            ("facets", &self.facets),
        ];
        let one = [
            ("view", &self.view),
            ("granted_min", &self.granted_min),
            ("granted_max", &self.granted_max),
            ("start_from", &self.start_from),
            ("start_to", &self.start_to),
            ("sort", &self.sort),
            ("limit", &self.limit),
            ("page", &self.page),
            ("nearby", &self.nearby),
            ("facet_limit", &self.facet_limit),
            ("facet_sort", &self.facet_sort),
        ];
        let many = many.into_iter().flat_map(|(name, values)| values.iter().map(move |value| (name, value.clone())));
        many.chain(one.into_iter().filter_map(|(name, value)| value.clone().map(|value| (name, value)))).collect()
    }
}

/// The one that is served, those served before it, and those that were rolled back from.
#[derive(Debug, Args)]
pub struct HistoryArguments {
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// The generation is proved file by file first. A running server follows
/// within two seconds. The next `index` publishes anew as always; a running
/// `index --watch` does so once what it reads has changed.
#[derive(Debug, Args)]
pub struct RollbackArguments {
    /// The generation, as `history` lists it; without it, the one that was served before
    #[arg(value_name = "ID")]
    pub id: Option<String>,
}

/// Compounds are split as the index in the data directory has learnt to; without
/// one, as the lists compiled in say.
#[derive(Debug, Args)]
pub struct AnalyzeArguments {
    /// Words; without any they are read from stdin, one a line
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// Print JSON Lines with `word`, `stem`, `parts` and `synonyms`
    #[arg(long)]
    pub json: bool,
    /// List the most frequent compounds of the index with their parts instead
    #[arg(long, value_name = "N", conflicts_with = "words")]
    pub top_splits: Option<usize>,
}

/// Prints nDCG@10, R@50, MRR and S@1 by class of query. A run is the hits and then
/// the projects nearby, fifty together.
#[derive(Debug, Args)]
pub struct EvaluateArguments {
    /// JSON Lines with `qid`, `query` and `class`
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,
    /// `qid document grade` a line, or TREC's four columns
    #[arg(long, value_name = "FILE")]
    pub qrels: PathBuf,
    /// `record-id judged-id` a line, where records are judged under other ids; several records may be one document
    #[arg(long, value_name = "FILE")]
    pub ids: Option<PathBuf>,
    /// Write the run in TREC's form
    #[arg(long, value_name = "FILE")]
    pub run: Option<PathBuf>,
    /// Leave an ingredient of the ranking out; repeat for several
    #[arg(long, value_name = "NAME")]
    pub without: Vec<String>,
    /// Leave all of them out
    #[arg(long)]
    pub stems_alone: bool,
    /// Print a table of what each ingredient is worth: all of them, then each one off in turn
    #[arg(long, conflicts_with_all = ["without", "stems_alone", "run", "per_query"])]
    pub ablation: bool,
    /// Print each query's measures and number of hits too
    #[arg(long)]
    pub per_query: bool,
}

#[derive(Debug, Args)]
pub struct GetArguments {
    /// The project's id
    pub id: String,
    /// Print exactly the body that the API answers
    #[arg(long)]
    pub json: bool,
}
