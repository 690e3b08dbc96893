package org.commitdb.state;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.Value;

/// Reads documents.
///
/// **Errors**, of every method: [org.commitdb.error.UnknownIdException] when the database has no
/// such attachment; [IllegalArgumentException] when a key's concept is not one that the
/// attachment's keys may have; [org.commitdb.error.CorruptException] when the file is damaged
/// there.
public interface AttachmentGetting {

    /// The document of `attachment` for `key`; empty when there is none.
    ///
    /// **Cost**: O(log n) in the number of commits, and the opcodes since the document was last set
    /// or read.
    Optional<Value> get(Attachment attachment, Key key);

    /// Whether `attachment` has a document for `key`. **Cost**: as [#get].
    default boolean has(Attachment attachment, Key key) {
        return get(attachment, key).isPresent();
    }

    /// The keys for which `attachment` has a document, in the order of their instances; each with
    /// the concept by which the latest commit in linear order that touched the document names it.
    ///
    /// **Cost**: lazy; all of them cost O(documents that ever were).
    Stream<Key> keys(Attachment attachment);

    /// The keys and documents of `attachment`, in the order of the keys' instances. **Cost**: as
    /// [#keys].
    Stream<Map.Entry<Key, Value>> entries(Attachment attachment);
}
