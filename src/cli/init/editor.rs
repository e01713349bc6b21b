//! What VS Code needs to complete field names and to underline mistakes, in the site's `.vscode` folder.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::check::{ROUND_BEGINS, ROUND_ENDS};
use crate::content::fields::Levels;
use crate::content::fields::schema::schema;
use crate::content::fields::snippets::snippets;

/// A file of the set-up.
pub struct EditorFile {
    /// Its path below the site's folder, with `/`.
    pub path: &'static str,
    /// Its contents.
    pub text: String,
    /// Whether staff may have settings of their own in it: then it is left as it is.
    pub shared: bool,
}

/// All files. `oideyo` is the command as the editor shall call it.
pub fn files(oideyo: &str) -> Vec<EditorFile> {
    let file = |path, shared, value: Value| EditorFile { path, text: format!("{value:#}\n"), shared };
    vec![
        file(".vscode/settings.json", true, settings()),
        file(".vscode/tasks.json", true, tasks(oideyo)),
        file(".vscode/extensions.json", true, json!({ "recommendations": ["redhat.vscode-yaml"] })),
        file(".vscode/oideyo.code-snippets", false, snippets()),
        file(".vscode/oideyo-site.schema.json", false, schema(Levels::SITE)),
    ]
}

/// Saved a second after the last key, so that the check sees what one types; fields are offered in Markdown too, where a
/// word between the `---` is a string to VS Code; indents are those that YAML can read.
fn settings() -> Value {
    json!({
        "files.autoSave": "afterDelay",
        "files.autoSaveDelay": 1000,
        "files.encoding": "utf8",
        "editor.renderWhitespace": "boundary",
        "yaml.schemas": { "./.vscode/oideyo-site.schema.json": "content/site.yaml" },
        "[markdown]": {
            "editor.quickSuggestions": { "comments": "off", "strings": "on", "other": "on" },
            "editor.snippetSuggestions": "top",
            "editor.wordBasedSuggestions": "off",
            "editor.insertSpaces": true,
            "editor.tabSize": 2,
            "editor.detectIndentation": false,
            "editor.wordWrap": "on",
        },
        "[yaml]": { "editor.insertSpaces": true, "editor.tabSize": 2, "editor.detectIndentation": false },
    })
}

/// The check that runs from the moment the folder is opened, and the two commands staff use by hand.
fn tasks(oideyo: &str) -> Value {
    let task = |label: &str, arguments: &[&str]| json!({ "label": label, "type": "process", "command": oideyo, "args": arguments, "problemMatcher": [] });
    let mut check = task("おいでよ: まちがいを調べる", &["check", "--watch", "--format", "line"]);
    check["isBackground"] = json!(true);
    check["runOptions"] = json!({ "runOn": "folderOpen" });
    check["presentation"] = json!({ "reveal": "never", "panel": "dedicated" });
    check["problemMatcher"] = json!({
        "owner": "oideyo",
        "source": "おいでよ",
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {
            "regexp": PATTERN,
            "file": 1, "line": 2, "column": 3, "endLine": 4, "endColumn": 5, "severity": 6, "message": 7,
        },
        "background": {
            "activeOnStart": true,
            "beginsPattern": format!("^{ROUND_BEGINS}$"),
            "endsPattern": format!("^{ROUND_ENDS}$"),
        },
    });
    let mut serve = task("おいでよ: 見ながら書く", &["serve"]);
    serve["isBackground"] = json!(true);
    let build = task("おいでよ: 公開するものを作る", &["build"]);
    json!({ "version": "2.0.0", "tasks": [check, serve, build] })
}

/// The lines of `--format line`.
const PATTERN: &str = r"^(.+?):(\d+):(\d+)-(\d+):(\d+): (error|warning|info): (.*)$";

/// How the editor calls oideyo: by its place from the site's folder where it lies in it or beside it, so that the folder
/// can be moved or shared; else by its whole path.
pub fn command(program: &Path, site: &Path) -> String {
    let below = |folder: &Path| program.strip_prefix(folder).ok().map(PathBuf::from);
    let slashes = |path: &Path| plain(&path.to_string_lossy());
    match (below(site), site.parent().and_then(below)) {
        (Some(inside), _) => format!("${{workspaceFolder}}/{}", slashes(&inside)),
        (_, Some(beside)) if beside.components().count() == 1 => {
            format!("${{workspaceFolder}}/../{}", slashes(&beside))
        }
        _ => slashes(program),
    }
}

/// A path as people write it: Windows puts `\\?\` before one it was asked to make whole, which no task can start.
fn plain(path: &str) -> String {
    let path = match path.strip_prefix(r"\\?\UNC\") {
        Some(share) => format!(r"\\{share}"),
        None => path.trim_start_matches(r"\\?\").to_owned(),
    };
    path.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_editor_finds_the_program() {
        let command = |program: &str, site: &str| command(Path::new(program), Path::new(site));
        assert_eq!(command("/share/oideyo", "/share/aoba"), "${workspaceFolder}/../oideyo");
        assert_eq!(command("/share/aoba/oideyo", "/share/aoba"), "${workspaceFolder}/oideyo");
        assert_eq!(command("/share/tools/oideyo", "/share/aoba"), "/share/tools/oideyo");
        assert_eq!(command("/opt/oideyo", "/share/aoba"), "/opt/oideyo");
    }

    #[test]
    fn whole_paths_of_windows_are_written_plainly() {
        assert_eq!(plain(r"\\?\C:\おいでよ\oideyo.exe"), "C:/おいでよ/oideyo.exe");
        assert_eq!(plain(r"\\?\UNC\server\kosodate\oideyo.exe"), "//server/kosodate/oideyo.exe");
    }
}
