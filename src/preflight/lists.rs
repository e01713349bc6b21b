//! Where the files for programs lead: sitemap, feeds, calendars, robots.txt, the playlist of the screens.

use serde_json::Value;

use super::page::{self, Kind, Tie};

/// Every address in a file that is no page; a file that leads nowhere has none.
pub fn read(address: &str, bytes: &[u8]) -> Vec<Tie> {
    let text = || String::from_utf8_lossy(bytes);
    let (name, ending) = (file_name(address), address.rsplit('.').next().unwrap_or_default());
    match ending {
        "xml" => {
            let text = text();
            let mut ties = page::read(&text).ties;
            ties.extend(between(&text, "<loc>", "</loc>").map(|href| link(href.replace("&amp;", "&"))));
            ties
        }
        "ics" => calendar(&text()),
        "json" => {
            let mut ties = Vec::new();
            pictures(&serde_json::from_slice(bytes).unwrap_or_default(), &mut ties);
            ties
        }
        "txt" if name == "robots.txt" => text()
            .lines()
            .filter_map(|line| line.strip_prefix("Sitemap:"))
            .map(|href| link(href.trim().into()))
            .collect(),
        _ => Vec::new(),
    }
}

fn file_name(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}

fn link(href: String) -> Tie {
    Tie { href, kind: Kind::Link }
}

fn between<'a>(text: &'a str, before: &'a str, behind: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split_once(behind)).map(|(inside, _)| inside.trim())
}

/// URL lines (RFC 5545, 3.8.4.6), folded lines made whole (3.1).
fn calendar(text: &str) -> Vec<Tie> {
    let whole = text.replace("\r\n ", "").replace("\n ", "");
    let url = |line: &str| {
        let (name, value) = line.split_once(':')?;
        (name == "URL" || name.starts_with("URL;")).then(|| link(value.trim().to_owned()))
    };
    whole.lines().filter_map(url).collect()
}

/// Files that a playlist shows: strings that end as pictures and films do.
fn pictures(json: &Value, ties: &mut Vec<Tie>) {
    match json {
        Value::String(text) if [".png", ".jpg", ".mp4"].iter().any(|ending| text.ends_with(ending)) => {
            ties.push(Tie { href: text.clone(), kind: Kind::Part });
        }
        Value::Array(items) => items.iter().for_each(|item| pictures(item, ties)),
        Value::Object(entries) => entries.values().for_each(|item| pictures(item, ties)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hrefs(address: &str, text: &str) -> Vec<String> {
        read(address, text.as_bytes()).into_iter().map(|tie| tie.href).collect()
    }

    #[test]
    fn every_form_is_read() {
        assert_eq!(
            hrefs("sitemap.xml", "<url><loc>https://a.example/?b&amp;c</loc></url>"),
            ["https://a.example/?b&c"]
        );
        assert_eq!(
            hrefs("a/feed.xml", "<feed><link rel=\"self\" href=\"https://a.example/f\"/></feed>"),
            ["https://a.example/f"]
        );
        assert_eq!(
            hrefs("a/b.ics", "SUMMARY:x\r\nURL:https://a.exam\r\n ple/b.html\r\n"),
            ["https://a.example/b.html"]
        );
        assert_eq!(
            hrefs("signage/playlist.json", r#"{"a":{"steps":[[0,["s/a.png"]]],"alt":"b.png を"}}"#),
            ["s/a.png"]
        );
        assert_eq!(
            hrefs("robots.txt", "User-agent: *\nSitemap: https://a.example/s.xml\n"),
            ["https://a.example/s.xml"]
        );
        assert_eq!(hrefs("a.png", "URL:x"), Vec::<String>::new());
    }
}
