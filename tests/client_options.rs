//! API keys, base URLs and user agents that can't work are refused before anything is sent, by name and with what
//! to do.

use nylas_connectors::operations::GetConnector;
use nylas_connectors::testing::{FakeNylas, Recorder};
use nylas_connectors::{Client, ClientBuilder, Error, Operation, Provider, Region};
use nylas_connectors_tests::own_process::is_own;

fn options() -> ClientBuilder {
    Client::builder()
        .api_key("nyk_v0_key")
        .transport(Recorder::new())
}

/// The refusal's one line, or an empty one.
fn refusal(options: ClientBuilder) -> String {
    match options.build() {
        Ok(_) => String::new(),
        Err(error) => {
            assert!(matches!(error, Error::Config(_)), "{error:?}");
            assert_eq!((error.attempts(), error.is_retryable()), (0, false));
            error.to_string()
        }
    }
}

#[test]
fn an_api_key_that_no_header_can_carry_is_refused_with_what_is_wrong_in_it() {
    for (key, what) in [
        ("", "is empty"),
        ("   ", "is empty"),
        ("\n", "is empty"),
        ("nyk_secret\n", "newline"),
        ("nyk_secret\r\n", "newline"),
        ("nyk_\nsecret", "newline"),
        (" nyk_secret", "white space"),
        ("nyk_secret ", "white space"),
        ("nyk_\tsecret", "white space"),
        ("nyk_\u{a0}secret", "white space"),
        ("Bearer nyk_secret", "without `Bearer`"),
        ("nyk_sécret", "isn't ASCII"),
        ("nyk_\u{200b}secret", "invisible"),
        ("\u{feff}nyk_secret", "invisible"),
        ("nyk_\0secret", "control character"),
        ("nyk_\u{7f}secret", "control character"),
        ("\"nyk_secret\"", "quotes"),
        ("'nyk_secret'", "quotes"),
        ("\u{201c}nyk_secret\u{201d}", "quotes"),
        ("NYLAS_API_KEY=nyk_secret", "name of a variable"),
        ("export NYLAS_API_KEY=nyk_secret", "name of a variable"),
        ("${NYLAS_API_KEY}", "nobody replaced"),
        ("$(pass show nyk_secret)", "nobody replaced"),
        ("$NYLAS_API_KEY", "nobody replaced"),
        ("nyk_v0_${KEY}", "nobody replaced"),
        ("{nyk_secret}", "nobody replaced"),
        ("%NYLAS_API_KEY%", "nobody replaced"),
        ("KEY=nyk_secret", "name of a variable"),
        ("apiKey=nyk_secret", "name of a variable"),
        ("NYLAS-API-KEY=nyk_secret", "name of a variable"),
        ("NYLAS_API_KEY_2=nyk_secret", "name of a variable"),
        ("nylas_api_key = nyk_secret", "name of a variable"),
        ("<nyk_secret", "placeholder"),
        ("nyk_secret>", "placeholder"),
        ("[nyk_secret]", "placeholder"),
        ("nyk_secret\\n", "a backslash and a letter"),
        ("{{ nyk_secret }}", "nobody replaced"),
        ("<nyk_secret>", "placeholder"),
        ("<NYLAS API KEY>", "placeholder"),
        ("nyk_secret;", "`;` or `,`"),
        ("nyk_secret,", "`;` or `,`"),
        ("nyk_secret\"", "ends with a quote"),
    ] {
        let line = refusal(options().api_key(key));
        assert!(line.starts_with("`api_key` "), "{key:?}: {line}");
        assert!(line.contains(what), "{key:?}: {line}");
        assert!(!line.contains("nyk_"), "{line} shows the key");
    }
}

#[test]
fn every_visible_ascii_character_may_be_in_a_key() {
    let key: String = ('!'..='~').collect();
    assert_eq!(refusal(options().api_key(key)), "");
}

fn assert_base_urls_are_refused(urls: &[(&str, &str)]) {
    for (url, what) in urls {
        let options = options().base_url(*url);
        assert!(!format!("{options:?}").contains("word"), "{options:?}");
        let line = refusal(options);
        assert!(line.starts_with("`base_url` "), "{url:?}: {line}");
        assert!(line.contains(what), "{url:?}: {line}");
        assert!(
            !line.contains("word") && !line.contains("evil"),
            "{line} repeats the URL"
        );
    }
}

#[test]
fn a_base_url_that_would_lead_elsewhere_or_nowhere_is_refused_with_what_is_wrong_in_it() {
    assert_base_urls_are_refused(&[
        ("", "is empty"),
        ("  ", "is empty"),
        ("api.us.nylas.com", "has no scheme"),
        ("https:/api.us.nylas.com", "has no scheme"),
        ("https//api.us.nylas.com", "has no scheme"),
        ("https://https://api.us.nylas.com", "has two schemes"),
        ("/v3", "has no scheme"),
        ("//api.us.nylas.com", "has no scheme"),
        ("https://", "is not a URL"),
        ("https:///v3", "is not a URL"),
        ("https://api.us.nylas.com\\@evil.example", "is not a URL"),
        ("ftp://api.us.nylas.com", "must begin with https://"),
        ("ws://127.0.0.1", "must begin with https://"),
        ("http://api.us.nylas.com", "loopback"),
        ("http://192.168.0.1", "loopback"),
        ("http://0.0.0.0", "loopback"),
        ("http://localhost.evil.example", "loopback"),
        ("http://127.0.0.1.evil.example", "loopback"),
        ("http://127.1", "loopback"),
        ("http://2130706433", "loopback"),
        ("http://[::2]", "loopback"),
        ("https://user@api.us.nylas.com", "has a user"),
        ("https://user:word@api.us.nylas.com", "has a user"),
        ("https://api.us.nylas.com@evil.example", "has a user"),
        ("http://127.0.0.1@evil.example", "has a user"),
        ("https://api.us.nylas.com?a=b", "query or a fragment"),
        ("https://api.us.nylas.com/x?", "query or a fragment"),
        ("https://api.us.nylas.com#part", "query or a fragment"),
        ("https://api.us.nylas.com/#", "query or a fragment"),
        ("https://api.us.nylas.com:", "port"),
        ("https://api.us.nylas.com:0", "port"),
        ("https://api.us.nylas.com:65536", "port"),
        ("https://api.us.nylas.com:4294967739", "port"),
        ("https://api.us.nylas.com:https", "port"),
        ("https://api.us.nylas.com:-1", "port"),
        ("https://api.us.nylas.com/a/../b", "has a path with"),
        ("https://api.us.nylas.com/./b", "has a path with"),
        ("https://api.us.nylas.com/%2e%2E/b", "has a path with"),
        ("https://api.us.nylas.com/nÿlas", "isn't ASCII"),
        ("https://nÿlas.example", "`xn--`"),
        ("https://例え.example", "`xn--`"),
        ("https://api.us..nylas.com", "neither a name nor an address"),
        ("https://256.1.1.1", "neither a name nor an address"),
        ("https://api~us.nylas.com", "neither a name nor an address"),
        ("https://xn--a.example", "neither a name nor an address"),
        (
            "https://xn--zzzzzz99999.example",
            "neither a name nor an address",
        ),
    ]);
}

#[test]
fn what_was_copied_along_with_a_base_url_is_refused() {
    assert_base_urls_are_refused(&[
        ("\"https://api.us.nylas.com\"", "quotes"),
        ("'https://api.us.nylas.com'", "quotes"),
        ("https://api.us.nylas.com\"", "ends with a quote"),
        ("\u{201c}https://api.us.nylas.com\u{201d}", "quotes"),
        ("${NYLAS_API_URI}", "nobody replaced"),
        ("<https://api.us.nylas.com>", "placeholder"),
        ("https://api.us.nylas.com;", "`;` or `,`"),
        ("https://api.us.nylas.com,", "`;` or `,`"),
        ("https://api.us.nylas.com\n", "has a newline"),
        ("https://api.us.nylas.com\r\n", "has a newline"),
        (" https://api.us.nylas.com", "has white space"),
        ("https://api us.nylas.com", "has white space"),
        ("https://api.us.nylas.com\t", "has white space"),
        ("\u{feff}https://api.us.nylas.com", "invisible"),
    ]);
}

#[test]
fn a_base_url_of_another_host_or_of_an_endpoint_is_refused_with_the_right_one() {
    assert_base_urls_are_refused(&[
        ("https://api.us.nylas.com/v3", "leave it off"),
        ("https://api.us.nylas.com/v3/", "leave it off"),
        ("https://api.us.nylas.com/V3", "leave it off"),
        ("https://gateway.example/nylas/v3", "leave it off"),
        ("https://api.us.nylas.com/v3/connectors", "endpoint"),
        ("https://api.us.nylas.com/V3/Connectors/", "endpoint"),
        ("https://api.us.nylas.com/v2", "has a path"),
        ("https://api.eu.nylas.com/connectors", "has a path"),
        ("https://api.nylas.com", "earlier API"),
        ("https://API.Nylas.com./", "earlier API"),
        ("https://ireland.api.nylas.com", "earlier API"),
        ("https://canada.api.nylas.com/v3", "leave it off"),
        ("https://api.schedule.nylas.com", "earlier API"),
        ("https://dashboard-v3.nylas.com", "dashboard"),
        ("https://dashboard.nylas.com", "dashboard"),
        ("https://ireland-dashboard.nylas.com", "dashboard"),
        ("https://dashboard-v3.eu.nylas.com/login", "dashboard"),
        ("https://nylas.com", "isn't the API"),
        ("https://www.nylas.com", "isn't the API"),
        ("https://developer.nylas.com", "isn't the API"),
        ("https://tracking.us.nylas.com", "isn't the API"),
    ]);
}

#[test]
fn a_base_url_with_a_path_or_a_slash_or_a_port_calls_the_path_below_it() {
    for (base_url, called) in [
        ("https://h.example", "https://h.example/v3/connectors/zoom"),
        ("https://h.example/", "https://h.example/v3/connectors/zoom"),
        (
            "https://h.example//",
            "https://h.example/v3/connectors/zoom",
        ),
        (
            "https://h.example/nylas",
            "https://h.example/nylas/v3/connectors/zoom",
        ),
        (
            "https://h.example/a/b/",
            "https://h.example/a/b/v3/connectors/zoom",
        ),
        (
            "https://h.example:8443",
            "https://h.example:8443/v3/connectors/zoom",
        ),
        (
            "https://[2001:db8::1]:443/",
            "https://[2001:db8::1]:443/v3/connectors/zoom",
        ),
        (
            "http://127.9.9.9:80",
            "http://127.9.9.9:80/v3/connectors/zoom",
        ),
        ("http://[::1]:80", "http://[::1]:80/v3/connectors/zoom"),
        ("http://LocalHost", "http://LocalHost/v3/connectors/zoom"),
        ("HTTPS://h.example", "https://h.example/v3/connectors/zoom"),
        (
            "https://xn--nlas-mpa.example",
            "https://xn--nlas-mpa.example/v3/connectors/zoom",
        ),
        (
            "https://h.example/v3-gateway",
            "https://h.example/v3-gateway/v3/connectors/zoom",
        ),
        (
            "https://my-nylas.com/x",
            "https://my-nylas.com/x/v3/connectors/zoom",
        ),
        (
            "https://api-staging.us.nylas.com",
            "https://api-staging.us.nylas.com/v3/connectors/zoom",
        ),
    ] {
        assert_eq!(refusal(options().base_url(base_url)), "", "{base_url}");
        let request = GetConnector::new(Provider::Zoom)
            .request(base_url, "key")
            .unwrap();
        assert_eq!(request.uri(), called, "{base_url}");
    }
}

#[test]
fn what_the_builder_refuses_is_refused_without_a_client_too() {
    let call = GetConnector::new(Provider::Zoom);
    for (base_url, key, option) in [
        ("http://api.us.nylas.com", "key", "base_url"),
        ("https://api.us.nylas.com", "key\n", "api_key"),
    ] {
        let Err(Error::Config(error)) = call.request(base_url, key) else {
            panic!("{base_url:?} and {key:?} were taken")
        };
        assert_eq!(error.option(), option);
    }
}

#[test]
fn the_key_is_marked_as_sensitive_in_the_request() {
    let request = GetConnector::new(Provider::Zoom)
        .request("https://api.us.nylas.com", "nyk_do-not-show")
        .unwrap();
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(!format!("{request:?}").contains("do-not-show"));
}

#[test]
fn a_user_agent_that_no_header_can_carry_is_refused() {
    for agent in [
        "",
        "   ",
        "acme\n",
        "acme\r\nx-evil: 1",
        "acme\t1",
        "ac\0me",
        "acmé/1.0",
    ] {
        let line = refusal(options().user_agent(agent));
        assert!(line.starts_with("`user_agent` "), "{agent:?}: {line}");
    }
}

#[test]
fn the_user_agent_goes_out_as_it_is_given() {
    let fake = FakeNylas::start().unwrap();
    let agent_with = |options: ClientBuilder| {
        let client = options.build().unwrap();
        client.connectors().list().unwrap();
        let request = fake.last();
        request.header("user-agent").unwrap().to_owned()
    };
    let at_fake = || nylas_connectors_tests::options(fake.base_url());
    assert_eq!(
        agent_with(at_fake().user_agent("Acme Mail/2.1 (+https://acme.example)")),
        "Acme Mail/2.1 (+https://acme.example)"
    );
    assert!(agent_with(at_fake()).starts_with("nylas-connectors/"));
}

#[test]
fn a_region_and_a_base_url_are_not_both_set() {
    let both = options()
        .base_url("https://api.eu.nylas.com")
        .region(Region::Us);
    assert!(refusal(both).starts_with("`region` and `base_url` are both set"));
    assert_eq!(refusal(options().region(Region::Eu)), "");
}

#[test]
fn a_header_that_cannot_be_sent_or_is_the_librarys_own_is_refused() {
    for (name, value, what) in [
        ("X Y", "a", "name that isn't one"),
        ("", "a", "name that isn't one"),
        ("Authorization", "a", "sets itself"),
        (
            "content-type",
            "a",
            "the name `content-type`, which this library sets itself",
        ),
        ("Host", "a", "sets itself"),
        ("User-Agent", "a", "the client's own option"),
        ("Transfer-Encoding", "a", "sets itself"),
        ("X-A", "", "is blank"),
        ("X-A", "a\nb", "isn't visible ASCII"),
        ("X-A", "é", "isn't visible ASCII"),
    ] {
        let line = refusal(options().header(name, value));
        assert!(line.starts_with("`header` "), "{name}: {line}");
        assert!(line.contains(what), "{name}: {line}");
        let client = options().build().unwrap();
        assert_eq!(
            client.with_header(name, value).unwrap_err().to_string(),
            line
        );
    }
}

#[test]
fn a_header_of_ones_own_is_in_every_request_and_can_be_replaced_for_one_call() {
    let recorder = Recorder::new();
    let client = Client::builder()
        .api_key("key")
        .header("X-Team", "one")
        .header("X-Gateway", "secret-token")
        .transport(recorder.clone())
        .build()
        .unwrap();
    client.connectors().list().unwrap();
    assert_eq!(recorder.last().header("x-team"), Some("one"));
    client
        .with_header("x-team", "two")
        .unwrap()
        .connectors()
        .list()
        .unwrap();
    let last = recorder.last();
    assert_eq!(
        (last.header("x-team"), last.header("x-gateway")),
        (Some("two"), Some("secret-token"))
    );
    client.connectors().list().unwrap();
    assert_eq!(recorder.last().header("X-Team"), Some("one"));
    assert!(!format!("{client:?}").contains("secret-token"));
}

#[test]
fn the_environment_names_the_variable_that_is_wrong() {
    const US: &str = "https://api.us.nylas.com";
    const EU: &str = "https://api.eu.nylas.com";
    let names = ["NYLAS_API_KEY", "NYLAS_API_URI", "NYLAS_API_BASE_URL"];
    for (values, line) in [
        (["key", "", ""], US),
        (["key", EU, ""], EU),
        (["key", "", EU], EU),
        (["key", EU, EU], EU),
        (["", EU, ""], "`NYLAS_API_KEY` is not set, or empty"),
        (["key\n", "", ""], "`NYLAS_API_KEY` has a newline"),
        (["key", "${URI}", ""], "`NYLAS_API_URI` is a variable"),
        (["key", "", "\"x\""], "`NYLAS_API_BASE_URL` has quotes"),
        (
            ["key", US, EU],
            "`NYLAS_API_URI` and `NYLAS_API_BASE_URL` name different",
        ),
    ] {
        let own = is_own(
            "the_environment_names_the_variable_that_is_wrong",
            |command| {
                command
                    .envs(names.into_iter().zip(values))
                    .env("LINE", line);
            },
        );
        if own {
            let found = match Client::from_env() {
                Ok(client) => client.base_url().to_owned(),
                Err(error) => error.to_string(),
            };
            let line = std::env::var("LINE").unwrap();
            assert!(found.starts_with(&line), "{found} instead of {line}");
            return;
        }
    }
}
