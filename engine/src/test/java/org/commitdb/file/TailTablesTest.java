package org.commitdb.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.commitdb.commit.CommitId;
import org.commitdb.store.DocumentId;
import org.commitdb.store.TestCommit;
import org.junit.jupiter.api.Test;

/// The structures that the tail index is made of.
final class TailTablesTest {

    private static CommitId id(int number) {
        return TestCommit.labelled(CommitId.NONE, "id " + number).id();
    }

    @Test
    void rowsGrowAndAreFoundByTheirFirstNumber() {
        LongRows rows = new LongRows(3, 1);
        assertEquals(-1, rows.floor(Long.MAX_VALUE));
        for (int i = 0; i < 1000; i++) {
            rows.append(10L * i + 5, i, -i);
        }
        assertEquals(1000, rows.count());
        assertEquals(-1, rows.floor(4));
        assertEquals(0, rows.floor(5));
        assertEquals(0, rows.floor(14));
        assertEquals(1, rows.floor(15));
        assertEquals(999, rows.floor(Long.MAX_VALUE));
        assertEquals(-77, rows.get(77, 2));
    }

    @Test
    void idsAreFoundByTheirBytes() {
        IdTable table = new IdTable();
        for (int i = 0; i < 2000; i++) {
            assertEquals(-1, table.indexOf(id(i)));
            table.add(id(i));
            assertEquals(i, table.indexOf(id(i)));
        }
        for (int i = 0; i < 2000; i++) {
            assertEquals(i, table.indexOf(id(i)));
            assertEquals(id(i), table.get(i));
        }
    }

    @Test
    void idsAreFoundWhileOthersArrive() throws Exception {
        IdTable table = new IdTable();
        CommitId[] ids = new CommitId[20_000];
        Arrays.setAll(ids, TailTablesTest::id);
        AtomicInteger arrived = new AtomicInteger();
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        Thread reader =
                Thread.ofPlatform()
                        .start(() -> {
                            SplittableRandom random = new SplittableRandom(1);
                            for (int known = 0;
                                    known < ids.length && failures.isEmpty();
                                    known = arrived.get()) {
                                int wanted = known == 0 ? -1 : random.nextInt(known);
                                if (wanted >= 0 && table.indexOf(ids[wanted]) != wanted) {
                                    failures.add("the id " + wanted + " of " + known);
                                }
                            }
                        });
        for (int i = 0; i < ids.length; i++) {
            table.add(ids[i]);
            arrived.set(i + 1);
        }
        reader.join();
        assertEquals(List.of(), failures);
    }

    @Test
    void documentsAreFoundAndOrdered() {
        SplittableRandom random = new SplittableRandom(2);
        DocumentTable table = new DocumentTable(1);
        Set<DocumentId> model = new TreeSet<>(DocumentOrder.UNSIGNED);
        for (int i = 0; i < 3000; i++) {
            DocumentId document =
                    new DocumentId(
                            new UUID(random.nextInt(3) - 1, 0),
                            new UUID(random.nextInt(40) - 20, random.nextInt(40) - 20));
            boolean fresh = model.add(document);
            assertEquals(fresh, table.get(document) == null);
            LongRows rows = table.rowsFor(document);
            assertSame(rows, table.get(document));
            if (i % 100 == 0) {
                assertEquals(
                        List.copyOf(model),
                        Arrays.stream(table.ordered()).map(DocumentTable.Entry::document).toList());
            }
        }
        DocumentTable.Entry[] ordered = table.ordered();
        assertSame(ordered, table.ordered());
        List<DocumentId> sorted = List.copyOf(model);
        for (int i = 0; i < sorted.size(); i++) {
            assertEquals(i, DocumentTable.ceiling(ordered, sorted.get(i)));
        }
        assertNull(table.get(new DocumentId(new UUID(9, 9), new UUID(9, 9))));
        assertNotNull(table.get(sorted.getFirst()));
    }

    @Test
    void headsChangeWithTheirChildren() {
        // Before: the heads 3 and 5.
        HeadDelta delta = HeadDelta.NONE.with(10, 5, 0, head -> head == 3 || head == 5);
        assertArrayEquals(new long[] {3, 10}, delta.applyTo(new long[] {3, 5}));
        delta = delta.with(11, 10, 0, head -> head == 3 || head == 5);
        assertArrayEquals(new long[] {3, 11}, delta.applyTo(new long[] {3, 5}));
        delta = delta.with(12, 10, 0, head -> head == 3 || head == 5);
        assertArrayEquals(new long[] {3, 11, 12}, delta.applyTo(new long[] {3, 5}));
        delta = delta.with(13, 3, 12, head -> head == 3 || head == 5);
        assertArrayEquals(new long[] {11, 13}, delta.applyTo(new long[] {3, 5}));
        assertTrue(delta.adds(13) && delta.removes(3) && !delta.adds(12) && !delta.removes(4));
        assertArrayEquals(new long[] {3, 5}, delta.removed());
        assertArrayEquals(new long[] {11, 13}, delta.added());
    }

    @Test
    void placesKeepTheirParts() {
        long place = Tail.place(123_456, (1 << 24) - 1, true);
        assertEquals(123_456, Tail.touchOffset(place));
        assertEquals((1 << 24) - 1, Tail.touchLength(place));
        assertTrue(Tail.touchBaseline(place));
        assertTrue(!Tail.touchBaseline(Tail.place(1, 2, false)));
    }
}
