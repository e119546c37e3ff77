//! Texts that a file takes from other files.

use std::fs;
use std::path::PathBuf;

use nylas_connectors::AnyConnector;

use crate::{draft, lines, refused};

/// A folder that is deleted in the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(path.join("secrets")).unwrap();
        Self(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, content).unwrap();
        path
    }

    /// The client secret that is taken from the file, or what is wrong with it.
    fn read(&self, file: &str) -> Result<String, String> {
        let file = serde_json::to_string(file).unwrap();
        let json = format!(
            r#"{{"provider":"zoom","settings":{{"client_id":"i","client_secret":{{"file":{file}}}}}}}"#
        );
        match draft(&json).with_files(&self.0).check() {
            Ok(AnyConnector::Zoom(zoom)) => {
                Ok(zoom.settings().unwrap().client_secret().expose().to_owned())
            }
            Ok(other) => panic!("{other:?}"),
            Err(invalid) => {
                assert!(!format!("{invalid} {invalid:?}").contains("hush"));
                Err(invalid.to_string())
            }
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_text_is_read_without_its_mark_and_one_newline() {
    let folder = Folder::new("a_text_is_read");
    for content in ["hush", "hush\n", "hush\r\n", "\u{feff}hush\n"] {
        folder.write("secrets/zoom", content);
        assert_eq!(
            folder.read("secrets/zoom"),
            Ok("hush".to_owned()),
            "{content:?}"
        );
    }
    let longest = "x".repeat(65_535);
    folder.write("longest", &longest);
    assert_eq!(folder.read("longest"), Ok(longest));
}

#[test]
fn a_relative_path_starts_in_the_folder_and_an_absolute_one_does_not() {
    let folder = Folder::new("a_relative_path");
    let path = folder.write("secrets/zoom", "hush");
    let elsewhere = Folder::new("a_relative_path_elsewhere");
    assert_eq!(folder.read("./secrets/zoom"), Ok("hush".to_owned()));
    assert_eq!(
        elsewhere.read(path.to_str().unwrap()),
        Ok("hush".to_owned())
    );
    assert!(elsewhere.read("secrets/zoom").is_err());
}

#[test]
fn a_file_without_a_text_is_named_with_its_place_and_never_its_content() {
    let folder = Folder::new("a_file_without_a_text");
    folder.write("empty", "");
    folder.write("newline", "\n");
    folder.write("mark", "\u{feff}");
    folder.write("latin", b"hush\xe9");
    folder.write("utf-sixteen.txt", b"\xff\xfeh\0u\0s\0h\0");
    folder.write("large", "hush".repeat(16_384));
    folder.write("lines", "hush\nhush\n");
    folder.write("newlines", "hush\n\n");
    folder.write("2 empty", "");
    let control = |file: &str| {
        format!(
            "has a control character in it, such as a newline: take it out (it came from the file `{file}`)"
        )
    };
    let (lines, newlines) = (control("lines"), control("newlines"));
    let not_there = format!(
        "names the file `secrets/none`, which can't be read: No such file or directory (os error 2), in the directory `{}`",
        folder.0.display()
    );
    for (file, message) in [
        ("empty", "names the file `empty`, which is empty"),
        ("newline", "names the file `newline`, which is empty"),
        ("mark", "names the file `mark`, which is empty"),
        ("latin", "names the file `latin`, which isn't UTF-8 text"),
        (
            "utf-sixteen.txt",
            "names the file `utf-sixteen.txt`, which isn't UTF-8 text",
        ),
        (
            "large",
            "names the file `large`, which is larger than 65535 bytes",
        ),
        ("lines", &lines),
        ("newlines", &newlines),
        ("2 empty", "names the file `2 empty`, which is empty"),
        ("secrets/none", &not_there),
        (
            "secrets",
            "names the file `secrets`, which can't be read: Is a directory (os error 21)",
        ),
    ] {
        if cfg!(not(target_os = "linux")) && message.contains("os error") {
            continue;
        }
        let said = format!("invalid: `settings.client_secret` {message}");
        assert_eq!(folder.read(file), Err(said));
    }
}

#[test]
fn what_may_be_the_secret_itself_is_not_shown() {
    let folder = Folder::new("what_may_be_the_secret");
    for secret in ["GOCSPX-1hush", "hush hush", "s/hush\n", "1.hush"] {
        let said = folder.read(secret).unwrap_err();
        assert!(
            said.contains("` names a file, which can't be read: "),
            "{said}"
        );
    }
}

#[test]
fn no_file_is_read_unless_the_program_asks() {
    let folder = Folder::new("no_file_is_read");
    let path = folder.write("name", "hush");
    let path = serde_json::to_string(path.to_str().unwrap()).unwrap();
    let json = format!(r#"{{"provider":"imap","name":{{"file":{path}}}}}"#);
    let message = "`name` names a file, which is read only when the program asks for it: \
                   see `ConnectorDraft::with_files`";
    assert_eq!(refused(&json), format!("invalid: {message}"));
    assert_eq!(
        lines(draft(&json).check_with(|_| None)),
        ["name wrong_type"]
    );
    // And a file that may be read lets no variable be.
    let variable = draft(r#"{"provider":"imap","name":{"env":"PATH"}}"#);
    assert_eq!(lines(variable.with_files("/").check()), ["name wrong_type"]);
}

#[test]
fn files_and_variables_are_taken_together_in_lists_too() {
    let folder = Folder::new("files_and_variables");
    folder.write("scope", "openid\n");
    let json = r#"{"provider":"google","name":{"env":"NAME"},"scope":["email",{"file":"scope"}]}"#;
    let connector = draft(json)
        .with_files(&folder.0)
        .check_with(|name| Some(name.to_lowercase()))
        .unwrap();
    assert_eq!(
        serde_json::to_string(&connector).unwrap(),
        r#"{"name":"name","provider":"google","scope":["email","openid"]}"#
    );
}
