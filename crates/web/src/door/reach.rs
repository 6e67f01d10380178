//! Which addresses a friend may be let in by: those of a network at home.

use std::net::{IpAddr, SocketAddr};

/// Ports below are the system's own.
const FIRST_PORT: u16 = 1024;
/// The port that is proposed.
const USUAL_PORT: u16 = 4748;

/// Why the pages cannot be opened at an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OutOfReach {
    #[error(
        "\"{0}\" is no address with a port; write this machine\u{2019}s own, such as 192.168.1.20:{USUAL_PORT}"
    )]
    NoAddress(String),
    #[error(
        "{0} is not an address of a network at home; a friend can be let in by one that begins with 192.168, 10, 172.16 to 172.31, 169.254, or fd"
    )]
    NotAtHome(IpAddr),
    #[error("port {0} belongs to the system; take one from {FIRST_PORT} on, such as {USUAL_PORT}")]
    SystemPort(u16),
}

/// The address that somebody wrote, where it is one of a network at home.
pub(crate) fn checked(text: &str) -> Result<SocketAddr, OutOfReach> {
    let address: SocketAddr = text
        .trim()
        .parse()
        .map_err(|_| OutOfReach::NoAddress(text.trim().to_owned()))?;
    let at_home = match address.ip() {
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local() || ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_loopback(),
    };
    if !at_home {
        return Err(OutOfReach::NotAtHome(address.ip()));
    }
    if address.port() < FIRST_PORT {
        return Err(OutOfReach::SystemPort(address.port()));
    }
    Ok(address)
}

/// What is proposed where this machine has an address of its own on a network.
pub(crate) fn proposed(own: Option<IpAddr>) -> Option<SocketAddr> {
    checked(&SocketAddr::new(own?, USUAL_PORT).to_string()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_a_network_at_home_are_opened() {
        for text in [
            "192.168.1.20:4748",
            " 10.0.0.7:5000",
            "172.31.0.1:4748",
            "[fd00::5]:4748",
        ] {
            assert!(checked(text).is_ok(), "{text}");
        }
        for text in [
            "0.0.0.0:4748",
            "8.8.8.8:4748",
            "172.32.0.1:4748",
            "[::]:4748",
            "[2001:db8::1]:4748",
        ] {
            assert!(
                matches!(checked(text), Err(OutOfReach::NotAtHome(_))),
                "{text}"
            );
        }
        for text in ["", "192.168.1.20", "home:4748", "192.168.1.20:99999"] {
            assert!(
                matches!(checked(text), Err(OutOfReach::NoAddress(_))),
                "{text}"
            );
        }
        for text in ["192.168.1.20:80", "192.168.1.20:0"] {
            assert!(
                matches!(checked(text), Err(OutOfReach::SystemPort(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn nothing_is_proposed_that_would_be_refused() {
        let own = |text: &str| proposed(text.parse().ok()).map(|address| address.to_string());
        assert_eq!(own("192.168.1.20").as_deref(), Some("192.168.1.20:4748"));
        assert_eq!(own("85.1.2.3"), None);
        assert_eq!(proposed(None), None);
    }
}
