package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.commitdb.commit.Commit;
import org.commitdb.commit.CommitKind;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.commit.Verb;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.store.RecordStore;
import org.junit.jupiter.api.Test;

/// That random histories reach what the properties over them are about.
final class RandomHistoryTest {

    private static final RichModel MODEL = new RichModel();

    @Test
    void everyVerbAndEveryOutcomeOccurs() {
        Set<Verb> verbs = EnumSet.noneOf(Verb.class);
        Set<Outcome> outcomes = EnumSet.noneOf(Outcome.class);
        long opcodes = 0;
        long ineffective = 0;
        for (long seed = 0; seed < 60; seed++) {
            RandomHistory made = grown(seed, 60);
            for (Commit commit : made.commits()) {
                for (DocumentProgram document : commit.program()) {
                    document.opcodes().stream().map(Opcode::verb).forEach(verbs::add);
                }
            }
            NaiveHistory.State state = made.oracle().state(made.commits().getLast().header().id());
            outcomes.addAll(state.counts().keySet());
            opcodes += state.counts().values().stream().mapToLong(Long::longValue).sum();
            ineffective += state.exceptions().size();
        }
        assertEquals(EnumSet.allOf(Verb.class), verbs);
        assertEquals(EnumSet.allOf(Outcome.class), outcomes);
        assertTrue(ineffective * 10 > opcodes, ineffective + " of " + opcodes);
        assertTrue(ineffective * 10 < opcodes * 8, ineffective + " of " + opcodes);
    }

    @Test
    void mergesCrossAndSeveralRootsOccur() {
        int merges = 0;
        int crossed = 0;
        int roots = 0;
        for (long seed = 0; seed < 30; seed++) {
            RandomHistory made = grown(seed, 60);
            for (Commit commit : made.commits()) {
                boolean merge = commit.header().kind() == CommitKind.MERGE;
                merges += merge ? 1 : 0;
                roots += commit.header().parent().isNone() ? 1 : 0;
                crossed += merge && isCrossed(made, commit) ? 1 : 0;
            }
        }
        assertTrue(merges > 100, merges + " merges");
        assertTrue(crossed > 5, crossed + " criss-cross merges");
        assertTrue(roots > 40, roots + " roots");
    }

    /// Whether the same two commits were merged the other way round too.
    private static boolean isCrossed(RandomHistory made, Commit merge) {
        return made.commits().stream()
                .anyMatch(other ->
                        other.header().kind() == CommitKind.MERGE
                                && other.header().parent().equals(merge.header().target())
                                && other.header().target().equals(merge.header().parent()));
    }

    private static RandomHistory grown(long seed, int commits) {
        try (RecordStore store = new NaiveRecordStore(new CanonicalIndexer())) {
            return new RandomHistory(store, MODEL, seed).withToggles(10).grow(commits);
        }
    }
}
