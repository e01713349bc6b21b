//! Questions on the screen, one line each: the console's own line editing knows Japanese input, so nothing else is needed.

use std::io::{BufRead, IsTerminal};

use super::speech::{Speech, write_all};

/// Whether somebody sits there who can answer.
pub fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}

/// Asks; an empty answer is `None`, and so is the end of the input.
pub fn line(question: &str) -> Option<String> {
    write_all(std::io::stdout(), &format!("{question} "));
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).ok()?;
    let answer = answer.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned();
    (!answer.is_empty()).then_some(answer)
}

/// Asks for a yes; Enter alone means yes.
pub fn yes(question: &str, speech: Speech) -> bool {
    let question = speech.say(format!("{question}（はい＝Enter、いいえ＝n）"), format!("{question} [Y/n]"));
    match line(&question).map(|answer| answer.to_lowercase()) {
        None => true,
        Some(answer) => ["y", "yes", "ｙ", "はい", "うん", "ok"].contains(&answer.as_str()),
    }
}
