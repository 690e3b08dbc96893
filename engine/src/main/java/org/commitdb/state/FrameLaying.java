package org.commitdb.state;

import java.util.Optional;
import org.commitdb.codec.FrameCodec;
import org.commitdb.store.DocumentId;
import org.commitdb.value.Value;

/// Lays key frames along one long replay, at the places where they are due.
///
/// These places follow from the place where the replay began, so that reads of many past states lay
/// each frame once. **Threads**: one.
final class FrameLaying {

    private final KeyFrames frames;
    private final DocumentId document;
    private long knownSizeBytes;
    private long passed;
    private long passedBytes;

    /// Begins at a frame of so many bytes, 0 when the replay begins without one.
    FrameLaying(KeyFrames frames, DocumentId document, long sizeBytes) {
        this.frames = frames;
        this.document = document;
        this.knownSizeBytes = sizeBytes;
    }

    /// Passes a commit with so many bytes of opcodes on the document.
    void pass(int opcodeBytes) {
        passed++;
        passedBytes += opcodeBytes + FrameSpacing.TOUCH_OVERHEAD_BYTES;
    }

    /// Whether a frame may be due here.
    boolean isDue() {
        return frames.spacing().allows(passed, passedBytes, knownSizeBytes);
    }

    /// Lays a frame of what the document is as of the commit `bearer`, if it is not too large for
    /// what was passed. Asked for only when [#isDue].
    ///
    /// **Cost**: O(document), each time that the commits that were passed outweigh what it was.
    void lay(long bearer, Optional<Value> value) {
        byte[] frame = FrameCodec.encode(value);
        knownSizeBytes = frame.length;
        if (isDue()) {
            frames.put(document, bearer, frame);
            passed = 0;
            passedBytes = 0;
        }
    }
}
