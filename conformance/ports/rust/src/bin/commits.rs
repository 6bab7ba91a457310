//! How long a commit of the crate `shm-snapshot` takes, in a loop of its own.
//!
//! usage: commits FILE ENTRIES DATA LENGTH COUNT    makes FILE, commits COUNT times LENGTH bytes, and
//!                                                  prints the nanoseconds of one commit; eight rounds

use std::error::Error;
use std::fs::OpenOptions;
use std::hint::black_box;
use std::os::unix::fs::OpenOptionsExt;
use std::time::Instant;

use shm_snapshot::ConfigureFile;

const PAGE: u64 = 4096;
const ROUNDS: u32 = 8;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [path, entries, data, length, count] = &words[..] else {
        return Err("usage: commits FILE ENTRIES DATA LENGTH COUNT".into());
    };
    let (entries, data, count): (u64, u64, u64) =
        (entries.parse()?, data.parse()?, count.parse()?);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.set_len(PAGE + (16 * entries).div_ceil(PAGE) * PAGE + data.div_ceil(PAGE) * PAGE)?;
    let mapped = shm_snapshot::File::new(file)?;
    let mut configuration = ConfigureFile::default();
    mapped.recover(&mut configuration);
    configuration.or_insert_with(|fresh| {
        fresh.entries = entries;
        fresh.data = data;
    });
    let mut writer = mapped.configure(&configuration);
    let payload = vec![1u8; length.parse()?];
    for _ in 0..ROUNDS {
        let start = Instant::now();
        for _ in 0..count {
            writer
                .commit_with(black_box(&payload), |_| Some(()))
                .map_err(|refused| refused.to_string())?;
        }
        println!("{}", start.elapsed().as_nanos() as f64 / count as f64);
    }
    Ok(())
}
