//! Bodies that come in chunks.

use std::io::Read;

use super::reader::{BODY_LIMIT, HEAD_LIMIT, Reader, Stop};

/// The longest line before a chunk: its size, and extensions nobody reads.
const LINE_LIMIT: usize = 4 * 1024;

impl<R: Read> Reader<R> {
    /// All chunks together. The trailers are read and forgotten.
    pub(super) fn chunks(&mut self) -> Result<Vec<u8>, Stop> {
        let mut body = Vec::new();
        loop {
            let size = self.chunk_size()?;
            if size == 0 {
                self.trailers()?;
                return Ok(body);
            }
            if size > BODY_LIMIT - body.len() {
                return Err(Stop::Refused(413));
            }
            body.extend(self.take(size)?);
            if self.take(2)? != b"\r\n" {
                return Err(Stop::Refused(400));
            }
        }
    }

    fn chunk_size(&mut self) -> Result<usize, Stop> {
        loop {
            match httparse::parse_chunk_size(&self.buffer) {
                Ok(httparse::Status::Complete((line, size))) => {
                    self.buffer.drain(..line);
                    // A size beyond the address space is beyond the limit too.
                    return Ok(usize::try_from(size).unwrap_or(usize::MAX));
                }
                Ok(httparse::Status::Partial) if self.buffer.len() <= LINE_LIMIT => self.fill()?,
                _ => return Err(Stop::Refused(400)),
            }
        }
    }

    fn trailers(&mut self) -> Result<(), Stop> {
        loop {
            let mut slots = [httparse::EMPTY_HEADER; 64];
            match httparse::parse_headers(&self.buffer, &mut slots) {
                Ok(httparse::Status::Complete((size, _))) => {
                    self.buffer.drain(..size);
                    return Ok(());
                }
                Ok(httparse::Status::Partial) if self.buffer.len() <= HEAD_LIMIT => self.fill()?,
                Ok(httparse::Status::Partial) => return Err(Stop::Refused(431)),
                Err(_) => return Err(Stop::Refused(400)),
            }
        }
    }
}
