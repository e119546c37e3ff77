//! The proxy that the environment names.

use std::ffi::OsString;

use super::bypass::Bypass;
use super::{Proxies, url};
use crate::ConfigError;

/// In the order in which they are read. `HTTP_PROXY` is for plain http, which only goes to this machine.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The first of the variables that isn't empty. It is used or refused, and never skipped.
pub(in crate::transport) fn from_environment(
    variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Proxies, ConfigError> {
    let set = |name| variable(name).filter(|value| !value.is_empty());
    let Some((name, value)) = VARIABLES
        .iter()
        .find_map(|name| set(name).map(|value| (*name, value)))
    else {
        return Ok(Proxies::None);
    };
    let refused = |problem| ConfigError::new(name, problem);
    let text = value
        .to_str()
        .ok_or_else(|| refused("is not Unicode text"))?;
    let proxy = url::parse(text).map_err(refused)?;
    let bypass = set("NO_PROXY").or_else(|| set("no_proxy"));
    let bypass = Bypass::parse(&bypass.unwrap_or_default().to_string_lossy());
    Ok(Proxies::FromEnvironment(proxy, bypass))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::connect::Origin;

    fn read(variables: &[(&str, &str)]) -> Result<Option<String>, String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.into())
        };
        let proxies = from_environment(variable).map_err(|error| error.to_string())?;
        let service = Origin::of(&"https://api.us.nylas.com".parse().unwrap()).unwrap();
        let proxy = proxies.for_origin(&service);
        Ok(proxy.map(|proxy| proxy.origin.host.clone()))
    }

    #[test]
    fn the_variable_for_https_comes_before_the_one_for_everything() {
        assert_eq!(read(&[]), Ok(None));
        assert_eq!(
            read(&[("ALL_PROXY", "a"), ("HTTPS_PROXY", "b")]),
            Ok(Some("b".into()))
        );
        assert_eq!(
            read(&[("all_proxy", "a"), ("https_proxy", "b")]),
            Ok(Some("b".into()))
        );
        assert_eq!(
            read(&[("ALL_PROXY", "a"), ("HTTPS_PROXY", "")]),
            Ok(Some("a".into()))
        );
        assert_eq!(
            read(&[("HTTP_PROXY", "ftp://a"), ("http_proxy", "b")]),
            Ok(None)
        );
    }

    #[test]
    fn a_variable_that_cannot_be_used_is_refused_by_its_name_and_without_its_value() {
        for value in ["ftp://u:hush@p", "'http://u:hush@p'", "http://u:hush@p:0"] {
            for name in VARIABLES {
                let error = read(&[(name, value)]).unwrap_err();
                assert!(error.starts_with(&format!("`{name}` has a")), "{error}");
                assert!(!error.contains("hush"), "{error}");
            }
        }
        // Not even when another one could be.
        let error = read(&[("HTTPS_PROXY", "ftp://a"), ("ALL_PROXY", "b")]).unwrap_err();
        assert!(error.starts_with("`HTTPS_PROXY`"), "{error}");
    }

    #[test]
    fn what_no_proxy_names_is_spoken_to_directly() {
        for name in ["NO_PROXY", "no_proxy"] {
            let through = |list| read(&[("HTTPS_PROXY", "p"), (name, list)]);
            assert_eq!(through("other.example, nylas.com"), Ok(None));
            assert_eq!(through("other.example"), Ok(Some("p".into())));
            assert_eq!(through(""), Ok(Some("p".into())));
        }
    }
}
