//! Which addresses a source may be fetched from.
//!
//! The blocks are those of IANA's special-purpose address registries (IPv4 and
//! IPv6, RFC 6890 and its updates) that are not globally reachable. An IPv6
//! address that carries an IPv4 one is judged by what it carries.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far an address reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The whole internet.
    Public,
    /// One machine or one network, by the block's name.
    Private(&'static str),
    /// No server at all, by the block's name.
    Nowhere(&'static str),
}

use Reach::{Nowhere, Private, Public};

/// IPv4 blocks, the first that has an address decides; any other address is public.
const IPV4: &[([u8; 4], u32, Reach)] = &[
    ([0, 0, 0, 0], 8, Nowhere("unspecified")),
    ([10, 0, 0, 0], 8, Private("private")),
    ([100, 64, 0, 0], 10, Private("carrier-grade NAT")),
    ([127, 0, 0, 0], 8, Private("loopback")),
    ([169, 254, 0, 0], 16, Private("link-local")),
    ([172, 16, 0, 0], 12, Private("private")),
    ([192, 0, 0, 0], 24, Nowhere("protocol")),
    ([192, 0, 2, 0], 24, Nowhere("documentation")),
    ([192, 88, 99, 0], 24, Nowhere("6to4 relay")),
    ([192, 168, 0, 0], 16, Private("private")),
    ([198, 18, 0, 0], 15, Nowhere("benchmarking")),
    ([198, 51, 100, 0], 24, Nowhere("documentation")),
    ([203, 0, 113, 0], 24, Nowhere("documentation")),
    ([224, 0, 0, 0], 4, Nowhere("multicast")),
    ([240, 0, 0, 0], 4, Nowhere("reserved")),
];

/// IPv6 blocks, the first that has an address decides; any other address is unassigned.
const IPV6: &[([u16; 8], u32, Reach)] = &[
    ([0; 8], 128, Nowhere("unspecified")),
    ([0, 0, 0, 0, 0, 0, 0, 1], 128, Private("loopback")),
    ([0x64, 0xff9b, 1, 0, 0, 0, 0, 0], 48, Private("local NAT64")),
    ([0x2001, 0, 0, 0, 0, 0, 0, 0], 23, Nowhere("protocol or Teredo")),
    ([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32, Nowhere("documentation")),
    ([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20, Nowhere("documentation")),
    ([0xfc00, 0, 0, 0, 0, 0, 0, 0], 7, Private("unique local")),
    ([0xfe80, 0, 0, 0, 0, 0, 0, 0], 10, Private("link-local")),
    ([0xfec0, 0, 0, 0, 0, 0, 0, 0], 10, Private("site-local")),
    ([0xff00, 0, 0, 0, 0, 0, 0, 0], 8, Nowhere("multicast")),
    ([0x2000, 0, 0, 0, 0, 0, 0, 0], 3, Public),
];

/// IPv6 blocks that carry an IPv4 address, and how many bits stand after it.
const CARRIERS: &[([u16; 8], u32, u32)] = &[
    // IPv4-mapped, IPv4-translated, NAT64, 6to4, IPv4-compatible.
    ([0, 0, 0, 0, 0, 0xffff, 0, 0], 96, 0),
    ([0, 0, 0, 0, 0xffff, 0, 0, 0], 96, 0),
    ([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96, 0),
    ([0x2002, 0, 0, 0, 0, 0, 0, 0], 16, 80),
    ([0; 8], 96, 0),
];

/// How far an address reaches.
pub fn reach(address: IpAddr) -> Reach {
    match address {
        IpAddr::V4(address) => reach_of_ipv4(address),
        IpAddr::V6(address) => reach_of_ipv6(address),
    }
}

fn reach_of_ipv4(address: Ipv4Addr) -> Reach {
    let bits = address.to_bits();
    let within = |net: &[u8; 4], length: u32| (bits ^ u32::from_be_bytes(*net)).leading_zeros() >= length;
    IPV4.iter().find(|(net, length, _)| within(net, *length)).map_or(Public, |(_, _, reach)| *reach)
}

fn reach_of_ipv6(address: Ipv6Addr) -> Reach {
    let bits = address.to_bits();
    let within = |net: &[u16; 8], length: u32| (bits ^ Ipv6Addr::from(*net).to_bits()).leading_zeros() >= length;
    let block = IPV6.iter().find(|(net, length, _)| within(net, *length)).map(|(_, _, reach)| *reach);
    // A loopback or unspecified address also looks like one that carries an IPv4 address.
    if let Some(reach @ (Private(_) | Nowhere(_))) = block {
        return reach;
    }
    match CARRIERS.iter().find(|(net, length, _)| within(net, *length)) {
        // The carried address is the 32 bits before those that stand after it; the cut is meant.
        Some((_, _, after)) => reach_of_ipv4(Ipv4Addr::from_bits((bits >> after) as u32)),
        None => block.unwrap_or(Nowhere("unassigned")),
    }
}

/// Which addresses one source may be fetched from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// Whether those of one machine or one network are allowed.
    pub allow_private: bool,
    /// Whether the way is unprotected, which only such a network may be asked over.
    pub plain: bool,
}

impl Destination {
    /// Whether a connection to this address may be made; else why not.
    pub fn admits(self, address: IpAddr) -> Result<(), String> {
        match reach(address) {
            Public if self.plain => Err(format!("{address} is a public address: use https")),
            Public => Ok(()),
            Private(_) if self.allow_private => Ok(()),
            Private(block) => Err(format!("{address} is a {block} address, which needs allow_private = true")),
            Nowhere(block) => Err(format!("{address} is a {block} address, which no source has")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(address: &str, expected: Reach) {
        assert_eq!(reach(address.parse().unwrap()), expected, "{address}");
    }

    #[test]
    fn blocks_begin_and_end_where_the_registries_say() {
        for (first, last, before, after, expected) in [
            ("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0", Private("private")),
            ("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0", Private("carrier-grade NAT")),
            ("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0", Private("loopback")),
            ("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0", Private("link-local")),
            ("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0", Private("private")),
            ("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0", Private("private")),
            ("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0", Nowhere("benchmarking")),
            ("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0", Nowhere("documentation")),
        ] {
            check(first, expected);
            check(last, expected);
            check(before, Public);
            check(after, Public);
        }
        check("0.0.0.0", Nowhere("unspecified"));
        check("239.1.2.3", Nowhere("multicast"));
        check("255.255.255.255", Nowhere("reserved"));
    }

    #[test]
    fn ipv6_by_block_and_by_what_it_carries() {
        for (address, expected) in [
            ("2a00:801::1", Public),
            ("2600::", Public),
            ("::", Nowhere("unspecified")),
            ("::1", Private("loopback")),
            ("fd12:3456::1", Private("unique local")),
            ("fe80::1", Private("link-local")),
            ("febf::1", Private("link-local")),
            ("fec0::1", Private("site-local")),
            ("ff02::1", Nowhere("multicast")),
            ("2001:db8::1", Nowhere("documentation")),
            ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Nowhere("protocol or Teredo")),
            ("2001:200::1", Public),
            ("::ffff:127.0.0.1", Private("loopback")),
            ("::ffff:8.8.8.8", Public),
            ("::ffff:0:10.0.0.1", Private("private")),
            ("::10.0.0.1", Private("private")),
            ("64:ff9b::169.254.169.254", Private("link-local")),
            ("64:ff9b::8.8.8.8", Public),
            ("64:ff9b:1::8.8.8.8", Private("local NAT64")),
            ("2002:7f00:1::", Private("loopback")),
            ("2002:808:808::1", Public),
            ("4000::1", Nowhere("unassigned")),
            ("100::1", Nowhere("unassigned")),
        ] {
            check(address, expected);
        }
    }

    #[test]
    fn what_a_source_may_reach() {
        let open = Destination { allow_private: false, plain: false };
        let inside = Destination { allow_private: true, plain: true };
        let (public, private, nowhere) = ("8.8.8.8".parse().unwrap(), "10.1.2.3".parse().unwrap(), "0.0.0.0".parse().unwrap());
        assert!(open.admits(public).is_ok() && open.admits(private).is_err() && open.admits(nowhere).is_err());
        assert!(inside.admits(public).is_err() && inside.admits(private).is_ok() && inside.admits(nowhere).is_err());
        assert!(Destination { allow_private: true, plain: false }.admits(public).is_ok());
    }
}
