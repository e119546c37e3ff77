use nylas_connectors::Builder;

const M: usize = 2;

#[derive(Debug)]
struct Row<const N: usize>([u8; N]);

#[derive(Builder)]
struct Table {
    row: Row<{ M }>,
    label: String,
}

fn main() {
    let _ = Table::builder().label("a").build();
    let _ = Table::builder().label(Row([1, 2])).row(Row([1])).build();
}
