package dev.runtree.otlp.wire;

/** A protobuf tag: a field's number and how its value is written. */
public final class WireTag {
    private WireTag() {}

    public static int of(int field, int wireType) {
        return (field << 3) | wireType;
    }
}
