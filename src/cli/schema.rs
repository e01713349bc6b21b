//! `oideyo schema`: what editors need to complete field names and to underline mistakes while one types.

use clap::ValueEnum;

use super::Exit;
use super::speech::write_all;
use crate::content::fields::Levels;
use crate::content::fields::schema::schema;

/// Arguments of `schema`.
#[derive(clap::Args)]
pub struct Arguments {
    /// どのファイルのためのものか (for which kind of file)
    #[arg(value_enum, default_value_t = Kind::Session)]
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// content/site.yaml
    Site,
    /// _course.md
    Course,
    /// 2026-12-10.md
    Session,
}

pub(super) fn run(arguments: &Arguments) -> Exit {
    let level = match arguments.kind {
        Kind::Site => Levels::SITE,
        Kind::Course => Levels::COURSE,
        Kind::Session => Levels::SESSION,
    };
    write_all(std::io::stdout(), &format!("{:#}\n", schema(level)));
    Exit::Done
}
