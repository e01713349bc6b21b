//! The zip of a stick: its root is the stick's root. The same files give the same bytes.

use std::io::{Cursor, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// The files in their order, stored as they are: pictures don't get smaller.
///
/// # Errors
/// More or larger files than a zip can hold.
pub fn zip<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use zip::ZipArchive;

    #[test]
    fn files_come_back_in_their_order() {
        let files = [("scenario.dat", &b"b"[..]), ("001-a.jpg", b"\xFF\xD8"), ("000.jpg", b"")];
        let bytes = zip(files).unwrap();
        let mut back = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for (number, (name, inside)) in files.iter().enumerate() {
            let mut entry = back.by_index(number).unwrap();
            assert_eq!(entry.name().unwrap(), *name);
            assert_eq!(entry.compression(), CompressionMethod::Stored);
            let mut read = Vec::new();
            std::io::copy(&mut entry, &mut read).unwrap();
            assert_eq!(read, *inside);
        }
        assert_eq!(zip(files).unwrap(), bytes);
    }
}
