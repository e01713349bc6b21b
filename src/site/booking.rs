//! Booking: the external form, its opening and closing moments, the telephone, the way to cancel.

use jiff::Timestamp;

use crate::content::tidy::in_usual_width;

/// Everything about booking one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// How one books.
    pub way: BookingWay,
    /// When booking opens; absent = open already.
    pub opens: Option<Timestamp>,
    /// When booking closes; the session's start where staff say nothing.
    pub closes: Timestamp,
    /// Whether staff stated the closing moment themselves.
    pub closes_stated: bool,
    /// The telephone for bookings.
    pub phone: Option<Phone>,
    /// 「平日 8時30分〜17時」.
    pub phone_hours: Option<String>,
    /// How one cancels.
    pub cancel: Option<Cancel>,
    /// A word about cancelling, in the writer's words.
    pub cancel_note: Option<String>,
    /// When and how one hears the result of a lottery.
    pub result_notice: Option<String>,
    /// How places that are left over are given away.
    pub leftover: Option<String>,
}

impl Booking {
    /// The form a channel's QR code or button opens.
    pub fn url(&self, channel: QrChannel) -> Option<&BookingUrl> {
        match &self.way {
            BookingWay::Form { url, channels } => {
                Some(channels.iter().find(|(of, _)| *of == channel).map_or(url, |(_, url)| url))
            }
            BookingWay::Phone | BookingWay::NotNeeded => None,
        }
    }

    /// Whether one may simply come.
    pub fn is_needed(&self) -> bool {
        self.way != BookingWay::NotNeeded
    }
}

/// How one books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookingWay {
    /// By an external form.
    Form {
        /// The form, for every channel that has none of its own.
        url: BookingUrl,
        /// Forms of single channels.
        channels: Vec<(QrChannel, BookingUrl)>,
    },
    /// Only by telephone.
    Phone,
    /// One may simply come.
    NotNeeded,
}

/// The channels that may have a form address of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QrChannel {
    /// Page and preview card.
    Web,
    /// The card for chat apps.
    Line,
    /// Slides and USB sticks.
    Signage,
    /// The printed flyer.
    Flyer,
}

/// How one cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cancel {
    /// By the form.
    Online,
    /// By telephone.
    Phone,
    /// Either.
    Both,
}

impl Cancel {
    /// Whether 「オンラインでキャンセルできます」 is true.
    pub fn is_online(self) -> bool {
        self != Self::Phone
    }
}

/// A telephone number: as printed, and as dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// 「0197-00-0011」.
    pub printed: String,
    /// `0197000011`, for `tel:` links.
    pub dial: String,
}

impl Phone {
    /// Reads a number of 10 or 11 digits that starts with 0 (Japan's numbering plan), in any width, with any hyphens.
    pub fn read(text: &str) -> Option<Self> {
        let printed: String = in_usual_width(text.trim()).chars().map(|c| if is_hyphen(c) { '-' } else { c }).collect();
        let dial: String = printed.chars().filter(char::is_ascii_digit).collect();
        let clean = printed.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | ' '));
        (clean && dial.starts_with('0') && (10..=11).contains(&dial.len())).then_some(Self { printed, dial })
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '─' | '〜')
}

/// The address of a booking form: http(s), plain ASCII, at a host the site allows. Byte for byte what staff wrote, but
/// for Japanese characters in its path or query, which are percent-encoded as every browser does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingUrl(String);

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookingUrlError {
    /// Does not begin with http:// or https://.
    NotHttp,
    /// Holds a space or a control character.
    Space,
    /// The host is not plain ASCII.
    JapaneseHost,
    /// No host, or one with a user name or an odd character in it.
    BadHost,
    /// The host is not in `booking_hosts`.
    HostNotAllowed {
        /// The host, as it should be added.
        host: String,
    },
}

impl BookingUrl {
    /// Checks an address against the site's `booking_hosts`.
    ///
    /// # Errors
    /// See [`BookingUrlError`].
    pub fn parse(text: &str, hosts: &[String]) -> Result<Self, BookingUrlError> {
        let url = web_address(text)?;
        let host = host_of(&url);
        if !hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host)) {
            return Err(BookingUrlError::HostNotAllowed { host: host.to_ascii_lowercase() });
        }
        Ok(Self(url))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Host and port of a checked web address.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or("")
}

/// Any http(s) address, ASCII after percent-encoding its path and query.
///
/// # Errors
/// All of [`BookingUrlError`] but the allowed hosts.
pub fn web_address(text: &str) -> Result<String, BookingUrlError> {
    let text = text.trim();
    let scheme = text.get(..8).filter(|s| s.eq_ignore_ascii_case("https://")).or_else(|| text.get(..7));
    let scheme = scheme.filter(|s| s.eq_ignore_ascii_case("https://") || s.eq_ignore_ascii_case("http://"));
    let Some(scheme) = scheme else { return Err(BookingUrlError::NotHttp) };
    if text.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(BookingUrlError::Space);
    }
    let host = host_of(text);
    if !host.is_ascii() {
        return Err(BookingUrlError::JapaneseHost);
    }
    let name = host.split(':').next().unwrap_or("");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':');
    if name.is_empty() || !host.chars().all(plain) || text[scheme.len()..].contains(['\\', '"', '<', '>', '^', '`']) {
        return Err(BookingUrlError::BadHost);
    }
    Ok(text.chars().fold(String::with_capacity(text.len()), |mut url, c| {
        if c.is_ascii() {
            url.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
        url
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hosts() -> Vec<String> {
        vec!["booking.example.jp".into()]
    }

    #[test]
    fn an_address_stays_what_staff_wrote() {
        for url in [
            "https://booking.example.jp/form/tWbQ/206951",
            "https://booking.example.jp/f/x?key=0aF&b=%E3%81%82#part",
            "HTTPS://Booking.Example.jp/F",
        ] {
            assert_eq!(BookingUrl::parse(url, &hosts()).unwrap().as_str(), url);
        }
    }

    #[test]
    fn japanese_in_the_path_is_encoded() {
        let url = BookingUrl::parse("https://booking.example.jp/申込?月=12", &hosts()).unwrap();
        assert_eq!(url.as_str(), "https://booking.example.jp/%E7%94%B3%E8%BE%BC?%E6%9C%88=12");
    }

    #[test]
    fn what_cannot_be_booked_is_refused() {
        let refused = |url| BookingUrl::parse(url, &hosts()).unwrap_err();
        assert_eq!(refused("booking.example.jp/f"), BookingUrlError::NotHttp);
        assert_eq!(refused("javascript:alert(1)"), BookingUrlError::NotHttp);
        assert_eq!(refused("https://booking.example.jp/a b"), BookingUrlError::Space);
        assert_eq!(refused("https://予約.example.jp/"), BookingUrlError::JapaneseHost);
        assert_eq!(refused("https:///form"), BookingUrlError::BadHost);
        assert_eq!(refused("https://booking.example.jp@evil.example/"), BookingUrlError::BadHost);
        assert_eq!(refused("https://booking.example.jp\\@evil.example/"), BookingUrlError::BadHost);
        let host = "booking.example.jp.evil.example".to_owned();
        assert_eq!(refused("https://booking.example.jp.evil.example/"), BookingUrlError::HostNotAllowed { host });
    }

    #[test]
    fn telephones() {
        let phone = Phone::read("０１９７－００－００１１").unwrap();
        assert_eq!((&*phone.printed, &*phone.dial), ("0197-00-0011", "0197000011"));
        for text in ["", "内線 12", "0197-00", "+81-197-00-0011", "0197-00-0011 内線3"] {
            assert_eq!(Phone::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_ascii(text in "(https?://)?[a-z.]{0,12}/?.{0,20}") {
            if let Ok(url) = web_address(&text) {
                prop_assert!(url.is_ascii() && !url.contains(char::is_whitespace));
            }
        }
    }
}
