//! Passwords and passphrases: from the environment or the keyboard, never from a file, and never shown.

use std::fmt;

/// Something that only the server may learn.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes charge of it.
    pub fn new(secret: String) -> Self {
        Self(secret)
    }

    /// The secret itself, for the server alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// An account on the server.
    Account,
    /// The file of a secret key.
    Key,
}

impl Opens {
    /// The variable in which a target's secret may stand: `OIDEYO_PASSWORD_` and the target's name in capitals. A name with
    /// other letters than A to Z has none of its own.
    pub fn variable(self, target: &str) -> String {
        let common = match self {
            Self::Account => "OIDEYO_PASSWORD",
            Self::Key => "OIDEYO_PASSPHRASE",
        };
        let is_plain = target.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
        if is_plain { format!("{common}_{}", target.to_ascii_uppercase().replace('-', "_")) } else { common.to_owned() }
    }

    /// The variables to look into: the target's own, then the one for all.
    pub fn variables(self, target: &str) -> [String; 2] {
        let own = self.variable(target);
        let common = own.split('_').take(2).collect::<Vec<_>>().join("_");
        [own, common]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        assert!(!format!("{:?}", Some(Secret::new("hunter2".into()))).contains("hunter2"));
    }

    #[test]
    fn each_target_has_a_variable() {
        assert_eq!(Opens::Account.variable("honban-1"), "OIDEYO_PASSWORD_HONBAN_1");
        assert_eq!(Opens::Key.variables("本番"), ["OIDEYO_PASSPHRASE", "OIDEYO_PASSPHRASE"]);
    }
}
