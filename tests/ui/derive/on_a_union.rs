use nylas_connectors::Builder;

#[derive(Builder)]
#[builder(getters)]
union Number {
    whole: u32,
    real: f32,
}

fn main() {
    let number: Number = Number::builder().whole(1).build();
    drop(number);
}
