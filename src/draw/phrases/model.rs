//! The reader of the BudouX model: how likely a phrase starts at a place, from the six characters around it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Weights by feature name, then by the characters that the feature sees.
type Weights = HashMap<String, HashMap<String, i32>>;

/// Each feature sees the characters from `.1` to before `.2`, counted from the place in question. U, B and T are one, two
/// and three characters (the names and windows are BudouX's).
const FEATURES: [(&str, isize, isize); 13] = [
    ("UW1", -3, -2),
    ("UW2", -2, -1),
    ("UW3", -1, 0),
    ("UW4", 0, 1),
    ("UW5", 1, 2),
    ("UW6", 2, 3),
    ("BW1", -2, 0),
    ("BW2", -1, 1),
    ("BW3", 0, 2),
    ("TW1", -3, 0),
    ("TW2", -2, 1),
    ("TW3", -1, 2),
    ("TW4", 0, 3),
];

/// The model and the sum of all its weights.
struct Model {
    weights: Weights,
    total: i32,
}

/// Parsed at first use. The file is part of the program and a test reads it; a broken one would mean "no break anywhere".
static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let weights: Weights = serde_json::from_str(include_str!("budoux-ja.json")).unwrap_or_default();
    let total = weights.values().flat_map(HashMap::values).sum();
    Model { weights, total }
});

/// The model's score for a phrase that starts at `chars[at]`: positive = yes, the further from 0 the surer. Twice
/// BudouX's own number, so that it is a whole one.
pub(super) fn score(chars: &[char], at: usize) -> i32 {
    let weight = |&(name, from, to): &(&str, isize, isize)| {
        let window = chars.get(at.checked_add_signed(from)?..at.checked_add_signed(to)?)?;
        MODEL.weights.get(name)?.get(&window.iter().collect::<String>()).copied()
    };
    2 * FEATURES.iter().filter_map(weight).sum::<i32>() - MODEL.total
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum and the breaks that BudouX 0.9.2 itself gave for these lines.
    #[test]
    fn the_model_is_read_as_budoux_reads_it() {
        assert_eq!(MODEL.total, 3224);
        assert_eq!(MODEL.weights.len(), FEATURES.len());
        for line in [
            "今日は|とても|天気です。",
            "もう|すぐ|出産、|入院の|持ち物を|確認しましょう",
            "離乳食の|「困った」を|その|場で|解決できます",
            "予防接種の|予定を|スマホで|管理する|方法",
        ] {
            let chars: Vec<char> = line.chars().filter(|c| *c != '|').collect();
            let mark = |at: usize| if at > 0 && score(&chars, at) > 0 { "|" } else { "" };
            let ours: String = chars.iter().enumerate().map(|(at, c)| format!("{}{c}", mark(at))).collect();
            assert_eq!(ours, line);
        }
    }
}
