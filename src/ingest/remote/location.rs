//! Where a source is: an address that has passed the rules.

use url::{Host, Url};

use super::FetchError;
use super::destination::Destination;

/// The address of a source: `https`, or `http` inside a network, with a host,
/// without a user name, a password or a fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location(Url);

impl Location {
    /// Reads an address as browsers do: numeric hosts and international names
    /// become what they stand for, so that no spelling hides one.
    ///
    /// # Errors
    ///
    /// A sentence on what is wrong; it never repeats a password.
    pub fn parse(text: &str, allow_private: bool) -> Result<Location, String> {
        let mut url = Url::parse(text).map_err(|error| format!("no address such as https://example.se/list.csv: {error}"))?;
        match url.scheme() {
            "https" => {}
            "http" if allow_private => {}
            "http" => return Err("http is not protected on its way: use https (http only with allow_private, inside a network)".to_owned()),
            other => return Err(format!("`{other}` cannot be fetched: use https")),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a user name or password in the address is not allowed".to_owned());
        }
        url.set_fragment(None);
        let location = Location(url);
        location.judge_literal(allow_private)?;
        Ok(location)
    }

    /// A host that is an address already is judged before anything is asked.
    fn judge_literal(&self, allow_private: bool) -> Result<(), String> {
        let destination = Destination { allow_private, plain: self.is_plain() };
        match self.0.host() {
            Some(Host::Ipv4(address)) => destination.admits(address.into()),
            Some(Host::Ipv6(address)) => destination.admits(address.into()),
            Some(Host::Domain(_)) => Ok(()),
            None => Err("no host".to_owned()),
        }
    }

    /// Where a redirect leads: only to the same scheme, host and port.
    pub fn redirected(&self, to: &str) -> Result<Location, FetchError> {
        let mut url = self.0.join(to).map_err(|error| FetchError::Redirect(format!("its target is no address: {error}")))?;
        let origin = url.origin();
        if origin != self.0.origin() {
            let (target, own) = (origin.ascii_serialization(), self.0.origin().ascii_serialization());
            return Err(FetchError::Redirect(format!("it leads to {target}, and only {own} is configured")));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(FetchError::Redirect("its target has a user name or password".to_owned()));
        }
        url.set_fragment(None);
        Ok(Location(url))
    }

    /// Whether the way there is unprotected.
    pub fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }

    /// The address as it is asked.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The ending of the file's name, if the path has one that is short and plain.
    pub fn extension(&self) -> Option<String> {
        let (_, ending) = self.0.path_segments()?.next_back()?.rsplit_once('.')?;
        let plain = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain.then(|| ending.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, allow_private: bool, expected: Result<&str, &str>) {
        match (Location::parse(text, allow_private), expected) {
            (Ok(location), Ok(as_asked)) => assert_eq!(location.as_str(), as_asked),
            (Err(error), Err(part)) => assert!(error.contains(part), "{text}: {error}"),
            (got, _) => panic!("{text}: {got:?}, not {expected:?}"),
        }
    }

    #[test]
    fn only_https_to_public_hosts_unless_allowed() {
        check("https://exempel.se/lista.csv#rad2", false, Ok("https://exempel.se/lista.csv"));
        check("HTTPS://Exempel.SE:8443/a?b=c", false, Ok("https://exempel.se:8443/a?b=c"));
        check("https://räksmörgås.example/å", false, Ok("https://xn--rksmrgs-5wao1o.example/%C3%A5"));
        check("http://exempel.se/", false, Err("use https"));
        check("http://exempel.se/", true, Ok("http://exempel.se/"));
        for other in ["file:///etc/passwd", "gopher://exempel.se/", "ftp://exempel.se/a", "data:text/plain,a"] {
            check(other, true, Err("cannot be fetched"));
        }
        check("exempel.se/lista.csv", false, Err("no address"));
        check("https://", false, Err("no address"));
        check("https://1.2.3.4.5/", false, Err("no address"));
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for text in ["https://anna:hemligt@exempel.se/", "https://hemligt@exempel.se/"] {
            let error = Location::parse(text, true).expect_err("refused");
            assert!(error.contains("not allowed") && !error.contains("hemligt"), "{error}");
        }
    }

    #[test]
    fn numeric_spellings_of_a_private_host_are_seen_through() {
        for host in [
            "127.0.0.1",
            "0x7f.1",
            "2130706433",
            "017700000001",
            "127.1",
            "0",
            "0.0.0.0",
            "10.0.0.1",
            "169.254.169.254",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[fd00::1]",
            "[fe80::1]",
            "[64:ff9b::10.0.0.1]",
            "[2002:a00:1::]",
            "１２７.0.0.1",
        ] {
            check(&format!("https://{host}/"), false, Err("address"));
        }
        check("https://0x7f.1/", true, Ok("https://127.0.0.1/"));
        check("https://0/", true, Err("unspecified"));
        check("http://8.8.8.8/", true, Err("use https"));
    }

    #[test]
    fn redirects_stay_at_the_configured_origin() {
        let from = Location::parse("https://exempel.se/a/lista.csv", false).unwrap();
        assert_eq!(from.redirected("../b.csv?c#d").unwrap().as_str(), "https://exempel.se/b.csv?c");
        assert_eq!(from.redirected("//exempel.se/b").unwrap().as_str(), "https://exempel.se/b");
        for away in [
            "https://annan.example/",
            "http://exempel.se/",
            "https://exempel.se:444/",
            "//127.0.0.1/",
            "file:///etc/passwd",
            "https://anna@exempel.se/",
            "https://exempel.se@127.0.0.1/",
            "https://exempel.se.annan.example/",
            "\\\\annan.example\\a",
        ] {
            assert!(matches!(from.redirected(away), Err(FetchError::Redirect(_))), "{away}");
        }
    }

    #[test]
    fn the_ending_is_taken_from_the_path_alone() {
        for (text, expected) in [
            ("https://exempel.se/a/Lista.XLSX?x=a.csv", Some("xlsx")),
            ("https://exempel.se/export?format=csv", None),
            ("https://exempel.se/", None),
            ("https://exempel.se/a.b/", None),
            ("https://exempel.se/a.%2e%2e", None),
            ("https://exempel.se/a.arkiverad", None),
        ] {
            assert_eq!(Location::parse(text, false).unwrap().extension().as_deref(), expected, "{text}");
        }
    }
}
