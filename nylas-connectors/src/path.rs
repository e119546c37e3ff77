//! Where in a JSON document something stands.

/// A step on the way to a value. Numbers sort as numbers: `scope[2]` before `scope[10]`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Step {
    Item(usize),
    Key(String),
}

/// The way as people write it: `settings.client_id`, `scope[2]`.
pub(crate) fn render(way: &[Step]) -> String {
    let mut path = String::new();
    for step in way {
        match step {
            Step::Item(index) => path.extend(["[", &index.to_string(), "]"]),
            Step::Key(key) => {
                let dot = if path.is_empty() { "" } else { "." };
                path.extend([dot, key]);
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_is_written_with_dots_and_brackets() {
        let [list, key] = ["list", "key"].map(|key| Step::Key(key.to_owned()));
        let way = [list, Step::Item(3), Step::Item(10), key];
        assert_eq!(render(&way), "list[3][10].key");
        assert_eq!(render(&way[1..]), "[3][10].key");
        assert_eq!(render(&[]), "");
    }

    #[test]
    fn items_are_in_the_order_of_their_numbers() {
        assert!(Step::Item(2) < Step::Item(10));
    }
}
