//! Texts that a file takes from elsewhere: from an environment variable, or from a file of its own.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::Deserialize;
use zeroize::Zeroizing;

use super::mistake::is_word;
use super::tree::Tree;
use crate::Secret;
use crate::did_you_mean::closest;
use crate::invalid::Violation;
use crate::json_path::Step;
use crate::one_line::one_line;
use crate::rule::Rule;

/// Looks up a variable, or says why it can't be read, to be read after "which".
pub(super) type Lookup<'a> = dyn FnMut(&str) -> Result<Option<String>, &'static str> + 'a;

/// Where a program lets a file take texts from.
#[derive(Default)]
pub(super) struct Sources<'a> {
    pub(super) variables: Option<Box<Lookup<'a>>>,
    /// Where relative file names start.
    pub(super) directory: Option<&'a Path>,
    /// Where each text came from, by the path of what it became.
    pub(super) taken: Vec<(Vec<Step>, String)>,
}

impl Sources<'_> {
    /// Whether the program asked for texts from anywhere else.
    pub(super) fn any(&self) -> bool {
        self.variables.is_some() || self.directory.is_some()
    }

    /// Adds to what is wrong with a text where it came from.
    pub(super) fn add_to(&self, violation: &mut Violation) {
        let mut taken = self.taken.iter();
        if let Some((_, from)) = taken.find(|(path, _)| *path == violation.path) {
            let message = &violation.message;
            violation.message = format!("{message} (it came from {from})").into();
        }
    }
}

/// Takes the text from an environment variable.
#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct Variable {
    /// The name of the environment variable.
    #[cfg_attr(
        feature = "schemars",
        schemars(regex(pattern = "^[A-Za-z_][A-Za-z0-9_]*$"))
    )]
    env: String,
    /// The text if the variable isn't set or is empty.
    #[serde(default)]
    default: Option<Secret>,
}

/// Takes the text from a file, without the newline at its end.
#[derive(Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct TextFile {
    /// The path of the file.
    file: String,
}

/// Which of the two an object in the place of a text is meant to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meant {
    Variable,
    File,
    Both,
}

impl Meant {
    pub(super) fn by(part: &Tree) -> Option<Self> {
        let Tree::Map(members) = part else {
            return None;
        };
        match (part.get("env").is_some(), part.get("file").is_some()) {
            (true, true) => return Some(Self::Both),
            (true, false) => return Some(Self::Variable),
            (false, true) => return Some(Self::File),
            (false, false) => {}
        }
        let keys = ["env", "default", "file"];
        let mut near = members
            .iter()
            .filter_map(|(key, _)| closest(key, keys.into_iter()));
        near.next().map(|key| match key {
            "file" => Self::File,
            _ => Self::Variable,
        })
    }
}

/// Added to the message about an object in the place of a text.
pub(super) const HOW_TO_REFER: &str = ": to take a string from elsewhere, give the key `env` with a variable's name, or `file` with a path";

/// About a text that is taken from elsewhere without the program asking for it.
fn not_read(path: &[Step], what: &str, method: &str) -> Violation {
    let message = format!(
        "names {what}, which is read only when the program asks for it: see `ConnectorDraft::{method}`"
    );
    Violation::new(path, Rule::WRONG_TYPE, message)
}

/// A text, and where it came from unless that is the connector itself.
pub(super) type Taken = (Secret, Option<String>);

impl Variable {
    /// Returns the text for the path. A name that can't be one isn't shown: it may be the secret itself.
    pub(super) fn read(self, path: &[Step], sources: &mut Sources<'_>) -> Result<Taken, Violation> {
        let Some(lookup) = &mut sources.variables else {
            return Err(not_read(path, "an environment variable", "check_with_env"));
        };
        let name = &self.env;
        let of_a_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        let starts_well =
            !name.is_empty() && !name.starts_with(|first: char| first.is_ascii_digit());
        if !starts_well || !name.bytes().all(of_a_name) {
            let message = "has an `env` that can't be a variable's name: it may have letters, digits and `_`, and no `$`";
            return Err(Violation::new(path, Rule::ENV, message));
        }
        let variable = format!("the environment variable `{name}`");
        let why = match lookup(name) {
            Ok(Some(text)) if !text.is_empty() => return Ok((text.into(), Some(variable))),
            Ok(found) => match self.default {
                Some(default) => return Ok((default, None)),
                None if found.is_some() => "is empty",
                None => "isn't set",
            },
            Err(why) => why,
        };
        let message = format!("names {variable}, which {why}");
        Err(Violation::new(path, Rule::ENV, message))
    }
}

/// The most bytes that are read of a file: many times the longest secret.
const LARGEST: u16 = u16::MAX;

impl TextFile {
    /// Returns the text for the path.
    pub(super) fn read(&self, path: &[Step], sources: &Sources<'_>) -> Result<Taken, Violation> {
        let Some(directory) = sources.directory else {
            return Err(not_read(path, "a file", "with_files"));
        };
        let named = format!("the file `{}`", one_line(&self.file));
        let problem = |named: &str, why: String| {
            Violation::new(path, Rule::FILE, format!("names {named}, which {why}"))
        };
        let file = File::open(directory.join(&self.file)).map_err(|error| {
            // What isn't a file and doesn't look like the name of one isn't shown: it may be the secret itself.
            let named = if self.looks_like_a_name() {
                &named
            } else {
                "a file"
            };
            let place = self.place(directory);
            problem(named, format!("can't be read: {error}{place}"))
        })?;
        match text_of(file) {
            Ok(text) => Ok((text, Some(named))),
            Err(why) => Err(problem(&named, why)),
        }
    }

    /// Where the name starts, unless it says so itself.
    fn place(&self, directory: &Path) -> String {
        let directory = directory.to_string_lossy();
        match &*directory {
            _ if self.file.starts_with('~') => {
                ", and `~` isn't replaced by a home directory".to_owned()
            }
            _ if Path::new(&self.file).is_absolute() => String::new(),
            "" => ", in the current directory".to_owned(),
            directory => format!(", in the directory `{}`", one_line(directory)),
        }
    }

    fn looks_like_a_name(&self) -> bool {
        let of_a_path = |letter: char| letter.is_alphanumeric() || r" ._-~+@:/\".contains(letter);
        let has_folder = self.file.contains(['/', '\\']) && self.file.chars().all(of_a_path);
        has_folder || self.file.split('.').all(is_word)
    }
}

/// The text of a file without a byte order mark and without one newline at its end, or why there is none.
fn text_of(file: File) -> Result<Secret, String> {
    // As large as it can become, since growing would leave copies of a secret behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(usize::from(LARGEST) + 1));
    file.take(u64::from(LARGEST) + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| format!("can't be read: {error}"))?;
    if bytes.len() > usize::from(LARGEST) {
        return Err(format!("is larger than {LARGEST} bytes"));
    }
    let text = str::from_utf8(&bytes).map_err(|_| "isn't UTF-8 text")?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let line = text.strip_suffix("\r\n").or(text.strip_suffix('\n'));
    let text = line.unwrap_or(text);
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    Ok(text.into())
}
