//! Page templates: minified once when the theme loads, checked by Tera, rendered many times.

use std::collections::HashMap;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Tera};

use super::explain::{Known, syntax_errors, template_errors};
use super::expressions::{components, unescaped};
use super::lean::{Leaner, shorten_properties};
use super::mentioned::{Mentioned, Only, mentioned};
use super::{Sources, Theme};
use crate::diagnostics::{Diagnostic, Message};

/// Texts that pages may show without escaping: HTML and scripts that oideyo made itself.
const SAFE: [&str; 7] = ["body", "days", "phases", "playlist", "structured", "item.answer", "picture.svg"];

/// The templates of pages and player, ready to render.
pub struct Templates {
    tera: Tera,
    /// As they were written, for the line of a mistake.
    sources: Sources,
    paths: Vec<String>,
    leaner: Leaner,
    /// What each template can ask for.
    mentioned: HashMap<String, Mentioned>,
}

impl Templates {
    /// Loads `pages/` and `signage/`. Style sheets are templates too (`styles/page.css`): pages include them.
    ///
    /// # Errors
    /// All templates that Tera cannot read, each at its line.
    pub fn load(theme: &Theme) -> Result<Self, Vec<Diagnostic>> {
        let sources = theme.sources().clone();
        let folders = ["pages/", "signage/", "styles/"].into_iter();
        let paths: Vec<String> = folders.flat_map(|folder| theme.paths(folder)).map(str::to_owned).collect();
        let flaws: Vec<Diagnostic> =
            paths.iter().flat_map(|path| unescaped(&sources, path, |name| SAFE.contains(&name))).collect();
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        match tera.add_raw_templates(minified(theme, &paths)) {
            Ok(()) if flaws.is_empty() => {
                let of = |path: &String| (path.clone(), mentioned(path, &paths, |path| sources.text(path)));
                let mentioned = paths.iter().filter(|path| path.ends_with(".html")).map(of).collect();
                Ok(Self { tera, sources, paths, leaner: Leaner::default(), mentioned })
            }
            Ok(()) => Err(flaws),
            Err(error) => Err(flaws.into_iter().chain(load_errors(&sources, &paths, &error)).collect()),
        }
    }

    /// Renders a page.
    ///
    /// # Errors
    /// A template that asks for something the view does not have, at its line.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let told = |error: &tera::Error| {
            let mut found = template_errors(&self.sources, template, error, Known::default());
            found.truncate(1);
            found.pop().unwrap_or_else(|| Diagnostic::error_anywhere(broken(template)))
        };
        let context = match self.mentioned.get(template) {
            Some(Some(names)) => Context::from_serialize(&Only(view, names)),
            _ => Context::from_serialize(view),
        };
        let context = context.map_err(|error| told(&error))?;
        match self.tera.render(template, &context) {
            Ok(html) => Ok(self.leaner.lean(&html)),
            // The lines of a minified template are not those of the file, so it stumbles once more as it was written.
            Err(_) => match as_written(&self.sources, &self.paths).and_then(|tera| tera.render(template, &context)) {
                Ok(_) => Err(Diagnostic::error_anywhere(broken(&self.sources.shown(template)))),
                Err(error) => Err(told(&error)),
            },
        }
    }
}

fn broken(file: &str) -> Message {
    Message::ThemeBroken { file: file.to_owned(), detail: "minified".to_owned() }
}

/// The templates as pages use them.
fn minified(theme: &Theme, paths: &[String]) -> Vec<(String, String)> {
    let (sheets, others): (Vec<_>, Vec<_>) = paths.iter().partition(|path| path.starts_with("styles/"));
    let text = |path: &String| theme.text(path).unwrap_or_default();
    let mut templates: Vec<(String, String)> = others
        .into_par_iter()
        .map(|path| {
            let template = match path.rsplit_once('.') {
                Some((_, "html")) => minify_html(text(path)),
                Some((_, "js")) => minify_js(text(path)),
                _ => text(path).to_owned(),
            };
            (path.clone(), template)
        })
        .collect();
    let mut css: Vec<String> = sheets.par_iter().map(|path| minify_css(&theme.coloured(text(path)))).collect();
    shorten_properties(&mut css, |name| templates.iter().any(|(_, template)| template.contains(name)));
    templates.extend(sheets.into_iter().cloned().zip(css));
    templates
}

/// The templates with their own lines.
fn as_written(sources: &Sources, paths: &[String]) -> Result<Tera, tera::Error> {
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.add_raw_templates(paths.iter().map(|path| (path, sources.text(path).unwrap_or_default())))?;
    Ok(tera)
}

/// All that Tera cannot read, at the lines of the files as they were written; `error` is what it said first.
fn load_errors(sources: &Sources, paths: &[String], error: &tera::Error) -> Vec<Diagnostic> {
    let alone: Vec<Diagnostic> = paths.iter().flat_map(|path| syntax_errors(sources, path)).collect();
    if !alone.is_empty() {
        return alone;
    }
    let components = components(paths.iter().filter_map(|path| sources.text(path)));
    let known = Known { components: &components, templates: paths };
    match as_written(sources, paths) {
        Err(error) => template_errors(sources, "pages/base.html", &error, known),
        Ok(_) => template_errors(sources, "pages/base.html", error, known),
    }
}

/// Minifies a template; `{{ }}` and `{% %}` stay as they are.
fn minify_html(text: &str) -> String {
    let cfg = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        keep_comments: false,
        minify_css: false,
        minify_js: false,
        preserve_brace_template_syntax: true,
        ..minify_html::Cfg::default()
    };
    let minified = String::from_utf8_lossy(&minify_html::minify(text.as_bytes(), &cfg)).into_owned();
    // Without quotes a value with a space would become two attributes, so such a template stays as it was written.
    if minified.contains("={{") || minified.contains("={%") { text.to_owned() } else { minified }
}

/// Minifies a style sheet by way of a `<style>` element, which is what the library minifies. Its 「width<=40rem」 is put back
/// to what phones from before 2023 read too.
fn minify_css(css: &str) -> String {
    let cfg = minify_html::Cfg { minify_css: true, ..minify_html::Cfg::default() };
    let html = minify_html::minify(format!("<style>{css}</style>").as_bytes(), &cfg);
    let html = String::from_utf8_lossy(&html);
    let css = html.trim_start_matches("<style>").trim_end_matches("</style>");
    ["width", "height"].into_iter().fold(css.to_owned(), |css, side| {
        css.replace(&format!("({side}<="), &format!("(max-{side}:"))
            .replace(&format!("({side}>="), &format!("(min-{side}:"))
    })
}

/// Minifies a script, by way of a `<script>` element; the names of its functions stay, since pages call them. A script in
/// which Tera has work to do is no JavaScript yet, so it stays as it was written.
fn minify_js(js: &str) -> String {
    let js = js.split_once("-#}").map_or(js, |(_, js)| js);
    if ["{{", "{%", "{#"].into_iter().any(|tera| js.contains(tera)) {
        return js.to_owned();
    }
    let cfg = minify_html::Cfg { minify_js: true, ..minify_html::Cfg::default() };
    let html = minify_html::minify(format!("<script>{js}</script>").as_bytes(), &cfg);
    let html = String::from_utf8_lossy(&html);
    html.trim_start_matches("<script>").trim_end_matches("</script>").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_of_a_template_keep_their_quotes() {
        let template = r#"<a class="{{ kind }}" title="a">  {% if x %} b {% endif %} </a>"#;
        assert_eq!(minify_html(template), r#"<a class="{{ kind }}" title=a> {% if x %} b {% endif %} </a>"#);
        let tight = r#"<a class="{{kind}}">  b</a>"#;
        assert_eq!(minify_html(tight), tight);
    }

    #[test]
    fn a_script_with_work_for_tera_stays_as_it_is() {
        assert_eq!(minify_js("{#- what -#}\nlet a = 1;"), "let a=1;");
        let template = "{% if x %}let a = {{ a }};{% else %}let b{% endif %}";
        assert_eq!(minify_js(template), template);
    }

    #[test]
    fn media_queries_are_what_older_phones_read() {
        let css = "@media (max-width: 40rem) and (min-height:20rem){a{color:tan}}";
        assert_eq!(minify_css(css), "@media (max-width:40rem) and (min-height:20rem){a{color:tan}}");
    }
}
