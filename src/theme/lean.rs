//! A page carries only the CSS rules that it can use: every page is one request, and each byte of it is waited for.
//!
//! A rule goes when its selector names a class, an id, an attribute or an element whose name stands nowhere in the page,
//! its scripts included. What stands in the brackets of `:not(.x)` never makes a rule go, nor does a name with an escape
//! in it: rather a rule too many than a page without its looks.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Arc, PoisonError, RwLock};

/// Elements that a page has even where no tag of theirs is written (HTML §13.1.2.4).
const IMPLIED: [&str; 5] = ["html", "head", "body", "tbody", "colgroup"];

/// What pages use of a sheet is remembered for so many different pages; nearly all sessions' pages use the same.
const MOST_REMEMBERED: usize = 64;

/// Cuts pages down, and remembers the style sheets it met: all pages of a kind have the same.
#[derive(Default)]
pub struct Leaner {
    sheets: RwLock<HashMap<String, Arc<Sheet>>>,
}

impl Leaner {
    /// The page with its `<style>` elements cut down to what the page uses.
    pub fn lean(&self, html: &str) -> String {
        let mut lean = String::with_capacity(html.len());
        let mut rest = html;
        while let Some((before, css, after)) = next_style(rest) {
            lean.push_str(before);
            lean.push_str("<style>");
            lean.push_str(&self.sheet(css).used_in(html));
            lean.push_str("</style>");
            rest = after;
        }
        lean.push_str(rest);
        lean
    }

    fn sheet(&self, css: &str) -> Arc<Sheet> {
        if let Some(known) = self.sheets.read().unwrap_or_else(PoisonError::into_inner).get(css) {
            return Arc::clone(known);
        }
        let sheet = Arc::new(Sheet::read(css));
        self.sheets.write().unwrap_or_else(PoisonError::into_inner).insert(css.to_owned(), Arc::clone(&sheet));
        sheet
    }
}

/// A style sheet with what each of its rules needs.
struct Sheet {
    rules: Vec<Rule>,
    /// The names that any selector asks for, in lower case, with their numbers.
    names: Names,
    /// For each first byte the lengths that names beginning with it have, a bit for each: most words are no such name.
    lengths: Box<[u64; 256]>,
    remembered: RwLock<HashMap<Seen, Arc<str>>>,
}

/// Names and their numbers. The words of every page are looked up here, and nobody chooses them to do harm: a simple hash
/// serves better than one that resists attacks.
type Names = HashMap<Vec<u8>, usize, BuildHasherDefault<Fnv>>;

/// FNV-1a, 64 bits.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A piece of a style sheet.
enum Rule {
    /// What stays in every page.
    Always(String),
    /// Selectors, each with what it needs, and the block with its braces.
    Style(Vec<(Need, String)>, String),
    /// `@media …` with its rules.
    Group(String, Vec<Rule>),
}

/// What must stand in a page.
enum Need {
    /// The name with this number.
    Name(usize),
    /// All of these.
    All(Vec<Need>),
    /// One of these.
    Any(Vec<Need>),
}

/// Which of a sheet's names stand in a page: a bit for each.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Seen(Vec<u64>);

impl Seen {
    fn add(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    fn holds(&self, need: &Need) -> bool {
        match need {
            Need::Name(number) => self.0[number / 64] & (1 << (number % 64)) != 0,
            Need::All(needs) => needs.iter().all(|need| self.holds(need)),
            Need::Any(needs) => needs.iter().any(|need| self.holds(need)),
        }
    }
}

impl Sheet {
    fn read(css: &str) -> Self {
        let mut names = Names::default();
        let rules = rules(&without_comments(css), &mut names);
        let mut lengths = Box::new([0; 256]);
        for name in names.keys() {
            let bit = 1 << name.len().min(63);
            let first = name[0];
            lengths[usize::from(first)] |= bit;
            lengths[usize::from(first.to_ascii_uppercase())] |= bit;
        }
        Self { rules, names, lengths, remembered: RwLock::default() }
    }

    /// The rules that a page can use.
    fn used_in(&self, html: &str) -> Arc<str> {
        let seen = self.seen_in(html);
        if let Some(known) = self.remembered.read().unwrap_or_else(PoisonError::into_inner).get(&seen) {
            return Arc::clone(known);
        }
        let mut used = String::new();
        push_used(&mut used, &self.rules, &seen);
        let used: Arc<str> = used.into();
        let mut remembered = self.remembered.write().unwrap_or_else(PoisonError::into_inner);
        if remembered.len() < MOST_REMEMBERED {
            remembered.insert(seen, Arc::clone(&used));
        }
        used
    }

    /// Which of the names stand in the page, outside its `<style>` elements: as runs of letters, digits, `-` and `_`.
    fn seen_in(&self, html: &str) -> Seen {
        let mut seen = Seen(vec![0; self.names.len().div_ceil(64)]);
        for name in IMPLIED {
            self.names.get(name.as_bytes()).into_iter().for_each(|number| seen.add(*number));
        }
        let mut rest = html;
        while let Some((before, _, after)) = next_style(rest) {
            self.look_through(before, &mut seen);
            rest = after;
        }
        self.look_through(rest, &mut seen);
        seen
    }

    fn look_through(&self, text: &str, seen: &mut Seen) {
        // Elements and attributes are the same in any case.
        let mut lower = Vec::new();
        for run in text.as_bytes().split(|byte| !IS_NAME[usize::from(*byte)]) {
            let Some(first) = run.first() else { continue };
            if self.lengths[usize::from(*first)] & (1 << run.len().min(63)) == 0 {
                continue;
            }
            lower.clear();
            lower.extend_from_slice(run);
            lower.make_ascii_lowercase();
            self.names.get(&lower).into_iter().for_each(|number| seen.add(*number));
        }
    }
}

fn push_used(used: &mut String, rules: &[Rule], seen: &Seen) {
    for rule in rules {
        match rule {
            Rule::Always(text) => used.push_str(text),
            Rule::Style(selectors, block) => {
                let mut matching = selectors.iter().filter(|(need, _)| seen.holds(need)).map(|(_, selector)| selector);
                if let Some(first) = matching.next() {
                    used.push_str(first);
                    matching.for_each(|selector| used.extend([",", selector.as_str()]));
                    used.push_str(block);
                }
            }
            Rule::Group(prelude, rules) => {
                let start = used.len();
                used.extend([prelude.as_str(), "{"]);
                let empty = used.len();
                push_used(used, rules, seen);
                match used[empty..].trim().is_empty() {
                    true => used.truncate(start),
                    false => used.push('}'),
                }
            }
        }
    }
}

/// Gives the custom properties of style sheets names of a letter or two, the same in all sheets; the most used get the
/// shortest. Names that `keep` says stay, since scripts know them, and are given to no other.
pub fn shorten_properties(sheets: &mut [String], keep: impl Fn(&str) -> bool) {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for sheet in sheets.iter() {
        for (_, name) in properties(sheet).filter(|(_, name)| !keep(name)) {
            *uses.entry(name.to_owned()).or_default() += 1;
        }
    }
    let mut names: Vec<_> = uses.into_iter().collect();
    names.sort_by_key(|(_, uses)| std::cmp::Reverse(*uses));
    let short_names = (0..).map(short_name).filter(|name| !keep(name));
    let short: BTreeMap<String, String> = names.into_iter().map(|(name, _)| name).zip(short_names).collect();
    for sheet in sheets {
        let (mut shortened, mut from) = (String::with_capacity(sheet.len()), 0);
        for (at, name) in properties(sheet) {
            shortened.push_str(&sheet[from..at]);
            shortened.push_str(short.get(name).map_or(name, String::as_str));
            from = at + name.len();
        }
        shortened.push_str(&sheet[from..]);
        *sheet = shortened;
    }
}

/// `--a` … `--z`, `--aa` …
fn short_name(index: usize) -> String {
    let before = if index < 26 { "--".to_owned() } else { short_name(index / 26 - 1) };
    format!("{before}{}", char::from(b'a' + (index % 26) as u8))
}

/// Every custom property that a sheet names, and where.
fn properties(css: &str) -> impl Iterator<Item = (usize, &str)> {
    let begins = |at: &usize| css[*at..].starts_with("--") && !css[..*at].ends_with(is_name);
    plain(css).map(|(at, _)| at).filter(begins).filter_map(|at| {
        let length = css[at..].find(|c| !is_name(c)).unwrap_or(css.len() - at);
        (length > 2).then(|| (at, &css[at..at + length]))
    })
}

/// What stands before the next `<style>` element, in it, and behind it.
fn next_style(html: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = html.split_once("<style>")?;
    let (css, after) = rest.split_once("</style>")?;
    Some((before, css, after))
}

/// The bytes of which names consist.
const IS_NAME: [bool; 256] = {
    let mut is_name = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        is_name[byte] = (byte as u8).is_ascii_alphanumeric() || byte == b'-' as usize || byte == b'_' as usize;
        byte += 1;
    }
    is_name
};

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// The rules of a sheet; names that they ask for get a number in `names`.
fn rules(css: &str, names: &mut Names) -> Vec<Rule> {
    let mut rules_found = Vec::new();
    let mut rest = css.trim_start();
    while !rest.is_empty() {
        let Some(end) = find_plain(rest, |c| matches!(c, '{' | ';')) else {
            rules_found.push(Rule::Always(rest.to_owned()));
            break;
        };
        if rest[end..].starts_with(';') {
            rules_found.push(Rule::Always(rest[..=end].to_owned()));
            rest = rest[end + 1..].trim_start();
            continue;
        }
        let (prelude, block) = (rest[..end].trim(), &rest[end + 1..]);
        let inside = block_length(block);
        rules_found.extend(rule(prelude, &block[..inside], names));
        rest = block.get(inside + 1..).unwrap_or("").trim_start();
    }
    rules_found
}

fn rule(prelude: &str, block: &str, names: &mut Names) -> Option<Rule> {
    if prelude.is_empty() || block.trim().is_empty() {
        return None;
    }
    if prelude.starts_with("@media") || prelude.starts_with("@supports") {
        return Some(Rule::Group(prelude.to_owned(), rules(block, names)));
    }
    let block = format!("{{{block}}}");
    if prelude.starts_with('@') {
        return Some(Rule::Always(format!("{prelude}{block}")));
    }
    let selectors = selectors(prelude).into_iter();
    let needs = selectors.map(|selector| (need(selector, names), selector.to_owned()));
    Some(Rule::Style(needs.collect(), block))
}

/// The characters of a style sheet outside strings and escapes, and where each stands.
fn plain(css: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quote, mut escaped) = (None, false);
    css.char_indices().filter(move |(_, c)| {
        match quote {
            _ if escaped => escaped = false,
            _ if *c == '\\' => escaped = true,
            Some(open) if *c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quote = Some(*c),
            None => return true,
        }
        false
    })
}

/// Where the first of them stands that `is_it`.
fn find_plain(css: &str, is_it: impl Fn(char) -> bool) -> Option<usize> {
    plain(css).find(|(_, c)| is_it(*c)).map(|(at, _)| at)
}

/// The sheet without its comments: what stands in them is nobody's selector.
fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") {
        return Cow::Borrowed(css);
    }
    let (mut kept, mut rest) = (String::with_capacity(css.len()), css);
    while let Some((at, _)) = plain(rest).find(|(at, _)| rest[*at..].starts_with("/*")) {
        kept.push_str(&rest[..at]);
        rest = rest[at + 2..].split_once("*/").map_or("", |(_, rest)| rest);
    }
    Cow::Owned(kept + rest)
}

/// How long the inside of a block is whose `{` stands just before.
fn block_length(block: &str) -> usize {
    let (mut depth, mut at) = (1, 0);
    while let Some(found) = find_plain(&block[at..], |c| matches!(c, '{' | '}')) {
        at += found;
        depth += if block[at..].starts_with('{') { 1 } else { -1 };
        if depth == 0 {
            return at;
        }
        at += 1;
    }
    block.len()
}

/// The selectors of a list, split at the commas outside brackets.
fn selectors(list: &str) -> Vec<&str> {
    let (mut depth, mut from, mut selectors) = (0, 0, Vec::new());
    for (at, c) in plain(list) {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            ',' if depth == 0 => {
                selectors.push(list[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    selectors.push(list[from..].trim());
    selectors
}

/// Every name that a selector asks for.
fn need(selector: &str, names: &mut Names) -> Need {
    let mut needs = Vec::new();
    // An escaped name is written otherwise in the page.
    let is_escaped = selector.contains('\\');
    let (mut depth, mut from, mut open) = (0, 0, (0, ""));
    for (at, c) in plain(selector).filter(|(_, c)| !is_name(*c)).chain([(selector.len(), ' ')]) {
        let name = &selector[from..at];
        let is_pseudo = selector[..from].ends_with(':');
        if depth == 0 && !is_pseudo && !is_escaped {
            needs.extend(name_need(name, names));
        }
        match c {
            '(' | '[' => {
                if depth == 0 {
                    open = (at + 1, name);
                }
                depth += 1;
            }
            ')' | ']' => {
                depth -= 1;
                let inside = &selector[open.0.min(at)..at];
                match (c, open.1) {
                    _ if depth != 0 || is_escaped => {}
                    // The name of an attribute counts, its value does not.
                    (']', _) => {
                        needs.extend(name_need(inside.split(|c| !is_name(c)).next().unwrap_or_default(), names));
                    }
                    (_, "has" | "is" | "where") => {
                        needs.push(Need::Any(selectors(inside).into_iter().map(|one| need(one, names)).collect()));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
        from = at + c.len_utf8();
    }
    Need::All(needs)
}

fn name_need(name: &str, names: &mut Names) -> Option<Need> {
    if name.is_empty() {
        return None;
    }
    let next = names.len();
    Some(Need::Name(*names.entry(name.to_ascii_lowercase().into_bytes()).or_insert(next)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn css_of(css: &str, body: &str) -> String {
        let html = Leaner::default().lean(&format!("<style>{css}</style><body>{body}</body>"));
        html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0.to_owned()
    }

    #[test]
    fn what_the_page_never_names_goes() {
        let body = r#"<p class="a b" id=top data-x=1></p>"#;
        for (css, left) in [
            (".a{c:d}.z{c:d}", ".a{c:d}"),
            (".a,.z,.b p{c:d}", ".a,.b p{c:d}"),
            ("p.a>i{c:d}table{c:d}", ""),
            ("#top{c:d}#foot{c:d}", "#top{c:d}"),
            ("[data-x]{c:d}[data-y]{c:d}", "[data-x]{c:d}"),
            ("[data-x=\"z.y\"]{c:d}", "[data-x=\"z.y\"]{c:d}"),
            (".a:not(.z){c:d}.a::before{c:d}p:hover .z{c:d}", ".a:not(.z){c:d}.a::before{c:d}"),
            (":root{--x:1}*,::after{c:d}", ":root{--x:1}*,::after{c:d}"),
            ("@media print{.z{c:d}.a{c:d}}@media (x){.z{c:d}}", "@media print{.a{c:d}}"),
            ("@charset \"x\";@font-face{c:d}", "@charset \"x\";@font-face{c:d}"),
        ] {
            assert_eq!(css_of(css, body), left, "{css}");
        }
    }

    #[test]
    fn strings_and_brackets_do_not_confuse_it() {
        let css = ".a::before{content:\"}.z{\"}.a:not(.y,.z),.z{c:d}.b{c:d}";
        assert_eq!(css_of(css, "<p class=\"a b\">"), ".a::before{content:\"}.z{\"}.a:not(.y,.z){c:d}.b{c:d}");
        assert_eq!(css_of(".a{c:d", "<p class=a>"), ".a{c:d}");
        assert_eq!(css_of(".a:has(.y,.z){c:d}.a:has(.z,>.b) p{e:f}", "<p class=\"a b\">"), ".a:has(.z,>.b) p{e:f}");
    }

    #[test]
    fn whatever_a_theme_writes_stays_whole() {
        let body = "<table class=\"a sm:w-1/2 10\" data-x=1><tr><td></table>";
        for css in [
            "[data-z=\"],\"],.a{c:d}",
            ":is([data-z=\")\"],.a) td{c:d}",
            ".a:not(:has(.z)){c:d}.a:NOT(.z){c:d}",
            "TABLE TBODY>TD,[DATA-X]{c:d}",
            ".sm\\:w-1\\/2{c:d}.\\31 0{c:d}.a\\,b{c:d}",
            "@layer x,y;@layer x{.z{c:d}}@container (width>1px){.z{c:d}}",
            ".a{c:d;.z &{e:f}& td{g:h}}",
            ".a{background:url(\"data:x;y{z\")}td{c:d}",
        ] {
            let kept = css_of(css, body);
            for rule in css.replace("[data-z=\"],\"],", "").split_inclusive('}') {
                assert!(kept.contains(rule), "{rule} of {css}: {kept}");
            }
        }
        assert_eq!(
            css_of("/* don't; { */.a{c:d}/* } */.z{c:d}.a::after{content:\"/*\"}", body),
            ".a{c:d}.a::after{content:\"/*\"}"
        );
    }

    #[test]
    fn properties_get_short_names() {
        let mut sheets = vec![
            ":root{--page:#fff;--text:#000}a{color:var(--text)}".to_owned(),
            "b{c:var(--text) var(--bar)}.x--page{}".to_owned(),
        ];
        shorten_properties(&mut sheets, |name| name == "--bar");
        assert_eq!(sheets, [":root{--b:#fff;--a:#000}a{color:var(--a)}", "b{c:var(--a) var(--bar)}.x--page{}"]);
        let mut sheets = vec!["a{--long:1;--b:2;b:var(--a);content:\"--- --long\"}".to_owned()];
        shorten_properties(&mut sheets, |name| name == "--a");
        assert_eq!(sheets, ["a{--c:1;--b:2;b:var(--a);content:\"--- --long\"}"], "--a is a template's own");
        let names: std::collections::BTreeSet<_> = (0..2000).map(short_name).collect();
        assert_eq!((names.len(), short_name(26), short_name(702)), (2000, "--aa".into(), "--aaa".into()));
    }

    #[test]
    fn names_in_scripts_and_templates_count() {
        assert_eq!(css_of(".off{c:d}", "<script>e.classList.add('off')</script>"), ".off{c:d}");
    }
}
