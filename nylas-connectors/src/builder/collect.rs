//! The bounds of setters that collect items.

/// The rule for items that are converted with [`Into`].
#[derive(Debug)]
pub enum Converted {}

/// The rule for items that have the type itself.
#[derive(Debug)]
pub enum Exact {}

/// The rule for items that are converted with [`Into`] and may be builders: one that isn't finished says what it lacks.
#[derive(Debug)]
pub enum Built {}

/// What a setter with `#[builder(collect)]` takes for a collection of `T`: anything that iterates over such items.
///
/// The rule is [`Converted`], [`Built`] or [`Exact`], or a pair of them for the keys and the values of a map.
#[diagnostic::on_unimplemented(
    message = "this setter takes a list of `{T}`, not `{Self}`",
    label = "give a list of `{T}`; put a single item in brackets",
    note = "items, and the keys and values of a map, are converted with `Into`, unless they are numbers or the field is `exact`"
)]
pub trait List<T, Rule>: Sized {
    /// The collection.
    fn into_collection<C: FromIterator<T>>(self) -> C;
}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item: Into<T>>> List<T, Converted> for I {
    fn into_collection<C: FromIterator<T>>(self) -> C {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T, I: IntoIterator<Item: Into<T>>> List<T, Built> for I {
    fn into_collection<C: FromIterator<T>>(self) -> C {
        List::<T, Converted>::into_collection(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item = T>> List<T, Exact> for I {
    fn into_collection<C: FromIterator<T>>(self) -> C {
        self.into_iter().collect()
    }
}

#[diagnostic::do_not_recommend]
impl<K, V, R, S, A, B, I> List<(K, V), (R, S)> for I
where
    I: IntoIterator<Item = (A, B)>,
    A: Part<K, R>,
    B: Part<V, S>,
{
    fn into_collection<C: FromIterator<(K, V)>>(self) -> C {
        let pairs = self.into_iter();
        pairs
            .map(|(key, value)| (key.part(), value.part()))
            .collect()
    }
}

/// The key or the value of a pair, by its rule.
pub trait Part<T, Rule> {
    /// The key or the value of the map.
    fn part(self) -> T;
}

impl<T, U: Into<T>> Part<T, Converted> for U {
    fn part(self) -> T {
        self.into()
    }
}

impl<T> Part<T, Exact> for T {
    fn part(self) -> T {
        self
    }
}

/// What a setter with `#[builder(collect)]` takes where the collection's type doesn't show its items: anything that
/// iterates over what the collection is made from.
#[diagnostic::on_unimplemented(
    message = "this setter takes what can be collected into `{C}`, not `{Self}`",
    label = "give it an iterator over what `{C}` is made from"
)]
pub trait Collect<C> {
    /// The collection.
    fn into_collection(self) -> C;
}

#[diagnostic::do_not_recommend]
impl<C: FromIterator<I::Item>, I: IntoIterator> Collect<C> for I {
    fn into_collection(self) -> C {
        self.into_iter().collect()
    }
}
