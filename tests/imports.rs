//! No two files of the library import each other, not even through a third one.
//!
//! Read from the text of the files: `use` declarations and paths that begin with `crate`, `self` or `super`. An item is
//! followed through re-exports to the file that defines it. What a file only re-exports isn't imported.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use regex::Regex;

/// A file: its module path, and what matters of its text.
struct File {
    module: Vec<String>,
    /// Without comments, strings and `mod tests`.
    code: String,
    defines: BTreeSet<String>,
    /// What each name that a `use` brings in means; a glob is under `*`.
    uses: Vec<(String, Vec<String>, bool)>,
}

type Files = BTreeMap<String, File>;

#[test]
fn no_files_of_the_library_import_each_other() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../nylas-connectors/src");
    let files = read(&root);
    assert!(
        files.len() > 50 && files.contains_key("client"),
        "the files were found"
    );
    let imports: BTreeMap<&str, BTreeSet<String>> = files
        .iter()
        .map(|(name, file)| (name.as_str(), imports_of(&files, file)))
        .collect();
    assert!(
        imports["error"].contains("invalid"),
        "imports are found through re-exports"
    );
    let cycles = cycles(&imports);
    assert!(cycles.is_empty(), "import cycles:\n{}", cycles.join("\n"));
}

fn read(root: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(root).unwrap().with_extension("");
                let mut module: Vec<String> = relative
                    .iter()
                    .map(|part| part.to_str().unwrap().to_owned())
                    .collect();
                if module == ["lib"] {
                    module.clear();
                }
                let file = parse(module, &fs::read_to_string(&path).unwrap());
                files.insert(file.module.join("::"), file);
            }
        }
    }
    files
}

fn parse(module: Vec<String>, text: &str) -> File {
    let text = text
        .split("#[cfg(test)]\nmod tests")
        .next()
        .unwrap_or_default();
    let noise =
        Regex::new(r##"(?ms)//[^\n]*$|r#".*?"#|"(?:[^"\\]|\\.)*"|'[^'\\]'|'\\.'"##).unwrap();
    let code = noise.replace_all(text, "").into_owned();
    let definition = Regex::new(
        r"\b(?:struct|enum|trait|fn|const|static|type|macro_rules!|mod)\s+(?:fn\s+)?(\w+)",
    )
    .unwrap();
    let defines = definition
        .captures_iter(&code)
        .map(|found| found[1].to_owned())
        .collect();
    let declaration = Regex::new(r"(?s)(pub(?:\([^)]*\))?\s+)?\buse\s+([^;]+);").unwrap();
    let uses = declaration
        .captures_iter(&code)
        .flat_map(|found| {
            let public = found.get(1).is_some();
            expand(&found[2])
                .into_iter()
                .map(move |(name, path)| (name, path, public))
        })
        .collect();
    File {
        module,
        code,
        defines,
        uses,
    }
}

/// `a::{b, c as d}` as the names `b` and `d` with their whole paths.
fn expand(tree: &str) -> Vec<(String, Vec<String>)> {
    let tree = tree.trim();
    if let Some((prefix, rest)) = tree.split_once('{') {
        let prefix: Vec<String> = segments(prefix.trim_end_matches("::"));
        let inner = rest.trim_end().strip_suffix('}').unwrap_or(rest);
        return split(inner)
            .into_iter()
            .flat_map(|part| expand(&part))
            .map(|(name, path)| match path.as_slice() {
                [only] if only == "self" => {
                    (prefix.last().cloned().unwrap_or(name), prefix.clone())
                }
                _ => (name, [prefix.clone(), path].concat()),
            })
            .collect();
    }
    let (path, name) = match tree.split_once(" as ") {
        Some((path, name)) => (segments(path), name.trim().to_owned()),
        None => {
            let path = segments(tree);
            let name = path.last().cloned().unwrap_or_default();
            (path, name)
        }
    };
    vec![(name, path)]
}

/// The parts between the commas that are in no inner braces.
fn split(list: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in list.chars() {
        match letter {
            ',' if depth == 0 => parts.push(String::new()),
            _ => {
                depth += i32::from(letter == '{') - i32::from(letter == '}');
                parts.last_mut().unwrap().push(letter);
            }
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn segments(path: &str) -> Vec<String> {
    path.split("::")
        .map(|segment| segment.trim().to_owned())
        .collect()
}

/// The files that define what this one uses.
fn imports_of(files: &Files, file: &File) -> BTreeSet<String> {
    let used_again = |name: &str| {
        let word = Regex::new(&format!(r"\b{name}\b")).unwrap();
        word.find_iter(&file.code).count() > 1
    };
    let declared = file
        .uses
        .iter()
        .filter(|(name, _, public)| !public || (name != "*" && used_again(name)))
        .map(|(_, path, _)| path.clone());
    let inline = Regex::new(r"\b(?:crate|super)(?:::\w+)+").unwrap();
    let without_uses = Regex::new(r"(?s)\buse\s+[^;]+;")
        .unwrap()
        .replace_all(&file.code, "")
        .into_owned();
    let inline = inline
        .find_iter(&without_uses)
        .map(|found| segments(found.as_str()))
        .collect::<Vec<_>>();
    let mut imports: BTreeSet<String> = declared
        .chain(inline)
        .filter_map(|path| definition(files, &file.module, &path, 0))
        .collect();
    imports.remove(&file.module.join("::"));
    // The crate's root re-exports everything and is imported by name only.
    imports.remove("");
    imports
}

/// The file that defines what the path means in this module.
fn definition(files: &Files, module: &[String], path: &[String], depth: usize) -> Option<String> {
    let mut place: Vec<String> = match path.first()?.as_str() {
        "crate" => Vec::new(),
        "super" => module[..module.len().checked_sub(1)?].to_vec(),
        "self" => module.to_vec(),
        first if files.contains_key(&[module, &[first.to_owned()]].concat().join("::")) => {
            [module, &[first.to_owned()]].concat()
        }
        _ => return None,
    };
    for (index, segment) in path.iter().enumerate().skip(1) {
        let deeper = [place.clone(), vec![segment.clone()]].concat();
        if files.contains_key(&deeper.join("::")) {
            place = deeper;
        } else {
            return item(files, &place, &path[index], depth);
        }
    }
    Some(place.join("::"))
}

/// The file that defines this item of a module.
fn item(files: &Files, module: &[String], name: &str, depth: usize) -> Option<String> {
    let file = files.get(&module.join("::"))?;
    let follow =
        |path: &[String]| (depth < 9).then(|| definition(files, module, path, depth + 1))?;
    if name == "*" || file.defines.contains(name) {
        return Some(module.join("::"));
    }
    if let Some((_, path, _)) = file.uses.iter().find(|(held, ..)| held == name) {
        return follow(path);
    }
    file.uses
        .iter()
        .filter(|(held, ..)| held == "*")
        .find_map(|(_, path, _)| {
            let globbed = follow(path)?;
            files
                .get(&globbed)?
                .defines
                .contains(name)
                .then_some(globbed)
        })
}

fn cycles(imports: &BTreeMap<&str, BTreeSet<String>>) -> Vec<String> {
    let reaches = |from: &str, to: &str| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from.to_owned()];
        while let Some(next) = open.pop() {
            for import in imports.get(next.as_str()).into_iter().flatten() {
                if import == to {
                    return true;
                }
                if seen.insert(import.clone()) {
                    open.push(import.clone());
                }
            }
        }
        false
    };
    let edges = imports
        .iter()
        .flat_map(|(from, all)| all.iter().map(move |to| (*from, to)));
    edges
        .filter(|(from, to)| reaches(to, from))
        .map(|(from, to)| format!("{from} imports {to}, which leads back"))
        .collect()
}
