//! Counts the bytes that were read of a body, so that the time limits know that a call is still sending.

use azure_core::{Result, http::Body, stream::SeekableStream};
use futures::io::AsyncRead;
use std::{
    io,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
};

/// A stream that counts.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    inner: Box<dyn SeekableStream>,
    count: Arc<AtomicU64>,
}

impl Sent {
    /// Wraps a body that is a stream.
    pub(crate) fn wrap(inner: Box<dyn SeekableStream>, count: Arc<AtomicU64>) -> Body {
        Body::SeekableStream(Box::new(Self { inner, count }))
    }
}

#[async_trait::async_trait]
impl SeekableStream for Sent {
    async fn reset(&mut self) -> Result<()> {
        self.inner.reset().await
    }

    fn len(&self) -> Option<u64> {
        self.inner.len()
    }

    fn buffer_size(&self) -> usize {
        self.inner.buffer_size()
    }
}

impl AsyncRead for Sent {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let read = Pin::new(&mut *self.inner).poll_read(cx, buffer);
        if let Poll::Ready(Ok(count)) = read {
            self.count.fetch_add(count as u64, Ordering::Relaxed);
        }
        read
    }
}
