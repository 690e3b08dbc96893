package org.commitdb.file.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.commitdb.Specification;
import org.commitdb.Specification.Layout;
import org.junit.jupiter.api.Test;

/// The tables of the specification about tree pages say where the code reads and writes.
final class PageSpecificationTest {

    private static final Specification SPECIFICATION = Specification.read();

    @Test
    void pageHeaderIsThatOfItsTable() {
        List<List<String>> rows = SPECIFICATION.table("Tree page", "birthSeq");
        List<List<String>> fixed =
                rows.stream().filter(row -> row.get(0).matches("[0-9]+")).toList();
        Layout layout = new Layout(fixed.subList(0, fixed.size() - 1));
        assertEquals(PageLayout.HEADER_SIZE, layout.size());
        assertField(layout, "crc", PageLayout.CRC, PageLayout.KIND);
        assertField(layout, "kind", PageLayout.KIND, PageLayout.LEVEL);
        assertField(layout, "level", PageLayout.LEVEL, PageLayout.COUNT);
        assertField(layout, "count", PageLayout.COUNT, PageLayout.NUMBER);
        assertField(layout, "number", PageLayout.NUMBER, PageLayout.PREFIX_LENGTH);
        assertField(layout, "prefixLength", PageLayout.PREFIX_LENGTH, PageLayout.HEAP_START);
        assertField(layout, "heapStart", PageLayout.HEAP_START, PageLayout.BIRTH_SEQ);
        assertField(layout, "birthSeq", PageLayout.BIRTH_SEQ, PageLayout.TREE_ID);
        assertField(layout, "treeId", PageLayout.TREE_ID, PageLayout.FLAGS);
        assertField(layout, "flags", PageLayout.FLAGS, PageLayout.LEFT_CHILD);
        assertEquals(PageLayout.LEFT_CHILD_CRC, layout.offset("leftmostChildCrc"));
        assertEquals(
                PageLayout.LEFT_CHILD,
                layout.offset("leftmostChildCrc") - layout.sizeOf("leftmostChildCrc"));
        assertField(layout, "reserved", PageLayout.RESERVED, PageLayout.HEADER_SIZE);
        assertEquals(
                PageLayout.HEADER_SIZE, Specification.number(fixed.getLast().getFirst()), "prefix");
        assertTrue(told(rows, "kind").contains(hex(PageLayout.LEAF) + "` leaf"));
        assertTrue(told(rows, "kind").contains(hex(PageLayout.BRANCH) + "` branch"));
        assertTrue(told(rows, "prefixLength").endsWith("at most " + PageLayout.MAX_KEY_LENGTH));
    }

    @Test
    void slotIsThatOfItsTable() {
        Layout layout = new Layout(SPECIFICATION.table("Tree page", "cellOffset"));
        assertEquals(PageLayout.SLOT_SIZE, layout.size());
        assertField(layout, "head", PageLayout.HEAD, PageLayout.CELL_OFFSET);
        assertField(layout, "cellOffset", PageLayout.CELL_OFFSET, PageLayout.SUFFIX_LENGTH);
        assertField(layout, "suffixLength", PageLayout.SUFFIX_LENGTH, PageLayout.SLOT_SIZE);
    }

    @Test
    void childTakesTheBytesOfItsTable() {
        List<List<String>> rows = SPECIFICATION.table("Tree page", "childCrc");
        long size =
                Specification.number(rows.get(1).get(0)) + Specification.number(rows.get(2).get(0));
        assertEquals(PageLayout.CHILD_SIZE, size);
    }

    @Test
    void pageSizesAreThoseOfTheText() {
        StringBuilder sizes = new StringBuilder();
        for (int size = PageLayout.MIN_PAGE_SIZE; size <= PageLayout.MAX_PAGE_SIZE; size *= 2) {
            sizes.append(sizes.isEmpty() ? "" : size == PageLayout.MAX_PAGE_SIZE ? " or " : ", ")
                    .append(size);
        }
        String text = SPECIFICATION.text("Tree page");
        assertTrue(text.contains("the page size of the file: " + sizes + "."), sizes::toString);
    }

    private static void assertField(Layout layout, String field, int offset, int end) {
        assertEquals(offset, layout.offset(field), field);
        assertEquals(end - offset, layout.sizeOf(field), field);
    }

    private static String told(List<List<String>> rows, String field) {
        return rows.stream()
                .filter(row -> row.get(2).equals(field))
                .findFirst()
                .orElseThrow()
                .get(3);
    }

    private static String hex(int code) {
        return "0x" + Integer.toHexString(code);
    }
}
