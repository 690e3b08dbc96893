package org.commitdb.file;

import org.jspecify.annotations.Nullable;

/// What a tail knows of a blob since one log record: where it lies, or that it was dropped.
///
/// **Threads**: immutable.
///
/// @param seq the log record
/// @param place where the blob lies, null when it was dropped
/// @param before what held before, null when the tail knew nothing
record TailBlob(long seq, BlobIndex.@Nullable Place place, @Nullable TailBlob before) {}
