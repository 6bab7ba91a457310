//! The crate's program `shm-restore`, which is its host.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};

use shm_fd::ListenInit;
use shm_snapshot::ConfigureFile;

use crate::reader::{described, entries};
use crate::{writable, Answer};

/// The crate's host over the memory, as a service manager would start it again: the memory is there
/// as descriptor 3, the backup is new. What the backup holds then is what was kept.
pub fn capture(program: &str, path: &Path) -> Answer {
    let backup = path.with_extension("backup");
    let passed: ListenInit<File> =
        ListenInit::named_or_try_create(None, "SHM_SHARED_FD", || writable(path))?;
    let mut host = Command::new(program);
    host.arg("--snapshot=restore-v1").arg(&backup).arg("true");
    host.env("RUST_BACKTRACE", "0").env_remove("LISTEN_PID");
    host.stdin(Stdio::null()).stdout(Stdio::null());
    // The descriptor is ours, and no other thread is here that may use its number.
    unsafe { passed.wrap_proc(&mut host) };
    let ended = host.output()?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        return Err(format!("its host ended with {}: {said}", ended.status).into());
    }
    let mapped = shm_snapshot::File::new(writable(&backup)?)?;
    let kept: Vec<_> = match mapped.recover(&mut ConfigureFile::default()) {
        None => Vec::new(),
        Some(discovery) => entries(&backup, &discovery)?,
    };
    let described = described(&kept);
    Ok(if kept.is_empty() {
        String::from("ok empty")
    } else {
        format!("ok kept{described}")
    })
}
