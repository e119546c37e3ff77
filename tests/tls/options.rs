//! Options that can't be used.

use nylas_connectors::Error;
use nylas_connectors::UreqTransport;
use nylas_connectors::transport::UreqTransportBuilder;
use nylas_connectors_tests::certificates::{Authority, Leaf};

#[test]
fn a_pem_that_cannot_be_used_is_refused_by_the_name_of_its_option() {
    let Leaf { chain, key } = Authority::new().issue(&["client.example"]);
    let root = Authority::new();
    let root = root.pem();
    let cut = &root[..root.len() - 40];
    let garbled = root.replace('M', "!");
    let with_key = format!("{root}{key}");
    for pem in ["", "hello", cut, &garbled, &with_key, &key] {
        let builders = [
            (
                "root_certificates",
                UreqTransport::builder().root_certificates(pem),
            ),
            (
                "only_root_certificates",
                UreqTransport::builder().only_root_certificates(pem),
            ),
        ];
        for (option, builder) in builders {
            assert_config(option, builder);
        }
    }
    let other_key = Authority::new().issue(&["other.example"]).key;
    for (chain, key) in [
        ("", key.as_str()),
        ("hello", &key),
        (&chain, ""),
        (&chain, "hello"),
        (&chain, &chain),
        (&chain, &key[..key.len() - 40]),
        (&chain, &other_key),
    ] {
        let builder = UreqTransport::builder().client_certificate(chain, key);
        assert_config("client_certificate", builder);
    }
}

#[test]
fn the_path_of_a_pem_file_is_led_to_its_content() {
    let root = UreqTransport::builder().root_certificates("/etc/ssl/ca.pem");
    let key = UreqTransport::builder()
        .client_certificate(Authority::new().issue(&["a"]).chain, "/etc/ssl/ca.key");
    for builder in [root, key] {
        let line = builder.build().unwrap_err().to_string();
        assert!(
            line.contains("the content of a PEM file (not its path)"),
            "{line}"
        );
    }
}

fn assert_config(option: &str, builder: UreqTransportBuilder) {
    let Err(Error::Config(error)) = builder.build() else {
        panic!("{option} was taken");
    };
    assert_eq!(error.option(), option);
    assert!(
        error.to_string().contains(" certificate") || error.to_string().contains(" key"),
        "{error}"
    );
}

#[test]
fn a_key_in_an_option_is_in_no_debug() {
    let leaf = Authority::new().issue(&["client.example"]);
    let builder = UreqTransport::builder()
        .client_certificate(&leaf.chain, &leaf.key)
        .proxy("http://user:hush@proxy.example");
    let shown = format!("{builder:?}");
    let shown = format!("{shown} {:?}", builder.build().unwrap());
    assert!(
        !shown.contains("hush") && !shown.contains("BEGIN"),
        "{shown}"
    );
}
