package org.commitdb.tools.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.commitdb.commit.CommitHeader;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.CommitKind;
import org.junit.jupiter.api.Test;

final class NewestFirstTest {

    private final Map<CommitId, CommitHeader> commits = new HashMap<>();
    private final List<CommitId> read = new ArrayList<>();

    @Test
    void theNewestComesFirst() {
        add("a", 1);
        add("b a", 2);
        add("c a", 3);
        assertEquals("c b a", walk("b", "c"));
    }

    @Test
    void aMergeComesBeforeTheCommitThatIsAsOld() {
        add("a", 1);
        add("z a", 2);
        add("b a", 3);
        add("m z b", 3);
        add("l b z", 3);
        add("k l m", 3);
        assertEquals("k m l b z a", walk("k"));
    }

    @Test
    void onlyAncestorsAreWalked() {
        add("a", 1);
        add("b a", 2);
        add("c b", 3);
        assertEquals("b a", walk("b"));
    }

    @Test
    void noMoreIsReadThanIsAskedFor() {
        add("a", 1);
        for (int i = 0; i < 1000; i++) {
            add(i == 0 ? "c0 a" : "c" + i + " c" + (i - 1), 2 + i);
        }
        NewestFirst walk = new NewestFirst(List.of(TestCommits.id("c999")), this::header);
        walk.next();
        walk.next();
        assertTrue(read.size() <= 3, read::toString);
    }

    @Test
    void afterTheLastThereIsNone() {
        add("a", 1);
        NewestFirst walk = new NewestFirst(List.of(TestCommits.id("a")), this::header);
        walk.next();
        assertThrows(NoSuchElementException.class, walk::next);
    }

    private void add(String text, long timestamp) {
        CommitHeader header = TestCommits.header(text, timestamp);
        commits.put(header.id(), header);
    }

    private CommitHeader header(CommitId id) {
        read.add(id);
        return commits.get(id);
    }

    private String walk(String... from) {
        List<String> names = new ArrayList<>();
        new NewestFirst(Arrays.stream(from).map(TestCommits::id).toList(), this::header)
                .forEachRemaining(commit -> names.add(name(commit)));
        return String.join(" ", names);
    }

    private static String name(CommitHeader commit) {
        assertTrue(commit.kind() == CommitKind.MUTATIONS || commit.kind() == CommitKind.MERGE);
        return new String(commit.id().toByteArray(), java.nio.charset.StandardCharsets.UTF_8)
                .replace("\0", "");
    }
}
