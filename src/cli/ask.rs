//! Questions on the screen, one line each: the console's own line editing knows Japanese input, so nothing else is needed.

use std::io::{BufRead, IsTerminal};

use super::speech::{Speech, write_all};

/// Whether somebody sits there who can answer.
pub fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Asks; an empty answer is `None`, and so is the end of the input.
pub fn line(question: &str) -> Option<String> {
    answer(question).filter(|answer| !answer.is_empty())
}

/// Asks for a yes; Enter alone means yes, the end of the input means no.
pub fn yes(question: &str, speech: Speech) -> bool {
    let question = speech.say(format!("{question}（はい＝Enter、いいえ＝n）"), format!("{question} [Y/n]"));
    let answer = answer(&question).map(|answer| answer.to_lowercase());
    answer.is_some_and(|answer| ["", "y", "yes", "ｙ", "はい", "うん", "ok"].contains(&answer.as_str()))
}

/// Asks for a yes that nobody gives by pressing Enter alone.
pub fn surely(question: &str, speech: Speech) -> bool {
    let question = speech.say(format!("{question}（はい＝y、いいえ＝Enter）"), format!("{question} [y/N]"));
    let answer = answer(&question).map(|answer| answer.to_lowercase());
    answer.is_some_and(|answer| ["y", "yes", "ｙ", "はい"].contains(&answer.as_str()))
}

/// Asks for something that must not be seen on the screen; `None`: nothing was typed, or there is no terminal.
pub fn secret(question: &str) -> Option<String> {
    write_all(std::io::stdout(), &format!("{question} "));
    let typed = console::Term::stdout().read_secure_line().ok()?;
    Some(typed).filter(|typed| !typed.is_empty())
}

/// One line of input without what surrounds it; `None` at its end.
fn answer(question: &str) -> Option<String> {
    write_all(std::io::stdout(), &format!("{question} "));
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer).ok()?;
    if read == 0 {
        // Nobody pressed Enter, and what is told next begins a line.
        write_all(std::io::stdout(), "\n");
    }
    (read > 0).then(|| answer.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned())
}
