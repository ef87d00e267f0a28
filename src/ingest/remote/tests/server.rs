//! A server for one test: on loopback, with its answers written down beforehand.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

/// Gives each connection the next answer and closes it.
pub struct Server {
    pub address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    /// Dropped with the server: answers that hang end then.
    _open: Sender<()>,
    _thread: JoinHandle<()>,
}

impl Server {
    /// An answer that ends in `…` keeps the connection open after it.
    pub fn answering(answers: Vec<Vec<u8>>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (open, closed) = channel();
        let told = requests.clone();
        let thread = std::thread::spawn(move || {
            for answer in answers {
                let Ok((stream, _)) = listener.accept() else { return };
                serve(stream, &answer, &told, &closed);
            }
        });
        Server { address, requests, _open: open, _thread: thread }
    }

    /// The requests so far, head by head.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

fn serve(mut stream: TcpStream, answer: &[u8], requests: &Mutex<Vec<String>>, closed: &Receiver<()>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) == 1 {
        head.push(byte[0]);
    }
    requests.lock().unwrap().push(String::from_utf8_lossy(&head).into_owned());
    let hangs = answer.strip_suffix("…".as_bytes());
    // A client that has heard enough hangs up.
    let _ = stream.write_all(hangs.unwrap_or(answer));
    if hangs.is_some() {
        let _ = closed.recv();
    }
}

/// A whole answer with its length.
pub fn answer(status: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}", body.len()).into_bytes()
}

/// The same cut off after so many bytes.
pub fn cut(whole: &[u8], missing: usize) -> Vec<u8> {
    whole[..whole.len() - missing].to_vec()
}

pub fn redirect(to: &str) -> Vec<u8> {
    answer("302 Found", &[&format!("Location: {to}")], "")
}

/// An answer whose body has no length beforehand.
pub fn chunked(body: &str) -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    format!("{head}{:x}\r\n{body}\r\n0\r\n\r\n", body.len()).into_bytes()
}
