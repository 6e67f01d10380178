//! Who may ask: only pages that this server sent, read on this machine.
//!
//! A name that an attacker lets point at this machine (DNS rebinding) is refused by the `Host`
//! check; a form on a foreign page is refused by the check of its origin.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::failure::Failure;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What pages may ask the browser for: the microphone, when the candidate wants to speak.
const PERMISSIONS: &str = "microphone=(self), camera=(), geolocation=()";

/// Refuses what does not come from this machine.
pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let port = app.port;
    let verdict = admit(request.method(), request.headers(), |host| {
        is_this_machine(host, port)
    });
    match verdict {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

/// Adds the headers that every answer carries.
pub(crate) fn harden(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static(PERMISSIONS));
    headers.insert(
        "cross-origin-opener-policy",
        HeaderValue::from_static("same-origin"),
    );
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("same-origin"),
    );
}

/// Whether a request may be answered by a server that goes by the names that are its own.
pub(crate) fn admit(
    method: &Method,
    headers: &HeaderMap,
    is_own: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let host = text(headers, HOST.as_str()).unwrap_or_default();
    if !is_own(host) {
        return Err(Failure::ForeignHost {
            host: host.to_owned(),
        });
    }
    let origin = text(headers, ORIGIN.as_str());
    if let Some(origin) = origin {
        let known = origin.strip_prefix("http://").is_some_and(&is_own);
        if !known {
            return Err(Failure::ForeignOrigin);
        }
    }
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let site = text(headers, "sec-fetch-site");
    match (origin, site) {
        (_, Some("same-origin")) | (Some(_), None) => Ok(()),
        _ => Err(Failure::ForeignOrigin),
    }
}

fn text<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Names and numbers that only ever mean this machine. A foreign name may be made to lead here; a number of
/// this machine in the address can have been written by nobody else's name server.
fn is_this_machine(host: &str, port: u16) -> bool {
    let (name, given) = match host.rsplit_once(':') {
        // The colons of a bare number of the sixth version are no port's.
        Some((name, given)) if !given.ends_with(']') => (name, given.parse() == Ok(port)),
        _ => (host, port == 80),
    };
    let number = name
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
        .map_or_else(
            || name.parse().ok().map(IpAddr::V4),
            |number| number.parse().ok().map(IpAddr::V6),
        );
    given && (name == "localhost" || number.is_some_and(|number| number.is_loopback()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    fn own(host: &str) -> bool {
        is_this_machine(host, 4747)
    }

    #[test]
    fn only_names_of_this_machine_with_the_port_are_served() {
        for host in [
            "127.0.0.1:4747",
            "127.0.0.2:4747",
            "localhost:4747",
            "[::1]:4747",
        ] {
            assert!(is_this_machine(host, 4747), "{host}");
        }
        for host in [
            "localhost",
            "localhost:80",
            "localhost:4747.evil.example",
            "evil.example:4747",
            "127.0.0.1.evil.example:4747",
            "",
            "localhost:+4747x",
            "192.168.0.2:4747",
            "[::1]",
            "::1:4747",
            "[127.0.0.1]:4747",
        ] {
            assert!(!is_this_machine(host, 4747), "{host}");
        }
    }

    #[test]
    fn a_change_needs_proof_that_it_comes_from_our_own_page() {
        let ask = |pairs: &[_]| admit(&Method::POST, &headers(pairs), own).is_ok();
        let host = ("host", "localhost:4747");
        assert!(ask(&[host, ("origin", "http://localhost:4747")]));
        assert!(ask(&[host, ("sec-fetch-site", "same-origin")]));
        assert!(!ask(&[host]));
        assert!(!ask(&[host, ("origin", "null")]));
        assert!(!ask(&[host, ("origin", "http://evil.example")]));
        assert!(!ask(&[host, ("origin", "https://localhost:4747")]));
        assert!(!ask(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(!ask(&[
            host,
            ("origin", "http://localhost:4747"),
            ("sec-fetch-site", "same-site")
        ]));
    }

    #[test]
    fn reading_needs_no_origin_but_refuses_a_foreign_one() {
        let ask = |pairs: &[_]| admit(&Method::GET, &headers(pairs), own).is_ok();
        assert!(ask(&[("host", "localhost:4747")]));
        assert!(!ask(&[
            ("host", "localhost:4747"),
            ("origin", "http://evil.example")
        ]));
        assert!(!ask(&[]));
    }
}
