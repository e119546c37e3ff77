//! The manifest of a crate as cargo published it, with one dependency more.

/// Without the sections for tests, and as a workspace of its own.
pub(super) fn with_dependency(manifest: &str, dependency: &str) -> String {
    let (mut kept, mut keep) = (String::new(), true);
    for line in manifest.lines() {
        if line.starts_with('[') {
            let name = line.trim_start_matches('[');
            keep = !["test]", "bench]", "example]", "dev-dependencies", "lints"]
                .iter()
                .any(|skipped| name.starts_with(skipped));
        }
        if keep {
            kept.extend([line, "\n"]);
        }
    }
    if let Some((name, value)) = dependency.split_once(" = ") {
        let value = value.trim();
        let value = value.trim_start_matches('{').trim_end_matches('}');
        let value = if value.starts_with('"') {
            format!("version = {value}")
        } else {
            value.replace(", default-features", "\ndefault-features")
        };
        kept.extend(["\n[dependencies.", name, "]\n", value.trim(), "\n"]);
    }
    kept + "\n[workspace]\n"
}

#[cfg(test)]
mod tests {
    use super::with_dependency;

    #[test]
    fn tests_go_and_the_dependency_comes() {
        let manifest = "[package]\nname = \"a\"\n[[test]]\nname = \"b\"\n[features]\nc = []\n";
        let kept = "[package]\nname = \"a\"\n[features]\nc = []\n";
        let bon = with_dependency(manifest, "bon = \"3\"\n");
        assert_eq!(
            bon,
            format!("{kept}\n[dependencies.bon]\nversion = \"3\"\n\n[workspace]\n")
        );
        let ours = with_dependency(manifest, "x = { path = \"p\", default-features = false }\n");
        let section = "[dependencies.x]\npath = \"p\"\ndefault-features = false\n";
        assert_eq!(ours, format!("{kept}\n{section}\n[workspace]\n"));
    }
}
