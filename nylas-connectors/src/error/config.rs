//! [`ConfigError`]: the client can't be set up like this.

use std::borrow::Cow;

/// An option that can't work, by its name, and what would.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("`{option}` {problem}")]
pub struct ConfigError {
    option: &'static str,
    problem: Cow<'static, str>,
}

impl ConfigError {
    pub(crate) fn new(option: &'static str, problem: impl Into<Cow<'static, str>>) -> Self {
        let problem = problem.into();
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
