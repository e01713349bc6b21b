//! Themes from outside: a mistake in one is told at its file and line with what to write instead, never silence.

use super::fonts;
use super::world::{SITE, World};

/// A world with the theme 「own」, and some files in it.
fn themed(files: &[(&str, &str)]) -> World {
    let world = World::new();
    world.write("content/site.yaml", format!("{SITE}theme: own\n"));
    world.write("themes/own/theme.yaml", "colours:\n  green: \"#0b6b58\"\n");
    for (file, text) in files {
        world.write(&format!("themes/own/{file}"), text);
    }
    world
}

/// A card with everything a card needs, and `more` on its third line.
fn card(more: &str) -> String {
    format!(
        "<div class=\"card ogp\" lang=\"{{{{ lang }}}}\">\n{{% if qr %}}<div id=\"qr\">{{{{ qr.svg | safe }}}}</div>{{% endif %}}\n\
         {more}\n</div>\n"
    )
}

/// The only finding of a theme with one file is `rule` at line and column; it says `ja` or `en`, and `way` leads out.
#[track_caller]
fn flaw(file: &str, text: &str, rule: &str, place: (u64, u64), ja: &str, en: &str) {
    let world = themed(&[(file, text)]);
    let shown = format!("themes/own/{file}");
    assert_eq!(
        world.check(),
        [("error".into(), rule.into(), shown.clone(), place.0, place.1)],
        "{}",
        text.chars().take(300).collect::<String>()
    );
    world.build().ends(1).says(ja).says(&shown).says(&format!("{}行目", place.0));
    assert!(world.public().is_empty());
    world.write("content/site.yaml", format!("{SITE}theme: own\nlanguage: en\n"));
    world.run_in("C", &["build", "--now", "2026-12-01T09:00"]).ends(1).says(en).says(&format!("line {}", place.0));
}

/// The same for a line of a card.
#[track_caller]
fn in_card(line: &str, rule: &str, column: u64, ja: &str, en: &str) {
    flaw("cards/ogp.html", &card(line), rule, (3, column), ja, en);
}

/// The same for a line of the style sheet of all pictures.
#[track_caller]
fn in_sheet(line: &str, rule: &str, column: u64, ja: &str, en: &str) {
    let sheet = include_str!("../../themes/default/styles/picture.css");
    let text = format!("/* 一行\n目 */\n{line}\n{sheet}");
    flaw("styles/picture.css", &text, rule, (3, column), ja, en);
}

#[test]
fn properties_and_values_that_pictures_do_not_know() {
    in_sheet(".a { colour: red; }", "theme-unknown", 6, "「color」のことですか", "did you mean `color`?");
    in_sheet(
        ".a { hyphenate-limit-chars: 3; }",
        "theme-unknown",
        6,
        "「hyphenate-limit-chars」という",
        "no CSS property",
    );
    in_sheet(".a { color: redd; }", "theme-value", 6, "「color: redd」の内容", "the value in `color: redd`");
    in_sheet(".a { color: var(--gren); }", "theme-unknown", 6, "「green」のことですか", "did you mean `green`?");
    in_sheet(".a { border: 2px sold var(--green); }", "theme-value", 6, "border: 2px sold", "border: 2px sold");
    in_sheet(".a { color red; }", "theme-css", 6, "「color red」", "`color red`");
    in_card("<p style=\"colour: red\"></p>", "theme-unknown", 11, "「color」のことですか", "did you mean `color`?");
    in_card("<p style='width: {{ 3 }}px; colr: red'></p>", "theme-unknown", 29, "「color」のことですか", "`color`?");
}

#[test]
fn what_the_engine_would_ignore() {
    let sheet = |line: &str, column: u64, ja: &str, en: &str| in_sheet(line, "theme-unsupported", column, ja, en);
    sheet(".a { width: min(10px, 20px); }", 6, "72px のように数を1つ", "write one number");
    sheet(".a { font-size: clamp(1px, 2px, 3px); }", 6, "72px のように数を1つ", "write one number");
    sheet(".a { word-break: break-all; }", 6, "word-break: keep-all", "word-break: keep-all");
    sheet(".a { line-break: loose; }", 6, "行の頭に", "start of a line");
    sheet(".a { writing-mode: vertical-rl; }", 6, "縦書きはできません", "no vertical writing");
    sheet(".a { display: contents; }", 6, "display: flex", "display: flex");
    sheet(".a { transform: translate(20px); }", 6, "translate(20px, 0px)", "translate(20px, 0px)");
    sheet(".a { -webkit-text-stroke: 2px red; }", 6, "text-shadow", "text-shadow");
    sheet(".a { background: url(art/bowl.svg); }", 6, "<img src=", "<img src=");
    sheet("@font-face { font-family: \"A\"; }", 1, "theme.yaml の fonts:", "theme.yaml, below fonts:");
    sheet("@import \"other.css\";", 1, "このファイルに写して", "copy its rules");
    sheet("@media print { .a { color: red; } }", 1, ".ogp .headline", ".ogp .headline");
    sheet(".a:has(.b) { color: red; }", 3, "class を付けて", "a class in the template");
    in_sheet(
        ".a { font-family: \"Noto Sans\", sans-serif; }",
        "theme-unknown",
        6,
        "というフォント",
        "no font of the theme",
    );
}

#[test]
fn elements_that_show_nothing() {
    let card = |line: &str, ja: &str, en: &str| in_card(line, "theme-unsupported", 1, ja, en);
    card("<style>.a { color: red }</style>", "styles/picture.css", "styles/picture.css");
    card("<script>alert(1)</script>", "プログラムは動きません", "no program runs");
    card("<link rel=\"stylesheet\" href=\"a.css\">", "「<link>」は画像では働きません", "`<link>` does not work");
    card("<wbr>", "部品の fitted", "the component `fitted`");
    card("<ruby>字<rt>じ</rt></ruby>".split("<rt>").next().unwrap(), "ふりがなは出せません", "no ruby");
}

#[test]
fn pictures_that_are_not_there() {
    in_card(
        "<img src=\"art/bowll.svg\">",
        "theme-unknown",
        11,
        "「art/bowl.svg」のことですか",
        "did you mean `art/bowl.svg`?",
    );
    in_card(
        "<img src=\"https://a.example/x.png\">",
        "theme-outside",
        11,
        "テーマの art/ に入れて",
        "put it into the theme's art/",
    );
    in_card(
        "<img src=\"art/{{ art }}-none.svg\">",
        "theme-unknown",
        11,
        "「art/bowl-none.svg」という絵はありません",
        "no picture `art/bowl-none.svg`",
    );
}

#[test]
fn names_parts_and_places() {
    in_card("{{ headlin }}", "theme-unknown", 4, "「headline」のことですか", "did you mean `headline`?");
    in_card("{% if badg %}x{% endif %}", "theme-unknown", 7, "「badge」のことですか", "did you mean `badge`?");
    in_card("{% if when %}{{ when.dy }}{% endif %}", "theme-unknown", 22, "「when.day」のことですか", "`when.day`?");
    in_card(
        "{{ <fited field=\"brand\" text={brand} from={30} to={24} /> }}",
        "theme-unknown",
        5,
        "「fitted」のことですか",
        "`fitted`?",
    );
    in_card(
        "{{ <fitted field=\"brnd\" text={brand} from={30} to={24} /> }}",
        "theme-unknown",
        19,
        "「brand」のことですか",
        "`brand`?",
    );
    in_card(
        "{{ <fitted field=\"brand\" text={brand} from={24} to={30} /> }}",
        "theme-fit",
        19,
        "大きいほうを from",
        "the larger size as from",
    );
    in_card("<div id=\"fit:brand:30:24\">x</div>", "theme-fit", 10, "fit:brand:30:24", "fit:brand:30:24");
    in_card("{{ brand | phrses }}", "theme-unknown", 12, "「phrases」のことですか", "did you mean `phrases`?");
    in_card("{{ headline | safe }}", "theme-unescaped", 4, "「| safe」を消して", "remove `| safe`");
    in_card("{% if headline %}", "theme-template", 18, "読めません", "cannot be read");
}

#[test]
fn styles_that_a_place_would_lose() {
    let lost = |line: &str, column: u64| {
        in_card(line, "theme-unsupported", column, "<div> に移して", "move the style to a <div>")
    };
    lost("<svg class=\"bleed\" style=\"position: absolute\"></svg>", 27);
    lost("<div id=\"fit:brand:30:24:1:0\" style=\"color: red\">x</div>", 38);
    lost("<img src=\"{{ image.wide }}\" style=\"opacity: 0.5\">", 36);
    let world = themed(&[(
        "cards/ogp.html",
        &card("<img class=\"cover bleed\" src=\"art/bowl.svg\" style=\"object-position: 50% 50%\">"),
    )]);
    assert_eq!(world.check(), [], "what the layout need not know stays");
}

#[test]
fn a_card_without_a_place_for_the_code() {
    flaw(
        "cards/line.html",
        "<div class=\"card line\">{{ headline }}</div>\n",
        "theme-no-code",
        (1, 1),
        "QRコードの場所",
        "no place for the QR code",
    );
    let world = themed(&[("cards/story.html", "<div class=\"card story\">{{ headline }}</div>\n")]);
    assert!(world.check().iter().all(|found| found.1 != "theme-no-code"), "nobody scans a story on their own screen");
}

#[test]
fn all_flaws_of_a_theme_come_in_one_run() {
    let world = themed(&[
        ("styles/picture.css", ".a { colour: red; }\n.b { width: min(1px, 2px); }\n"),
        ("cards/ogp.html", &card("{{ headlin }}\n{{ brnd }}<wbr>")),
        ("cards/line.html", "<div>{{ headline }}</div>"),
        ("slides/portrait.html", "<div>{{ headline }\n"),
        (
            "pages/404.html",
            "{% extends \"pages/base.html\" %}\n{% block main %}\n{{ nothing | nosuch }}{% endblock main %}",
        ),
    ]);
    let mut found: Vec<_> = world.check().into_iter().map(|(_, rule, file, line, _)| (file, line, rule)).collect();
    found.sort();
    let told: Vec<String> = found
        .iter()
        .map(|(file, line, rule)| format!("{}:{line} {rule}", file.trim_start_matches("themes/own/")))
        .collect();
    assert_eq!(
        told,
        [
            "cards/ogp.html:3 theme-unknown",
            "cards/ogp.html:4 theme-unknown",
            "cards/ogp.html:4 theme-unsupported",
            "pages/404.html:3 theme-unknown",
            "slides/portrait.html:1 theme-template",
            "styles/picture.css:1 theme-unknown",
            "styles/picture.css:2 theme-unsupported",
        ]
    );
}

#[test]
fn page_templates_are_told_at_the_lines_they_were_written_at() {
    let page = |body: &str| {
        format!("{{% extends \"pages/base.html\" %}}\n{{% block main %}}\n<p>\n   {body}</p>\n{{% endblock main %}}\n")
    };
    let file = "pages/404.html";
    flaw(file, &page("{{ frame.nobody }}"), "theme-template", (4, 13), "nobody", "nobody");
    flaw(file, &page("{{ frame.city "), "theme-template", (4, 18), "読めません", "cannot be read");
    flaw(file, &page("{{ frame.city | safe }}"), "theme-unescaped", (4, 7), "「| safe」", "`| safe`");
    flaw(
        file,
        &page("{{ <rw row={frame} /> }}"),
        "theme-unknown",
        (4, 8),
        "「row」のことですか",
        "did you mean `row`?",
    );
}

#[test]
fn colours_that_cannot_be_read_are_refused_at_their_line() {
    let colours = |text: &str| {
        let world = themed(&[("theme.yaml", text)]);
        let found = world.check();
        let told: Vec<String> =
            found.iter().map(|(_, rule, _, line, column)| format!("{rule} {line}:{column}")).collect();
        world.build().ends(1).says("themes/own/theme.yaml");
        told
    };
    assert_eq!(colours("colours:\n  soft_ink: \"#9aa5b0\"\n"), ["theme-contrast 2:13"; 3]);
    assert_eq!(
        colours("colours:\n  cream: \"#777777\"\n"),
        ["theme-contrast 2:10"; 4],
        "the back was changed, so it is named"
    );
    assert_eq!(colours("colours:\n  green: midori\n"), ["theme-colour 2:10"]);
    assert_eq!(colours("colours:\n  gren: \"#0b6b58\"\n"), ["theme-unknown 2:3"]);
    assert_eq!(colours("colors:\n  green: \"#0b6b58\"\n"), ["theme-unknown 1:1"]);
    assert_eq!(colours("fonts:\n  - BIZ UDPGothic\n"), ["theme-font 2:5"]);
}

/// A session whose headline has a character that the default theme's fonts lack.
const YOSHIDA: &str = "---\ntitle: 𠮷田さんと／もぐもぐ\n---\n";
const SESSION: &str = "content/rinyushoku/2026-12-10.md";

#[test]
fn characters_without_a_shape_are_named_where_they_were_typed() {
    let world = World::new();
    world.write(SESSION, YOSHIDA);
    assert_eq!(world.check(), [("error".into(), "missing-glyphs".into(), SESSION.into(), 2, 8)]);
    world.build().ends(1).says("「𠮷」（U+20BB7）").says("SNS用カード、LINE用カード");
    world.write(SESSION, "---\nvenue:\n  name: あおば会館\n  room: 2階 ⚠注意\n---\n");
    assert_eq!(world.check(), [("error".into(), "missing-glyphs".into(), SESSION.into(), 4, 12)]);
    world.write(SESSION, "---\ntitle: 楽しい🍼もぐもぐ\n---\n");
    assert_eq!(world.check(), [("warning".into(), "emoji-left-out".into(), SESSION.into(), 2, 11)]);
}

#[test]
fn a_fallback_font_lends_what_the_first_one_lacks() {
    let world = World::new();
    let shape = |world: &World| {
        let card = world.pictures().into_iter().find(|path| path.to_string_lossy().contains("10-ogp.")).unwrap();
        image::open(card).unwrap().into_rgb8()
    };
    world.write(SESSION, YOSHIDA.replace('𠮷', "吉"));
    world.build().ends(0);
    let plain = shape(&world);
    // The fallback has one character, 𠮷, and shows it as 吉: the pictures must be the same, dot by dot.
    world.write("content/site.yaml", format!("{SITE}theme: own\n"));
    world.write("themes/own/fonts/gaiji.ttf", fonts::with_one_character('吉', '𠮷'));
    let gaiji =
        |weight: u16| format!("fallback_fonts:\n  - {{ family: 外字, weight: {weight}, file: fonts/gaiji.ttf }}\n");
    world.write("themes/own/theme.yaml", gaiji(700));
    world.write(SESSION, YOSHIDA);
    world.build().ends(0);
    assert_eq!(shape(&world), plain);
    world.write("themes/own/theme.yaml", "");
    world.build().ends(1).says("（U+20BB7）");
}

#[test]
fn fonts_that_cannot_be_read_are_named() {
    let world = themed(&[("theme.yaml", "fallback_fonts:\n  - { family: A, file: fonts/a.ttf }\n")]);
    let found =
        |rule: &str, column: u64| vec![("error".into(), rule.into(), "themes/own/theme.yaml".into(), 2, column)];
    assert_eq!(world.check(), found("theme-file-missing", 24));
    world.write("themes/own/fonts/a.ttf", "no font");
    assert_eq!(world.check(), found("theme-font", 24));
    world.build().ends(1).says("fonts/a.ttf はフォントとして読めません");
    world.write("themes/own/theme.yaml", "fallback_fonts:\n  - { family: A, weight: bold, file: fonts/a.ttf }\n");
    assert_eq!(world.check(), found("theme-font", 18));
}

#[test]
fn the_guide_names_every_colour_part_and_field() {
    let guide = include_str!("../../docs/themes.md");
    let colours = include_str!("../../themes/default/theme.yaml").lines().take_while(|line| *line != "fonts:");
    for name in colours.filter_map(|line| line.strip_prefix("  ")?.split_once(':')).map(|(name, _)| name) {
        assert!(guide.contains(&format!("`{name}`")), "colour {name}");
    }
    let parts = include_str!("../../themes/default/cards/parts.html").split("{% component ").skip(1);
    for name in parts.filter_map(|part| part.split('(').next()) {
        assert!(guide.contains(&format!("| `{name}` |")), "part {name}");
    }
    for name in oideyo::draw::workshop::FIELDS {
        assert!(guide.contains(&format!("`{name}`")), "field {name}");
    }
}
