//! A client of the crate `shm-snapshot` as its users write them: it finds its memory by `LISTEN_FDS`, goes
//! on behind the newest entry, and commits what the request `run` of docs/porting.md says.
//!
//! usage: client UNTIL REST    commits up to number UNTIL (0: without end), and rests for a millisecond
//!                             after each REST commits (0: never)
//!        client look FILE     looks at a memory, and at its entries when there is a line to read

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io;
use std::mem::ManuallyDrop;
use std::os::fd::FromRawFd;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use shm_fd::SharedFd;
use shm_snapshot::{ConfigureFile, Snapshot};

const ENTRIES: u64 = 64;
const RING: u64 = 4096;
const LONGEST: u64 = 200;
/// Header, descriptors, ring, tail: a page each.
const SIZE: u64 = 4 * 4096;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["look", file] => look(file),
        [until, rest] => commit(until.parse()?, rest.parse()?),
        _ => Err("usage: client UNTIL REST | client look FILE".into()),
    }
}

fn commit(until: u64, rest: u64) -> Result<(), Box<dyn Error>> {
    // The descriptor was passed to this process alone.
    let shared = unsafe { SharedFd::from_env() }.ok_or("no SHM_SHARED_FD in LISTEN_FDS")?;
    let file = ManuallyDrop::new(unsafe { File::from_raw_fd(shared.as_raw_fd()) });
    if file.metadata()?.len() < SIZE {
        file.set_len(SIZE)?;
    }
    let mapped = shm_snapshot::File::new(shared.as_raw_fd())?;
    let mut found = ConfigureFile::default();
    let mut last = 0;
    if let Some(discovery) = mapped.recover(&mut found) {
        let mut entries: Vec<Snapshot> = Vec::new();
        discovery.valid(&mut entries);
        if let Some(newest) = entries.iter().max_by_key(|entry| entry.offset) {
            let mut number = [0; 8];
            discovery.read(newest, &mut number);
            last = u64::from_le_bytes(number);
        }
    }
    println!("found {last}");
    found.or_insert_with(|fresh| {
        fresh.entries = ENTRIES;
        fresh.data = RING;
    });
    let mut writer = mapped.configure(&found);
    while until == 0 || last < until {
        last += 1;
        let number = last;
        writer
            .commit_with(&payload(number), |prepared| {
                prepared.tail()[0].store(number, Ordering::Relaxed);
                Some(())
            })
            .map_err(|refused| refused.to_string())?;
        if rest != 0 && last % rest == 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }
    println!("ends after {last}");
    Ok(())
}

fn payload(number: u64) -> Vec<u8> {
    let length = 8 + number.wrapping_mul(7919) % (LONGEST - 7);
    let mut bytes = number.to_le_bytes().to_vec();
    bytes.extend((8..length).map(|at| number.wrapping_add(at) as u8));
    bytes
}

/// What a host does that is made of the crate's functions, at two moments.
fn look(file: &str) -> Result<(), Box<dyn Error>> {
    let mapped = shm_snapshot::File::new(OpenOptions::new().read(true).write(true).open(file)?)?;
    let mut found = ConfigureFile::default();
    let discovery = mapped.recover(&mut found).ok_or("not configured")?;
    println!("looked");
    io::stdin().read_line(&mut String::new())?;
    let mut entries: Vec<Snapshot> = Vec::new();
    discovery.valid(&mut entries);
    println!("{} entries", entries.len());
    Ok(())
}
