//! Everything oideyo can tell a person, in Japanese and English side by side.
//!
//! Each message has an id (for `allow`, tests and tools), its arguments, a sentence and a way out. It is one long table
//! on purpose: whoever changes a word sees both languages.

use super::table::messages;
use super::{Corrected, Lang, Remark, Tenths, Told};

messages! {
    /// What a diagnostic says: an id with its arguments.
    Message, RULES, also { Advice(Remark), Corrected(Corrected), Told(Box<Told>) }
    // Files and folders.
    NoContent "no-content" { folder: String }
        ja "content フォルダーがありません（{folder}）" => "見本から始めるには「oideyo init フォルダー名」を実行してください。別の場所にあるときは --site で指定します"
        en "there is no content folder ({folder})" => "run `oideyo init DIR` to start from the sample, or name the folder with --site"
    SiteIsContent "no-content" { folder: String }
        ja "{folder} は原稿のフォルダーそのものです" => "--site には、content フォルダーが入っているフォルダーを指定してください"
        en "{folder} is the content folder itself" => "name the folder that holds content/ with --site"
    NoSiteFile "no-site-file" { file: String }
        ja "{file} がありません" => "市の名前や問い合わせ先を書くファイルです。「oideyo init フォルダー名」で見本を作り、写してください"
        en "{file} is missing" => "it holds the city's name and contact; `oideyo init DIR` writes a sample to copy"
    NoCourseFile "no-course-file" { file: String }
        ja "{file} がありません" => "教室の名前や、毎回同じこと（会場、対象、申込先）を書くファイルを作ってください"
        en "{file} is missing" => "create it: it says what all sessions share (name, venue, audience, booking)"
    FileOutsideCourse "file-outside-course" { file: String }
        ja "{file} は教室のフォルダーの外にあります" => "content/教室のフォルダー/ の中に移してください"
        en "{file} lies outside a course folder" => "move it into content/COURSE/"
    CannotRead "cannot-read" { file: String, reason: String }
        ja "{file} を読めません（{reason}）" => "ほかのソフトで開いていないか、読む権限があるかを確かめてください"
        en "cannot read {file} ({reason})" => "check that no other program holds it and that you may read it"
    FileChanging "file-changing" { file: String }
        ja "{file} が、作っているあいだに書きかえられました" => "保存し終わってから、もう一度実行してください"
        en "{file} was changed while the site was being made" => "run it again once it is saved"
    TextTooLarge "text-too-large" { file: String }
        ja "{file} が大きすぎます（2 MB まで読めます）" => "写真などが文字として貼りつけられていないか、メモ帳で確かめてください"
        en "{file} is too large: up to 2 MB is read" => "check whether pictures were pasted into it as text"
    NotRead "not-read" { file: String, proposal: String }
        ja "{file} は読まれません" => "お知らせのファイルなら、名前を「{proposal}」に変えてください（Windows では「ファイル名拡張子」を表示すると見えます）"
        en "{file} is not read" => "if it is an announcement, rename it to {proposal}"
    ReadAsCp932 "read-as-cp932" { file: String }
        ja "{file} を Shift_JIS（古い Windows の文字コード）として読みました" => "メモ帳の「名前を付けて保存」で文字コードを UTF-8 にすると、このお知らせは出なくなります"
        en "{file} was read as Shift_JIS (CP932)" => "save it as UTF-8 and this notice goes away"
    UnknownEncoding "unknown-encoding" { file: String }
        ja "{file} の文字コードがわかりません" => "メモ帳で開き、「名前を付けて保存」で文字コードを UTF-8 にしてください"
        en "the encoding of {file} is neither UTF-8 nor Shift_JIS" => "save the file as UTF-8"
    TranslationIgnored "translation-ignored" { file: String }
        ja "{file} はまだ使われません（ほかの言語のページは準備中です）" => "このままでかまいません"
        en "{file} is not used yet (pages in other languages are to come)" => "nothing needs doing"
    NotAscii "not-ascii" { name: String, proposal: String }
        ja "「{name}」はアドレスに使えません。アドレスは半角の英数字だけです" => "ファイル名を半角にするか、先頭の --- の下に「slug: {proposal}」と書いてください"
        en "“{name}” cannot be an address: only ASCII letters, digits, - _ . can" => "rename it, or write `slug: {proposal}` below the first ---"
    NameTaken "name-taken" { name: String, proposal: String }
        ja "「{name}」という名前は oideyo か Windows が使うので、選べません" => "別の名前にするか、「slug: {proposal}」のように書いてください"
        en "the name “{name}” is taken by oideyo or by Windows" => "choose another one, or write `slug: {proposal}`"
    SameSessionAddress "same-address" { name: String, other: String }
        ja "アドレス「{name}」が {other} と同じです" => "1日に2回あるときは 2026-12-10-am.md、2026-12-10-pm.md のように名前を分けてください"
        en "the address “{name}” is the same as that of {other}" => "name two sessions of a day 2026-12-10-am.md and 2026-12-10-pm.md"
    SameCourseAddress "same-course-address" { slug: String, other: String }
        ja "アドレス「{slug}」が {other} フォルダーと同じです（大文字と小文字は区別されません）" => "どちらかのフォルダーの名前か、slug: を変えてください"
        en "the address “{slug}” is the same as that of folder {other} (case does not count)" => "change one `slug:`"

    // The shape of a file.
    NoFrontMatter "no-front-matter" {}
        ja "ファイルの先頭に「---」の行がありません" => "1行目に「---」、その下に「title: 見出し」などの項目、項目の終わりにもう一度「---」を書いてください"
        en "the file does not begin with a --- line" => "write ---, then fields such as `title: …`, then --- again"
    UnclosedFrontMatter "unclosed-front-matter" {}
        ja "項目の終わりの「---」の行がありません" => "この行の上に「---」だけの行を足してください"
        en "the closing --- line is missing" => "add a line with only --- above this line"
    BrokenYaml "broken-yaml" { detail: String }
        ja "ここから先が読めません" => "「項目: 内容」の形か、字下げと引用符「\"」の数を確かめてください。記号で始まる内容は \" で囲みます"
        en "cannot read on from here ({detail})" => "check the form `key: value`, the indentation and the quotes; quote values that begin with a symbol"
    FullWidthColon "full-width-colon" { key: String }
        ja "「{key}」の後ろの「：」が全角です" => "半角の「:」と空白にして、「{key}: 内容」と書いてください"
        en "the colon behind “{key}” is a full-width one" => "write an ASCII colon and a space: `{key}: value`"
    NoSpaceBehindColon "no-space-behind-colon" { key: String }
        ja "「{key}:」の後ろに空白がありません" => "半角の空白を入れて、「{key}: 内容」と書いてください"
        en "there is no space behind “{key}:”" => "write `{key}: value`"
    NoColon "no-colon" { key: String }
        ja "「{key}」の後ろに「:」がありません" => "半角の「:」と空白を入れて、「{key}: 内容」と書いてください"
        en "there is no colon behind “{key}”" => "write `{key}: value`"
    NoKey "no-key" {}
        ja "この行は「項目: 内容」の形になっていません" => "上の行の続きなら上の行につなげ、本文なら項目の終わりの「---」より下に移してください"
        en "this line is not of the form `key: value`" => "join it to the line above if it belongs there; text goes below the closing ---"
    NoListMark "no-list-mark" {}
        ja "ここには「- 」で始まる行を並べます" => "行の先頭に「- 」を書いてください"
        en "lines that begin with `- ` belong here" => "put `- ` in front"
    UnevenIndent "uneven-indent" {}
        ja "行の先頭の空白の数が、上の行とそろっていません" => "同じまとまりの項目は、先頭の空白を同じ数にしてください"
        en "this line is not indented like the ones above" => "give fields of one group the same indent"
    UnclosedQuote "unclosed-quote" { quote: char }
        ja "引用符「{quote}」が閉じていません" => "最後にも「{quote}」を書くか、最初の「{quote}」を消してください"
        en "the quote {quote} is not closed" => "close it, or remove the one at the start"
    UnclosedBracket "unclosed-bracket" { key: String }
        ja "「{key}」のカッコが閉じていません" => "最後に、閉じるカッコを書いてください"
        en "the brackets of “{key}” are not closed" => "write the closing bracket"
    FullWidthSign "full-width-sign" { key: String }
        ja "「{key}」のカッコや「：」「，」が全角です" => "半角の「{{ }}」「[ ]」「:」「,」で書いてください"
        en "brackets, colons or commas of “{key}” are full-width ones" => "write them in ASCII"
    FenceInFields "fence-in-fields" {}
        ja "項目の途中に、区切りの「---」があります" => "この行を消してください。「---」は、最初の項目の上と、最後の項目の下の2か所だけに書きます"
        en "a --- line stands between the fields" => "remove it: --- belongs above the first field and below the last one only"
    ColonInValue "colon-in-value" { line: String }
        ja "1行に「: 」が2つあります" => "内容を引用符で囲んでください: {line}"
        en "there are two `: ` in one line" => "quote the value: {line}"
    SymbolFirst "symbol-first" { line: String }
        ja "記号で始まる内容は、そのままでは読めません" => "引用符で囲んでください: {line}"
        en "a value that begins with a symbol must be quoted" => "write {line}"
    TabIndent "tab-indent" {}
        ja "行の先頭にタブがあります" => "タブを消して、半角の空白2つで字下げしてください"
        en "the line begins with a tab" => "indent with two spaces instead"
    WideIndent "wide-indent" {}
        ja "行の先頭に全角の空白があります" => "全角の空白を消して、字下げするなら半角の空白2つにしてください"
        en "the line begins with a full-width space" => "indent with two ASCII spaces instead"
    HashWithoutSpace "swallowed-hash" {}
        ja "「#」から後ろは読まれません" => "メモなら「#」の後ろに空白を入れ、いらなければ消してください"
        en "what follows # is not read" => "put a space behind # if it is a note, or remove it"
    SwallowedHash "swallowed-hash" { line: String }
        ja "「#」から後ろが消えてしまいます" => "「#」も文字のうちなら、引用符で囲んでください: {line}"
        en "everything from # on would be lost" => "if it belongs to the words, quote them: {line}"
    NotAMap "not-a-map" {}
        ja "ここには「項目: 内容」の行を書きます" => "例: title: 「もぐもぐ」の準備、サポートします！"
        en "lines of the form `key: value` belong here" => "for example: title: What you get"
    DuplicateKey "duplicate-key" { key: String }
        ja "「{key}」が2回書かれています" => "どちらか1つにしてください"
        en "“{key}” is written twice" => "keep one of them"
    UnknownKeyNear "unknown-key" { key: String, near: String, line: String }
        ja "「{key}」という項目はありません" => "「{near}」のことですか。それなら次のように書いてください: {line}"
        en "there is no field “{key}”" => "did you mean “{near}”? Then write: {line}"
    NotIndented "not-indented" { key: String, parent: String }
        ja "「{key}」は「{parent}:」の下に、字下げして書く項目です" => "この行の先頭に、半角の空白を2つ入れてください"
        en "“{key}” belongs below “{parent}:”, indented" => "put two spaces in front of it"
    UnknownKey "unknown-key" { key: String }
        ja "「{key}」という項目はありません" => "使える項目は docs/kakikata.md の表にあります。いらなければ行を消してください"
        en "there is no field “{key}”" => "the fields are listed in docs/kakikata.md; remove the line if it is not needed"
    BareReception "bare-reception" {}
        ja "「受付」だけでは、どちらの受付かわかりません" => "会場が開く時刻なら「会場受付」、申込が始まる日時なら「申込:」の下に「申込開始」と書いてください。どちらのことですか"
        en "“受付” can mean two things" => "write 会場受付 for when the doors open, or 申込開始 below 申込 for when booking opens"
    SiteOnly "wrong-place" { key: String }
        ja "「{key}」は content/site.yaml に書く項目です" => "ここから消して、content/site.yaml に書いてください"
        en "“{key}” belongs into content/site.yaml" => "move it there"
    CourseOnly "wrong-place" { key: String }
        ja "「{key}」は _course.md に書く項目です" => "ここから消して、教室の _course.md に書いてください"
        en "“{key}” belongs into _course.md" => "move it there"
    SessionOnly "wrong-place" { key: String }
        ja "「{key}」は各回のファイルに書く項目です" => "ここから消して、2026-12-10.md のような各回のファイルに書いてください"
        en "“{key}” belongs into a session's file" => "move it there"
    NotInSite "wrong-place" { key: String }
        ja "「{key}」は site.yaml には書けません" => "教室の _course.md か、各回のファイルに書いてください"
        en "“{key}” cannot stand in site.yaml" => "move it into _course.md or a session's file"
    WantsMap "wants-map" { key: String }
        ja "「{key}」には、字下げした項目を書きます" => "次の行から、空白2つで字下げして「項目: 内容」を書いてください"
        en "“{key}” wants indented fields" => "write `key: value` lines below it, indented by two spaces"
    WantsList "wants-list" { key: String }
        ja "「{key}」には、「- 」で始まる行を並べます" => "次の行から「  - 項目: 内容」の形で書いてください"
        en "“{key}” wants lines that begin with `- `" => "write `  - key: value` lines below it"
    WantsOne "wants-one" { key: String }
        ja "「{key}」に書けるのは1つだけです" => "「- 」の行をやめて、「{key}: 内容」と1行で書いてください"
        en "“{key}” takes one value, not a list" => "write it on one line: `{key}: value`"
    WantsWords "wants-words" { key: String }
        ja "「{key}」には、字下げした項目は書けません" => "「{key}: 内容」と1行で書いてください"
        en "“{key}” takes words, not fields of its own" => "write it on one line: `{key}: value`"
    WantsRules "wants-rules" { key: String }
        ja "「{key}」には、助言の名前とひとことを書きます" => "例: allow: の下に、字下げして「kanji-run: 正式な名前です」と書いてください。助言の名前は、oideyo check の [ ] の中に出ます"
        en "“{key}” wants the name of a rule and a word about it" => "write it indented, for example `kanji-run: the official name`; oideyo check shows the names in [ ]"
    UnknownRuleNear "unknown-rule" { rule: String, near: String }
        ja "「{rule}」という助言はありません" => "「{near}」のことですか。助言の名前は、oideyo check の [ ] の中に出ます"
        en "there is no rule “{rule}”" => "did you mean “{near}”? `oideyo check` shows the names in [ ]"
    UnknownRule "unknown-rule" { rule: String }
        ja "「{rule}」という助言はありません" => "助言の名前は、oideyo check の [ ] の中に出ます。docs/jogen.md に一覧があります"
        en "there is no rule “{rule}”" => "`oideyo check` shows the names in [ ]; docs/jogen.md lists them"
    BadLevel "bad-level" { rule: String, text: String }
        ja "「{text}」は助言の強さとして読めません" => "「{rule}: なし」「{rule}: お知らせ」「{rule}: 注意」のどれかにしてください"
        en "“{text}” is no level of advice" => "write `{rule}: off`, `{rule}: hint` or `{rule}: warning`"
    LevelIsError "bad-level" { rule: String }
        ja "助言をエラーにすることはできません" => "「{rule}: 注意」と書いてください。エラーは、作るものがまちがいになるときだけ出します。書き方のせいでお知らせが出せなくなることは、ありません"
        en "advice cannot be made an error" => "write `{rule}: warning`; errors are for output that would be wrong, and style never stops an announcement"
    AllowUnused "allow-unused" { rule: String }
        ja "「{rule}」の助言は、ここではもう出ていません" => "この行を消してもかまいません"
        en "“{rule}” silences nothing here" => "this line can go"
    Missing "missing" { key: String, yaml: String }
        ja "「{key}」（{yaml}）がありません" => "このファイルか、毎回同じなら _course.md に「{yaml}: …」の行を足してください"
        en "“{yaml}” is missing" => "add a line `{yaml}: …` here, or in _course.md if it is always the same"

    CannotBeNone "cannot-be-none" { key: String, yaml: String }
        ja "「{key}」（{yaml}）は「なし」にできません" => "内容を書くか、いつもと同じなら行を消してください"
        en "“{yaml}” cannot be “none”" => "say what it is, or remove the line if it is as always"
    MissingInSite "missing" { key: String, yaml: String }
        ja "「{key}」（{yaml}）がありません" => "content/site.yaml に「{yaml}: …」の行を足してください"
        en "“{yaml}” is missing" => "add a line `{yaml}: …` to content/site.yaml"
    MissingInside "missing" { key: String, yaml: String }
        ja "ここに「{key}」（{yaml}）がありません" => "この項目の下に、字下げをそろえて「{yaml}: …」の行を足してください"
        en "“{yaml}” is missing here" => "add an indented line `{yaml}: …` below this field"
    Unusable "unusable" {}
        ja "この回は作れません" => "日付と、対象、会場、費用の書き方を確かめてください"
        en "this session cannot be made" => "check its date, audience, venue and fee"

    // Values.
    BadDate "bad-date" { text: String }
        ja "「{text}」は日付として読めません" => "2026-12-10 または 2026年12月10日(木) の形で書いてください"
        en "“{text}” is not a date" => "write 2026-12-10"
    ImpossibleDate "impossible-date" { text: String }
        ja "「{text}」という日はありません" => "月と日を確かめてください"
        en "there is no such day as “{text}”" => "check month and day"
    NoYear "no-year" { text: String }
        ja "「{text}」には年がありません" => "2026-12-10 または 2026年12月10日 のように、年から書いてください"
        en "“{text}” has no year" => "write the year too: 2026-12-10"
    WrongWeekday "weekday" { date: String, weekday: String, english: String }
        ja "開催日の曜日が合っていません。{date}は{weekday}曜日です" => "日付か曜日のどちらかを直してください"
        en "the weekday does not match: {english}" => "correct the date or the weekday"
    BadTime "bad-time" { text: String }
        ja "「{text}」は時刻として読めません" => "9:45 または 9時45分 の形で書いてください"
        en "“{text}” is not a time of day" => "write 9:45"
    BadHours "bad-hours" { text: String }
        ja "「{text}」は時間として読めません" => "10:00-11:30 または 10時〜11時半 の形で書いてください"
        en "“{text}” is not a span of time" => "write 10:00-11:30"
    HoursNoEnd "no-end" { text: String }
        ja "「{text}」には、終わりの時刻がありません" => "10:00-11:30 のように、終わりの時刻も書いてください"
        en "“{text}” has no end" => "write the end too: 10:00-11:30"
    EndBeforeStart "end-before-start" { text: String }
        ja "「{text}」は、終わりが始まりより前です" => "10:00-11:30 のように、始まり、終わりの順に書いてください"
        en "“{text}” ends before it starts" => "write the start first: 10:00-11:30"
    BadMoment "bad-moment" { text: String }
        ja "「{text}」は日時として読めません" => "2026-11-10 9:00、前月20日 10:00、1か月前 9:00、2日前 17:00、前の平日 17:00 の形で書けます"
        en "“{text}” is not a moment" => "write 2026-11-10 9:00, or 前月20日 10:00, 1か月前 9:00, 2日前 17:00, 前の平日 17:00"
    ClosesBeforeOpens "closes-before-opens" {}
        ja "申込締切が申込開始より前です" => "「opens」と「closes」の日時を確かめてください"
        en "booking closes before it opens" => "check `opens` and `closes`"
    WrongOrder "wrong-order" { what: String, english: String }
        ja "{what}" => "日にちと時刻を確かめてください"
        en "{english}" => "check the day and the time"
    FileNameDate "file-name-date" { name: String, date: String }
        ja "ファイル名（{name}）と開催日（{date}）が違います" => "ファイル名を直してください。日程が変わったのなら「previous_dates:」に前の日を書いてください"
        en "the file's name ({name}) and its date ({date}) differ" => "rename the file; if it was moved, add the old day to previous_dates"
    ChangeNotDated "change-not-dated" { what: String, english: String }
        ja "{what}をいつ決めたのか、changes に書かれていません" => "「changes:」の下に「  - date: 2026-12-01」、その下に「    text: {what}のわけ」を足してください。カレンダーや新着情報に登録した人には、この日付で知らせが届きます"
        en "`changes` does not say when the {english} was made" => "add `changes:` with `- date: 2026-12-01` and `text: why` below it; subscribed calendars and feeds learn of it by this date"
    BadPhone "bad-phone" { text: String }
        ja "「{text}」は電話番号として読めません" => "0197-00-0011 のように、市外局番から数字とハイフンで書いてください。内線は文章に書きます"
        en "“{text}” is not a telephone number" => "write digits and hyphens with the area code: 0197-00-0011"
    BadFlag "bad-flag" { text: String }
        ja "「{text}」は「はい」か「いいえ」で書きます" => "「はい」または「いいえ」にしてください"
        en "“{text}” is neither yes nor no" => "write はい or いいえ (yes, no)"
    BadChoice "bad-choice" { text: String, choices: String, words: String }
        ja "「{text}」は選べません" => "次のどれかにしてください: {choices}"
        en "“{text}” is not one of the choices" => "write one of: {words}"
    BadNumber "bad-number" { text: String }
        ja "「{text}」は数として読めません" => "12 や 12組 のように、数字から書いてください"
        en "“{text}” is not a number" => "begin with digits: 12"
    MonthsReversed "months-reversed" { min: u8, max: u8 }
        ja "対象の月齢が逆です（{min}か月から{max}か月まで）" => "min_months に小さいほう、max_months に大きいほうを書いてください"
        en "the ages are reversed ({min} to {max} months)" => "put the smaller into min_months"
    BadBorn "bad-born" { text: String }
        ja "「{text}」は生まれた日の範囲として読めません" => "2026-05-11..2026-07-10 の形で書いてください"
        en "“{text}” is not a range of birth dates" => "write 2026-05-11..2026-07-10"
    BadPosition "bad-position" { text: String }
        ja "「{text}」は緯度・経度として読めません" => "lat: 39.28、lng: 141.11 のように書いてください"
        en "“{text}” is not a latitude and longitude" => "write lat: 39.28 and lng: 141.11"
    BadFocus "bad-focus" { text: String }
        ja "「{text}」は写真の中心として読めません" => "左から・上からの割合で「50% 30%」のように書いてください"
        en "“{text}” is not a focus point" => "write shares from left and top: 50% 30%"
    NameTooLong "name-too-long" { length: usize, most: usize }
        ja "教室名が{length}文字あります" => "一覧やスライドに収まるよう、{most}文字までにしてください"
        en "the course's name has {length} characters" => "keep it to {most}: lists and slides have no more room"
    HeadlineTooLong "headline-too-long" { length: usize, most: usize }
        ja "見出しが{length}文字あります" => "{most}文字までにしてください。くわしいことは本文に書けます"
        en "the headline has {length} characters" => "keep it to {most}; details belong into the text"
    HeadlineEmpty "headline-empty" {}
        ja "見出しに文字がありません" => "記号や絵文字のほかに、参加すると何が得られるかを言葉で書いてください"
        en "the headline holds no words" => "say in words what the reader gets"
    HolidaysComputed "holidays-computed" { year: i16 }
        ja "{year}年の祝日は、法律から計算したものです" => "春分の日・秋分の日は、前の年の2月に決まります。そのころ oideyo を新しくしてください"
        en "the holidays of {year} are computed from the law" => "the equinoxes are fixed the February before; update oideyo then"

    // Addresses.
    UrlNotHttp "url-not-http" { url: String }
        ja "「{url}」は https:// で始まっていません" => "フォームを開いたときの、ブラウザーのアドレス欄をそのまま写してください"
        en "“{url}” does not begin with https://" => "copy the address bar of the browser with the form open"
    UrlWithSpace "url-with-space" { url: String }
        ja "「{url}」の中に空白があります" => "空白を消すか、ブラウザーのアドレス欄からもう一度写してください"
        en "“{url}” holds a space" => "remove it, or copy the address again"
    UrlJapaneseHost "url-japanese-host" { url: String }
        ja "「{url}」は、ドメインに日本語が入っています" => "ブラウザーのアドレス欄から写すと、xn-- で始まる半角の形になります。それを書いてください"
        en "the host of “{url}” is not ASCII" => "write its xn-- form, as the browser's address bar copies it"
    UrlBadHost "url-bad-host" { url: String }
        ja "「{url}」は正しいアドレスではありません" => "https:// のすぐ後ろにドメインがあるか、記号が混ざっていないかを確かめてください"
        en "“{url}” is not a sound address" => "check the host behind https:// and look for stray symbols"
    HostNotAllowed "booking-host" { host: String }
        ja "申込先のドメイン「{host}」は、許可されていません" => "正しい申込先なら、content/site.yaml の booking_hosts: の下に「  - {host}」の行を足してください"
        en "the booking host “{host}” is not allowed" => "if it is right, add the line `  - {host}` below booking_hosts: in content/site.yaml"
    UrlEncoded "url-encoded" { url: String }
        ja "アドレスの日本語を、半角の形に直して使います" => "「{url}」と書くと、このお知らせは出なくなります"
        en "the address is used percent-encoded" => "write {url} and this notice goes away"
    BadBaseUrl "bad-base-url" { url: String }
        ja "公開先URL「{url}」は、https:// で始まり「/」で終わるアドレスにします" => "例: https://www.city.aoba.example.jp/kosodate/"
        en "base_url “{url}” must begin with https:// and end in /" => "for example: https://www.city.aoba.example.jp/kosodate/"
    BadTimezone "bad-timezone" { text: String }
        ja "「{text}」は時差として読めません" => "日本なら「+09:00」です。行を消しても同じです"
        en "“{text}” is not an offset from UTC" => "Japan is +09:00, which is also the default"
    BadLanguage "bad-language" { text: String }
        ja "「{text}」は言語の記号ではありません" => "日本語なら「ja」です。行を消しても同じです"
        en "“{text}” is not a language tag" => "write ja or en; ja is also the default"
    UnsafeLink "unsafe-link" {}
        ja "このリンクの行き先は使えません" => "リンクは https://、http://、tel:、mailto: か、サイトの中のファイルだけにできます"
        en "this link's address cannot be used" => "links may go to http(s), tel, mailto, or a file of the site"

    // Photos.
    PhotoMissing "photo-missing" { file: String }
        ja "写真「{file}」が見つかりません" => "このファイルと同じフォルダーから見た場所を書いてください（例: photos/oyako.jpg）"
        en "the photo “{file}” was not found" => "give its path from this file's folder, such as photos/oyako.jpg"
    PhotoOutside "photo-outside" { file: String }
        ja "写真「{file}」は content フォルダーの外にあります" => "写真を教室のフォルダーの中に写してください"
        en "the photo “{file}” lies outside the content folder" => "copy it into the course's folder"
    PhotoNotImage "photo-not-image" { file: String }
        ja "「{file}」は写真として開けません" => "JPEG か PNG で保存し直してください"
        en "“{file}” cannot be opened as a picture" => "save it again as JPEG or PNG"
    PhotoHeic "photo-heic" { file: String }
        ja "「{file}」は HEIC 形式（iPhone の写真）なので使えません" => "写真アプリで開き、JPEG で保存し直してください"
        en "“{file}” is a HEIC picture" => "save it as JPEG"
    PhotoTooLarge "photo-too-large" { file: String, size: String }
        ja "写真「{file}」が大きすぎます（{size}）" => "長いほうを 4000 ピクセルくらいに縮めてください"
        en "the photo “{file}” is too large ({size})" => "shrink its longer side to about 4000 px"
    SmallOnPanel "small-on-panel" { slides: &'static str, screen: &'static str, count: usize, named: String, is_mm: Tenths, wanted_mm: Tenths, distance: Tenths, reach: Tenths, inches: Tenths }
        ja "{slides}のスライド{count}枚は、いちばん小さい字が {is_mm} mm になります。{distance} m はなれて読むには {wanted_mm} mm 要ります（{named}）" => "{inches} 型より大きい画面に映すか、{reach} m まで近づける場所に置いてください。字が小さくなるのは言葉が長いからなので、見出しや会場の名前を短くする手もあります"
        en "on {count} {screen} slides the smallest letters are {is_mm} mm high; {wanted_mm} mm are needed to read them from {distance} m ({named})" => "use a panel of {inches} inches or more, or let people come within {reach} m; shorter headlines and venue names make larger letters"
    CodeSmallOnPanel "code-small-on-panel" { slides: &'static str, screen: &'static str, count: usize, named: String, is_mm: Tenths, wanted_mm: Tenths, distance: Tenths, reach: Tenths, inches: Tenths }
        ja "{slides}のスライド{count}枚は、QRコードの幅が {is_mm} mm になります。{distance} m はなれて読み取るには {wanted_mm} mm 要ります（{named}）" => "{inches} 型より大きい画面に映すか、{reach} m まで近づける場所に置いてください"
        en "on {count} {screen} slides the QR code is {is_mm} mm wide; {wanted_mm} mm are needed to scan it from {distance} m ({named})" => "use a panel of {inches} inches or more, or let people come within {reach} m"
    FilmMissing "film-missing" { file: String }
        ja "動画「{file}」が見つかりません" => "このファイルと同じフォルダーから見た場所を書いてください（例: films/kyoushitsu.mp4）"
        en "the film “{file}” was not found" => "give its path from this file's folder, such as films/class.mp4"
    FilmOutside "film-outside" { file: String }
        ja "動画「{file}」は、教室のフォルダーの外にあります" => "教室のフォルダーの中に写してください"
        en "the film “{file}” lies outside the course's folder" => "copy it into the course's folder"
    FilmNotMp4 "film-not-mp4" { file: String }
        ja "「{file}」は MP4 の動画として読めません" => "動画のソフトで「MP4（H.264）」を選んで書き出してください"
        en "“{file}” is no MP4 film" => "export it as MP4 with H.264"
    FilmCodec "film-codec" { file: String, codec: String }
        ja "動画「{file}」の形式（{codec}）は、再生できない画面があります" => "動画のソフトで「MP4（H.264）」を選んで書き出してください。iPhone では「設定 → カメラ → フォーマット → 互換性優先」で撮ると、そのまま使えます"
        en "the pictures of “{file}” are coded as {codec}, which not every screen plays" => "export it as MP4 with H.264; an iPhone films so with “Most Compatible”"
    FilmTooLarge "film-too-large" { file: String, size: String }
        ja "動画「{file}」が大きすぎます（{size}）" => "60 MB までにしてください。30秒ほど、幅 1920 ドットで書き出すと、十分きれいで小さくなります"
        en "the film “{file}” is too large ({size})" => "keep it below 60 MB: half a minute, 1920 px wide"
    FilmLong "film-long" { file: String, seconds: u64 }
        ja "動画「{file}」は {seconds} 秒あります" => "通りすぎる人に見てもらえるのは15秒ほどです。60秒までに切ると、ほかのお知らせも見てもらえます"
        en "the film “{file}” lasts {seconds} s" => "people walking by watch about 15 s; cut it to a minute at most"
    NumberOutside "number-outside" { text: String, least: String, most: String }
        ja "「{text}」は使えません" => "{least} から {most} までの数を書いてください"
        en "“{text}” cannot be used" => "write a number from {least} to {most}"
    PhotoSmall "photo-small" { file: String, width: u32 }
        ja "写真「{file}」は小さいので、ぼやけて見えます（横{width}ピクセル）" => "元の大きさの写真があれば、それに替えてください。カードやスライドには、横1200ピクセルより大きいものが向いています"
        en "the photo “{file}” is small ({width} px wide) and will look blurred" => "use the original; cards and slides want 1200 px or more"
    PictureInText "picture-in-text" {}
        ja "本文の中の写真は、まだ表示されません" => "「photo:」の項目に書いてください。説明の文だけが表示されます"
        en "pictures inside the text are not shown yet" => "use the `photo:` field; only the description is shown"

    // Pictures we make.
    DoesNotFit "does-not-fit" { picture: String, over: usize, what: String, field: String }
        ja "{what}が{picture}に入りきりません。あと{over}文字ほど多いです" => "言葉を短くしてください"
        en "`{field}` does not fit on {picture}: about {over} characters too many" => "shorten the words"
    HeadlineDoesNotFit "does-not-fit" { picture: String, over: usize }
        ja "見出しが{picture}に入りきりません。あと{over}文字ほど多いです" => "短くしてください。日にち、会場、対象は別に表示されるので、見出しには要りません。くわしいことは本文に書けます"
        en "the headline does not fit on {picture}: about {over} characters too many" => "shorten it; day, venue and audience are shown anyway, and details belong into the text"
    MissingGlyphs "missing-glyphs" { picture: String, chars: String, codes: String }
        ja "{picture}で「{chars}」（{codes}）を表示できません（文字の形がありません）" => "別の字に置きかえてください。この字が入ったフォントがあれば、テーマに足せます（docs/themes.md の「字を足す」）"
        en "{picture} cannot show “{chars}” ({codes}): the font lacks it" => "use other characters, or add a font that has them to the theme (docs/themes.md)"
    EmojiLeftOut "emoji-left-out" { picture: String, chars: String }
        ja "{picture}では絵文字（{chars}）を省きました" => "このままでかまいません。ページには表示されます"
        en "emoji ({chars}) were left out of {picture}" => "nothing needs doing; pages show them"
    SplitPhrase "split-phrase" { picture: String, what: String }
        ja "{what}が長いので、{picture}では言葉の途中で行が変わります" => "言葉を短くするか、行を変えたい所に「／」を入れると読みやすくなります"
        en "{what} is so long that its lines break inside words on {picture}" => "shorten it, or write ／ where a line should end"
    QrTooLong "qr-too-long" { picture: String, bytes: usize, what: &'static str }
        ja "{what}が長すぎて（{bytes}文字）、{picture}のQRコードにできません" => "短い{what}を使ってください"
        en "this address ({bytes} bytes) is too long for the QR code of {picture}" => "use a shorter address"
    QrLongOnSlide "qr-long" { picture: String, bytes: usize, what: &'static str, reach: String, short: usize, short_reach: String }
        ja "{what}が長い（{bytes}文字）ので、{picture}のQRコードの目が細かくなります。43インチの画面では約{reach}mまで近づかないと読み取れません（{short}文字以下なら約{short_reach}m）" => "短い{what}を使ってください。多くのフォームには、共有用の短いアドレスがあります"
        en "this address is long ({bytes} bytes), so the QR code of {picture} is fine: on a 43-inch screen phones must come within about {reach} m ({short_reach} m with up to {short} bytes)" => "use a shorter address: most forms offer a short one for sharing"
    QrLongOnCard "qr-long" { picture: String, bytes: usize, what: &'static str, reach_cm: u32, short: usize, short_reach_cm: u32 }
        ja "{what}が長い（{bytes}文字）ので、{picture}のQRコードの目が細かくなります。はがきの幅（10cm）で見せると、約{reach_cm}cmまで近づけないと読み取れません（{short}文字以下なら約{short_reach_cm}cm）" => "短い{what}を使ってください。多くのフォームには、共有用の短いアドレスがあります"
        en "this address is long ({bytes} bytes), so the QR code of {picture} is fine: shown as wide as a postcard (10 cm), phones must come within about {reach_cm} cm ({short_reach_cm} cm with up to {short} bytes)" => "use a shorter address: most forms offer a short one for sharing"
    QrUnreadable "qr-unreadable" { picture: String }
        ja "{picture}のQRコードを読み返せませんでした" => "テーマの色や大きさを元に戻してください。直らないときは oideyo の不具合です"
        en "the QR code of {picture} could not be read back" => "restore the theme's colours and sizes; else this is a bug of oideyo"
    PictureFailed "picture-failed" { picture: String, detail: String }
        ja "{picture}を作れません（{detail}）" => "テーマを変えていなければ oideyo の不具合です。この文を写して知らせてください"
        en "cannot draw {picture} ({detail})" => "if the theme is unchanged this is a bug of oideyo: please report it"

    // Theme.
    ThemeMissing "theme-missing" { theme: String }
        ja "テーマ「{theme}」がありません" => "themes/{theme}/theme.yaml を作るか、site.yaml の theme: を default にしてください"
        en "there is no theme “{theme}”" => "create themes/{theme}/theme.yaml, or use the theme default"
    ThemeFileMissing "theme-file-missing" { file: String }
        ja "テーマのファイル {file} がありません" => "ファイルを戻すか、名前の書きまちがいを直してください"
        en "the theme's file {file} is missing" => "put it back, or correct its name"
    ThemeText "theme-text" { file: String }
        ja "テーマの {file} の文字コードがわかりません" => "文字コードを UTF-8 にして保存し直してください"
        en "the theme's {file} is not UTF-8" => "save the file as UTF-8"
    ThemeTemplate "theme-template" { detail: String }
        ja "テンプレートのここから先が読めません（{detail}）" => "{{{{ }}}} や {{% %}} の閉じ忘れ、引用符の数を確かめてください。ファイルを消すと、元のテーマのものに戻ります"
        en "the template cannot be read on from here ({detail})" => "look for an unclosed {{{{ }}}}, {{% %}} or quote; without the file the default theme's is used"
    ThemeRender "theme-template" { detail: String }
        ja "テンプレートのここに、書いたとおりにできないところがあります（{detail}）" => "使える名前と部品は docs/themes.md の表にあります。ファイルを消すと、元のテーマのものに戻ります"
        en "the template asks for something that cannot be done ({detail})" => "docs/themes.md lists names and parts; without the file the default theme's is used"
    ThemeBroken "theme-template" { file: String, detail: String }
        ja "テーマの {file} を使えません（{detail}）" => "その場所を直すか、ファイルを消して元のテーマに戻してください"
        en "the theme's {file} cannot be used ({detail})" => "correct it, or remove the file to get the default one back"
    ThemeUnknownNear "theme-unknown" { kind: String, english: String, name: String, near: String }
        ja "「{name}」という{kind}はありません" => "「{near}」のことですか"
        en "there is no {english} `{name}`" => "did you mean `{near}`?"
    ThemeUnknown "theme-unknown" { kind: String, english: String, name: String }
        ja "「{name}」という{kind}はありません" => "使えるものは docs/themes.md の表にあります。いらなければ消してください"
        en "there is no {english} `{name}`" => "docs/themes.md lists what there is; remove it if it is not needed"
    ThemeValue "theme-value" { declaration: String }
        ja "「{declaration}」の内容が読めません" => "長さは 24px、色は var(--green) や #0b6b58 のように書きます。画像で使える内容は docs/themes.md にあります"
        en "the value in `{declaration}` is not understood" => "write lengths like 24px and colours like var(--green) or #0b6b58; docs/themes.md lists what pictures understand"
    ThemeCss "theme-css" { text: String }
        ja "「{text}」は「指定: 内容;」の形になっていません" => "「:」と「;」、カッコの数を確かめてください"
        en "`{text}` is not of the form `property: value;`" => "check the `:`, the `;` and the brackets"
    ThemeUnsupported "theme-unsupported" { what: String, instead: String, english: String }
        ja "「{what}」は画像では働きません" => "{instead}"
        en "`{what}` does not work in pictures" => "{english}"
    ThemeOutside "theme-outside" { url: String }
        ja "外の画像「{url}」は使えません" => "画像をテーマの art/ に入れて、src=\"art/名前.svg\" と書いてください"
        en "the outside picture {url} cannot be used" => "put it into the theme's art/ and write src=\"art/NAME.svg\""
    ThemeUnescaped "theme-unescaped" { name: String }
        ja "「{name} | safe」は使えません。書いた人の言葉が、そのまま命令として読まれます" => "「| safe」を消してください。そのままにできるのは {{{{ qr.svg | safe }}}} だけです"
        en "`{name} | safe` is not allowed: a writer's words would be read as markup" => "remove `| safe`; only {{{{ qr.svg | safe }}}} may stay"
    ThemeNoCode "theme-no-code" { file: String }
        ja "{file} に、QRコードの場所がありません" => "<div class=\"code\" id=\"qr\">{{{{ qr.svg | safe }}}}</div> を {{% if qr %}} の中に入れてください"
        en "{file} has no place for the QR code" => "put <div class=\"code\" id=\"qr\">{{{{ qr.svg | safe }}}}</div> inside {{% if qr %}}"
    ThemeFit "theme-fit" { id: String }
        ja "「{id}」の大きさや行数が読めません" => "<fitted field=\"headline\" text={{headline}} from={{72}} to={{48}} lines={{3}} /> のように、大きいほうを from、小さいほうを to に書いてください"
        en "the sizes or lines in `{id}` make no sense" => "write <fitted field=\"headline\" text={{headline}} from={{72}} to={{48}} lines={{3}} />, the larger size as from"
    ThemeFont "theme-font" { file: String }
        ja "{file} はフォントとして読めません" => "TrueType か OpenType（.ttf、.otf）のファイルを、もう一度コピーしてください。.woff や .ttc は使えません"
        en "{file} is no readable font" => "copy a TrueType or OpenType file (.ttf, .otf) again; .woff and .ttc cannot be used"
    ThemeFontEntry "theme-font" {}
        ja "フォントの書き方が読めません" => "「- {{ family: BIZ UDPGothic, weight: 400, file: fonts/BIZUDPGothic-Regular.ttf }}」の形で書いてください。weight は 100 から 900 です"
        en "this font entry cannot be read" => "write - {{ family: BIZ UDPGothic, weight: 400, file: fonts/BIZUDPGothic-Regular.ttf }}, weight from 100 to 900"
    ThemeNoFont "theme-font" {}
        ja "テーマにフォントがありません" => "theme.yaml の fonts: に、使うフォントを書いてください。行をぜんぶ消すと、元のテーマのフォントになります"
        en "the theme has no font" => "name one below fonts: in theme.yaml; without the key the default theme's are used"
    ThemeColour "theme-colour" { name: String, value: String }
        ja "テーマの色 {name}「{value}」が読めません" => "#0b6b58 のように、# と16進の6桁で書いてください"
        en "the theme's colour {name} “{value}” is not a colour" => "write # and six hexadecimal digits: #0b6b58"
    ThemeContrast "theme-contrast" { front: String, back: String, ratio: String, need: String }
        ja "テーマの色 {front} と {back} の明るさの差が足りません（{ratio}:1、必要なのは {need}:1）" => "どちらかを濃く、または薄くしてください"
        en "the theme's colours {front} and {back} are too close ({ratio}:1, {need}:1 is needed)" => "make one darker or lighter"

    // Writing the output.
    ForeignFile "foreign-file" { file: String, count: usize }
        ja "出力先に、oideyo が作ったのではないファイル {file} があります（全部で{count}個）" => "消さずに残しました。別の場所に移すか、--out で別のフォルダーを指定してください"
        en "the output folder holds {file}, which oideyo did not make ({count} such files)" => "it was left alone; move it away, or choose another folder with --out"
    CannotWrite "cannot-write" { file: String, reason: String }
        ja "{file} に書けません（{reason}）" => "ほかのソフトで開いていないか、書く権限があるか、空き容量があるかを確かめて、もう一度実行してください。前に作ったものは残っています"
        en "cannot write {file} ({reason})" => "check that no other program holds it, that you may write there and that the disk is not full; the earlier output is still there"
    OutIsContent "out-is-content" { folder: String }
        ja "出力先（{folder}）が、原稿のフォルダー（content）と重なっています" => "--out で別のフォルダーを指定してください"
        en "the output folder ({folder}) overlaps the content folder" => "choose another folder with --out"
    OutTaken "out-taken" { folder: String }
        ja "{folder} はフォルダーではありません" => "別の出力先を --out で指定してください"
        en "{folder} is not a folder" => "choose another one with --out"
    InitNotEmpty "init-not-empty" { folder: String }
        ja "{folder} には、もうファイルがあります" => "空のフォルダーか、新しい名前を指定してください"
        en "{folder} is not empty" => "choose an empty folder or a new name"
    NothingToShow "nothing-to-show" {}
        ja "教室が1つもありません" => "content/ の中にフォルダーを作り、_course.md を置いてください。「oideyo init フォルダー名」の見本を写せます"
        en "there is no course yet" => "make a folder in content/ with a _course.md; `oideyo init DIR` writes samples to copy"
    Usage "usage" { what: String, way: String }
        ja "{what}" => "{way}"
        en "{what}" => "{way}"
    BadNow "bad-now" { text: String }
        ja "--now の「{text}」は日時として読めません" => "2026-12-01T09:00 の形で指定してください"
        en "--now “{text}” is not a moment" => "write 2026-12-01T09:00"
    PortTaken "port-taken" { port: u16 }
        ja "{port} 番は使われているので、次の番号にしました" => "このままでかまいません"
        en "port {port} is in use, so the next one was taken" => "nothing needs doing"
    CannotServe "cannot-serve" { reason: String }
        ja "プレビューを始められません（{reason}）" => "ほかの oideyo を閉じて、もう一度実行してください"
        en "cannot start the preview ({reason})" => "close other copies of oideyo and try again"

    EditOnlyHere "usage" { host: String }
        ja "--edit は、--host（{host}）といっしょには使えません" => "書きかえは、この PC のブラウザーからだけできます。--host を消すか、見せるだけなら --edit を消してください"
        en "--edit cannot be used together with --host {host}" => "files can be changed from this machine only: leave out --host, or --edit where others shall only look"
    SeenByNetwork "seen-by-network" { host: String }
        ja "同じネットワークの人は、だれでもこの画面を見られます（{host}）。公開前の原稿も見えます" => "見せおわったら、Ctrl+C で閉じてください"
        en "everybody in the network can see this ({host}), also what is not published yet" => "end it with Ctrl+C when it has been shown"

    // Editing in the browser.
    EditNoSuchFile "edit-no-such-file" { file: String }
        ja "{file} は、ないか、ここでは書きかえられないファイルです" => "左の一覧から選びなおしてください。名前を変えたり消したりしたときは、ページを読み込みなおします"
        en "{file} is not there, or cannot be edited here" => "choose it again from the list; after renaming or deleting a file reload the page"
    EditLeadsAway "edit-leads-away" { file: String }
        ja "{file} は、別の場所にあるファイルへのリンクなので、ここでは書きかえません" => "もとの場所のファイルを、メモ帳で直してください"
        en "{file} is a link to a place outside the site, so it is not changed from here" => "edit the file where it really lies"
    EditConflict "edit-conflict" { file: String }
        ja "{file} は、開いてから別のところで書きかえられました。まだ何も上書きしていません" => "違いを見て、どちらにするかを選んでください"
        en "{file} was changed elsewhere since it was opened; nothing was overwritten" => "look at the difference and choose"
    EditByHand "edit-by-hand" { file: String }
        ja "{file} は特別な書き方なので、ほかの行に触れずにこの項目だけを変えることができません。ファイルはそのままです" => "「ファイル全体」を開いて、その行を直してください"
        en "{file} is written in a way that does not let this field be changed alone; the file was left as it is" => "open the whole text and correct that line"

    // Before going live.
    LinkBroken "broken-link" { href: String, page: String }
        ja "リンク先の「{href}」がありません（{page} のリンク）" => "アドレスを確かめるか、リンクを消してください。サイトの中のページなら、oideyo serve で開いて、そのアドレスを写せます"
        en "the link to “{href}” leads to nothing (on {page})" => "check the address, or remove the link"
    LinkBrokenNear "broken-link" { href: String, page: String, near: String }
        ja "リンク先の「{href}」がありません（{page} のリンク）" => "「{near}」のことですか"
        en "the link to “{href}” leads to nothing (on {page})" => "did you mean “{near}”?"
    LinkToSource "broken-link" { href: String, page: String, right: String }
        ja "リンク先の「{href}」は原稿のファイルで、公開されません（{page} のリンク）" => "「{right}」と書いてください"
        en "“{href}” is the file you write, which is not published (a link on {page})" => "write “{right}”"
    LinkToFolder "broken-link" { href: String, page: String, right: String }
        ja "リンク先の「{href}」はフォルダーです（{page} のリンク）" => "「{right}」と書いてください"
        en "“{href}” is a folder (a link on {page})" => "write “{right}”"
    LinkNotPublished "broken-link" { href: String, page: String }
        ja "リンク先の「{href}」は、content に置いてありますが、公開されません（{page} のリンク）" => "PDF などは市のホームページに置き、https:// で始まるそのアドレスを書いてください。写真は「photo:」の項目に書くと出ます"
        en "“{href}” lies in content/, but is not published (a link on {page})" => "put it on the city's own site and write its https:// address; photos belong into `photo:`"
    LinkMoved "broken-link" { href: String, page: String, right: String }
        ja "リンク先の「{href}」はありません。その日の回は、日にちが変わりました（{page} のリンク）" => "「{right}」と書いてください"
        en "“{href}” leads to nothing: that session was moved (a link on {page})" => "write “{right}”"
    LinkLeftOut "broken-link" { href: String, page: String, file: String }
        ja "リンク先の「{href}」は、{file} にまちがいがあるので作られません（{page} のリンク）" => "{file} を直すと、このリンクも開けるようになります"
        en "“{href}” is not made, since {file} has mistakes (a link on {page})" => "correct {file}, and this link works again"
    LinkCase "link-case" { href: String, page: String, right: String }
        ja "リンクの「{href}」は、大文字と小文字が違います（{page} のリンク）" => "「{right}」と書いてください。Windows では開けても、公開するサーバーでは開けません"
        en "“{href}” differs from the file's name in capital letters (a link on {page})" => "write “{right}”: what opens on Windows does not on most servers"
    AnchorBroken "broken-anchor" { anchor: String, href: String, page: String }
        ja "リンク先のページに「#{anchor}」という場所がありません（{page} のリンク「{href}」）" => "「#{anchor}」を消すと、ページの先頭が開きます"
        en "the page has no place “#{anchor}” (the link “{href}” on {page})" => "without “#{anchor}” the link opens the page's top"
    AnchorBrokenNear "broken-anchor" { anchor: String, href: String, page: String, near: String }
        ja "リンク先のページに「#{anchor}」という場所がありません（{page} のリンク「{href}」）" => "「#{near}」のことですか"
        en "the page has no place “#{anchor}” (the link “{href}” on {page})" => "did you mean “#{near}”?"
    PartMissing "missing-picture" { href: String, page: String }
        ja "画像などの部品「{href}」がありません（{page}）" => "テーマを変えたのなら、その部品の書き方を確かめてください。変えていなければ oideyo の不具合です。この文を写して知らせてください"
        en "“{href}”, a picture or other part of {page}, is missing" => "if you changed the theme check how it names this part; else this is a bug of oideyo: please report it"
    PhotoTellsPlace "photo-gps" { file: String }
        ja "{file} に、撮った場所（GPS）の記録が入っています" => "oideyo が公開する写真からは消えます。原稿のフォルダーを人に渡すなら、エクスプローラーでファイルを右クリックし、「プロパティ」→「詳細」→「プロパティや個人情報を削除」で消してください"
        en "{file} says where it was taken (GPS)" => "what oideyo publishes does not; before you hand the folder on remove it from the file (on Windows: Properties, Details, Remove Properties and Personal Information)"
    PhotosTellPlace "photo-gps" { count: usize, files: String }
        ja "content の中の {count} 個のファイルに、撮った場所（GPS）の記録が入っています:\n  {files}" => "どれも公開されません。原稿のフォルダーを人に渡すなら、使わない写真は消すか、エクスプローラーの「プロパティ」→「詳細」→「プロパティや個人情報を削除」で記録を消してください"
        en "{count} files in content/ say where they were taken (GPS):\n  {files}" => "none of them is published; before you hand the folder on remove them, or their record"
    FilmTellsPlace "output-gps" { file: String }
        ja "動画「{file}」に、撮った場所（GPS）の記録が入っています。動画はそのまま公開されるので、だれでも見られます" => "動画のソフトで書き出し直してください。iPhone では、写真アプリの「共有」→「オプション」で「位置情報」を外して送ると消えます"
        en "the film “{file}” says where it was taken (GPS), and films are published as they are" => "export it anew; an iPhone leaves the place out with Share, Options, Location off"
    OutputTellsPlace "output-gps" { file: String }
        ja "公開するファイル {file} に、撮った場所（GPS）の記録が残っています" => "このファイルは公開しないでください。oideyo の不具合です。この文を写して知らせてください"
        en "{file}, which would be published, says where it was taken (GPS)" => "do not publish it; this is a bug of oideyo: please report it"
    NotPublic "not-public" { course: String, day: String, date: String, folder: String }
        ja "{day}の{course}は、もう申し込めるはずなのに、{folder} に入っていません" => "oideyo build を実行してから、公開してください"
        en "the session of {date} can be booked by now, but is not in {folder}" => "run `oideyo build`, then publish"
    PublicBehind "public-behind" { folder: String, new: usize, changed: usize, gone: usize }
        ja "{folder} は、いまの原稿と時刻から作るものと違います（新しいファイル{new}、変わるファイル{changed}、いらないファイル{gone}）" => "oideyo build を実行してから、公開してください。原稿が同じでも、受付の始まりや終わりで一覧が変わります"
        en "{folder} is not what would be made now (files new {new}, changed {changed}, no longer wanted {gone})" => "run `oideyo build`, then publish; lists change as booking opens and closes even where the content does not"
    OutsideGone "dead-link" { url: String, page: String, status: u16 }
        ja "外のページ {url} がなくなっています（{status}、{page} のリンク）" => "ブラウザーで開いて、新しいアドレスに書きかえるか、リンクを消してください"
        en "{url} is gone ({status}; a link on {page})" => "open it in a browser and write its new address, or remove the link"
    OutsideMoved "moved-link" { url: String, page: String, to: String }
        ja "外のページ {url} は、{to} に引っ越しました（{page} のリンク）" => "いまは自動で移りますが、新しいアドレスに書きかえておくと安心です"
        en "{url} has moved to {to} for good (a link on {page})" => "it still leads there; write the new address to be safe"
    OutsideRefused "unsure-link" { url: String, page: String, status: u16 }
        ja "外のページ {url} は、機械には答えてくれません（{status}、{page} のリンク）" => "ブラウザーで開いて確かめてください。開けるなら、このままでかまいません"
        en "{url} does not answer programs ({status}; a link on {page})" => "open it in a browser; if it opens nothing needs doing"
    OutsideTrouble "unsure-link" { url: String, page: String, what: String }
        ja "外のページ {url} は、いま正しく開けません（{what}、{page} のリンク）" => "しばらくして、もう一度確かめてください。続くようなら、そのサイトの担当に知らせてください"
        en "{url} does not open rightly just now ({what}; a link on {page})" => "try again later; if it goes on tell whoever runs that site"
    OutsideSlow "unsure-link" { url: String, page: String }
        ja "外のページ {url} から、時間のうちに返事がありません（{page} のリンク）" => "ブラウザーで開いて確かめてください。開くのに時間がかかるなら、--timeout 30 のように長く待てます"
        en "{url} did not answer in time (a link on {page})" => "open it in a browser; --timeout 30 waits longer"
    OutsideUnreachable "unsure-link" { url: String, page: String, reason: String }
        ja "外のページ {url} につながりません（{reason}、{page} のリンク）" => "アドレスの書きまちがいがないか、ブラウザーで開いて確かめてください"
        en "{url} cannot be reached ({reason}; a link on {page})" => "open it in a browser and check the address"
    OutsideUntrusted "unsure-link" { url: String, page: String, reason: String }
        ja "外のページ {url} が本物かどうか、確かめられません（{reason}、{page} のリンク）" => "ブラウザーで開いて、警告が出ないかを確かめてください。庁内の通信が検査されていると、どのページでもこうなることがあります"
        en "{url} cannot prove that it is genuine ({reason}; a link on {page})" => "open it in a browser and look for a warning; a network that inspects traffic makes every page look so"
    NoWayOut "no-network" { count: usize }
        ja "外のページを1つも開けません（{count}件）。このパソコンから、インターネットに出られないようです" => "インターネットにつながるパソコンで実行してください。代わりのサーバー（プロキシー）が要る所では、環境変数 HTTPS_PROXY に書きます"
        en "none of {count} outside pages could be reached: this machine seems to have no way out" => "run this where the internet can be reached; a proxy is named by the environment variable HTTPS_PROXY"

    // Sticks.
    StickNoKind "usage" {}
        ja "どの画面のためのものか、--zip で選んでください" => "--zip landscape（横向きの画面）、--zip portrait（縦向きに設定できる画面）、--zip portrait-rotated（縦に立てただけで、絵の向きを変えられない画面）のどれかを書いてください。例: oideyo signage --zip landscape"
        en "choose with --zip which panel the files are for" => "write --zip landscape (a panel that lies), --zip portrait (one that stands and knows it) or --zip portrait-rotated (one that was stood up and cannot turn pictures itself)"
    StickBadDay "bad-date" { flag: &'static str, text: String, example: String }
        ja "{flag} の「{text}」は日付として読めません" => "{flag} {example} の形で指定してください。令和8年12月10日 や 12/10 とも書けます"
        en "{flag} “{text}” is not a date" => "write {flag} {example}; 12/10 is the nearest 10 December"
    StickNoSuchDay "impossible-date" { flag: &'static str, text: String }
        ja "{flag} の「{text}」という日はありません" => "月と日を確かめてください"
        en "there is no such day as {flag} “{text}”" => "check month and day"
    StickWeekday "weekday" { flag: &'static str, text: String, date: String, iso: String, weekday: &'static str }
        ja "{flag} の「{text}」は曜日が合っていません。{date}は{weekday}曜日です" => "日付か曜日のどちらかを直してください。曜日は書かなくてもかまいません"
        en "the weekday of {flag} “{text}” does not match that of {iso}" => "correct the date or the weekday, or leave the weekday out"
    StickDaysReversed "days-reversed" { from: String, until: String }
        ja "終わりの日（{until}）が、始まりの日（{from}）より前です" => "--from に始まりの日、--until に終わりの日を指定してください"
        en "the last day ({until}) comes before the first ({from})" => "name the first day with --from, the last one with --until"
    StickDaysOver "days-over" { until: String, today: String }
        ja "終わりの日（{until}）は、もう過ぎています" => "--until に、今日（{today}）から後の日を指定してください。--from と --until を書かないと、今日から1週間の分を作ります"
        en "the last day ({until}) is over" => "name a day from today ({today}) on with --until; without --from and --until the week from today is made"
    StickTooMany "too-many-slides" { count: usize, most: usize }
        ja "スライドが{count}枚あります。USBメモリーで映せるのは{most}枚までです" => "site.yaml の「signage:」の下に「per_course: 3」（1つの教室のお知らせの数）を書くか、「slides:」のスライドを減らしてください"
        en "there are {count} slides; a stick takes up to {most}" => "write `per_course: 3` below `signage:` in site.yaml, or remove some of the `slides:`"
    StickTooLarge "too-large-zip" { file: String, reason: String }
        ja "{file} が大きくなりすぎます（{reason}）" => "site.yaml の「signage:」の「per_course:」を小さくするか、「slides:」のスライドを減らしてください"
        en "{file} would become too large ({reason})" => "lower `per_course` below `signage:` in site.yaml, or remove some of the `slides:`"
    StickForeign "foreign-file" { file: String }
        ja "{file} は、oideyo が作ったものではないようです" => "上書きせずに残しました。別の場所に移すか、名前を変えるか、--to で別のフォルダーを指定してください"
        en "{file} does not seem to be made by oideyo" => "it was left alone; move or rename it, or choose another folder with --to"
    StaffInContent "to-is-content" { folder: String }
        ja "{folder} は原稿のフォルダー（content）の中です" => "--to で別のフォルダーを指定してください。書かなければ out フォルダーに作ります"
        en "{folder} lies in the content folder" => "choose another folder with --to; without it the folder is `out`"
    StaffInPublic "to-is-public" { folder: String }
        ja "{folder} は公開するフォルダーの中です。USBメモリー用のファイルは公開しません" => "--to で別のフォルダーを指定してください。書かなければ out フォルダーに作ります"
        en "{folder} lies in the folder that is published; files for staff never do" => "choose another folder with --to; without it the folder is `out`"
    StaffNoFolder "to-taken" { folder: String }
        ja "{folder} はフォルダーではありません" => "--to で別のフォルダーを指定してください"
        en "{folder} is not a folder" => "choose another one with --to"

    // The writing desk.
    DeskNoSession "desk-no-session" { asked: String, near: String }
        ja "「{asked}」という回が見つかりません" => "次のどれかのことなら、そのまま打ってください:{near}"
        en "there is no session “{asked}”" => "if you mean one of these, type:{near}"
    DeskSeveral "desk-several" { asked: String, commands: String }
        ja "「{asked}」にあてはまる回が、2つ以上あります" => "どれか1つを、次のように打ってください:{commands}"
        en "more than one session matches “{asked}”" => "type one of:{commands}"
    DeskNoCourse "desk-no-course" { asked: String, names: String }
        ja "「{asked}」という教室がありません" => "--course に、次のどれかを書いてください: {names}"
        en "there is no course “{asked}”" => "name one of these with --course: {names}"
    DeskWish "desk-wish" { text: String }
        ja "「{text}」という変えかたはありません" => "あり、残りわずか、満席、キャンセル待ち、締切、中止、延期、予定 のどれかを書いてください。例: oideyo set 2026-12-10 満席"
        en "“{text}” is no change that can be made" => "write open, few, full, waitlist, closed, cancelled, postponed or on, such as `oideyo set 2026-12-10 seats=full`"
    DeskContradiction "desk-contradiction" { one: String }
        ja "「{one}」は、同時にはできません" => "どれか1つにしてください"
        en "“{one}” contradict each other" => "choose one of them"
    DeskNoReason "desk-no-reason" {}
        ja "--because（理由）は、中止・延期・予定といっしょに使います" => "空きを変えるだけなら、--because を消してください。知らせたいことは、ファイルの「notes:」に書けます"
        en "--because goes with cancelled, postponed or on" => "leave it out when only seats change; words for readers belong into `notes:`"
    DeskNothingAsked "desk-nothing-asked" { id: String }
        ja "何を変えるのかが書かれていません" => "例: oideyo set {id} 満席、oideyo set {id} 中止、oideyo set {id} 延期 --to 2026-12-17"
        en "nothing to change was named" => "for example `oideyo set {id} seats=full`, `oideyo set {id} cancelled`, `oideyo set {id} postponed --to 2026-12-17`"
    DeskByHand "desk-by-hand" { file: String, lines: String }
        ja "{file} は、ほかの行を変えずに書きかえることができませんでした。ファイルはそのままです" => "メモ帳で開き、先頭の --- の下の項目を、次のように直してください（同じ項目があれば、置きかえます）:\n{lines}"
        en "{file} could not be changed without touching other lines, so it was left as it is" => "open it and write below the first --- (replacing lines that are there already):\n{lines}"
    DeskUnreadable "desk-unreadable" { file: String, lines: String }
        ja "{file} の項目が読めないので、書きかえられません。ファイルはそのままです" => "上のまちがいを直して、もう一度実行してください。急ぐときは、メモ帳で開いて次の行を書きます:\n{lines}"
        en "the fields of {file} cannot be read, so it was left as it is" => "correct the mistake above and run this again, or write these lines by hand:\n{lines}"
    DeskEncoding "desk-encoding" { file: String, chars: String }
        ja "{file} の文字コード（Shift_JIS）では、「{chars}」を書けません。ファイルはそのままです" => "別の字にするか、メモ帳の「名前を付けて保存」で文字コードを UTF-8 にしてから、もう一度実行してください"
        en "the encoding of {file} (Shift_JIS) lacks “{chars}”; the file was left as it is" => "use other characters, or save the file as UTF-8 and run this again"
    DeskReadOnly "desk-read-only" { file: String }
        ja "{file} は「読み取り専用」なので、書きかえられません" => "ファイルを右クリックして「プロパティ」を開き、「読み取り専用」のチェックを外してから、もう一度実行してください"
        en "{file} is read-only" => "take its read-only mark away and run this again"
    DeskHeld "desk-held" { file: String, reason: String }
        ja "{file} に書けません（{reason}）。ファイルはそのままです" => "メモ帳やほかのソフトで開いていたら閉じて、もう一度実行してください。共有フォルダーなら、書く権限があるかを確かめてください"
        en "cannot write {file} ({reason}); it was left as it is" => "close it in other programs, check that you may write there, and run this again"
    DeskExists "desk-exists" { file: String }
        ja "{file} は、もうあります" => "上書きはしません。変えるときは「oideyo set」かメモ帳を使い、同じ日にもう1回あるときは --slug pm のように名前を分けてください"
        en "{file} exists already" => "nothing is overwritten: change it with `oideyo set` or an editor, or name a second session of the day with --slug pm"
    DeskHeldAlready "desk-exists" { file: String, hours: String }
        ja "その日の{hours}には、もうこの教室の回があります（{file}）" => "同じ日にもう1回あるときは、--time 13:30-15:00 のように別の時間を指定してください。部屋が違うときは --slug b のように名前を分けます"
        en "this course is held on that day at that time already ({file}, {hours})" => "give a second session other hours (--time 13:30-15:00), or a name of its own (--slug b)"
    DeskNoDay "desk-no-day" { file: String }
        ja "{file} の開催日が読めないので、日を変えられません" => "ファイルの「date:」を直してから、もう一度実行してください"
        en "the day of {file} cannot be read, so it cannot be moved" => "correct its `date:` and run this again"
    DeskSameDay "desk-same-day" { day: String, id: String }
        ja "{day}は、いまの開催日と同じです" => "同じ日に開くことにしたのなら「oideyo set {id} 予定」、別の日にするなら --to にその日を書いてください"
        en "{day} is the day it is on" => "to hold it on that day after all use `oideyo set {id} on`; to move it name another day with --to"
    DeskPast "desk-past" { day: String, date: String }
        ja "{day}（{date}）は、もう過ぎています" => "年と月を確かめてください"
        en "{date} is over" => "check the year and the month"
    DeskUntil "desk-until" { text: String }
        ja "--until の「{text}」は、月としても日としても読めません" => "--until 2027-03、--until 2027年3月、--until 2027-03-31 のように書いてください"
        en "--until “{text}” is neither a month nor a day" => "write --until 2027-03 or --until 2027-03-31"
    DeskEvery "desk-every" { text: String }
        ja "--every の「{text}」が読めません" => "第2木曜、第1・第3水曜、毎週木曜、最終金曜、毎月10日 のように書いてください"
        en "--every “{text}” is not understood" => "write 第2木曜 (the second Thursday), 第1・第3水曜, 毎週木曜, 最終金曜 or 毎月10日"
    DeskNoDays "desk-no-days" { rule: String, from: String, until: String }
        ja "{from} から {until} までに、{rule}の日で作れるものはありません" => "--from と --until を確かめてください。祝日や閉庁日の回も作るには --keep-holidays を付けます"
        en "there is no day for {rule} from {from} until {until}" => "check --from and --until; --keep-holidays keeps days on which the city hall is closed"
    DeskTooMany "desk-too-many" { count: usize, most: usize }
        ja "{count}個のファイルができてしまいます（一度に{most}個まで）" => "--until を近い日にしてください"
        en "that would make {count} files; {most} at a time is the most" => "name a nearer day with --until"
    DeskNeeds "desk-needs" { what: String, english: String, flag: String }
        ja "{what}がわかりません" => "{flag} のように指定してください"
        en "the {english} is missing" => "give it: {flag}"
    DeskSlug "desk-slug" { slug: String }
        ja "--slug の「{slug}」は、名前に使えません" => "--slug am のように、半角の小文字と数字で書いてください"
        en "--slug “{slug}” cannot be part of a name" => "use lower-case letters and digits: --slug am"
    DeskDayOff "desk-day-off" { day: String, date: String, why: String, english: String }
        ja "{day}は{why}です" => "会場が開いているかを確かめてください。まちがいでなければ、このままでかまいません"
        en "{date} is {english}" => "check that the venue is open; if so nothing needs doing"
    DeskUnusual "desk-unusual" { day: String, date: String, week: i8, usual: String }
        ja "{day}は、いつもの{usual}ではありません" => "まちがいでなければ、このままでかまいません。「notes:」に「いつもの{usual}ではありません」と書くと親切です"
        en "{date} is not the usual day ({usual})" => "if it is right nothing needs doing; a line in `notes:` helps readers"
    DeskRoomTaken "desk-room-taken" { room: String, other: String }
        ja "同じ時間に、{room}で「{other}」があります" => "部屋が空いているかを確かめてください"
        en "“{other}” is in {room} at the same time" => "check that the room is free"
    DeskRoomShared "desk-room-shared" { room: String, other: String }
        ja "同じ日に、{room}で「{other}」があります（時間は重なりません）" => "準備と片づけの時間が足りるかを確かめてください"
        en "“{other}” is in {room} on the same day, at another time" => "check that there is time between them"
    DeskOldForm "desk-old-form" { file: String }
        ja "写したもとの申込フォームのURLは、まちがいを防ぐため、メモの行にしました（{file}）" => "新しい回のフォームを作り、「# 」を消してそのURLを書いてください。1つのフォームを2つの回に使うと、申込が混ざります"
        en "the old form's address was left as a comment in {file}" => "make a form for the new session and write its address there; two sessions must not share a form"
    DeskOldDate "desk-old-date" { file: String, day: String }
        ja "写した文の中に、前の回の日付（{day}）があります（{file}）" => "メモ帳で開いて、新しい日に直してください"
        en "the copied words still name the old day ({day}) in {file}" => "open it and correct the day"
    DeskOwnErrors "desk-own-errors" { file: String }
        ja "{file} には、ほかにまちがいがあります。直すまで、この変更は公開されません（--skip-broken を付けても、この回は前のまま残ります）" => "上のまちがいを直してから、oideyo build を実行してください"
        en "{file} has other mistakes; until they are corrected this change is not published, not even with --skip-broken" => "correct them, then run oideyo build"
    DeskBlocked "desk-blocked" { count: usize }
        ja "回のファイルの外にまちがいが{count}件あり、直すまで公開できません（--skip-broken でも作れません）" => "「oideyo check」で見て、先に直してください"
        en "{count} mistakes outside session files keep everything from being published" => "see them with `oideyo check` and correct them first"
    DeskRenameFailed "desk-rename-failed" { from: String, to: String, reason: String }
        ja "{from} を {to} に変えられませんでした（{reason}）" => "フォルダーやファイルを開いているソフト（エクスプローラー、メモ帳、oideyo serve）を閉じて、もう一度実行してください"
        en "could not rename {from} to {to} ({reason})" => "close programs that hold it and run this again"
    DeskNoName "desk-no-name" { file: String }
        ja "{file} の新しい名前を決められません（開催日が書かれていません）" => "ファイルに「date: 2026-12-10」のように開催日を書くか、ファイル名を 2026-12-10.md のように変えてください"
        en "no name can be proposed for {file}: it says no day" => "write `date: 2026-12-10` into it, or rename it to 2026-12-10.md"
    DeskUndecided "desk-undecided" {}
        ja "まだ何も書いていません" => "よければ、同じ命令に --yes を付けて実行してください"
        en "nothing has been written yet" => "if this is right, run the same command with --yes"

    // Publishing.
    SecretInSite "secret-in-site" { key: String }
        ja "site.yaml に「{key}」は書けません。パスワードや鍵は、みんなが読むファイルに置かないためです" => "この行を消してください。送るときにたずねます。無人で送るときは、環境変数 OIDEYO_PASSWORD_送り先の名前 に入れます。もし公開や共有をしたことがあれば、パスワードを変えてください"
        en "“{key}” must not stand in site.yaml, which many people read" => "remove the line: it is asked for when it is needed; for unattended use put it into the environment variable OIDEYO_PASSWORD_TARGET. If the file was ever shared, change the password"
    PublishBadHost "publish-host" {}
        ja "「サーバー」には、サーバーの名前だけを書きます" => "ftp:// や / や :22 を除いて、host: ftp.city.aoba.example.jp のように書いてください。ポートは port:、ユーザーは user:、フォルダーは path: に分けます"
        en "`host` takes the name of a server alone" => "write host: ftp.example.jp, and port:, user: and path: on lines of their own"
    PublishNotForKind "publish-key" { key: String, kind: String }
        ja "「{key}」は、方法が {kind} の送り先では使いません" => "この行を消すか、kind（方法）を確かめてください"
        en "`{key}` means nothing for a target of kind {kind}" => "remove the line, or check `kind`"
    PublishNoTargets "publish-no-target" {}
        ja "送り先が書かれていません" => "content/site.yaml に「publish:」と書き、その下に送り先を書いてください。見本は docs/publish.ja.md にあります"
        en "no target is written" => "name one below `publish:` in content/site.yaml; samples are in docs/publish.ja.md"
    PublishWhich "publish-which" { names: String }
        ja "送り先が2つ以上あります" => "どれに送るかを書いてください: {names}"
        en "there is more than one target" => "say which: {names}"
    PublishNoSuchTarget "publish-which" { asked: String, names: String }
        ja "「{asked}」という送り先はありません" => "site.yaml の「publish:」の下の名前を書いてください: {names}"
        en "there is no target “{asked}”" => "name one that stands below `publish:` in site.yaml: {names}"
    PublishUndecided "publish-undecided" {}
        ja "まだ何も送っていません（たずねる相手がいないので、止まりました）" => "よければ、同じ命令に --yes を付けて実行してください"
        en "nothing was sent: there is nobody to ask" => "if this is right, run the same command with --yes"
    PublishNoSecret "publish-no-secret" { what: &'static str, english: &'static str, variable: String }
        ja "{what}がわかりません（たずねる相手がいないので、止まりました）" => "環境変数 {variable} に入れてから、もう一度実行してください。site.yaml には書きません"
        en "the {english} is not known, and there is nobody to ask" => "put it into the environment variable {variable}; it does not belong into site.yaml"
    PublishUnreachable "publish-unreachable" { server: String, reason: String }
        ja "{server} につながりません（{reason}）" => "サーバーの名前とポート、ネットワーク（庁内からFTPやSSHが通るか）を確かめてください。庁内で止められているときは、情報担当に相談してください。何も送っていません"
        en "there is no way to {server} ({reason})" => "check its name and port, and whether the network lets FTP or SSH through; nothing was sent"
    PublishLost "publish-lost" { server: String, reason: String }
        ja "{server} との通信が切れました（{reason}）" => "ネットワークを確かめて、もう一度 oideyo publish を実行してください。送り終わったものは、もう一度送りません。公開中のページは、前のものか新しいもので、壊れていません"
        en "the connection to {server} was cut ({reason})" => "check the network and run this again: it goes on from there; every page that is online is whole, the old one or the new one"
    PublishLogin "publish-login" { server: String, user: String, reason: String, variable: String }
        ja "{server} に「{user}」で入れません（{reason}）" => "ユーザーの名前とパスワード（鍵）を確かめてください。環境変数 {variable} に入れているときは、その中身も確かめてください。何度も間違えると、サーバーに止められることがあります"
        en "{server} does not let “{user}” in ({reason})" => "check the name and the password (or the key); if it comes from {variable}, check that. Too many wrong tries may lock you out"
    PublishStranger "publish-stranger" { server: String, fingerprint: String }
        ja "{server} ははじめてのサーバーで、正しいかどうかを確かめられません（指紋 {fingerprint}）" => "一度、人がいるところで oideyo publish を実行して、指紋を確かめてください。または、サーバーの管理者から聞いた指紋を、site.yaml の送り先に「fingerprint: {fingerprint}」と書いてください"
        en "{server} is not known yet and nobody vouches for it (fingerprint {fingerprint})" => "run this once where somebody can look at the fingerprint, or write `fingerprint: {fingerprint}` below the target in site.yaml after its owner confirmed it"
    PublishServerChanged "publish-server-changed" { server: String, known: String, fingerprint: String, file: String }
        ja "{server} の指紋が、前と違います。前は {known}、いまは {fingerprint} です" => "だれかがサーバーになりすましているかもしれないので、パスワードを送らずに止まりました。サーバーの管理者に、新しい指紋を電話で確かめてください。正しければ、{file} のその行（site.yaml に fingerprint: があれば、その行）を直して、もう一度実行します"
        en "{server} shows another fingerprint than before: it was {known}, now it is {fingerprint}" => "somebody may pretend to be this server, so nothing was sent, not even the password; ask its owner by telephone, and if the new one is right, correct the line in {file} (or `fingerprint:` in site.yaml)"
    PublishNoTls "publish-no-tls" { server: String, reason: String }
        ja "{server} とは、暗号化した通信（FTPS）ができません（{reason}）" => "サーバーの管理者に、FTPS（明示的な TLS）か SFTP が使えるかを聞いてください。どうしても暗号化なしで送るときだけ --insecure-ftp を付けます。パスワードも中身も、途中で読まれるおそれがあります"
        en "{server} does not do FTP over TLS ({reason})" => "ask its owner for FTPS (explicit TLS) or SFTP. Only if there is no other way use --insecure-ftp: then anybody on the way can read the password"
    PublishInsecure "publish-insecure" { server: String }
        ja "{server} に、暗号化しないで送ります（--insecure-ftp）" => "パスワードも中身も、途中で読まれるおそれがあります。FTPS か SFTP に変えられないか、サーバーの管理者に聞いてください"
        en "{server} is reached without encryption (--insecure-ftp)" => "anybody on the way can read the password; ask its owner for FTPS or SFTP"
    PublishDenied "publish-denied" { path: String, reason: String }
        ja "送り先の {path} に書けません（{reason}）" => "送り先のフォルダー（site.yaml の path:）が正しいか、書く権限があるかを、サーバーの管理者に確かめてください"
        en "writing {path} on the target is not allowed ({reason})" => "check `path` in site.yaml, and ask the server's owner for the right to write there"
    PublishFull "publish-full" { path: String, reason: String }
        ja "送り先がいっぱいで、{path} を書けませんでした（{reason}）" => "サーバーの使わないファイルを消すか、容量を増やしてもらってから、もう一度実行してください。続きから送ります。公開中のページは壊れていません"
        en "the target has no room for {path} ({reason})" => "remove what is not needed there or ask for more room, then run this again: it goes on from there; what is online is whole"
    PublishNoFolder "publish-no-folder" { folder: String }
        ja "送り先のフォルダー {folder} がありません" => "site.yaml の path: を確かめてください。共有フォルダーなら、つながっているか（Z: などが見えるか）も確かめます。新しい場所なら、先にフォルダーを作ってください"
        en "the target's folder {folder} is not there" => "check `path` in site.yaml and that the share is connected; make the folder first if it is a new one"
    PublishOwnFolder "publish-own-folder" { folder: String }
        ja "送り先のフォルダー {folder} は、原稿（content）か、作ったもの（public）の中です" => "site.yaml の path: を、content と public の外のフォルダーにしてください"
        en "the target's folder {folder} lies in content/ or public/" => "let `path` in site.yaml name a folder outside of both"
    PublishLeaves "publish-leaves" { path: String }
        ja "送り先の {path} は、ほかの場所へのリンクの中にあります" => "リンクの先は oideyo の置いた場所ではないので、書きません。リンクを外すか、path: をリンクの先に変えてください"
        en "{path} on the target lies behind a link that leads elsewhere" => "nothing is written there; remove the link, or name where it leads in `path`"
    PublishKey "publish-key-file" { file: String, reason: String }
        ja "秘密鍵 {file} を読めません（{reason}）" => "site.yaml の key: の場所と、パスフレーズを確かめてください。OpenSSH、PEM、PuTTY（.ppk）の形を読めます"
        en "the secret key {file} cannot be read ({reason})" => "check `key` in site.yaml and the passphrase; OpenSSH, PEM and PuTTY files are read"
    PublishAuthority "publish-authority" { file: String, reason: String }
        ja "認証局の証明書 {file} では、サーバーを確かめられません（{reason}）" => "site.yaml の authority: の場所と、ファイルの形（PEM。「-----BEGIN CERTIFICATE-----」で始まる文字のファイル）、証明書の名前と期限を確かめてください"
        en "the server cannot be checked with the certificates in {file} ({reason})" => "check `authority` in site.yaml, that the file is PEM, and the certificate's name and dates"
    PublishNoSftp "publish-no-sftp" {}
        ja "この oideyo は、SFTP を使えません" => "ふつうに配られている oideyo を使うか、FTPS やフォルダーで送ってください"
        en "this oideyo was built without SFTP" => "use the usual one, or publish by FTPS or into a folder"
    PublishRefused "publish-refused" { server: String, path: String, reason: String }
        ja "{server} が断りました（{path} {reason}）" => "もう一度実行して、同じことが起きたら、この文をサーバーの管理者に見せてください。公開中のページは壊れていません"
        en "{server} refused ({path} {reason})" => "run this again; if it goes on, show this to the server's owner. What is online is whole"
    PublishLocked "publish-locked" { who: String, since: String }
        ja "{who}が、同じ送り先に送っています（{since} から）" => "終わるまで待って、もう一度実行してください。途中で電源が切れたPCのものなら、15分たてば自動で外れます"
        en "{who} has been sending to this target since {since}" => "wait until it is done and run this again; if that PC was switched off, its lock is taken away after 15 minutes"
    PublishBroken "publish-broken-lock" { who: String, since: String }
        ja "{who}が {since} に始めた送信は、途中で止まっていました。続きを送ります" => "このままでかまいません"
        en "an upload that {who} began at {since} had stopped half-way; this one goes on from there" => "nothing needs doing"
    PublishForeign "publish-foreign" { file: String, count: usize }
        ja "送り先に、oideyo が置いたものではないファイルがあります: {file}（全部で{count}件）" => "上書きしないで止まりました。いらないものなら送り先から消し、いるものなら別の場所に移すか、path: を空のフォルダーにしてください"
        en "there are files on the target that oideyo did not put there: {file} ({count} in all)" => "nothing was overwritten: remove or move them, or name an empty folder in `path`"
    PublishNewer "publish-newer" {}
        ja "送り先には、もっと新しい oideyo で送ったものがあります" => "このPCの oideyo を新しくしてから、もう一度実行してください"
        en "a newer oideyo has sent to this target" => "update oideyo on this PC and run this again"
    PublishMoved "publish-moved" {}
        ja "確かめている間に、ほかの人が同じ送り先に送りました" => "もう一度実行して、変わるところを見直してください。何も送っていません"
        en "somebody has sent to this target meanwhile" => "run this again and look at what changes; nothing was sent"
    PublishLocalFile "publish-file" { file: String, reason: String }
        ja "{file} を扱えません（{reason}）" => "ファイルをほかのソフトで開いていないか、ディスクに空きがあるかを確かめて、もう一度実行してください"
        en "cannot use {file} ({reason})" => "check that no other program holds it and that the disk has room, then run this again"
    PublishNotKept "publish-not-kept" { file: String }
        ja "前に公開したものが、このPCに残っていません {file}" => "最後に送ったPCで実行してください。はじめて送った後や、--rollback の後にもう一度戻すことはできません。原稿を直して、oideyo publish で送り直すこともできます"
        en "the upload before is not kept on this PC {file}" => "run this on the PC that sent last; there is none before the first upload, nor behind a rollback. Or correct the content and publish it"
    PublishKeptNothing "publish-keeps-nothing" {}
        ja "前に公開したものを読み出せなかったので、--rollback では戻せません" => "このままでかまいません。次に送るときからは、戻せるようになります"
        en "what was online could not be read back, so --rollback cannot put it back" => "nothing needs doing; it can from the next upload on"
    PublishNoRollback "publish-no-rollback" {}
        ja "zip の送り先は、--rollback では戻せません" => "前に作った zip が残っています。それを渡してください"
        en "there is no rollback for a zip" => "the zips made before are still there: hand over the one you want"
    PublishUnsaid "publish-unsaid" { session: String, what: String }
        ja "{session} は、公開中のものと違います: {what}" => "予定していた人に伝わるように、その回のファイルの changes:（変更履歴）に、日付と、何が変わったかを1行足してください。書きまちがいを直しただけのときも、そう書きます"
        en "{session} differs from what is online: {what}" => "add a line with the day and what changed to `changes:` of that session, for those who meant to come; also if only a slip was corrected"
    PublishVanishing "publish-vanishing" { session: String }
        ja "公開中の、これからの回 {session} が消えます" => "中止や延期なら、ファイルを消さずに「oideyo set」で書いてください。予定していた人が気づけます。まちがって載せたものなら、このままでかまいません"
        en "{session}, which is online and still to come, will vanish" => "if it is cancelled or postponed keep its file and say so with `oideyo set`; if it was never meant to be online nothing needs doing"
    PublishVerify "publish-verify" { file: String, count: usize }
        ja "送り先の {file} が、送ったものと違います（全部で{count}件）" => "もう一度 oideyo publish を実行すると、送り直します。何度も起きるときは、サーバーの管理者に聞いてください（アップロードしたファイルを書きかえる設定があるかもしれません）"
        en "{file} on the target is not what was sent ({count} in all)" => "run this again: they are sent anew; if it goes on, the server may change what is uploaded"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        for rule in RULES.iter().chain(crate::diagnostics::remarks::RULES) {
            assert!(rule.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()), "{rule}");
        }
    }

    #[test]
    fn both_languages_speak() {
        let message =
            Message::WrongWeekday { date: "12月10日".into(), weekday: "木".into(), english: "Thursday".into() };
        assert_eq!(message.text(Lang::Ja), "開催日の曜日が合っていません。12月10日は木曜日です");
        assert!(message.text(Lang::En).is_ascii());
    }
}
