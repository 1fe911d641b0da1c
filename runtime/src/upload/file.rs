//! A file as the body of a request.

use super::BodyStream;
use azure_core::{Bytes, Error, Result, error::ErrorKind};
use futures::{FutureExt as _, StreamExt as _, stream};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::{fs::File, io::AsyncReadExt as _};

/// The size of the pieces that a file is read in.
const PIECE: usize = 64 << 10;

impl BodyStream {
    /// Creates a body from a file, which is read while it is sent, and again if it is sent again.
    ///
    /// # Errors
    ///
    /// When the metadata of the file cannot be read, or the path is not a file. If it cannot be opened later, the call fails.
    pub async fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path: Arc<PathBuf> = Arc::new(path.as_ref().to_owned());
        let about = tokio::fs::metadata(&*path)
            .await
            .map_err(|error| failed(&path, error))?;
        if !about.is_file() {
            let message = format!("`{}` is not a file", path.display());
            return Err(Error::with_message(ErrorKind::Io, message));
        }
        let body = Self::opened(move || {
            let path = Arc::clone(&path);
            async move {
                let file = File::open(&*path).await.map_err(|error| failed(&path, error))?;
                Ok(stream::try_unfold((file, path), next).boxed())
            }
            .boxed()
        });
        Ok(body.with_length(about.len()))
    }
}

async fn next((mut file, path): (File, Arc<PathBuf>)) -> Result<Option<(Bytes, (File, Arc<PathBuf>))>> {
    let mut piece = Vec::with_capacity(PIECE);
    let count = file
        .read_buf(&mut piece)
        .await
        .map_err(|error| failed(&path, error))?;
    Ok((count > 0).then(|| (piece.into(), (file, path))))
}

fn failed(path: &Path, error: std::io::Error) -> Error {
    let message = format!("the file `{}` cannot be read", path.display());
    Error::with_error(ErrorKind::Io, error, message)
}
