//! What the crate finds in a memory or a backup.

use std::error::Error;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

use shm_snapshot::{ConfigureFile, Snapshot};

use crate::{size, writable, Answer, PAGE};

pub fn list(path: &Path) -> Answer {
    let mapped = shm_snapshot::File::new(writable(path)?)?;
    let mut found = ConfigureFile::default();
    let entries = match mapped.recover(&mut found) {
        None => return Ok(String::from("error UNCONFIGURED")),
        Some(discovery) => entries(path, &discovery)?,
    };
    let described = described(&entries);
    let (slots, ring) = (found.entries, found.data);
    // What is behind the ring; the crate itself has whole pages of it.
    let tail = fs::metadata(path)?.len() - size(slots, ring, 0);
    Ok(format!("ok {slots} {ring} {tail}{described}"))
}

pub fn read(path: &Path) -> Answer {
    let mapped = shm_snapshot::File::new(writable(path)?)?;
    let mut found = ConfigureFile::default();
    let Some(discovery) = mapped.recover(&mut found) else {
        return Ok(String::from("error UNCONFIGURED"));
    };
    let mut answer = String::from("ok");
    for (slot, entry) in entries(path, &discovery)? {
        if entry.length > fs::metadata(path)?.len() {
            return Err(
                format!("an entry of {} bytes, more than the file has", entry.length).into(),
            );
        }
        let mut bytes = vec![0; entry.length as usize];
        discovery.read(&entry, &mut bytes);
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        answer += &format!(" {slot}:{}:{digits}", entry.offset);
    }
    Ok(answer)
}

/// The entries that the crate finds, the one with the lowest offset first. It finds them in the order
/// of their slots and does not say which these are: looked up here, where the same two words stand.
pub fn entries(
    path: &Path,
    discovery: &shm_snapshot::FileDiscovery,
) -> Result<Vec<(u64, Snapshot)>, Box<dyn Error>> {
    let mut found: Vec<Snapshot> = Vec::new();
    discovery.valid(&mut found);
    let file = File::open(path)?;
    let mut slot = 0;
    let mut entries = Vec::new();
    for entry in found {
        loop {
            let mut words = [0; 16];
            file.read_exact_at(&mut words, PAGE + 16 * slot)?;
            slot += 1;
            if words[..8] == entry.offset.to_le_bytes() && words[8..] == entry.length.to_le_bytes()
            {
                entries.push((slot - 1, entry));
                break;
            }
        }
    }
    entries.sort_by_key(|(_, entry)| entry.offset);
    Ok(entries)
}

/// Entries as the answers have them.
pub fn described(entries: &[(u64, Snapshot)]) -> String {
    entries
        .iter()
        .map(|(slot, entry)| format!(" {slot}:{}:{}", entry.offset, entry.length))
        .collect()
}
