//! Page templates: minified once when the theme loads, checked by Tera, rendered many times.

use serde::Serialize;
use tera::{Context, Tera};

use super::Theme;
use super::lean::{lean, shorten_properties};
use crate::diagnostics::{Diagnostic, Message};

/// The templates of pages and player, ready to render.
pub struct Templates {
    tera: Tera,
}

impl Templates {
    /// Loads `pages/` and `signage/`. Style sheets are templates too (`styles/page.css`): pages include them.
    ///
    /// # Errors
    /// The first template that is no UTF-8 text or that Tera cannot read.
    pub fn load(theme: &Theme) -> Result<Self, Diagnostic> {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        let mut sources = Vec::new();
        for path in theme.paths("pages/").into_iter().chain(theme.paths("signage/")) {
            let text = readable(theme, path)?;
            let template = match path.rsplit_once('.') {
                Some((_, "html")) => minify_html(text),
                Some((_, "js")) => minify_js(text),
                _ => text.to_owned(),
            };
            sources.push((path.to_owned(), template));
        }
        let paths = theme.paths("styles/");
        let mut sheets = Vec::with_capacity(paths.len());
        for path in &paths {
            sheets.push(minify_css(&theme.coloured(readable(theme, path)?)));
        }
        shorten_properties(&mut sheets, |name| sources.iter().any(|(_, template)| template.contains(name)));
        sources.extend(paths.into_iter().map(str::to_owned).zip(sheets));
        tera.add_raw_templates(sources).map_err(|error| {
            Diagnostic::error_anywhere(Message::ThemeTemplate {
                file: "pages/".into(),
                detail: template_detail(&error),
            })
        })?;
        Ok(Self { tera })
    }

    /// Renders a page.
    ///
    /// # Errors
    /// A template that asks for something the view does not have.
    pub fn render(&self, template: &str, view: &impl Serialize) -> Result<String, Diagnostic> {
        let failed = |error: tera::Error| {
            Diagnostic::error_anywhere(Message::ThemeTemplate {
                file: template.to_owned(),
                detail: template_detail(&error),
            })
        };
        let context = Context::from_serialize(view).map_err(failed)?;
        self.tera.render(template, &context).map(|html| lean(&html)).map_err(failed)
    }
}

/// The text of a template or a style sheet.
fn readable<'a>(theme: &'a Theme, path: &str) -> Result<&'a str, Diagnostic> {
    theme.text(path).ok_or_else(|| {
        Diagnostic::error_anywhere(Message::ThemeTemplate { file: path.to_owned(), detail: "not UTF-8".to_owned() })
    })
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

/// What Tera found: template, line and sentence, in one line. (Its own drawing miscounts full-width characters.)
fn template_detail(error: &tera::Error) -> String {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            format!("{}:{} {}", report.filename(), report.span().start_line, report.message())
        }
        _ => error.to_string().lines().next().unwrap_or_default().to_owned(),
    }
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
