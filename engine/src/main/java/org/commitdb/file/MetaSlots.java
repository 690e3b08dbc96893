package org.commitdb.file;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The META slots of an open file, which any process may write at any moment.
///
/// They also tell a reader whether the pages that it has read may have been reused meanwhile. A
/// page is overwritten only when neither slot leads to it: a page of checkpoint `g` that later ones
/// replaced, when both slots hold later checkpoints than `g` and the one after `g + 2` is being
/// built. So as long as the newest slot holds at most `g + 1`, no page of `g` has been touched, and
/// nobody need leave a mark for it. This has to be found *after* the pages were read.
///
/// A slot that is read while it is written has a wrong checksum, or a number that was never there.
/// The other one is whole then, and the number of the one being written counts only when it is
/// whole, too: pages are not reused before.
///
/// **Threads**: any. **Errors**: [org.commitdb.error.StorageException] when the disk refuses.
final class MetaSlots {

    private static final int ATTEMPTS = 1000;
    private static final long SEQ_0 = FileLayout.META_SLOT_0 + Meta.CHECKPOINT_SEQ;
    private static final long SEQ_1 = FileLayout.META_SLOT_1 + Meta.CHECKPOINT_SEQ;

    private final Volume volume;

    MetaSlots(Volume volume) {
        this.volume = volume;
    }

    /// Whether no page of the checkpoint `checkpointSeq` was reused before this call. **Cost**: two
    /// mapped words, as long as no newer checkpoint is being written.
    boolean keep(long checkpointSeq) {
        VarHandle.loadLoadFence();
        long newest = Math.max(volume.map().longAt(SEQ_0), volume.map().longAt(SEQ_1));
        if (newest == checkpointSeq || newest == checkpointSeq + 1) {
            return true;
        }
        Meta meta = read().newer();
        return meta == null
                || meta.checkpointSeq() == checkpointSeq
                || meta.checkpointSeq() == checkpointSeq + 1;
    }

    /// Whether there may be a newer checkpoint than `checkpointSeq`.
    boolean mayBeNewerThan(long checkpointSeq) {
        return Math.max(volume.map().longAt(SEQ_0), volume.map().longAt(SEQ_1)) > checkpointSeq;
    }

    /// Both slots as they were at one moment.
    Preamble.Slots read() {
        try {
            byte[][] before = blocks();
            for (int i = 0; i < ATTEMPTS; i++) {
                byte[][] again = blocks();
                if (Arrays.deepEquals(before, again)) {
                    break;
                }
                before = again;
            }
            return Preamble.slots(
                    decode(before[0], FileLayout.META_SLOT_0),
                    decode(before[1], FileLayout.META_SLOT_1));
        } catch (IOException e) {
            throw Volume.refused(volume.name(), "read the META slots", e);
        }
    }

    private byte[][] blocks() throws IOException {
        return new byte[][] {
            Preamble.readBlock(volume.storage(), FileLayout.META_SLOT_0),
            Preamble.readBlock(volume.storage(), FileLayout.META_SLOT_1)
        };
    }

    private @Nullable Meta decode(byte[] block, long offset) {
        return Meta.decode(block, offset, volume.checksum(), volume.name());
    }
}
