//! The lines of front matter as they were meant: indents, colons, list marks and quotes that YAML does not know are put
//! right where they can mean only one thing; elsewhere a slip says what to write.

use std::ops::Range;

use super::keys::{Key, is_name, key, look_up, mark};
use super::line::Line;
use super::marks::is_fence;
use super::values::{self, Verdict};
use super::{Tidied, Tidier};
use crate::content::fields::{Field, Form};
use crate::diagnostics::Message;

/// Most mistakes in lines that are told of one file.
const MOST_SLIPS: usize = 200;

/// A mistake in a line.
#[derive(Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub message: Message,
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// The line as it should be, where that is plain. Reading goes on with it.
    pub line: Option<String>,
}

#[derive(Clone, Copy)]
enum Kind {
    /// `key: value` lines of these fields, where they are known.
    Map(Option<&'static [Field]>),
    /// Items; whether a missing mark was told already.
    List(Option<&'static Form>, bool),
}

/// Lines of one indent that belong together.
struct Level {
    indent: usize,
    kind: Kind,
}

/// A key without a value: what it wants stands below it.
#[derive(Clone, Copy)]
struct Open {
    indent: usize,
    form: Option<&'static Form>,
}

/// Tidies the front matter in `text`, whose keys `fields` knows.
pub fn tidy(text: &str, fields: &'static [Field]) -> (Tidied, Vec<Slip>) {
    let lines = Line::all(text);
    let base = lines.iter().filter(|line| line.is_content()).map(|line| line.indent).min().unwrap_or(0);
    let mut desk = Desk {
        text,
        fields,
        lines: &lines,
        out: Tidier::new(0),
        levels: vec![Level { indent: base, kind: Kind::Map(Some(fields)) }],
        open: None,
        slips: Vec::new(),
    };
    let mut at = 0;
    while at < lines.len() {
        at += desk.line(at);
        // Whoever made more mistakes than that made one: the file is no such file.
        desk.slips.truncate(MOST_SLIPS);
    }
    (desk.out.finish(), desk.slips)
}

struct Desk<'a> {
    text: &'a str,
    fields: &'static [Field],
    lines: &'a [Line<'a>],
    out: Tidier,
    levels: Vec<Level>,
    open: Option<Open>,
    slips: Vec<Slip>,
}

/// How a line stands among the others.
enum Stand {
    /// A key of these fields.
    Entry(Option<&'static [Field]>),
    /// An item of such a list.
    Item(Option<&'static Form>),
    /// The words of the line above go on.
    Further,
    /// A known key at an indent that fits nothing; it belongs at this one.
    Uneven(usize),
}

impl<'a> Desk<'a> {
    /// Tidies the line at `at`; gives the number of lines that are done with it.
    fn line(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        if is_fence(line.bare) {
            self.out.replace(line.lead + line.bare.len(), "");
            self.finish(&line, "");
            return 1;
        }
        if !line.is_content() {
            self.out.replace(line.lead, "");
            self.finish(&line, line.bare);
            return 1;
        }
        let begun = self.out.text.len();
        match self.stand(&line) {
            Stand::Entry(fields) => self.entry(at, 0, line.indent, fields, begun),
            Stand::Item(form) => self.item(at, form, begun),
            Stand::Further => {
                self.lead(&line, line.indent);
                self.finish(&line, line.bare);
                1
            }
            Stand::Uneven(indent) => {
                let lead = &self.text[line.start..line.start + line.lead];
                let message = match lead.chars().find(|c| *c != ' ') {
                    Some('\t') => Message::TabIndent {},
                    Some(_) => Message::WideIndent {},
                    None => Message::UnevenIndent {},
                };
                let fields = self.levels.last().and_then(Level::fields);
                let slip = self.slips.len();
                self.slips.push(Slip { message, range: line.start..line.start + line.lead, line: None });
                let done = self.entry(at, 0, indent, fields, begun);
                let line = self.out.text[begun..].lines().next().unwrap_or("").trim().to_owned();
                if let Some(slip) = self.slips.get_mut(slip) {
                    slip.line = Some(line);
                }
                done
            }
        }
    }

    /// The rest of a line as it is, without the spaces at its end.
    fn finish(&mut self, line: &Line<'_>, rest: &str) {
        self.out.keep(rest);
        self.out.replace(line.trail, "");
        self.out.keep(line.end);
    }

    /// The indent as spaces.
    fn lead(&mut self, line: &Line<'_>, indent: usize) {
        let lead = &self.text[line.start..line.start + line.lead];
        if lead.bytes().all(|byte| byte == b' ') && lead.len() == indent {
            self.out.keep(lead);
        } else {
            self.out.replace(line.lead, &" ".repeat(indent));
        }
    }

    fn stand(&mut self, line: &Line<'_>) -> Stand {
        let proper = line.bare == "-" || line.bare.starts_with("- ");
        if let Some(open) = self.open.take() {
            let item = match open.form {
                Some(Form::List(item)) => Some(*item),
                _ => None,
            };
            let marked = proper || (item.is_some() && mark(line.bare).is_some());
            let no_key = item.is_some()
                && !matches!(item, Some(Form::Map { short: None, .. }))
                && self.key(line.bare, None).is_none();
            if line.indent >= open.indent && (marked || no_key) {
                self.levels.push(Level { indent: line.indent, kind: Kind::List(item, false) });
                return Stand::Item(item);
            }
            if line.indent > open.indent {
                let fields = match open.form {
                    Some(Form::Map { fields, .. } | Form::List(Form::Map { fields, .. })) => Some(*fields),
                    _ => None,
                };
                self.levels.push(Level { indent: line.indent, kind: Kind::Map(fields) });
                return Stand::Entry(fields);
            }
        }
        self.sibling(line, proper)
    }

    fn sibling(&mut self, line: &Line<'_>, proper: bool) -> Stand {
        let mut left = None;
        while self.levels.len() > 1 && self.levels.last().is_some_and(|level| level.indent > line.indent) {
            left = self.levels.pop();
        }
        // `- a` lines may stand right below their key; the next key ends them.
        if let [.., above, level] = &self.levels[..]
            && matches!(level.kind, Kind::List(..))
            && above.indent == level.indent
            && !proper
            && self.key(line.bare, above.fields()).is_some()
        {
            self.levels.pop();
        }
        let Some(level) = self.levels.last() else { return Stand::Further };
        if level.indent == line.indent {
            return match level.kind {
                Kind::Map(fields) => Stand::Entry(fields),
                Kind::List(form, _) => Stand::Item(form),
            };
        }
        let fields = level.fields();
        let indent = level.indent;
        let knows = |fields: Option<&'static [Field]>| {
            fields.is_some_and(|fields| {
                self.key(line.bare, Some(fields)).is_some_and(|key| look_up(fields, key.name).is_some())
            })
        };
        if let Some(left) = left.filter(|left| matches!(left.kind, Kind::Map(_)) && knows(left.fields())) {
            let indent = left.indent;
            self.levels.push(left);
            return Stand::Uneven(indent);
        }
        if knows(fields) { Stand::Uneven(indent) } else { Stand::Further }
    }

    /// `- item`, with the mark that was typed.
    fn item(&mut self, at: usize, form: Option<&'static Form>, begun: usize) -> usize {
        let line = self.lines[at];
        self.lead(&line, line.indent);
        let Some(len) = mark(line.bare) else {
            self.out.replace(0, "- ");
            let done = self.value(at, 0, "", form, line.indent);
            let told = match self.levels.last_mut() {
                Some(Level { kind: Kind::List(_, told), .. }) => std::mem::replace(told, true),
                _ => false,
            };
            if !told {
                let range = line.start + line.lead..line.start + line.lead + line.bare.len();
                self.slip(Message::NoListMark {}, range, begun);
            }
            return done;
        };
        let typed = &line.bare[..len];
        if typed.trim_end() == "-" && (typed.ends_with(' ') || len == line.bare.len()) {
            self.out.keep(typed);
        } else {
            self.out.replace(len, "- ");
        }
        let fields = match form {
            Some(Form::Map { fields, .. }) => Some(*fields),
            _ => None,
        };
        let rest = &line.bare[len..];
        let is_map = match fields {
            Some(fields) => self.key(rest, Some(fields)).is_some_and(|key| look_up(fields, key.name).is_some()),
            None => form.is_none() && self.key(rest, None).is_some(),
        };
        let is_flow = rest.starts_with(['{', '｛']);
        if is_map || (matches!(form, Some(Form::Map { short: None, .. })) && !is_flow) {
            let column = line.indent + self.text[line.start + line.lead..][..len].chars().count().max(2);
            self.levels.push(Level { indent: column, kind: Kind::Map(fields) });
            return self.entry(at, len, column, fields, begun);
        }
        if rest.is_empty() {
            self.finish(&line, "");
            return 1;
        }
        self.value(at, len, "", form, line.indent)
    }

    /// `key: value`, from byte `from` of what the line says. Its indent is written where it begins the line.
    fn entry(
        &mut self,
        at: usize,
        from: usize,
        indent: usize,
        fields: Option<&'static [Field]>,
        begun: usize,
    ) -> usize {
        let line = self.lines[at];
        if from == 0 {
            self.lead(&line, indent);
        }
        let entry = &line.bare[from..];
        let Some(key) = self.key(entry, fields) else { return self.no_key(&line, from, fields, begun) };
        let form = fields.and_then(|fields| look_up(fields, key.name)).map(|field| &field.form);
        self.out.keep(key.name);
        let between = &entry[key.name.len()..key.value];
        let value = &entry[key.value..];
        let wanted = if value.is_empty() { ":" } else { ": " };
        if between.trim_end_matches(' ') == ":" && (value.is_empty() || between.ends_with(' ')) {
            self.out.keep(between);
        } else {
            self.out.replace(between.len(), wanted);
        }
        if value.is_empty() || value.starts_with('#') && between[key.colon.end - key.name.len()..].contains([' ', '\t'])
        {
            self.open = Some(Open { indent, form });
            self.finish(&line, value);
            return 1;
        }
        self.value(at, from + key.value, key.name, form, indent)
    }

    /// What stands behind a key or a mark, from byte `from` of what the line says.
    fn value(&mut self, at: usize, from: usize, key: &str, form: Option<&'static Form>, indent: usize) -> usize {
        let line = self.lines[at];
        let value = &line.bare[from..];
        let start = line.start + line.lead + from;
        let begun = self.out.text.rfind('\n').map_or(0, |at| at + 1);
        let fields = self.fields;
        let known = |line: &Line<'_>| {
            let bare = line.bare.trim_start_matches("- ");
            bare.find([':', '：']).is_some_and(|colon| is_name(bare[..colon].trim_end(), fields))
        };
        match values::judge(key, value, form, &self.lines[at + 1..], indent, &known) {
            Verdict::Sound => self.finish(&line, value),
            Verdict::Several(further) => {
                self.finish(&line, value);
                self.verbatim(at + 1..at + 1 + further);
                return 1 + further;
            }
            Verdict::Block => {
                self.finish(&line, value);
                let inside = |line: &&Line<'_>| line.bare.is_empty() || line.indent > indent;
                let further = self.lines[at + 1..].iter().take_while(inside).count();
                self.verbatim(at + 1..at + 1 + further);
                return 1 + further;
            }
            Verdict::Words(words) => {
                self.quote(&value[words.clone()]);
                self.finish(&line, &value[words.end..]);
            }
            Verdict::Curly(words) => {
                self.out.replace(words.start, "");
                self.quote(&value[words.clone()]);
                self.out.replace(value.len() - words.end, "");
                self.finish(&line, "");
            }
            Verdict::Wrong(message, range, instead) => {
                self.out.replace(value.len(), &instead);
                self.finish(&line, "");
                self.slip(message, start + range.start..start + range.end, begun);
                return 1 + self.drop_further(at + 1, indent, &known);
            }
        }
        1
    }

    /// Leaves out the lines over which a wrong value goes on; gives their number.
    fn drop_further(&mut self, from: usize, indent: usize, known: &dyn Fn(&Line<'_>) -> bool) -> usize {
        let goes_on = |line: &&Line<'_>| {
            line.is_content() && line.indent > indent && !known(line) && !line.bare.starts_with("- ")
        };
        let lines = self.lines;
        let further = lines[from..].iter().take_while(goes_on);
        let mut count = 0;
        for line in further {
            self.out.replace(line.lead + line.bare.len(), "");
            self.finish(line, "");
            count += 1;
        }
        count
    }

    /// Words in quotes, each character with its way back.
    fn quote(&mut self, words: &str) {
        self.out.replace(0, "\"");
        let mut rest = words;
        while let Some(at) = rest.find(['"', '\\']) {
            self.out.keep(&rest[..at]);
            self.out.replace(1, if rest[at..].starts_with('"') { "\\\"" } else { "\\\\" });
            rest = &rest[at + 1..];
        }
        self.out.keep(rest);
        self.out.replace(0, "\"");
    }

    fn verbatim(&mut self, lines: Range<usize>) {
        let end = |at: usize| self.lines.get(at).map_or(self.text.len(), |line| line.start);
        let text = &self.text[end(lines.start)..end(lines.end)];
        self.out.keep(text);
    }

    /// A line that is no `key: value`; the key may stand there without its colon.
    fn no_key(&mut self, line: &Line<'_>, from: usize, fields: Option<&'static [Field]>, begun: usize) -> usize {
        let entry = &line.bare[from..];
        let start = line.start + line.lead + from;
        let range = start..start + entry.len();
        if let Some(field) = fields.and_then(|fields| look_up(fields, entry)) {
            // What it wants stands below it, as below a key with its colon.
            self.out.keep(entry);
            self.out.replace(0, ":");
            self.finish(line, "");
            let indent = self.levels.last().map_or(line.indent, |level| level.indent);
            self.open = Some(Open { indent, form: Some(&field.form) });
            self.slip(Message::NoColon { key: entry.to_owned() }, range, begun);
            return 1;
        }
        let end =
            entry.find(|c: char| c.is_whitespace() || matches!(c, ';' | '；' | '=' | '＝' | '、' | '，' | '。' | '→'));
        let colonless = end.map(|end| {
            (
                &entry[..end],
                entry[end..].trim_start_matches(|c: char| !c.is_alphanumeric() && !"「『（【“\"'[{〜<".contains(c)),
            )
        });
        match colonless.filter(|(name, _)| fields.is_some_and(|fields| look_up(fields, name).is_some())) {
            Some((name, value)) => {
                let line_end = format!("{name}: {}", values::written(value));
                self.out.replace(entry.len(), &line_end);
                self.finish(line, "");
                self.slip(Message::NoColon { key: name.to_owned() }, range, begun);
            }
            None => {
                self.out.replace(entry.len(), "");
                self.finish(line, "");
                self.slips.push(Slip { message: Message::NoKey {}, range, line: None });
            }
        }
        1
    }

    /// Reports a mistake whose line is written as it should be from byte `begun` of what is tidied.
    fn slip(&mut self, message: Message, range: Range<usize>, begun: usize) {
        let line = self.out.text[begun..].lines().next().unwrap_or("").trim().to_owned();
        self.slips.push(Slip { message, range, line: Some(line) });
    }

    /// The key at the start of an entry: any word before `: `, a known one before any colon, a short one before `：`.
    fn key<'t>(&self, entry: &'t str, fields: Option<&'static [Field]>) -> Option<Key<'t>> {
        key(entry, fields.unwrap_or(self.fields))
    }
}

impl Level {
    fn fields(&self) -> Option<&'static [Field]> {
        match self.kind {
            Kind::Map(fields) => fields,
            Kind::List(..) => None,
        }
    }
}
