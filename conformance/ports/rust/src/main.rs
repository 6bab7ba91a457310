//! The crate `shm-snapshot` behind the line protocol of docs/porting.md.
//!
//! What a line asks for is done by the crate's public functions and by its program; here is only what
//! takes lines apart and puts answers together. What the crate does not have is `unsupported`. A panic
//! of the crate is answered as an error, so that the judge can go on.
//!
//! usage: port SHM-RESTORE    (the crate's program, for captures)

mod host;
mod reader;

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::atomic::Ordering;

use shm_snapshot::{ConfigureFile, Writer};

type Answer = Result<String, Box<dyn Error>>;

/// A word of the tail: its index, its value.
type TailWord = (usize, u64);

const PAGE: u64 = 4096;
const UNSUPPORTED: &str = "unsupported";

/// What a client has open.
struct Client {
    writer: Writer,
    /// The longest commit that the crate takes.
    room: u64,
}

struct Port {
    restore: Option<String>,
    client: Option<Client>,
}

fn main() -> io::Result<()> {
    // A panic becomes an answer; its report would only fill standard error.
    panic::set_hook(Box::new(|_| {}));
    let mut port = Port {
        restore: std::env::args().nth(1),
        client: None,
    };
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split(' ').collect();
        let answer = panic::catch_unwind(AssertUnwindSafe(|| port.answer(&words)));
        let answer = match answer {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => format!("error OTHER {}", on_one_line(&error.to_string())),
            Err(panic) => format!("error OTHER it panics: {}", on_one_line(&text_of(&*panic))),
        };
        let mut out = io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

fn text_of(panic: &(dyn std::any::Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (_, Some(text)) => text.to_string(),
        _ => String::from("no text"),
    }
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Port {
    fn answer(&mut self, words: &[&str]) -> Answer {
        match *words {
            ["hello", "1"] => Ok(String::from("ok 1 shm-snapshot-0.2.3 read client host")),
            ["close"] => {
                self.client = None;
                Ok(String::from("ok"))
            }
            ["list", file] => reader::list(Path::new(file)),
            ["read", file] => reader::read(Path::new(file)),
            ["open", file, entries, data, tail] => self.open(
                Path::new(file),
                entries.parse()?,
                data.parse()?,
                tail.parse()?,
            ),
            ["recover", file] => self.recover(Path::new(file)),
            ["commit", bytes, ref tail @ ..] => {
                self.commit(&parse_bytes(bytes)?, &parse_tail(tail)?)
            }
            ["abort", steps, bytes, ref tail @ ..] => {
                self.abort(steps.parse()?, &parse_bytes(bytes)?, &parse_tail(tail)?)
            }
            ["capture", file] => match &self.restore {
                Some(program) => host::capture(program, Path::new(file)),
                None => Ok(String::from(UNSUPPORTED)),
            },
            // A sealed file, the steps of the crate's host, stores and the triple buffer: it has none.
            _ => Ok(String::from(UNSUPPORTED)),
        }
    }

    /// What the crate does when a memory is there already: it takes that memory's geometry.
    fn open(&mut self, path: &Path, entries: u64, data: u64, tail: u64) -> Answer {
        if !path.exists() {
            let file = OpenOptions::new()
                .read(true)
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)?;
            file.set_len(size(entries, data, tail))?;
        }
        let mapped = shm_snapshot::File::new(writable(path)?)?;
        let mut found = ConfigureFile::default();
        mapped.recover(&mut found);
        found.or_insert_with(|fresh| {
            fresh.entries = entries;
            fresh.data = data;
        });
        self.take_up(mapped, &found)
    }

    fn recover(&mut self, path: &Path) -> Answer {
        let mapped = shm_snapshot::File::new(writable(path)?)?;
        let mut found = ConfigureFile::default();
        match mapped.recover(&mut found) {
            // All that it says of such a file: there is no configuration.
            None => Ok(String::from("error UNCONFIGURED")),
            Some(_) => self.take_up(mapped, &found),
        }
    }

    fn take_up(&mut self, mapped: shm_snapshot::File, found: &ConfigureFile) -> Answer {
        self.client = None;
        let writer = mapped.configure(found);
        let room = found.data - 1;
        self.client = Some(Client { writer, room });
        Ok(format!("ok {} {}", found.initial_offset, room))
    }

    fn commit(&mut self, bytes: &[u8], tail: &[TailWord]) -> Answer {
        let client = self.client.as_mut().ok_or("nothing is open")?;
        let mut missing = None;
        let committed = client.writer.commit_with(bytes, |prepared| {
            missing = store(prepared.tail(), tail);
            missing.is_none().then_some(())
        });
        match (committed, missing) {
            (_, Some(index)) => Err(format!("its tail has no word {index}").into()),
            (Ok((index, ())), None) => {
                Ok(format!("ok {}", client.writer.snapshot_at(index).offset))
            }
            (Err(_), None) => Ok(format!("refused {}", client.room)),
        }
    }

    /// The crate can be left in two places: behind the bytes, and behind the words of the tail. It has
    /// no steps of invalidation, so these are its steps 1 and 2 of 5.
    fn abort(&mut self, steps: usize, bytes: &[u8], tail: &[TailWord]) -> Answer {
        let mut client = self.client.take().ok_or("nothing is open")?;
        match steps {
            0 => Ok(String::from("ok")),
            1 | 2 => {
                let mut has_begun = false;
                let mut missing = None;
                let left = client.writer.commit_with(bytes, |prepared| {
                    has_begun = true;
                    if steps == 2 {
                        missing = store(prepared.tail(), tail);
                    }
                    None::<()>
                });
                match (left, missing) {
                    (_, Some(index)) => Err(format!("its tail has no word {index}").into()),
                    (Err(_), None) if !has_begun => {
                        let room = client.room;
                        self.client = Some(client);
                        Ok(format!("refused {room}"))
                    }
                    _ => Ok(String::from("ok")),
                }
            }
            3 | 4 => Ok(String::from(UNSUPPORTED)),
            _ => {
                self.client = Some(client);
                let answer = self.commit(bytes, tail)?;
                if answer.starts_with("ok") {
                    self.client = None;
                    return Ok(String::from("ok"));
                }
                Ok(answer)
            }
        }
    }
}

/// Stores words into the tail; says which one is not there.
fn store(tail: &[std::sync::atomic::AtomicU64], words: &[TailWord]) -> Option<usize> {
    for (index, value) in words {
        match tail.get(*index) {
            Some(word) => word.store(*value, Ordering::Relaxed),
            None => return Some(*index),
        }
    }
    None
}

/// The crate maps a file to write it, also to read it.
fn writable(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path)
}

fn size(entries: u64, data: u64, tail: u64) -> u64 {
    PAGE + pages(16 * entries) + pages(data) + tail
}

fn pages(bytes: u64) -> u64 {
    bytes.div_ceil(PAGE) * PAGE
}

fn parse_bytes(digits: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    if digits == "-" {
        return Ok(Vec::new());
    }
    (0..digits.len())
        .step_by(2)
        .map(|at| {
            Ok(u8::from_str_radix(
                digits.get(at..at + 2).ok_or("half a byte")?,
                16,
            )?)
        })
        .collect()
}

fn parse_tail(words: &[&str]) -> Result<Vec<TailWord>, Box<dyn Error>> {
    words
        .iter()
        .map(|word| {
            let (index, value) = word.split_once('=').ok_or("no INDEX=WORD")?;
            Ok((index.parse()?, u64::from_str_radix(value, 16)?))
        })
        .collect()
}
