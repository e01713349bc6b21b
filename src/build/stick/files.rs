//! The text files of a stick: what panels read on it, and what people read beside it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::days::Days;
use crate::channels::signage::stick::StickKind;
use crate::site::dates::{clock, month_day_weekday, weekday, year_month_day};

/// Most slides on a stick: their numbers have three digits.
pub const MOST_SLIDES: usize = 999;
/// The list for Excel.
pub const PLAYLIST: &str = "playlist.csv";
/// What one does with the zip.
pub const README: &str = "README-JA.txt";
/// The panel's list of files; it comes first in the zip.
pub const FILE_LIST: &str = "filelist.dat";
/// The panel's order and seconds.
pub const SCENARIO: &str = "scenario.dat";

/// How the README begins, whatever it is about.
pub const README_BEGINS: &str = "おいでよ: ";
/// How the playlist begins.
pub const PLAYLIST_BEGINS: &str = "順番,ファイル,秒,内容,いつまで";

/// What Windows' programs know UTF-8 by.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What is told of one slide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its file's name.
    pub name: String,
    /// Seconds it stays.
    pub seconds: u32,
    /// What it says.
    pub alt: String,
    /// From when it says something wrong; `Timestamp::MAX`: never.
    pub until: Timestamp,
}

/// `filelist.dat`: which file is meant by which number.
pub fn file_list(slides: &[Listed]) -> String {
    numbered(slides, |slide| slide.name.clone())
}

/// `scenario.dat`: which number stays for how many seconds.
pub fn scenario(slides: &[Listed]) -> String {
    numbered(slides, |slide| slide.seconds.to_string())
}

/// One line a slide, as an editor on Windows, for which panels are made, would write it.
fn numbered(slides: &[Listed], of: impl Fn(&Listed) -> String) -> String {
    let lines = slides.iter().enumerate();
    lines.map(|(number, slide)| format!("PHOTO_{:03}:{}\r\n", number + 1, of(slide))).collect()
}

/// `playlist.csv`, which Excel opens as it is.
pub fn playlist(slides: &[Listed], offset: Offset) -> String {
    let mut csv = format!("{BYTE_ORDER_MARK}{PLAYLIST_BEGINS}\r\n");
    for (number, slide) in slides.iter().enumerate() {
        let until = deadline(slide.until, offset).unwrap_or_else(|| "期限なし".to_owned());
        let (name, alt, until) = (cell(&slide.name), cell(&slide.alt), cell(&until));
        csv.push_str(&format!("{},{name},{},{alt},{until}\r\n", number + 1, slide.seconds));
    }
    csv
}

/// Words in a cell. What Excel would take for a formula begins with an apostrophe, so that it stays words.
fn cell(words: &str) -> String {
    let is_formula = words.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n']);
    let words = if is_formula { format!("'{words}") } else { words.to_owned() };
    if words.contains(['"', ',', '\r', '\n', '\'']) { format!("\"{}\"", words.replace('"', "\"\"")) } else { words }
}

/// 「2026年12月8日（火）17:00」; midnight is the end of the day before. `None`: never.
pub fn deadline(at: Timestamp, offset: Offset) -> Option<String> {
    if at == Timestamp::MAX {
        return None;
    }
    let last = offset.to_datetime(at.checked_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(at));
    let civil = offset.to_datetime(at);
    Some(if last.date() == civil.date() {
        format!("{}{}", in_words(civil.date()), clock(civil.time()))
    } else {
        in_words(last.date())
    })
}

/// 「2026年12月8日（火）」.
fn in_words(date: Date) -> String {
    format!("{}（{}）", year_month_day(date), weekday(date))
}

/// 「2026年12月1日（火）から12月7日（月）まで」; the year comes again where it is another one.
pub fn span(days: Days) -> String {
    let Days { from, until } = days;
    if from == until {
        return in_words(from);
    }
    let last = if from.year() == until.year() { month_day_weekday(until) } else { in_words(until) };
    format!("{}から{last}まで", in_words(from))
}

/// The zip's name.
pub fn zip_name(kind: StickKind) -> &'static str {
    match kind {
        StickKind::Landscape => "signage-landscape.zip",
        StickKind::Portrait => "signage-portrait.zip",
        StickKind::PortraitRotated => "signage-portrait-rotated.zip",
    }
}

/// What a panel of this kind is called.
pub fn panel(kind: StickKind) -> &'static str {
    match kind {
        StickKind::Landscape => "横向きの画面",
        StickKind::Portrait => "縦向きの画面",
        StickKind::PortraitRotated => "縦に立てた横長の画面",
    }
}

/// What the README tells.
pub struct About<'a> {
    /// The city.
    pub city: &'a str,
    /// For which panel.
    pub kind: StickKind,
    /// For which days.
    pub days: Days,
    /// From when the first of its slides says something wrong.
    pub deadline: Option<String>,
    /// How many slides.
    pub slides: usize,
}

/// `README-JA.txt`, for whoever carries the stick to the panel.
pub fn readme(about: &About<'_>) -> String {
    let About { city, kind, days, deadline, slides } = about;
    let (zip, panel, span) = (zip_name(*kind), panel(*kind), span(*days));
    let replace = match deadline {
        Some(deadline) => format!(
            "入れかえの期限: {deadline}まで\n\
             期限を過ぎると、まちがった案内になるスライドがあります。かならず、期限までに新しいものと入れかえてください。"
        ),
        None => "入れかえの期限: ありません（いつ見てもまちがいにならないスライドだけが入っています）\n\
                 新しい教室をお知らせするときに、作り直して入れかえてください。"
            .to_owned(),
    };
    let direction = match kind {
        StickKind::Landscape => "横長の画面に、そのまま映ります。",
        StickKind::Portrait => {
            "縦長の画像です。縦向きに設定できる画面で使います。画像が横に倒れて映るときは、\n\
             signage-portrait-rotated.zip のほうを使ってください（oideyo signage --zip portrait-rotated で作れます）。"
        }
        StickKind::PortraitRotated => {
            "画像は横に倒して入れてあります（絵の上が、画像の左の端です）。\n\
             画面は、正面から見て右（時計回り）に90度回して立ててください。もとの画面の左の端が、上になります。\n\
             画面側の「回転」の設定は使いません。絵が逆さまに映るときは、画面が左に回っています。"
        }
    };
    let text = format!(
        "{README_BEGINS}{zip} の使い方

{city}の教室のお知らせを、{panel}に順番に映すためのファイルです。スライドは{slides}枚です。

いつの分か: {span}
{replace}
中止や満席など、急な変更があったときも、作り直して入れかえてください。

■ USBメモリーに入れる
1. USBメモリーを FAT32（32GBより大きいものは exFAT）でフォーマットします。中のものは消えます。
   前に使ったUSBメモリーなら、フォーマットのかわりに、中のファイルを全部消してもかまいません。
2. {zip} を右クリックして「すべて展開」を選びます。
3. 展開したフォルダーの「中のファイル」を全部選び、USBメモリーを開いたすぐの場所にコピーします。
   zip のままや、フォルダーごとでは映りません。ほかのファイルも入れないでください。
4. 「ハードウェアの安全な取り外し」をしてから抜き、画面に差しこみます。

■ 入っているもの
001-….jpg など      スライドの画像です。動画のスライドは、写真で入っています。
{FILE_LIST}、{SCENARIO} 順番と秒数です。パナソニックの業務用ディスプレイの「USBメディアプレーヤー」が読みます。
                       ファイル名の順に映す画面では使われません。入れたままでかまいません。
                       そのときの秒数は、画面の設定で決めてください。
{PLAYLIST}（zip の横） 順番と内容の一覧です。Excel で見られます。USBメモリーには入れません。

■ 画面の向き
{direction}

■ 映らないとき
・USBメモリーを開いたすぐの場所に、{FILE_LIST} と 001- で始まる画像があるか見てください。
・画面の説明書で、使えるUSBメモリーの大きさと形式（FAT32、exFAT）を見てください。
・別のUSBメモリーでも試してください。
・画面の入力が「USB」や「メディアプレーヤー」になっているか見てください。
・順番や秒数のとおりにならないときは、{FILE_LIST} と {SCENARIO} をUSBメモリーから消すと、ファイル名の順になります。

■ お願い
このファイルは、画面の説明書をもとに作ったもので、本物の画面ではまだ試していません。
はじめて使う画面では、みなさんに見せる前に、全部のスライドが正しく映るか、QRコードをスマホで読めるか、確かめてください。
"
    );
    format!("{BYTE_ORDER_MARK}{}", text.replace('\n', "\r\n"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const JAPAN: Offset = Offset::constant(9);

    fn listed(name: &str, seconds: u32, alt: &str, until: &str) -> Listed {
        Listed { name: name.to_owned(), seconds, alt: alt.to_owned(), until: until.parse().unwrap() }
    }

    #[test]
    fn panels_read_number_name_and_seconds() {
        let slides =
            [listed("001-a.jpg", 12, "", "2026-12-08T08:00:00Z"), listed("002-b.jpg", 3, "", "2026-12-08T08:00:00Z")];
        assert_eq!(file_list(&slides), "PHOTO_001:001-a.jpg\r\nPHOTO_002:002-b.jpg\r\n");
        assert_eq!(scenario(&slides), "PHOTO_001:12\r\nPHOTO_002:3\r\n");
        let last = vec![slides[1].clone(); MOST_SLIDES];
        assert!(scenario(&last).ends_with("PHOTO_999:3\r\n"));
    }

    #[test]
    fn words_stay_words_in_excel() {
        for (words, safe) in [
            ("12月10日（木） 離乳食教室", "12月10日（木） 離乳食教室"),
            ("=1+1", "\"'=1+1\""),
            ("＝A1", "\"'＝A1\""),
            ("-5歳", "\"'-5歳\""),
            ("@ひろば", "\"'@ひろば\""),
            ("+\"cmd\"", "\"'+\"\"cmd\"\"\""),
            ("親子, はじめて", "\"親子, はじめて\""),
            ("「\"もぐ\"」", "\"「\"\"もぐ\"\"」\""),
            ("1行目\n2行目", "\"1行目\n2行目\""),
        ] {
            assert_eq!(cell(words), safe);
        }
        let csv = playlist(&[listed("001-a.jpg", 12, "=1+1", "2026-12-08T08:00:00Z")], JAPAN);
        let rows = "\r\n1,001-a.jpg,12,\"'=1+1\",2026年12月8日（火）17:00\r\n";
        assert_eq!(csv, format!("{BYTE_ORDER_MARK}{PLAYLIST_BEGINS}{rows}"));
    }

    #[test]
    fn midnight_is_the_end_of_the_day_before() {
        let words = |text: &str| deadline(text.parse().unwrap(), JAPAN);
        assert_eq!(words("2026-12-07T15:00:00Z").as_deref(), Some("2026年12月7日（月）"));
        assert_eq!(words("2026-12-08T08:00:00Z").as_deref(), Some("2026年12月8日（火）17:00"));
        assert_eq!(deadline(Timestamp::MAX, JAPAN), None);
    }

    #[test]
    fn a_span_says_the_year_once() {
        let words = |from, until| span(Days { from, until });
        let first = Date::constant(2026, 12, 28);
        assert_eq!(words(first, Date::constant(2026, 12, 31)), "2026年12月28日（月）から12月31日（木）まで");
        assert_eq!(words(first, Date::constant(2027, 1, 3)), "2026年12月28日（月）から2027年1月3日（日）まで");
        assert_eq!(words(first, first), "2026年12月28日（月）");
    }

    #[test]
    fn the_readme_says_when_it_must_be_replaced_and_how_the_panel_stands() {
        let about = |kind, deadline: Option<&str>| {
            let days = Days { from: Date::constant(2026, 12, 1), until: Date::constant(2026, 12, 7) };
            readme(&About { city: "あおば市", kind, days, deadline: deadline.map(str::to_owned), slides: 12 })
        };
        let turned = about(StickKind::PortraitRotated, Some("2026年12月8日（火）17:00"));
        assert!(turned.starts_with("\u{feff}おいでよ: signage-portrait-rotated.zip の使い方\r\n"));
        assert!(turned.contains("入れかえの期限: 2026年12月8日（火）17:00まで\r\n"));
        assert!(turned.contains("右（時計回り）に90度"));
        assert!(!turned.replace("\r\n", "").contains(['\r', '\n']), "every line ends as on Windows");
        let lying = about(StickKind::Landscape, None);
        assert!(lying.contains("入れかえの期限: ありません") && !lying.contains("時計回り"));
    }
}
