//! No fact of the schema can change without a difference.

use nylas_connectors_tests::published::{Field, Operation, Parameter, Schema};

use crate::calls::{Call, calls};
use crate::compare::compare;

/// A change of one item in a list.
type Change<T> = (&'static str, fn(&mut Vec<T>, usize));

const OF_PARAMETERS: [Change<Parameter>; 5] = [
    ("is gone", |all, index| drop(all.remove(index))),
    ("is of another type", |all, index| {
        retype(&mut all[index].kind);
    }),
    ("is required, or no longer", |all, index| {
        flip(&mut all[index].required);
    }),
    ("lost a word, or got its first", |all, index| {
        reword(&mut all[index].words);
    }),
    ("has a neighbour", |all, index| {
        let mut new = all[index].clone();
        new.name += "_new";
        all.push(new);
    }),
];

const OF_FIELDS: [Change<Field>; 6] = [
    ("is gone", |all, index| drop(all.remove(index))),
    ("is of another type", |all, index| {
        retype(&mut all[index].kind);
    }),
    // A form as a whole has neither words nor a mark, and an item of a list has no mark.
    ("lost a word, or got its first", |all, index| {
        if !all[index].path.ends_with('>') {
            reword(&mut all[index].words);
        }
    }),
    ("is required, or no longer", |all, index| {
        if !all[index].path.ends_with(['>', ']']) {
            flip(&mut all[index].required);
        }
    }),
    ("has a neighbour", |all, index| {
        if !all[index].path.ends_with(']') {
            let mut new = all[index].clone();
            new.path += "_new";
            all.push(new);
        }
    }),
    ("has another form beside it", |all, index| {
        if all[index].path.ends_with('>') {
            let mut new = all[index].clone();
            "<New>".clone_into(&mut new.path);
            all.push(new);
        }
    }),
];

fn retype(kind: &mut String) {
    let other = if kind == "string" {
        "integer"
    } else {
        "string"
    };
    other.clone_into(kind);
}

fn flip(flag: &mut bool) {
    *flag = !*flag;
}

fn reword(words: &mut Vec<String>) {
    if words.pop().is_none() {
        words.push("new".to_owned());
    }
}

/// Makes each change of each item, and returns those that make no difference.
fn unnoticed<T: Clone + PartialEq>(
    operation: &Operation,
    call: &Call,
    list: impl Fn(&mut Operation) -> &mut Vec<T>,
    name: impl Fn(&T) -> String,
    changes: &[Change<T>],
) -> Vec<String> {
    let before = compare(Some(operation), Some(call));
    let original = list(&mut operation.clone()).clone();
    let mut unnoticed = Vec::new();
    for (index, item) in original.iter().enumerate() {
        // It says only that the whole is an object.
        if name(item) == "." {
            continue;
        }
        for (what, change) in changes {
            let mut other = operation.clone();
            change(list(&mut other), index);
            if *list(&mut other) != original && compare(Some(&other), Some(call)) == before {
                unnoticed.push(format!("{}: {} {what}", call.name, name(item)));
            }
        }
    }
    unnoticed
}

#[test]
fn every_change_of_a_parameter_or_a_field_makes_a_difference() {
    let (schema, calls) = (Schema::published(), calls());
    let path = |field: &Field| field.path.clone();
    for mut operation in schema.operations {
        let call = calls.iter().find(|call| call.name == operation.name());
        let call =
            call.unwrap_or_else(|| panic!("add {} to tests/schema/calls.rs", operation.name()));
        // Only a part of the call is compared each time.
        let responses = std::mem::take(&mut operation.responses);
        let name = |parameter: &Parameter| parameter.name.clone();
        let of_parameters = unnoticed(
            &operation,
            call,
            |operation| &mut operation.parameters,
            name,
            &OF_PARAMETERS,
        );
        let of_body = unnoticed(
            &operation,
            call,
            |operation| &mut operation.body,
            path,
            &OF_FIELDS,
        );
        let all = [of_parameters, of_body].concat();
        assert_eq!(
            all, [""; 0],
            "not noticed, since the call or its samples in tests/schema lack them"
        );
        (operation.parameters, operation.body) = Default::default();
        for (status, fields) in responses {
            operation.responses = [(status.clone(), fields)].into();
            let of_answer = unnoticed(
                &operation,
                call,
                |operation| operation.responses.get_mut(&status).unwrap(),
                path,
                &OF_FIELDS,
            );
            assert_eq!(of_answer, [""; 0], "{status}");
        }
    }
}

#[test]
fn a_call_or_a_success_that_comes_or_goes_makes_a_difference() {
    let calls = calls();
    for operation in Schema::published().operations {
        let call = calls.iter().find(|call| call.name == operation.name());
        assert!(
            call.is_some(),
            "add {} to tests/schema/calls.rs",
            operation.name()
        );
        let before = compare(Some(&operation), call);
        assert_ne!(compare(Some(&operation), None), before);
        assert_ne!(compare(None, call), before);
        let mut changed = operation.clone();
        changed
            .responses
            .retain(|status, _| !status.starts_with('2'));
        assert_ne!(compare(Some(&changed), call), before);
        changed.clone_from(&operation);
        changed.responses.insert("202".to_owned(), Vec::new());
        assert_ne!(compare(Some(&changed), call), before);
    }
}
