//! A table in Markdown.

use std::fmt;

/// Rows under a head. The first column is text, the others are numbers and stand to the right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(crate) fn new<const N: usize>(head: [&str; N]) -> Self {
        Self {
            head: head.map(ToOwned::to_owned).to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Reads every table of a text, so that the picture is drawn from what the README shows.
    pub(crate) fn read_all(markdown: &str) -> Vec<Self> {
        let mut tables = Vec::new();
        let mut lines = markdown.lines().peekable();
        while let Some(line) = lines.next() {
            let Some(head) = cells(line) else { continue };
            lines.next();
            let mut rows = Vec::new();
            while let Some(row) = lines.peek().copied().and_then(cells) {
                rows.push(row);
                lines.next();
            }
            tables.push(Self { head, rows });
        }
        tables
    }

    /// The number in a row and a column, each found by its name or else by how its name begins.
    pub(crate) fn number(&self, row: &str, column: &str) -> Option<f64> {
        let column = self.place(column)?;
        let whole = self.rows.iter().find(|cells| cells[0] == row);
        let row = whole.or_else(|| self.rows.iter().find(|cells| cells[0].starts_with(row)))?;
        number(row.get(column)?)
    }

    /// The numbers of a column from top to bottom.
    pub(crate) fn column(&self, column: &str) -> Option<Vec<f64>> {
        let column = self.place(column)?;
        self.rows
            .iter()
            .map(|row| number(row.get(column)?))
            .collect()
    }

    /// How a row is called in full.
    pub(crate) fn name_of(&self, row: &str) -> Option<&str> {
        let cells = self.rows.iter().find(|cells| cells[0].starts_with(row))?;
        Some(&cells[0])
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.head.iter().position(|name| name.starts_with(column))
    }
}

/// The number that a cell begins with: `+1,234.5 (1.0–2.0)` is 1234.5.
fn number(cell: &str) -> Option<f64> {
    let digits: String = cell
        .trim_start_matches('+')
        .chars()
        .filter(|letter| *letter != ',')
        .take_while(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-'))
        .collect();
    digits.parse().ok()
}

fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(
        inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect(),
    )
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "| {} |", self.head.join(" | "))?;
        writeln!(formatter, "|---|{}", "---:|".repeat(self.head.len() - 1))?;
        self.rows
            .iter()
            .try_for_each(|row| writeln!(formatter, "| {} |", row.join(" | ")))
    }
}

/// `1234567.8` as `1,234,568`.
pub(crate) fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_as_it_was_written() {
        let mut table = Table::new(["client", "µs a call"]);
        table.row(["ours".to_owned(), "1,234.5 (1.0–2.0)".to_owned()]);
        let text = format!("Words.\n\n{table}\nMore words.\n");
        assert_eq!(Table::read_all(&text), [table.clone()]);
        assert_eq!(table.number("ours", "µs"), Some(1234.5));
        assert_eq!(table.number("theirs", "µs"), None);
        assert_eq!(table.column("µs"), Some(vec![1234.5]));
    }

    #[test]
    fn digits_are_grouped_by_three() {
        let texts = [7.0, 999.6, 1_234_567.0].map(thousands);
        assert_eq!(texts, ["7", "1,000", "1,234,567"]);
    }
}
