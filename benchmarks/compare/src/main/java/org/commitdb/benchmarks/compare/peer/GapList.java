package org.commitdb.benchmarks.compare.peer;

import java.util.Arrays;
import java.util.Objects;

/// A list whose edits cost the distance from the edit before: what an editor of text keeps.
final class GapList<E> {

    private Object[] items = new Object[64];
    private int gapStart;
    private int gapEnd = items.length;

    int size() {
        return items.length - (gapEnd - gapStart);
    }

    @SuppressWarnings("unchecked")
    E get(int index) {
        Objects.checkIndex(index, size());
        return (E) items[index < gapStart ? index : index + gapEnd - gapStart];
    }

    void add(int index, E item) {
        if (gapStart == gapEnd) {
            grow();
        }
        moveGap(index);
        items[gapStart++] = item;
    }

    E remove(int index) {
        E removed = get(index);
        moveGap(index);
        items[gapEnd++] = null;
        return removed;
    }

    private void moveGap(int index) {
        while (gapStart > index) {
            items[--gapEnd] = items[--gapStart];
        }
        while (gapStart < index) {
            items[gapStart++] = items[gapEnd++];
        }
    }

    private void grow() {
        int tail = items.length - gapEnd;
        Object[] larger = Arrays.copyOf(items, items.length * 2);
        System.arraycopy(items, gapEnd, larger, larger.length - tail, tail);
        gapEnd = larger.length - tail;
        items = larger;
    }
}
