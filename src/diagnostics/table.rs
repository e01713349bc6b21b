//! The tables of everything that is said: an id with its arguments, a sentence and a way out, in both languages.

/// Makes an enum and its words from one table, so that nothing can lack a language or a way out. `also` names enums of
/// other tables that are said through this one.
macro_rules! messages {
    ($(#[$about:meta])* $table:ident, $rules:ident, also { $($via:ident($inner:ty)),* }
     $( $name:ident $id:literal { $($arg:ident: $kind:ty),* } ja $ja:literal => $ja_help:literal en $en:literal => $en_help:literal )*) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "an argument's name says what it is")]
        pub enum $table {
            $( #[doc = $en] $name { $($arg: $kind),* }, )*
            $( $via($inner), )*
        }

        impl $table {
            /// The rule's id, for `allow:` and for tools.
            pub fn rule(&self) -> &'static str {
                match self {
                    $( Self::$name { .. } => $id, )*
                    $( Self::$via(inner) => inner.rule(), )*
                }
            }

            /// What is wrong, in one sentence.
            #[allow(unused_variables, reason = "not every sentence says all of its arguments")]
            pub fn text(&self, lang: Lang) -> String {
                match (self, lang) {
                    $( (Self::$name { $($arg),* }, Lang::Ja) => format!($ja),
                       (Self::$name { $($arg),* }, Lang::En) => format!($en), )*
                    $( (Self::$via(inner), _) => inner.text(lang), )*
                }
            }

            /// What to do next.
            #[allow(unused_variables, reason = "not every sentence says all of its arguments")]
            pub fn help(&self, lang: Lang) -> String {
                match (self, lang) {
                    $( (Self::$name { $($arg),* }, Lang::Ja) => format!($ja_help),
                       (Self::$name { $($arg),* }, Lang::En) => format!($en_help), )*
                    $( (Self::$via(inner), _) => inner.help(lang), )*
                }
            }
        }

        pub(super) const $rules: &[&str] = &[$($id),*];
    };
}

pub(super) use messages;
