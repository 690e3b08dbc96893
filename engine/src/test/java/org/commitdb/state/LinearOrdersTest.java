package org.commitdb.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.commitdb.codec.CommitCodec;
import org.commitdb.commit.CommitId;
import org.commitdb.commit.DocumentProgram;
import org.commitdb.commit.Opcode;
import org.commitdb.store.NaiveRecordStore;
import org.commitdb.type.Attachment;
import org.commitdb.value.Key;
import org.commitdb.value.StringValue;
import org.junit.jupiter.api.Test;

/// Linear orders by example, as ordinals.
final class LinearOrdersTest {

    private static final RichModel MODEL = new RichModel();

    private final NaiveRecordStore store = new NaiveRecordStore(new CanonicalIndexer());
    private final LinearOrders orders = new LinearOrders(store);

    @Test
    void linearHistoryIsOneSegment() {
        chain(0, 5);
        assertOrder(4, 1, 2, 3, 4);
        assertEquals(1, orders.of(5).segmentCount());
        assertTrue(orders.of(3).contains(3));
        assertFalse(orders.of(3).contains(4));
    }

    @Test
    void emptyOrderHasNothing() {
        LinearOrder empty = orders.of(0);
        assertEquals(0, empty.size());
        assertEquals(0, empty.segmentCount());
        assertFalse(empty.contains(1));
    }

    @Test
    void theirsComesAfterOursAndBeforeTheMerge() {
        chain(0, 3);
        chain(1, 2);
        long merge = merge(3, 5);
        assertOrder(merge, 1, 2, 3, 4, 5, merge);
        long other = merge(5, 3);
        assertOrder(other, 1, 4, 5, 2, 3, other);
    }

    @Test
    void mergeOfACommitInTheMiddleOfARunTakesTheRunUpToThere() {
        chain(0, 2);
        chain(1, 4);
        long merge = merge(2, 4);
        assertOrder(merge, 1, 2, 3, 4, merge);
        assertFalse(orders.of(merge).contains(5));
        long again = merge(merge, 6);
        assertOrder(again, 1, 2, 3, 4, merge, 5, 6, again);
        LinearOrder order = orders.of(again);
        assertEquals(merge, order.bearer(order.segmentOf(4), 4));
        assertEquals(again, order.bearer(order.segmentOf(5), 5));
        assertEquals(2, order.bearer(order.segmentOf(2), 2));
    }

    @Test
    void crissCrossMergesKeepEachOnesOwnFirst() {
        chain(0, 1);
        long left = chain(1, 1);
        long right = chain(1, 1);
        long leftMerge = merge(left, right);
        long rightMerge = merge(right, left);
        long both = merge(leftMerge, rightMerge);
        assertOrder(both, 1, left, right, leftMerge, rightMerge, both);
        long reversed = merge(rightMerge, leftMerge);
        assertOrder(reversed, 1, right, left, rightMerge, leftMerge, reversed);
    }

    @Test
    void mergeInsideTheirsComesInItsOwnRelativeOrder() {
        chain(0, 1);
        long ours = chain(1, 1);
        long a = chain(1, 1);
        long b = chain(1, 1);
        long inner = merge(b, a);
        long outer = merge(ours, inner);
        assertOrder(outer, 1, ours, b, a, inner, outer);
    }

    @Test
    void independentRootsJoin() {
        chain(0, 2);
        chain(0, 2);
        long merge = merge(4, 2);
        assertOrder(merge, 3, 4, 1, 2, merge);
    }

    @Test
    void mergeThatIsNotStoredEndsWithTheirs() {
        chain(0, 2);
        chain(1, 2);
        LinearOrder order = orders.ofMerge(2, 4);
        assertEquals(List.of(1L, 2L, 3L, 4L), ordinals(order));
        assertEquals(4, order.newest());
        assertEquals(LinearOrder.VIRTUAL, order.bearer(order.segmentOf(3), 3));
        assertEquals(List.of(1L, 2L), ordinals(orders.ofMerge(2, 1)));
        assertEquals(List.of(1L, 2L), ordinals(orders.ofMerge(1, 2)));
    }

    @Test
    void leastOrdinalAfterLooksAtLaterSegmentsOnly() {
        chain(0, 1);
        chain(1, 1);
        chain(1, 1);
        long merge = merge(3, 2);
        LinearOrder order = orders.of(merge);
        assertOrder(merge, 1, 3, 2, merge);
        assertEquals(2, order.leastOrdinalAfter(order.segmentOf(3)));
        assertEquals(merge, order.leastOrdinalAfter(order.segmentOf(2)));
        assertEquals(Long.MAX_VALUE, order.leastOrdinalAfter(order.segmentOf(merge)));
    }

    @Test
    void longHistoryThatGrowsIsReadAtEveryTip() {
        chain(0, 50);
        assertEquals(50, orders.of(50).size());
        chain(50, 50);
        assertEquals(1, orders.of(100).segmentCount());
        assertEquals(100, orders.of(100).size());
        assertEquals(50, orders.of(50).size());
    }

    @Test
    void streamsThatAlternateKeepTheirOwnOrders() {
        long fork = chain(0, 3);
        long[] tips = {fork, fork, fork};
        List<List<Long>> expected = new ArrayList<>();
        for (int i = 0; i < tips.length; i++) {
            expected.add(new ArrayList<>(List.of(1L, 2L, 3L)));
        }
        for (int i = 0; i < 300; i++) {
            int stream = i % tips.length;
            tips[stream] = chain(tips[stream], 1);
            expected.get(stream).add(tips[stream]);
            assertEquals(expected.get(stream), ordinals(orders.of(tips[stream])));
        }
        for (int i = 0; i < tips.length; i++) {
            assertEquals(expected.get(i), ordinals(orders.of(tips[i])));
            assertLeastAfter(orders.of(tips[i]));
            LinearOrder forked = orders.of(chain(expected.get(i).get(50), 1));
            assertEquals(52, forked.size());
            assertLeastAfter(forked);
            assertEquals(expected.get(i), ordinals(new LinearOrders(store).of(tips[i])));
        }
    }

    /// The second and the third child of one commit cannot have the room behind it, too.
    @Test
    void ordersThatGrowFromOneKeepWhatTheySaw() {
        chain(0, 2);
        LinearOrder trunk = orders.of(2);
        long[] children = {chain(2, 1), chain(1, 2), chain(2, 1), chain(1, 1)};
        assertOrder(children[0], 1, 2, 3);
        LinearOrder first = orders.of(children[0]);
        assertOrder(children[1], 1, 4, 5);
        assertOrder(children[2], 1, 2, 6);
        assertOrder(children[3], 1, 7);
        for (long child : children) {
            assertLeastAfter(orders.of(child));
        }
        assertEquals(List.of(1L, 2L), ordinals(trunk));
        assertEquals(Long.MAX_VALUE, trunk.leastOrdinalAfter(0));
        assertEquals(List.of(1L, 2L, 3L), ordinals(first));
        assertEquals(1, first.segmentCount());
    }

    /// Two streams that alternate have a segment for each commit.
    @Test
    void oneMoreSegmentCostsTheSameHoweverManyThereAre() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] tips = {chain(0, 1), chain(1, 1)};
        long few = 0;
        long many = 0;
        for (int i = 0; i < 6_000; i++) {
            tips[i % 2] = chain(tips[i % 2], 1);
            long before = threads.getCurrentThreadAllocatedBytes();
            orders.of(tips[i % 2]);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            few += i >= 100 && i < 1_100 ? bytes : 0;
            many += i >= 5_000 ? bytes : 0;
        }
        assertTrue(many < 3 * few, few + " bytes for a thousand, then " + many);
    }

    private static void assertLeastAfter(LinearOrder order) {
        long least = Long.MAX_VALUE;
        for (int segment = order.segmentCount() - 1; segment >= 0; segment--) {
            assertEquals(least, order.leastOrdinalAfter(segment));
            least = Math.min(least, order.firstOf(segment));
        }
    }

    private void assertOrder(long tip, long... expected) {
        List<Long> wanted = LongStream.of(expected).boxed().toList();
        assertEquals(wanted, ordinals(orders.of(tip)));
        assertEquals(wanted, ordinals(new LinearOrders(store).of(tip)));
    }

    private static List<Long> ordinals(LinearOrder order) {
        return LongStream.range(0, order.size()).mapToObj(order::ordinalAt).toList();
    }

    /// Appends `count` commits, the first a child of `parent`; returns the last one's ordinal.
    private long chain(long parent, int count) {
        Attachment name = MODEL.definitions().attachment("Rich::Thing.name");
        long last = parent;
        for (int i = 0; i < count; i++) {
            Key key = Key.of(name.keyTarget(), new UUID(1, 1), MODEL.thing.runtimeId());
            String text = "commit " + (store.lastOrdinal() + 1);
            Opcode set = new Opcode.DocumentSet(StringValue.of(text));
            last =
                    append(
                            CommitCodec.encodeMutations(
                                    last == 0 ? CommitId.NONE : store.idOf(last),
                                    1,
                                    "",
                                    text,
                                    List.of(new DocumentProgram(name, key, List.of(set)))));
        }
        return last;
    }

    private long merge(long ours, long theirs) {
        return append(CommitCodec.encodeMerge(store.idOf(ours), store.idOf(theirs)));
    }

    private long append(byte[] commit) {
        store.append(List.of(commit));
        return store.lastOrdinal();
    }
}
