//! The events that an observer gets.

use nylas_connectors::Provider;
use nylas_connectors::testing::Recorder;

use super::*;

fn assert_starts(lines: &[String], starts: &[&str]) {
    assert_eq!(lines.len(), starts.len(), "{lines:#?}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
}

#[test]
fn every_step_of_a_call_is_an_event() {
    let (client, events) = observed();
    drive_with(
        client.start(&GetConnector::new("icloud")).unwrap(),
        [
            cut_off(503, "r-0"),
            failure(TransportErrorKind::Disconnected),
            answer(200, ICLOUD),
        ],
    )
    .result
    .unwrap();
    let lines: Vec<String> = events.lock().unwrap().drain(..).collect();
    let starts = [
        "call 1 for icloud, get_connector: started ",
        "call 1 for icloud, get_connector: attempt 1 ",
        "call 1 for icloud, get_connector: waiting ",
        "call 1 for icloud, get_connector: attempt 2 ",
        "call 1 for icloud, get_connector: waiting ",
        "call 1 for icloud, get_connector: attempt 3 ",
        "call 1 for icloud, get_connector: succeeded in ",
    ];
    assert_starts(&lines, &starts);
    assert!(
        lines[2].contains(" after status 503, request r-0 ")
            && lines[4].contains(" after the connection broke ")
    );
    assert!(
        lines[6].contains(", attempts 3, status 200, request r-1 "),
        "{}",
        lines[6]
    );

    let icloud = ICloud::builder().build().unwrap();
    let create = client.start(&CreateConnector::new(&icloud)).unwrap();
    drive_with(create, [cut_off(201, "r-2")])
        .result
        .unwrap_err();
    let last = events.lock().unwrap().pop().unwrap();
    assert!(
        last.starts_with("call 2 for icloud, create_connector: failed in "),
        "{last}"
    );
    assert!(
        last.contains(", the connection broke, status 201, request r-2, may have been applied "),
        "{last}"
    );
}

#[test]
fn a_success_that_broke_off_is_waited_for_as_what_it_is() {
    let (client, events) = observed();
    let get = client.start(&GetConnector::new("icloud")).unwrap();
    drive_with(get, [cut_off(200, "r-0"), answer(200, ICLOUD)])
        .result
        .unwrap();
    let lines = events.lock().unwrap();
    let waiting = " after the connection broke, request r-0";
    assert!(lines[2].contains(waiting), "{lines:#?}");
}

#[test]
fn an_event_says_how_long_its_attempt_took() {
    let seen: Arc<Mutex<Vec<(Duration, Duration)>>> = Arc::default();
    let theirs = Arc::clone(&seen);
    let observe = move |event: &Event| {
        theirs.lock().unwrap().push(match event {
            Event::Waiting {
                attempt_elapsed, ..
            } => (*attempt_elapsed, Duration::ZERO),
            Event::Finished {
                attempt_elapsed,
                elapsed,
                ..
            } => (*attempt_elapsed, *elapsed),
            _ => return,
        });
    };
    let client = options("https://api.us.nylas.com").observe(observe);
    let client = client.build().unwrap();
    let get = client.start(&GetConnector::new("icloud")).unwrap();
    let mut answers = [answer(503, ""), answer(200, ICLOUD)].into_iter();
    let each = Duration::from_secs(2);
    let driven = drive(get, each, |_| answers.next().unwrap());
    driven.result.unwrap();
    let whole = each * 2 + driven.waits[0];
    assert_eq!(
        *seen.lock().unwrap(),
        [(each, Duration::ZERO), (each, whole)]
    );
}

#[test]
fn a_panic_of_the_observer_is_one_of_the_call_and_ends_no_process() {
    let observe = |event: &Event| panic!("{event}");
    let client = Recorder::new().client_builder().observe(observe);
    let client = client.build().unwrap();
    let call = std::thread::spawn(move || client.connectors().list());
    assert!(call.join().is_err());
}

#[test]
fn an_event_names_the_provider_that_its_operation_is_about() {
    let seen: Arc<Mutex<Vec<Option<Provider>>>> = Arc::default();
    let theirs = Arc::clone(&seen);
    let recorder = Recorder::new();
    let client = recorder.client_builder().observe(move |event| {
        if matches!(event, Event::Started { .. }) {
            theirs.lock().unwrap().push(event.provider().cloned());
        }
    });
    let client = client.build().unwrap();
    let icloud = ICloud::builder().build().unwrap();
    client.connectors().create(&icloud).unwrap();
    client.connectors().list().unwrap();
    client.credentials("ews").list().unwrap_err();
    client.credentials("ews").delete("id").unwrap_err();
    client.connectors().delete("icloud").unwrap();
    let (icloud, ews) = (Some(Provider::ICloud), Some(Provider::Ews));
    let expected = [icloud.clone(), None, ews.clone(), ews, icloud];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[test]
fn each_part_of_ensure_has_its_events_from_start_to_end_and_its_own_time() {
    let (client, events) = observed();
    let icloud = ICloud::builder().build().unwrap();
    let ensure = client.start_ensure(&icloud).unwrap();
    let answers = [answer(503, ""), answer(404, ""), answer(201, ICLOUD)];
    drive_with(ensure, answers).result.unwrap();
    let lines: Vec<String> = events.lock().unwrap().drain(..).collect();
    let starts = [
        "call 1 for icloud, get_connector: started ",
        "call 1 for icloud, get_connector: attempt 1 ",
        "call 1 for icloud, get_connector: waiting ",
        "call 1 for icloud, get_connector: attempt 2 ",
        "call 1 for icloud, get_connector: failed in ",
        "call 1 for icloud, create_connector: started ",
        "call 1 for icloud, create_connector: attempt 1 ",
        "call 1 for icloud, create_connector: succeeded in 0.0ns, attempts 1, status 201",
    ];
    assert_starts(&lines, &starts);
}

#[test]
fn a_call_that_is_dropped_is_seen_to_end() {
    let (client, events) = observed();
    let icloud = ICloud::builder().build().unwrap();
    let mut create = client.start(&CreateConnector::new(&icloud)).unwrap();
    assert!(matches!(create.next(Instant::now()), Step::Send(_)));
    drop(create);
    let mut get = client.start(&GetConnector::new("icloud")).unwrap();
    assert!(matches!(get.next(Instant::now()), Step::Send(_)));
    drop(get);
    drop(client.start(&GetConnector::new("icloud")).unwrap());
    let mut waits = client.start(&GetConnector::new("icloud")).unwrap();
    assert!(matches!(waits.next(Instant::now()), Step::Send(_)));
    waits.failed(cut_off(503, "r-0").unwrap_err());
    assert!(matches!(waits.next(Instant::now()), Step::Wait(_)));
    drop(waits);
    let lines: Vec<String> = events.lock().unwrap().drain(..).collect();
    let last = |call: &str| lines.iter().rfind(|line| line.starts_with(call)).unwrap();
    assert!(
        last("call 1 ").contains("create_connector: dropped, attempts 1, may have been applied"),
        "{lines:#?}"
    );
    assert!(
        last("call 2 ").contains("get_connector: dropped, attempts 1 "),
        "{lines:#?}"
    );
    let of_waiting = ": dropped, attempts 1, request r-0";
    assert!(last("call 3 ").contains(of_waiting), "{lines:#?}");
    assert_eq!(lines.len(), 10, "{lines:#?}");
}

#[test]
fn the_pages_of_a_list_share_its_time_and_its_number() {
    let (client, events) = observed();
    let page = |first: &str| {
        let rest = r#",{"provider":"imap"}"#.repeat(49);
        answer(
            200,
            &format!(r#"{{"data":[{{"provider":"{first}"}}{rest}],"limit":50}}"#),
        )
    };
    let list = client.start_list_all(ListConnectors::new()).unwrap();
    let pages = ["a", "b", "c", "d"];
    let mut pages = pages.iter();
    let listed = drive(list, Duration::from_secs(40), |_| {
        page(pages.next().unwrap())
    });
    let error = listed.result.unwrap_err();
    assert!(error.to_string().contains("no time left"), "{error}");
    assert_eq!(listed.sent.len(), 3, "{:?}", listed.sent);
    let lines = events.lock().unwrap();
    assert!(
        lines
            .iter()
            .all(|line| line.starts_with("call 1, list_connectors: ")),
        "{lines:#?}"
    );
}

#[test]
fn an_event_names_its_operation_as_its_type_is_named() {
    struct Names(Client, Arc<Mutex<Vec<String>>>);
    impl Visit for Names {
        fn visit<O: Operation<Output: Debug>>(&mut self, call: &O) {
            drive_with(self.0.start(call).unwrap(), [answer(400, "")])
                .result
                .unwrap_err();
            let ty = std::any::type_name::<O>()
                .split('<')
                .next()
                .unwrap_or_default();
            let ty = ty.rsplit("::").next().unwrap_or_default();
            let mut name = String::new();
            for letter in ty.chars() {
                if letter.is_uppercase() && !name.is_empty() {
                    name.push('_');
                }
                name.extend(letter.to_lowercase());
            }
            for line in self.1.lock().unwrap().drain(..) {
                assert!(line.contains(&format!(" {name}: ")), "{ty}: {line}");
            }
        }
    }
    let (client, events) = observed();
    visit_every_call("google", "id", &mut Names(client, events));
}
