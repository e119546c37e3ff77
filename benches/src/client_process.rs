//! A client in a process of its own, which creates as many connectors as it is asked to and reports what that took.
//!
//! It creates one at its start and says `ready`; then it reads numbers of creates, one on a line, and answers each
//! with the nanoseconds on the clock and on the processor. The programs in `official/` speak the same way.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::clients::{self, Create};
use crate::server::{Server, Target};
use crate::{Error, process};

pub(crate) struct ClientProcess {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    /// From the start of the process to its first answer.
    pub(crate) start: Duration,
}

/// Microseconds for one create.
#[derive(Clone, Copy)]
pub(crate) struct Spent {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

impl ClientProcess {
    /// Starts a program and waits for its first create.
    pub(crate) fn start(mut command: Command) -> Result<Self, Error> {
        let begin = Instant::now();
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let input = process.stdin.take().ok_or("no input")?;
        let mut output = BufReader::new(process.stdout.take().ok_or("no output")?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let start = begin.elapsed();
        if line.trim() != "ready" {
            return Err(format!("{command:?} said {line:?} instead of `ready`").into());
        }
        Ok(Self {
            process,
            input,
            output,
            start,
        })
    }

    /// Starts this program as a client process.
    pub(crate) fn ours(client: &str, server: &Server, threads: usize) -> Result<Self, Error> {
        Self::start(command(client, server, threads)?)
    }

    /// Has `n` connectors created.
    pub(crate) fn create(&mut self, n: u32) -> Result<Spent, Error> {
        writeln!(self.input, "{n}")?;
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        let mut numbers = line.split_whitespace().map(str::parse::<f64>);
        let mut next = || numbers.next().ok_or("a client process broke off");
        let (wall, cpu) = (next()??, next()??);
        let per_call = |nanoseconds: f64| nanoseconds / 1000.0 / f64::from(n);
        Ok(Spent {
            wall: per_call(wall),
            cpu: per_call(cpu),
        })
    }

    /// The memory that it holds, in KiB.
    pub(crate) fn memory(&self) -> Result<f64, Error> {
        process::memory(self.process.id())
    }

    /// The most memory that it has held so far, in KiB.
    pub(crate) fn peak_memory(&self) -> Result<f64, Error> {
        process::peak_memory(self.process.id())
    }
}

impl Drop for ClientProcess {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The command that runs this program as a client process.
pub(crate) fn command(client: &str, server: &Server, threads: usize) -> Result<Command, Error> {
    let mut command = Command::new(std::env::current_exe()?);
    let (target, threads) = (server.target(), threads.to_string());
    command.args(["contend", client, &target.url, target.root_file(), &threads]);
    Ok(command)
}

/// This program as a client process.
pub(crate) fn run(client: &str, target: &Target, threads: &str) -> Result<(), Error> {
    let mut creates = (clients::named(client)?.start)(target, threads.parse()?)?;
    creates.iter_mut().take(1).try_for_each(|create| create())?;
    println!("ready");
    for line in io::stdin().lines() {
        let (n, wall, cpu) = (line?.parse()?, Instant::now(), process::cpu_time());
        share(&mut creates, n)?;
        let cpu = process::cpu_time().saturating_sub(cpu);
        println!("{} {}", wall.elapsed().as_nanos(), cpu.as_nanos());
    }
    Ok(())
}

/// Has `n` connectors created by as many threads as there are ways to do it.
fn share(creates: &mut [Create], n: usize) -> Result<(), Error> {
    let n = n / creates.len();
    if let [create] = creates {
        return (0..n).try_for_each(|_| create());
    }
    thread::scope(|scope| {
        let running: Vec<_> = creates
            .iter_mut()
            .map(|create| scope.spawn(move || (0..n).try_for_each(|_| create())))
            .collect();
        let join = |thread: thread::ScopedJoinHandle<'_, Result<(), Error>>| {
            thread
                .join()
                .map_err(|_| "a thread of the client process died")?
        };
        running.into_iter().try_for_each(join)
    })
}
