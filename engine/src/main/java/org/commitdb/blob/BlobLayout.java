package org.commitdb.blob;

/// How the bytes of a blob are to be read: elements of some numbers each, one after the other.
///
/// A layout is part of what a [BlobId] is the hash of. Its text is the type of the numbers, a
/// hyphen, and how many make up an element: `uchar-1`, `float-3`.
///
/// @param element the type of the numbers
/// @param components how many numbers make up an element
public record BlobLayout(BlobElement element, int components) {

    /// Plain bytes: `uchar-1`.
    public static final BlobLayout BYTES = new BlobLayout(BlobElement.UCHAR, 1);

    /// The most components.
    public static final int MAX_COMPONENTS = 1 << 20;

    /// **Errors**: [IllegalArgumentException] unless there are 1 to [#MAX_COMPONENTS] components.
    public BlobLayout {
        if (components < 1 || components > MAX_COMPONENTS) {
            throw new IllegalArgumentException(
                    "an element has 1 to " + MAX_COMPONENTS + " components, not " + components);
        }
    }

    /// The layout that `text` spells.
    ///
    /// **Errors**: [IllegalArgumentException] that quotes the text.
    public static BlobLayout parse(String text) {
        int hyphen = text.indexOf('-');
        String digits = text.substring(hyphen + 1);
        boolean number =
                hyphen > 0
                        && !digits.isEmpty()
                        && digits.length() <= String.valueOf(MAX_COMPONENTS).length()
                        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                        && digits.charAt(0) != '0';
        for (BlobElement element : BlobElement.values()) {
            if (number && element.text().equals(text.substring(0, hyphen))) {
                return new BlobLayout(element, Integer.parseInt(digits));
            }
        }
        throw new IllegalArgumentException(
                "a layout is a type and a number of components, such as float-3, not '"
                        + text
                        + "'");
    }

    /// The bytes of one element.
    public int elementSize() {
        return element.size() * components;
    }

    /// How many elements `size` bytes hold.
    ///
    /// **Errors**: [IllegalArgumentException] when they are no whole number of elements.
    public long count(long size) {
        if (size < 0 || size % elementSize() != 0) {
            throw new IllegalArgumentException(
                    size + " bytes are no whole number of elements of " + this);
        }
        return size / elementSize();
    }

    /// The text of the layout.
    @Override
    public String toString() {
        return element.text() + "-" + components;
    }
}
