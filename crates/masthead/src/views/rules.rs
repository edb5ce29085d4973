//! Who is counted as what, and for how long.

use std::net::IpAddr;

use masthead_fetch::{AddressBlock, PrefixLength};

use crate::visitor::HOUSEHOLD;

/// A visitor counts once for each article in this time.
pub(super) const SLOT_MS: i64 = 30 * 60_000;
/// A key of the hash serves for this long.
pub(super) const DAY_MS: i64 = 86_400_000;

/// Words of the names of machines that read. Most end in one of the first
/// three: Googlebot, bingbot, Applebot, GPTBot, Baiduspider, Sogou web spider,
/// 360Spider, YisouSpider, Bytespider. Whole programs' names alone would miss
/// the next one, and bare names of companies would hit their browsers (Sogou,
/// Baidu, Yandex), so neither stands here.
const WORDS: [&str; 28] = [
    "spider",
    "crawl",
    "slurp",
    "facebookexternalhit",
    "facebookcatalog",
    "meta-externalagent",
    "meta-externalfetcher",
    "mediapartners",
    "googleother",
    "google-inspectiontool",
    "google-safety",
    "feedfetcher",
    "bingpreview",
    "ia_archiver",
    "chatgpt-user",
    "claude-user",
    "anthropic-ai",
    "skypeuripreview",
    "headlesschrome",
    "lighthouse",
    "wget",
    "curl/",
    "python-",
    "aiohttp",
    "go-http-client",
    "libwww-perl",
    "scrapy",
    "httpclient",
];

/// No name of a browser is longer; the rest is not looked at.
const LONGEST_AGENT: usize = 512;

/// Whether this `User-Agent` is a machine's: a well-known crawler, a program
/// for fetching pages, or one that says nothing of itself.
#[must_use]
pub fn is_crawler(agent: &[u8]) -> bool {
    let bytes = agent.trim_ascii();
    let bytes = &bytes[..bytes.len().min(LONGEST_AGENT)];
    let agent = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    agent.is_empty()
        || agent.starts_with("whatsapp/")
        || is_bot(&agent)
        || WORDS.iter().any(|word| agent.contains(word))
}

/// "bot" at the end of a word, as in `bingbot/2.0` or `Pingdom.com_bot_version`.
/// Cubot is a maker of telephones.
fn is_bot(agent: &str) -> bool {
    agent.match_indices("bot").any(|(at, bot)| {
        let after = agent.as_bytes().get(at + bot.len());
        !after.is_some_and(u8::is_ascii_alphabetic) && !agent[..at].ends_with("cu")
    })
}

/// So many visitors of one network are believed for an article in a half hour:
/// those of a household or a small office, each with two devices. Whoever
/// makes up browsers at one address comes no further.
pub(super) const OF_NETWORK: u8 = 8;
/// And so many of its neighbourhood: a street, a company, a provider's gateway;
/// or somebody to whom all of its addresses belong.
pub(super) const OF_NEIGHBOURS: u8 = 64;

/// The networks that are often one holder's.
const NEIGHBOURS: PrefixLength = PrefixLength { v4: 24, v6: 48 };

pub(super) fn neighbourhood(network: AddressBlock) -> AddressBlock {
    AddressBlock::of(network.first(), NEIGHBOURS)
}

/// What tells one visitor's network from another's.
pub(super) fn network(address: IpAddr) -> AddressBlock {
    AddressBlock::of(address, HOUSEHOLD)
}

/// A network for a hash: as few bytes as it needs, since every visit is hashed.
pub(super) fn bytes(network: AddressBlock) -> [u8; 8] {
    let bits = match network.first() {
        // A form that no IPv6 network has: its first byte would be zero.
        IpAddr::V4(address) => u64::from(address.to_bits()),
        IpAddr::V6(address) => (address.to_bits() >> 64) as u64,
    };
    bits.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn well_known_crawlers_are_known() {
        for agent in [
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
            "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
            "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
            "Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/50.0 Safari/537.36; 360Spider",
            "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (compatible; YisouSpider)",
            "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (compatible; Bytespider; spider-feedback@example.org)",
            "Mozilla/5.0 (Macintosh) AppleWebKit/605.1 Safari/605.1 (Applebot/0.1)",
            "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
            "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
            "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2)",
            "Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@example.org)",
            "facebookexternalhit/1.1",
            "Twitterbot/1.0",
            "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
            "Pingdom.com_bot_version_1.4",
            "curl/8.5.0",
            "Wget/1.21.4",
            "python-requests/2.32",
            "Go-http-client/2.0",
            "WhatsApp/2.23.20.0",
            "",
            "  ",
        ] {
            assert!(is_crawler(agent.as_bytes()), "{agent:?}");
        }
    }

    #[test]
    fn people_are_not_taken_for_crawlers() {
        for agent in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50",
            "Mozilla/5.0 (Linux; Android 12; CUBOT_X50) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Linux; Android 14; CUBOT NOTE 40) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/80.0 Safari/537.36 SE 2.X MetaSr 1.0",
            "Mozilla/5.0 (Linux; U; Android 11) AppleWebKit/537.36 SogouMobileBrowser/5.9",
            "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Mobile Safari/537.36 baiduboxapp/13.1",
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126.0 YaBrowser/24.7 Safari/537.36",
            "Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0",
        ] {
            assert!(!is_crawler(agent.as_bytes()), "{agent:?}");
        }
    }

    #[test]
    fn an_agent_of_any_bytes_and_length_is_looked_at() {
        assert!(!is_crawler("啊".repeat(5_000).as_bytes()));
        assert!(!is_crawler(&[0xff; 5_000]));
        let late = format!("{}Googlebot", "x".repeat(LONGEST_AGENT));
        assert!(!is_crawler(late.as_bytes()));
    }

    #[test]
    fn a_household_is_one_network() {
        let of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:0:1::1"), of("2001:db8:0:1:ffff::9"));
        assert_ne!(of("2001:db8:0:1::1"), of("2001:db8:0:2::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
    }

    #[test]
    fn neighbours_are_of_one_holder() {
        let of = |text: &str| neighbourhood(network(text.parse().expect("an address")));
        assert_eq!(of("192.0.2.1"), of("192.0.2.254"));
        assert_ne!(of("192.0.2.1"), of("192.0.3.1"));
        assert_eq!(of("2001:db8:7:1::1"), of("2001:db8:7:ffff::1"));
        assert_ne!(of("2001:db8:7:1::1"), of("2001:db8:8:1::1"));
    }
}
