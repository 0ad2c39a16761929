package dev.runtree.ui.text;

/** A place between two characters of a row. */
record TextPlace(int row, int offset) implements Comparable<TextPlace> {

    @Override
    public int compareTo(TextPlace other) {
        return row != other.row ? Integer.compare(row, other.row) : Integer.compare(offset, other.offset);
    }
}
