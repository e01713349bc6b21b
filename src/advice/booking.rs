//! How one books, hears and cancels: what a parent must find before pressing the button.

use super::rule::{HINT, Rule, WARNING};
use super::{Case, Found};
use crate::diagnostics::Remark;
use crate::site::session::Method;
use crate::site::{BookingWay, Standing};

/// The rules of this family.
pub const RULES: &[Rule] = &[
    Rule {
        id: "cancel-missing",
        level: WARNING,
        name: "キャンセルのしかたを書く",
        reason: "急な熱があるのが赤ちゃんです。取り消し方がわかると、安心して申し込めます。連絡のない欠席も減ります。",
        reason_en: "Babies fall ill; who knows how to cancel dares to book, and fewer stay away without a word.",
        source: "「公用文作成の考え方」文化審議会 2022（読み手が必要とする情報を示す）",
        shown: ("（booking に cancel がない）", "booking: {cancel: both}  # オンラインでも電話でも"),
        bad: &[
            "booking: {cancel: なし}",
            "booking: {cancel: なし, phone_hours: 平日 午前9時から午後5時まで}",
            "booking: {url: なし, cancel: なし, phone_hours: 平日 午前9時から午後5時まで}",
        ],
        good: &[
            "booking: {cancel: online}",
            "booking: {cancel: なし, cancel_note: 当日の朝まで、電話で取り消せます。}",
            "booking: {need: 不要, cancel: なし}",
            "booking: {cancel: なし}\nstanding: 中止\nchanges: [{date: 2026-11-30, text: 講師の都合で中止します。}]",
        ],
    },
    Rule {
        id: "lottery-result",
        level: WARNING,
        name: "抽選の結果が、いつ、どう届くかを書く",
        reason: "結果がいつ来るかわからないと、予定が立てられません。「連絡がなければ当選」も、書いてなければ伝わりません。",
        reason_en: "Who does not know when the result comes cannot plan; “no news means yes” must be said too.",
        source: "デジタル庁 GIF イベント（申込方法、定員備考）",
        shown: (
            "capacity: {method: 抽選}（result_notice がない）",
            "booking: {result_notice: 締切から3日以内に、全員へメールでお知らせします。}",
        ),
        bad: &[
            "capacity: {count: 12, unit: 組, method: 抽選}",
            "capacity: {count: 20, unit: 人, method: lottery}\nbooking: {leftover: 空きが出たら、先着順で受け付けます。}",
            "capacity:\n  count: 8\n  unit: 組\n  method: 抽選\ndoors: 9:45",
        ],
        good: &[
            "capacity: {count: 12, unit: 組, method: 抽選}\nbooking: {result_notice: 締切から3日以内に、全員へメールでお知らせします。}",
            "capacity: {count: 12, unit: 組, method: 先着}",
            "capacity: 12組",
        ],
    },
    Rule {
        id: "booking-steps",
        level: HINT,
        name: "いつまでに、いつ電話できるかを書く",
        reason: "フォームは締切が、電話は受付時間がわからないと、今すぐすることなのか、あとでよいのか決められません。",
        reason_en: "Without a deadline (form) or hours (telephone) nobody knows whether to act now.",
        source: "推奨データセット「イベント一覧」（参加申込終了日、連絡先）",
        shown: ("（booking に closes がない）", "booking: {closes: 2日前 17:00}"),
        bad: &["booking: {closes: なし}", "booking: {url: なし}", "booking: {url: なし, phone: 0197-00-0012}"],
        good: &[
            "booking: {closes: 前の平日 17:00}",
            "booking: {url: なし, phone_hours: 平日 午前9時から午後5時まで}",
            "booking: {need: 不要}",
        ],
    },
    Rule {
        id: "alone-url",
        level: WARNING,
        name: "申込フォームのほかに、電話番号も書く",
        reason: "フォームが苦手な人、急いで聞きたい人がいます。電話番号は、予約ボタンの横に出ます。",
        reason_en: "Some cannot use a form, some must ask at once; the number stands beside the button.",
        source: "WCAG 2.2 3.2.6（一貫したヘルプ）",
        shown: (
            "booking: {url: https://…}（電話番号がどこにもない）",
            "booking: {url: https://…, phone: 0197-00-0012}",
        ),
        bad: &[
            "booking: {phone: なし}\ncontact: {phone: なし}",
            "booking: {phone: なし}\ncontact: {phone: なし, email: kosodate@city.aoba.example.jp}",
            "booking: {phone: なし, opens: なし}\ncontact: {phone: なし}",
        ],
        good: &["booking: {phone: なし}", "contact: {phone: なし}", "booking: {need: 不要, phone: なし}"],
    },
    Rule {
        id: "contact",
        level: WARNING,
        name: "問い合わせ先の電話番号を書く",
        reason: "予約のいらない教室でも、当日の朝に「今日はありますか」と聞きたくなります。",
        reason_en: "Even where nobody books, people ask on the morning whether it is held.",
        source: "推奨データセット「イベント一覧」（連絡先電話番号）",
        shown: ("contact: {name: 健康こども課}", "contact: {name: 健康こども課, phone: 0197-00-0011}"),
        bad: &[
            "booking: {need: 不要, phone: なし}\ncontact: {phone: なし}",
            "booking: {need: none, phone: なし}\ncontact: {name: 健康こども課, phone: なし}",
            "booking: {need: 不要, phone: なし}\ncontact: {phone: なし, email: kosodate@city.aoba.example.jp}",
        ],
        good: &[
            "booking: {need: 不要}",
            "booking: {need: 不要}\ncontact: {phone: なし}",
            "booking: {need: 不要, phone: なし}\ncontact: {phone: 0197-00-0012}",
        ],
    },
];

/// What is missing from how one books.
pub fn check(case: &Case<'_>, found: &mut Found) {
    let session = case.session;
    // Nobody books what is not held.
    if session.standing != Standing::On {
        return;
    }
    let booking = &session.booking;
    let silent = booking.phone.is_none() && session.contact.phone.is_none();
    match &booking.way {
        BookingWay::NotNeeded => {
            if silent {
                found.tell(Remark::NoContactPhone {}, &case.said.place(&["contact", "name"]));
            }
            return;
        }
        BookingWay::Form { .. } => {
            if silent {
                found.tell(Remark::OnlyForm {}, &case.said.place(&["booking", "url"]));
            }
            if !booking.closes_stated {
                found.tell(Remark::NoDeadline {}, &case.said.home("booking"));
            }
        }
        BookingWay::Phone => {
            if booking.phone_hours.is_none() {
                found.tell(Remark::NoPhoneHours {}, &case.said.place(&["booking", "phone"]));
            }
        }
    }
    if booking.cancel.is_none() && booking.cancel_note.is_none() {
        found.tell(Remark::NoCancel {}, &case.said.home("booking"));
    }
    let is_lottery = session.capacity.as_ref().and_then(|capacity| capacity.method) == Some(Method::Lottery);
    if is_lottery && booking.result_notice.is_none() {
        found.tell(Remark::NoResult {}, &case.said.place(&["capacity", "method"]));
    }
}
