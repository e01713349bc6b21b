//! Why the page does not get what it asked for.

use axum::body::Body;
use axum::http::{Response, StatusCode};
use serde::Serialize;
use serde_json::json;

use crate::desk::fill::Refused;
use crate::diagnostics::{Lang, Message};
use crate::preview::server::answer;

/// A refusal: what kind it is, what to tell, and what the page shows with it.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    message: Option<Box<Message>>,
    more: Option<Box<serde_json::Value>>,
}

impl Refusal {
    fn of(status: StatusCode) -> Self {
        Self { status, message: None, more: None }
    }

    /// The request makes no sense; our own page sends none such.
    pub fn not_understood() -> Self {
        Self::of(StatusCode::BAD_REQUEST)
    }

    /// The request is too large.
    pub fn too_large() -> Self {
        Self::of(StatusCode::PAYLOAD_TOO_LARGE)
    }

    /// Something broke on the way.
    pub fn failed() -> Self {
        Self::of(StatusCode::SERVICE_UNAVAILABLE)
    }

    /// There is no such file, or none that may be edited.
    pub fn no_such_file(file: &str) -> Self {
        Self { message: boxed(Message::EditNoSuchFile { file: file.to_owned() }), ..Self::of(StatusCode::NOT_FOUND) }
    }

    /// The file lies elsewhere.
    pub fn leads_away(file: &str) -> Self {
        Self { message: boxed(Message::EditLeadsAway { file: file.to_owned() }), ..Self::of(StatusCode::FORBIDDEN) }
    }

    /// It cannot be done as it stands; the message says what to do.
    pub fn told(message: Message) -> Self {
        Self { message: boxed(message), ..Self::of(StatusCode::UNPROCESSABLE_ENTITY) }
    }

    /// The file on the disk is another meanwhile.
    pub fn conflict(file: &str, theirs: &impl Serialize) -> Self {
        let more = serde_json::to_value(theirs).ok().map(Box::new);
        Self { message: boxed(Message::EditConflict { file: file.to_owned() }), more, ..Self::of(StatusCode::CONFLICT) }
    }

    /// The answer.
    pub fn answer(self, lang: Lang) -> Response<Body> {
        let (text, help, rule) = match &self.message {
            Some(message) => (message.text(lang), message.help(lang), message.rule()),
            None => (self.status.to_string(), String::new(), ""),
        };
        let body = json!({ "message": text, "help": help, "rule": rule, "theirs": self.more });
        let mut response = answer::json(&body);
        *response.status_mut() = self.status;
        response
    }
}

fn boxed(message: Message) -> Option<Box<Message>> {
    Some(Box::new(message))
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NoSuchField(_) => Self::not_understood(),
            Refused::Told(message) => Self::told(message),
        }
    }
}

impl From<Message> for Refusal {
    fn from(message: Message) -> Self {
        Self::told(message)
    }
}
