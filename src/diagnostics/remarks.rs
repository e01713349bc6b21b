//! What the copy desk tells a writer, in Japanese and English side by side: style, never an error.
//!
//! The ids are those of `advice/`, where each rule says its level, its reason and its source.

use super::Lang;
use super::table::messages;

messages! {
    /// A word of advice: an id with its arguments.
    Remark, RULES, also {}

    // Headlines.
    TitleNitsuite "title-nitsuite" { ending: String }
        ja "見出しの「{ending}」からは、参加すると何が得られるのかが伝わりません" => "得られることを書いてください。例: 「もぐもぐ・ごっくんの準備」／サポートします！"
        en "“{ending}” in a headline does not say what one gets" => "say what the reader takes home, for example 「もぐもぐ・ごっくんの準備」／サポートします！"
    TitleOnlyName "title-nitsuite" {}
        ja "見出しが教室の名前だけです" => "教室の名前は別に出ます。見出しには、得られることを書いてください。例: はじめのひとさじ／安心して始められます"
        en "the headline is only the name of the class" => "the name is shown anyway; say what the reader takes home"

    // For whom.
    NoAge "audience-age" { vague: String }
        ja "対象の「{vague}」が、何か月または何歳のお子さんなのかわかりません" => "「audience: {{min_months: 5, max_months: 6}}」のように、月齢を書いてください。生まれた日の範囲も自動で出ます"
        en "“{vague}” does not say how old the children are" => "write `audience: {{min_months: 5, max_months: 6}}`; the birth dates are shown too"

    // Booking.
    NoCancel "cancel-missing" {}
        ja "キャンセルのしかたが書かれていません" => "「booking:」の下に「cancel: both」（オンラインでも電話でも）、「cancel: online」、「cancel: phone」のどれかを足してください"
        en "nothing says how to cancel" => "add `cancel: both`, `cancel: online` or `cancel: phone` below `booking:`"
    NoResult "lottery-result" {}
        ja "抽選の結果が、いつ、どう届くのか書かれていません" => "「booking:」の下に「result_notice: 締切から3日以内に、全員へメールでお知らせします。」のように足してください"
        en "nothing says when and how the result of the lottery comes" => "add `result_notice: …` below `booking:`"
    NoDeadline "booking-steps" {}
        ja "申込の締切が書かれていません（教室が始まるまで受け付けます）" => "締切があるなら、「booking:」の下に「closes: 2日前 17:00」のように足してください"
        en "no deadline is stated, so booking stays open until the session starts" => "if there is one, add `closes: 2日前 17:00` below `booking:`"
    NoPhoneHours "booking-steps" {}
        ja "電話を受ける時間が書かれていません" => "「booking:」の下に「phone_hours: 平日 午前8時30分〜午後5時15分」のように足してください"
        en "nothing says when the telephone is answered" => "add `phone_hours: 平日 午前8時30分〜午後5時15分` below `booking:`"
    OnlyForm "alone-url" {}
        ja "電話番号がどこにもありません。申込フォームが苦手な人が申し込めません" => "「booking:」の下に「phone: 0197-00-0012」のように足してください"
        en "there is no telephone number, so those who cannot use the form cannot book" => "add `phone: …` below `booking:`"
    NoContactPhone "contact" {}
        ja "問い合わせ先に電話番号がありません" => "「contact:」の下に「phone: 0197-00-0011」のように足してください"
        en "the contact has no telephone number" => "add `phone: …` below `contact:`"
    SameForm "same-form" { other: String }
        ja "{other} と同じ申込フォームです。別の日の申込になりませんか" => "この回のフォームのURLに直してください。どの回も同じフォームなら、_course.md に1度だけ書きます"
        en "{other} has the same form: will people book the other day?" => "write this session's own form; if all share one, say it once in _course.md"
    HttpForm "http-form" { safe: String }
        ja "申込フォームのURLが http:// で始まっています。入れた内容が途中で読まれるおそれがあります" => "「{safe}」で開けるか確かめて、開けたら書きかえてください"
        en "the form's address begins with http://, so what is typed can be read on the way" => "try {safe}, and write that if it opens"

    // Days and rooms.
    RoomTaken "room-overlap" { room: String, other: String }
        ja "{other} と、部屋（{room}）も時間も重なっています" => "日にち、時間、部屋を確かめてください。広い部屋を分けて使うのなら、「allow:」の下に「room-overlap: 部屋を分けて使います」と書けます"
        en "{other} is in the same room ({room}) at the same time" => "check date, time and room; if the room is shared on purpose, write `room-overlap: why` below `allow:`"
    Holiday "day-off" { date: String }
        ja "{date}は祝日です" => "日にちを確かめてください。開くのなら、「notes:」の下に「  - 祝日ですが、開きます。」と書くと、読む人も迷いません"
        en "{date} is a national holiday" => "check the date; if it is held all the same, say so in `notes:`"
    ClosedDay "day-off" { date: String }
        ja "{date}は市役所の閉まる日です" => "日にちを確かめてください。開くのなら、「notes:」の下に「  - 閉庁日ですが、開きます。」と書くと、読む人も迷いません"
        en "the city hall is closed on {date}" => "check the date; if it is held all the same, say so in `notes:`"

    // Numbers.
    OddCapacity "odd-number" { text: String }
        ja "定員「{text}」は、日付か桁のまちがいのように見えます" => "「capacity: 12組」のように、数と単位で書いてください。本当に300を超えるのなら、「allow:」の下に「odd-number: 大ホールです」のように書けます"
        en "the capacity “{text}” looks like a date or a slip" => "write `capacity: 12組`; if it is right, write `odd-number: why` below `allow:`"
    OddFee "odd-number" { text: String }
        ja "費用「{text}」は、日付か桁のまちがいのように見えます" => "「fee: 200円」のように書いてください。本当に5,000円を超えるのなら、「allow:」の下に「odd-number: 教材費をふくみます」のように書けます"
        en "the fee “{text}” looks like a date or a slip" => "write `fee: 200円`; if it is right, write `odd-number: why` below `allow:`"
    NoAreaCode "phone-not-dialable" { text: String }
        ja "「{text}」には市外局番がありません" => "「0197-00-0012」のように、市外局番から書いてください"
        en "“{text}” lacks its area code" => "write it from the area code: 0197-00-0012"
    PhoneDigits "phone-not-dialable" { text: String, digits: usize }
        ja "電話番号「{text}」は{digits}桁です。これではかかりません" => "電話番号は10桁か11桁です。元の資料と見くらべてください"
        en "the telephone number “{text}” has {digits} digits and cannot be dialled" => "numbers have 10 or 11 digits; compare it with its source"

    // Days and times in prose.
    NoWeekday "weekday-missing" { date: String, weekday: &'static str }
        ja "「{date}」に曜日がありません" => "「{date}（{weekday}）」と書いてください"
        en "“{date}” has no weekday" => "write “{date}（{weekday}）”"
    DateShape "date-shape" { text: String, words: String }
        ja "「{text}」は、分数や別の日に読まれることがあります" => "「{words}」と書いてください"
        en "“{text}” may be read as a fraction or as another day" => "write “{words}”"
    EraAlone "year" { both: String }
        ja "年が和暦だけです" => "「{both}」と書いてください"
        en "the year is given in the Japanese era only" => "write “{both}”"
    TimeShape "time-shape" { text: String, words: String }
        ja "文の中の「{text}」は、読みまちがえやすい書き方です" => "「{words}」と書いてください"
        en "“{text}” is easily misread in a sentence" => "write “{words}”"
    Noon "noon" { text: String, words: String }
        ja "「{text}」は、昼とも夜中とも読めます" => "「{words}」と書いてください（夜中なら午前0時）"
        en "“{text}” can mean noon or midnight" => "write “{words}” (or 午前0時 for midnight)"

    // Sentences.
    LongSentence "sentence-length" { length: usize, most: usize }
        ja "この文は{length}文字あります" => "{most}文字までを目安に、2つの文に分けてください。「〜ので、」「〜が、」「〜して、」のところが分けやすい場所です"
        en "this sentence has {length} characters" => "split it into two of up to {most}; 〜ので, 〜が and 〜して are good places"
    ManyClauses "one-idea" { commas: usize }
        ja "この文は、「、」で{commas}回つながっています" => "1つの文に1つのことを書き、2つか3つの文に分けてください。ならべるなら「- 」の箇条書きにできます"
        en "this sentence strings its clauses on {commas} commas" => "one thought a sentence; or make it a list of `- ` lines"
    KanjiRun "kanji-run" { text: String, length: usize }
        ja "「{text}」は、漢字が{length}文字続いています" => "「の」「を」「する」を入れて分けてください（例: 離乳食調理実習 → 離乳食を作る実習）。変えられない名前なら、「allow:」の下に「kanji-run: 正式な名前です」と書けます"
        en "“{text}” is a run of {length} kanji" => "part it with の, を or する; if it is an official name, write `kanji-run: the official name` below `allow:`"
    DoubleNegative "double-negative" { text: String }
        ja "「{text}…」は打ち消しが2つ重なっていて、できるのかできないのか迷います" => "「できます」「あります」のように、打ち消しを使わずに書いてください"
        en "two negations (“{text}…”) leave readers in doubt" => "say it without: できます, あります"

    // Words.
    EmptyLink "link-text" { text: String }
        ja "リンクの言葉「{text}」からは、行き先がわかりません" => "「[離乳食の冊子（PDF）](URL)」のように、行き先の名前をリンクにしてください"
        en "the link's words “{text}” do not say where it leads" => "make the name of what it leads to the link"
    EmptyPointer "link-text" {}
        ja "「こちら」「ここ」では、どこを見ればよいのかわかりません" => "「申込フォーム」「市のホームページの〇〇」のように、場所の名前を書いてください"
        en "“here” does not say where" => "name the place: the form, the page"
    ConsultHow "consult" { text: String }
        ja "「{text}」だけでは、どこへ、どうやってかがわかりません" => "「申込のときに教えてください」「電話（0197-00-0012）で{text}」のように、方法を添えてください"
        en "“{text}” does not say where and how" => "add the way: when booking, by telephone (with the number)"
    Tou "tou" { word: String }
        ja "「{word}等」に何が入るのか、読む人にはわかりません" => "入るものを全部書くか、「{word}など」にしてください"
        en "{word}等 does not say what else belongs to it" => "name all of it, or write {word}など"
    CountUnit "count-unit" { text: String, right: String }
        ja "「{text}」は、公用文では「か」で書きます" => "「{right}」と書いてください"
        en "“{text}” is written with か" => "write “{right}”"
    Width "zenkaku" { text: String, right: String }
        ja "「{text}」は、押せなかったり検索に出なかったりする文字です" => "「{right}」と書いてください"
        en "“{text}” is in a width that cannot be dialled or found" => "write “{right}”"
    Loan "katakana" { loan: &'static str, plain: &'static str }
        ja "「{loan}」は、伝わらない人がいます" => "「{plain}」と書けませんか"
        en "“{loan}” does not reach everyone" => "could it be “{plain}”?"

    // More of the same.
    AndMore "and-more" { rule: &'static str, count: usize }
        ja "[{rule}] の助言が、このファイルに、ここからあと{count}か所あります" => "同じように直してください。直さないと決めたら、「allow:」の下に「{rule}: その理由」と書けます"
        en "[{rule}] has {count} more places in this file, from here on" => "mend them the same way, or write `{rule}: why` below `allow:`"
}

impl Remark {
    /// The ids of all remarks.
    pub fn ids() -> &'static [&'static str] {
        RULES
    }
}
