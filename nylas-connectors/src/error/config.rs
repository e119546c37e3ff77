//! [`ConfigError`]: the client can't be set up like this.

use std::fmt;

/// An option that can't work, by its name, and what would.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigError {
    option: &'static str,
    problem: &'static str,
}

impl ConfigError {
    pub(crate) fn new(option: &'static str, problem: &'static str) -> Self {
        Self { option, problem }
    }

    /// The same problem, of the option or variable that the value came from.
    pub(crate) fn about(self, option: &'static str) -> Self {
        Self { option, ..self }
    }

    /// Which option: the name of its setter on the builder, or of the environment variable.
    #[must_use]
    pub fn option(&self) -> &str {
        self.option
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` {}", self.option, self.problem)
    }
}

impl std::error::Error for ConfigError {}
