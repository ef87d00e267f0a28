//! Hostile queries against the real server over the sample: the slowest answer
//! of each kind, and whether memory grows.
//!
//! What: 10 000 requests of 12 kinds over loopback, one after the other.
//! Corpus: the bundled sample. Caveats: a time includes the connection; on a
//! busy machine the slowest of thousands is the machine's, so a kind is judged
//! by its 99th percentile. Ends with 1 where a kind passes 100 ms or where
//! memory after all requests is over 1.2 times that after the first thousand.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const REQUESTS: usize = 10_000;
const LIMIT: Duration = Duration::from_millis(100);

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn kinds() -> Vec<(&'static str, String)> {
    let query = |text: String| format!("/v1/projects?q={}", escaped(&text));
    vec![
        ("10 000 parentheses", query("(".repeat(10_000))),
        ("800 nested ORs", query("(w OR ".repeat(800))),
        ("5 000 minus signs", query("-".repeat(5_000))),
        ("a phrase of 2 000 words", query(format!("\"{}\"~1000000", "projekt ".repeat(2_000)))),
        ("2 000 distinct words", query((0..2_000).map(|n| format!("ord{n} ")).collect())),
        ("32 common words", query("projekt och att i för som ska en på till med utveckling företag region kommun länet arbete nya stöd stärka insatser medel verksamhet mål innovation samverkan kompetens energi hållbar tillväxt digital unga".into())),
        ("100 000 characters", format!("/v1/projects?q={}", "a".repeat(100_000))),
        ("control and bidi characters", query("\0\u{1}\u{202e}\u{feff}\u{200b}".into())),
        ("limit=1000000000", "/v1/projects?limit=1000000000".into()),
        ("unknown parameters", format!("/v1/projects?{}", (0..500).map(|n| format!("p{n}={n}&")).collect::<String>())),
        ("broken percent-encoding", "/v1/projects?q=%ff%fe%zz%".into()),
        ("3 000 values of a facet", format!("/v1/projects?{}", (0..3_000).map(|n| format!("fund={n}&")).collect::<String>())),
    ]
}

struct Server(Child, String);

impl Server {
    fn start(folder: &std::path::Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fondsok"));
        command.current_dir(folder).args(["serve", "--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the binary runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
        Server(child, address)
    }

    /// The status and how long it took.
    fn ask(&self, path: &str) -> (String, Duration) {
        let begun = Instant::now();
        let mut stream = TcpStream::connect(&self.1).expect("it lives");
        // A request that is too long may be answered before it is read to its end.
        let _ = stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n").as_bytes());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let status = String::from_utf8_lossy(answer.get(9..12).unwrap_or(b"cut")).into_owned();
        (status, begun.elapsed())
    }

    /// Resident memory in kB.
    fn resident(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() -> ExitCode {
    let folder = std::env::temp_dir().join(format!("fondsok-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let server = Server::start(&folder);
    let kinds = kinds();
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); kinds.len()];
    let mut statuses: Vec<String> = vec![String::new(); kinds.len()];
    let mut early = 0;
    for nth in 0..REQUESTS {
        let kind = nth % kinds.len();
        let (status, took) = server.ask(&kinds[kind].1);
        times[kind].push(took);
        statuses[kind] = status;
        if nth == 1_000 {
            early = server.resident();
        }
    }
    let late = server.resident();
    let mut ok = true;
    println!("{:<30} {:>6} {:>10} {:>10} {:>10}", "hostile query", "status", "median ms", "p99 ms", "worst ms");
    for ((name, _), (mut times, status)) in kinds.iter().zip(times.into_iter().zip(statuses)) {
        times.sort();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        println!("{name:<30} {status:>6} {:>10.2} {:>10.2} {:>10.2}", ms(at(0.5)), ms(at(0.99)), ms(at(1.0)));
        ok &= at(0.99) < LIMIT && (status == "200" || status.starts_with('4') || status == "cut");
    }
    println!(
        "resident memory: {early} kB after 1 000 requests, {late} kB after {REQUESTS}: {:.3} times",
        late as f64 / early.max(1) as f64
    );
    ok &= late as f64 <= early as f64 * 1.2;
    drop(server);
    let _ = std::fs::remove_dir_all(&folder);
    if ok { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
