package org.commitdb.state;

import java.util.Optional;
import org.commitdb.codec.FrameCodec;
import org.commitdb.store.DocumentId;
import org.commitdb.store.RecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.type.Definitions;
import org.commitdb.value.Value;
import org.jspecify.annotations.Nullable;

/// Documents that a store keeps as they were at one commit, so that a read does not replay what
/// came before.
///
/// A frame says what a document is as of `order(commit)` when nothing is taken out. It serves every
/// state that has the commit on its chain of parents, for `order(parent)` is a prefix of
/// `order(commit)`, and that takes out nothing up to there.
///
/// **Invariants**: a frame never changes what is read, only how fast. **Threads**: any.
final class KeyFrames {

    private final RecordStore store;
    private final FrameSpacing spacing;

    KeyFrames(RecordStore store, FrameSpacing spacing) {
        this.store = store;
        this.spacing = spacing;
    }

    /// A document that was read from a frame of so many bytes.
    record Frame(Optional<Value> value, int sizeBytes) {}

    FrameSpacing spacing() {
        return spacing;
    }

    /// Whether it makes sense to lay frames.
    boolean areKept() {
        return store.keepsFrames();
    }

    /// The greatest ordinal of at most `newest` at which the document has a frame that serves
    /// `order`, when nothing at a position before `end` is taken out; 0 when there is none.
    long newest(DocumentId document, LinearOrder order, long newest, long end) {
        long ordinal = store.newestFrame(document, newest);
        while (ordinal > 0 && !serves(order, ordinal, end)) {
            ordinal = store.newestFrame(document, ordinal - 1);
        }
        return ordinal;
    }

    private static boolean serves(LinearOrder order, long ordinal, long end) {
        int segment = order.segmentOf(ordinal);
        return segment >= 0
                && order.bearer(segment, ordinal) == ordinal
                && order.position(segment, ordinal) < end;
    }

    /// The frame at `ordinal`; null when it is gone or follows other rules.
    @Nullable Frame read(
            DocumentId document, long ordinal, Attachment attachment, Definitions definitions) {
        byte[] frame = store.frame(document, ordinal);
        if (frame == null) {
            return null;
        }
        Optional<Value> value =
                FrameCodec.decode(
                        frame,
                        attachment.documentType(),
                        definitions,
                        "the key frame of " + attachment + " at commit " + ordinal);
        return value == null ? null : new Frame(value, frame.length);
    }

    /// Leaves a frame with the store.
    void put(DocumentId document, long ordinal, byte[] frame) {
        store.putFrame(document, ordinal, frame);
    }
}
