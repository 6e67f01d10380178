//! Fetching what the candidate asked for, a feed or a model: over HTTP, bounded in time, size and how often
//! it is sent on. Nothing about the candidate goes with it, and a stranger's server cannot send it on into
//! this machine or its network.

use std::net::{IpAddr, ToSocketAddrs};
use std::time::{Duration, Instant};

use prep::research::{LARGEST_FEED, Unfetched, is_address};
use ureq::http::{Response, Uri, header};
use ureq::{Agent, Body, Error};

/// All of it takes no longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often an address may send on to another.
const REDIRECTS: usize = 3;

/// The feed that stands at an address.
pub(crate) fn fetch(address: &str) -> Result<Vec<u8>, Unfetched> {
    within(address, PATIENCE)
}

fn within(address: &str, patience: Duration) -> Result<Vec<u8>, Unfetched> {
    const FEEDS: &str = "application/atom+xml, application/rss+xml, application/xml, text/xml";
    body(answered(address, FEEDS, patience)?, patience)
}

/// Whoever answers at an address, or where that sends on to. All of it, and reading what is answered, may
/// take no longer than `patience`.
pub(crate) fn answered(
    address: &str,
    accept: &str,
    patience: Duration,
) -> Result<Response<Body>, Unfetched> {
    let end = Instant::now() + patience;
    let slow = || Unfetched::Slow(patience.as_secs());
    let mut here = address.to_owned();
    // Whoever names an address of their own machine may be sent on within it.
    let at_home = host(address).is_some_and(|(host, port)| is_private(&host, port));
    for _ in 0..=REDIRECTS {
        if !is_address(&here) {
            return Err(Unfetched::NoAddress(here));
        }
        let left = end
            .checked_duration_since(Instant::now())
            .ok_or_else(slow)?;
        let agent: Agent = Agent::config_builder()
            .timeout_global(Some(left))
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent("greenroom")
            .build()
            .into();
        let response = agent
            .get(&here)
            .header("accept", accept)
            .call()
            .map_err(|error| unfetched(&error, patience))?;
        match response.status().as_u16() {
            200 => return Ok(response),
            301 | 302 | 303 | 307 | 308 => here = onward(&here, &response, at_home)?,
            other => return Err(Unfetched::Status(other)),
        }
    }
    Err(Unfetched::TooManyRedirects(REDIRECTS))
}

fn body(response: Response<Body>, patience: Duration) -> Result<Vec<u8>, Unfetched> {
    response
        .into_body()
        .into_with_config()
        .limit(LARGEST_FEED as u64)
        .read_to_vec()
        .map_err(|error| unfetched(&error, patience))
}

/// Where a response sends on to.
fn onward(here: &str, response: &Response<Body>, at_home: bool) -> Result<String, Unfetched> {
    let to = response
        .headers()
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let bad = |why| Err(Unfetched::BadRedirect(to.to_owned(), why));
    let next = match url::Url::parse(here).and_then(|here| here.join(to)) {
        Ok(next) if is_address(next.as_str()) => String::from(next),
        _ => return bad("it is no address of a page"),
    };
    if here.starts_with("https://") && !next.starts_with("https://") {
        return bad("it would leave the encrypted connection");
    }
    match host(&next) {
        Some((host, port)) if at_home || !is_private(&host, port) => Ok(next),
        _ => bad("it leads into this machine or its own network"),
    }
}

fn host(address: &str) -> Option<(String, u16)> {
    let uri: Uri = address.parse().ok()?;
    let usual = if uri.scheme_str() == Some("https") {
        443
    } else {
        80
    };
    let host = uri.host()?.trim_matches(['[', ']']).to_owned();
    Some((host, uri.port_u16().unwrap_or(usual)))
}

/// Whether a name leads to this machine or to its own network; one that leads nowhere does not.
fn is_private(host: &str, port: u16) -> bool {
    (host, port)
        .to_socket_addrs()
        .is_ok_and(|mut found| found.any(|address| private(address.ip())))
}

fn private(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || address.is_unspecified()
        }
        IpAddr::V6(address) => {
            address.is_loopback()
                || address.is_unspecified()
                || address.is_unique_local()
                || address.is_unicast_link_local()
        }
    }
}

fn unfetched(error: &Error, patience: Duration) -> Unfetched {
    match error {
        Error::Timeout(_) => Unfetched::Slow(patience.as_secs()),
        Error::BodyExceedsLimit(_) => Unfetched::TooLarge,
        other => Unfetched::Unreachable(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    /// Serves what `answer` makes of each request's path, on this machine; gives the address.
    fn server(answer: impl Fn(&str, &mut std::net::TcpStream) + Send + 'static) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming().take(12) {
                let Ok(mut stream) = stream else { return };
                let mut request = [0; 2048];
                let read = stream.read(&mut request).unwrap_or_default();
                let request = String::from_utf8_lossy(&request[..read]).into_owned();
                let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
                answer(&path, &mut stream);
            }
        });
        address
    }

    fn say(stream: &mut std::net::TcpStream, head: &str, body: &str) {
        // Whoever hung up has what they wanted.
        let _ = write!(
            stream,
            "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
    }

    #[test]
    fn what_stands_at_an_address_is_fetched_also_where_it_was_moved_to() {
        let address = server(|path, stream| match path {
            "/old" => say(stream, "301 Moved\r\nlocation: /new", ""),
            "/new" => say(stream, "200 OK", "here"),
            _ => say(stream, "404 Not Found", ""),
        });
        assert_eq!(fetch(&format!("{address}/new")).unwrap(), b"here");
        assert_eq!(fetch(&format!("{address}/old")).unwrap(), b"here");
        assert_eq!(
            fetch(&format!("{address}/none")),
            Err(Unfetched::Status(404))
        );
    }

    #[test]
    fn who_is_sent_on_for_ever_or_astray_stops() {
        let address = server(|path, stream| match path {
            "/round" => say(stream, "302 Found\r\nlocation: /round", ""),
            "/file" => say(stream, "302 Found\r\nlocation: file:///etc/passwd", ""),
            _ => say(stream, "302 Found", ""),
        });
        assert_eq!(
            fetch(&format!("{address}/round")),
            Err(Unfetched::TooManyRedirects(3))
        );
        for astray in ["/file", "/nothing"] {
            assert!(fetch(&format!("{address}{astray}")).is_err(), "{astray}");
        }
        assert!(matches!(
            fetch(&format!("{address}/file")),
            Err(Unfetched::BadRedirect(_, _))
        ));
    }

    #[test]
    fn a_stranger_cannot_send_on_into_this_machine_or_out_of_encryption() {
        let response = |to: &str| {
            Response::builder()
                .header("location", to)
                .body(Body::builder().data(""))
                .unwrap()
        };
        for to in [
            "http://127.0.0.1:4747/settings/wipe",
            "http://[::1]/",
            "http://10.0.0.1/",
            "http://192.168.1.1/admin",
            "http://169.254.169.254/latest",
            "http://[::ffff:127.0.0.1]/",
        ] {
            let sent = onward("http://192.0.2.1/feed", &response(to), false);
            assert!(matches!(sent, Err(Unfetched::BadRedirect(_, _))), "{to}");
        }
        let down = onward(
            "https://192.0.2.1/feed",
            &response("http://192.0.2.1/feed"),
            false,
        );
        assert!(matches!(down, Err(Unfetched::BadRedirect(_, why)) if why.contains("encrypted")));
        let fine = onward("http://192.0.2.1/a/feed", &response("../b"), false);
        assert_eq!(fine.unwrap(), "http://192.0.2.1/b");
    }

    #[test]
    fn what_is_huge_slow_or_nowhere_is_given_up() {
        let huge = server(|_, stream| {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            let block = [b'x'; 64 * 1024];
            for _ in 0..200 {
                if stream.write_all(&block).is_err() {
                    return;
                }
            }
        });
        assert_eq!(fetch(&huge), Err(Unfetched::TooLarge));
        let slow = server(|_, stream| {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n");
            for _ in 0..50 {
                thread::sleep(Duration::from_millis(100));
                if stream.write_all(b"x").is_err() {
                    return;
                }
            }
        });
        let begun = Instant::now();
        assert_eq!(
            within(&slow, Duration::from_secs(1)),
            Err(Unfetched::Slow(1))
        );
        assert!(begun.elapsed() < Duration::from_secs(4));
        assert!(matches!(
            fetch("http://127.0.0.1:1/"),
            Err(Unfetched::Unreachable(_))
        ));
        assert!(matches!(fetch("gopher://x"), Err(Unfetched::NoAddress(_))));
    }
}
