//! What a process has used.

use std::fs;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

use crate::Error;

/// The time that this process has spent on processors, in all its threads.
pub(crate) fn cpu_time() -> Duration {
    let spent = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        spent.tv_sec.unsigned_abs(),
        u32::try_from(spent.tv_nsec).unwrap_or(0),
    )
}

/// The most memory that a process has held so far, in KiB.
pub(crate) fn peak_memory(process: u32) -> Result<f64, Error> {
    status(process, "VmHWM:")
}

/// The memory that a process holds, in KiB.
pub(crate) fn memory(process: u32) -> Result<f64, Error> {
    status(process, "VmRSS:")
}

fn status(process: u32, key: &str) -> Result<f64, Error> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(key));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number
        .ok_or("this system doesn't tell the memory")?
        .parse()?)
}

/// The seconds on processors of all processes that this one has started and waited for, and of theirs.
pub(crate) fn cpu_time_of_children() -> Result<f64, Error> {
    const TICKS_A_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name of the program, in parentheses, may have spaces in it. Thirteen numbers on are `cutime` and `cstime`.
    let (_, behind_name) = stat.rsplit_once(')').ok_or("an odd /proc/self/stat")?;
    let ticks = behind_name
        .split_whitespace()
        .skip(13)
        .take(2)
        .map(str::parse::<f64>);
    let ticks: f64 = ticks.sum::<Result<f64, _>>()?;
    Ok(ticks / TICKS_A_SECOND)
}
