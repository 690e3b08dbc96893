package org.commitdb.file;

import java.util.Arrays;
import org.commitdb.store.DocumentId;
import org.jspecify.annotations.Nullable;

/// Documents in the order of their arrival, each with rows of numbers, found by hash; and, when
/// somebody asks, in their own order.
///
/// **Threads**: one writer; a reader finds every document whose arrival it has learned of through a
/// volatile read, and may or may not find later ones. **Cost**: O(1) expected; the order costs O(n)
/// when documents have arrived since it was last asked for.
final class DocumentTable {

    private static final int FIRST_CAPACITY = 64;

    private final int width;
    private volatile Entry[] entries = new Entry[FIRST_CAPACITY];
    private final HashSlots slots = new HashSlots();
    private volatile int count;
    private volatile Entry[] ordered = {};

    /// A document and its rows.
    record Entry(DocumentId document, LongRows rows) {}

    /// An empty table, whose rows have `width` numbers.
    DocumentTable(int width) {
        this.width = width;
    }

    /// The rows of a document, made if it is new. For the writer.
    LongRows rowsFor(DocumentId document) {
        LongRows rows = get(document);
        if (rows == null) {
            rows = new LongRows(width, 1);
            add(new Entry(document, rows));
        }
        return rows;
    }

    /// The rows of a document, null if it is not here.
    @Nullable LongRows get(DocumentId document) {
        HashSlots.Search search = slots.search(hash(document));
        for (int number = search.next(); number != 0; number = search.next()) {
            Entry[] array = entries;
            Entry entry = number <= array.length ? array[number - 1] : null;
            if (entry != null && entry.document.equals(document)) {
                return entry.rows;
            }
        }
        return null;
    }

    /// The documents in their own order; the array is shared and must not be changed.
    Entry[] ordered() {
        Entry[] known = ordered;
        int total = count;
        if (known.length == total) {
            return known;
        }
        Entry[] fresh = inOrder(entries, known.length, total);
        Entry[] merged = known.length == 0 ? fresh : merge(known, fresh);
        ordered = merged;
        return merged;
    }

    /// The first place in [#ordered] whose document is not less than `document`.
    static int ceiling(Entry[] ordered, DocumentId document) {
        int low = 0;
        int high = ordered.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (DocumentOrder.UNSIGNED.compare(ordered[middle].document, document) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static Entry[] inOrder(Entry[] entries, int from, int to) {
        int[] order =
                WordOrder.of(
                        to - from,
                        DocumentOrder.WORDS,
                        (row, place) -> DocumentOrder.word(entries[from + row].document, place));
        Entry[] sorted = new Entry[order.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = entries[from + order[i]];
        }
        return sorted;
    }

    private static Entry[] merge(Entry[] known, Entry[] fresh) {
        Entry[] merged = new Entry[known.length + fresh.length];
        int from = 0;
        for (int i = 0; i < fresh.length; i++) {
            int to = ceiling(known, fresh[i].document);
            System.arraycopy(known, from, merged, from + i, to - from);
            merged[to + i] = fresh[i];
            from = to;
        }
        System.arraycopy(known, from, merged, from + fresh.length, known.length - from);
        return merged;
    }

    private void add(Entry entry) {
        int index = count;
        Entry[] array = entries;
        if (index == array.length) {
            array = Arrays.copyOf(array, index * 2);
            entries = array;
        }
        array[index] = entry;
        slots.add(hash(entry.document), index + 1);
        count = index + 1;
    }

    private static int hash(DocumentId document) {
        long bits =
                document.instance().getLeastSignificantBits() * 31
                        + document.instance().getMostSignificantBits()
                        + document.attachment().getLeastSignificantBits() * 17
                        + document.attachment().getMostSignificantBits();
        bits *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (bits >>> Integer.SIZE);
    }
}
