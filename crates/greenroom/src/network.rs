//! Where this machine is on its network.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// Somewhere that is not this machine: an address kept for documentation (RFC 5737).
const ELSEWHERE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)), 9);

/// The address by which this machine would speak to others; `None` without a network. Connecting a
/// datagram socket only asks the system for the way: nothing is sent.
pub(crate) fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    let own = socket.local_addr().ok()?.ip();
    (!own.is_unspecified()).then_some(own)
}
