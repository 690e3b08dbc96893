package org.commitdb.file.btree;

import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.VerifiedPages;

/// Moves over the entries of one tree, in both directions, within one range of keys.
///
/// A cursor is at an entry or at none. Every method that moves it returns whether it is at an entry
/// afterwards. A cursor that ran off an end, or whose move failed, is at no entry and must seek
/// again. The accessors raise [IllegalStateException] when the cursor is at no entry.
///
/// **Threads**: one. **Errors**: [org.commitdb.error.CorruptException] when a page contradicts its
/// checksum or the format, when keys of neighbouring leaves are out of order, or when a number is
/// read beyond the end of a key or value. **Cost**: a seek O(height) pages; [#next] and [#previous]
/// amortised O(1). Only [#key], [#value] and a step to another leaf allocate.
public final class TreeCursor {

    private final VerifiedPages pages;
    private final TreeRoot root;
    private final KeyRange range;

    /// Index: level: the leaf and the branches that lead to it.
    private final PageReader[] path;

    /// Index: level, from 1 on: the child of the branch that the path goes through.
    private final int[] children;

    private final PageReader leaf = new PageReader();
    private int slot;

    /// The slots of the leaf whose keys lie in the range.
    private int firstSlot;

    private int endSlot;
    private boolean atEntry;

    TreeCursor(VerifiedPages pages, TreeRoot root, KeyRange range) {
        this.pages = pages;
        this.root = root;
        this.range = range;
        this.path = new PageReader[root.height()];
        this.children = new int[root.height()];
        for (int level = 0; level < path.length; level++) {
            path[level] = level == 0 ? leaf : new PageReader();
        }
    }

    /// Moves to the least key.
    public boolean first() {
        return seekCeiling(range.from());
    }

    /// Moves to the greatest key.
    public boolean last() {
        byte[] to = range.to();
        if (to != null) {
            return seekLower(to);
        }
        if (root.isEmpty()) {
            return leave();
        }
        atEntry = false;
        descendToEdge(root.level(), root.page(), root.crc(), true);
        return settleLast();
    }

    /// Moves to `key`, if there is such an entry.
    public boolean seek(byte[] key) {
        if (root.isEmpty() || !range.contains(key)) {
            return leave();
        }
        slot = descend(key);
        return slot >= 0 ? settle() : leave();
    }

    /// Moves to the least key that is not less than `key`.
    public boolean seekCeiling(byte[] key) {
        byte[] least = range.isBelow(key) ? range.from() : key;
        if (root.isEmpty() || range.isAbove(least)) {
            return leave();
        }
        slot = insertion(descend(least));
        return slot < endSlot ? settle() : slot == leaf.count() ? nextLeaf() : leave();
    }

    /// Moves to the least key that is greater than `key`.
    public boolean seekHigher(byte[] key) {
        return seekCeiling(key) && (compareKey(key) != 0 || next());
    }

    /// Moves to the greatest key that is not greater than `key`.
    public boolean seekFloor(byte[] key) {
        byte[] to = range.to();
        if (to != null && range.isAbove(key)) {
            return seekBelow(to, false);
        }
        return seekBelow(key, true);
    }

    /// Moves to the greatest key that is less than `key`.
    public boolean seekLower(byte[] key) {
        byte[] to = range.to();
        return seekBelow(to != null && range.isAbove(key) ? to : key, false);
    }

    /// Moves to the next greater key.
    public boolean next() {
        checkAtEntry();
        if (++slot < endSlot) {
            return true;
        }
        return slot == leaf.count() ? nextLeaf() : leave();
    }

    /// Moves to the next lesser key.
    public boolean previous() {
        checkAtEntry();
        if (--slot >= firstSlot) {
            return true;
        }
        return slot < 0 ? previousLeaf() : leave();
    }

    /// Whether the cursor is at an entry.
    public boolean isAtEntry() {
        return atEntry;
    }

    /// The length of the key, in bytes.
    public int keyLength() {
        checkAtEntry();
        return leaf.keyLength(slot);
    }

    /// A copy of the key.
    public byte[] key() {
        checkAtEntry();
        return leaf.key(slot);
    }

    /// Copies the key to the start of `target` and returns its length.
    public int copyKey(byte[] target) {
        checkAtEntry();
        return leaf.copyKey(slot, target, 0);
    }

    /// Compares the key with `key`.
    public int compareKey(byte[] key) {
        checkAtEntry();
        return leaf.compareKey(slot, key, key.length);
    }

    /// Eight bytes of the key from `at` on, most significant first.
    public long keyLong(int at) {
        checkAtEntry();
        checkLength("key", at, Long.BYTES, leaf.keyLength(slot));
        return leaf.keyLong(slot, at);
    }

    /// The length of the value, in bytes.
    public int valueLength() {
        checkAtEntry();
        return leaf.valueLength(slot);
    }

    /// A copy of the value.
    public byte[] value() {
        checkAtEntry();
        return leaf.value(slot);
    }

    /// Copies the value to the start of `target` and returns its length.
    public int copyValue(byte[] target) {
        checkAtEntry();
        int length = leaf.valueLength(slot);
        leaf.copy(leaf.valueAt(slot), target, 0, length);
        return length;
    }

    /// The byte of the value at `at`, unsigned.
    public int valueByte(int at) {
        return leaf.byteAt(valueAt(at, Byte.BYTES));
    }

    /// Four bytes of the value from `at` on, little-endian.
    public int valueInt(int at) {
        return leaf.intAt(valueAt(at, Integer.BYTES));
    }

    /// Eight bytes of the value from `at` on, little-endian.
    public long valueLong(int at) {
        return leaf.longAt(valueAt(at, Long.BYTES));
    }

    private int valueAt(int at, int size) {
        checkAtEntry();
        checkLength("value", at, size, leaf.valueLength(slot));
        return leaf.valueAt(slot) + at;
    }

    private boolean seekBelow(byte[] key, boolean orEqual) {
        if (root.isEmpty() || range.isBelow(key)) {
            return leave();
        }
        int found = descend(key);
        slot = found < 0 ? -(found + 2) : orEqual ? found : found - 1;
        return slot >= firstSlot ? settle() : slot < 0 ? previousLeaf() : leave();
    }

    private boolean settle() {
        atEntry = true;
        return true;
    }

    private boolean leave() {
        atEntry = false;
        return false;
    }

    private boolean settleLast() {
        slot = endSlot - 1;
        return slot >= firstSlot ? settle() : leave();
    }

    /// Goes down to the leaf where `key` belongs and returns what the search there found. The tree
    /// is not empty.
    private int descend(byte[] key) {
        atEntry = false;
        int number = root.page();
        int crc = root.crc();
        for (int level = root.level(); level > 0; level--) {
            PageReader page = path[level];
            load(page, number, crc, level);
            int child = page.searchChild(key);
            children[level] = child;
            number = page.childNumber(child);
            crc = page.childCrc(child);
        }
        loadLeaf(number, crc);
        return leaf.search(key);
    }

    /// Goes down to the first or last leaf below a page.
    private void descendToEdge(int top, int topNumber, int topCrc, boolean last) {
        int number = topNumber;
        int crc = topCrc;
        for (int level = top; level > 0; level--) {
            PageReader page = path[level];
            load(page, number, crc, level);
            int child = last ? page.count() : 0;
            children[level] = child;
            number = page.childNumber(child);
            crc = page.childCrc(child);
        }
        loadLeaf(number, crc);
    }

    /// A page of the path that stays the same is not loaded again.
    private void load(PageReader page, int number, int crc, int level) {
        if (!page.isAt(number, crc)) {
            pages.load(page, number, crc, level, root.treeId());
        }
    }

    private void loadLeaf(int number, int crc) {
        load(leaf, number, crc, 0);
        byte[] to = range.to();
        firstSlot = range.from().length == 0 ? 0 : insertion(leaf.search(range.from()));
        endSlot = to == null ? leaf.count() : insertion(leaf.search(to));
    }

    private static int insertion(int found) {
        return found < 0 ? -(found + 1) : found;
    }

    private boolean nextLeaf() {
        atEntry = false;
        int level = 1;
        while (level < path.length && children[level] == path[level].count()) {
            level++;
        }
        if (level == path.length) {
            return false;
        }
        byte[] separator = path[level].key(children[level]);
        checkOrder(leaf.compareKey(leaf.count() - 1, separator, separator.length) < 0);
        children[level]++;
        descendBelow(level, false);
        checkOrder(leaf.compareKey(0, separator, separator.length) >= 0);
        slot = 0;
        return slot < endSlot ? settle() : leave();
    }

    private boolean previousLeaf() {
        atEntry = false;
        int level = 1;
        while (level < path.length && children[level] == 0) {
            level++;
        }
        if (level == path.length) {
            return false;
        }
        children[level]--;
        byte[] separator = path[level].key(children[level]);
        checkOrder(leaf.compareKey(0, separator, separator.length) >= 0);
        descendBelow(level, true);
        checkOrder(leaf.compareKey(leaf.count() - 1, separator, separator.length) < 0);
        return settleLast();
    }

    private void descendBelow(int level, boolean last) {
        PageReader page = path[level];
        int child = children[level];
        descendToEdge(level - 1, page.childNumber(child), page.childCrc(child), last);
    }

    /// Strictly ascending keys also bound a scan of a tree in which one page is the child of
    /// several.
    private void checkOrder(boolean inOrder) {
        if (!inOrder) {
            throw pages.corrupt(
                    leaf.number(), 0, "keys on their side of the separator", "a key beyond it");
        }
    }

    private void checkAtEntry() {
        if (!atEntry) {
            throw new IllegalStateException("the cursor is at no entry");
        }
    }

    private void checkLength(String what, int at, int size, int length) {
        if (at < 0 || at > length - size) {
            throw pages.corrupt(
                    leaf.number(), 0, (at + size) + " bytes of a " + what, length + " bytes");
        }
    }
}
