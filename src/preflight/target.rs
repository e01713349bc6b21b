//! Where an address in a page leads: to a file of the site, or away from it.

use percent_encoding::percent_decode_str;

/// Where the site stands on the web.
#[derive(Clone, Debug)]
pub struct Home {
    /// `www.city.aoba.example.jp`, in lower case.
    host: String,
    /// `/oideyo/`.
    path: String,
}

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a file of the site, whether it exists or not.
    Inside {
        /// Its path below the output folder.
        address: String,
        /// The id behind `#`.
        anchor: Option<String>,
    },
    /// Away: the whole address, without what stands behind `#`.
    Outside(String),
    /// To no page: a telephone, a mail, data in the address itself.
    Elsewhere,
}

impl Home {
    /// Of `base_url`, which was checked: https, a host, a path that ends in `/`.
    pub fn new(base_url: &str) -> Self {
        let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        Self { host: host.to_ascii_lowercase(), path: format!("/{path}") }
    }

    /// Where `href` leads that stands in the file at `from`.
    pub fn target(&self, from: &str, href: &str) -> Target {
        let href: String = href.trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
        let (whole, fragment) = href.split_once('#').map_or((&*href, None), |(whole, behind)| (whole, Some(behind)));
        let anchor = fragment.filter(|anchor| !anchor.is_empty()).map(decoded);
        if let Some((scheme, rest)) = scheme(whole) {
            return match (scheme.to_ascii_lowercase().as_str(), rest.strip_prefix("//")) {
                // Calendars are subscribed to by webcal:, which is fetched as https: is.
                ("http" | "https" | "webcal", Some(rest)) => self.on_web(&scheme.to_ascii_lowercase(), rest, anchor),
                _ => Target::Elsewhere,
            };
        }
        if let Some(rest) = whole.strip_prefix("//") {
            return self.on_web("https", rest, anchor);
        }
        let path = whole.split('?').next().unwrap_or_default().replace('\\', "/");
        if path.starts_with('/') {
            return self.on_own_host(&path, anchor);
        }
        if path.is_empty() {
            return Target::Inside { address: from.to_owned(), anchor };
        }
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        self.on_own_host(&format!("{}{folder}/{path}", self.path), anchor)
    }

    fn on_web(&self, scheme: &str, rest: &str, anchor: Option<String>) -> Target {
        let end = rest.find(['/', '?', '\\']).unwrap_or(rest.len());
        let (host, behind) = rest.split_at(end);
        let path = behind.split('?').next().unwrap_or_default().replace('\\', "/");
        if host.eq_ignore_ascii_case(&self.host)
            && let inside @ Target::Inside { .. } = self.on_own_host(if path.is_empty() { "/" } else { &path }, anchor)
        {
            return inside;
        }
        Target::Outside(web(scheme, rest))
    }

    /// A path from the host's root.
    fn on_own_host(&self, path: &str, anchor: Option<String>) -> Target {
        let mut parts: Vec<&str> = Vec::new();
        let is_folder = path.ends_with(['/']) || path.ends_with("/.") || path.ends_with("/..");
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        let slash = if is_folder && !parts.is_empty() { "/" } else { "" };
        let whole = format!("/{}{slash}", parts.join("/"));
        let Some(address) = whole.strip_prefix(&self.path).or_else(|| (format!("{whole}/") == self.path).then_some(""))
        else {
            return Target::Outside(format!("https://{}{whole}", self.host));
        };
        let mut address = decoded(address);
        if address.is_empty() || address.ends_with('/') {
            address.push_str("index.html");
        }
        Target::Inside { address, anchor }
    }
}

fn web(scheme: &str, rest: &str) -> String {
    format!("{}://{rest}", if scheme == "http" { "http" } else { "https" })
}

/// The scheme of an address that has one (RFC 3986, 3.1), and what stands behind its `:`.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then_some((scheme, rest))
}

/// An address as letters: `%E3%81%82` and 「あ」 are the same.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lead(href: &str) -> Target {
        Home::new("https://www.city.aoba.example.jp/oideyo/").target("rinyushoku/2026-12-10.html", href)
    }

    fn inside(address: &str) -> Target {
        Target::Inside { address: address.to_owned(), anchor: None }
    }

    #[test]
    fn addresses_of_the_site_are_known_in_every_form() {
        for (href, address) in [
            ("2026-12-17.html", "rinyushoku/2026-12-17.html"),
            ("./2026-12-17.html?a=b", "rinyushoku/2026-12-17.html"),
            ("../index.html", "index.html"),
            ("..", "index.html"),
            ("./", "rinyushoku/index.html"),
            ("../stepup/", "stepup/index.html"),
            ("..\\stepup\\index.html", "stepup/index.html"),
            ("/oideyo/feed.xml", "feed.xml"),
            ("/oideyo", "index.html"),
            ("https://www.city.aoba.example.jp/oideyo/", "index.html"),
            ("HTTP://WWW.city.aoba.example.jp/oideyo/stepup/", "stepup/index.html"),
            ("webcal://www.city.aoba.example.jp/oideyo/calendar.ics", "calendar.ics"),
            ("//www.city.aoba.example.jp/oideyo/a.html", "a.html"),
            ("%E3%81%82.html", "rinyushoku/あ.html"),
            ("", "rinyushoku/2026-12-10.html"),
        ] {
            assert_eq!(lead(href), inside(address), "{href}");
        }
        let anchor = Some("faq".to_owned());
        assert_eq!(lead("#faq"), Target::Inside { address: "rinyushoku/2026-12-10.html".into(), anchor });
    }

    #[test]
    fn what_leads_away_is_a_whole_address() {
        for (href, url) in [
            ("../../kosodate/index.html", "https://www.city.aoba.example.jp/kosodate/index.html"),
            ("/", "https://www.city.aoba.example.jp/"),
            ("https://booking.example.jp/f/x?key=1#part", "https://booking.example.jp/f/x?key=1"),
            ("http://www.city.aoba.example.jp/kosodate/?id=3", "http://www.city.aoba.example.jp/kosodate/?id=3"),
            ("//a.example.jp/b", "https://a.example.jp/b"),
        ] {
            assert_eq!(lead(href), Target::Outside(url.to_owned()), "{href}");
        }
        for href in ["tel:0197000011", "mailto:a@example.jp", "data:image/png;base64,x"] {
            assert_eq!(lead(href), Target::Elsewhere, "{href}");
        }
    }
}
