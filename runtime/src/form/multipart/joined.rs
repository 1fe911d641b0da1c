//! Several bodies as one, read one after the other.

use azure_core::{Result, http::Body, stream::SeekableStream};
use futures::{io::AsyncRead, ready};
use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

/// Bodies that follow each other.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    pieces: Vec<Body>,
    /// Which one is being read, and how much of it has been, when it is in memory.
    at: usize,
    read: usize,
    length: Option<u64>,
}

impl Joined {
    pub(super) fn new(pieces: Vec<Body>) -> Self {
        let length = pieces
            .iter()
            .try_fold(0_u64, |sum, piece| sum.checked_add(piece.len()?));
        Self {
            pieces,
            at: 0,
            read: 0,
            length,
        }
    }
}

#[async_trait::async_trait]
impl SeekableStream for Joined {
    async fn reset(&mut self) -> Result<()> {
        for piece in &mut self.pieces {
            piece.reset().await?;
        }
        (self.at, self.read) = (0, 0);
        Ok(())
    }

    fn len(&self) -> Option<u64> {
        self.length
    }
}

impl AsyncRead for Joined {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        while let Some(piece) = this.pieces.get_mut(this.at) {
            let count = match piece {
                Body::Bytes(bytes) => {
                    let rest = bytes.get(this.read..).unwrap_or_default();
                    let count = rest.len().min(buffer.len());
                    if let (Some(room), Some(rest)) = (buffer.get_mut(..count), rest.get(..count)) {
                        room.copy_from_slice(rest);
                    }
                    count
                }
                Body::SeekableStream(stream) => ready!(Pin::new(&mut **stream).poll_read(cx, buffer))?,
            };
            if count > 0 || buffer.is_empty() {
                this.read += count;
                return Poll::Ready(Ok(count));
            }
            (this.at, this.read) = (this.at + 1, 0);
        }
        Poll::Ready(Ok(0))
    }
}
