//! Hostile requests get a 200 or a 4xx, and the process lives.

use crate::program::{Program, corpus, escaped};

#[test]
fn hostile_queries_are_answered() {
    let program = Program::with_index_of(&[corpus()]);
    let mut server = program.serve();
    let queries = [
        "(".repeat(5_000),
        "(w OR ".repeat(800),
        "-".repeat(5_000),
        format!("\"{}\"~1000000", "w ".repeat(2_000)),
        "a".repeat(20_000),
        "ö".repeat(5_000),
        (0..2_000).map(|n| format!("ord{n} ")).collect(),
        "\0\u{1}\u{202e}\u{feff}\u{200b}".to_owned(),
        "title:IN [ a:(^ ägare: belopp:>9999999999999999999".to_owned(),
        "e\u{301}".repeat(2_000),
        "projekt ".repeat(500),
        "\"projekt projekt projekt projekt projekt projekt projekt projekt\"".to_owned(),
    ];
    let mut paths: Vec<String> = queries.iter().map(|query| format!("/v1/projects?q={}", escaped(query))).collect();
    paths.extend(
        [
            "/v1/projects?q=%ff%fe",
            "/v1/projects?q=%",
            "/v1/projects?q=%zz",
            "/v1/projects?limit=1000000000",
            "/v1/projects?page=99999999999999999999",
            "/v1/projects?granted_min=1e309",
            "/v1/projects?start_from=2023-99-99",
            "/v1/projects/%00",
            "//",
            "/%2e%2e/",
        ]
        .map(str::to_owned),
    );
    paths.push(format!("/v1/projects?{}", "&".repeat(3_000)));
    paths.push(format!("/v1/projects?{}", (0..3_000).map(|n| format!("fund={n}&")).collect::<String>()));
    paths.push(format!("/v1/projects?q={}", "a".repeat(100_000)));
    for path in paths {
        let shown = &path[..path.len().min(60)];
        let response = server.get(&path);
        assert!(response.status == 200 || (400..500).contains(&response.status), "{} for {shown}", response.status);
        assert!(server.lives(), "it died of {shown}");
    }
}

#[test]
fn a_request_without_one_host_is_refused() {
    let program = Program::with_index_of(&[corpus()]);
    let server = program.serve();
    assert_eq!(server.send_raw(b"GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
    assert_eq!(server.send_raw(b"GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n").status, 400);
}
