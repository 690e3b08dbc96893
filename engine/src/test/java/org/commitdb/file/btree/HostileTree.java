package org.commitdb.file.btree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.commitdb.bytes.SaltedCrc;
import org.commitdb.file.page.HeapPages;
import org.commitdb.file.page.PageReader;
import org.commitdb.file.page.VerifiedPages;

/// A copy of a tree whose pages can be changed, with every checksum up to the root made right
/// again.
final class HostileTree {

    /// Where the pointer to a page lies: in page `parent`, `at` bytes from its start.
    record Pointer(int parent, int at, int child) {}

    final HeapPages store;
    private final Map<Integer, Pointer> pointers = new HashMap<>();
    private final List<Integer> numbers = new ArrayList<>();
    private final SaltedCrc checksum;
    private final TreeRoot original;

    HostileTree(TreeFixture tree) {
        store = tree.store.copy();
        original = tree.root;
        checksum = new SaltedCrc(store.fileSalt());
        collect(pages(), original.level(), original.page(), original.crc());
    }

    /// The pages, none of them verified.
    VerifiedPages pages() {
        return new VerifiedPages(store);
    }

    /// All pages, each before its children.
    List<Integer> numbers() {
        return numbers;
    }

    Pointer pointer(int child) {
        return pointers.get(child);
    }

    ByteBuffer page(int number) {
        return ByteBuffer.wrap(store.bytes(number)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int crcOf(int number) {
        return page(number).getInt(0);
    }

    /// Lets a pointer lead to another page and makes the checksums above it right.
    TreeRoot redirect(Pointer pointer, int child, int crc) {
        page(pointer.parent()).putInt(pointer.at(), child).putInt(pointer.at() + 4, crc);
        return seal(pointer.parent());
    }

    /// Makes the checksums right from a page that was changed up to the root.
    TreeRoot seal(int changed) {
        int number = changed;
        while (true) {
            int crc = stamp(number);
            Pointer pointer = pointers.get(number);
            if (pointer == null) {
                return new TreeRoot(
                        number, crc, original.height(), original.treeId(), original.entries());
            }
            ByteBuffer parent = page(pointer.parent());
            if (parent.getInt(pointer.at()) == number) {
                parent.putInt(pointer.at() + 4, crc);
            }
            number = pointer.parent();
        }
    }

    /// Makes the checksum of one page right and returns it.
    int stamp(int number) {
        byte[] bytes = store.bytes(number);
        int crc = checksum.of((long) number * bytes.length, bytes, 4, bytes.length - 4);
        page(number).putInt(0, crc);
        return crc;
    }

    private void collect(VerifiedPages pages, int level, int number, int crc) {
        numbers.add(number);
        if (level == 0) {
            return;
        }
        PageReader reader = new PageReader();
        pages.load(reader, number, crc, level, original.treeId());
        int slots = 40 + (page(number).getShort(12) & 0xffff);
        for (int child = 0; child <= reader.count(); child++) {
            int slot = slots + 8 * (child - 1);
            int at =
                    child == 0
                            ? 28
                            : (page(number).getShort(slot + 4) & 0xffff)
                                    + (page(number).getShort(slot + 6) & 0xffff);
            int childNumber = reader.childNumber(child);
            pointers.put(childNumber, new Pointer(number, at, childNumber));
            collect(pages, level - 1, childNumber, reader.childCrc(child));
        }
    }
}
