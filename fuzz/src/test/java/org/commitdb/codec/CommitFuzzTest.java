package org.commitdb.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitHeader;
import org.commitdb.error.CorruptException;
import org.commitdb.fuzz.Budget;
import org.commitdb.fuzz.Corpus;
import org.commitdb.state.RichModel;
import org.junit.jupiter.api.Test;

/// Any bytes as a commit: decoding and encoding gives the same bytes, or they are refused.
final class CommitFuzzTest {

    private static final RichModel MODEL = new RichModel();

    @FuzzTest(maxDuration = "10m")
    void commitIsRefusedOrCanonical(byte[] bytes) {
        Budget.hold(bytes.length, 4000, () -> isAccepted(bytes));
    }

    private static boolean isAccepted(byte[] bytes) {
        try {
            CommitHeader header = CommitCodec.outline(bytes).header();
            Commit commit = CommitCodec.decode(header, bytes, MODEL.definitions());
            assertArrayEquals(bytes, CommitEncodings.encode(commit));
            return true;
        } catch (CorruptException e) {
            assertTrue(e.source().startsWith("commit "), e.source());
            return false;
        }
    }

    @Test
    void seedsAreCurrentAndAccepted() {
        SequencedMap<String, byte[]> seeds = new LinkedHashMap<>();
        List<byte[]> commits = SampleCommits.encoded(1, 24);
        for (int i = 0; i < commits.size(); i++) {
            assertTrue(isAccepted(commits.get(i)));
            seeds.put("commit-" + i, commits.get(i));
        }
        Corpus.check(CommitFuzzTest.class, "commitIsRefusedOrCanonical", seeds);
    }
}
