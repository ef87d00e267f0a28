//! Fetching against servers on loopback; nothing here asks the network.

pub(crate) mod server;

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use proptest::prelude::*;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::*;
use server::{Server, answer, chunked, cut, redirect};

const LIST: &str = "Projekt;Stöd\nLärande skärgård;120000\n";

/// A folder of its own for one test, removed when it ends.
struct Room(PathBuf);

impl Room {
    fn new() -> Room {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("fondsok-remote-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Room(path)
    }

    /// The names of the files that are there.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.join("lista")).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "lock");
        names.sort();
        names
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Gives each look-up the next list of addresses, and the last one again and again.
#[derive(Debug)]
struct Stub(Mutex<Vec<Vec<SocketAddr>>>);

impl Stub {
    fn of(lookups: &[&[SocketAddr]]) -> Stub {
        Stub(Mutex::new(lookups.iter().rev().map(|list| list.to_vec()).collect()))
    }
}

impl Resolver for Stub {
    fn resolve(&self, _: &Uri, _: &ureq::config::Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let mut left = self.0.lock().unwrap();
        let next = if left.len() > 1 { left.pop().unwrap() } else { left[0].clone() };
        let mut found = self.empty();
        next.into_iter().for_each(|address| found.push(address));
        Ok(found)
    }
}

fn source(url: &str) -> RemoteSource {
    RemoteSource { name: "lista".into(), location: Location::parse(url, true).unwrap(), max_bytes: 4096, allow_private: true }
}

fn fetch(server: &Server, room: &Room) -> Result<Fetched, FetchError> {
    Fetcher::default().fetch(&source(&server.url("/export.csv")), &room.0)
}

fn content(fetched: &Fetched) -> String {
    fs::read_to_string(&fetched.path).unwrap()
}

#[test]
fn a_file_is_fetched_and_asked_for_again_by_its_validators() {
    let room = Room::new();
    let headers = ["ETag: \"a1\"", "Last-Modified: Tue, 03 Mar 2026 10:00:00 GMT"];
    let server = Server::answering(vec![answer("200 OK", &headers, LIST), b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec()]);
    let first = fetch(&server, &room).unwrap();
    assert!(first.changed && first.path.ends_with("lista/lista.csv"));
    assert_eq!(content(&first), LIST);
    let second = fetch(&server, &room).unwrap();
    assert!(!second.changed);
    assert_eq!(content(&second), LIST);
    let requests = server.requests();
    assert!(requests[0].starts_with("GET /export.csv HTTP/1.1\r\n"), "{}", requests[0]);
    assert!(!requests[0].to_lowercase().contains("if-none-match"));
    assert!(requests[0].to_lowercase().contains("accept-encoding: identity"));
    let asked = requests[1].to_lowercase();
    assert!(asked.contains("if-none-match: \"a1\"") && asked.contains("if-modified-since: tue, 03 mar 2026 10:00:00 gmt"), "{asked}");
    assert_eq!(room.files(), ["copy.json", "lista.csv"]);
}

#[test]
fn only_other_bytes_are_a_change() {
    let room = Room::new();
    let answers = [LIST, LIST, "annat"].map(|body| answer("200 OK", &[], body));
    let server = Server::answering(answers.to_vec());
    let changed: Vec<bool> = (0..3).map(|_| fetch(&server, &room).unwrap().changed).collect();
    assert_eq!(changed, [true, false, true]);
}

/// Fetches once well and once as the answers say: the error, with the first copy still there.
fn failure(answers: Vec<Vec<u8>>) -> FetchError {
    let room = Room::new();
    let server = Server::answering([vec![answer("200 OK", &[], LIST)], answers].concat());
    let limits = Limits { stall: Duration::from_millis(200), ..Limits::default() };
    let fetcher = Fetcher::new(limits, DefaultResolver::default());
    fetcher.fetch(&source(&server.url("/export.csv")), &room.0).unwrap();
    let obtained = fetcher.obtain(&source(&server.url("/export.csv")), &room.0).expect("the former copy stands in");
    assert!(!obtained.changed);
    assert_eq!(fs::read_to_string(obtained.path).unwrap(), LIST);
    assert_eq!(room.files(), ["copy.json", "lista.csv"], "no half download is left");
    obtained.failure.expect("it failed").0
}

#[test]
fn whatever_goes_wrong_the_former_copy_stands_in() {
    let big = "x".repeat(4097);
    let whole = answer("200 OK", &[], LIST);
    let check = |answers: Vec<Vec<u8>>, expected: &str| {
        let error = failure(answers).to_string();
        assert!(error.contains(expected), "{error}, not {expected}");
    };
    check(vec![cut(&whole, 5)], "truncated: the download ended after 36 bytes of 41");
    check(vec![cut(&chunked(LIST), 12)], "truncated");
    check(vec![answer("200 OK", &[], &big)], "larger than the 4096 bytes");
    check(vec![chunked(&big)], "larger than the 4096 bytes");
    check(vec![answer("200 OK", &[], "")], "an empty file");
    check(vec![answer("404 Not Found", &[], "borta")], "status 404");
    check(vec![answer("500 Internal Server Error", &[], "")], "status 500");
    check(vec![b"HTTP/1.1 204 No Content\r\n\r\n".to_vec()], "status 204");
    check(vec![answer("206 Partial Content", &[], LIST)], "status 206");
    check(vec![answer("200 OK", &["Content-Encoding: gzip"], "x")], "content encoding `gzip`");
    check(vec![b"220 ftp.example.se\r\n\r\n".to_vec()], "no sound answer");
    check(vec![Vec::new()], "cannot be reached");
    check(vec![[b"HTTP/1.1 200 OK\r\nX: ".as_slice(), &b"x".repeat(200_000)].concat()], "no sound answer");
    check(vec![b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec()], "no sound answer");
    check(vec![[cut(&whole, 5).as_slice(), "…".as_bytes()].concat()], "timed out while waiting");
    check(vec!["HTTP/1.1 200 OK\r\n…".as_bytes().to_vec()], "timed out while waiting");
}

#[test]
fn the_whole_has_a_time_limit() {
    let room = Room::new();
    let server = Server::answering(vec!["HTTP/1.1 200 OK\r\nContent-Length: 41\r\n\r\nhalva…".as_bytes().to_vec()]);
    let limits = Limits { total: Duration::from_millis(200), ..Limits::default() };
    let error = Fetcher::new(limits, DefaultResolver::default()).fetch(&source(&server.url("/a")), &room.0).unwrap_err();
    assert!(matches!(error, FetchError::TimedOut("downloading")), "{error}");
}

#[test]
fn without_a_former_copy_a_failure_is_an_error() {
    let room = Room::new();
    let server = Server::answering(vec![answer("404 Not Found", &[], "")]);
    let error = Fetcher::default().obtain(&source(&server.url("/a")), &room.0).unwrap_err();
    assert!(matches!(error, FetchError::Status(404)), "{error}");
    let nobody = source("http://127.0.0.1:1/a");
    assert!(matches!(Fetcher::default().fetch(&nobody, &room.0), Err(FetchError::Unreachable(_))));
}

#[test]
fn three_redirects_at_the_same_host_are_followed_and_no_more() {
    let room = Room::new();
    let server = Server::answering(vec![redirect("/b"), redirect("c?d"), redirect("/e"), answer("200 OK", &[], LIST)]);
    assert_eq!(content(&fetch(&server, &room).unwrap()), LIST);
    let paths: Vec<String> = server.requests().iter().map(|head| head.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(paths, ["/export.csv", "/b", "/c?d", "/e"]);
    let ring = Server::answering(vec![redirect("/export.csv"); 9]);
    assert!(matches!(fetch(&ring, &room), Err(FetchError::Redirect(_))));
    assert_eq!(ring.requests().len(), 4);
}

#[test]
fn redirects_elsewhere_are_not_followed() {
    let room = Room::new();
    let other = Server::answering(vec![answer("200 OK", &[], LIST)]);
    for target in [other.url("/"), "https://exempel.se/".into(), "file:///etc/passwd".into(), "http://[::1".into()] {
        let server = Server::answering(vec![redirect(&target)]);
        assert!(matches!(fetch(&server, &room), Err(FetchError::Redirect(_))), "{target}");
    }
    let server = Server::answering(vec![answer("301 Moved Permanently", &[], "")]);
    assert!(matches!(fetch(&server, &room), Err(FetchError::Redirect(_))));
    assert!(other.requests().is_empty());
}

#[test]
fn a_name_that_leads_inside_is_refused_before_a_connection() {
    let server = Server::answering(vec![answer("200 OK", &[], LIST)]);
    let room = Room::new();
    let public: SocketAddr = "9.9.9.9:443".parse().unwrap();
    let location = Location::parse(&format!("https://exempel.example:{}/", server.address.port()), false).unwrap();
    let source = RemoteSource { name: "lista".into(), location, max_bytes: 4096, allow_private: false };
    for addresses in [vec![server.address], vec![public, server.address], vec!["[::1]:1".parse().unwrap()]] {
        let fetcher = Fetcher::new(Limits::default(), Stub::of(&[&addresses]));
        let error = fetcher.fetch(&source, &room.0).unwrap_err();
        assert!(matches!(&error, FetchError::Refused(why) if why.contains("loopback")), "{error}");
    }
    assert!(server.requests().is_empty());
}

/// A name server that answers differently the second time changes nothing: what was judged is what is connected to.
#[test]
fn a_connection_goes_to_the_judged_address() {
    let (first, second) = (Server::answering(vec![answer("200 OK", &[], LIST)]), Server::answering(vec![answer("200 OK", &[], "x")]));
    let room = Room::new();
    let fetcher = Fetcher::new(Limits::default(), Stub::of(&[&[first.address], &[second.address]]));
    let fetched = fetcher.fetch(&source("http://exempel.example/lista.csv"), &room.0).unwrap();
    assert_eq!(content(&fetched), LIST);
    assert!(first.requests()[0].contains("exempel.example"));
    assert!(second.requests().is_empty());
}

#[test]
fn each_redirect_is_judged_anew() {
    let server = Server::answering(vec![redirect("/b"), answer("200 OK", &[], LIST)]);
    let room = Room::new();
    let nowhere: SocketAddr = format!("0.0.0.0:{}", server.address.port()).parse().unwrap();
    let fetcher = Fetcher::new(Limits::default(), Stub::of(&[&[server.address], &[nowhere]]));
    let error = fetcher.fetch(&source("http://exempel.example/a"), &room.0).unwrap_err();
    assert!(matches!(&error, FetchError::Refused(why) if why.contains("unspecified")), "{error}");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn plain_http_to_a_public_address_is_refused() {
    let room = Room::new();
    let fetcher = Fetcher::new(Limits::default(), Stub::of(&[&["9.9.9.9:80".parse().unwrap()]]));
    let error = fetcher.fetch(&source("http://exempel.example/a"), &room.0).unwrap_err();
    assert!(matches!(&error, FetchError::Refused(why) if why.contains("https")), "{error}");
}

#[test]
fn a_damaged_copy_is_fetched_anew() {
    let room = Room::new();
    let whole = answer("200 OK", &["ETag: \"a1\""], LIST);
    let server = Server::answering(vec![whole.clone(), whole]);
    let path = fetch(&server, &room).unwrap().path;
    fs::write(&path, "skadad").unwrap();
    assert!(Kept::of_source(&source(&server.url("/export.csv")), &room.0).is_none());
    assert_eq!(content(&fetch(&server, &room).unwrap()), LIST);
    assert!(!server.requests()[1].to_lowercase().contains("if-none-match"));
}

#[test]
fn another_address_is_not_asked_by_the_validators_of_the_former() {
    let room = Room::new();
    let server = Server::answering(vec![answer("200 OK", &["ETag: \"a1\""], LIST), answer("200 OK", &[], "{}")]);
    fetch(&server, &room).unwrap();
    let moved = Fetcher::default().fetch(&source(&server.url("/export.json")), &room.0).unwrap();
    assert!(moved.path.ends_with("lista.json") && moved.changed);
    assert!(!server.requests()[1].to_lowercase().contains("if-none-match"));
    assert_eq!(room.files(), ["copy.json", "lista.json"]);
}

#[test]
fn the_content_type_gives_an_ending_where_the_address_has_none() {
    let room = Room::new();
    let server = Server::answering(vec![answer("200 OK", &["Content-Type: Text/CSV; charset=utf-8"], LIST)]);
    let fetched = Fetcher::default().fetch(&source(&server.url("/export?id=1")), &room.0).unwrap();
    assert!(fetched.path.ends_with("lista/lista.csv"));
}

#[test]
fn one_run_fetches_a_source_at_a_time() {
    let room = Room::new();
    let own = room.0.join("lista");
    fs::create_dir_all(&own).unwrap();
    let held = lock(&own).unwrap();
    let server = Server::answering(vec![answer("200 OK", &[], LIST)]);
    assert!(matches!(fetch(&server, &room), Err(FetchError::Busy)));
    drop(held);
    assert!(fetch(&server, &room).is_ok());
}

#[test]
fn a_copy_that_names_a_file_elsewhere_is_none() {
    let room = Room::new();
    let server = Server::answering(vec![answer("200 OK", &[], LIST)]);
    fetch(&server, &room).unwrap();
    let own = room.0.join("lista");
    let text = fs::read_to_string(own.join("copy.json")).unwrap();
    assert!(Kept::read(&own).is_some());
    for file in ["../lista/lista.csv", "./lista.csv", "/etc/passwd", ""] {
        fs::write(own.join("copy.json"), text.replace("\"lista.csv\"", &format!("{file:?}"))).unwrap();
        assert_eq!(Kept::read(&own), None, "{file}");
    }
}

proptest! {
    #[test]
    fn no_address_panics(text in "\\PC{0,60}", target in "\\PC{0,60}", private: bool) {
        for text in [text.clone(), format!("https://{text}")] {
            if let Ok(location) = Location::parse(&text, private) {
                let _ = (location.extension(), location.redirected(&target));
            }
        }
        let from = Location::parse("https://exempel.se/a", false).unwrap();
        if let Ok(to) = from.redirected(&target) {
            prop_assert!(to.as_str().starts_with("https://exempel.se/"));
        }
    }

    #[test]
    fn no_ip_address_panics_and_carriers_hide_nothing(bits: u128, carried: u32) {
        let _ = destination::reach(std::net::Ipv6Addr::from_bits(bits).into());
        let inner = destination::reach(std::net::Ipv4Addr::from_bits(carried).into());
        let nat64 = std::net::Ipv6Addr::from_bits((0x0064_ff9b_u128 << 96) | u128::from(carried));
        prop_assert_eq!(destination::reach(nat64.into()), inner);
    }
}

proptest! {
    // Each case is a connection of its own.
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_answer_panics(head in "(HTTP/1\\.[01] [0-9]{1,4} ?\\PC{0,5}\r\n)?(\\PC{0,20}: ?\\PC{0,20}\r\n){0,4}\r\n", body: Vec<u8>) {
        let room = Room::new();
        let server = Server::answering(vec![[head.into_bytes(), body].concat()]);
        let _ = fetch(&server, &room);
    }
}
