//! The port at which the pages are to be served: free, or Greenroom's already, or somebody else's.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use ureq::Agent;

use super::Finding;

/// How long whoever has the port may take to say who they are.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most that is read of what they say, in bytes.
const ENOUGH: u64 = 256 * 1024;
/// Stands in the head of every page of Greenroom, those that tell of a failure among them.
const MARK: &str = "greenroom.css";

/// Looks who has the port.
pub(super) fn look(addr: SocketAddr) -> Finding {
    const ABOUT: &str = "port";
    match TcpListener::bind(addr) {
        Ok(_) => Finding::well(ABOUT, format!("{addr} is free")),
        Err(_) if is_greenroom(addr) => {
            Finding::well(ABOUT, format!("Greenroom is open at http://{addr}/"))
        }
        Err(error) => Finding::ill(
            ABOUT,
            format!("{addr} cannot be used: {error}"),
            "end what uses it, or: greenroom serve --addr 127.0.0.1:4748",
        ),
    }
}

fn is_greenroom(addr: SocketAddr) -> bool {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .user_agent("greenroom")
        // What stays on this machine goes through no proxy, whatever the environment says.
        .proxy(None)
        .build()
        .into();
    let page = agent
        .get(format!("http://{addr}/about"))
        .call()
        .and_then(|answer| {
            answer
                .into_body()
                .into_with_config()
                .limit(ENOUGH)
                .read_to_string()
        });
    page.is_ok_and(|page| page.contains(MARK))
}
