//! Where a value is in a JSON document.

/// One step of a path. Items sort by number: `scope[2]` before `scope[10]`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Step {
    Item(usize),
    Key(String),
}

impl Step {
    pub(crate) fn key(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

/// The path as it is shown: `settings.client_id`, `scope[2]`.
pub(crate) fn render(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Item(index) => text.extend(["[", &index.to_string(), "]"]),
            Step::Key(key) => {
                let dot = if text.is_empty() { "" } else { "." };
                text.extend([dot, key]);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_with_dots_and_brackets() {
        let path = [
            Step::key("list"),
            Step::Item(3),
            Step::Item(10),
            Step::key("key"),
        ];
        assert_eq!(render(&path), "list[3][10].key");
        assert_eq!(render(&path[1..]), "[3][10].key");
        assert_eq!(render(&[]), "");
    }

    #[test]
    fn items_sort_by_number() {
        assert!(Step::Item(2) < Step::Item(10));
    }
}
