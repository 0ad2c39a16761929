package dev.runtree.otlp;

/** A protobuf tag: a field's number and how its value is written. */
final class WireTag {
    private WireTag() {}

    static int of(int field, int wireType) {
        return (field << 3) | wireType;
    }
}
