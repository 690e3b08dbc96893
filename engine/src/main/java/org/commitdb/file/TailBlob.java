package org.commitdb.file;

import org.jspecify.annotations.Nullable;

/// What a tail knows of a blob since one log record: where its record lies, or that it was dropped.
///
/// **Threads**: immutable.
///
/// @param seq the log record that says so
/// @param offset where the blob's record lies, 0 when the blob was dropped
/// @param before what held before, null when the tail knew nothing
record TailBlob(long seq, long offset, @Nullable TailBlob before) {}
