//! The rows of the field table, in the order of the documentation, each with the words that `docs/kakikata.md` and editors
//! show for it. Long on purpose: whoever adds a field adds one row here and nowhere else.

use super::{Field, Form, Levels, field, map, map_or, must, part};

const CHANGE: &[Field] = &[
    part("date", &["日", "日付"], Form::Date, "決めた日"),
    part("text", &["内容"], Form::Text, "何が、なぜ変わったか"),
];

const AUDIENCE: &[Field] = &[
    part("text", &["文"], Form::Text, "自分の言葉で書きたいとき"),
    part("min_months", &["何か月から"], Form::Number, "いちばん小さい月齢（数字）"),
    part("max_months", &["何か月まで"], Form::Number, "いちばん大きい月齢（数字）"),
    part("born", &["生まれ"], Form::Text, "生まれた日の範囲を自分で決めるとき。`2026-05-11..2026-07-10`"),
    part("residents_only", &["市民のみ"], Form::Flag, "`はい` または `いいえ`"),
];

const VENUE: &[Field] = &[
    part("name", &["名前", "名称"], Form::Text, "建物の名前"),
    part("room", &["部屋"], Form::Text, "部屋や階。`2階 調理室`"),
    part("address", &["住所"], Form::Text, "`あおば市中央1丁目2番3号`。地図へのリンクになります"),
    part("lat", &["緯度"], Form::Number, "地図の位置の緯度（数字）。`lng` とそろえて書きます"),
    part("lng", &["経度"], Form::Number, "地図の位置の経度（数字）"),
    part("access", &["行き方", "アクセス"], Form::Text, "`あおば駅から歩いて8分`"),
    part("parking", &["駐車場"], Form::Answer, "`40台（無料）`。`なし` と書けば「なし」と出ます"),
    part("online", &["オンライン"], Form::Text, "家からの参加のしかた。オンラインだけなら、`name` はいりません"),
];

const CAPACITY: &[Field] = &[
    part("count", &["数"], Form::Number, "数字。`12`"),
    part("unit", &["単位"], Form::Text, "数え方。`組`、`人`"),
    part(
        "method",
        &["方法"],
        Form::Choice(&[("first_come", &["先着", "先着順"]), ("lottery", &["抽選"]), ("none", &["なし"])]),
        "`先着`（first_come）、`抽選`（lottery）、`なし`（none）",
    ),
];

const FEE: &[Field] = &[
    part("yen", &["円"], Form::Yen, "金額。`200`、`無料`"),
    part("unit", &["単位"], Form::Text, "`組` と書くと「1組 200円」となります"),
    part("note", &["補足"], Form::Text, "何のためのお金か。`材料費`"),
];

const COMPANIONS: &[Field] = &[
    part("siblings", &["きょうだい", "兄弟"], Form::Answer, "`ごきょうだいもいっしょにどうぞ。`"),
    part("childcare", &["託児"], Form::Answer, "`託児はありません。`"),
    part(
        "partner_welcome",
        &["夫婦歓迎", "ご夫婦歓迎"],
        Form::Flag,
        "`はい` と書くと「ご夫婦での参加も歓迎です」と、カードやスライドに出ます",
    ),
];

const ALLERGY: &[Field] = &[
    part("tasting", &["試食"], Form::Answer, "`保護者のかただけ味見があります。`、`なし`"),
    part("note", &["補足"], Form::Text, "`食物アレルギーのあるかたは、申込のときに教えてください。`"),
];

const CHANNELS: &[Field] = &[
    part("web", &["ページ"], Form::Url, "ページのボタンのURL"),
    part("line", &["LINE"], Form::Url, "LINE用カードのURL"),
    part("signage", &["サイネージ"], Form::Url, "庁舎の画面のURL"),
    part("flyer", &["チラシ"], Form::Url, "チラシのURL"),
];

const CHOSEN: &[Field] = &[
    part("card", &["カード"], Form::Flag, "LINEやSNSに貼る画像。`しない` にすると、作りません"),
    part("signage", &["サイネージ"], Form::Flag, "庁舎の画面に流すスライド。`しない` にすると、作りません"),
];

const BOOKING: &[Field] = &[
    part(
        "need",
        &["要否"],
        Form::Choice(&[("required", &["必要"]), ("none", &["不要"])]),
        "`必要`（required）、`不要`（none）。書かなければ「必要」です",
    ),
    part("url", &["URL", "フォーム"], Form::Url, "申込フォームのアドレス。ブラウザーのアドレス欄を、そのまま写します"),
    part("channels", &["媒体別"], map(CHANNELS), "媒体ごとに別のURLを使うとき"),
    part("opens", &["申込開始", "開始"], Form::Moment, "受付が始まる日時。書かなければ、もう始まっています"),
    part(
        "closes",
        &["申込締切", "締切"],
        Form::Moment,
        "受付が終わる日時。書かなければ、教室が始まるまでです。始まりより後の日時を書いても、始まったら締め切ります",
    ),
    part("phone", &["電話"], Form::Phone, "申込の電話番号。`0197-00-0011`"),
    part("phone_hours", &["電話受付時間"], Form::Text, "`平日 午前8時30分〜午後5時15分`"),
    part(
        "cancel",
        &["キャンセル"],
        Form::Choice(&[("online", &["オンライン", "ネット"]), ("phone", &["電話"]), ("both", &["どちらでも", "両方"])]),
        "取り消しの方法。`オンライン`（online、ネット）、`電話`（phone）、`どちらでも`（both、両方）",
    ),
    part("cancel_note", &["キャンセルの案内"], Form::Text, "取り消しについてのひとこと。自分の言葉で書けます"),
    part("result_notice", &["結果の連絡"], Form::Text, "抽選の結果を、いつ、どう知らせるか"),
    part("leftover", &["空きがあるとき"], Form::Text, "空きが出たときの受け付け方"),
];

const CONTACT: &[Field] = &[
    part("name", &["名前", "部署"], Form::Text, "`あおば市 健康こども課`"),
    part("phone", &["電話"], Form::Phone, "`0197-00-0011`"),
    part("email", &["メール"], Form::Text, "`kosodate@city.aoba.example.jp`"),
];

const PHOTO: &[Field] = &[
    part(
        "file",
        &["ファイル"],
        Form::Text,
        "このファイルのあるフォルダーから見た場所。`photos/oyako.jpg`（JPEG、PNG、WebP）。横1200ピクセルより大きいもの",
    ),
    part("alt", &["説明"], Form::Text, "何が写っているか。目の見えないかたに読み上げます。**必ず書きます**"),
    part("focus", &["中心"], Form::Text, "切り取るときに、まん中に残す場所。左からと上からの割合で `50% 30%`"),
    part("credit", &["撮影"], Form::Text, "撮った人"),
    part("consent", &["同意"], Form::Text, "写っている人の同意をいつ得たか。**必ず書きます**。ページには出ません"),
];

const VIDEO: &[Field] = &[
    part("url", &["URL"], Form::Url, "動画のアドレス"),
    part("title", &["題名"], Form::Text, "リンクの言葉。書かなければ「教室のようすを動画で見る」"),
    part("picture", &["写真"], Form::Text, "動画のひとこまの画像。`photos/douga.jpg`。再生のしるしを重ねて出します"),
    part("minutes", &["分"], Form::Number, "長さ。リンクの言葉のうしろに「（3分）」と出ます"),
];

const FAQ: &[Field] = &[
    part("q", &["質問", "問"], Form::Text, "質問"),
    part("a", &["答え", "答"], Form::Text, "答え。ふつうの文章と同じように、リンクや太字も使えます"),
];
const FLOW: &[Field] =
    &[part("time", &["時刻"], Form::Text, "`9:45`"), part("text", &["内容"], Form::Text, "何をするか")];
const AFTER: &[Field] = &[
    part("text", &["文"], Form::Text, "お礼などの文"),
    part("url", &["URL"], Form::Url, "資料や録画のアドレス"),
    part("title", &["題名"], Form::Text, "リンクの言葉"),
];
const SURVEY: &[Field] = &[
    part("title", &["題名"], Form::Text, "リンクの言葉。書かなければ「アンケートに答える」"),
    part("url", &["URL"], Form::Url, "アンケートのアドレス"),
    part("closes", &["締切"], Form::Moment, "締め切る日時。教室が終わった後にします"),
];
const OPEN_DATA: &[Field] = &[
    part("id", &["番号"], Form::Text, "市で決めた番号"),
    part("kana", &["カナ"], Form::Text, "教室名の読み。`リニュウショクキョウシツ`"),
    part("category", &["分類"], Form::Text, "`子育て`"),
];

const PANEL: &[Field] = &[
    part("inches", &["型", "インチ"], Form::Number, "画面の大きさ（型）。書かなければ `43`"),
    part("read_m", &["読む距離"], Form::Number, "字を読む人までの距離（メートル）。書かなければ `5`"),
    part("scan_m", &["読み取る距離"], Form::Number, "QRコードを読み取る人までの距離（メートル）。書かなければ `2`"),
];

const SHARE: &[Field] = &[
    part("announcement", &["お知らせ"], Form::Number, "お知らせのスライド。書かなければ `1`"),
    part("further", &["写真とことば"], Form::Number, "写真とことばのスライド（`slides`）"),
    part("dates", &["日程"], Form::Number, "「このあとの日程」のスライド"),
    part("survey", &["アンケート"], Form::Number, "アンケートのスライド"),
];

const SIGNAGE: &[Field] = &[
    part("seconds", &["秒"], Form::Number, "1枚を出しておく秒数。3 から 600 まで。書かなければ `12`"),
    part(
        "order",
        &["順番"],
        Form::Choice(&[("date", &["日付順"]), ("course", &["教室順"])]),
        "`日付順`（date）か `教室順`（course）。書かなければ日付順",
    ),
    part(
        "per_course",
        &["教室ごとの回数"],
        Form::Number,
        "1つの教室で、いちどに出す回の数。近い回から。書かなければ `3`",
    ),
    part("share", &["割合"], map(SHARE), "ひとまわりに何度出すか。`0` なら出しません。書かなければ、どれも `1`"),
    part("clock", &["時計"], Form::Flag, "`あり` にすると、右上に時計が出ます"),
    part(
        "mirror",
        &["左右の入れかえ"],
        Form::Choice(&[("on", &["する", "あり"]), ("off", &["しない", "なし"])]),
        "1時間ごとに左右を入れかえます（焼きつきを防ぎます）。いらなければ `しない`",
    ),
    part(
        "screens",
        &["画面の向き"],
        Form::Choice(&[("both", &["両方"]), ("landscape", &["横", "横向き"]), ("portrait", &["縦", "縦向き"])]),
        "`横`（landscape）、`縦`（portrait）、`両方`（both）。使わない向きを書かなければ、作る時間と容量が半分になります",
    ),
    part(
        "panel",
        &["画面"],
        map(PANEL),
        "画面の大きさと、見る人までの距離。小さすぎる字やQRコードがあると、作るときに数字で知らせます",
    ),
];

const TARGET: &[Field] = &[
    part(
        "kind",
        &["方法"],
        Form::Choice(&[
            ("folder", &["フォルダー", "共有フォルダー"]),
            ("zip", &["ZIP"]),
            ("ftps", &["FTPS"]),
            ("sftp", &["SFTP"]),
        ]),
        "`フォルダー`（folder）、`zip`、`FTPS`（ftps）、`SFTP`（sftp）。**必ず書きます**",
    ),
    part("host", &["サーバー"], Form::Text, "FTPS と SFTP のサーバーの名前。`ftp.city.aoba.example.jp`"),
    part("port", &["ポート"], Form::Number, "サーバーのポート。書かなければ FTPS は `21`、SFTP は `22`"),
    part("user", &["ユーザー"], Form::Text, "サーバーに入るときの名前"),
    part(
        "path",
        &["場所"],
        Form::Text,
        "置く場所。フォルダーなら `Z:\\web\\oideyo`、サーバーなら `/public_html/oideyo`。zip なら、zip を作るフォルダー（書かなければ `out`）",
    ),
    part(
        "holds",
        &["中身"],
        Form::Choice(&[("all", &["すべて"]), ("changes", &["変更分"])]),
        "zip に入れるもの。`すべて`（all）か、前の zip からの `変更分`（changes）。書かなければ、すべて",
    ),
    part(
        "key",
        &["鍵"],
        Form::Text,
        "SFTP の秘密鍵の**ファイルの場所**。`C:\\Users\\aoba\\.ssh\\id_ed25519`。書かなければ、パスワードで入ります",
    ),
    part(
        "authority",
        &["認証局"],
        Form::Text,
        "FTPS のサーバーが市の認証局の証明書を使うときの、認証局の証明書のファイル（PEM）。このファイルのあるフォルダーから見た場所",
    ),
    part(
        "fingerprint",
        &["指紋"],
        Form::Text,
        "サーバーの証明書や鍵の指紋（`SHA256:…`）が先にわかっているとき。書かなければ、はじめて送るときにたずねます",
    ),
    part("connections", &["同時接続"], Form::Number, "同時につなぐ数。1 から 8 まで。書かなければ `3`"),
];

const SLIDE: &[Field] = &[
    part("text", &["文"], Form::Text, "大きく出す言葉。写真や動画があるときは、その説明。`／` で行をかえます"),
    part("quote", &["ことば"], Form::Text, "`text` の代わりに。参加者の声などに"),
    part("source", &["だれの", "もと"], Form::Text, "だれの言葉か、何をもとにした数字か。小さく添えます"),
    part("photo", &["写真"], Form::Text, "写真のファイル。`alt` と `consent` も**必ず書きます**"),
    part(
        "film",
        &["動画"],
        Form::Text,
        "MP4（H.264）のファイル。音は出ません。15秒くらいがちょうどよく、60 MB までです。再生できない画面のために `photo`（ひとこま）も**必ず書きます**",
    ),
    part("alt", &["説明"], Form::Text, "写真や動画に何が写っているか"),
    part("focus", &["中心"], Form::Text, "切り取るときに、まん中に残す場所。`50% 30%`"),
    part("credit", &["撮影"], Form::Text, "撮った人"),
    part("consent", &["同意"], Form::Text, "写っている人の同意をいつ得たか"),
    part("seconds", &["秒"], Form::Number, "このスライドを出しておく秒数。動画は終わりまで流れてから数えます"),
];

const SEATS: Form = Form::Choice(&[
    ("open", &["あり", "空きあり", "受付中", "○", "〇", "◯", "◎"]),
    ("few", &["残りわずか", "わずか", "△", "▲"]),
    ("full", &["満席", "満員", "×", "✕", "✖"]),
    ("waitlist", &["キャンセル待ち"]),
    ("closed", &["締切", "受付終了"]),
]);

const STANDING: Form = Form::Choice(&[("on", &["予定", "開催"]), ("cancelled", &["中止"]), ("postponed", &["延期"])]);

/// Every field, in the order of the documentation. A static, as readers know by its address whether they read a whole file.
pub static FIELDS: &[Field] = &[
    must("city", &["市", "市町村"], Form::Text, Levels::SITE, "`あおば市`"),
    must("team", &["課", "担当課"], Form::Text, Levels::SITE, "`健康こども課`"),
    must(
        "base_url",
        &["公開先URL", "公開先"],
        Form::Url,
        Levels::SITE,
        "公開する場所。`https://` で始まり `/` で終わります",
    ),
    field("language", &["言語"], Form::Text, Levels::SITE, "書かなければ `ja`（日本語）"),
    field("timezone", &["時差"], Form::Text, Levels::SITE, "書かなければ `+09:00`（日本）"),
    field(
        "theme",
        &["テーマ"],
        Form::Text,
        Levels::SITE,
        "見た目。書かなければ `default`。[テーマの作り方](themes.md)",
    ),
    must("booking_hosts", &["申込先ドメイン"], Form::List(&Form::Text), Levels::SITE, "申込フォームのドメインの一覧"),
    field(
        "facilities",
        &["施設名"],
        Form::List(&Form::Text),
        Levels::SITE,
        "画像の中で、途中で改行してほしくない名前の一覧",
    ),
    field(
        "closed_days",
        &["閉庁日"],
        Form::List(&Form::Date),
        Levels::SITE,
        "土日と祝日のほかに、市役所が閉まる日の一覧",
    ),
    field("signage", &["サイネージ"], map(SIGNAGE), Levels::SITE, "庁舎の画面のこと。どれも書かなくてかまいません"),
    field("posts", &["投稿"], Form::Free, Levels::SITE, "後の版で、投稿の文を作るときに使います"),
    field(
        "publish",
        &["公開"],
        Form::Named(&map(TARGET)),
        Levels::SITE,
        "`oideyo publish` で送る先。名前（`本番` など）を自分で決め、その下に書きます。**パスワードは書きません**。[公開のしかた](publish.ja.md)",
    ),
    field(
        "levels",
        &["助言の強さ"],
        Form::Rules,
        Levels::SITE,
        "書き方の助言の強さを、助言ごとに変えます。`なし`、`お知らせ`、`注意`。[書き方の助言](jogen.md)",
    ),
    field("channels", &["媒体"], map(CHOSEN), Levels::SITE, "作るものを選びます。書かなければ、どれも作ります"),
    must("name", &["教室名"], Form::Text, Levels::COURSE, "教室の名前。20文字まで。一覧やカレンダーに使います"),
    field(
        "slug",
        &["アドレス"],
        Form::Text,
        Levels::COURSE_SESSION,
        "フォルダーやファイルの名前に日本語を使うときの、半角のアドレス",
    ),
    must(
        "title",
        &["見出し", "題名"],
        Form::Text,
        Levels::COURSE_SESSION,
        "参加すると何が得られるか。80文字まで（30文字くらいが読みやすいです）。`／` を入れると、そこで改行します",
    ),
    field("summary", &["要約"], Form::Text, Levels::COURSE_SESSION, "1文の紹介。検索の結果や、SNSに貼ったときに出ます"),
    field(
        "notes",
        &["お知らせ"],
        Form::List(&Form::Text),
        Levels::COURSE_SESSION,
        "その回だけの、知らせたいことの一覧",
    ),
    must(
        "date",
        &["開催日"],
        Form::Date,
        Levels::SESSION,
        "開催する日。ファイルの名前が日付なら、書かなくてかまいません",
    ),
    must(
        "time",
        &["時間", "開催時間"],
        Form::Hours,
        Levels::COURSE_SESSION,
        "始まりと終わり。`10:00-11:30`、`10時〜11時半`",
    ),
    field("doors", &["会場受付"], Form::Clock, Levels::COURSE_SESSION, "会場が開く時刻。`9:45`"),
    field(
        "seats",
        &["空き"],
        SEATS,
        Levels::SESSION,
        "`あり`、`残りわずか`、`満席`、`キャンセル待ち`、`締切`。書かなければ「あり」です",
    ),
    field(
        "standing",
        &["開催"],
        STANDING,
        Levels::SESSION,
        "`予定`（on）、`中止`（cancelled）、`延期`（postponed）。書かなければ「予定」です",
    ),
    field(
        "previous_dates",
        &["変更前の日"],
        Form::List(&Form::Date),
        Levels::SESSION,
        "日程が変わったときの、前の日。画像には新しいほうから2つまで出ます",
    ),
    field(
        "changes",
        &["変更履歴"],
        Form::List(&map(CHANGE)),
        Levels::SESSION,
        "いつ、何が変わったかの一覧。カレンダーや新着情報に登録した人に届きます",
    ),
    must(
        "audience",
        &["対象"],
        map_or("text", AUDIENCE),
        Levels::ANY,
        "だれのための回か。月齢で書くと、ひと目でわかります。1行の文だけでもかまいません",
    ),
    must("venue", &["会場"], map_or("name", VENUE), Levels::ANY, "どこで開くか。名前だけなら1行で書けます"),
    field(
        "capacity",
        &["定員"],
        map_or("count", CAPACITY),
        Levels::ANY,
        "何組まで、何人まで。`12組` のように1行でも書けます",
    ),
    must("fee", &["費用", "料金", "参加費"], map_or("yen", FEE), Levels::ANY, "かかるお金。`無料`、`200円`"),
    field("bring", &["持ち物"], Form::List(&Form::Text), Levels::ANY, "持ってくるものの一覧"),
    field(
        "support",
        &["設備"],
        Form::List(&Form::Text),
        Levels::ANY,
        "授乳室、おむつ替え台、ベビーカー置き場などの一覧",
    ),
    field("companions", &["同伴"], map(COMPANIONS), Levels::ANY, "いっしょに来る人のこと"),
    field(
        "allergy",
        &["アレルギー"],
        map_or("note", ALLERGY),
        Levels::ANY,
        "試食とアレルギーのこと。1行で書くと `note` になります",
    ),
    must(
        "booking",
        &["申込", "予約"],
        map(BOOKING),
        Levels::ANY,
        "申込のこと。フォームのURLか電話番号の、どちらかは必ず書きます",
    ),
    must(
        "contact",
        &["問い合わせ", "問合せ"],
        map(CONTACT),
        Levels::ANY,
        "問い合わせ先。ふつうは `site.yaml` に1度だけ書きます",
    ),
    field("photo", &["写真"], map(PHOTO), Levels::ANY, "ページやカードに出す写真"),
    field("video", &["動画"], map(VIDEO), Levels::COURSE_SESSION, "ほかの場所で公開している動画"),
    field(
        "slides",
        &["スライド"],
        Form::List(&map_or("text", SLIDE)),
        Levels::COURSE_SESSION,
        "庁舎の画面に足すスライドの一覧。「- 」の行の1つが1枚です。文だけでもかまいません",
    ),
    field(
        "faq",
        &["よくある質問"],
        Form::List(&map(FAQ)),
        Levels::COURSE_SESSION,
        "よくある質問の一覧。1つずつ `q` と `a` を書きます",
    ),
    field(
        "flow",
        &["当日の流れ"],
        Form::List(&map_or("text", FLOW)),
        Levels::COURSE_SESSION,
        "当日の流れの一覧。文だけでもかまいません",
    ),
    field(
        "after",
        &["終了後"],
        map_or("text", AFTER),
        Levels::COURSE_SESSION,
        "終わった回に出す言葉。`url` だけなら「資料や録画を見る」と出ます",
    ),
    field(
        "survey",
        &["アンケート"],
        map_or("url", SURVEY),
        Levels::COURSE_SESSION,
        "参加した人へのアンケート。URLだけでもかまいません。締切を過ぎると消えます",
    ),
    field(
        "art",
        &["絵"],
        Form::Text,
        Levels::COURSE_SESSION,
        "写真がないときの絵。`bowl`（おわん）、`plate`（お皿）、`family`（家族）、`baby`（赤ちゃん）、`talk`（相談）",
    ),
    field(
        "open_data",
        &["オープンデータ"],
        map(OPEN_DATA),
        Levels::ANY,
        "後の版で、イベント一覧の表を作るときに使います",
    ),
    field(
        "allow",
        &["助言を止める"],
        Form::Rules,
        Levels::ANY,
        "書き方の助言を、わけを書いて止めます。`kanji-run: 正式な名前です` のように書きます。[書き方の助言](jogen.md)",
    ),
];
