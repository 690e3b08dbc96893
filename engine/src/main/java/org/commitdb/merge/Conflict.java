package org.commitdb.merge;

import java.util.Optional;
import org.commitdb.state.DocumentKey;
import org.commitdb.state.Place;
import org.commitdb.state.Streams;
import org.commitdb.value.Value;

/// A place where a stream's intent is not visible in the merged state: the stream changed what the
/// base has there, and the merge has something else.
///
/// Each value is empty where nothing is at the place. When the streams have no single base, any
/// difference between them counts. An element of a set stands for itself. An xarray as a whole is
/// in conflict when the order of its slots is.
///
/// @param streams the merge
/// @param document the document
/// @param place the place in it: a field, a map's entry, an element of a set, a slot, or else a
///   whole value
/// @param based whether the streams have a single base
/// @param base what the base has; empty, too, when there is no single one
/// @param ours what the parent of the merge has
/// @param theirs what its target has
/// @param merged what the merge has
public record Conflict(
        Streams streams,
        DocumentKey document,
        Place place,
        boolean based,
        Optional<Value> base,
        Optional<Value> ours,
        Optional<Value> theirs,
        Optional<Value> merged) {}
